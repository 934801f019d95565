//! Who changed what when: the metadata of every change of a shard, found by operation, and ancestry.

use std::cell::{Cell, OnceCell};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use automerge::{ActorId, Automerge, ChangeMetadata, ObjId, ROOT};

use super::map_at;
use super::paths::Paths;
use super::schema::root;
use crate::observation::ClockDoubt;
use crate::{ChangeHash, DeviceId, Timestamp};

/// The place of a change in [`ChangeIndex`]; dependencies have smaller numbers.
pub(super) type ChangeNumber = usize;

/// Steps of all searches for ancestors during the life of one index. Far more than an honest shard needs; it
/// bounds what a shard made to be slow can cost.
const MAX_STEPS: u64 = 20_000_000;

/// Milliseconds by which clocks of people who set them by hand may differ.
const CLOCK_TOLERANCE: i64 = 3_600_000;

pub(super) struct ChangeIndex<'a> {
    doc: &'a Automerge,
    changes: Vec<ChangeMetadata<'a>>,
    by_actor: HashMap<ActorId, Vec<ChangeNumber>>,
    by_hash: OnceCell<HashMap<automerge::ChangeHash, ChangeNumber>>,
    /// By the map of an observation, where some changes did not know of each other.
    writers: OnceCell<HashMap<ObjId, Vec<ChangeNumber>>>,
    /// The changes that each one depends on. Searches follow them millions of times.
    dependencies: OnceCell<Vec<Box<[ChangeNumber]>>>,
    last_found: Cell<Option<ChangeNumber>>,
    steps: Cell<u64>,
}

impl<'a> ChangeIndex<'a> {
    pub(super) fn new(doc: &'a Automerge) -> Self {
        let changes = doc.get_changes_meta(&[]);
        let mut by_actor: HashMap<ActorId, Vec<ChangeNumber>> = HashMap::new();
        for (number, change) in changes.iter().enumerate() {
            match by_actor.get_mut(change.actor.as_ref()) {
                Some(numbers) => numbers.push(number),
                None => {
                    by_actor.insert(change.actor.as_ref().clone(), vec![number]);
                }
            }
        }
        Self {
            doc,
            changes,
            by_actor,
            by_hash: OnceCell::new(),
            writers: OnceCell::new(),
            dependencies: OnceCell::new(),
            last_found: Cell::new(None),
            steps: Cell::new(0),
        }
    }

    pub(super) fn get(&self, number: ChangeNumber) -> Option<&ChangeMetadata<'a>> {
        self.changes.get(number)
    }

    /// The change that made an operation.
    pub(super) fn of(&self, operation: &ObjId) -> Option<ChangeNumber> {
        let ObjId::Id(counter, actor, _) = operation else { return None };
        // Neighbouring operations mostly come from one change.
        if let Some(number) = self.last_found.get()
            && let Some(change) = self.changes.get(number)
            && (change.start_op..=change.max_op).contains(counter)
            && *change.actor == *actor
        {
            return Some(number);
        }
        let numbers = self.by_actor.get(actor)?;
        let after = numbers.partition_point(|n| self.changes.get(*n).is_some_and(|c| c.start_op <= *counter));
        let number = *numbers.get(after.checked_sub(1)?)?;
        self.last_found.set(Some(number));
        Some(number)
    }

    pub(super) fn number_of(&self, hash: &automerge::ChangeHash) -> Option<ChangeNumber> {
        let by_hash =
            self.by_hash.get_or_init(|| self.changes.iter().enumerate().map(|(n, c)| (c.hash, n)).collect());
        by_hash.get(hash).copied()
    }

    /// How many dependencies all changes have together.
    pub(super) fn dependencies_of_all(&self) -> u64 {
        self.changes.iter().map(|change| change.deps.len() as u64).sum()
    }

    pub(super) fn hash(&self, number: ChangeNumber) -> ChangeHash {
        self.get(number).map_or(ChangeHash([0; 32]), |change| ChangeHash::of_automerge(&change.hash))
    }

    /// The device that made a change, according to that device.
    pub(super) fn author(&self, number: ChangeNumber) -> Option<DeviceId> {
        device(self.get(number)?)
    }

    /// When a change was made, by the clock of the device that made it.
    pub(super) fn time(&self, number: ChangeNumber) -> Timestamp {
        Timestamp::from_seconds(self.get(number).map_or(0, |change| change.timestamp))
    }

    /// The newest of some changes: one that none of the others knew of; of several such, by time, then by hash. A
    /// clock decides only where nothing better does: many are wrong, and all of them count in seconds.
    pub(super) fn newest(&self, numbers: &[ChangeNumber]) -> Option<ChangeNumber> {
        if let [] | [_] = numbers {
            return numbers.first().copied();
        }
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let lowest = sorted.first().copied()?;
        let mut known = vec![false; sorted.last()?.saturating_sub(lowest)];
        let all_known = self.search(sorted.clone(), lowest, &mut known, None).is_some();
        let is_known = |number: ChangeNumber| known.get(number - lowest).is_some_and(|known| *known);
        let candidates = sorted.into_iter().filter(|number| !all_known || !is_known(*number));
        candidates.max_by_key(|number| (self.time(*number), self.hash(*number)))
    }

    /// Those of some changes that neither knew of `change` nor were known to it. Beyond [`MAX_STEPS`] all of them,
    /// which shows a person too much rather than too little.
    pub(super) fn concurrent_with(&self, change: ChangeNumber, mut of: Vec<ChangeNumber>) -> Vec<ChangeNumber> {
        if !self.may_go_on() {
            return of;
        }
        let actor = self.get(change).map(|change| &change.actor);
        of.retain(|other| *other != change && self.get(*other).map(|other| &other.actor) != actor);
        let (Some(first), Some(last)) = (of.iter().min(), of.iter().max()) else { return of };
        let (first, last) = (change.min(*first), change.max(*last));
        // Of the changes from the first to the last: whether `change` knew of it, or it of `change`.
        let mut related = vec![false; last - first + 1];
        let is_related = |related: &[bool], number: ChangeNumber| {
            number.checked_sub(first).and_then(|offset| related.get(offset)) == Some(&true)
        };
        let relate = |related: &mut [bool], number: ChangeNumber| {
            if let Some(related) = number.checked_sub(first).and_then(|offset| related.get_mut(offset)) {
                *related = true;
            }
        };
        relate(&mut related, change);
        for number in (first..=change).rev().take_while(|_| self.may_go_on()) {
            if is_related(&related, number) {
                self.dependencies(number).for_each(|dependency| relate(&mut related, dependency));
            }
        }
        for number in (change + 1..=last).take_while(|_| self.may_go_on()) {
            if self.dependencies(number).any(|known| known >= change && is_related(&related, known)) {
                relate(&mut related, number);
            }
        }
        of.retain(|other| !is_related(&related, *other));
        of
    }

    /// Every change.
    pub(super) const fn numbers(&self) -> std::ops::Range<ChangeNumber> {
        0..self.changes.len()
    }

    /// The changes that wrote into a map below `observations`, or into what lies in it. Those from before the first
    /// parting of ways may be left out: every other change knew of them, or they of it.
    pub(super) fn writers_of(&self, map: &ObjId) -> &[ChangeNumber] {
        let writers = self.writers.get_or_init(|| self.writers());
        writers.get(map).map_or(&[], Vec::as_slice)
    }

    fn writers(&self) -> HashMap<ObjId, Vec<ChangeNumber>> {
        let mut writers: HashMap<ObjId, Vec<ChangeNumber>> = HashMap::new();
        let Some(observations) = map_at(self.doc, &ROOT, root::OBSERVATIONS, None) else { return writers };
        let mut paths = Paths::new(self.doc, &observations);
        let parting = self.parting().and_then(|number| self.get(number)).map(|change| change.hash);
        for change in self.doc.get_changes(parting.as_slice()) {
            let Some(number) = self.number_of(&change.hash()) else { continue };
            paths.visit(&change, |_, map| {
                let Some(map) = map else { return };
                let numbers = writers.entry(map.clone()).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            });
        }
        writers
    }

    /// The last change of a line that all others follow from.
    fn parting(&self) -> Option<ChangeNumber> {
        let known = |number: ChangeNumber| self.dependencies(number).max();
        let line = (1..self.changes.len()).take_while(|number| known(*number) == Some(number - 1)).last();
        let end = line.unwrap_or(0);
        (end + 1..self.changes.len()).try_fold(end, |parting, number| Some(parting.min(known(number)?)))
    }

    /// What the order of all changes says against the clock of each.
    pub(super) fn clock_doubts(&self) -> Vec<Option<ClockDoubt>> {
        // Of each change: the latest time that it knew of, and the earliest that knew of it.
        let mut known = vec![Timestamp(i64::MIN); self.changes.len()];
        let mut knowing = vec![Timestamp(i64::MAX); self.changes.len()];
        let at = |times: &[Timestamp], number: ChangeNumber| times.get(number).copied();
        for number in 0..self.changes.len() {
            let latest = self.dependencies(number).filter_map(|of| Some(at(&known, of)?.max(self.time(of)))).max();
            if let (Some(latest), Some(known)) = (latest, known.get_mut(number)) {
                *known = latest;
            }
        }
        for number in (0..self.changes.len()).rev() {
            let earliest = at(&knowing, number).map_or(self.time(number), |time| time.min(self.time(number)));
            for of in self.dependencies(number) {
                if let Some(knowing) = knowing.get_mut(of) {
                    *knowing = earliest.min(*knowing);
                }
            }
        }
        let doubt = |number: ChangeNumber| {
            let time = self.time(number).0;
            if at(&known, number)?.0 > time.saturating_add(CLOCK_TOLERANCE) {
                Some(ClockDoubt::Behind)
            } else {
                (at(&knowing, number)?.0 < time.saturating_sub(CLOCK_TOLERANCE)).then_some(ClockDoubt::Ahead)
            }
        };
        (0..self.changes.len()).map(doubt).collect()
    }

    /// What a change depends on, as long as a search may go on.
    fn dependencies(&self, number: ChangeNumber) -> impl Iterator<Item = ChangeNumber> {
        self.all_dependencies(number).iter().copied().take_while(|_| self.may_go_on())
    }

    /// Counts a step of a search, and tells whether there may be more.
    fn may_go_on(&self) -> bool {
        self.steps.set(self.steps.get() + 1);
        self.steps.get() <= MAX_STEPS
    }

    /// All changes so that none comes before one it knew of; of those that could come next, the earliest by
    /// clock, then by hash.
    pub(super) fn in_causal_order(&self) -> Vec<ChangeNumber> {
        let mut children: Vec<Vec<ChangeNumber>> = vec![Vec::new(); self.changes.len()];
        let mut missing: Vec<usize> = vec![0; self.changes.len()];
        for number in 0..self.changes.len() {
            for dependency in self.all_dependencies(number) {
                if let (Some(of), Some(missing)) = (children.get_mut(*dependency), missing.get_mut(number)) {
                    of.push(number);
                    *missing += 1;
                }
            }
        }
        let entry = |number| Reverse((self.time(number), self.hash(number), number));
        let ready = missing.iter().enumerate().filter(|(_, missing)| **missing == 0);
        let mut ready: BinaryHeap<_> = ready.map(|(number, _)| entry(number)).collect();
        let mut ordered = Vec::with_capacity(self.changes.len());
        while let Some(Reverse((_, _, number))) = ready.pop() {
            ordered.push(number);
            for child in children.get(number).into_iter().flatten() {
                if let Some(missing) = missing.get_mut(*child) {
                    *missing -= 1;
                    if *missing == 0 {
                        ready.push(entry(*child));
                    }
                }
            }
        }
        ordered
    }

    /// Whether a change is an ancestor of another one. Beyond [`MAX_STEPS`] it says no.
    pub(super) fn is_ancestor(&self, ancestor: ChangeNumber, of: ChangeNumber) -> bool {
        // No change knew of one with a higher number.
        let mut seen = vec![false; of.saturating_sub(ancestor)];
        self.search(vec![of], ancestor, &mut seen, Some(ancestor)).unwrap_or(false)
    }

    /// Marks in `seen`, which begins at `lowest`, every ancestor of `open`, and says whether one is `wanted`, where
    /// it ends. Beyond [`MAX_STEPS`] it says nothing.
    fn search(
        &self,
        mut open: Vec<ChangeNumber>,
        lowest: ChangeNumber,
        seen: &mut [bool],
        wanted: Option<ChangeNumber>,
    ) -> Option<bool> {
        // Making room to remember what was seen costs as well.
        self.steps.set(self.steps.get() + 1 + seen.len() as u64 / 16);
        while let Some(number) = open.pop() {
            for dependency in self.all_dependencies(number) {
                if !self.may_go_on() {
                    return None;
                }
                if Some(*dependency) == wanted {
                    return Some(true);
                }
                if let Some(offset) = dependency.checked_sub(lowest)
                    && let Some(seen) = seen.get_mut(offset)
                    && !std::mem::replace(seen, true)
                {
                    open.push(*dependency);
                }
            }
        }
        Some(false)
    }

    fn all_dependencies(&self, number: ChangeNumber) -> &[ChangeNumber] {
        let all = self.dependencies.get_or_init(|| {
            let of = |change: &ChangeMetadata<'_>| {
                change.deps.iter().filter_map(|hash| self.number_of(hash)).collect::<Box<[_]>>()
            };
            self.changes.iter().map(of).collect()
        });
        all.get(number).map_or(&[], |dependencies| dependencies)
    }
}
/// The device that a change names as its author.
pub(super) fn device(change: &ChangeMetadata<'_>) -> Option<DeviceId> {
    let author = change.author.as_ref()?;
    Some(DeviceId::from_bytes(author.as_bytes().try_into().ok()?))
}
