//! Merging foreign shards: guarded in parallel, appended in order.

use std::collections::BTreeMap;

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{
    Content, Incoming, MediaPolicy, MergeCounts, Merged, Refusal, ReplicaError, Shard, ShardId, ShardKind,
};
use rayon::prelude::*;

use super::Inner;
use super::append::ROW;
use super::read::Stored;
use crate::commit::{Absent, ChangesExtent, ShardRow};
use crate::record::{Record, pack_changes};
use crate::segment::Kind;

/// Shards whose bytes are in memory at one time.
const AT_ONCE: usize = 16;
/// Changes are kept apart from their snapshot up to this many records or bytes, or the bytes of the snapshot.
const MAX_CHANGES: usize = 64;
const MAX_CHANGE_BYTES: u64 = 64 << 10;

/// One shard with everything that came for it.
struct Job {
    shard: ShardId,
    base: Option<Stored>,
    /// Bytes of changes the file holds beside the snapshot, and how many records they are.
    apart: (u64, usize),
    incoming: Vec<(usize, Incoming)>,
}

/// What became of a job.
struct Done {
    results: Vec<(usize, Result<MergeCounts, Refusal>)>,
    after: Option<(Shard, Survey, Payload)>,
}

/// What the index says of the observations of a shard.
pub(super) struct Survey {
    /// How many are not deleted.
    pub(super) live: u32,
    /// Every content that those refer to.
    pub(super) references: Vec<Absent>,
}

/// What is to be appended.
enum Payload {
    Snapshot(Vec<u8>),
    Changes(Vec<Vec<u8>>),
}

impl Inner {
    /// Merges, and says of each incoming shard what it did.
    pub(super) fn merge(
        &mut self,
        incoming: Vec<Incoming>,
        policy: MediaPolicy,
    ) -> Result<Vec<Merged>, ReplicaError> {
        let shards: Vec<ShardId> = incoming.iter().map(|incoming| incoming.shard).collect();
        let mut by_shard: BTreeMap<ShardId, Vec<(usize, Incoming)>> = BTreeMap::new();
        for (at, incoming) in incoming.into_iter().enumerate() {
            by_shard.entry(incoming.shard).or_default().push((at, incoming));
        }
        let mut results = BTreeMap::new();
        let mut groups = by_shard.into_iter().peekable();
        while groups.peek().is_some() {
            let mut jobs = Vec::new();
            for (shard, incoming) in groups.by_ref().take(AT_ONCE) {
                jobs.push(self.job(shard, incoming)?);
            }
            let done: Vec<_> = jobs.into_par_iter().map(Job::run).collect();
            for done in done {
                if let Some((shard, survey, payload)) = done.after {
                    self.append_shard(&shard, survey, payload, policy)?;
                }
                for (at, result) in done.results {
                    if let Ok(counts) = result {
                        self.counts += counts;
                    }
                    results.insert(at, result);
                }
            }
        }
        Ok(shards.into_iter().zip(results.into_values()).map(|(shard, result)| Merged { shard, result }).collect())
    }

    fn job(&mut self, shard: ShardId, incoming: Vec<(usize, Incoming)>) -> Result<Job, ReplicaError> {
        let Some(row) = self.index.shards.get(&shard).cloned() else {
            return Ok(Job { shard, base: None, apart: (0, 0), incoming });
        };
        Ok(Job { shard, base: Some(self.stored(&row)?), apart: (row.change_bytes(), row.changes.len()), incoming })
    }

    fn append_shard(
        &mut self,
        shard: &Shard,
        survey: Survey,
        payload: Payload,
        policy: MediaPolicy,
    ) -> Result<(), ReplicaError> {
        let (id, kind, heads) = (shard.id(), shard.kind(), shard.heads());
        let observations = survey.live;
        self.graphs.follow(shard);
        let packed = match &payload {
            Payload::Changes(changes) => pack_changes(changes),
            Payload::Snapshot(_) => None,
        };
        let length = |payload: &[u8]| u32::try_from(payload.len()).unwrap_or(u32::MAX);
        let (snapshot, changes) = match (packed, payload) {
            (Some((payload, inflated)), _) => {
                let length = length(&payload);
                let record =
                    Record::Changes { shard: id, kind, heads: heads.clone(), observations, length, inflated };
                let extent = self.append_record(Kind::Records, &record, &payload)?;
                let row = self.row(&id)?;
                let more = ChangesExtent { extent, inflated };
                (row.snapshot, row.changes.iter().copied().chain([more]).collect())
            }
            (None, payload) => {
                let bytes = match payload {
                    Payload::Snapshot(bytes) => bytes,
                    Payload::Changes(_) => shard.save(),
                };
                let length = length(&bytes);
                let record = Record::Snapshot { shard: id, kind, heads: heads.clone(), observations, length };
                (self.append_record(Kind::Records, &record, &bytes)?, Vec::new())
            }
        };
        let absent = self.absent(survey, policy);
        self.changed_rows += ROW * (1 + changes.len() + absent.len());
        self.index.shards.insert(id, ShardRow { shard: id, kind, heads, observations, snapshot, changes, absent });
        self.dirty_shards.insert(id);
        Ok(())
    }

    /// What the live observations of a shard refer to, the file wants and does not hold.
    pub(super) fn absent(&self, survey: Survey, policy: MediaPolicy) -> Vec<Absent> {
        let mut absent = survey.references;
        absent.retain(|content| policy.wants(content.class) && self.index.complete(&content.id).is_none());
        absent.sort_unstable();
        absent.dedup_by_key(|content| content.id);
        absent
    }
}

impl Job {
    fn run(self) -> Done {
        // What the guard refuses of one's own is as if not held: a snapshot heals it.
        let before = self.base.as_ref().and_then(|base| base.load().ok());
        let mut current = before.clone();
        // The last snapshot that came, as long as it is the whole of `current`.
        let mut whole: Option<Vec<u8>> = None;
        let mut results = Vec::new();
        for (at, incoming) in self.incoming {
            let result = merge_one(self.shard, current.as_ref(), incoming).map(|(after, snapshot)| {
                let counts = count(current.as_ref(), &after);
                if current.as_ref().is_none_or(|current| current.heads() != after.heads()) {
                    whole = snapshot;
                    current = Some(after);
                }
                counts
            });
            results.push((at, result));
        }
        let after = match (before, current) {
            (_, None) => None,
            (None, Some(after)) => {
                let snapshot = whole.unwrap_or_else(|| after.save());
                let survey = Survey::of(&after);
                Some((after, survey, Payload::Snapshot(snapshot)))
            }
            (Some(before), Some(after)) if before.heads() == after.heads() => None,
            (Some(before), Some(after)) => {
                let base = self.base.map_or(0, |base| base.snapshot.len() as u64);
                let payload = choose(&before, &after, whole, base, self.apart);
                let survey = Survey::of(&after);
                Some((after, survey, payload))
            }
        };
        Done { results, after }
    }
}

/// The shard after one arrival, and its snapshot where that is what came.
fn merge_one(
    shard: ShardId,
    current: Option<&Shard>,
    incoming: Incoming,
) -> Result<(Shard, Option<Vec<u8>>), Refusal> {
    let announced = Announced { shard, kind: incoming.kind, heads: incoming.heads };
    match (current, incoming.content) {
        (None, Content::Snapshot(bytes)) => Ok((guard::admit_snapshot(&bytes, &announced)?, Some(bytes))),
        (None, Content::Changes(changes)) => {
            let genesis = Shard::create(shard, announced.kind);
            Ok((guard::admit_changes(&genesis, &changes, &announced)?, None))
        }
        (Some(current), Content::Changes(changes)) => {
            Ok((guard::admit_changes(current, &changes, &announced)?, None))
        }
        (Some(current), Content::Snapshot(bytes)) => {
            let foreign = guard::admit_snapshot(&bytes, &announced)?;
            if foreign.contains_all(current.heads().as_slice()) {
                return Ok((foreign, Some(bytes)));
            }
            let mut missing = foreign.change_hashes();
            missing.retain(|hash| !current.contains_all(&[*hash]));
            Ok((guard::admit_changes(current, &foreign.changes(&missing), &announced)?, None))
        }
    }
}

/// Whether to append what is new, or the whole anew.
fn choose(before: &Shard, after: &Shard, whole: Option<Vec<u8>>, base: u64, apart: (u64, usize)) -> Payload {
    let changes = after.changes_since(&before.heads());
    let bytes: u64 = changes.iter().map(|change| change.len() as u64).sum();
    if let Some(whole) = whole
        && whole.len() as u64 / 2 < bytes
    {
        return Payload::Snapshot(whole);
    }
    let (apart_bytes, apart_records) = apart;
    if apart_records < MAX_CHANGES && apart_bytes + bytes < MAX_CHANGE_BYTES.max(base) {
        return Payload::Changes(changes);
    }
    // Saved bytes replace those held only when they load to the same.
    let saved = after.save();
    let announced = Announced { shard: after.id(), kind: after.kind(), heads: after.heads() };
    match guard::admit_snapshot(&saved, &announced) {
        Ok(_) => Payload::Snapshot(saved),
        Err(_) => Payload::Changes(changes),
    }
}

/// What a merge did to the observations of a shard.
pub(super) fn count(before: Option<&Shard>, after: &Shard) -> MergeCounts {
    let mut counts = MergeCounts::default();
    if after.kind() != ShardKind::OBSERVATIONS {
        return counts;
    }
    let Some(before) = before else {
        counts.new = after.len() as u64;
        counts.conflicts = after.observations().iter().filter(|o| !o.conflicts.is_empty()).count() as u64;
        return counts;
    };
    for id in after.touched_since(&before.heads()) {
        let Some(now) = after.observation(&id) else { continue };
        let then = before.observation(&id);
        match &then {
            None => counts.new += 1,
            Some(then) if now.is_deleted() && !then.is_deleted() => counts.deleted += 1,
            Some(_) => counts.changed += 1,
        }
        if !now.conflicts.is_empty() && then.is_none_or(|then| then.conflicts.is_empty()) {
            counts.conflicts += 1;
        }
    }
    counts
}

impl Survey {
    pub(super) fn of(shard: &Shard) -> Self {
        if shard.kind() != ShardKind::OBSERVATIONS {
            return Self { live: 0, references: Vec::new() };
        }
        let mut observations = shard.observations();
        observations.retain(|observation| !observation.is_deleted());
        let attachments = observations.iter().flat_map(|observation| &observation.attachments);
        let contents = attachments.flat_map(|(id, record)| record.contents(*id));
        Self {
            live: u32::try_from(observations.len()).unwrap_or(u32::MAX),
            references: contents.map(|(id, class, size)| Absent { id, class, size }).collect(),
        }
    }
}
