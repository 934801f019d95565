//! Who takes part: keys that prove membership, and what tells one device from another.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use fieldmesh_document::{DeviceId, ProjectId, ProjectKey, StoreId};

/// Names one opening of Synchronize: 64 random bits, drawn anew each time, so that two openings of one device
/// have nothing in common on the network.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instance(pub(crate) u64);

/// One copy of one device's data, as its channel proved: the identity of a row in the list of devices.
///
/// The order decides which of two devices chooses between two connections (`docs/lan.md`, section 4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PeerKey {
    /// The device.
    pub device: DeviceId,
    /// Which copy of its data.
    pub store: StoreId,
}

/// What makes this device a member of one project on the network.
#[derive(Clone)]
pub struct Membership {
    /// The project.
    pub project: ProjectId,
    /// Tags of discovery are made with it.
    pub(crate) discovery_key: Zeroizing<[u8; 32]>,
    /// The channel's pre-shared key.
    pub(crate) channel_key: Zeroizing<[u8; 32]>,
    /// The secret half of the device's X25519 key.
    pub(crate) x25519_secret: Zeroizing<[u8; 32]>,
    /// The public half of the device's Ed25519 key.
    pub(crate) ed25519: [u8; 32],
    /// This device and store.
    pub key: PeerKey,
}

impl Instance {
    /// Draws one.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn random() -> Result<Self, getrandom::Error> {
        getrandom::u64().map(Self)
    }
}

impl Membership {
    /// A member: the project's id and key, the secret half of the device's X25519 key, the public half of its
    /// Ed25519 key, and which device and store these belong to.
    pub fn new(
        project: ProjectId,
        project_key: &ProjectKey,
        x25519_secret: Zeroizing<[u8; 32]>,
        ed25519: [u8; 32],
        key: PeerKey,
    ) -> Self {
        Self {
            project,
            discovery_key: Zeroizing::new(project_key.derive("fieldmesh 1 discovery")),
            channel_key: Zeroizing::new(project_key.derive("fieldmesh 1 channel")),
            x25519_secret,
            ed25519,
            key,
        }
    }
}

/// Sixteen lower-case hexadecimal digits, as discovery writes it.
impl fmt::Display for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instance({self})")
    }
}

/// Shows no key.
impl fmt::Debug for Membership {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Membership").field("project", &self.project).field("key", &self.key).finish_non_exhaustive()
    }
}
