//! Which changes a shard holds, and which builds on which.

use crate::{ChangeHash, Heads};

use super::Shard;

/// The hashes of a shard's changes and what each depends on: some fifty bytes a change, where the shard itself takes
/// hundreds of kilobytes in memory. A session asks it of each shard that both sides changed, in each of its stages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChangeGraph {
    /// Dependencies first.
    hashes: Vec<ChangeHash>,
    /// The places of hashes in there, in the order of the hashes.
    sorted: Vec<u32>,
    /// The places of what each change depends on, one change after another.
    dependencies: Vec<u32>,
    /// Where those of each change end.
    ends: Vec<u32>,
}

impl Shard {
    /// Its changes and what each depends on.
    pub fn change_graph(&self) -> ChangeGraph {
        let changes = self.doc.get_changes_meta(&[]);
        let hashes: Vec<_> = changes.iter().map(|change| ChangeHash::of_automerge(&change.hash)).collect();
        let mut sorted: Vec<u32> = (0..).take(hashes.len()).collect();
        sorted.sort_unstable_by_key(|place| hash_at(&hashes, *place));
        let mut graph = ChangeGraph { hashes, sorted, dependencies: Vec::new(), ends: Vec::new() };
        for change in &changes {
            let dependencies = change.deps.iter().filter_map(|hash| graph.place(&ChangeHash::of_automerge(hash)));
            let dependencies: Vec<_> = dependencies.collect();
            graph.dependencies.extend(dependencies);
            graph.ends.push(u32::try_from(graph.dependencies.len()).unwrap_or(u32::MAX));
        }
        graph
    }
}

impl ChangeGraph {
    /// Every change, dependencies first.
    pub fn hashes(&self) -> &[ChangeHash] {
        &self.hashes
    }

    /// The bytes it takes in memory.
    pub(crate) fn bytes(&self) -> usize {
        let places = self.sorted.len() + self.dependencies.len() + self.ends.len();
        size_of::<Self>() + size_of_val(self.hashes.as_slice()) + places * size_of::<u32>()
    }

    /// Those of `of` that are no ancestor of another, if all are held.
    pub fn frontier(&self, of: &Heads) -> Option<Heads> {
        let of: Vec<u32> = of.as_slice().iter().map(|hash| self.place(hash)).collect::<Option<_>>()?;
        let mut is_ancestor = vec![false; self.hashes.len()];
        let mut open = of.clone();
        while let Some(place) = open.pop() {
            for dependency in self.dependencies_of(place) {
                if let Some(known) = is_ancestor.get_mut(*dependency as usize)
                    && !std::mem::replace(known, true)
                {
                    open.push(*dependency);
                }
            }
        }
        let is_newest = |place: &&u32| is_ancestor.get(**place as usize) == Some(&false);
        Some(Heads::new(of.iter().filter(is_newest).filter_map(|place| hash_at(&self.hashes, *place))))
    }

    fn place(&self, hash: &ChangeHash) -> Option<u32> {
        let found = self.sorted.binary_search_by_key(&Some(*hash), |place| hash_at(&self.hashes, *place));
        self.sorted.get(found.ok()?).copied()
    }

    fn dependencies_of(&self, place: u32) -> &[u32] {
        let end = |place: Option<u32>| place.and_then(|place| self.ends.get(place as usize)).copied().unwrap_or(0);
        let (from, until) = (end(place.checked_sub(1)), end(Some(place)));
        self.dependencies.get(from as usize..until as usize).unwrap_or_default()
    }
}

fn hash_at(hashes: &[ChangeHash], place: u32) -> Option<ChangeHash> {
    hashes.get(place as usize).copied()
}
