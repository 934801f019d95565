//! Devices of one project find each other on a local network without internet, and speak over one encrypted
//! connection.
//!
//! The page `docs/lan.md` specifies discovery, handshake and limits.

#![expect(dead_code, reason = "its parts are joined when the last of them is there")]

mod connection;
mod contact;
mod discovery;
mod driver;
mod gate;
mod identity;
mod limits;
mod noise;
mod preface;
mod sighting;
mod table;

pub use connection::HandshakeError;
pub use discovery::Interfaces;
pub use driver::Host;
pub use identity::{Instance, Membership, PeerKey};
pub use limits::{DEFAULT_PORT, GONE_AFTER, GREY_AFTER};
pub use preface::Versions;
pub use table::{DialFailure, Presence, Target, Unreached};
