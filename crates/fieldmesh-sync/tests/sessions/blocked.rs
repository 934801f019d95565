//! A replica that takes long to merge.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use fieldmesh_document::{
    AttachmentClass, AttachmentWant, Incoming, Inventory, MediaDigest, Merged, PieceOutcome, ReplicaError, Shard,
    Snapshot,
};

use super::*;

/// Merges only when it is let, and says that it wants to.
struct Gated {
    inner: MemoryReplica,
    entered: Mutex<Sender<usize>>,
    let_go: Mutex<Receiver<()>>,
}

impl Replica for Gated {
    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        let _ = self.entered.lock().unwrap().send(incoming.len());
        // A test that drops its end lets all of them go.
        let _ = self.let_go.lock().unwrap().recv();
        self.inner.merge(incoming)
    }

    fn inventory(&self) -> Result<Inventory, ReplicaError> {
        self.inner.inventory()
    }

    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError> {
        self.inner.snapshot(shard)
    }

    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError> {
        self.inner.load(shard)
    }

    fn commit(&self) -> Result<(), ReplicaError> {
        self.inner.commit()
    }

    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        self.inner.wanted()
    }

    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        self.inner.held(ids)
    }

    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        self.inner.media_digest(class)
    }

    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError> {
        self.inner.read_piece(id, offset, max)
    }

    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError> {
        self.inner.write_piece(want, offset, bytes)
    }

    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        self.inner.quarantine(id)
    }
}

#[test]
fn a_pump_that_is_cancelled_while_shards_are_merged_waits_for_a_few_of_them() {
    const SHARDS: u8 = 200;
    let a = MemoryReplica::new();
    for number in 0..SHARDS {
        create(&a, shard(number), 1, 1);
    }
    let (entered, entries) = channel();
    let (open, let_go) = channel();
    let b = Gated { inner: MemoryReplica::new(), entered: Mutex::new(entered), let_go: Mutex::new(let_go) };
    // Whoever cancels does so while a merge is under way, and only then may it go on.
    let gate = Cell::new(Some(open));
    let cancel = || match entries.try_recv() {
        Ok(_) => {
            gate.take();
            true
        }
        Err(_) => false,
    };
    let theirs = PumpEnd { replica: &b, link: link(2, &b.inner), nonce: [2; 16] };
    let result = pump(end(1, &a), theirs, &mut |_, _| {}, &cancel);
    assert!(matches!(result, Err(PumpError::Cancelled)), "{result:?}");
    let merged = b.inner.inventory().unwrap().len();
    assert!(merged > 0 && merged < SHARDS.into(), "{merged}");

    assert!(synchronize(&a, &b.inner).unwrap().0.is_complete());
    assert_eq!(b.inner.observations().len(), usize::from(SHARDS));
}
