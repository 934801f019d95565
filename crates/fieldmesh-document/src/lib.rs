//! The Automerge-backed observation document: one shard of field observations, the guard that is the
//! only door for foreign bytes, and what a replica is.
//!
//! Two devices write to copies of one shard, exchange what the other lacks, and hold the same:
//!
//! ```
//! use fieldmesh_document::guard::{Announced, admit_changes, admit_snapshot};
//! use fieldmesh_document::{DeviceId, Edit, Observation, Shard, ShardId, ShardKind, Timestamp};
//!
//! let shard = Shard::create(ShardId::random()?, ShardKind::OBSERVATIONS);
//! let mut ana = shard.write_as(DeviceId::from_bytes([1; 32]));
//! let observation = Observation::at(-1.48, -77.26)?.category("camp").notes("roof gone");
//! let id = ana.create(vec![observation], Timestamp(1_700_000_000_000))?.touched[0];
//!
//! // Ben's device takes a copy, and both go on writing.
//! let announced = |shard: &Shard| Announced { shard: shard.id(), kind: shard.kind(), heads: shard.heads() };
//! let copy = admit_snapshot(&ana.shard().save(), &announced(ana.shard()))?;
//! let mut ben = copy.write_as(DeviceId::from_bytes([2; 32]));
//! let repaired = Edit { notes: Some(Some("roof repaired".into())), ..Edit::default() };
//! ben.edit(&id, &repaired, Timestamp(1_700_000_100_000))?;
//! let river = Edit { category: Some(Some("river".into())), ..Edit::default() };
//! ana.edit(&id, &river, Timestamp(1_700_000_200_000))?;
//!
//! let (a, b) = (ana.into_shard(), ben.into_shard());
//! let at_ana = admit_changes(&a, &b.changes_since(&a.heads()), &announced(&b))?;
//! let at_ben = admit_changes(&b, &a.changes_since(&b.heads()), &announced(&a))?;
//! assert_eq!(at_ana.heads(), at_ben.heads());
//! assert_eq!(at_ana.observations(), at_ben.observations());
//!
//! let merged = at_ana.observation(&id).ok_or("lost")?;
//! assert_eq!((merged.category.as_deref(), merged.notes.as_deref()), (Some("river"), Some("roof repaired")));
//! assert!(merged.conflicts.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The layout of a shard, the rules of conflicts and all limits are specified in `docs/document-schema.md`.
//!
//! This is the only crate that names Automerge. It does no I/O and has no clock: bytes and time go in, values
//! come out. It keeps nothing, sends nothing, encrypts nothing, and does not know what a category or a tag
//! means.

mod attachment;
mod card;
mod change_graphs;
mod claims;
mod digest;
mod fingerprint;
pub mod guard;
mod hash;
mod id;
mod inventory;
mod key;
mod lru;
mod moment;
pub mod observation;
mod position;
mod replica;
pub mod shard;
mod text;

pub use attachment::{AttachmentClass, AttachmentId, AttachmentRecord, VariantRecord};
pub use card::{CardSession, DeviceCard, DeviceKind};
pub use change_graphs::ChangeGraphs;
pub use claims::{Claim, Claims};
pub use digest::{BUCKETS, BucketDigest, Leaf, MediaDigest, RecordsDigest, bucket_of};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use guard::Refusal;
pub use hash::{ChangeHash, Heads};
pub use id::{
    DeviceId, LocalId, ObservationId, ParseDeviceIdError, ParseIdError, ProjectId, ShardId, ShardKind, StoreId,
};
pub use inventory::{DeclineReason, Inventory, ShardEntry, ShardState};
pub use key::ProjectKey;
#[doc(hidden)]
pub use lru::Lru;
pub use moment::{Moment, Timestamp};
pub use observation::{Edit, NewObservation, Observation};
pub use position::{Coordinate, Geometry, Position, PositionError};
pub use replica::{
    AttachmentWant, Content, Incoming, MediaPolicy, MergeCounts, Merged, PieceOutcome, Replica, ReplicaError,
    Snapshot,
};
pub use shard::{ChangeGraph, Shard, ShardWriter, WriteError, Written};
