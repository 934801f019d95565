//! Devices of one project find each other on a local network without internet, and speak over one encrypted
//! connection.
//!
//! A [`Lan`] listens, is discoverable, and keeps the list of devices nearby; sessions begin and are answered through
//! it. What it serves is a [`Host`]: a replica and what its device remembers. The page `docs/lan.md` specifies
//! discovery, handshake and limits; what crosses the connections is `fieldmesh-sync`'s.
//!
//! ```
//! use std::{sync::Arc, time::Duration};
//!
//! use fieldmesh_document::{
//!     DeviceId, DeviceKind, MediaPolicy, NewObservation, ProjectId, ProjectKey, Replica, ShardId, ShardKind, StoreId,
//!     Timestamp,
//! };
//! use fieldmesh_sync::{Hello, LinkOptions, Outcome, Party, ReplicaState};
//! use fieldmesh_testkit::MemoryReplica;
//! use fieldmesh_transport::{Host, HostError, Lan, LanEvent, LanOptions, Membership, PeerKey};
//!
//! struct Laptop {
//!     key: PeerKey,
//!     replica: MemoryReplica,
//! }
//!
//! impl Host for Laptop {
//!     fn replica(&self) -> &dyn Replica {
//!         &self.replica
//!     }
//!     fn link_options(&self) -> Result<LinkOptions, HostError> {
//!         let PeerKey { device, store } = self.key;
//!         let party = Party::Device { device, store, counter: 0, name: "laptop".into(), kind: DeviceKind::Laptop };
//!         let hello = Hello {
//!             program: "example 1.0".into(),
//!             party,
//!             project: ProjectId::from_bytes([7; 16]),
//!             configuration: None,
//!             state: ReplicaState::of(&self.replica, 0, MediaPolicy::Everything)?,
//!         };
//!         Ok(LinkOptions { hello, configuration: None, accepts: vec![], removed: vec![] })
//!     }
//!     fn changes(&self) -> Result<u64, HostError> {
//!         Ok(0)
//!     }
//!     fn compared(&self, _: &DeviceId) -> bool {
//!         true // a person would be asked once
//!     }
//!     fn remember(&self, _: &DeviceId, _: &str) -> Result<(), HostError> {
//!         Ok(())
//!     }
//!     fn met(&self, _: &Hello) -> Result<(), HostError> {
//!         Ok(())
//!     }
//!     fn completed(&self, _: &Hello, _: &Outcome, _: Duration, _: bool) -> Result<(), HostError> {
//!         Ok(())
//!     }
//!     fn configuration_arrived(&self, _: &Arc<[u8]>) -> Result<(), HostError> {
//!         Ok(())
//!     }
//! }
//!
//! fn open(secret: [u8; 32]) -> Result<(Arc<Laptop>, Lan), Box<dyn std::error::Error>> {
//!     let x25519 = x25519_dalek::PublicKey::from(&x25519_dalek::StaticSecret::from(secret));
//!     let (ed25519, store) = ([0; 32], StoreId::new(1));
//!     let key = PeerKey { device: DeviceId::from_public_keys(x25519.as_bytes(), &ed25519), store };
//!     let (project, project_key) = (ProjectId::from_bytes([7; 16]), ProjectKey::from_bytes([8; 32]));
//!     let membership = Membership::new(project, &project_key, secret.into(), ed25519, key);
//!     let laptop = Arc::new(Laptop { key, replica: MemoryReplica::new() });
//!     let options = LanOptions { listen: Some("127.0.0.1:0".parse()?), discovery: None, live: false };
//!     let lan = Lan::open(membership, laptop.clone(), &options)?;
//!     Ok((laptop, lan))
//! }
//!
//! let ((ana, lan), (marco, other)) = (open([1; 32])?, open([2; 32])?);
//! ana.replica.write(ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS, ana.key.device, |writer| {
//!     writer.create(vec![NewObservation::default()], Timestamp(0))
//! })?;
//! lan.dial(other.address());
//! loop {
//!     match lan.next_event(Duration::from_secs(10)).ok_or("nothing happens")? {
//!         LanEvent::Peer(peer) if !peer.activity.is_busy() => lan.synchronize(peer.key),
//!         LanEvent::Complete(..) => break,
//!         _ => {}
//!     }
//! }
//! assert_eq!(ana.replica.inventory()?, marco.replica.inventory()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It has no opinion on what is synchronized, keeps nothing on disk, and sends to nobody but the addresses of devices
//! that hold the project key, those a person types, and the multicast group of discovery.

mod connection;
mod contact;
mod discovery;
mod driver;
mod gate;
mod host;
mod hub;
mod identity;
mod lan;
mod limits;
mod noise;
mod preface;
mod sighting;
mod table;

pub use connection::HandshakeError;
pub use discovery::{Interfaces, LocalAddress};
pub use host::{Host, HostError};
pub use identity::{Instance, Membership, PeerKey};
pub use lan::{
    Activity, Lan, LanError, LanEvent, LanOptions, Nudge, Peer, Progresses, SessionFailure, Surroundings,
};
pub use limits::{DEFAULT_PORT, GONE_AFTER, GREY_AFTER};
pub use preface::Versions;
pub use table::{DialFailure, Presence, Target as DialTarget, Unreached};
