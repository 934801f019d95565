//! With whom this device synchronized, and which observations no other replica is known to hold.

use fieldmesh_document::{
    AttachmentClass, DeviceId, Inventory, RecordsDigest, ReplicaError, ShardEntry, ShardId, ShardKind, StoreId,
    Timestamp,
};
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::error::sql;
use crate::rows::SLOTS;
use crate::shards::encode_heads;
use crate::{Books, Store, met};

const READING: &str = "reading the sessions";
const RECORDING: &str = "recording a session";

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

impl Books<'_> {
    /// Enters a completed session, the newest of each device, store and carrier.
    ///
    /// `held` is what the other device is then known to hold. A shard counts as held elsewhere while its heads
    /// here are the ones in there: after an edit, the next session counts. Who met the device enters that before
    /// ([`Self::met`]).
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::Io`].
    pub fn session(&self, session: &SessionRecord, held: &Inventory) -> Result<(), ReplicaError> {
        let device = session.device.as_bytes();
        met::note(self.transaction, &session.device, session.store_id, None, session.at)?;
        self.transaction
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
            .map_err(sql(RECORDING))?;
        // What was known before is not written again: a session of little writes little.
        let news = self.shards(
            "SELECT s.id, s.number, s.heads FROM shards s
             LEFT JOIN covered c ON c.shard = s.number AND c.device = ?1
             WHERE s.declined IS NULL AND s.kind < 128 AND c.heads IS NOT s.heads",
            &session.device,
            held,
        )?;
        let mut cover = self
            .transaction
            .prepare_cached("INSERT OR REPLACE INTO covered(shard, device, heads) VALUES (?1, ?2, ?3)")
            .map_err(sql(RECORDING))?;
        for (number, heads) in news {
            cover.execute((number, device, heads)).map_err(sql(RECORDING))?;
        }
        Ok(())
    }

    /// Enters that a device wanted every photo as it was taken and lacks none that was here: after [`Self::session`],
    /// with what it is known to hold.
    ///
    /// # Errors
    /// As [`Self::session`].
    pub fn originals(&self, device: &DeviceId, held: &Inventory) -> Result<(), ReplicaError> {
        let news = self.shards(
            // In this order each line is found by its key.
            "SELECT s.id, s.number, c.heads FROM shards s CROSS JOIN covered c
             WHERE c.shard = s.number AND c.device = ?1 AND NOT c.originals",
            device,
            held,
        )?;
        let mut cover = self
            .transaction
            .prepare_cached("UPDATE covered SET originals = 1 WHERE shard = ?1 AND device = ?2")
            .map_err(sql(RECORDING))?;
        for (number, _) in news {
            cover.execute((number, device.as_bytes())).map_err(sql(RECORDING))?;
        }
        Ok(())
    }

    /// Of the shards that a query about a device finds, with their heads, those that are held with these very heads.
    fn shards(
        &self,
        query: &str,
        device: &DeviceId,
        held: &Inventory,
    ) -> Result<Vec<(i64, Vec<u8>)>, ReplicaError> {
        let find = || -> rusqlite::Result<Vec<(ShardId, i64, Vec<u8>)>> {
            self.transaction
                .prepare_cached(query)?
                .query_map([device.as_bytes()], |row| {
                    Ok((ShardId::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?))
                })?
                .collect()
        };
        let found = find().map_err(sql(RECORDING))?.into_iter();
        let is_held = |id: &ShardId, heads: &Vec<u8>| {
            held.get(id).and_then(ShardEntry::heads).is_some_and(|held| encode_heads(held) == *heads)
        };
        Ok(found.filter(|(id, _, heads)| is_held(id, heads)).map(|(_, number, heads)| (number, heads)).collect())
    }
}

impl Store {
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
