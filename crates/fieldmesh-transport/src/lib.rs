//! Devices of one project find each other on a local network without internet, and speak over one encrypted
//! connection.
//!
//! The page `docs/lan.md` specifies discovery, handshake and limits.

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
pub use discovery::Interfaces;
pub use host::{Host, HostError};
pub use identity::{Instance, Membership, PeerKey};
pub use lan::{Activity, Lan, LanError, LanEvent, LanOptions, Peer, Progresses, SessionFailure, Surroundings};
pub use limits::{DEFAULT_PORT, GONE_AFTER, GREY_AFTER};
pub use preface::Versions;
pub use table::{DialFailure, Presence, Target as DialTarget, Unreached};
