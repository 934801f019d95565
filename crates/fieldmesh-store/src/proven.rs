//! How much an inventory holds that a session proved. The store may have moved on since: what is told of a proof belongs
//! to the proof.

use std::collections::{BTreeSet, HashMap};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, Heads, Inventory, Observation, ReplicaError, ShardId, ShardKind,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::sql;
use crate::rows::{self, SLOTS};
use crate::{Store, shards};

const COUNTING: &str = "counting what a session proved";

impl Store {
    /// How many observations of an inventory that this store held are not deleted in it, whatever was written since.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`]; [`ReplicaError::Damaged`] and [`ReplicaError::NotHeld`] where a
    /// shard that was written to since cannot be read as it was.
    pub fn proven_observations(&self, proven: &Inventory) -> Result<u64, ReplicaError> {
        self.reading(|connection| Parts::of(connection, proven).map(|parts| parts.live))
    }

    /// How many photos and other attachments of these this store holds as they were taken.
    ///
    /// # Errors
    /// As [`Self::proven_observations`].
    pub fn proven_attachments(&self, proven: &Inventory) -> Result<u64, ReplicaError> {
        self.reading(|connection| Parts::of(connection, proven)?.attachments(connection))
    }
}

/// An inventory, by what stands in the rows and what had to be read from shards that moved on.
#[derive(Default)]
struct Parts {
    live: u64,
    /// Shards whose rows say something else than the inventory, or of which it knows nothing.
    others: Vec<i64>,
    /// The originals of shards as they were.
    originals: BTreeSet<AttachmentId>,
}

impl Parts {
    fn of(connection: &Connection, proven: &Inventory) -> Result<Self, ReplicaError> {
        let mut lines = lines(connection).map_err(sql(COUNTING))?;
        let mut parts = Self::default();
        for (id, entry) in proven.iter().filter(|(_, entry)| entry.kind == ShardKind::OBSERVATIONS) {
            let Some(heads) = entry.heads() else { continue };
            let line = lines.remove(id);
            match line {
                Some(line) if line.held && line.heads == shards::encode_heads(heads) => parts.live += line.live,
                line => {
                    parts.others.extend(line.map(|line| line.number));
                    parts.add(observations_at(connection, id, heads)?);
                }
            }
        }
        parts.others.extend(lines.into_values().map(|line| line.number));
        Ok(parts)
    }

    fn add(&mut self, observations: Vec<Observation>) {
        for observation in observations {
            self.live += u64::from(!observation.is_deleted());
            if rows::wants_media(&observation) {
                let contents = observation.attachments.iter().flat_map(|(id, record)| record.contents(*id));
                let originals = contents.filter(|(_, class, _)| *class == AttachmentClass::Original);
                self.originals.extend(originals.map(|(id, ..)| id));
            }
        }
    }

    fn attachments(&self, connection: &Connection) -> Result<u64, ReplicaError> {
        let others: Vec<_> = self.others.iter().map(i64::to_string).collect();
        let rows = format!(
            "SELECT hash FROM media WHERE live AND class = {} AND row / {SLOTS} NOT IN ({})",
            AttachmentClass::Original.number(),
            others.join(", ")
        );
        let whole = "EXISTS(SELECT 1 FROM attachments a WHERE a.hash = m.hash AND a.whole)";
        let counted: u64 = connection
            .query_row(
                &format!("SELECT count(*) FROM (SELECT DISTINCT hash FROM ({rows})) m WHERE {whole}"),
                [],
                |row| row.get(0),
            )
            .map_err(sql(COUNTING))?;
        if self.originals.is_empty() {
            return Ok(counted);
        }
        let more =
            format!("SELECT 1 FROM (SELECT ?1 AS hash) m WHERE {whole} AND NOT EXISTS({rows} AND hash = ?1)");
        let mut more = connection.prepare(&more).map_err(sql(COUNTING))?;
        let mut count = counted;
        for original in &self.originals {
            let found: Option<i64> =
                more.query_row([original.as_bytes()], |row| row.get(0)).optional().map_err(sql(COUNTING))?;
            count += u64::from(found.is_some());
        }
        Ok(count)
    }
}

struct Line {
    number: i64,
    heads: Vec<u8>,
    live: u64,
    held: bool,
}

fn lines(connection: &Connection) -> rusqlite::Result<HashMap<ShardId, Line>> {
    connection
        .prepare_cached("SELECT id, number, heads, live, declined IS NULL FROM shards WHERE kind = ?1")?
        .query_map([ShardKind::OBSERVATIONS.number()], |row| {
            let line = Line { number: row.get(1)?, heads: row.get(2)?, live: row.get(3)?, held: row.get(4)? };
            Ok((ShardId::from_bytes(row.get(0)?), line))
        })?
        .collect()
}

/// The observations of a shard as it was at these heads.
fn observations_at(connection: &Connection, id: &ShardId, heads: &Heads) -> Result<Vec<Observation>, ReplicaError> {
    let not_held = || ReplicaError::NotHeld { what: format!("shard {} as it was", id.to_hex()) };
    let row = shards::find(connection, id)?.ok_or_else(not_held)?;
    let shard = shards::load(connection, &row)?;
    Ok(shard.at(heads).ok_or_else(not_held)?.observations())
}
