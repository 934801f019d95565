//! The book of synchronizations.

use fieldmesh_store::{Activity, Carried, Completed};
use fieldmesh_sync::{Moved, Outcome};

use super::{FileOutcome, Project};
use crate::ProjectError;

impl Project {
    /// At most so many synchronizations of this device with their numbers, that which began last first, completed or not.
    /// The newest 10,000 are kept. What follows by itself while two devices stay linked counts in the one that it goes on
    /// with.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn activity(&self, limit: u64) -> Result<Vec<(u64, Activity)>, ProjectError> {
        Ok(self.store().activity(limit)?)
    }

    /// The synchronization with a number, if it is kept.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn activity_entry(&self, number: u64) -> Result<Option<Activity>, ProjectError> {
        Ok(self.store().activity_entry(number)?)
    }
}

/// What a session came to, for the book.
pub(crate) fn completed(outcome: &Outcome, observations: u64) -> Completed {
    Completed {
        records_digest: outcome.records_digest,
        observations,
        sent: carried(&outcome.sent),
        received: carried(&outcome.received),
        on_neither: outcome.photos.on_neither,
        missing: outcome.photos.missing_here.saturating_add(outcome.photos.missing_there),
        declined: outcome.declined.len() as u64,
    }
}

impl From<&FileOutcome> for Completed {
    fn from(outcome: &FileOutcome) -> Self {
        Self {
            records_digest: outcome.proven,
            observations: outcome.observations,
            sent: carried(&outcome.sent),
            received: carried(&outcome.received),
            on_neither: outcome.photos.on_neither,
            missing: outcome.photos.missing_here.saturating_add(outcome.photos.missing_there),
            declined: outcome.declined.len() as u64,
        }
    }
}

const fn carried(moved: &Moved) -> Carried {
    Carried { counts: moved.counts, attachments: moved.attachments, bytes: moved.bytes() }
}
