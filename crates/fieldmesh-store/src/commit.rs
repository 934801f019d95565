//! Writing: a shard's bytes, its line and the rows of the observations it touched, in one transaction.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{Heads, LocalId, MergeCounts, Observation, ReplicaError, Shard, ShardId, ShardKind};
use rusqlite::{Connection, Transaction, params};

use crate::error::sql;
use crate::record::Usual;
use crate::rows::{self, ObservationRow, Scope, Wrote};
use crate::shards::{self, ShardRow};
use crate::{Store, schema};

/// Shards of one transaction, and how long one may take: an import must not keep other processes waiting.
const SHARDS_AT_ONCE: usize = 16;
const LONGEST: Duration = Duration::from_millis(250);
/// How often one that waits for more to write looks whether somebody is in a hurry.
const GLANCE: Duration = Duration::from_millis(5);
/// How long a writer that has more to write stands back after each transaction, so that others get in.
const PAUSE: Duration = Duration::from_millis(2);
/// Changes smaller than this together are not worth a new snapshot.
const COMPACT_FROM: u64 = 64 << 10;
const WRITING: &str = "writing a shard";

/// Bytes to be stored.
#[derive(Debug)]
pub(crate) enum NewBytes {
    /// The whole shard; takes the place of what was stored.
    Snapshot(Vec<u8>),
    /// Change chunks on top of what is stored, dependencies first.
    Changes(Vec<Vec<u8>>),
}

/// A shard to be written.
#[derive(Debug)]
pub(crate) struct ShardWrite {
    pub(crate) id: ShardId,
    pub(crate) kind: ShardKind,
    pub(crate) heads: Heads,
    pub(crate) schema: i64,
    pub(crate) bytes: NewBytes,
    pub(crate) rows: Vec<ObservationRow>,
    pub(crate) usual: Usual,
    pub(crate) scope: Scope,
    /// Whether this store goes on creating observations in it.
    pub(crate) own: bool,
}

impl ShardWrite {
    /// Every observation of a shard that is not held yet. It may have a line.
    pub(crate) fn fresh(
        row: Option<&ShardRow>,
        shard: &Shard,
        mut observations: Vec<Observation>,
        bytes: Vec<u8>,
        own: bool,
    ) -> Result<Self, ReplicaError> {
        // Numbers are sorted rather than observations, which are large.
        observations.sort_by_cached_key(|observation| observation.created_at.at);
        Self::new(row, shard, NewBytes::Snapshot(bytes), observations, Scope::Fresh, own)
    }

    /// Some observations of a shard that is held.
    pub(crate) fn touched(
        row: &ShardRow,
        shard: &Shard,
        bytes: NewBytes,
        touched: &[LocalId],
        own: bool,
    ) -> Result<Self, ReplicaError> {
        if row.usual.is_none() && row.observations > 0 {
            // A disk spoilt what its records cannot be read without.
            return Self::new(Some(row), shard, bytes, observations_of(shard), Scope::Anew, own);
        }
        Self::new(Some(row), shard, bytes, pick(shard, touched), Scope::Touched, own)
    }

    /// A shard that is held, after foreign changes.
    pub(crate) fn merged(row: &ShardRow, merged: guard::Merged) -> Result<Self, ReplicaError> {
        let guard::Merged { shard, observations, snapshot, changes } = merged;
        let unreadable = row.usual.is_none() && row.observations > 0;
        let scope = if unreadable { Scope::Anew } else { Scope::Whole };
        // Both are verified: what is written is what takes fewer bytes, on the disk now or with the next reading.
        let added = bytes_of(&changes);
        let bytes = if is_outgrown(row, added) || snapshot.len() as u64 <= added {
            NewBytes::Snapshot(snapshot)
        } else {
            NewBytes::Changes(changes)
        };
        Self::new(Some(row), &shard, bytes, observations, scope, false)
    }

    fn new(
        row: Option<&ShardRow>,
        shard: &Shard,
        bytes: NewBytes,
        observations: Vec<Observation>,
        scope: Scope,
        own: bool,
    ) -> Result<Self, ReplicaError> {
        let (usual, rows) = rows_of(row, shard, observations)?;
        let (id, kind, heads, schema) = (shard.id(), shard.kind(), shard.heads(), shard.schema());
        Ok(Self { id, kind, heads, schema, bytes, rows, usual, scope, own })
    }
}

impl Store {
    /// Writes results as they come, several shards to a transaction. `write` says whether it wrote.
    pub(crate) fn write_as_they_come<O, E: From<ReplicaError>>(
        &self,
        results: &Receiver<(usize, O)>,
        mut write: impl FnMut(&Transaction<'_>, usize, O) -> Result<bool, E>,
    ) -> Result<(), E> {
        let mut waiting = None;
        while let Some(first) = waiting.take().or_else(|| results.recv().ok()) {
            let wrote;
            (wrote, waiting) = self.write_some(first, results, &mut write)?;
            waiting = waiting.or_else(|| results.try_recv().ok());
            if wrote && waiting.is_some() {
                std::thread::sleep(PAUSE);
            }
        }
        Ok(())
    }

    /// One transaction: says whether it wrote, and gives back what came too late for it.
    fn write_some<O, E: From<ReplicaError>>(
        &self,
        first: (usize, O),
        results: &Receiver<(usize, O)>,
        write: &mut impl FnMut(&Transaction<'_>, usize, O) -> Result<bool, E>,
    ) -> Result<(bool, Option<(usize, O)>), E> {
        let mut writing = self.writing_in_bulk();
        let transaction = schema::begin(&mut writing.connection)?;
        let began = Instant::now();
        let (mut next, mut taken, mut wrote) = (Some(first), 0, false);
        let may_go_on = |taken| taken < SHARDS_AT_ONCE && !self.turns.is_somebody_hurried();
        while let Some((at, result)) = next.take() {
            wrote |= write(&transaction, at, result)?;
            taken += 1;
            while next.is_none() && may_go_on(taken) {
                let left = LONGEST.saturating_sub(began.elapsed()).min(GLANCE);
                match results.recv_timeout(left) {
                    Ok(result) => next = Some(result),
                    Err(RecvTimeoutError::Timeout) if began.elapsed() < LONGEST => {}
                    Err(_) => break,
                }
            }
            // Somebody came while this waited for more.
            if !may_go_on(taken) {
                break;
            }
        }
        if wrote {
            self.finish(transaction)?;
        }
        Ok((wrote, next))
    }
}

/// Writes a shard over the line it has, if any. Gives what that did to observations, and which rows say something new.
pub(crate) fn write_shard(
    connection: &Connection,
    existing: Option<&ShardRow>,
    write: &ShardWrite,
) -> Result<(MergeCounts, Vec<Wrote>), ReplicaError> {
    let number = match existing {
        Some(row) => row.number,
        None => insert_line(connection, write).map_err(sql(WRITING))?,
    };
    let scope = match existing {
        None => Scope::Fresh,
        // The line of a shard that was refused or damaged may have rows.
        Some(row) if write.scope == Scope::Fresh && row.usual.is_some() => Scope::Whole,
        Some(_) if write.scope == Scope::Fresh => Scope::Anew,
        Some(_) => write.scope,
    };
    let stored = put_bytes(connection, existing, number, write).map_err(sql(WRITING))?;
    let (counts, tally, written) = rows::write(connection, number, &write.rows, scope, &write.usual)?;
    let usual = if tally.observations > 0 { Some(write.usual.to_bytes()?) } else { None };
    connection
        .prepare_cached(
            "UPDATE shards SET heads = ?2, declined = NULL, own = ?3, observations = ?4, live = ?5,
             deleted = ?6, conflicted = ?7, snapshot_bytes = ?8, change_bytes = ?9, usual = ?10, schema = ?11
             WHERE number = ?1",
        )
        .and_then(|mut statement| {
            statement.execute(params![
                number,
                shards::encode_heads(&write.heads),
                write.own,
                tally.observations,
                tally.live,
                tally.deleted,
                tally.conflicted,
                stored.snapshot,
                stored.changes,
                usual,
                write.schema,
            ])
        })
        .map_err(sql(WRITING))?;
    Ok((counts, written))
}

/// Whether the changes of a shard outgrow its snapshot with so many bytes more.
fn is_outgrown(row: &ShardRow, added: u64) -> bool {
    row.change_bytes + added >= COMPACT_FROM.max(row.snapshot_bytes)
}

fn bytes_of(changes: &[Vec<u8>]) -> u64 {
    changes.iter().map(|change| change.len() as u64).sum()
}

/// These changes, or a new snapshot of the shard when its changes have outgrown the old one.
///
/// A snapshot of ours takes the place of stored bytes only after it was loaded strictly.
pub(crate) fn pack(row: &ShardRow, shard: &Shard, changes: Vec<Vec<u8>>) -> NewBytes {
    if !is_outgrown(row, bytes_of(&changes)) {
        return NewBytes::Changes(changes);
    }
    match verified_snapshot(shard) {
        Ok(bytes) => NewBytes::Snapshot(bytes),
        Err(refusal) => {
            tracing::warn!(shard = %row.id.to_hex(), %refusal, "a shard cannot be compacted");
            NewBytes::Changes(changes)
        }
    }
}

/// Saves a shard and loads the bytes strictly.
pub(crate) fn verified_snapshot(shard: &Shard) -> Result<Vec<u8>, fieldmesh_document::Refusal> {
    let bytes = shard.save();
    let announced = Announced { shard: shard.id(), kind: shard.kind(), heads: shard.heads() };
    guard::admit_stored(&bytes, &[], &announced)?;
    Ok(bytes)
}

/// Every observation of a shard; none for the kinds that hold no observations.
pub(crate) fn observations_of(shard: &Shard) -> Vec<Observation> {
    if shard.kind() == ShardKind::OBSERVATIONS { shard.observations() } else { Vec::new() }
}

/// Observations of a shard as rows, and what their records leave out: what the line of the shard says, if it
/// has one that does.
pub(crate) fn rows_of(
    row: Option<&ShardRow>,
    shard: &Shard,
    observations: Vec<Observation>,
) -> Result<(Usual, Vec<ObservationRow>), ReplicaError> {
    let known = row.and_then(|row| row.usual.clone());
    let usual = known.unwrap_or_else(|| Usual::of(shard.id(), &observations));
    let rows = observations.into_iter().map(|observation| ObservationRow::of(observation, &usual));
    let rows = rows.collect::<Result<_, _>>()?;
    Ok((usual, rows))
}

/// Some observations of a shard, in the order asked for.
pub(crate) fn pick(shard: &Shard, wanted: &[LocalId]) -> Vec<Observation> {
    // Below this, looking each up is cheaper than the one pass over all.
    const FEW: usize = 8;
    if shard.kind() != ShardKind::OBSERVATIONS {
        return Vec::new();
    }
    if wanted.len() <= FEW {
        return wanted.iter().filter_map(|local| shard.observation(local)).collect();
    }
    let mut all: HashMap<_, _> = shard.observations().into_iter().map(|o| (o.id.local, o)).collect();
    wanted.iter().filter_map(|local| all.remove(local)).collect()
}

struct StoredBytes {
    snapshot: u64,
    changes: u64,
}

fn insert_line(connection: &Connection, write: &ShardWrite) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO shards VALUES (NULL, ?1, ?2, x'', NULL, 0, 0, 0, 0, 0, 0, 0, NULL, 0)")?
        .execute((write.id.as_bytes(), write.kind.number()))?;
    Ok(connection.last_insert_rowid())
}

fn put_bytes(
    connection: &Connection,
    existing: Option<&ShardRow>,
    number: i64,
    write: &ShardWrite,
) -> rusqlite::Result<StoredBytes> {
    match &write.bytes {
        NewBytes::Snapshot(bytes) => {
            if existing.is_some() && write.scope == Scope::Fresh {
                set_aside(connection, number, &write.id)?;
            }
            if existing.is_some() {
                connection.prepare_cached("DELETE FROM changes WHERE shard = ?1")?.execute([number])?;
            }
            connection
                .prepare_cached("INSERT OR REPLACE INTO snapshots VALUES (?1, ?2)")?
                .execute((number, bytes))?;
            Ok(StoredBytes { snapshot: bytes.len() as u64, changes: 0 })
        }
        NewBytes::Changes(changes) => {
            let mut added = 0;
            for change in changes {
                let inserted = connection
                    .prepare_cached("INSERT OR IGNORE INTO changes VALUES (NULL, ?1, ?2, ?3)")?
                    .execute((number, blake3::hash(change).as_bytes(), change))?;
                added += if inserted == 0 { 0 } else { change.len() as u64 };
            }
            let (snapshot, before) = existing.map_or((0, 0), |row| (row.snapshot_bytes, row.change_bytes));
            Ok(StoredBytes { snapshot, changes: before + added })
        }
    }
}

/// Keeps the bytes of a damaged shard before others take their place: a person may still rescue from them.
fn set_aside(connection: &Connection, number: i64, id: &ShardId) -> rusqlite::Result<()> {
    for table in [
        "INSERT INTO quarantine SELECT NULL, ?2, bytes FROM snapshots WHERE shard = ?1",
        "INSERT INTO quarantine SELECT NULL, ?2, bytes FROM changes WHERE shard = ?1 ORDER BY place",
    ] {
        connection.execute(table, (number, id.as_bytes()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, mpsc};
    use std::thread;

    use rusqlite::Transaction;

    use fieldmesh_document::{DeviceId, NewObservation, ProjectId, Replica, ReplicaError, Timestamp};

    use crate::{ProjectInfo, Query, Store, StoreWriteError};

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn noted(notes: &str) -> Vec<NewObservation> {
        vec![NewObservation { notes: Some(notes.to_owned()), ..NewObservation::default() }]
    }

    #[test]
    fn bulk_work_ends_its_transaction_as_soon_as_somebody_is_in_a_hurry() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DeviceId::from_bytes([2; 32]), NOW).unwrap();
        let order = Mutex::new(Vec::new());
        let note = |what: &str| order.lock().unwrap().push(what.to_owned());
        let (results, more) = mpsc::channel();
        let (store, note) = (&store, &note);
        thread::scope(|scope| {
            scope.spawn(move || {
                let write = |_: &Transaction<'_>, _, what| {
                    note(what);
                    Ok::<_, ReplicaError>(true)
                };
                store.write_as_they_come(&more, write).unwrap();
            });
            results.send((0, "first")).unwrap();
            while order.lock().unwrap().is_empty() {
                thread::yield_now();
            }
            let person = |_: &Transaction<'_>| {
                note("a person");
                Ok::<_, ReplicaError>(())
            };
            let hurried = scope.spawn(move || store.transact(person).unwrap());
            // Either it waits for its turn, or it had it, the transaction having been long enough.
            while !store.turns.is_somebody_hurried() && !hurried.is_finished() {
                thread::yield_now();
            }
            results.send((1, "second")).unwrap();
            drop(results);
        });
        assert_eq!(order.into_inner().unwrap(), ["first", "a person", "second"]);
    }

    #[test]
    fn a_full_or_read_only_disk_is_told_as_such_and_changes_nothing() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DeviceId::from_bytes([2; 32]), NOW).unwrap();
        let kept = store.create_observations(noted("kept"), NOW).unwrap();
        let inventory = store.inventory().unwrap();
        let pragma = |text| store.writing().connection.execute_batch(text).unwrap();

        pragma("PRAGMA max_page_count = 1");
        let full = store.create_observations(noted(&"x".repeat(60_000)), NOW);
        assert!(matches!(full, Err(StoreWriteError::Storage(ReplicaError::Full { .. }))), "{full:?}");
        pragma("PRAGMA max_page_count = 1000000; PRAGMA query_only = ON");
        let refused = store.create_observations(noted("lost"), NOW);
        assert!(matches!(refused, Err(StoreWriteError::Storage(ReplicaError::ReadOnly))), "{refused:?}");
        assert_eq!(store.inventory().unwrap(), inventory);
        assert_eq!(store.list(&Query::default()).unwrap(), kept);

        pragma("PRAGMA query_only = OFF");
        store.create_observations(noted("after"), NOW).unwrap();
        assert_eq!(store.count(&Query::default()).unwrap(), 2);
        assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
    }
}
