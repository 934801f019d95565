//! Records: a whole observation beside its row, without what its row and its shard say already
//! (`docs/store.md`, section 2).

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use fieldmesh_document::observation::{Conflict, Source, TagValue};
use fieldmesh_document::{
    AttachmentId, AttachmentRecord, DeviceId, Fingerprint, LocalId, Moment, Observation, ObservationId, Position,
    ReplicaError, ShardId, Timestamp,
};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::error::{damaged, misshapen, sql};
use crate::rows::{self, SLOTS};
use crate::shards;

/// The first byte of a record: the version of its encoding.
const VERSION: u8 = 0;
/// Bytes that hold most records, so that making one seldom moves it.
const MOST_RECORDS: usize = 256;

/// What the records of one shard leave out: the shard, and the author and configuration that its observations
/// usually have. Kept in the line of the shard from its first rows on, and never changed while it has rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Usual {
    shard: ShardId,
    author: Option<DeviceId>,
    configuration: Option<Fingerprint>,
}

impl Usual {
    /// What the first of these has.
    pub(crate) fn of(shard: ShardId, observations: &[Observation]) -> Self {
        let first = observations.first();
        Self {
            shard,
            author: first.and_then(|observation| observation.author),
            configuration: first.and_then(|observation| observation.configuration),
        }
    }

    /// Author and configuration.
    pub(crate) fn to_bytes(&self) -> Result<Vec<u8>, ReplicaError> {
        postcard::to_stdvec(&(self.author, self.configuration)).map_err(unwritable)
    }

    /// None for bytes that a disk spoilt.
    pub(crate) fn from_bytes(shard: ShardId, bytes: &[u8]) -> Option<Self> {
        let (author, configuration) = postcard::from_bytes(bytes).ok()?;
        Some(Self { shard, author, configuration })
    }
}

/// A value that mostly is the usual one.
#[derive(Serialize, Deserialize)]
enum Mostly<T> {
    None,
    Usual,
    Other(T),
}

impl<T: PartialEq + Copy> Mostly<T> {
    fn new(value: Option<T>, usual: Option<T>) -> Self {
        match value {
            None => Self::None,
            same if same == usual => Self::Usual,
            Some(other) => Self::Other(other),
        }
    }

    fn or(self, usual: Option<T>) -> Option<T> {
        match self {
            Self::None => None,
            Self::Usual => usual,
            Self::Other(other) => Some(other),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Record {
    created_at: Moment,
    observed_at: Option<Moment>,
    updated_at: Timestamp,
    author: Mostly<DeviceId>,
    editor: Mostly<DeviceId>,
    configuration: Mostly<Fingerprint>,
    position: Option<Position>,
    category: Option<String>,
    tags: BTreeMap<String, TagValue>,
    notes: Option<String>,
    attachments: BTreeMap<AttachmentId, AttachmentRecord>,
    metadata: Option<String>,
    source: Option<Source>,
    deleted_at: Option<Timestamp>,
    conflicts: Vec<Conflict>,
}

/// The record of an observation.
pub(crate) fn encode(observation: Observation, usual: &Usual) -> Result<Vec<u8>, ReplicaError> {
    let record = Record {
        created_at: observation.created_at,
        observed_at: observation.observed_at,
        updated_at: observation.updated_at,
        author: Mostly::new(observation.author, usual.author),
        editor: Mostly::new(observation.editor, usual.author),
        configuration: Mostly::new(observation.configuration, usual.configuration),
        position: observation.position,
        category: observation.category,
        tags: observation.tags,
        notes: observation.notes,
        attachments: observation.attachments,
        metadata: observation.metadata,
        source: observation.source,
        deleted_at: observation.deleted_at,
        conflicts: observation.conflicts,
    };
    let mut bytes = Vec::with_capacity(MOST_RECORDS);
    bytes.push(VERSION);
    postcard::to_extend(&record, bytes).map_err(unwritable)
}

/// The observation of a record.
pub(crate) fn decode(record: &[u8], local: LocalId, usual: &Usual) -> Result<Observation, ReplicaError> {
    let Some((&VERSION, bytes)) = record.split_first() else {
        return Err(misshapen("the row of an observation"));
    };
    let record: Record =
        postcard::from_bytes(bytes).map_err(|error| damaged("the row of an observation", error))?;
    Ok(Observation {
        id: ObservationId::new(usual.shard, local),
        created_at: record.created_at,
        observed_at: record.observed_at,
        updated_at: record.updated_at,
        author: record.author.or(usual.author),
        editor: record.editor.or(usual.author),
        configuration: record.configuration.or(usual.configuration),
        position: record.position,
        category: record.category,
        tags: record.tags,
        notes: record.notes,
        attachments: record.attachments,
        metadata: record.metadata,
        source: record.source,
        deleted_at: record.deleted_at,
        conflicts: record.conflicts,
    })
}

/// Reads observations from rows of any shards.
pub(crate) struct Records<'c> {
    connection: &'c Connection,
    usual: HashMap<i64, Usual>,
}

impl<'c> Records<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, usual: HashMap::new() }
    }

    /// The observation of a row.
    pub(crate) fn read(&mut self, row: i64) -> Result<Observation, ReplicaError> {
        let (local, record): (i64, Vec<u8>) = self
            .connection
            .prepare_cached("SELECT local, record FROM observations WHERE row = ?1")
            .and_then(|mut statement| statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?))))
            .map_err(sql("reading an observation"))?;
        self.decode(row, local, &record)
    }

    /// The observation of a row with these columns.
    pub(crate) fn decode(&mut self, row: i64, local: i64, record: &[u8]) -> Result<Observation, ReplicaError> {
        decode(record, rows::local_id(local), self.usual(row)?)
    }

    /// The id of the observation of a row with this column.
    pub(crate) fn id(&mut self, row: i64, local: i64) -> Result<ObservationId, ReplicaError> {
        Ok(ObservationId { shard: self.usual(row)?.shard, local: rows::local_id(local) })
    }

    fn usual(&mut self, row: i64) -> Result<&Usual, ReplicaError> {
        let number = row.div_euclid(SLOTS);
        Ok(match self.usual.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(shards::usual(self.connection, number)?),
        })
    }
}

fn unwritable(error: postcard::Error) -> ReplicaError {
    ReplicaError::Io { doing: "writing observations", source: Box::new(error) }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::{NewObservation, Shard, ShardKind};

    use super::*;

    fn observation(author: Option<[u8; 32]>, algorithm: Option<u8>) -> Observation {
        let mut writer = Shard::create(ShardId::from_bytes([9; 16]), ShardKind::OBSERVATIONS)
            .write_as(DeviceId::from_bytes(author.unwrap_or_default()));
        let new = NewObservation {
            configuration: algorithm.map(|algorithm| Fingerprint { algorithm, hash: [7; 32] }),
            notes: Some("seen".to_owned()),
            ..NewObservation::default()
        };
        writer.create(vec![new], Timestamp(1_000)).unwrap();
        let mut observation = writer.shard().observations().remove(0);
        observation.author = author.map(DeviceId::from_bytes);
        observation
    }

    #[test]
    fn a_record_reads_back_whether_its_author_is_usual_another_or_none() {
        let usual = observation(Some([1; 32]), Some(0));
        let others = [observation(Some([2; 32]), Some(1)), observation(None, None)];
        let of = Usual::of(usual.id.shard, std::slice::from_ref(&usual));
        let stored = Usual::from_bytes(usual.id.shard, &of.to_bytes().unwrap()).unwrap();
        assert_eq!(stored, of);
        for each in others.iter().chain([&usual]) {
            let record = encode(each.clone(), &of).unwrap();
            assert_eq!(decode(&record, each.id.local, &stored).unwrap(), *each);
        }
        let len = |observation: &Observation| encode(observation.clone(), &of).unwrap().len();
        let [other, _] = &others;
        assert_eq!(len(other), len(&usual) + 32 + 32 + 33);
    }

    #[test]
    fn a_record_of_another_version_is_damage() {
        let usual = Usual::of(ShardId::from_bytes([9; 16]), &[]);
        for record in [&[][..], &[VERSION + 1, 0], &[VERSION]] {
            let read = decode(record, LocalId::from_bytes([0; 8]), &usual);
            assert!(matches!(read, Err(ReplicaError::Damaged { .. })), "{read:?}");
        }
    }
}
