//! Deletions that other devices made. When they are many and nobody here has looked at them, they wait for an answer:
//! lists and maps go on showing the observations, and a person says whether they may go. Knowledge of this device
//! alone, kept with [what arrived](crate::arrivals): no digest, no session and no file differs by it.

use std::ops::ControlFlow;

use fieldmesh_document::{ObservationId, ReplicaError};
use rusqlite::Connection;

use crate::error::sql;
use crate::{Deleted, Query, Store};

/// In the column `deletion` of what arrived: another device deleted what was live here, and nobody has seen it.
pub(crate) const UNSEEN: i64 = 1;
/// The same, and these were so many that it waits for an answer.
pub(crate) const HELD: i64 = 2;

/// So many unseen deletions are usual work.
const USUAL: u64 = 20;
/// One observation in so many may be deleted without a question: 5 %.
const SHARE: u64 = 20;
const HOLDING: &str = "holding deletions";

impl Store {
    /// How many observations other devices deleted that are shown here until a person answers: those of
    /// [`Deleted::Held`].
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn held_deletions(&self) -> Result<u64, ReplicaError> {
        self.count(&Query { deleted: Deleted::Held, ..Query::default() })
    }

    /// Lets go of the deletions that wait for an answer, and of those that nobody looked at: from now on they are shown
    /// as what they are, and count no more. Says how many had waited.
    ///
    /// # Errors
    /// As [`Store::mark_seen`].
    pub fn accept_deletions(&self) -> Result<u64, ReplicaError> {
        self.mark(|connection| {
            let seen = "UPDATE arrivals SET seen = 1, deletion = 0 WHERE deletion = ?1";
            let held = connection.execute(seen, [HELD]).map_err(sql(HOLDING))?;
            connection.execute(seen, [UNSEEN]).map_err(sql(HOLDING))?;
            Ok(held as u64)
        })
    }

    /// The observations whose deletions wait for an answer.
    ///
    /// # Errors
    /// As [`Self::held_deletions`].
    pub fn list_held(&self) -> Result<Vec<ObservationId>, ReplicaError> {
        let mut held = Vec::new();
        let query = Query { deleted: Deleted::Held, ..Query::default() };
        self.for_each_row(&query, "row, local", |records, row| {
            let columns = || -> rusqlite::Result<_> { Ok((row.get(0)?, row.get(1)?)) };
            let (number, local) = columns().map_err(sql(HOLDING))?;
            held.push(records.id(number, local)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(held)
    }
}

/// Whether this deserves a question: more than 20 observations, or more than 5 % of `before`.
const fn are_many(deletions: u64, before: u64) -> bool {
    deletions > USUAL || deletions * SHARE > before
}

/// After deletions arrived: holds all that nobody has seen if they are many, or if some are held already. What is held
/// stays so until a person answers or sees it, or it is restored: a brake that let go by itself would be none.
pub(crate) fn hold_many(connection: &Connection) -> Result<(), ReplicaError> {
    if must_hold(connection).map_err(sql(HOLDING))? {
        connection
            .prepare_cached("UPDATE arrivals SET deletion = ?2 WHERE deletion = ?1")
            .and_then(|mut statement| statement.execute([UNSEEN, HELD]))
            .map_err(sql(HOLDING))?;
    }
    Ok(())
}

fn must_hold(connection: &Connection) -> rusqlite::Result<bool> {
    let count = |deletion: i64| -> rusqlite::Result<u64> {
        connection
            .prepare_cached("SELECT count(*) FROM (SELECT 1 FROM arrivals WHERE deletion = ?1 LIMIT ?2)")?
            .query_row((deletion, USUAL + 1), |row| row.get(0))
    };
    if count(HELD)? > 0 {
        return Ok(true);
    }
    let unseen = count(UNSEEN)?;
    if unseen > USUAL {
        return Ok(true);
    }
    let live: u64 =
        connection.prepare_cached("SELECT ifnull(sum(live), 0) FROM shards")?.query_row([], |row| row.get(0))?;
    Ok(are_many(unseen, live + unseen))
}

/// A person here wrote to an observation: that is an answer.
pub(crate) fn answered(connection: &Connection, row: i64) -> Result<(), ReplicaError> {
    connection
        .prepare_cached("UPDATE arrivals SET deletion = 0 WHERE row = ?1 AND deletion > 0")
        .and_then(|mut statement| statement.execute([row]))
        .map(drop)
        .map_err(sql(HOLDING))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_twenty_or_five_percent_are_many() {
        assert!(!are_many(0, 0) && !are_many(0, 10_000));
        assert!(are_many(1, 19) && !are_many(1, 20));
        assert!(are_many(6, 119) && !are_many(6, 120));
        assert!(!are_many(20, 10_000) && are_many(21, 10_000));
        assert!(are_many(u64::MAX, u64::MAX));
    }
}
