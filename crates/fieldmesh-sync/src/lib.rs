//! Links and sessions between two replicas of a project, as pure state machines: bytes go in, frames and
//! effects come out.
//!
//! A [`Link`] exchanges hellos and lives as long as two devices see each other; a [`Session`], begun on an
//! accepted link, makes the two replicas equal and proves it. A carrier moves the frames: [`pump`] does so in
//! memory, between a device's store and a sync file for instance. The protocol is specified in
//! `docs/protocol.md`.
//!
//! ```
//! use fieldmesh_document::{
//!     DeviceId, DeviceKind, MediaPolicy, NewObservation, ProjectId, Replica, ShardId, ShardKind, StoreId, Timestamp,
//! };
//! use fieldmesh_sync::{Hello, LinkOptions, Party, PumpEnd, ReplicaState, pump};
//! use fieldmesh_testkit::MemoryReplica;
//!
//! fn end(n: u8, replica: &MemoryReplica) -> Result<PumpEnd<'_>, Box<dyn std::error::Error>> {
//!     let hello = Hello {
//!         program: "example 1.0".into(),
//!         party: Party::Device {
//!             device: DeviceId::from_bytes([n; 32]),
//!             store: StoreId::new(n.into()),
//!             counter: 0,
//!             name: format!("laptop {n}"),
//!             kind: DeviceKind::Laptop,
//!         },
//!         project: ProjectId::from_bytes([7; 16]),
//!         configuration: None,
//!         state: ReplicaState::of(replica, 0, MediaPolicy::Everything)?,
//!     };
//!     Ok(PumpEnd { replica, link: LinkOptions { hello, configuration: None, accepts: vec![], removed: vec![] }, nonce: [n; 16] })
//! }
//!
//! let (ana, marco) = (MemoryReplica::new(), MemoryReplica::new());
//! let (shard, device) = (ShardId::from_bytes([1; 16]), DeviceId::from_bytes([1; 32]));
//! ana.write(shard, ShardKind::OBSERVATIONS, device, |writer| {
//!     writer.create(vec![NewObservation::default()], Timestamp(0))
//! })?;
//!
//! let (outcome, _) = pump(end(1, &ana)?, end(2, &marco)?, &mut |_side, _progress| {}, &|| false)?;
//! assert!(outcome.is_complete());
//! assert_eq!(outcome.sent.counts.new, 1);
//! assert_eq!(ana.inventory()?, marco.inventory()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What it does not do: it has no sockets, files, clocks or random numbers, and no thread but one in [`pump`];
//! it does not discover or authenticate devices, and does not encrypt: that is the carrier's. It reads no
//! observation: what a replica holds, and what it takes, is the replica's.

mod channel;
mod error;
mod hello;
mod limits;
mod link;
mod message;
mod outbox;
mod outcome;
mod pump;
mod request;
mod serve;
mod session;
mod stray;

pub use channel::{Channel, channel_of};
pub use error::SessionError;
pub use hello::{
    ConfigurationSummary, Hello, NAME_LIMIT, Party, ReplicaState, VERSION_LIMIT, WIRE_MINOR, WIRE_VERSION,
};
pub use limits::FRAME_LIMIT;
pub use link::{Acceptance, Link, LinkError, LinkEvent, LinkOptions, LinkRefusal};
pub use message::StopReason;
pub use outcome::{AttachmentCount, Direction, Moved, Outcome, PhotosOutcome, Progress, Stage};
pub use pump::{Pump, PumpEnd, PumpError, Side, Step, pump};
pub use request::{Lane, Reply, Request};
pub use serve::serve;
pub use session::{Session, SessionEvent, SessionOptions};
pub use stray::Stray;
