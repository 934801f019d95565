//! One shard: an Automerge document and what is asked of it.

mod change_graph;
mod change_index;
mod conflict;
pub(crate) mod entry;
pub(crate) mod genesis;
mod history;
pub mod limits;
mod pass;
mod paths;
mod read;
pub(crate) mod schema;
pub(crate) mod text;
mod walk;
mod write;

use std::collections::HashSet;

use automerge::{Automerge, ObjId, ObjType, ROOT, ReadDoc, SaveOptions};

use crate::guard::operations::Operations;
use crate::{ChangeHash, DeviceId, Heads, LocalId, Observation, ShardId, ShardKind};

pub use change_graph::ChangeGraph;
use change_index::ChangeIndex;
use read::Reader;
use schema::{SCHEMA_VERSION, root};

/// One shard, in memory, verified.
#[derive(Clone, Debug)]
pub struct Shard {
    id: ShardId,
    kind: ShardKind,
    doc: Automerge,
}

/// A shard that one writer may write to: an actor of its own, drawn when this is made and never reused.
/// After a failed commit, drop it.
#[derive(Debug)]
pub struct ShardWriter {
    shard: Shard,
    author: DeviceId,
    /// Steps of the genesis that were added and are not handed on yet.
    grown: Vec<Vec<u8>>,
    extent: Option<write::Extent>,
}

/// What one write made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The hash of the change.
    pub hash: ChangeHash,
    /// Automerge change chunks, dependencies first: steps of the genesis that the shard lacked, if any, and the
    /// change. Nothing of it is durable until the caller stores all of them.
    pub changes: Vec<Vec<u8>>,
    /// The observations it touched.
    pub touched: Vec<LocalId>,
}

/// Why a write was refused. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// No observation of this id.
    #[error("no observation {0:?} in this shard")]
    NotFound(LocalId),
    /// An observation of this id exists.
    #[error("observation {0:?} exists already")]
    Exists(LocalId),
    /// A number that is not finite.
    #[error("tag {key:?} holds {value}, which is not a finite number")]
    NotFinite {
        /// Which tag.
        key: String,
        /// The value.
        value: f64,
    },
    /// A value of a type that this version does not know.
    #[error("tag {key:?} holds a value of an unknown type")]
    Unknown {
        /// Which tag.
        key: String,
    },
    /// One value beyond its limit (`docs/document-schema.md`, section 7).
    #[error("{what} of {have} is over the limit of {limit}")]
    TooLarge {
        /// What is measured.
        what: &'static str,
        /// Its bytes or entries.
        have: u64,
        /// How many there may be.
        limit: u64,
    },
    /// The shard is of a newer major version: it can be read as far as it is understood, and not written.
    #[error("this shard was written by a newer version")]
    Newer,
    /// The shard holds something else.
    #[error("a shard of kind {} does not hold this", .0.number())]
    Kind(ShardKind),
    /// Local writes to a shard stop at a quarter of the guard's limits.
    #[error("this shard is full: {have} of {limit} {what}")]
    Full {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        have: u64,
        /// How many there may be.
        limit: u64,
    },
    /// Nothing to write: no field is touched, or every value is there already.
    #[error("nothing to write")]
    Empty,
    /// The system has no random source.
    #[error("no random source")]
    Random(#[source] getrandom::Error),
    /// Automerge refused.
    #[error("automerge refused the write")]
    Automerge(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Shard {
    /// A new shard: its genesis and nothing else.
    pub fn create(id: ShardId, kind: ShardKind) -> Self {
        Self::from_doc(id, kind, genesis::genesis(&id, kind))
    }

    /// Wraps a document whose genesis is that of this id and kind.
    pub(crate) const fn from_doc(id: ShardId, kind: ShardKind, doc: Automerge) -> Self {
        Self { id, kind, doc }
    }

    pub(crate) const fn doc(&self) -> &Automerge {
        &self.doc
    }

    /// Its id.
    pub const fn id(&self) -> ShardId {
        self.id
    }

    /// What it holds.
    pub const fn kind(&self) -> ShardKind {
        self.kind
    }

    /// The major version of the schema that this program writes.
    pub const SCHEMA: i64 = SCHEMA_VERSION;

    /// The major version of its schema; 0 where it says none.
    pub fn schema(&self) -> i64 {
        genesis::number(&self.doc, root::SCHEMA).unwrap_or(0)
    }

    /// Whether it is of a newer major version than this program: shown as far as it is understood, exchanged,
    /// and not written.
    pub fn is_newer(&self) -> bool {
        genesis::is_newer(&self.doc)
    }

    /// Its newest changes.
    pub fn heads(&self) -> Heads {
        Heads::of(&self.doc)
    }

    /// The shard as it was at these heads; `None` where some of them are not in its history.
    pub fn at(&self, heads: &Heads) -> Option<Self> {
        if !self.contains_all(heads.as_slice()) {
            return None;
        }
        let doc = self.doc.fork_at(&heads.to_automerge()).ok()?;
        Some(Self::from_doc(self.id, self.kind, doc))
    }

    /// One document chunk of the whole, deflated, without orphans.
    pub fn save(&self) -> Vec<u8> {
        self.doc.save_with_options(SaveOptions { deflate: true, retain_orphans: false })
    }

    /// Whether every hash is in its history.
    pub fn contains_all(&self, hashes: &[ChangeHash]) -> bool {
        hashes.iter().all(|hash| self.doc.get_change_meta_by_hash(&hash.to_automerge()).is_some())
    }

    /// The change chunks that a holder of `have` lacks, dependencies first.
    pub fn changes_since(&self, have: &Heads) -> Vec<Vec<u8>> {
        self.doc.get_changes(&have.to_automerge()).iter().map(|change| change.raw_bytes().to_vec()).collect()
    }

    /// These changes as chunks, dependencies first; unknown hashes are left out.
    pub fn changes(&self, hashes: &[ChangeHash]) -> Vec<Vec<u8>> {
        let wanted: HashSet<&ChangeHash> = hashes.iter().collect();
        self.change_hashes()
            .iter()
            .filter(|hash| wanted.contains(hash))
            .filter_map(|hash| self.doc.get_change_by_hash(&hash.to_automerge()))
            .map(|change| change.raw_bytes().to_vec())
            .collect()
    }

    /// The device that made a change, according to that device; none if another program did, or if the change is not
    /// in the history.
    pub fn author_of(&self, change: &ChangeHash) -> Option<DeviceId> {
        let made = self.doc.get_change_meta_by_hash(&change.to_automerge())?;
        change_index::device(&made)
    }

    /// Every change of its history, dependencies first.
    pub fn change_hashes(&self) -> Vec<ChangeHash> {
        self.doc.get_changes_meta(&[]).into_iter().map(|change| ChangeHash::of_automerge(&change.hash)).collect()
    }

    /// How many observations it holds, deleted ones too.
    pub fn len(&self) -> usize {
        self.root_map(root::OBSERVATIONS).map_or(0, |map| self.doc.length(map))
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the device that created it opens a new shard for its next observation. Says nothing about
    /// what others may write or hold.
    pub fn is_full_for_creator(&self) -> bool {
        self.len() >= limits::ROLL_OVER_OBSERVATIONS
            || self.doc.save_nocompress().len() >= limits::ROLL_OVER_BYTES
                && self.save().len() >= limits::ROLL_OVER_BYTES
    }

    /// Every observation, by id, read in one pass.
    pub fn observations(&self) -> Vec<Observation> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let index = ChangeIndex::new(&self.doc);
        Reader::new(&self.doc, self.id, &index).all(&map)
    }

    /// Every observation, by id, from the operations that its document was loaded from.
    pub(crate) fn observations_in(&self, operations: &Operations<'_>) -> Vec<Observation> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let index = ChangeIndex::new(&self.doc);
        Reader::new(&self.doc, self.id, &index).all_in(operations, &map)
    }

    /// One observation.
    pub fn observation(&self, id: &LocalId) -> Option<Observation> {
        let object = self.object_of(id)?;
        let index = ChangeIndex::new(&self.doc);
        Reader::new(&self.doc, self.id, &index).one(*id, &object)
    }

    /// The map under a key of the root.
    pub(crate) fn root_map(&self, key: &str) -> Option<ObjId> {
        map_at(&self.doc, &ROOT, key, None)
    }

    /// The string under a key, or the Text object that JavaScript writes there.
    pub(crate) fn string_at(&self, object: &ObjId, key: &str) -> Option<String> {
        match self.doc.get(object, key).ok()?? {
            (automerge::Value::Object(ObjType::Text), id) => self.doc.text(id).ok(),
            (value, _) => value.as_str().map(ToOwned::to_owned),
        }
    }

    /// The map of an observation.
    fn object_of(&self, id: &LocalId) -> Option<ObjId> {
        map_at(&self.doc, &self.root_map(root::OBSERVATIONS)?, &id.to_hex(), None)
    }
}

fn map_at(doc: &Automerge, object: &ObjId, key: &str, heads: Option<&[automerge::ChangeHash]>) -> Option<ObjId> {
    let found = match heads {
        Some(heads) => doc.get_at(object, key, heads),
        None => doc.get(object, key),
    };
    match found {
        Ok(Some((automerge::Value::Object(ObjType::Map), id))) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
