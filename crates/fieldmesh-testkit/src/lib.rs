//! Replicas in memory, a simulated wire, networks of a test's own, and proptest strategies for the tests of
//! Fieldmesh.
//!
//! ```
//! use fieldmesh_document::{DeviceId, NewObservation, Replica, ShardId, ShardKind, Timestamp};
//! use fieldmesh_testkit::MemoryReplica;
//!
//! let replica = MemoryReplica::new();
//! let (shard, device) = (ShardId::from_bytes([1; 16]), DeviceId::from_bytes([2; 32]));
//! replica.write(shard, ShardKind::OBSERVATIONS, device, |writer| {
//!     writer.create(vec![NewObservation::default()], Timestamp(0))
//! })?;
//! assert_eq!(replica.inventory()?.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It is not published, and promises no stable interface.

mod folder;
mod history;
mod network;
mod pipe;
mod platform;
mod replica;

pub use folder::copy_folder;
pub use history::{Action, apply, histories};
pub use network::{Network, may_multicast};
pub use pipe::Pipe;
pub use replica::{MemoryBackup, MemoryReplica};
