//! What other devices brought, and which of it a person here has not opened yet. Knowledge of this device alone: no
//! session and no file carries it, and a rebuild leaves it as it is.

use std::ops::ControlFlow;

use fieldmesh_document::{Observation, ObservationId, ReplicaError};
use rusqlite::Connection;

use crate::error::sql;
use crate::query::observation_of;
use crate::rows;
use crate::{Query, Store, schema, shards};

/// Which of the observations that other devices brought, or changed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Arrived {
    /// Those that were not marked as seen since.
    Unseen,
    /// Those that came when [`Store::commit_counter`] was this or higher, seen or not.
    Since(u64),
}

/// A line of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct Listed {
    /// The observation.
    pub observation: Observation,
    /// Whether another device brought or changed it, and it was not marked as seen since.
    pub unseen: bool,
}

impl Store {
    /// The observations asked for, newest first, each with whether it is unseen.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn list_marked(&self, query: &Query) -> Result<Vec<Listed>, ReplicaError> {
        let columns = "row, local, record, EXISTS(SELECT 1 FROM arrivals a WHERE a.row = o.row AND NOT a.seen)";
        let mut list = Vec::new();
        self.for_each_row(query, columns, |records, row| {
            let unseen = row.get(3).map_err(sql("reading observations"))?;
            list.push(Listed { observation: observation_of(records, row)?, unseen });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(list)
    }

    /// Notes that a person has seen an observation as it is. One that is not held is none to be seen.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn mark_seen(&self, id: &ObservationId) -> Result<(), ReplicaError> {
        self.mark(|connection| {
            let Some(shard) = shards::find(connection, &id.shard)? else { return Ok(()) };
            let Some(row) = rows::locate(connection, shard.number, &id.local)? else { return Ok(()) };
            connection.execute("UPDATE arrivals SET seen = 1 WHERE row = ?1", [row]).map(drop).map_err(sql(MARKING))
        })
    }

    /// Notes that a person has seen everything.
    ///
    /// # Errors
    /// As [`Self::mark_seen`].
    pub fn mark_all_seen(&self) -> Result<(), ReplicaError> {
        self.mark(|connection| {
            connection.execute("UPDATE arrivals SET seen = 1 WHERE NOT seen", []).map(drop).map_err(sql(MARKING))
        })
    }

    /// A write that is not counted as a commit: nothing that other devices could learn changes.
    fn mark(&self, mark: impl FnOnce(&Connection) -> Result<(), ReplicaError>) -> Result<(), ReplicaError> {
        let mut writing = self.writing();
        let transaction = schema::begin(&mut writing.connection)?;
        mark(&transaction)?;
        transaction.commit().map_err(sql(MARKING))
    }
}

/// Notes which rows a merge wrote.
pub(crate) fn note(connection: &Connection, rows: &[i64]) -> Result<(), ReplicaError> {
    let mut note = connection
        .prepare_cached("INSERT OR REPLACE INTO arrivals SELECT ?1, counter, 0 FROM project")
        .map_err(sql(NOTING))?;
    for row in rows {
        note.execute([row]).map_err(sql(NOTING))?;
    }
    Ok(())
}

const NOTING: &str = "noting what arrived";
const MARKING: &str = "marking observations as seen";
