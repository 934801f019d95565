//! Devices whose id a person compared with their own screens. Knowledge of this device alone: no session and no
//! file carries it, and it follows from nothing else, so that a rebuild must leave it as it is.

use fieldmesh_document::{DeviceId, ReplicaError, Timestamp};
use rusqlite::Connection;

use crate::Store;
use crate::error::sql;

/// A device that was compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// Which one.
    pub device: DeviceId,
    /// The name it had then.
    pub name: String,
    /// When, by this device's clock.
    pub at: Timestamp,
}

impl Store {
    /// Remembers that a person compared a device's id; comparing it again replaces name and time.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn compare(&self, device: &DeviceId, name: &str, at: Timestamp) -> Result<(), ReplicaError> {
        self.transact(|transaction| {
            transaction
                .execute("INSERT OR REPLACE INTO compared VALUES (?1, ?2, ?3)", (device.as_bytes(), name, at.0))
                .map(drop)
                .map_err(sql("remembering a compared device"))
        })
    }

    /// The compared devices, newest first.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn compared(&self) -> Result<Vec<Compared>, ReplicaError> {
        let all = |connection: &Connection| -> rusqlite::Result<Vec<Compared>> {
            connection
                .prepare("SELECT device, name, at FROM compared ORDER BY at DESC, device")?
                .query_map([], |row| {
                    Ok(Compared {
                        device: DeviceId::from_bytes(row.get(0)?),
                        name: row.get(1)?,
                        at: Timestamp(row.get(2)?),
                    })
                })?
                .collect()
        };
        self.reading(|connection| all(connection).map_err(sql("reading the compared devices")))
    }
}
