//! Fieldmesh as people use it: from a sync file on a disk to an empty device, durable and listable.

use std::path::Path;
use std::time::Instant;

use fieldmesh_document::{
    Content, DeviceId, DeviceKind, Incoming, MediaPolicy, ProjectId, ProjectKey, Replica, StoreId, Timestamp,
};
use fieldmesh_store::{ProjectInfo, Query, Store};
use fieldmesh_sync::{Hello, LinkOptions, Party, PumpEnd, ReplicaState, pump};
use fieldmesh_syncfile::{FsMedium, Manifest, SyncFile, Visitor};
use tempfile::TempDir;

use crate::peer::shard::GuardedShard;
use crate::peer::{Document, Exchange, Measured, require_equal};
use crate::records::{Records, read};
use crate::{Result, SHARD};

pub(crate) const PROJECT: ProjectId = ProjectId::from_bytes([1; 16]);
const KEY: ProjectKey = ProjectKey::from_bytes([2; 32]);
const RECEIVER: DeviceId = DeviceId::from_bytes([3; 32]);
const SENDER: DeviceId = DeviceId::from_bytes([4; 32]);
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);

/// A sync file that holds what every device recorded.
pub(crate) struct SyncFileToEmptyDevice {
    folder: TempDir,
}

impl SyncFileToEmptyDevice {
    /// Written beside the program's other temporary files: set `TMPDIR` to measure another disk.
    pub(crate) fn prepare(records: &Records) -> Result<Box<dyn Exchange>> {
        let folder = tempfile::tempdir()?;
        let writer = Visitor { device: SENDER, store: StoreId::new(4), counter: 1, name: "sender".to_owned() };
        let manifest = Manifest {
            project: PROJECT,
            name: "peers".to_owned(),
            configuration: None,
            media: MediaPolicy::Everything,
            writer,
            created: NOW,
        };
        let file = SyncFile::create(FsMedium::create(folder.path().join("all.fieldmesh"))?, &KEY, manifest)?;
        for (device, observations) in &records.devices {
            for (number, part) in observations.chunks(SHARD).enumerate() {
                let (announced, bytes) = GuardedShard::record(device, number, part)?;
                let incoming = Incoming {
                    shard: announced.shard,
                    kind: announced.kind,
                    heads: announced.heads,
                    content: Content::Snapshot(bytes),
                };
                for merged in file.merge(vec![incoming])? {
                    merged.result?;
                }
            }
        }
        file.publish(&mut |_, _| (), &|| false)?;
        Ok(Box::new(Self { folder }))
    }
}

impl Exchange for SyncFileToEmptyDevice {
    fn run(&mut self, records: &Records) -> Result<Measured> {
        // A session appends to the file, so every run has a copy of its own.
        let run = tempfile::tempdir_in(self.folder.path())?;
        let path = run.path().join("copy.fieldmesh");
        let received = std::fs::copy(self.folder.path().join("all.fieldmesh"), &path)?;
        std::fs::File::open(&path)?.sync_all()?;
        let project = ProjectInfo { id: PROJECT, name: "peers".to_owned(), open: false };
        let home = run.path().join("device");
        let store = Store::create(&home, project, RECEIVER, NOW)?;

        let start = Instant::now();
        let file = SyncFile::open(FsMedium::open(&path)?, &[(PROJECT, KEY)])?;
        synchronize(&store, &file)?;
        let merge = start.elapsed();

        let start = Instant::now();
        let list = store.list(&Query::default())?;
        let time_read = start.elapsed();

        require_equal(&list.iter().map(read).collect(), records.contents(), records.count())?;
        drop(store);
        let kept = size_of_folder(&home)?;
        Ok(Measured { merge, read: time_read, received: usize::try_from(received)?, kept, durable: true })
    }
}

/// What *Sync from a file* does, without a configuration.
fn synchronize(store: &Store, file: &SyncFile) -> Result<()> {
    let visitor = Visitor {
        device: RECEIVER,
        store: store.store_id(),
        counter: store.commit_counter()?,
        name: "receiver".to_owned(),
    };
    let Visitor { device, store: id, counter, name } = visitor.clone();
    let ours = Party::Device { device, store: id, counter, name, kind: DeviceKind::Laptop };
    let theirs = Party::File { writer: SENDER, store: StoreId::new(4), counter: 1, name: "sender".to_owned() };
    file.visit(visitor, NOW)?;
    let observations = file.info()?.observations;
    let (outcome, _) =
        pump(end(store, ours, 0, 5)?, end(file, theirs, observations, 6)?, &mut |_, _| (), &|| false)?;
    file.finish_visit()?;
    if !outcome.declined.is_empty() {
        return Err("the store declined a shard".into());
    }
    Ok(())
}

fn end(replica: &dyn Replica, party: Party, observations: u64, nonce: u8) -> Result<PumpEnd<'_>> {
    let hello = Hello {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        party,
        project: PROJECT,
        configuration: None,
        state: ReplicaState::of(replica, observations, MediaPolicy::Everything)?,
    };
    Ok(PumpEnd {
        replica,
        link: LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() },
        nonce: [nonce; 16],
    })
}

/// Bytes of all files in it.
pub(crate) fn size_of_folder(folder: &Path) -> Result<usize> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let metadata = entry.metadata()?;
        bytes += if metadata.is_dir() { size_of_folder(&entry.path())? } else { usize::try_from(metadata.len())? };
    }
    Ok(bytes)
}
