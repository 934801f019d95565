//! What discovery tells of a member.

use std::net::SocketAddr;

use crate::Instance;

/// A member of the project that discovery heard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Sighting {
    /// Which opening of Synchronize.
    pub(crate) instance: Instance,
    /// Where it listens; at most 8.
    pub(crate) addresses: Vec<SocketAddr>,
    /// Whether its configuration tag is the one of our configuration.
    pub(crate) same_configuration: bool,
}
