//! Which changes of a shard build on which, kept for sessions: it takes far less room than the shard.

use std::sync::{Arc, MutexGuard, PoisonError};

use fieldmesh_document::{ChangeGraph, Heads, ReplicaError, Shard, ShardId};

use crate::lru::Lru;
use crate::{Store, shards};

impl Store {
    /// The graph of a shard as it is stored; the shard is loaded only where it was not asked for in this state.
    pub(crate) fn graph(&self, id: &ShardId) -> Result<Arc<ChangeGraph>, ReplicaError> {
        let row = self.reading(|connection| shards::find(connection, id))?;
        let kept = self.graphs().take(id);
        if let Some((heads, graph)) = kept
            && row.as_ref().and_then(shards::ShardRow::held) == Some(&heads)
        {
            self.keep_graph(*id, heads, &graph);
            return Ok(graph);
        }
        let shard = self.shard(id)?;
        let graph = Arc::new(shard.change_graph());
        self.keep_graph(*id, shard.heads(), &graph);
        Ok(graph)
    }

    /// The graph of what a shard is about to be, where somebody asked for that of what it is.
    pub(crate) fn next_graph(&self, shard: &Shard) -> Option<Arc<ChangeGraph>> {
        let is_asked_for = self.graphs().get(&shard.id()).is_some();
        is_asked_for.then(|| Arc::new(shard.change_graph()))
    }

    /// Whoever asks for it compares the heads with those that are stored.
    pub(crate) fn keep_graph(&self, id: ShardId, heads: Heads, graph: &Arc<ChangeGraph>) {
        self.graphs().put_weighing(id, (heads, Arc::clone(graph)), graph.hashes().len());
    }

    fn graphs(&self) -> MutexGuard<'_, Lru<(Heads, Arc<ChangeGraph>)>> {
        self.graphs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
