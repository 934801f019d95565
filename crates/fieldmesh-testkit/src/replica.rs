//! A replica in memory, with faults.

mod state;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentWant, Claims, DeclineReason, DeviceId, Incoming, Inventory,
    MediaDigest, MediaPolicy, Merged, Observation, PieceOutcome, Replica, ReplicaError, Shard, ShardId, ShardKind,
    ShardWriter, Snapshot, WriteError, Written,
};

use state::State;

/// What a replica in memory held at one moment.
#[derive(Clone, Debug)]
pub struct MemoryBackup(State);

/// A replica in memory. Foreign bytes go through the real guard; everything else is as simple as it can be.
#[derive(Debug, Default)]
pub struct MemoryReplica {
    state: Mutex<State>,
    claims: Claims,
    calls: AtomicU64,
    /// The call that fails, counted from 1; 0 for none.
    failing: AtomicU64,
}

impl MemoryReplica {
    /// An empty replica that wants every attachment.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty replica with a policy.
    pub fn with_policy(policy: MediaPolicy) -> Self {
        let replica = Self::default();
        replica.set_policy(policy);
        replica
    }

    /// Wants other attachments from now on.
    pub fn set_policy(&self, policy: MediaPolicy) {
        self.state().policy = policy;
    }

    /// Writes to a shard, which is created if it does not exist, under an actor of its own.
    ///
    /// # Errors
    /// As the writer's; nothing was changed then.
    pub fn write(
        &self,
        shard: ShardId,
        kind: ShardKind,
        author: DeviceId,
        write: impl FnOnce(&mut ShardWriter) -> Result<Written, WriteError>,
    ) -> Result<Written, WriteError> {
        let mut state = self.state();
        let current = state.shards.get(&shard).cloned().unwrap_or_else(|| Shard::create(shard, kind));
        let mut writer = current.write_as(author);
        let written = write(&mut writer)?;
        state.shards.insert(shard, writer.into_shard());
        Ok(written)
    }

    /// Adds a content, whole and verified; its id.
    pub fn add_content(&self, bytes: Vec<u8>) -> AttachmentId {
        let id = AttachmentId::of(&bytes);
        self.state().contents.insert(id, bytes);
        id
    }

    /// Lets a content rot: its first byte changes and nobody notices. Whether there is such a byte.
    pub fn rot_content(&self, id: &AttachmentId) -> bool {
        let mut state = self.state();
        let first = state.contents.get_mut(id).and_then(|bytes| bytes.first_mut());
        first.map(|byte| *byte ^= 1).is_some()
    }

    /// Refuses whatever comes for a shard from now on, as the guard would.
    pub fn refuse(&self, shard: ShardId) {
        self.state().refused.insert(shard);
    }

    /// Drops a shard and says so in the inventory.
    pub fn decline(&self, shard: ShardId, kind: ShardKind, reason: DeclineReason) {
        let mut state = self.state();
        state.shards.remove(&shard);
        state.declined.insert(shard, (kind, reason));
    }

    /// Lets the n-th call from now fail, counted from 1, as if the disk were full.
    pub fn fail_call(&self, nth: u64) {
        self.failing.store(self.calls.load(Ordering::Relaxed) + nth, Ordering::Relaxed);
    }

    /// Lets no call fail any more.
    pub fn fail_none(&self) {
        self.failing.store(0, Ordering::Relaxed);
    }

    /// Loses what no call has made durable, as a process that is killed: so many bytes of attachments.
    pub fn crash(&self) -> u64 {
        self.state().crash()
    }

    /// What it holds now.
    pub fn backup(&self) -> MemoryBackup {
        MemoryBackup(self.state().clone())
    }

    /// Holds what it held then, and nothing else.
    pub fn put_back(&self, backup: &MemoryBackup) {
        *self.state() = backup.0.clone();
    }

    /// Looks at its shards; no call of [`Replica`], so that none fails for it.
    pub fn peek<T>(&self, look: impl FnOnce(&BTreeMap<ShardId, Shard>) -> T) -> T {
        look(&self.state().shards)
    }

    /// How many calls of [`Replica`] were made.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// Every observation, by id.
    pub fn observations(&self) -> Vec<Observation> {
        self.state().observations()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn call(&self) -> Result<MutexGuard<'_, State>, ReplicaError> {
        let call = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        if call == self.failing.load(Ordering::Relaxed) {
            return Err(ReplicaError::Full { need: 1, have: 0 });
        }
        Ok(self.state())
    }
}

impl Replica for MemoryReplica {
    fn inventory(&self) -> Result<Inventory, ReplicaError> {
        Ok(self.call()?.inventory())
    }

    fn snapshot(&self, shard: &ShardId) -> Result<Snapshot, ReplicaError> {
        let shard = self.load(shard)?;
        Ok(Snapshot { kind: shard.kind(), heads: shard.heads(), bytes: shard.save() })
    }

    fn load(&self, shard: &ShardId) -> Result<Shard, ReplicaError> {
        let state = self.call()?;
        state.shards.get(shard).cloned().ok_or_else(|| ReplicaError::NotHeld { what: shard.to_hex() })
    }

    fn merge(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        let mut state = self.call()?;
        Ok(incoming.iter().map(|incoming| state.merge(incoming)).collect())
    }

    fn commit(&self) -> Result<(), ReplicaError> {
        self.call()?.commit();
        Ok(())
    }

    fn wanted(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        Ok(self.call()?.wanted())
    }

    fn claims(&self) -> Option<&Claims> {
        Some(&self.claims)
    }

    fn held(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        let state = self.call()?;
        Ok(ids.iter().map(|id| state.contents.get(id).map(|bytes| bytes.len() as u64)).collect())
    }

    fn media_digest(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        Ok(self.call()?.media_digest(class))
    }

    fn read_piece(&self, id: &AttachmentId, offset: u64, max: usize) -> Result<Vec<u8>, ReplicaError> {
        let state = self.call()?;
        let bytes = state.contents.get(id).ok_or_else(|| ReplicaError::NotHeld { what: id.to_hex() })?;
        let rest = usize::try_from(offset).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
        Ok(rest.get(..max).unwrap_or(rest).to_vec())
    }

    fn write_piece(&self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> Result<PieceOutcome, ReplicaError> {
        Ok(self.call()?.write_piece(want, offset, bytes))
    }

    fn quarantine(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        self.call()?.quarantine(id);
        Ok(())
    }
}
