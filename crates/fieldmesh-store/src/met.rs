//! Which copy of each device's data was met last, and how far it was: what was believed of a copy says nothing of one
//! that was put back to an earlier state, or of another copy.

use std::collections::BTreeMap;

use fieldmesh_document::{DeviceId, ReplicaError, StoreId, Timestamp};
use rusqlite::{Connection, OptionalExtension};

use crate::error::sql;
use crate::{Books, Store};

const DOING: &str = "remembering a device that was met";

/// A device as it says of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Met {
    /// Which one.
    pub device: DeviceId,
    /// Which copy of its data.
    pub store_id: StoreId,
    /// How often that had been written to.
    pub counter: u64,
}

impl Store {
    /// Remembers a device that was met. Where it shows another copy of its data than the last time, or an earlier
    /// state, what was believed of what it holds is dropped.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn meet(&self, met: &Met, now: Timestamp) -> Result<(), ReplicaError> {
        let known = self.reading(|connection| find(connection, &met.device))?;
        if known == Some((met.store_id, signed(met.counter))) {
            Ok(())
        } else {
            self.enter(|books| books.met(met, now))
        }
    }

    /// The devices of which beliefs were dropped, and when that was last, by this device's clock.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn gone_back(&self) -> Result<BTreeMap<DeviceId, Timestamp>, ReplicaError> {
        let all = |connection: &Connection| -> rusqlite::Result<_> {
            connection
                .prepare("SELECT device, dropped FROM met WHERE dropped NOT NULL")?
                .query_map([], |row| Ok((DeviceId::from_bytes(row.get(0)?), Timestamp(row.get(1)?))))?
                .collect()
        };
        self.reading(|connection| all(connection).map_err(sql("reading the devices that were met")))
    }
}

impl Books<'_> {
    /// Enters a device that was met, as [`Store::meet`] does.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::Io`].
    pub fn met(&self, met: &Met, now: Timestamp) -> Result<(), ReplicaError> {
        note(self.transaction, &met.device, met.store_id, Some(signed(met.counter)), now)
    }
}

/// Remembers a device, and drops what was believed of it where this is another copy or an earlier state. Without a
/// counter only the copy is compared.
pub(crate) fn note(
    connection: &Connection,
    device: &DeviceId,
    store_id: StoreId,
    counter: Option<i64>,
    now: Timestamp,
) -> Result<(), ReplicaError> {
    let known = find(connection, device)?;
    let (dropped, counter) = match known {
        Some((store, before)) if store == store_id => {
            let counter = counter.unwrap_or(before);
            ((counter < before).then_some(now.0), counter)
        }
        Some(_) => (Some(now.0), counter.unwrap_or(0)),
        None => (None, counter.unwrap_or(0)),
    };
    if dropped.is_some() {
        connection.execute("DELETE FROM covered WHERE device = ?1", [device.as_bytes()]).map_err(sql(DOING))?;
    }
    connection
        .execute(
            "INSERT INTO met VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT(device) DO UPDATE SET store = excluded.store, counter = excluded.counter,
                dropped = ifnull(excluded.dropped, dropped)",
            (device.as_bytes(), store_id.get().cast_signed(), counter, dropped),
        )
        .map(drop)
        .map_err(sql(DOING))
}

fn find(connection: &Connection, device: &DeviceId) -> Result<Option<(StoreId, i64)>, ReplicaError> {
    connection
        .prepare_cached("SELECT store, counter FROM met WHERE device = ?1")
        .and_then(|mut statement| {
            let read =
                |row: &rusqlite::Row<'_>| Ok((StoreId::new(row.get::<_, i64>(0)?.cast_unsigned()), row.get(1)?));
            statement.query_row([device.as_bytes()], read).optional()
        })
        .map_err(sql(DOING))
}

/// A counter that no honest store reaches is as good as the largest.
fn signed(counter: u64) -> i64 {
    i64::try_from(counter).unwrap_or(i64::MAX)
}
