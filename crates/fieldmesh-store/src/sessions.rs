//! With whom this device synchronized, and which observations no other replica is known to hold.

use fieldmesh_document::{
    AttachmentClass, DeviceId, Inventory, RecordsDigest, ReplicaError, ShardKind, StoreId, Timestamp,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::error::sql;
use crate::met;
use crate::rows::SLOTS;
use crate::shards::encode_heads;

const READING: &str = "reading the sessions";

/// What carried a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Via {
    /// The local network.
    Lan,
    /// A sync file.
    File,
}

/// A completed session, or a sync file that shows what its last visitor held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionRecord {
    /// The other device; for a sync file, the one that wrote it.
    pub device: DeviceId,
    /// Which copy of that device's data.
    pub store_id: StoreId,
    /// The digest that both proved.
    pub records_digest: RecordsDigest,
    /// How many live observations both had.
    pub observations: u64,
    /// When, by this device's clock.
    pub at: Timestamp,
    /// What carried it.
    pub via: Via,
}

impl Store {
    /// Remembers a completed session, the newest of each device, store and carrier.
    ///
    /// `held` is what the other device is then known to hold. A shard counts as held elsewhere while its heads
    /// here are the ones in there: after an edit, the next session counts. Who met the device calls [`Self::meet`]
    /// before.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn record_session(&self, session: &SessionRecord, held: &Inventory) -> Result<(), ReplicaError> {
        let doing = "recording a session";
        let device = session.device.as_bytes();
        self.enter(|transaction| {
            met::note(transaction, &session.device, session.store_id, None, session.at)?;
            transaction
                .execute(
                    "INSERT OR REPLACE INTO sessions VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    (
                        device,
                        session.store_id.get().cast_signed(),
                        session.via as u8,
                        session.records_digest.0,
                        session.observations,
                        session.at.0,
                    ),
                )
                .map_err(sql(doing))?;
            let mut cover = transaction
                .prepare(
                    "INSERT INTO covered(shard, device, heads) SELECT number, ?1, heads FROM shards
                     WHERE id = ?2 AND heads = ?3 AND declined IS NULL AND kind < 128
                     ON CONFLICT(shard, device) DO UPDATE SET heads = excluded.heads, originals = 0
                     WHERE heads <> excluded.heads",
                )
                .map_err(sql(doing))?;
            for (id, entry) in held.iter() {
                if let Some(heads) = entry.heads() {
                    cover.execute((device, id.as_bytes(), encode_heads(heads))).map_err(sql(doing))?;
                }
            }
            Ok(())
        })
    }

    /// Remembers that a device wanted every photo as it was taken and lacks none that was here: after
    /// [`Self::record_session`], with what it is known to hold.
    ///
    /// # Errors
    /// As [`Self::record_session`].
    pub fn record_originals(&self, device: &DeviceId, held: &Inventory) -> Result<(), ReplicaError> {
        let doing = "recording what photos a device holds";
        self.enter(|transaction| {
            let mut cover = transaction
                .prepare(
                    "UPDATE covered SET originals = 1 WHERE device = ?1 AND heads = ?3
                     AND shard = (SELECT number FROM shards WHERE id = ?2)",
                )
                .map_err(sql(doing))?;
            for (id, entry) in held.iter() {
                if let Some(heads) = entry.heads() {
                    cover.execute((device.as_bytes(), id.as_bytes(), encode_heads(heads))).map_err(sql(doing))?;
                }
            }
            Ok(())
        })
    }

    /// How many photos and other attachments of live observations were added here and are in shards whose present state
    /// no device is known to hold with every photo as it was taken.
    ///
    /// # Errors
    /// As [`Self::sessions`].
    pub fn originals_only_here(&self) -> Result<u64, ReplicaError> {
        self.reading(|connection| {
            connection
                .query_row(
                    "SELECT count(DISTINCT m.hash) FROM shards s
                     JOIN media m ON m.row >= s.number * ?1 AND m.row < (s.number + 1) * ?1
                     JOIN attachments a ON a.hash = m.hash
                     WHERE s.kind = ?2 AND m.class = ?3 AND m.live AND a.whole AND a.own AND NOT EXISTS (
                        SELECT 1 FROM covered c WHERE c.shard = s.number AND c.heads = s.heads AND c.originals)",
                    (SLOTS, ShardKind::OBSERVATIONS.number(), AttachmentClass::Original.number()),
                    |row| row.get(0),
                )
                .map_err(sql(READING))
        })
    }

    /// The recorded sessions, newest first.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn sessions(&self) -> Result<Vec<SessionRecord>, ReplicaError> {
        let all = |connection: &Connection| -> rusqlite::Result<Vec<SessionRecord>> {
            connection
                .prepare("SELECT device, store, via, digest, observations, at FROM sessions ORDER BY at DESC")?
                .query_map([], read)?
                .collect()
        };
        self.reading(|connection| all(connection).map_err(sql(READING)))
    }

    /// How many live observations are in shards whose present state no recorded session covered.
    ///
    /// # Errors
    /// As [`Self::sessions`].
    pub fn only_here(&self) -> Result<u64, ReplicaError> {
        self.reading(|connection| {
            connection
                .query_row(
                    "SELECT ifnull(sum(live), 0) FROM shards s WHERE kind = ?1 AND NOT EXISTS (
                        SELECT 1 FROM covered c WHERE c.shard = s.number AND c.heads = s.heads)",
                    [ShardKind::OBSERVATIONS.number()],
                    |row| row.get(0),
                )
                .map_err(sql(READING))
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SessionRecord> {
    let store: i64 = row.get(1)?;
    let via: u8 = row.get(2)?;
    Ok(SessionRecord {
        device: DeviceId::from_bytes(row.get(0)?),
        store_id: StoreId::new(store.cast_unsigned()),
        via: if via == Via::Lan as u8 { Via::Lan } else { Via::File },
        records_digest: RecordsDigest(row.get(3)?),
        observations: row.get(4)?,
        at: Timestamp(row.get(5)?),
    })
}
