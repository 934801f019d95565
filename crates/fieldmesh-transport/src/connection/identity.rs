//! What each side says of itself in the handshake (`docs/lan.md`, section 3).

use serde::{Deserialize, Serialize};

use fieldmesh_document::{DeviceId, StoreId};

use crate::{Instance, Membership, PeerKey};

/// The payload of messages 2 and 3.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) struct Identity {
    ed25519: [u8; 32],
    store: u64,
    /// 0 for none.
    instance: u64,
}

impl Identity {
    pub(super) fn ours(membership: &Membership, instance: Option<Instance>) -> Self {
        Self {
            ed25519: membership.ed25519,
            store: membership.key.store.get(),
            instance: instance.map_or(0, |Instance(number)| number),
        }
    }

    pub(super) fn to_bytes(self) -> Vec<u8> {
        // Writing to a growing vector cannot fail, and no type of an identity can either.
        postcard::to_stdvec(&self).unwrap_or_default()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// Who says so, the handshake having proved this X25519 key.
    pub(super) fn peer(&self, x25519: &[u8; 32]) -> PeerKey {
        PeerKey { device: DeviceId::from_public_keys(x25519, &self.ed25519), store: StoreId::new(self.store) }
    }

    pub(super) fn instance(&self) -> Option<Instance> {
        (self.instance != 0).then_some(Instance(self.instance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_the_bytes_of_the_specification() {
        let identity = Identity { ed25519: [7; 32], store: 300, instance: 0 };
        let bytes = identity.to_bytes();
        assert_eq!(bytes, [&[7; 32][..], &[0xAC, 0x02, 0x00]].concat());
        assert_eq!(Identity::from_bytes(&bytes), Some(identity));
        assert_eq!(identity.instance(), None);
    }

    #[test]
    fn fewer_bytes_are_no_identity_and_what_a_later_version_adds_is_left_alone() {
        let bytes = Identity { ed25519: [7; 32], store: u64::MAX, instance: u64::MAX }.to_bytes();
        assert!((0..bytes.len()).all(|length| Identity::from_bytes(&bytes[..length]).is_none()));
        let identity = Identity::from_bytes(&bytes);
        assert!(identity.is_some());
        assert_eq!(Identity::from_bytes(&[&bytes[..], &[9, 9]].concat()), identity);
    }
}
