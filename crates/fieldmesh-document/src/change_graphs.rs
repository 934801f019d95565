//! The graphs of changes that sessions ask for, kept by replicas: they take far less room than the shards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::lru::Lru;
use crate::{ChangeGraph, Heads, Shard, ShardId};

/// Bytes of all graphs together, room for a million changes or so. A session of a large project has no room to keep open all
/// shards that both sides changed, but for this it has.
const BYTES: usize = 48 << 20;

/// The graphs that were asked for, up to 48 MiB, the least recently used one going first.
///
/// A graph belongs to heads: whoever asks says those that are stored, so that one of an earlier state, or of a state that was
/// never written, is not found.
#[derive(Debug)]
pub struct ChangeGraphs(Mutex<Lru<(Heads, Arc<ChangeGraph>)>>);

impl Default for ChangeGraphs {
    fn default() -> Self {
        Self(Mutex::new(Lru::new(BYTES)))
    }
}

impl ChangeGraphs {
    /// The graph of a shard at these heads, if it was kept.
    pub fn get(&self, shard: &ShardId, heads: &Heads) -> Option<Arc<ChangeGraph>> {
        let mut kept = self.kept();
        let (at, graph) = kept.take(shard)?;
        let found = (at == *heads).then(|| Arc::clone(&graph));
        let weight = graph.bytes();
        kept.put_weighing(*shard, (at, graph), weight);
        found
    }

    /// The graph of a shard, kept from now on.
    pub fn keep(&self, shard: &Shard) -> Arc<ChangeGraph> {
        let graph = Arc::new(shard.change_graph());
        self.kept().put_weighing(shard.id(), (shard.heads(), Arc::clone(&graph)), graph.bytes());
        graph
    }

    /// A shard is about to be this: where its graph was asked for before, it will be again.
    pub fn follow(&self, shard: &Shard) {
        let is_asked_for = self.kept().get(&shard.id()).is_some();
        if is_asked_for {
            self.keep(shard);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Lru<(Heads, Arc<ChangeGraph>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::{self, Announced};
    use crate::{DeviceId, NewObservation, ShardKind, Timestamp};

    #[test]
    fn a_graph_is_found_by_its_heads_alone_and_follows_what_was_asked_for() {
        let graphs = ChangeGraphs::default();
        let (id, other) = (ShardId::from_bytes([1; 16]), ShardId::from_bytes([2; 16]));
        let before = Shard::create(id, ShardKind::OBSERVATIONS);
        graphs.follow(&before);
        assert_eq!(graphs.get(&id, &before.heads()), None, "nobody asked for it");
        assert_eq!(*graphs.keep(&before), before.change_graph());

        let mut writer = before.clone().write_as(DeviceId::from_bytes([3; 32]));
        writer.create(vec![NewObservation::default()], Timestamp(0)).unwrap();
        let after = writer.into_shard();
        assert_eq!(graphs.get(&id, &after.heads()), None);
        assert_eq!(*graphs.get(&id, &before.heads()).unwrap(), before.change_graph());
        graphs.follow(&after);
        assert_eq!(*graphs.get(&id, &after.heads()).unwrap(), after.change_graph());
        assert_eq!(graphs.get(&id, &before.heads()), None);
        assert_eq!(graphs.get(&other, &after.heads()), None);
    }

    /// What a hostile member makes: few changes, each of which names all others.
    #[test]
    fn a_graph_weighs_what_it_takes_also_where_each_change_depends_on_many() {
        let id = ShardId::from_bytes([1; 16]);
        let genesis = Shard::create(id, ShardKind::OBSERVATIONS);
        let branch = |n: u8| {
            let mut writer = genesis.clone().write_as(DeviceId::from_bytes([n; 32]));
            writer.create(vec![NewObservation::default()], Timestamp(0)).unwrap();
            writer.into_shard()
        };
        let mut merged = branch(1);
        for n in 2..=40 {
            merged = merge(&merged, &branch(n));
        }
        let before = merged.change_graph().bytes();
        let mut writer = merged.write_as(DeviceId::from_bytes([99; 32]));
        writer.create(vec![NewObservation::default()], Timestamp(0)).unwrap();
        let more = writer.into_shard().change_graph().bytes() - before;
        // Its hash, its place by hash, where its dependencies end, and those.
        assert_eq!(more, 32 + 4 + 4 + 40 * 4);
    }

    fn merge(ours: &Shard, theirs: &Shard) -> Shard {
        let announced = Announced { shard: ours.id(), kind: ours.kind(), heads: theirs.heads() };
        guard::admit_changes(ours, &theirs.changes_since(&ours.heads()), &announced).unwrap()
    }
}
