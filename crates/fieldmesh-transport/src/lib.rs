//! Devices of one project find each other on a local network without internet, and speak over one encrypted
//! connection.
//!
//! The page `docs/lan.md` specifies discovery, handshake and limits.

#![expect(dead_code, reason = "its parts are joined when the last of them is there")]

mod contact;
mod discovery;
mod identity;
mod limits;
mod sighting;
mod table;

pub use discovery::Interfaces;
pub use identity::{Instance, Membership, PeerKey};
pub use limits::{DEFAULT_PORT, GONE_AFTER, GREY_AFTER};
pub use table::{DialFailure, Presence, Target, Unreached};
