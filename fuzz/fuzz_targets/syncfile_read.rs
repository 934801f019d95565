//! Reading a sync file whose seals are right: it is opened or refused, whatever a member sealed in it, and what
//! was opened can be read, verified and appended to.

#![no_main]

use fieldmesh_document::{Replica, ShardState};
use fieldmesh_syncfile::{MemoryMedium, SyncFile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let medium = MemoryMedium::from(fieldmesh_fuzz::sync_file(input));
    let Ok(file) = SyncFile::examine(medium, &[fieldmesh_fuzz::project()]) else { return };
    let inventory = file.inventory().unwrap();
    for (id, _) in inventory.iter().filter(|(_, entry)| matches!(entry.state, ShardState::Held(_))) {
        let _ = (file.load(id), file.snapshot(id));
    }
    file.info().unwrap();
    file.wanted().unwrap();
    let _ = file.verify(&mut |_, _| (), &|| false);
    let _ = file.commit();
});
