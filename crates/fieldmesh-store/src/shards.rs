//! Shards as the database keeps them: a line each, one snapshot, and the changes since it.

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{ChangeHash, DeclineReason, Heads, Refusal, ReplicaError, Shard, ShardId, ShardKind};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::{damaged, misshapen, sql};
use crate::record::Usual;

const READING: &str = "reading a shard";
/// In the column of decline reasons: damaged, and another copy awaited.
const AWAITED: u8 = 5;
/// Refused shards beyond this many are not remembered, so that a peer cannot fill the table with names.
const MOST_DECLINED: i64 = 4096;
pub(crate) const COLUMNS: &str =
    "number, id, kind, heads, declined, own, observations, snapshot_bytes, change_bytes, usual";

/// The line of one shard.
#[derive(Clone, Debug)]
pub(crate) struct ShardRow {
    pub(crate) number: i64,
    pub(crate) id: ShardId,
    pub(crate) kind: ShardKind,
    /// Empty when never held.
    pub(crate) heads: Heads,
    pub(crate) declined: Option<DeclineReason>,
    /// Whether its own copy is damaged and given up, so that another's is asked for.
    pub(crate) awaited: bool,
    /// Whether this store goes on creating observations in it.
    pub(crate) own: bool,
    pub(crate) observations: u64,
    pub(crate) snapshot_bytes: u64,
    pub(crate) change_bytes: u64,
    /// What its records leave out; none before it has rows.
    pub(crate) usual: Option<Usual>,
}

impl ShardRow {
    pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let heads: Vec<u8> = row.get(3)?;
        let declined: Option<u8> = row.get(4)?;
        let id = ShardId::from_bytes(row.get(1)?);
        Ok(Self {
            number: row.get(0)?,
            id,
            kind: ShardKind::new(row.get(2)?),
            heads: decode_heads(&heads),
            declined: declined.map(reason),
            awaited: declined == Some(AWAITED),
            own: row.get(5)?,
            observations: row.get(6)?,
            snapshot_bytes: row.get(7)?,
            change_bytes: row.get(8)?,
            usual: row.get_ref(9)?.as_blob_or_null()?.and_then(|bytes| Usual::from_bytes(id, bytes)),
        })
    }

    /// The heads, if held.
    pub(crate) fn held(&self) -> Option<&Heads> {
        if self.declined.is_none() { Some(&self.heads) } else { None }
    }

    pub(crate) fn name(&self) -> String {
        format!("shard {}", self.id.to_hex())
    }
}

/// The bytes of one shard.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) snapshot: Vec<u8>,
    pub(crate) changes: Vec<Vec<u8>>,
}

/// The line of a shard, if there is one.
pub(crate) fn find(connection: &Connection, id: &ShardId) -> Result<Option<ShardRow>, ReplicaError> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shards WHERE id = ?1"))
        .and_then(|mut statement| statement.query_row([id.as_bytes()], ShardRow::read).optional())
        .map_err(sql(READING))
}

/// What the records of a shard leave out.
pub(crate) fn usual(connection: &Connection, number: i64) -> Result<Usual, ReplicaError> {
    let line = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shards WHERE number = ?1"))
        .and_then(|mut statement| statement.query_row([number], ShardRow::read).optional())
        .map_err(sql(READING))?;
    line.and_then(|line| line.usual).ok_or_else(|| misshapen(format!("the line of shard number {number}")))
}

/// Every line.
pub(crate) fn all(connection: &Connection) -> Result<Vec<ShardRow>, ReplicaError> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shards ORDER BY number"))
        .and_then(|mut statement| statement.query_map([], ShardRow::read)?.collect())
        .map_err(sql(READING))
}

/// The lines of the device cards held.
pub(crate) fn cards(connection: &Connection) -> Result<Vec<ShardRow>, ReplicaError> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shards WHERE kind = ?1 AND declined IS NULL"))
        .and_then(|mut statement| statement.query_map([ShardKind::DEVICE_CARD.number()], ShardRow::read)?.collect())
        .map_err(sql(READING))
}

/// The bytes of a shard.
pub(crate) fn stored(connection: &Connection, row: &ShardRow) -> Result<Stored, ReplicaError> {
    let snapshot: Option<Vec<u8>> = connection
        .prepare_cached("SELECT bytes FROM snapshots WHERE shard = ?1")
        .and_then(|mut statement| statement.query_row([row.number], |row| row.get(0)).optional())
        .map_err(sql(READING))?;
    let changes = connection
        .prepare_cached("SELECT bytes FROM changes WHERE shard = ?1 ORDER BY place")
        .and_then(|mut statement| statement.query_map([row.number], |row| row.get(0))?.collect())
        .map_err(sql(READING))?;
    // One that is missing is damage of this shard, which the guard finds as it finds spoilt bytes.
    Ok(Stored { snapshot: snapshot.unwrap_or_default(), changes })
}

/// Loads a shard through the guard: a disk may have spoilt its bytes.
pub(crate) fn admit(row: &ShardRow, stored: &Stored) -> Result<Shard, Refusal> {
    let announced = Announced { shard: row.id, kind: row.kind, heads: row.heads.clone() };
    guard::admit_stored(&stored.snapshot, &stored.changes, &announced)
}

/// Reads and loads a shard.
pub(crate) fn load(connection: &Connection, row: &ShardRow) -> Result<Shard, ReplicaError> {
    let stored = stored(connection, row)?;
    let shard = admit(row, &stored).map_err(|refusal| damaged(row.name(), refusal))?;
    if shard.heads() == row.heads { Ok(shard) } else { Err(misshapen(row.name())) }
}

/// The shard that this store goes on creating observations in.
pub(crate) fn open_for_creation(connection: &Connection) -> Result<Option<ShardRow>, ReplicaError> {
    connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM shards WHERE own ORDER BY number DESC LIMIT 1"))
        .and_then(|mut statement| statement.query_row([], ShardRow::read).optional())
        .map_err(sql(READING))
}

/// Creates no more observations in a shard.
pub(crate) fn close(connection: &Connection, number: i64) -> Result<(), ReplicaError> {
    connection
        .prepare_cached("UPDATE shards SET own = 0 WHERE number = ?1")
        .and_then(|mut statement| statement.execute([number]))
        .map(drop)
        .map_err(sql("closing a shard"))
}

/// Remembers that a shard never held was refused.
pub(crate) fn remember_refused(connection: &Connection, id: &ShardId, kind: ShardKind) -> Result<(), ReplicaError> {
    connection
        .execute(
            "INSERT INTO shards SELECT NULL, ?1, ?2, x'', ?3, 0, 0, 0, 0, 0, 0, 0, NULL, 0
             WHERE (SELECT count(*) FROM shards WHERE declined NOT NULL) < ?4
             ON CONFLICT(id) DO NOTHING",
            (id.as_bytes(), kind.number(), number(DeclineReason::Refused), MOST_DECLINED),
        )
        .map(drop)
        .map_err(sql("remembering a refused shard"))
}

/// Announces a held shard as damaged from now on; its bytes stay.
pub(crate) fn mark_damaged(connection: &Connection, id: &ShardId) -> Result<(), ReplicaError> {
    connection
        .execute(
            "UPDATE shards SET declined = ?2, own = 0 WHERE id = ?1 AND declined IS NULL",
            (id.as_bytes(), number(DeclineReason::Damaged)),
        )
        .map(drop)
        .map_err(sql("marking a damaged shard"))
}

/// Gives up the stored copy of a damaged shard: it is announced as not known, so that a session brings another
/// one. Its bytes stay until then, its rows stay readable.
pub(crate) fn await_another(connection: &Connection, id: &ShardId) -> Result<(), ReplicaError> {
    connection
        .execute("UPDATE shards SET declined = ?2, own = 0 WHERE id = ?1", (id.as_bytes(), AWAITED))
        .map(drop)
        .map_err(sql("giving up a damaged shard"))
}

/// Sorted hashes, one after the other.
pub(crate) fn encode_heads(heads: &Heads) -> Vec<u8> {
    heads.as_slice().iter().flat_map(|head| head.0).collect()
}

fn decode_heads(bytes: &[u8]) -> Heads {
    let (hashes, _) = bytes.as_chunks::<32>();
    Heads::new(hashes.iter().map(|hash| ChangeHash(*hash)))
}

pub(crate) const fn number(reason: DeclineReason) -> u8 {
    match reason {
        DeclineReason::Damaged => 2,
        _ => 1,
    }
}

const fn reason(number: u8) -> DeclineReason {
    match number {
        2 | AWAITED => DeclineReason::Damaged,
        _ => DeclineReason::Refused,
    }
}
