//! Deletions that other devices made, while they wait for an answer of a person here.

use fieldmesh_document::WriteError;
use fieldmesh_store::StoreWriteError;

use super::{ObservationError, Project};

impl Project {
    /// How many observations other devices deleted that are still shown here, since they are more than 20, or more than
    /// 5 %, and nobody here has answered: they are listed by [`Deleted::Held`](fieldmesh_store::Deleted::Held), and among
    /// all others by [`Deleted::Shown`](fieldmesh_store::Deleted::Shown). Only this device knows.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn held_deletions(&self) -> Result<u64, ObservationError> {
        Ok(self.store().held_deletions()?)
    }

    /// Shows as deleted what other devices deleted. Says how many had waited for it.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn accept_deletions(&self) -> Result<u64, ObservationError> {
        Ok(self.store().accept_deletions()?)
    }

    /// Restores every observation whose deletion waits, by an edit each, so that they return on every device. Says how
    /// many.
    ///
    /// # Errors
    /// [`ObservationError::Read`], [`ObservationError::Write`]; those restored before stay so.
    pub fn restore_deletions(&self) -> Result<u64, ObservationError> {
        let mut restored = 0;
        for id in self.store().list_held()? {
            match self.restore(&id) {
                Ok(_) => restored += 1,
                // Somebody else was first.
                Err(ObservationError::Write(StoreWriteError::Refused(WriteError::Empty))) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(restored)
    }
}
