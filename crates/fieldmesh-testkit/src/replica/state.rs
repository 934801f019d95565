//! What a replica in memory holds.

use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, Content, DeclineReason, Incoming, Inventory,
    LocalId, MediaDigest, MediaPolicy, MergeCounts, Merged, Observation, PieceOutcome, Refusal, Shard, ShardEntry,
    ShardId, ShardKind, ShardState,
};

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) shards: BTreeMap<ShardId, Shard>,
    pub(super) declined: BTreeMap<ShardId, (ShardKind, DeclineReason)>,
    pub(super) refused: BTreeSet<ShardId>,
    pub(super) policy: MediaPolicy,
    pub(super) contents: BTreeMap<AttachmentId, Vec<u8>>,
    partial: BTreeMap<AttachmentId, Partial>,
}

/// The beginning of a content.
#[derive(Clone, Debug, Default)]
struct Partial {
    bytes: Vec<u8>,
    /// How many of them a crash leaves.
    durable: usize,
}

impl State {
    pub(super) fn inventory(&self) -> Inventory {
        let held = self
            .shards
            .iter()
            .map(|(id, shard)| (*id, ShardEntry { kind: shard.kind(), state: ShardState::Held(shard.heads()) }));
        let declined = self
            .declined
            .iter()
            .map(|(id, (kind, reason))| (*id, ShardEntry { kind: *kind, state: ShardState::Declined(*reason) }));
        held.chain(declined).collect()
    }

    pub(super) fn observations(&self) -> Vec<Observation> {
        let shards = self.shards.values().filter(|shard| shard.kind() == ShardKind::OBSERVATIONS);
        shards.flat_map(Shard::observations).collect()
    }

    pub(super) fn merge(&mut self, incoming: &Incoming) -> Merged {
        let result = self.admit(incoming).map(|shard| {
            let before = self.shards.get(&incoming.shard).map(Shard::observations).unwrap_or_default();
            let counts = compare(&before, &shard);
            self.shards.insert(incoming.shard, shard);
            self.declined.remove(&incoming.shard);
            counts
        });
        Merged { shard: incoming.shard, result }
    }

    fn admit(&self, incoming: &Incoming) -> Result<Shard, Refusal> {
        if self.refused.contains(&incoming.shard) {
            return Err(Refusal::Malformed { what: "a shard that the test refuses" });
        }
        let Incoming { shard, kind, heads, content } = incoming;
        let announced = Announced { shard: *shard, kind: *kind, heads: heads.clone() };
        let base = self.shards.get(shard);
        match (content, base) {
            (Content::Snapshot(bytes), None) => guard::admit_snapshot(bytes, &announced),
            (Content::Snapshot(bytes), Some(base)) => {
                let theirs = guard::admit_snapshot(bytes, &announced)?;
                guard::admit_changes(base, &theirs.changes_since(&base.heads()), &announced)
            }
            (Content::Changes(changes), base) => {
                let fresh = Shard::create(*shard, *kind);
                guard::admit_changes(base.unwrap_or(&fresh), changes, &announced)
            }
        }
    }

    fn records(&self) -> impl Iterator<Item = (AttachmentId, AttachmentRecord)> {
        let live = self.observations().into_iter().filter(|observation| !observation.is_deleted());
        live.flat_map(|observation| observation.attachments)
    }

    pub(super) fn wanted(&self) -> Vec<AttachmentWant> {
        let mut wants = BTreeMap::new();
        for (original, record) in self.records() {
            for (id, class, size) in record.contents(original) {
                if self.policy.wants(class) && !self.contents.contains_key(&id) {
                    let held = self.partial.get(&id).map_or(0, |partial| partial.bytes.len() as u64);
                    wants.insert(id, AttachmentWant { id, class, size, held });
                }
            }
        }
        wants.into_values().collect()
    }

    pub(super) fn media_digest(&self, class: AttachmentClass) -> MediaDigest {
        let mut present: BTreeMap<AttachmentId, AttachmentClass> = BTreeMap::new();
        for (original, record) in self.records() {
            for (id, of, _) in record.contents(original).filter(|(id, ..)| self.contents.contains_key(id)) {
                present.entry(id).and_modify(|lowest| *lowest = of.min(*lowest)).or_insert(of);
            }
        }
        MediaDigest::of(class, present.iter().filter(|(_, of)| **of == class).map(|(id, _)| id))
    }

    pub(super) fn write_piece(&mut self, want: &AttachmentWant, offset: u64, bytes: &[u8]) -> PieceOutcome {
        if self.contents.contains_key(&want.id) {
            return PieceOutcome::Known;
        }
        let have = &mut self.partial.entry(want.id).or_default().bytes;
        // Another session may have brought the first bytes already.
        let known = usize::try_from(offset).ok().and_then(|offset| have.len().checked_sub(offset));
        let Some(known) = known else {
            return PieceOutcome::Later;
        };
        have.extend_from_slice(bytes.get(known..).unwrap_or_default());
        if (have.len() as u64) < want.size {
            return PieceOutcome::Partial;
        }
        let whole = self.partial.remove(&want.id).unwrap_or_default().bytes;
        if AttachmentId::of(&whole) != want.id {
            return if want.held == 0 { PieceOutcome::Mismatch } else { PieceOutcome::Later };
        }
        self.contents.insert(want.id, whole);
        PieceOutcome::Complete
    }

    pub(super) fn commit(&mut self) {
        self.partial.values_mut().for_each(|partial| partial.durable = partial.bytes.len());
    }

    pub(super) fn crash(&mut self) -> u64 {
        let lose = |partial: &mut Partial| {
            let lost = partial.bytes.len() - partial.durable;
            partial.bytes.truncate(partial.durable);
            lost as u64
        };
        self.partial.values_mut().map(lose).sum()
    }

    pub(super) fn quarantine(&mut self, id: &AttachmentId) {
        if self.contents.get(id).is_some_and(|bytes| AttachmentId::of(bytes) != *id) {
            self.contents.remove(id);
        }
    }
}

fn compare(before: &[Observation], after: &Shard) -> MergeCounts {
    let before: BTreeMap<LocalId, &Observation> = before.iter().map(|o| (o.id.local, o)).collect();
    let mut counts = MergeCounts::default();
    for now in after.observations() {
        let Some(was) = before.get(&now.id.local) else {
            counts.new += 1;
            continue;
        };
        let deleted = now.is_deleted() && !was.is_deleted();
        counts.deleted += u64::from(deleted);
        counts.conflicts += u64::from(!now.conflicts.is_empty() && was.conflicts.is_empty());
        counts.changed += u64::from(!deleted && now != **was);
    }
    counts
}
