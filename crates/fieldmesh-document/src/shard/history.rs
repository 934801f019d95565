//! What changed between two states of a shard, and every version of an observation.

use std::collections::BTreeSet;

use automerge::ReadDoc;

use super::change_index::{ChangeIndex, ChangeNumber};
use super::limits::{MAX_HISTORY_BYTES, MAX_HISTORY_OPS, MAX_VERSIONS};
use super::paths::Paths;
use super::read::Reader;
use super::schema::root;
use super::{Shard, map_at};
use crate::observation::{Scalar, TagValue, Version};
use crate::{ChangeHash, Heads, LocalId, Observation};

impl Shard {
    /// The observations whose state differs from what it was at `since`, by id. Heads that are not in the
    /// history count as nothing held.
    pub fn touched_since(&self, since: &Heads) -> Vec<LocalId> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let touched = self.written_since(since);
        let since = self.known(since).to_automerge();
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

    /// The observations that the changes since `since` wrote to, by id; some of them may be as they were.
    fn written_since(&self, since: &Heads) -> Vec<LocalId> {
        let Some(map) = self.root_map(root::OBSERVATIONS) else { return Vec::new() };
        let mut written = BTreeSet::new();
        let mut paths = Paths::new(&self.doc, &map);
        for change in self.doc.get_changes(&self.known(since).to_automerge()) {
            paths.visit(&change, |id, _| _ = written.insert(id));
        }
        written.into_iter().collect()
    }

    /// Those of some heads that are in the history.
    fn known(&self, heads: &Heads) -> Heads {
        Heads::new(heads.as_slice().iter().filter(|hash| self.contains_all(&[**hash])).copied())
    }

    /// One observation as it was after `change`.
    pub fn observation_at(&self, id: &LocalId, change: &ChangeHash) -> Option<Observation> {
        if !self.contains_all(&[*change]) {
            return None;
        }
        self.version(&ChangeIndex::new(&self.doc), id, &[change.to_automerge()])
    }

    /// Every version of an observation, oldest first: the state after each change that touched it, as the device that
    /// made the change had it. At most the newest 1,000, of 16 MiB together and fewer of a shard of more than 5,000
    /// operations. Of changes that did not know of each other, the earlier by clock
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
        let each = self.doc.stats().num_ops.saturating_add(index.dependencies_of_all());
        let most = MAX_HISTORY_OPS as u64 / (1 + 2 * each);
        let most = usize::try_from(most).unwrap_or(MAX_VERSIONS).clamp(1, MAX_VERSIONS);
        touching.drain(..touching.len().saturating_sub(most));
        let doubts = index.clock_doubts();
        let version = |number: ChangeNumber| {
            let change = index.hash(number);
            let observation = self.version(&index, id, &[change.to_automerge()])?;
            let before = index.get(number).and_then(|made| self.version(&index, id, &made.deps));
            let (author, at) = (index.author(number), index.time(number));
            let clock = doubts.get(number).copied().flatten();
            Some(Version { change, author, at, clock, observation, before })
        };
        let mut room = MAX_HISTORY_BYTES;
        let fits = |version: &Version| {
            let bytes = bytes_of(&version.observation) + version.before.as_ref().map_or(0, bytes_of);
            let fits = room > 0;
            room = room.saturating_sub(bytes);
            fits
        };
        let mut versions: Vec<_> = touching.into_iter().rev().filter_map(version).take_while(fits).collect();
        versions.reverse();
        versions
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

/// About how much memory an observation takes.
fn bytes_of(observation: &Observation) -> usize {
    /// What a value takes beside its text.
    const VALUE: usize = 64;
    let texts = [&observation.category, &observation.notes, &observation.metadata];
    let texts: usize = texts.into_iter().flatten().map(String::len).sum();
    let position = observation.position.as_ref().map_or(0, |position| VALUE * position.coordinates().count());
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::Text(text) => VALUE + text.len(),
        Scalar::Bytes(bytes) => VALUE + bytes.len(),
        _ => VALUE,
    };
    let tag = |(key, value): (&String, &TagValue)| {
        let value: usize = match value {
            TagValue::One(one) => scalar(one),
            TagValue::List(list) => list.iter().map(scalar).sum(),
        };
        VALUE + key.len() + value
    };
    let tags: usize = observation.tags.iter().map(tag).sum();
    let attachments = 8 * VALUE * observation.attachments.len();
    let values = observation.conflicts.iter().flat_map(|conflict| &conflict.values);
    let conflicts: usize = values.map(|value| 2 * VALUE + value.value.as_ref().map_or(0, String::len)).sum();
    8 * VALUE + texts + position + tags + attachments + conflicts
}
