//! A researcher reads a sync file without the protocol and without a device: the key is enough.
//!
//! `cargo run --example read_a_sync_file -- FILE PROJECT-ID KEY`, id and key in hexadecimal; without arguments it
//! makes a small file first.

use std::path::Path;

use fieldmesh_document::{
    Content, DeviceId, Incoming, MediaPolicy, NewObservation, ProjectId, ProjectKey, Replica, Shard, ShardId,
    ShardKind, StoreId, Timestamp,
};
use fieldmesh_syncfile::{FsMedium, Manifest, SyncFile, Visitor};

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (path, project, key) = match arguments.as_slice() {
        [path, project, key] => {
            // A key is as long as the id of a device, so its text reads the same way.
            let key = ProjectKey::from_bytes(*DeviceId::from_hex(key)?.as_bytes());
            (path.into(), ProjectId::from_hex(project)?, key)
        }
        _ => {
            let (project, key) = (ProjectId::random()?, ProjectKey::random()?);
            let path = dir.path().join("trip.fieldmesh");
            write_one(&path, project, &key)?;
            (path, project, key)
        }
    };

    let file = SyncFile::open(FsMedium::open(path)?, &[(project, key)])?;
    let info = file.info()?;
    println!("{}: {} observations in {} shards", info.manifest.name, info.observations, info.shards);
    for (id, entry) in file.inventory()?.iter() {
        if entry.kind != ShardKind::OBSERVATIONS {
            continue;
        }
        // `file.snapshot(id)?.bytes` is an Automerge document that any Automerge program loads.
        for observation in file.load(id)?.observations() {
            println!("{} {:?} {:?}", observation.id.short(), observation.category, observation.notes);
        }
    }
    Ok(())
}

fn write_one(path: &Path, project: ProjectId, key: &ProjectKey) -> Result<(), Box<dyn std::error::Error>> {
    let writer = Visitor { device: DeviceId::random()?, store: StoreId::random()?, counter: 1, name: "Ana".into() };
    let created = Timestamp::from_seconds(1_790_000_000);
    let mut shard = Shard::create(ShardId::random()?, ShardKind::OBSERVATIONS).write_as(writer.device);
    shard.create(vec![NewObservation::default().category("camp").notes("roof gone")], created)?;
    let shard = shard.into_shard();
    let manifest = Manifest {
        project,
        name: "Río Napo".to_owned(),
        configuration: None,
        media: MediaPolicy::Everything,
        writer,
        created,
    };
    let file = SyncFile::create(FsMedium::create(path)?, key, manifest)?;
    file.merge(vec![Incoming {
        shard: shard.id(),
        kind: shard.kind(),
        heads: shard.heads(),
        content: Content::Snapshot(shard.save()),
    }])?;
    file.finish_visit()?;
    file.publish(&mut |_, _| (), &|| false)?;
    Ok(())
}
