//! Merging foreign shards: read, guard and merge without a lock; then lock, compare heads, and write or do it
//! again from what is there now.

use std::sync::Arc;

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{
    Content, Heads, Incoming, MergeCounts, Merged, Observation, Refusal, ReplicaError, Shard,
};
use rusqlite::Connection;

use crate::Store;
use crate::arrivals;
use crate::commit::{self, ShardWrite};
use crate::parallel::overlap;
use crate::shards::{self, ShardRow};

/// What is to be done for one incoming shard.
#[derive(Debug)]
enum Plan {
    /// Nothing: it holds no change that is not held here.
    Unchanged,
    /// The guard refused it.
    Refused(Refusal),
    /// What is stored here does not load, and what came is not the whole shard.
    Damaged(Refusal),
    /// To be written if the heads held are still these.
    Write {
        over: Option<Heads>,
        write: Box<ShardWrite>,
        /// What it is then, where somebody reads it.
        open: Option<Box<Shard>>,
    },
}

/// A shard, its observations, and its bytes.
type Whole = (Shard, Vec<Observation>, Vec<u8>);

impl Store {
    pub(crate) fn merge_all(&self, incoming: Vec<Incoming>) -> Result<Vec<Merged>, ReplicaError> {
        let mut merged: Vec<(usize, Merged)> = Vec::with_capacity(incoming.len());
        let plan = |incoming: Incoming| {
            let plan = self.reading(|connection| self.plan(connection, &incoming));
            (incoming, plan)
        };
        overlap(incoming, plan, |results| {
            self.write_as_they_come(results, |transaction, at, (incoming, plan)| {
                let (result, wrote) = self.carry_out(transaction, &incoming, plan?)?;
                merged.push((at, Merged { shard: incoming.shard, result }));
                Ok::<_, ReplicaError>(wrote)
            })
        })?;
        merged.sort_unstable_by_key(|(at, _)| *at);
        Ok(merged.into_iter().map(|(_, merged)| merged).collect())
    }

    /// Guards and merges over what is stored, writing nothing.
    fn plan(&self, connection: &Connection, incoming: &Incoming) -> Result<Plan, ReplicaError> {
        let row = shards::find(connection, &incoming.shard)?;
        let Some((row, heads)) = row.as_ref().and_then(|row| Some((row, row.held()?))) else {
            return plan_absent(connection, row.as_ref(), incoming, None);
        };
        if *heads == incoming.heads && row.kind == incoming.kind {
            return Ok(Plan::Unchanged);
        }
        let ours = match self.loaded_at(&row.id, heads) {
            Some(shard) => shard,
            None => match shards::admit(row, &shards::stored(connection, row)?) {
                Ok(shard) => Arc::new(shard),
                Err(refusal) => {
                    return match &incoming.content {
                        Content::Snapshot(_) => plan_absent(connection, Some(row), incoming, Some(heads)),
                        Content::Changes(_) => Ok(Plan::Damaged(refusal)),
                    };
                }
            },
        };
        match merge(&ours, incoming) {
            Err(refusal) => Ok(Plan::Refused(refusal)),
            Ok(None) => Ok(Plan::Unchanged),
            Ok(Some(merged)) => {
                let open = self.is_read(&row.id).then(|| Box::new(merged.shard.clone()));
                self.graphs.follow(&merged.shard);
                // Something this store did not write: it goes on in another shard.
                let write = Box::new(ShardWrite::merged(row, merged)?);
                Ok(Plan::Write { over: Some(heads.clone()), write, open })
            }
        }
    }

    /// Writes a plan if it still fits what is stored, else makes and writes a new one. Says whether it wrote.
    fn carry_out(
        &self,
        connection: &Connection,
        incoming: &Incoming,
        mut planned: Plan,
    ) -> Result<(Result<MergeCounts, Refusal>, bool), ReplicaError> {
        let row = shards::find(connection, &incoming.shard)?;
        if let Plan::Write { over, .. } = &planned
            && row.as_ref().and_then(ShardRow::held) != over.as_ref()
        {
            planned = self.plan(connection, incoming)?;
        }
        match planned {
            Plan::Unchanged => Ok((Ok(MergeCounts::default()), false)),
            Plan::Write { write, open, .. } => {
                let (counts, rows) = commit::write_shard(connection, row.as_ref(), &write)?;
                arrivals::note(connection, &rows)?;
                if let Some(shard) = open {
                    self.keep_open(*shard);
                }
                Ok((Ok(counts), true))
            }
            Plan::Damaged(refusal) => {
                shards::mark_damaged(connection, &incoming.shard)?;
                Ok((Err(refusal), true))
            }
            Plan::Refused(refusal) => {
                if row.is_none() {
                    shards::remember_refused(connection, &incoming.shard, incoming.kind)?;
                }
                Ok((Err(refusal), row.is_none()))
            }
        }
    }
}

/// Guards a shard that is not held here, or not intact.
fn plan_absent(
    connection: &Connection,
    row: Option<&ShardRow>,
    incoming: &Incoming,
    over: Option<&Heads>,
) -> Result<Plan, ReplicaError> {
    let announced = announced(incoming);
    let admitted = match &incoming.content {
        // Stored as the bytes that came.
        Content::Snapshot(bytes) => guard::read_snapshot(bytes, &announced)
            .map(|(shard, observations)| (shard, observations, bytes.clone())),
        Content::Changes(changes) => {
            let genesis = Shard::create(incoming.shard, incoming.kind);
            guard::merge_changes(&genesis, changes, &announced)
                .map(|merged| (merged.shard, merged.observations, merged.snapshot))
        }
    };
    Ok(match admitted {
        Ok(admitted) => {
            let rescued = row.map(|row| rescue(connection, row, &admitted.0)).transpose()?.flatten();
            let (shard, observations, bytes) = rescued.unwrap_or(admitted);
            let write = Box::new(ShardWrite::fresh(row, &shard, observations, bytes, false)?);
            Plan::Write { over: over.cloned(), write, open: None }
        }
        Err(refusal) => Plan::Refused(refusal),
    })
}

/// A shard that came in the place of a spoilt one, with what was written here after the spoilt bytes: changes that are
/// whole themselves, and build on nothing that only those bytes held. `None` if there are none.
fn rescue(connection: &Connection, row: &ShardRow, came: &Shard) -> Result<Option<Whole>, ReplicaError> {
    let changes = shards::stored(connection, row)?.changes;
    if changes.is_empty() {
        return Ok(None);
    }
    let announced = Announced { shard: row.id, kind: came.kind(), heads: came.heads() };
    let extend = |shard: &Shard, changes: &[Vec<u8>]| {
        guard::merge_changes(shard, changes, &announced)
            .map(|merged| (merged.shard, merged.observations, merged.snapshot))
    };
    let whole = extend(came, &changes).ok().or_else(|| {
        changes.iter().fold(None, |whole: Option<Whole>, change| {
            let before = whole.as_ref().map_or(came, |(shard, ..)| shard);
            extend(before, std::slice::from_ref(change)).ok().or(whole)
        })
    });
    Ok(whole.filter(|(shard, ..)| shard.heads() != came.heads()))
}

/// What is there after the merge; none where that is what was there before.
fn merge(ours: &Shard, incoming: &Incoming) -> Result<Option<guard::Merged>, Refusal> {
    let announced = announced(incoming);
    let merged = match &incoming.content {
        Content::Changes(changes) => guard::merge_changes(ours, changes, &announced)?,
        Content::Snapshot(bytes) => {
            let (theirs, observations) = guard::read_snapshot(bytes, &announced)?;
            if ours.contains_all(theirs.heads().as_slice()) {
                return Ok(None);
            }
            let changes = theirs.changes_since(&ours.heads());
            if theirs.contains_all(ours.heads().as_slice()) {
                guard::Merged { shard: theirs, observations, snapshot: bytes.clone(), changes }
            } else {
                guard::merge_changes(ours, &changes, &announced)?
            }
        }
    };
    Ok(Some(merged).filter(|merged| merged.shard.heads() != ours.heads()))
}

fn announced(incoming: &Incoming) -> Announced {
    Announced { shard: incoming.shard, kind: incoming.kind, heads: incoming.heads.clone() }
}
