//! Where a device of the same network reaches this one.

use std::net::SocketAddr;

use crate::platform;

/// An address of this computer, for people to tell each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LanAddress {
    /// What is typed on a device that does not find this one.
    pub address: SocketAddr,
    /// The name that the system gives to the interface, such as `wlan0` or `Ethernet 2`; empty where it gives none.
    pub interface: String,
    /// What that interface is.
    pub kind: InterfaceKind,
}

/// What an interface of the network is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum InterfaceKind {
    /// A radio.
    Wifi,
    /// A cable.
    Cable,
    /// Anything else, or the system does not tell; its name does, on Windows.
    Unknown,
}

impl LanAddress {
    pub(super) fn new(address: SocketAddr, interface: String) -> Self {
        Self { address, kind: platform::interface_kind(&interface), interface }
    }
}
