//! Reading observations: one, by prefix, filtered, counted, and their history. Only history loads a shard.

use std::ops::ControlFlow;
use std::time::Duration;

use fieldmesh_document::observation::{Source, Version};
use fieldmesh_document::{ChangeHash, Observation, ObservationId, ReplicaError, Timestamp};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params_from_iter};

use crate::arrivals::Arrived;
use crate::deletions::HELD;
use crate::error::sql;
use crate::record::Records;
use crate::rows::{self, CONFLICTED, DELETED, POINT};
use crate::{Store, shards};

/// The most words of a search; FTS5 refuses some hundreds.
const MOST_WORDS: usize = 16;
/// The most ids that a prefix gives.
const MOST_FOUND: usize = 10;
const READING: &str = "reading observations";
/// What is read from.
const EVERY: &str = "observations o";
/// What is read from where sources matter; their `row` has another name, so that it is that of the observation.
const IMPORTED: &str =
    "(SELECT kind, id, row AS imported FROM sources) s JOIN observations o ON o.row = s.imported";

/// Which observations are asked for with regard to deletion.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Deleted {
    /// Those that are not deleted.
    #[default]
    Live,
    /// Those that are.
    Deleted,
    /// Both.
    All,
    /// Those that a person is shown: those that are not deleted, and those whose deletion waits for an answer
    /// ([`Store::held_deletions`]).
    Shown,
    /// Those whose deletion waits for an answer.
    Held,
}

/// A part of the map in degrees. One whose west is greater than its east crosses the 180th meridian.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Bounds {
    /// Degrees east of its western edge.
    pub west: f64,
    /// Degrees north of its southern edge.
    pub south: f64,
    /// Degrees east of its eastern edge.
    pub east: f64,
    /// Degrees north of its northern edge.
    pub north: f64,
}

/// Which observations are asked for; newest first by the time they were recorded, possible duplicates by source
/// before. The default is every observation that is not deleted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Query {
    /// Of this category.
    pub category: Option<String>,
    /// Recorded at this time or later.
    pub since: Option<Timestamp>,
    /// Recorded at this time or earlier.
    pub until: Option<Timestamp>,
    /// Of which some part is inside these bounds; for a track or area, whose own bounds touch them.
    pub bbox: Option<Bounds>,
    /// With words that begin with each of these words, the first 16 of them, in notes, answers, category or file names.
    pub search: Option<String>,
    /// Only those with a field in conflict.
    pub conflicts: bool,
    /// Only those with a track or an area.
    pub shaped: bool,
    /// Only possible duplicates: those imported from the same source as another one that is not deleted.
    pub duplicates: bool,
    /// Deleted, not deleted, or both.
    pub deleted: Deleted,
    /// Only those that other devices brought, or changed.
    pub arrived: Option<Arrived>,
    /// At most so many.
    pub limit: Option<u64>,
    /// Without so many from the start.
    pub offset: u64,
}

impl Store {
    /// One observation, deleted or not.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn observation(&self, id: &ObservationId) -> Result<Option<Observation>, ReplicaError> {
        self.reading(|connection| {
            let Some(shard) = shards::find(connection, &id.shard)? else { return Ok(None) };
            match rows::locate(connection, shard.number, &id.local)? {
                Some(row) => Records::new(connection).read(row).map(Some),
                None => Ok(None),
            }
        })
    }

    /// The ids that begin with a prefix of 4 or more characters, at most 10; none for what is no prefix.
    ///
    /// # Errors
    /// As [`Self::observation`], and those of [`Self::catch_up_indexes`].
    pub fn find(&self, prefix: &str) -> Result<Vec<ObservationId>, ReplicaError> {
        let Ok((low, high)) = ObservationId::prefix_range(prefix) else { return Ok(Vec::new()) };
        self.catch_up_indexes(Duration::MAX)?;
        let range = (rows::local_number(&low), rows::local_number(&high));
        self.reading(|connection| {
            let mut statement = connection
                .prepare_cached(
                    "SELECT o.row, o.local, o.record FROM names n JOIN observations o ON o.row = n.row
                     WHERE n.local BETWEEN ?1 AND ?2 ORDER BY n.local",
                )
                .map_err(sql(READING))?;
            let mut found_rows = statement.query(range).map_err(sql(READING))?;
            let mut records = Records::new(connection);
            let mut found = Vec::new();
            while let Some(row) = found_rows.next().map_err(sql(READING))? {
                let id = observation_of(&mut records, row)?.id;
                if id.starts_with(prefix) {
                    found.push(id);
                }
                if found.len() == MOST_FOUND {
                    break;
                }
            }
            Ok(found)
        })
    }

    /// The observation that was imported from a source, deleted or not.
    ///
    /// # Errors
    /// As [`Self::observation`].
    pub fn find_source(&self, source: &Source) -> Result<Option<ObservationId>, ReplicaError> {
        self.reading(|connection| {
            let row: Option<i64> = connection
                .prepare_cached("SELECT row FROM sources WHERE kind = ?1 AND id = ?2 LIMIT 1")
                .and_then(|mut statement| {
                    statement.query_row((&source.kind, &source.id), |row| row.get(0)).optional()
                })
                .map_err(sql(READING))?;
            row.map(|row| Records::new(connection).read(row).map(|observation| observation.id)).transpose()
        })
    }

    /// The observations asked for, newest first.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn list(&self, query: &Query) -> Result<Vec<Observation>, ReplicaError> {
        let mut list = Vec::new();
        self.for_each(query, |observation| {
            list.push(observation);
            ControlFlow::Continue(())
        })?;
        Ok(list)
    }

    /// Hands over the observations asked for one by one, newest first, until told to stop. All come from one
    /// state of the store, whatever is written meanwhile.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn for_each(
        &self,
        query: &Query,
        mut take: impl FnMut(Observation) -> ControlFlow<()>,
    ) -> Result<(), ReplicaError> {
        self.for_each_row(query, "row, local, record", |records, row| Ok(take(observation_of(records, row)?)))
    }

    /// Hands over these columns of the observations asked for, newest first, until told to stop.
    pub(crate) fn for_each_row(
        &self,
        query: &Query,
        columns: &str,
        mut take: impl FnMut(&mut Records<'_>, &Row<'_>) -> Result<ControlFlow<()>, ReplicaError>,
    ) -> Result<(), ReplicaError> {
        let Some((conditions, mut values)) = self.conditions(query)? else { return Ok(()) };
        values.push(query.limit.map_or(Value::Integer(-1), number));
        values.push(number(query.offset));
        let (from, first) = if query.duplicates { (IMPORTED, "s.kind, s.id, ") } else { (EVERY, "") };
        let text = format!(
            "SELECT {columns} FROM {from} WHERE {conditions}
             ORDER BY {first}created DESC, row DESC LIMIT ? OFFSET ?"
        );
        self.reading(|connection| {
            let mut statement = connection.prepare_cached(&text).map_err(sql(READING))?;
            let mut rows = statement.query(params_from_iter(values)).map_err(sql(READING))?;
            let mut records = Records::new(connection);
            while let Some(row) = rows.next().map_err(sql(READING))? {
                if take(&mut records, row)?.is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// How many observations a query asks for, its limit and offset aside.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn count(&self, query: &Query) -> Result<u64, ReplicaError> {
        let unfiltered = Query { deleted: query.deleted, limit: None, offset: 0, ..Query::default() };
        if unfiltered == (Query { limit: None, offset: 0, ..query.clone() }) && query.deleted != Deleted::Held {
            let totals = self.totals_of_records()?;
            return Ok(match query.deleted {
                Deleted::Live => totals.live,
                Deleted::Deleted => totals.deleted,
                Deleted::All => totals.live + totals.deleted,
                Deleted::Shown | Deleted::Held => totals.live + self.held_deletions()?,
            });
        }
        let Some((conditions, values)) = self.conditions(query)? else { return Ok(0) };
        let from = if query.duplicates { IMPORTED } else { EVERY };
        let text = format!("SELECT count(*) FROM {from} WHERE {conditions}");
        self.reading(|connection| {
            connection
                .prepare_cached(&text)
                .and_then(|mut statement| statement.query_row(params_from_iter(values), |row| row.get(0)))
                .map_err(sql(READING))
        })
    }

    /// Every version of an observation, oldest first; empty for one that is not held.
    ///
    /// # Errors
    /// As [`Self::observation`].
    pub fn history(&self, id: &ObservationId) -> Result<Vec<Version>, ReplicaError> {
        let shard = self.held_shard(&id.shard)?;
        Ok(shard.map(|shard| shard.history(&id.local)).unwrap_or_default())
    }

    /// An observation as it was after a change.
    ///
    /// # Errors
    /// As [`Self::observation`].
    pub fn observation_at(
        &self,
        id: &ObservationId,
        change: &ChangeHash,
    ) -> Result<Option<Observation>, ReplicaError> {
        let shard = self.held_shard(&id.shard)?;
        Ok(shard.and_then(|shard| shard.observation_at(&id.local, change)))
    }

    /// The conditions of a query and their values; `None` when nothing can meet them.
    fn conditions(&self, query: &Query) -> Result<Option<(String, Vec<Value>)>, ReplicaError> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = Vec::new();
        match query.deleted {
            Deleted::Live => conditions.push(format!("flags & {DELETED} = 0")),
            Deleted::Deleted => conditions.push(format!("flags & {DELETED}")),
            Deleted::All => {}
            Deleted::Shown => conditions.push(format!(
                "(flags & {DELETED} = 0 OR row IN (SELECT row FROM arrivals WHERE deletion = {HELD}))"
            )),
            Deleted::Held => conditions
                .push(format!("flags & {DELETED} AND row IN (SELECT row FROM arrivals WHERE deletion = {HELD})")),
        }
        if query.conflicts {
            conditions.push(format!("flags & {CONFLICTED}"));
        }
        if query.shaped {
            conditions.push(format!("lon IS NOT NULL AND flags & {POINT} = 0"));
        }
        if query.duplicates {
            conditions.push(format!(
                "EXISTS(SELECT 1 FROM sources b JOIN observations p ON p.row = b.row
                 WHERE b.kind = s.kind AND b.id = s.id AND b.row <> s.imported AND p.flags & {DELETED} = 0)"
            ));
        }
        match query.arrived {
            None => {}
            Some(Arrived::Unseen) => {
                conditions.push("row IN (SELECT row FROM arrivals WHERE NOT seen)".to_owned());
            }
            Some(Arrived::Since(counter)) => {
                conditions.push("row IN (SELECT row FROM arrivals WHERE counter >= ?)".to_owned());
                values.push(number(counter));
            }
        }
        if let Some(category) = &query.category {
            conditions.push("category = ?".to_owned());
            values.push(Value::Text(category.clone()));
        }
        if let Some(since) = query.since {
            conditions.push("created >= ?".to_owned());
            values.push(Value::Integer(since.0));
        }
        if let Some(until) = query.until {
            conditions.push("created <= ?".to_owned());
            values.push(Value::Integer(until.0));
        }
        if query.bbox.is_some() || query.search.is_some() {
            self.catch_up_indexes(Duration::MAX)?;
        }
        if let Some(bounds) = &query.bbox {
            let (condition, edges) = inside(bounds);
            conditions.push(condition);
            values.extend(edges.into_iter().map(Value::Real));
        }
        if let Some(search) = &query.search {
            let Some(phrases) = phrases(search) else { return Ok(None) };
            conditions.push("row IN (SELECT rowid FROM words WHERE words MATCH ?)".to_owned());
            values.push(Value::Text(phrases));
        }
        Ok(Some((conditions.join(" AND "), values)))
    }
}

/// The map index rounds outwards to 32-bit numbers, so points are compared again exactly.
fn inside(bounds: &Bounds) -> (String, Vec<f64>) {
    let spans = if bounds.west <= bounds.east {
        vec![(bounds.west, bounds.east)]
    } else {
        vec![(bounds.west, 180.0), (-180.0, bounds.east)]
    };
    let (mut conditions, mut edges) = (Vec::new(), Vec::new());
    for (west, east) in spans {
        conditions.push(format!(
            "(row IN (SELECT row FROM places WHERE east >= ? AND west <= ? AND north >= ? AND south <= ?)
              AND (flags & {POINT} = 0 OR lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?))"
        ));
        let (south, north) = (bounds.south, bounds.north);
        edges.extend([west, east, south, north, west, east, south, north]);
    }
    (format!("({})", conditions.join(" OR ")), edges)
}

/// Search text as FTS5 phrases, each the beginning of a word; what a person types is never syntax.
fn phrases(search: &str) -> Option<String> {
    let words = search.split(|c: char| c.is_whitespace() || c.is_control() || c == '"');
    let phrases: Vec<_> = words
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(|word| format!("\"{word}\"*"))
        .take(MOST_WORDS)
        .collect();
    if phrases.is_empty() { None } else { Some(phrases.join(" ")) }
}

fn number(value: u64) -> Value {
    Value::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}

/// The observation of a row whose columns are `row`, `local` and `record`.
pub(crate) fn observation_of(records: &mut Records<'_>, row: &Row<'_>) -> Result<Observation, ReplicaError> {
    let columns = || -> rusqlite::Result<_> { Ok((row.get(0)?, row.get(1)?, row.get_ref(2)?.as_blob()?)) };
    let (number, local, record) = columns().map_err(sql(READING))?;
    records.decode(number, local, record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_text_is_never_syntax() {
        assert_eq!(phrases("río \"OR\" NEAR(x)").as_deref(), Some("\"río\"* \"OR\"* \"NEAR(x)\"*"));
        assert_eq!(phrases(" \"\" - * "), None);
    }

    #[test]
    fn bounds_across_the_180th_meridian_are_two() {
        let (_, edges) = inside(&Bounds { west: 170.0, south: -10.0, east: -170.0, north: 10.0 });
        assert_eq!(edges.len(), 16);
    }
}
