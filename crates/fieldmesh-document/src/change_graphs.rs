//! The graphs of changes that sessions ask for, kept by replicas: they take far less room than the shards.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::lru::Lru;
use crate::{ChangeGraph, Heads, Shard, ShardId};

/// Changes of all graphs together, some 50 bytes each. A session of a large project has no room to keep open all shards that
/// both sides changed, but for this it has.
const CHANGES: usize = 1 << 20;

/// The graphs that were asked for, the least recently used one going first, up to 1,048,576 changes.
///
/// A graph belongs to heads: whoever asks says those that are stored, so that one of an earlier state, or of a state that was
/// never written, is not found.
#[derive(Debug)]
pub struct ChangeGraphs(Mutex<Lru<(Heads, Arc<ChangeGraph>)>>);

impl Default for ChangeGraphs {
    fn default() -> Self {
        Self(Mutex::new(Lru::new(CHANGES)))
    }
}

impl ChangeGraphs {
    /// The graph of a shard at these heads, if it was kept.
    pub fn get(&self, shard: &ShardId, heads: &Heads) -> Option<Arc<ChangeGraph>> {
        let mut kept = self.kept();
        let (at, graph) = kept.take(shard)?;
        let found = (at == *heads).then(|| Arc::clone(&graph));
        let weight = graph.hashes().len();
        kept.put_weighing(*shard, (at, graph), weight);
        found
    }

    /// The graph of a shard, kept from now on.
    pub fn keep(&self, shard: &Shard) -> Arc<ChangeGraph> {
        let graph = Arc::new(shard.change_graph());
        self.kept().put_weighing(shard.id(), (shard.heads(), Arc::clone(&graph)), graph.hashes().len());
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
}
