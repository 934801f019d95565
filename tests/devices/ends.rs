//! Stores of one project below the facade, and what they say of themselves to a pump.

use std::path::Path;

use fieldmesh_document::{DeviceId, DeviceKind, MediaPolicy, ProjectId, Replica, StoreId, Timestamp};
use fieldmesh_store::{ProjectInfo, Store};
use fieldmesh_sync::{Hello, LinkOptions, Party, PumpEnd, ReplicaState};

pub(crate) const NOW: Timestamp = Timestamp(1_790_000_000_000);
const PROJECT: ProjectId = ProjectId::from_bytes([9; 16]);

pub(crate) const fn device(number: u8) -> DeviceId {
    DeviceId::from_bytes([number; 32])
}

pub(crate) fn create(folder: &Path, number: u8) -> Store {
    let info = ProjectInfo { id: PROJECT, name: "Río Napo".to_owned(), open: false };
    Store::create(folder, info, device(number), NOW).unwrap()
}

pub(crate) fn end(number: u8, replica: &dyn Replica) -> PumpEnd<'_> {
    let party = Party::Device {
        device: device(number),
        store: StoreId::new(number.into()),
        counter: 1,
        name: format!("device {number}"),
        kind: DeviceKind::Laptop,
    };
    let hello = Hello {
        program: "test".to_owned(),
        party,
        project: PROJECT,
        configuration: None,
        state: ReplicaState::of(replica, 0, MediaPolicy::Everything).unwrap(),
    };
    let link = LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() };
    PumpEnd { replica, link, nonce: [number; 16] }
}
