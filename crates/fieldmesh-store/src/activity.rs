//! What every synchronization of this device did, completed or not: the book that a receipt is written from.
//! Knowledge of this device alone, like [`crate::Compared`].

use fieldmesh_document::{DeviceId, MergeCounts, RecordsDigest, ReplicaError, Timestamp};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::error::{damaged, misshapen, sql};
use crate::{Books, Store, Via};

/// The first byte of an entry: the version of its encoding.
const VERSION: u8 = 0;
/// Of so many entries one can be gone on with: more than there are devices on a network.
const GOES_ON: u64 = 100;
const READING: &str = "reading the activity";
const WRITING: &str = "recording a synchronization";

/// One synchronization.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// When it ended, by this device's clock; the last of those that went on by themselves.
    pub at: Timestamp,
    /// How long it took, in milliseconds; all of them together.
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

impl Books<'_> {
    /// Enters a synchronization, and gives its number in the book.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::Io`].
    pub fn activity(&self, activity: &Activity) -> Result<u64, ReplicaError> {
        self.transaction
            .execute("INSERT INTO activity VALUES (NULL, ?1)", [encode(activity)?])
            .map_err(sql(WRITING))?;
        let number = self.transaction.last_insert_rowid().cast_unsigned();
        self.transaction
            .execute("DELETE FROM activity WHERE number <= ?1", [number.saturating_sub(Store::MAX_ACTIVITY)])
            .map_err(sql(WRITING))?;
        Ok(number)
    }

    /// Enters a synchronization that goes on with an earlier one, as each change does between two devices that stay linked:
    /// in the entry of that one, if it is among the newest of the book, else in one of its own. So an afternoon is one
    /// entry, which says what moved in all and what both held at its end.
    ///
    /// # Errors
    /// As [`Self::activity`].
    pub fn further_activity(&self, activity: &Activity) -> Result<u64, ReplicaError> {
        let earlier = read(self.transaction, GOES_ON).map_err(sql(READING))?;
        // One that a disk spoilt is no reason to enter nothing.
        for (number, earlier) in earlier.into_iter().filter_map(|(n, entry)| Some((n, decode(&entry).ok()?))) {
            if (earlier.device, earlier.via) != (activity.device, activity.via) {
                continue;
            }
            let Some(both) = activity.after(&earlier) else { break };
            self.transaction
                .execute("UPDATE activity SET entry = ?2 WHERE number = ?1", (number, encode(&both)?))
                .map_err(sql(WRITING))?;
            return Ok(number);
        }
        self.activity(activity)
    }
}

impl Activity {
    /// Both in one; none where either was not completed.
    fn after(&self, earlier: &Self) -> Option<Self> {
        let (ActivityEnd::Complete(before), ActivityEnd::Complete(now)) = (&earlier.end, &self.end) else {
            return None;
        };
        let end = ActivityEnd::Complete(Box::new(Completed {
            sent: before.sent.and(&now.sent),
            received: before.received.and(&now.received),
            ..(**now).clone()
        }));
        Some(Self { took: earlier.took.saturating_add(self.took), end, ..self.clone() })
    }
}

impl Carried {
    fn and(&self, later: &Self) -> Self {
        let mut counts = self.counts;
        counts += later.counts;
        let attachments = self.attachments.saturating_add(later.attachments);
        Self { counts, attachments, bytes: self.bytes.saturating_add(later.bytes) }
    }
}

impl Store {
    /// Entries kept; older ones go.
    pub const MAX_ACTIVITY: u64 = 10_000;

    /// At most so many entries with their numbers, that which began last first.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`]; [`ReplicaError::Damaged`] for an entry that a disk spoilt.
    pub fn activity(&self, limit: u64) -> Result<Vec<(u64, Activity)>, ReplicaError> {
        let entries = self.reading(|connection| read(connection, limit).map_err(sql(READING)))?;
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

/// The newest entries.
fn read(connection: &Connection, limit: u64) -> rusqlite::Result<Vec<(u64, Vec<u8>)>> {
    connection
        .prepare_cached("SELECT number, entry FROM activity ORDER BY number DESC LIMIT ?1")?
        .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

fn encode(activity: &Activity) -> Result<Vec<u8>, ReplicaError> {
    postcard::to_extend(activity, vec![VERSION])
        .map_err(|error| ReplicaError::Io { doing: WRITING, source: Box::new(error) })
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
        let enter = |activity| store.enter(|books| books.activity(activity));
        assert_eq!(enter(&complete).unwrap(), 1);
        assert_eq!(enter(&failed).unwrap(), 2);
        assert_eq!(store.activity(10).unwrap(), [(2, failed.clone()), (1, complete.clone())]);
        assert_eq!(store.activity(1).unwrap(), [(2, failed.clone())]);
        assert_eq!(store.activity_entry(1).unwrap(), Some(complete.clone()));

        store
            .transact(|transaction| {
                transaction.execute("UPDATE activity SET number = 10000 WHERE number = 2", []).map_err(sql("aging"))
            })
            .unwrap();
        assert_eq!(enter(&complete).unwrap(), 10_001);
        assert_eq!(store.activity_entry(1).unwrap(), None);
        assert_eq!(store.activity(9).unwrap().len(), 2);
    }

    #[test]
    fn what_goes_on_while_two_devices_stay_linked_is_one_entry() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DeviceId::from_bytes([2; 32]), Timestamp(1)).unwrap();
        let complete = |device: u8, at: i64, new: u64| {
            let counts = MergeCounts { new, ..MergeCounts::default() };
            let received = Carried { counts, attachments: 1, bytes: 100 };
            let completed = Completed {
                records_digest: RecordsDigest([new.to_le_bytes()[0]; 32]),
                observations: new,
                sent: Carried::default(),
                received,
                on_neither: 0,
                missing: 0,
                declined: 0,
            };
            let device = DeviceId::from_bytes([device; 32]);
            Activity { device, ..entry(at, ActivityEnd::Complete(Box::new(completed))) }
        };
        let further = |activity: &Activity| store.enter(|books| books.further_activity(activity)).unwrap();
        // Nothing to go on with.
        assert_eq!(further(&complete(3, 1, 12)), 1);
        assert_eq!(further(&complete(4, 2, 5)), 2);
        assert_eq!(further(&complete(3, 3, 2)), 1);
        let (_, both) = store.activity(9).unwrap().remove(1);
        assert_eq!((both.at, both.took), (Timestamp(3), 3_000));
        let ActivityEnd::Complete(completed) = &both.end else { panic!("it was completed") };
        let received = (completed.received.counts.new, completed.received.attachments, completed.received.bytes);
        assert_eq!((received, completed.observations), ((14, 2, 200), 2));
        // What ended early, or was begun by a person, stands alone.
        store.enter(|books| books.activity(&entry(4, ActivityEnd::Failed { kind: "cut".to_owned() }))).unwrap();
        assert_eq!(further(&complete(3, 5, 1)), 4);
        assert_eq!(further(&complete(4, 6, 1)), 2);
        assert_eq!(store.activity(9).unwrap().len(), 4);
    }

    #[test]
    fn an_entry_that_a_disk_spoilt_is_told_as_damaged() {
        for spoilt in [&[][..], &[7, 1], &[VERSION, 1, 2]] {
            assert!(matches!(decode(spoilt), Err(ReplicaError::Damaged { .. })), "{spoilt:?}");
        }
    }
}
