//! The Automerge-backed observation document: one shard of field observations, the guard that is the
//! only door for foreign bytes, and what a replica is.
//!
//! This is the only crate that names Automerge. It does no I/O: bytes and time go in, values come out.
//! The layout of a shard is specified in `docs/document-schema.md`.

mod attachment;
mod card;
mod digest;
mod fingerprint;
pub mod guard;
mod hash;
mod id;
mod inventory;
mod key;
mod moment;
pub mod observation;
mod position;
mod replica;
pub mod shard;
mod text;

pub use attachment::{AttachmentClass, AttachmentId, AttachmentRecord, VariantRecord};
pub use card::{CardSession, DeviceCard, DeviceKind};
pub use digest::{BUCKETS, BucketDigest, Leaf, MediaDigest, RecordsDigest, bucket_of};
pub use fingerprint::{Fingerprint, ParseFingerprintError};
pub use guard::Refusal;
pub use hash::{ChangeHash, Heads};
pub use id::{DeviceId, LocalId, ObservationId, ParseIdError, ProjectId, ShardId, ShardKind, StoreId};
pub use inventory::{DeclineReason, Inventory, ShardEntry, ShardState};
pub use key::ProjectKey;
pub use moment::{Moment, Timestamp};
pub use observation::{Edit, NewObservation, Observation};
pub use position::{Coordinate, Geometry, Position, PositionError};
pub use replica::{
    AttachmentWant, Content, Incoming, MediaPolicy, MergeCounts, Merged, PieceOutcome, Replica, ReplicaError,
    Snapshot,
};
pub use shard::{Shard, ShardWriter, WriteError, Written};
