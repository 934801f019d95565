//! Configurations, kept as bytes that this crate does not read.

use fieldmesh_document::{Fingerprint, ReplicaError};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::Store;
use crate::error::sql;

const READING: &str = "reading the configuration";

/// A configuration as the store keeps it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredConfiguration {
    /// What it means.
    pub fingerprint: Fingerprint,
    /// Its name, for people.
    pub name: String,
    /// Its version, for people.
    pub version: String,
    /// Its encoding, opaque here.
    pub bytes: Vec<u8>,
}

impl Store {
    /// The configuration in use; `None` for a device that joined and has not fetched one yet.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn configuration(&self) -> Result<Option<StoredConfiguration>, ReplicaError> {
        self.reading(|connection| {
            connection
                .query_row(
                    "SELECT c.fingerprint, c.name, c.version, c.bytes
                     FROM configurations c JOIN project p ON p.configuration = c.fingerprint",
                    [],
                    read,
                )
                .optional()
                .map_err(sql(READING))
        })
    }

    /// Every configuration it has had, so that old observations keep the names of their fields.
    ///
    /// # Errors
    /// As [`Self::configuration`].
    pub fn configurations(&self) -> Result<Vec<StoredConfiguration>, ReplicaError> {
        let all = |connection: &Connection| -> rusqlite::Result<Vec<StoredConfiguration>> {
            connection
                .prepare("SELECT fingerprint, name, version, bytes FROM configurations ORDER BY rowid")?
                .query_map([], read)?
                .collect()
        };
        self.reading(|connection| all(connection).map_err(sql(READING)))
    }

    /// Uses a configuration from now on. The ones before it are kept.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn set_configuration(&self, configuration: &StoredConfiguration) -> Result<(), ReplicaError> {
        let fingerprint = encode(&configuration.fingerprint);
        self.transact(|transaction| {
            transaction
                .execute(
                    "INSERT INTO configurations VALUES (?1, ?2, ?3, ?4) ON CONFLICT(fingerprint)
                     DO UPDATE SET name = excluded.name, version = excluded.version, bytes = excluded.bytes",
                    (fingerprint, &configuration.name, &configuration.version, &configuration.bytes),
                )
                .and_then(|_| transaction.execute("UPDATE project SET configuration = ?1", [fingerprint]))
                .map(drop)
                .map_err(sql("storing the configuration"))
        })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<StoredConfiguration> {
    let [algorithm, hash @ ..]: [u8; 33] = row.get(0)?;
    Ok(StoredConfiguration {
        fingerprint: Fingerprint { algorithm, hash },
        name: row.get(1)?,
        version: row.get(2)?,
        bytes: row.get(3)?,
    })
}

/// The algorithm's number, then the hash.
fn encode(fingerprint: &Fingerprint) -> [u8; 33] {
    let mut bytes = [0; 33];
    let [algorithm, hash @ ..] = &mut bytes;
    *algorithm = fingerprint.algorithm;
    *hash = fingerprint.hash;
    bytes
}
