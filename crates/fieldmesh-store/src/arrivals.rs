//! What other devices brought, and which of it a person here has not opened yet. Knowledge of this device alone: no
//! session and no file carries it, and a rebuild leaves it as it is.

use std::ops::ControlFlow;

use fieldmesh_document::{Observation, ObservationId, ReplicaError};
use rusqlite::Connection;

use crate::deletions::{self, HELD, UNSEEN};
use crate::error::sql;
use crate::query::observation_of;
use crate::rows::{self, Deletion, Wrote};
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
    /// Whether another device deleted it and it is shown until a person answers ([`Store::held_deletions`]).
    pub held: bool,
}

impl Store {
    /// The observations asked for, newest first, each with whether it is unseen.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn list_marked(&self, query: &Query) -> Result<Vec<Listed>, ReplicaError> {
        let mut list = Vec::new();
        self.for_each_marked(query, |listed| {
            list.push(listed);
            ControlFlow::Continue(())
        })?;
        Ok(list)
    }

    /// Hands over the same one by one, until told to stop.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn for_each_marked(
        &self,
        query: &Query,
        mut take: impl FnMut(Listed) -> ControlFlow<()>,
    ) -> Result<(), ReplicaError> {
        let columns = format!(
            "row, local, record, EXISTS(SELECT 1 FROM arrivals a WHERE a.row = o.row AND NOT a.seen),
             EXISTS(SELECT 1 FROM arrivals a WHERE a.row = o.row AND a.deletion = {HELD})"
        );
        self.for_each_row(query, &columns, |records, row| {
            let marks = || -> rusqlite::Result<_> { Ok((row.get(3)?, row.get(4)?)) };
            let (unseen, held) = marks().map_err(sql("reading observations"))?;
            Ok(take(Listed { observation: observation_of(records, row)?, unseen, held }))
        })
    }

    /// Notes that a person has seen an observation as it is. One that is not held is none to be seen.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn mark_seen(&self, id: &ObservationId) -> Result<(), ReplicaError> {
        self.mark(|connection| {
            let Some(shard) = shards::find(connection, &id.shard)? else { return Ok(()) };
            let Some(row) = rows::locate(connection, shard.number, &id.local)? else { return Ok(()) };
            let seen = "UPDATE arrivals SET seen = 1, deletion = 0 WHERE row = ?1";
            connection.execute(seen, [row]).map(drop).map_err(sql(MARKING))
        })
    }

    /// Notes that a person has seen everything, but for deletions that wait for an answer
    /// ([`Store::held_deletions`]).
    ///
    /// # Errors
    /// As [`Self::mark_seen`].
    pub fn mark_all_seen(&self) -> Result<(), ReplicaError> {
        self.mark(|connection| {
            let seen = "UPDATE arrivals SET seen = 1, deletion = 0 WHERE NOT seen AND deletion <> ?1";
            connection.execute(seen, [HELD]).map(drop).map_err(sql(MARKING))
        })
    }

    /// A write that is not counted as a commit: nothing that other devices could learn changes.
    pub(crate) fn mark<T>(
        &self,
        mark: impl FnOnce(&Connection) -> Result<T, ReplicaError>,
    ) -> Result<T, ReplicaError> {
        let mut writing = self.writing();
        let transaction = schema::begin(&mut writing.connection)?;
        let marked = mark(&transaction)?;
        transaction.commit().map_err(sql(MARKING))?;
        Ok(marked)
    }
}

/// Notes which rows a merge wrote, and which of them it deleted.
pub(crate) fn note(connection: &Connection, rows: &[Wrote]) -> Result<(), ReplicaError> {
    let mut note = connection
        .prepare_cached(
            "INSERT INTO arrivals(row, counter, seen, deletion) SELECT ?1, counter, 0, ifnull(?2, 0) FROM project WHERE 1
             ON CONFLICT(row) DO UPDATE SET counter = excluded.counter, seen = 0, deletion = ifnull(?2, deletion)",
        )
        .map_err(sql(NOTING))?;
    for Wrote { row, deletion } in rows {
        let deletion = match deletion {
            Deletion::None => Some(0),
            Deletion::Began => Some(UNSEEN),
            // Whatever was written to what is deleted already.
            Deletion::Stays => None,
        };
        note.execute((row, deletion)).map_err(sql(NOTING))?;
    }
    if rows.iter().any(|wrote| wrote.deletion == Deletion::Began) {
        deletions::hold_many(connection)?;
    }
    Ok(())
}

const NOTING: &str = "noting what arrived";
const MARKING: &str = "marking observations as seen";
