//! The indexes for search, map and id prefixes. They follow behind a watermark, so that the commit of many
//! observations need not wait for them, and can be made anew from the rows.

use std::time::{Duration, Instant};

use fieldmesh_document::observation::{Scalar, TagValue};
use fieldmesh_document::{Observation, ReplicaError};
use rusqlite::{Connection, params};

use crate::error::sql;
use crate::record::Records;
use crate::{Store, rows, schema};

const INDEXING: &str = "indexing observations";
/// Rows of one transaction.
const BATCH: i64 = 2048;

impl Store {
    /// Indexes observations that were written and not indexed yet, for as long as `budget`. Returns how many
    /// are left. Queries that need an index call it themselves; calling it when idle keeps them fast.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn catch_up_indexes(&self, budget: Duration) -> Result<u64, ReplicaError> {
        let began = Instant::now();
        loop {
            let left = self.reading(|connection| {
                connection
                    .query_row("SELECT count(*) FROM (SELECT 1 FROM pending LIMIT 1)", [], |row| row.get(0))
                    .map_err(sql(INDEXING))
            })?;
            let left: u64 = left;
            if left == 0 {
                return Ok(0);
            }
            if began.elapsed() >= budget {
                return self.reading(|connection| {
                    connection
                        .query_row("SELECT count(*) FROM pending", [], |row| row.get(0))
                        .map_err(sql(INDEXING))
                });
            }
            let mut writing = self.writing();
            let transaction = schema::begin(&mut writing.connection)?;
            catch_up_batch(&transaction)?;
            transaction.commit().map_err(sql(INDEXING))?;
        }
    }
}

/// Indexes one row.
pub(crate) fn put(connection: &Connection, row: i64, observation: &Observation) -> Result<(), ReplicaError> {
    write(connection, row, observation).map_err(sql(INDEXING))
}

/// Leaves a row to be indexed later.
pub(crate) fn put_off(connection: &Connection, row: i64) -> Result<(), ReplicaError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO pending VALUES (?1)")
        .and_then(|mut statement| statement.execute([row]))
        .map(drop)
        .map_err(sql(INDEXING))
}

/// Leaves every row from the first to the last to be indexed later.
pub(crate) fn put_off_all(connection: &Connection, (first, last): (i64, i64)) -> Result<(), ReplicaError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO pending SELECT row FROM observations WHERE row BETWEEN ?1 AND ?2")
        .and_then(|mut statement| statement.execute((first, last)))
        .map(drop)
        .map_err(sql(INDEXING))
}

/// Empties the indexes and leaves every row to be indexed.
pub(crate) fn begin_anew(connection: &Connection) -> Result<(), ReplicaError> {
    connection
        .execute_batch(schema::DROP_CATCH_UP_TABLES)
        .and_then(|()| connection.execute_batch(schema::CATCH_UP_TABLES))
        .and_then(|()| connection.execute_batch("INSERT OR IGNORE INTO pending SELECT row FROM observations"))
        .map_err(sql(INDEXING))
}

fn catch_up_batch(connection: &Connection) -> Result<(), ReplicaError> {
    let batch: Vec<i64> = connection
        .prepare_cached("SELECT row FROM pending ORDER BY row LIMIT ?1")
        .and_then(|mut statement| statement.query_map([BATCH], |row| row.get(0))?.collect())
        .map_err(sql(INDEXING))?;
    let mut records = Records::new(connection);
    for row in &batch {
        put(connection, *row, &records.read(*row)?)?;
    }
    connection
        .prepare_cached("DELETE FROM pending WHERE row BETWEEN ?1 AND ?2")
        .and_then(|mut statement| statement.execute((batch.first(), batch.last())))
        .map(drop)
        .map_err(sql(INDEXING))
}

fn write(connection: &Connection, row: i64, observation: &Observation) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO names VALUES (?1, ?2)")?
        .execute((rows::local_number(&observation.id.local), row))?;
    match bounds(observation) {
        Some([west, east, south, north]) => {
            connection
                .prepare_cached("INSERT OR REPLACE INTO places VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![row, west, east, south, north])?;
        }
        None => {
            connection.prepare_cached("DELETE FROM places WHERE row = ?1")?.execute([row])?;
        }
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO words(rowid, text) VALUES (?1, ?2)")?
        .execute((row, words(observation)))?;
    Ok(())
}

/// West, east, south and north of every coordinate.
fn bounds(observation: &Observation) -> Option<[f64; 4]> {
    observation.position.as_ref()?.coordinates().fold(None, |bounds, at| {
        let [west, east, south, north] = bounds.unwrap_or([at.longitude, at.longitude, at.latitude, at.latitude]);
        Some([west.min(at.longitude), east.max(at.longitude), south.min(at.latitude), north.max(at.latitude)])
    })
}

/// Everything of an observation that a person may search for.
fn words(observation: &Observation) -> String {
    let mut words = String::new();
    let mut add = |word: &str| {
        words.push_str(word);
        words.push('\n');
    };
    observation.notes.iter().chain(&observation.category).for_each(|text| add(text));
    observation.attachments.values().filter_map(|record| record.name.as_ref()).for_each(|name| add(name));
    for value in observation.tags.values() {
        let scalars = match value {
            TagValue::One(scalar) => std::slice::from_ref(scalar),
            TagValue::List(scalars) => scalars,
        };
        for scalar in scalars {
            match scalar {
                Scalar::Text(text) => add(text),
                Scalar::Int(number) => add(&number.to_string()),
                Scalar::Uint(number) => add(&number.to_string()),
                Scalar::Float(number) => add(&number.to_string()),
                Scalar::Null | Scalar::Bool(_) | Scalar::Timestamp(_) | Scalar::Bytes(_) | Scalar::Unknown => {}
            }
        }
    }
    words
}
