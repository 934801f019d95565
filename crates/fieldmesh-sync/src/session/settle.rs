//! The frontier: what both sides must have recorded by now (`docs/protocol.md`, section 4.4).

use std::collections::VecDeque;

use fieldmesh_document::{Heads, Inventory, RecordsDigest, ReplicaError, ShardEntry, ShardId};

use super::core::Core;
use crate::error::SessionError;
use crate::request::{Ask, Told};

#[derive(Debug, Default)]
pub(super) struct Settle {
    step: Step,
    /// Shards whose newest announced changes the replica is asked for.
    unasked: VecDeque<(ShardId, Heads)>,
}

#[derive(Debug, Default)]
enum Step {
    #[default]
    Idle,
    Inventory {
        asked: bool,
    },
    Frontiers {
        asked: bool,
    },
    Finished(RecordsDigest),
}

impl Settle {
    /// Begins, after everything is durable.
    pub(super) fn start(&mut self, core: &mut Core) {
        let came = core
            .agreed
            .iter()
            .any(|(shard, agreed)| agreed.kind.is_data() && !agreed.ahead && !core.declined.contains_key(shard));
        if came {
            self.step = Step::Inventory { asked: false };
        } else {
            self.finish(core);
        }
    }

    /// The digest of the frontier, once it is known.
    pub(super) const fn digest(&self) -> Option<RecordsDigest> {
        match self.step {
            Step::Finished(digest) => Some(digest),
            _ => None,
        }
    }

    pub(super) fn request(&mut self) -> Option<Ask> {
        match &mut self.step {
            Step::Inventory { asked } if !*asked => {
                *asked = true;
                Some(Ask::Inventory)
            }
            Step::Frontiers { asked } if !*asked => {
                let (shard, of) = self.unasked.front()?;
                *asked = true;
                Some(Ask::Frontier { shard: *shard, of: of.clone() })
            }
            _ => None,
        }
    }

    pub(super) fn told(&mut self, core: &mut Core, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        let told = match result {
            // Announced, and not even begun to arrive.
            Err(ReplicaError::NotHeld { .. }) => Told::Frontier(None),
            other => other.map_err(SessionError::Replica)?,
        };
        match (&mut self.step, told) {
            (Step::Inventory { .. }, Told::Inventory(now)) => {
                self.compare(core, &now);
                self.step = Step::Frontiers { asked: false };
            }
            (Step::Frontiers { asked }, Told::Frontier(frontier)) => {
                *asked = false;
                let (shard, _) = self.unasked.pop_front().ok_or(SessionError::Reply)?;
                let frontier = frontier.ok_or(SessionError::NotArrived { shard })?;
                core.record(shard, frontier);
            }
            _ => return Err(SessionError::Reply),
        }
        if matches!(self.step, Step::Frontiers { .. }) && self.unasked.is_empty() {
            self.finish(core);
        }
        Ok(())
    }

    /// A shard that is now exactly what the other side announced holds all that this side had, too. Of any
    /// other, the replica must tell.
    fn compare(&mut self, core: &mut Core, now: &Inventory) {
        let mut arrived = Vec::new();
        for (shard, agreed) in &core.agreed {
            if !agreed.kind.is_data() || agreed.ahead || core.declined.contains_key(shard) {
                continue;
            }
            let Some(theirs) = &agreed.theirs else { continue };
            if now.get(shard).and_then(ShardEntry::heads) == Some(theirs) {
                arrived.push((*shard, theirs.clone()));
            } else {
                let both = agreed.mine.as_ref().map_or_else(|| theirs.clone(), |mine| mine.union(theirs));
                self.unasked.push_back((*shard, both));
            }
        }
        for (shard, heads) in arrived {
            core.record(shard, heads);
        }
    }

    fn finish(&mut self, core: &mut Core) {
        for shard in core.declined.keys() {
            let listed = core.inventory.remove(shard).map(|entry| entry.kind);
            let kind = listed.or_else(|| core.agreed.get(shard).map(|agreed| agreed.kind));
            core.without_exception &= kind.is_some_and(|kind| !kind.is_data());
        }
        self.step = Step::Finished(core.inventory.records_digest());
    }
}
