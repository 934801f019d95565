//! A device: its replica, its clock, its backup.

use std::cell::RefCell;
use std::collections::BTreeMap;

use fieldmesh_document::{
    AttachmentRecord, DeviceCard, DeviceId, DeviceKind, Edit, Heads, LocalId, MediaPolicy, NewObservation,
    Observation, ProjectId, ReplicaError, Shard, ShardId, ShardKind, StoreId, Timestamp, VariantRecord, WriteError,
};
use fieldmesh_sync::{Hello, LinkOptions, Party, ReplicaState};
use fieldmesh_testkit::{MemoryBackup, MemoryReplica};

use crate::check::Hashes;
use crate::dice::Dice;

const PROJECT: ProjectId = ProjectId::from_bytes([9; 16]);
const BEGIN: i64 = 1_790_000_000_000;
const YEAR: i64 = 365 * 86_400_000;

pub(crate) struct Device {
    pub(crate) id: DeviceId,
    pub(crate) replica: MemoryReplica,
    pub(crate) backup: Option<MemoryBackup>,
    /// Whether it is switched on, and how often it was.
    pub(crate) on: bool,
    pub(crate) boot: u64,
    /// How far its clock is off, in milliseconds.
    pub(crate) clock: i64,
    pub(crate) policy: MediaPolicy,
    /// What it knew when it was looked at last.
    pub(crate) known: Hashes,
    /// The shard that it records in.
    own: ShardId,
    dice: Dice,
    /// What a shard with these heads holds, which never changes.
    by_heads: RefCell<BTreeMap<(ShardId, Heads), Hashes>>,
}

impl Device {
    pub(crate) fn new(seed: u64, number: usize) -> Self {
        let mut dice = Dice::new(seed, "device", number as u64);
        let clock = (dice.between(0, 20) as i64 - 10) * YEAR;
        Self {
            id: DeviceId::from_bytes([number as u8 + 1; 32]),
            replica: MemoryReplica::new(),
            backup: None,
            on: true,
            boot: 0,
            clock,
            policy: MediaPolicy::Everything,
            known: Hashes::new(),
            own: ShardId::from_bytes(dice.bytes()),
            dice,
            by_heads: RefCell::default(),
        }
    }

    pub(crate) fn set_clock(&mut self, years: i64) {
        self.clock = years * YEAR;
    }

    pub(crate) fn set_policy(&mut self, policy: MediaPolicy) {
        self.policy = policy;
        self.replica.set_policy(policy);
    }

    /// Gets back what was copied away. A program sees that, and writes into its open shard no more.
    pub(crate) fn put_back(&mut self) {
        if let Some(backup) = &self.backup {
            self.replica.put_back(backup);
            self.replica.set_policy(self.policy);
            self.own = ShardId::from_bytes(self.dice.bytes());
        }
    }

    pub(crate) fn state(&self) -> Result<ReplicaState, ReplicaError> {
        ReplicaState::of(&self.replica, 0, self.policy)
    }

    pub(crate) fn options(&self) -> Result<LinkOptions, ReplicaError> {
        let party = Party::Device {
            device: self.id,
            store: StoreId::new(self.boot),
            counter: self.boot,
            name: "laptop".to_owned(),
            kind: DeviceKind::Laptop,
        };
        let hello = Hello {
            program: "simulated".to_owned(),
            party,
            project: PROJECT,
            configuration: None,
            state: self.state()?,
        };
        Ok(LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() })
    }

    /// The changes of its observations.
    pub(crate) fn knows(&self) -> Hashes {
        let mut by_heads = self.by_heads.borrow_mut();
        self.replica.peek(|shards| {
            let data = shards.iter().filter(|(_, shard)| shard.kind().is_data());
            let mut known = Hashes::new();
            for (id, shard) in data {
                let hashes = by_heads
                    .entry((*id, shard.heads()))
                    .or_insert_with(|| shard.change_hashes().into_iter().collect());
                known.extend(hashes.iter().copied());
            }
            known
        })
    }

    pub(crate) fn observations(&self) -> Vec<Observation> {
        self.replica.observations()
    }

    fn time(&self, now: u64) -> Timestamp {
        Timestamp(BEGIN + self.clock + now as i64)
    }

    pub(crate) fn create(&mut self, count: u64, now: u64) -> Result<(), WriteError> {
        let new = (0..count).map(|_| NewObservation { local: Some(self.local()), ..Default::default() }).collect();
        self.write_new(self.own, new, now)
    }

    /// So many shards, each with an observation.
    pub(crate) fn fill(&mut self, shards: u64, now: u64) -> Result<(), WriteError> {
        for _ in 0..shards {
            let (shard, local) = (ShardId::from_bytes(self.dice.bytes()), Some(self.local()));
            self.write_new(shard, vec![NewObservation { local, ..Default::default() }], now)?;
        }
        Ok(())
    }

    pub(crate) fn photo(&mut self, now: u64) -> Result<(), WriteError> {
        let (size, small) = (self.dice.between(1, 300_000), self.dice.between(1, 30_000));
        let [photo, preview] = [size, small].map(|size| self.dice.many(size as usize));
        let preview = VariantRecord { id: self.replica.add_content(preview), size: small };
        let record = AttachmentRecord {
            media_type: "image/jpeg".to_owned(),
            size,
            name: None,
            created: None,
            preview: Some(preview),
            thumbnail: None,
        };
        let photo = self.replica.add_content(photo);
        let local = Some(self.local());
        let new = NewObservation { local, attachments: [(photo, record)].into(), ..Default::default() };
        self.write_new(self.own, vec![new], now)
    }

    pub(crate) fn edit(&mut self, which: u64, now: u64) -> Result<(), WriteError> {
        let Some((shard, local)) = self.choose(which, |_| true) else { return Ok(()) };
        let (tag, value) = (format!("tag{}", self.dice.below(2)), self.dice.below(1_000) as i64);
        let edit = Edit { tags: [(tag, Some(value.into()))].into(), ..Edit::default() };
        let at = self.time(now);
        empty(self.replica.write(shard, ShardKind::OBSERVATIONS, self.id, |writer| writer.edit(&local, &edit, at)))
    }

    pub(crate) fn delete(&self, which: u64, now: u64) -> Result<(), WriteError> {
        let Some((shard, local)) = self.choose(which, |observation| !observation.is_deleted()) else {
            return Ok(());
        };
        let at = self.time(now);
        empty(self.replica.write(shard, ShardKind::OBSERVATIONS, self.id, |writer| writer.delete(&local, at)))
    }

    pub(crate) fn restore(&self, which: u64, now: u64) -> Result<(), WriteError> {
        let Some((shard, local)) = self.choose(which, Observation::is_deleted) else { return Ok(()) };
        let at = self.time(now);
        empty(self.replica.write(shard, ShardKind::OBSERVATIONS, self.id, |writer| writer.restore(&local, at)))
    }

    /// Writes its card, which others get and which is no part of equality.
    pub(crate) fn write_card(&mut self, now: u64) -> Result<(), WriteError> {
        let card = DeviceCard {
            device: self.id,
            name: format!("laptop {}", self.dice.below(1_000)),
            kind: Some(DeviceKind::Laptop),
            program: "simulated".to_owned(),
            x25519: [1; 32],
            ed25519: [2; 32],
            sessions: BTreeMap::new(),
        };
        let (id, at) = (ShardId::of_card(&PROJECT, &self.id), self.time(now));
        empty(self.replica.write(id, ShardKind::DEVICE_CARD, self.id, |writer| {
            writer.write_card(&card, at)?.ok_or(WriteError::Empty)
        }))
    }

    fn write_new(&self, shard: ShardId, new: Vec<NewObservation>, now: u64) -> Result<(), WriteError> {
        let at = self.time(now);
        empty(self.replica.write(shard, ShardKind::OBSERVATIONS, self.id, |writer| writer.create(new, at)))
    }

    fn local(&mut self) -> LocalId {
        LocalId::from_bytes(self.dice.bytes())
    }

    /// One of the observations that pass, in an order that the ids of changes have no part in.
    fn choose(&self, which: u64, passes: impl Fn(&Observation) -> bool) -> Option<(ShardId, LocalId)> {
        self.replica.peek(|shards| {
            let data = shards.values().filter(|shard| shard.kind() == ShardKind::OBSERVATIONS);
            let all: Vec<_> =
                data.flat_map(Shard::observations).filter(|observation| passes(observation)).collect();
            // Few of many, so that writes meet.
            let chosen = all.get(usize::try_from(which % 3).ok()?.checked_rem(all.len())?)?;
            Some((chosen.id.shard, chosen.id.local))
        })
    }
}

/// A write that changes nothing is none.
fn empty<T>(result: Result<T, WriteError>) -> Result<(), WriteError> {
    match result {
        Ok(_) | Err(WriteError::Empty) => Ok(()),
        Err(error) => Err(error),
    }
}
