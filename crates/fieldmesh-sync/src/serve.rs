//! Executes what a session asks for on any replica.

use std::sync::atomic::{AtomicBool, Ordering};

use fieldmesh_document::{Replica, ReplicaError};

use crate::request::{Ask, Reply, Request, Told};

/// How often what is wanted is listed while other sessions end. After that a content may come twice.
const TRIES: u32 = 3;

/// Does what a session asks for. It blocks as long as the replica does; different lanes may be served by
/// different threads at the same time.
pub fn serve(request: Request, replica: &dyn Replica) -> Reply {
    let Request { lane, ask } = request;
    Reply { lane, result: execute(ask, replica) }
}

/// The same, a merge of many shards a few at a time; `None` when it was stopped between two of them.
pub(crate) fn serve_unless(request: Request, replica: &dyn Replica, stopped: &AtomicBool) -> Option<Reply> {
    let is_stopped = || stopped.load(Ordering::Relaxed);
    if is_stopped() {
        return None;
    }
    let Request { lane, ask: Ask::Merge(mut rest) } = request else { return Some(serve(request, replica)) };
    let mut merged = Vec::with_capacity(rest.len());
    while !rest.is_empty() {
        if is_stopped() {
            return None;
        }
        let later = rest.split_off(rest.len().min(AT_ONCE));
        match replica.merge(std::mem::replace(&mut rest, later)) {
            Ok(some) => merged.extend(some),
            Err(error) => return Some(Reply::failed(lane, error)),
        }
    }
    Some(Reply { lane, result: Ok(Told::Merged(merged)) })
}

/// Shards merged between two looks at whether a person stopped it: what both kinds of replica take at once, and less than
/// a second.
const AT_ONCE: usize = 16;

fn execute(ask: Ask, replica: &dyn Replica) -> Result<Told, ReplicaError> {
    Ok(match ask {
        Ask::Inventory => Told::Inventory(replica.inventory()?),
        Ask::WantedCount => Told::WantedCount(replica.wanted_count()?),
        Ask::Wanted => wanted(replica)?,
        Ask::Frontier { shard, of } => Told::Frontier(replica.change_graph(&shard)?.frontier(&of)),
        Ask::ChangeHashes(shard) => Told::ChangeHashes(replica.change_graph(&shard)?.hashes().to_vec()),
        Ask::Snapshot(shard) => Told::Snapshot(replica.snapshot(&shard)?),
        Ask::ChangesSince { shard, have } => Told::Changes(replica.changes_since(&shard, &have)?),
        Ask::ChangesByHash { shard, hashes } => Told::Changes(replica.load(&shard)?.changes(&hashes)),
        Ask::Held(ids) => Told::Held(replica.held(&ids)?),
        Ask::ReadPiece { id, offset, max } => Told::Piece(replica.read_piece(&id, offset, max)?),
        Ask::Merge(incoming) => Told::Merged(replica.merge(incoming)?),
        Ask::WritePiece { want, offset, bytes } => Told::Written(replica.write_piece(&want, offset, &bytes)?),
        Ask::Quarantine(id) => {
            replica.quarantine(&id)?;
            Told::Done
        }
        Ask::Commit => {
            replica.commit()?;
            Told::Done
        }
    })
}

/// What is wanted, and a claim to all of it that no other session fetches.
fn wanted(replica: &dyn Replica) -> Result<Told, ReplicaError> {
    let Some(claims) = replica.claims() else { return Ok(Told::Wanted(replica.wanted()?, None)) };
    let mut tries = 0;
    loop {
        let before = claims.ended();
        let wants = replica.wanted()?;
        let claim = claims.claim(wants.iter().map(|want| want.id));
        tries += 1;
        // What was listed and is free only since then may have come meanwhile.
        if claims.ended() == before || tries == TRIES {
            return Ok(Told::Wanted(wants, Some(claim)));
        }
    }
}
