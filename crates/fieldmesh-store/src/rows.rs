//! The row of an observation: what lists and filters need, and the whole observation beside it, so that
//! reading never loads a shard.

use std::collections::{BTreeMap, HashMap};

use fieldmesh_document::observation::FieldName;
use fieldmesh_document::{
    AttachmentClass, AttachmentId, Geometry, LocalId, MergeCounts, Observation, ReplicaError,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{misshapen, sql};
use crate::indexes;
use crate::record::{self, Usual};

/// Rows of one shard: its number times this, plus the slot.
pub(crate) const SLOTS: i64 = 4096;
/// So few rows are indexed in the transaction that writes them; more follow behind the watermark.
const INDEXED_AT_ONCE: usize = 16;
const WRITING: &str = "writing observations";

pub(crate) const DELETED: i64 = 1;
pub(crate) const CONFLICTED: i64 = 2;
pub(crate) const POINT: i64 = 4;

/// An observation, ready to be written.
#[derive(Debug)]
pub(crate) struct ObservationRow {
    local: i64,
    flags: i64,
    created: i64,
    updated: i64,
    place: Option<(f64, f64)>,
    category: Option<String>,
    media: Vec<(AttachmentId, AttachmentClass, u64)>,
    wants_media: bool,
    source: Option<(String, String)>,
    record: Vec<u8>,
}

impl ObservationRow {
    pub(crate) fn of(observation: Observation, usual: &Usual) -> Result<Self, ReplicaError> {
        let mut flags = 0;
        if observation.is_deleted() {
            flags |= DELETED;
        }
        if !observation.conflicts.is_empty() {
            flags |= CONFLICTED;
        }
        let position = observation.position.as_ref();
        if position.is_some_and(|position| matches!(position.geometry(), Geometry::Point(_))) {
            flags |= POINT;
        }
        Ok(Self {
            local: local_number(&observation.id.local),
            flags,
            created: observation.created_at.at.0,
            updated: observation.updated_at.0,
            place: position.and_then(|p| p.anchor()).map(|anchor| (anchor.longitude, anchor.latitude)),
            category: observation.category.clone(),
            media: observation.attachments.iter().flat_map(|(id, record)| record.contents(*id)).collect(),
            wants_media: wants_media(&observation),
            source: observation.source.clone().map(|source| (source.kind, source.id)),
            record: record::encode(observation, usual)?,
        })
    }
}

/// Whether the photos of an observation are wanted.
pub(crate) fn wants_media(observation: &Observation) -> bool {
    // A deletion that an edit did not know of may yet be undone.
    let disputed = observation.conflicts.iter().any(|conflict| conflict.field == FieldName::Deleted);
    !observation.is_deleted() || disputed
}

/// What the rows given are of their shard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scope {
    /// All there are, of a shard that has no rows yet: nothing old is read.
    Fresh,
    /// Those that a change of this device wrote to; rows that are the same stay.
    Touched,
    /// All there are; rows that are not among them go, those that are the same stay.
    Whole,
    /// All there are; everything is written anew.
    Anew,
}

/// How many observations of a shard there are of each sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) observations: u64,
    pub(crate) live: u64,
    pub(crate) deleted: u64,
    pub(crate) conflicted: u64,
}

impl Tally {
    fn add(&mut self, flags: i64) {
        self.observations += 1;
        if flags & DELETED == 0 {
            self.live += 1;
        } else {
            self.deleted += 1;
        }
        self.conflicted += u64::from(flags & CONFLICTED != 0);
    }
}

/// A row that is new or says something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Wrote {
    pub(crate) row: i64,
    /// Whether the observation is deleted now, and whether it was live here before.
    pub(crate) deletion: Deletion,
}

/// What a write did to the deletion of an observation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Deletion {
    /// It is live.
    None,
    /// It is deleted and was not live here before.
    Stays,
    /// It was live here and is deleted now.
    Began,
}

/// Writes rows of a shard, counts what that did, and gives those that are new or say something else.
pub(crate) fn write(
    connection: &Connection,
    shard: i64,
    rows: &[ObservationRow],
    scope: Scope,
    usual: &Usual,
) -> Result<(MergeCounts, Tally, Vec<Wrote>), ReplicaError> {
    let mut old = match scope {
        Scope::Fresh => HashMap::new(),
        Scope::Touched | Scope::Whole | Scope::Anew => slots(connection, shard)?,
    };
    let records = if scope == Scope::Whole { records(connection, shard)? } else { HashMap::new() };
    let mut next = old.values().map(|(row, _)| row + 1).max().unwrap_or(shard * SLOTS);
    let mut counts = MergeCounts::default();
    let mut tally = Tally::default();
    let mut changed = Vec::new();
    for new in rows {
        let before = old.remove(&new.local);
        let row = match before {
            Some((row, _)) => row,
            None => next,
        };
        if row >= (shard + 1) * SLOTS {
            return Err(misshapen(format!("shard number {shard}, which has more than {SLOTS} observations")));
        }
        next = next.max(row + 1);
        tally.add(new.flags);
        let unchanged = match scope {
            Scope::Fresh | Scope::Anew => false,
            Scope::Touched => before.is_some() && stored(connection, row)? == new.record,
            Scope::Whole => records.get(&row).is_some_and(|record| *record == new.record),
        };
        if !unchanged {
            changed.push((row, new, before.map(|(_, flags)| flags)));
        }
    }
    let few = changed.len() <= INDEXED_AT_ONCE;
    let mut written = Vec::with_capacity(changed.len());
    for (row, new, before) in &changed {
        let deletion = match before {
            _ if new.flags & DELETED == 0 => Deletion::None,
            Some(flags) if flags & DELETED == 0 => Deletion::Began,
            _ => Deletion::Stays,
        };
        match before {
            None => counts.new += 1,
            Some(_) if deletion == Deletion::Began => counts.deleted += 1,
            Some(_) => counts.changed += 1,
        }
        written.push(Wrote { row: *row, deletion });
        let conflicted_before = before.is_some_and(|flags| flags & CONFLICTED != 0);
        counts.conflicts += u64::from(new.flags & CONFLICTED != 0 && !conflicted_before);
        put(connection, *row, new, before.is_some()).map_err(sql(WRITING))?;
        if few {
            indexes::put(connection, *row, &record::decode(&new.record, local_id(new.local), usual)?)?;
        } else if scope != Scope::Fresh {
            indexes::put_off(connection, *row)?;
        }
    }
    if scope == Scope::Fresh && !few {
        indexes::put_off_all(connection, range(shard))?;
    }
    for (row, flags) in old.into_values() {
        match scope {
            Scope::Fresh | Scope::Touched => tally.add(flags),
            Scope::Whole | Scope::Anew => {
                counts.changed += 1;
                remove(connection, row).map_err(sql(WRITING))?;
            }
        }
    }
    Ok((counts, tally, written))
}

/// The row number of an observation.
pub(crate) fn locate(connection: &Connection, shard: i64, local: &LocalId) -> Result<Option<i64>, ReplicaError> {
    connection
        .prepare_cached("SELECT row FROM observations WHERE row BETWEEN ?1 AND ?2 AND +local = ?3")
        .and_then(|mut statement| {
            let (first, last) = range(shard);
            statement.query_row((first, last, local_number(local)), |row| row.get(0)).optional()
        })
        .map_err(sql("finding an observation"))
}

/// The first and the last row number of a shard.
pub(crate) const fn range(shard: i64) -> (i64, i64) {
    (shard * SLOTS, (shard + 1) * SLOTS - 1)
}

/// A local id as a number that SQLite sorts as the bytes sort.
pub(crate) fn local_number(local: &LocalId) -> i64 {
    let unsigned = local.as_bytes().iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (unsigned ^ 1 << 63).cast_signed()
}

/// The local id of such a number.
pub(crate) fn local_id(number: i64) -> LocalId {
    let unsigned = number.cast_unsigned() ^ 1 << 63;
    LocalId::from_bytes(std::array::from_fn(|byte| (unsigned >> (56 - 8 * byte)) as u8))
}

/// How many rows of a shard say something else than these, are missing or are too many.
pub(crate) fn stale(connection: &Connection, shard: i64, rows: &[ObservationRow]) -> Result<u64, ReplicaError> {
    let mut old = slots(connection, shard)?;
    let mut stale = 0;
    for row in rows {
        let same = match old.remove(&row.local) {
            Some((at, flags)) => flags == row.flags && stored(connection, at)? == row.record,
            None => false,
        };
        stale += u64::from(!same);
    }
    Ok(stale + old.len() as u64)
}

fn slots(connection: &Connection, shard: i64) -> Result<HashMap<i64, (i64, i64)>, ReplicaError> {
    connection
        .prepare_cached("SELECT local, row, flags FROM observations WHERE row BETWEEN ?1 AND ?2")
        .and_then(|mut statement| {
            statement.query_map(range(shard), |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?.collect()
        })
        .map_err(sql("reading the rows of a shard"))
}

/// The records of all rows of a shard, by row.
fn records(connection: &Connection, shard: i64) -> Result<HashMap<i64, Vec<u8>>, ReplicaError> {
    connection
        .prepare_cached("SELECT row, record FROM observations WHERE row BETWEEN ?1 AND ?2")
        .and_then(|mut statement| {
            statement.query_map(range(shard), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
        .map_err(sql("reading the rows of a shard"))
}

fn stored(connection: &Connection, row: i64) -> Result<Vec<u8>, ReplicaError> {
    connection
        .prepare_cached("SELECT record FROM observations WHERE row = ?1")
        .and_then(|mut statement| statement.query_row([row], |row| row.get(0)))
        .map_err(sql("reading an observation"))
}

fn put(connection: &Connection, row: i64, new: &ObservationRow, replaces: bool) -> rusqlite::Result<()> {
    // For REPLACE, SQLite copies every page it touches to a journal of the statement.
    let insert = if replaces {
        "INSERT OR REPLACE INTO observations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    } else {
        "INSERT INTO observations VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
    };
    connection.prepare_cached(insert)?.execute(params![
        row,
        new.local,
        new.flags,
        new.created,
        new.updated,
        new.place.map(|place| place.0),
        new.place.map(|place| place.1),
        new.category,
        new.record,
    ])?;
    put_media(connection, row, new, replaces)?;
    if let Some((kind, id)) = &new.source {
        connection
            .prepare_cached("INSERT OR IGNORE INTO sources VALUES (?1, ?2, ?3)")?
            .execute(params![kind, id, row])?;
    }
    Ok(())
}

/// Lines that are the same stay: an edit that touches no photo shall not look like one that does.
fn put_media(connection: &Connection, row: i64, new: &ObservationRow, replaces: bool) -> rusqlite::Result<()> {
    // A size beyond what SQLite counts is no attachment's; it stays wanted and is never whole.
    let size = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
    let mut lines: BTreeMap<([u8; 32], u8), i64> = BTreeMap::new();
    for (hash, class, bytes) in &new.media {
        lines.entry((*hash.as_bytes(), class.number())).or_insert(size(*bytes));
    }
    if replaces {
        let mut same = lines.len();
        let mut before = connection.prepare_cached("SELECT hash, class, size, live FROM media WHERE row = ?1")?;
        let mut before = before.query([row])?;
        let mut others = false;
        while let Some(line) = before.next()? {
            let (bytes, live): (i64, bool) = (line.get(2)?, line.get(3)?);
            if lines.get(&(line.get(0)?, line.get(1)?)) == Some(&bytes) && live == new.wants_media {
                same -= 1;
            } else {
                others = true;
            }
        }
        if same == 0 && !others {
            return Ok(());
        }
        connection.prepare_cached("DELETE FROM media WHERE row = ?1")?.execute([row])?;
    }
    let mut insert = connection.prepare_cached("INSERT INTO media VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for ((hash, class), bytes) in lines {
        insert.execute(params![row, hash, class, bytes, new.wants_media])?;
    }
    Ok(())
}

fn remove(connection: &Connection, row: i64) -> rusqlite::Result<()> {
    for table in [
        "DELETE FROM observations WHERE row = ?1",
        "DELETE FROM media WHERE row = ?1",
        "DELETE FROM sources WHERE row = ?1",
        "DELETE FROM names WHERE row = ?1",
        "DELETE FROM places WHERE row = ?1",
        "DELETE FROM words WHERE rowid = ?1",
        "DELETE FROM arrivals WHERE row = ?1",
        "DELETE FROM pending WHERE row = ?1",
    ] {
        connection.execute(table, [row])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_ids_sort_as_numbers_as_they_sort_as_bytes() {
        let ids = [[0; 8], [0, 0, 0, 0, 0, 0, 0, 1], [0x7F; 8], [0x80, 0, 0, 0, 0, 0, 0, 0], [0xFF; 8]];
        let numbers: Vec<_> = ids.iter().map(|id| local_number(&LocalId::from_bytes(*id))).collect();
        assert!(numbers.is_sorted());
        assert_eq!(numbers.first(), Some(&i64::MIN));
        let back: Vec<_> = numbers.iter().map(|number| *local_id(*number).as_bytes()).collect();
        assert_eq!(back, ids);
    }
}
