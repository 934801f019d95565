//! Recording, reading and editing observations.

use std::ops::ControlFlow;

use fieldmesh_document::observation::{Edit, FieldName, NewObservation, Observation, Version};
use fieldmesh_document::shard::limits::ROLL_OVER_OBSERVATIONS;
use fieldmesh_document::{
    ChangeHash, Content, DeviceId, Incoming, ObservationId, ParseIdError, Replica, ReplicaError, Shard, ShardId,
    ShardKind,
};
use fieldmesh_store::{Listed, Place, Query, StoreWriteError};

use super::Project;
use super::error::{replica_kind, write_kind};
use crate::time::{here, now};
use crate::{ErrorKind, ProjectError};

/// Why an observation could not be found, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ObservationError {
    /// Not the text of an id.
    #[error("{typed:?} is not the id of an observation")]
    InvalidId {
        /// What was typed.
        typed: String,
        /// Why.
        #[source]
        source: ParseIdError,
    },
    /// No observation's id begins so.
    #[error("no observation {typed}")]
    NotFound {
        /// What was typed.
        typed: String,
    },
    /// The ids of several observations begin so.
    #[error("{} observations begin with {typed}", ids.len())]
    Ambiguous {
        /// What was typed.
        typed: String,
        /// The first of them.
        ids: Vec<ObservationId>,
    },
    /// A field that was to be settled has one value only. Nothing was changed.
    #[error("{field:?} is not in conflict")]
    NotInConflict {
        /// Which field.
        field: FieldName,
    },
    /// The write was refused or failed; nothing was changed.
    #[error(transparent)]
    Write(#[from] StoreWriteError),
    /// The store could not be read.
    #[error(transparent)]
    Read(#[from] ReplicaError),
    /// The project failed.
    #[error(transparent)]
    Project(#[from] ProjectError),
}

impl ObservationError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidId { .. } => ErrorKind::InvalidId,
            Self::NotFound { .. } => ErrorKind::NoSuchObservation,
            Self::Ambiguous { .. } => ErrorKind::AmbiguousId,
            Self::NotInConflict { .. } => ErrorKind::InvalidValue,
            Self::Write(error) => write_kind(error),
            Self::Read(error) => replica_kind(error),
            Self::Project(error) => error.kind(),
        }
    }
}

impl Project {
    /// Records one observation, now and in the zone of this computer unless it says otherwise, with the tags that choosing its category adds ([`Configuration::chosen`](crate::Configuration::chosen)); those it
    /// has stay. When this returns, it is on disk.
    ///
    /// # Errors
    /// [`ObservationError::Write`], [`ObservationError::Project`].
    pub fn observe(&self, mut observation: NewObservation) -> Result<ObservationId, ObservationError> {
        if observation.configuration.is_none()
            && let Some(configuration) = self.configuration()?
        {
            let chosen = configuration.chosen(None, observation.category.as_deref(), &observation.tags);
            for (key, value) in chosen {
                if let Some(value) = value {
                    observation.tags.entry(key).or_insert(value);
                }
            }
        }
        observation.created_at.get_or_insert_with(here);
        let recorded = self.observe_all(vec![observation])?;
        match recorded.first() {
            Some(observation) => Ok(observation.id),
            None => Err(StoreWriteError::Refused(fieldmesh_document::WriteError::Empty).into()),
        }
    }

    /// Records many observations, at far less cost for each than one by one. They are recorded as they are: from
    /// another program, say.
    ///
    /// # Errors
    /// [`ObservationError::Write`]; those already recorded stay.
    pub fn observe_all(&self, observations: Vec<NewObservation>) -> Result<Vec<Observation>, ObservationError> {
        let observations = self.captured_here(observations)?;
        Ok(self.store().create_observations(observations, now())?)
    }

    /// Takes observations as if they had come from another device, in shards of its own: synthetic data of many
    /// authors. Says how many.
    ///
    /// # Errors
    /// [`ObservationError::Write`], [`ObservationError::Read`].
    pub fn observe_all_as(
        &self,
        author: DeviceId,
        observations: Vec<NewObservation>,
    ) -> Result<u64, ObservationError> {
        let mut waiting = self.captured_here(observations)?.into_iter();
        let mut taken = 0;
        loop {
            let mut incoming = Vec::new();
            while incoming.len() < SHARDS_AT_ONCE {
                let observations: Vec<_> = waiting.by_ref().take(ROLL_OVER_OBSERVATIONS).collect();
                if observations.is_empty() {
                    break;
                }
                taken += u64::try_from(observations.len()).unwrap_or_default();
                incoming.push(shard_of(author, observations)?);
            }
            if incoming.is_empty() {
                return Ok(taken);
            }
            for merged in self.store().merge(incoming)? {
                merged.result.map_err(StoreWriteError::Unverified)?;
            }
        }
    }

    /// Notes the configuration in use with every observation that does not name another.
    fn captured_here(
        &self,
        mut observations: Vec<NewObservation>,
    ) -> Result<Vec<NewObservation>, ObservationError> {
        let configuration = self.store().configuration()?.map(|stored| stored.fingerprint);
        for observation in &mut observations {
            observation.configuration = observation.configuration.or(configuration);
        }
        Ok(observations)
    }

    /// The id that a person typed: whole, or any beginning of 4 or more characters that only one id has.
    ///
    /// # Errors
    /// [`ObservationError::InvalidId`], [`ObservationError::NotFound`], [`ObservationError::Ambiguous`].
    pub fn find(&self, typed: &str) -> Result<ObservationId, ObservationError> {
        let invalid = |source| ObservationError::InvalidId { typed: typed.to_owned(), source };
        ObservationId::prefix_range(typed).map_err(invalid)?;
        let ids = self.store().find(typed)?;
        match ids.as_slice() {
            [one] => Ok(*one),
            [] => Err(ObservationError::NotFound { typed: typed.to_owned() }),
            _ => Err(ObservationError::Ambiguous { typed: typed.to_owned(), ids }),
        }
    }

    /// One observation, deleted or not.
    ///
    /// # Errors
    /// [`ObservationError::NotFound`], [`ObservationError::Read`].
    pub fn observation(&self, id: &ObservationId) -> Result<Observation, ObservationError> {
        self.store().observation(id)?.ok_or_else(|| ObservationError::NotFound { typed: id.to_string() })
    }

    /// The observations that fit, newest first.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn list(&self, query: &Query) -> Result<Vec<Observation>, ObservationError> {
        Ok(self.store().list(query)?)
    }

    /// The observations that fit, newest first, each with whether another device brought or changed it and nobody
    /// here has seen it since.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn list_marked(&self, query: &Query) -> Result<Vec<Listed>, ObservationError> {
        Ok(self.store().list_marked(query)?)
    }

    /// Visits the same without holding them all.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn for_each_marked(
        &self,
        query: &Query,
        visit: impl FnMut(Listed) -> ControlFlow<()>,
    ) -> Result<(), ObservationError> {
        Ok(self.store().for_each_marked(query, visit)?)
    }

    /// Visits the places of the observations that fit, newest first, at far less cost than the observations.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn for_each_place(
        &self,
        query: &Query,
        visit: impl FnMut(Place<'_>) -> ControlFlow<()>,
    ) -> Result<(), ObservationError> {
        Ok(self.store().for_each_place(query, visit)?)
    }

    /// Notes that a person has seen an observation as it is. Only this device knows.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn mark_seen(&self, id: &ObservationId) -> Result<(), ObservationError> {
        Ok(self.store().mark_seen(id)?)
    }

    /// Notes that a person has seen everything, but for deletions that wait for an answer.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn mark_all_seen(&self) -> Result<(), ObservationError> {
        Ok(self.store().mark_all_seen()?)
    }

    /// A number that grows with every change of the project's data here, by this or another process: for
    /// [`Arrived::Since`](fieldmesh_store::Arrived::Since), and to know when to read again.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn revision(&self) -> Result<u64, ObservationError> {
        Ok(self.store().commit_counter()?)
    }

    /// How many observations fit, without the query's limit.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn count(&self, query: &Query) -> Result<u64, ObservationError> {
        Ok(self.store().count(query)?)
    }

    /// Visits the observations that fit without holding them all.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn for_each(
        &self,
        query: &Query,
        visit: impl FnMut(Observation) -> ControlFlow<()>,
    ) -> Result<(), ObservationError> {
        Ok(self.store().for_each(query, visit)?)
    }

    /// Writes the fields a person touched; with another category also the tags that choosing it adds and takes away
    /// ([`Configuration::chosen`](crate::Configuration::chosen)), but for those the person touched.
    ///
    /// # Errors
    /// [`ObservationError::NotFound`], [`ObservationError::Write`], [`ObservationError::Read`],
    /// [`ObservationError::Project`].
    pub fn edit(&self, id: &ObservationId, edit: &Edit) -> Result<Observation, ObservationError> {
        if let Some(category) = &edit.category
            && let Some(configuration) = self.configuration()?
        {
            let before = self.observation(id)?;
            let chosen = configuration.chosen(before.category.as_deref(), category.as_deref(), &before.tags);
            let mut edit = edit.clone();
            for (key, value) in chosen {
                edit.tags.entry(key).or_insert(value);
            }
            return Ok(self.store().edit(id, &edit, now())?);
        }
        Ok(self.store().edit(id, edit, now())?)
    }

    /// Marks an observation as deleted: it leaves the list everywhere it is synchronized, stays in the history,
    /// and can be restored.
    ///
    /// # Errors
    /// [`ObservationError::Write`].
    pub fn delete(&self, id: &ObservationId) -> Result<Observation, ObservationError> {
        Ok(self.store().delete(id, now())?)
    }

    /// Takes the mark of deletion away.
    ///
    /// # Errors
    /// [`ObservationError::Write`].
    pub fn restore(&self, id: &ObservationId) -> Result<Observation, ObservationError> {
        Ok(self.store().restore(id, now())?)
    }

    /// Settles fields that are in conflict: each gets the value of the edit, or none. [`Edit::write_like`] takes the
    /// value that one of the changes in conflict wrote, from [`Self::observation_at`].
    ///
    /// # Errors
    /// [`ObservationError::NotInConflict`] for a field that has one value only; as [`Self::edit`].
    pub fn resolve(&self, id: &ObservationId, edit: &Edit) -> Result<Observation, ObservationError> {
        let disputed = self.observation(id)?.conflicts;
        let settled = |field: &FieldName| !disputed.iter().any(|conflict| conflict.field == *field);
        match edit.fields().into_iter().find(settled) {
            Some(field) => Err(ObservationError::NotInConflict { field }),
            None => self.edit(id, edit),
        }
    }

    /// Makes an observation what it was at a version, by one new edit of what differs ([`Edit::back_to`]).
    ///
    /// # Errors
    /// [`ObservationError::NotFound`] also where the change is none of its history, [`ObservationError::Read`],
    /// [`ObservationError::Write`] also when nothing differs.
    pub fn revert(&self, id: &ObservationId, change: &ChangeHash) -> Result<Observation, ObservationError> {
        let (then, now_is) = (self.observation_at(id, change)?, self.observation(id)?);
        Ok(self.store().edit(id, &Edit::back_to(&then, &now_is), now())?)
    }

    /// Every version of an observation, oldest first.
    ///
    /// # Errors
    /// [`ObservationError::Read`].
    pub fn history(&self, id: &ObservationId) -> Result<Vec<Version>, ObservationError> {
        Ok(self.store().history(id)?)
    }

    /// One observation as it was after a change.
    ///
    /// # Errors
    /// [`ObservationError::NotFound`], [`ObservationError::Read`].
    pub fn observation_at(&self, id: &ObservationId, change: &ChangeHash) -> Result<Observation, ObservationError> {
        self.store().observation_at(id, change)?.ok_or_else(|| ObservationError::NotFound { typed: id.to_string() })
    }
}

/// A shard that a device filled with these observations.
fn shard_of(author: DeviceId, observations: Vec<NewObservation>) -> Result<Incoming, StoreWriteError> {
    let id = ShardId::random().map_err(StoreWriteError::Random)?;
    let kind = ShardKind::OBSERVATIONS;
    let mut writer = Shard::create(id, kind).write_as(author);
    let mut waiting = observations.into_iter().peekable();
    while waiting.peek().is_some() {
        writer.create(waiting.by_ref().take(BATCH).collect(), now())?;
    }
    let shard = writer.into_shard();
    Ok(Incoming { shard: id, kind, heads: shard.heads(), content: Content::Snapshot(shard.save()) })
}

/// Observations in one change, as an import writes them.
const BATCH: usize = 64;
/// Shards handed to the store in one merge.
const SHARDS_AT_ONCE: usize = 64;
