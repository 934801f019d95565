//! Members and configurations for the tests of discovery.

use fieldmesh_document::{DeviceId, Fingerprint, ProjectId, ProjectKey, StoreId};
use zeroize::Zeroizing;

use crate::{Membership, PeerKey};

/// A member of the project whose key is 32 times this byte.
pub(super) fn member(key: u8) -> Membership {
    Membership::new(
        ProjectId::from_bytes([key; 16]),
        &ProjectKey::from_bytes([key; 32]),
        Zeroizing::new([7; 32]),
        [8; 32],
        PeerKey { device: DeviceId::from_bytes([9; 32]), store: StoreId::new(10) },
    )
}

/// The fingerprint of algorithm 0 whose hash is 32 times this byte.
pub(super) fn fingerprint(byte: u8) -> Fingerprint {
    Fingerprint { algorithm: 0, hash: [byte; 32] }
}
