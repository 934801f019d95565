//! What every synchronization of this device did, completed or not: the book that a receipt is written from.
//! Knowledge of this device alone, like [`crate::Compared`].

use fieldmesh_document::{DeviceId, MergeCounts, RecordsDigest, ReplicaError, Timestamp};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::error::{damaged, misshapen, sql};
use crate::{Store, Via};

/// The first byte of an entry: the version of its encoding.
const VERSION: u8 = 0;
const READING: &str = "reading the activity";
const WRITING: &str = "recording a synchronization";

/// One synchronization.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// When it ended, by this device's clock.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// The other device; for a sync file, the one that wrote to it last.
    pub device: DeviceId,
    /// The name that device had then.
    pub name: String,
    /// What carried it.
    pub via: Via,
    /// The name of the sync file.
    pub file: Option<String>,
    /// How it ended.
    pub end: ActivityEnd,
}

/// How a synchronization ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ActivityEnd {
    /// Both sides proved that they hold the same, except what was left out.
    Complete(Box<Completed>),
    /// It ended early; what had arrived was kept.
    Failed {
        /// The kind of the error, in stable English (`docs/cli.md`).
        kind: String,
    },
    /// A sync file was written and read back: what is in it stands as what it got.
    Created(Box<Completed>),
}

/// What a completed synchronization came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Completed {
    /// The digest that both proved.
    pub records_digest: RecordsDigest,
    /// How many observations that were not deleted this device held then.
    pub observations: u64,
    /// What the other side got.
    pub sent: Carried,
    /// What this device got.
    pub received: Carried,
    /// Attachments that were on neither side.
    pub on_neither: u64,
    /// Attachments that one side held, the other wanted, and that did not arrive whole.
    pub missing: u64,
    /// Shards that one side did not take.
    pub declined: u64,
}

/// What moved in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Carried {
    /// What it did to the observations of the receiver.
    pub counts: MergeCounts,
    /// Attachments that became whole.
    pub attachments: u64,
    /// Bytes, as sent.
    pub bytes: u64,
}

impl Store {
    /// Entries kept; older ones go.
    pub const MAX_ACTIVITY: u64 = 10_000;

    /// Enters a synchronization, and gives its number in the book.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn record_activity(&self, activity: &Activity) -> Result<u64, ReplicaError> {
        let entry = postcard::to_extend(activity, vec![VERSION])
            .map_err(|error| ReplicaError::Io { doing: WRITING, source: Box::new(error) })?;
        self.enter(|transaction| {
            transaction.execute("INSERT INTO activity VALUES (NULL, ?1)", [entry]).map_err(sql(WRITING))?;
            let number = transaction.last_insert_rowid().cast_unsigned();
            transaction
                .execute("DELETE FROM activity WHERE number <= ?1", [number.saturating_sub(Self::MAX_ACTIVITY)])
                .map_err(sql(WRITING))?;
            Ok(number)
        })
    }

    /// At most so many entries with their numbers, newest first.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`]; [`ReplicaError::Damaged`] for an entry that a disk spoilt.
    pub fn activity(&self, limit: u64) -> Result<Vec<(u64, Activity)>, ReplicaError> {
        let read = |connection: &Connection| -> rusqlite::Result<Vec<(u64, Vec<u8>)>> {
            connection
                .prepare("SELECT number, entry FROM activity ORDER BY number DESC LIMIT ?1")?
                .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        };
        let entries = self.reading(|connection| read(connection).map_err(sql(READING)))?;
        entries.into_iter().map(|(number, entry)| Ok((number, decode(&entry)?))).collect()
    }

    /// The entry with a number, if it is kept.
    ///
    /// # Errors
    /// As [`Self::activity`].
    pub fn activity_entry(&self, number: u64) -> Result<Option<Activity>, ReplicaError> {
        let entry: Option<Vec<u8>> = self.reading(|connection| {
            connection
                .query_row("SELECT entry FROM activity WHERE number = ?1", [number], |row| row.get(0))
                .optional()
                .map_err(sql(READING))
        })?;
        entry.map(|entry| decode(&entry)).transpose()
    }
}

fn decode(entry: &[u8]) -> Result<Activity, ReplicaError> {
    match entry.split_first() {
        Some((&VERSION, bytes)) => {
            postcard::from_bytes(bytes).map_err(|error| damaged("an entry of the activity", error))
        }
        Some((version, _)) => Err(misshapen(format!("an entry of the activity, whose version is {version},"))),
        None => Err(misshapen("an entry of the activity, which is empty,")),
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::ProjectId;

    use super::*;
    use crate::ProjectInfo;

    fn entry(at: i64, end: ActivityEnd) -> Activity {
        Activity {
            at: Timestamp(at),
            took: 1_500,
            device: DeviceId::from_bytes([3; 32]),
            name: "Marco".to_owned(),
            via: Via::File,
            file: Some("trip.fieldmesh".to_owned()),
            end,
        }
    }

    #[test]
    fn every_synchronization_is_in_the_book_the_newest_first_and_the_oldest_go() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let device = DeviceId::from_bytes([2; 32]);
        let store = Store::create(directory.path(), project, device, Timestamp(1)).unwrap();
        let counts = MergeCounts { new: 12, changed: 3, deleted: 1, conflicts: 1 };
        let complete = entry(
            5,
            ActivityEnd::Complete(Box::new(Completed {
                records_digest: RecordsDigest([9; 32]),
                observations: 1_216,
                sent: Carried::default(),
                received: Carried { counts, attachments: 31, bytes: 48_000_000 },
                on_neither: 2,
                missing: 0,
                declined: 0,
            })),
        );
        let failed = entry(6, ActivityEnd::Failed { kind: "cancelled".to_owned() });
        assert_eq!(store.record_activity(&complete).unwrap(), 1);
        assert_eq!(store.record_activity(&failed).unwrap(), 2);
        assert_eq!(store.activity(10).unwrap(), [(2, failed.clone()), (1, complete.clone())]);
        assert_eq!(store.activity(1).unwrap(), [(2, failed.clone())]);
        assert_eq!(store.activity_entry(1).unwrap(), Some(complete.clone()));

        store
            .transact(|transaction| {
                transaction.execute("UPDATE activity SET number = 10000 WHERE number = 2", []).map_err(sql("aging"))
            })
            .unwrap();
        assert_eq!(store.record_activity(&complete).unwrap(), 10_001);
        assert_eq!(store.activity_entry(1).unwrap(), None);
        assert_eq!(store.activity(9).unwrap().len(), 2);
    }

    #[test]
    fn an_entry_that_a_disk_spoilt_is_told_as_damaged() {
        for spoilt in [&[][..], &[7, 1], &[VERSION, 1, 2]] {
            assert!(matches!(decode(spoilt), Err(ReplicaError::Damaged { .. })), "{spoilt:?}");
        }
    }
}
