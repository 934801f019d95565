//! What changed between two states of a shard, and every version of an observation.

use std::collections::BTreeSet;

use super::change_index::{ChangeIndex, ChangeNumber};
use super::limits::MAX_VERSIONS;
use super::paths::Paths;
use super::read::Reader;
use super::schema::root;
use super::{Shard, map_at};
use crate::observation::Version;
use crate::{ChangeHash, Heads, LocalId, Observation};

impl Shard {
    /// The observations whose state differs from what it was at `since`, by id. Heads that are not in the
    /// history count as nothing held.
    pub fn touched_since(&self, since: &Heads) -> Vec<LocalId> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let since: Vec<_> = since.as_slice().iter().filter(|hash| self.contains_all(&[**hash])).collect();
        let since = Heads::new(since.into_iter().copied()).to_automerge();
        let mut touched = BTreeSet::new();
        let mut paths = Paths::new(&self.doc, &map);
        for change in self.doc.get_changes(&since) {
            paths.visit(&change, |id, _| _ = touched.insert(id));
        }
        let index = ChangeIndex::new(&self.doc);
        let now = Reader::new(&self.doc, self.id, &index);
        let before = Reader::new(&self.doc, self.id, &index).at(&since);
        // A change may leave everything as it was, such as a second deletion.
        let differs = |id: &LocalId| {
            let Some(object) = map_at(&self.doc, &map, &id.to_hex(), None) else { return false };
            match map_at(&self.doc, &map, &id.to_hex(), Some(&since)) {
                Some(earlier) => now.one(*id, &object) != before.one(*id, &earlier),
                None => true,
            }
        };
        touched.into_iter().filter(differs).collect()
    }

    /// One observation as it was after `change`.
    pub fn observation_at(&self, id: &LocalId, change: &ChangeHash) -> Option<Observation> {
        if !self.contains_all(&[*change]) {
            return None;
        }
        self.version(&ChangeIndex::new(&self.doc), id, &[change.to_automerge()])
    }

    /// Every version of an observation, oldest first and at most the newest 1,000: the state after each change
    /// that touched it, as the
    /// device that made the change had it. Of changes that did not know of each other, the earlier by clock
    /// comes first, then the one of the smaller hash.
    pub fn history(&self, id: &LocalId) -> Vec<Version> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let index = ChangeIndex::new(&self.doc);
        let mut paths = Paths::new(&self.doc, &map);
        let changes = self.doc.get_changes(&[]);
        let is_touching = |number: &usize| {
            let mut touches = false;
            if let Some(change) = changes.get(*number) {
                paths.visit(change, |touched, _| touches |= touched == *id);
            }
            touches
        };
        let mut touching: Vec<_> = index.in_causal_order().into_iter().filter(is_touching).collect();
        touching.drain(..touching.len().saturating_sub(MAX_VERSIONS));
        let doubts = index.clock_doubts();
        let version = |number: ChangeNumber| {
            let change = index.hash(number);
            let observation = self.version(&index, id, &[change.to_automerge()])?;
            let before = index.get(number).and_then(|made| self.version(&index, id, &made.deps));
            let (author, at) = (index.author(number), index.time(number));
            let clock = doubts.get(number).copied().flatten();
            Some(Version { change, author, at, clock, observation, before })
        };
        touching.into_iter().filter_map(version).collect()
    }

    fn version(
        &self,
        index: &ChangeIndex<'_>,
        id: &LocalId,
        heads: &[automerge::ChangeHash],
    ) -> Option<Observation> {
        let map = self.root_map(root::OBSERVATIONS)?;
        let object = map_at(&self.doc, &map, &id.to_hex(), Some(heads))?;
        Reader::new(&self.doc, self.id, index).at(heads).one(*id, &object)
    }
}
