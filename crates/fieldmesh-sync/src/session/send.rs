//! Sending shards (`docs/protocol.md`, sections 4.1 and 4.2).

use std::collections::VecDeque;

use fieldmesh_document::{ChangeHash, DeclineReason, Heads, ReplicaError, ShardId, Snapshot};

use super::core::Core;
use crate::error::SessionError;
use crate::limits::{CHANGES, CREDIT, HEADS, ITEM_SENT, PIECE, SNAPSHOT};
use crate::message::{Form, ItemHeader, Message};
use crate::outcome::{Direction, Stage};
use crate::request::{Ask, Told};

/// How a shard is sent.
#[derive(Debug)]
pub(super) enum How {
    /// As a snapshot.
    Whole,
    /// What a holder of these heads lacks.
    Since(Heads),
    /// These changes.
    ByHash(Vec<ChangeHash>),
    /// Not: it cannot be read.
    Skip(DeclineReason),
}

impl How {
    const fn hashes(&self) -> usize {
        match self {
            Self::ByHash(hashes) => hashes.len(),
            Self::Whole | Self::Since(_) | Self::Skip(_) => 0,
        }
    }
}

/// Above so many bytes of changes, it is worth asking whether the snapshot is smaller.
const SNAPSHOT_WORTH_ASKING: usize = 8 << 10;

/// Items below this are not packed: the pieces of a session are mostly larger.
const WORTH_PACKING: usize = 256;

/// Snapshots above this are not packed: their columns are deflated, and packing takes next to nothing off.
const DEFLATED: usize = 4 << 10;

#[derive(Debug, Default)]
pub(super) struct Sender {
    jobs: VecDeque<(ShardId, How)>,
    /// Hashes in those jobs.
    hashes: usize,
    reading: Option<Reading>,
    /// Changes that are large: the snapshot is read to see whether it is smaller.
    large: Option<(ShardId, Option<Packed>)>,
    current: Option<Cutting>,
    unacknowledged: u64,
    flushed: bool,
    planned: bool,
    end_sent: bool,
}

/// What the replica is being asked.
#[derive(Debug)]
enum Reading {
    Changes(ShardId),
    /// With the changes that would do instead.
    Snapshot(ShardId, Option<Packed>),
}

/// An item being cut into pieces.
#[derive(Debug)]
struct Cutting {
    header: ItemHeader,
    bytes: Vec<u8>,
    at: usize,
    announced: bool,
}

/// Bytes of an item as they travel.
#[derive(Debug)]
struct Packed {
    bytes: Vec<u8>,
    packed: bool,
    unpacked: usize,
}

impl Sender {
    pub(super) fn add(&mut self, shard: ShardId, how: How) {
        self.hashes += how.hashes();
        self.jobs.push_back((shard, how));
    }

    /// Hashes of changes that wait to be sent.
    pub(super) const fn hashes(&self) -> usize {
        self.hashes
    }

    /// Promises how many items will come: those known, and one for each partial shard.
    pub(super) fn announce(&mut self, core: &mut Core, partial: u64) {
        let items = self.jobs.len() as u64 + partial;
        self.planned = true;
        core.outbox.push(&Message::Plan { items, partial });
        core.start(Stage::Records, Direction::Sending, items);
    }

    /// Whether everything was sent and taken.
    pub(super) const fn is_finished(&self) -> bool {
        self.end_sent && self.unacknowledged == 0
    }

    /// What the replica is to be asked next.
    pub(super) fn request(&mut self, core: &mut Core) -> Option<Ask> {
        if !self.planned || self.reading.is_some() || self.current.is_some() || !core.outbox.has_room() {
            return None;
        }
        if let Some((shard, changes)) = self.large.take() {
            self.reading = Some(Reading::Snapshot(shard, changes));
            return Some(Ask::Snapshot(shard));
        }
        let (shard, how) = self.next_job(core)?;
        let (reading, ask) = match how {
            How::Since(have) => (Reading::Changes(shard), Ask::ChangesSince { shard, have }),
            How::ByHash(hashes) => (Reading::Changes(shard), Ask::ChangesByHash { shard, hashes }),
            How::Whole | How::Skip(_) => (Reading::Snapshot(shard, None), Ask::Snapshot(shard)),
        };
        self.reading = Some(reading);
        Some(ask)
    }

    /// What the replica told.
    pub(super) fn told(&mut self, core: &mut Core, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        match (self.reading.take(), result) {
            (Some(Reading::Changes(shard)), Ok(Told::Changes(changes))) => {
                let list = postcard::to_stdvec(&changes).map_err(|_| SessionError::Reply)?;
                let small = list.len() < SNAPSHOT_WORTH_ASKING;
                match pack(list, CHANGES, CHANGES) {
                    Some(packed) if small => self.cut_changes(core, shard, packed),
                    packed => self.large = Some((shard, packed)),
                }
            }
            (Some(Reading::Snapshot(shard, changes)), Ok(Told::Snapshot(snapshot))) => {
                self.smaller(core, shard, snapshot, changes);
            }
            // A shard that cannot be read does not stop the others.
            (
                Some(Reading::Changes(shard) | Reading::Snapshot(shard, None)),
                Err(ReplicaError::NotHeld { .. } | ReplicaError::Damaged { .. }),
            ) => skip(core, shard, DeclineReason::Damaged),
            (
                Some(Reading::Snapshot(shard, Some(changes))),
                Err(ReplicaError::NotHeld { .. } | ReplicaError::Damaged { .. }),
            ) => self.cut_changes(core, shard, changes),
            (_, Err(error)) => return Err(SessionError::Replica(error)),
            _ => return Err(SessionError::Reply),
        }
        Ok(())
    }

    /// The receiver's replica took some of it, and refused some.
    pub(super) fn credit(
        &mut self,
        core: &mut Core,
        cost: u64,
        refused: Vec<(ShardId, DeclineReason)>,
    ) -> Result<(), SessionError> {
        self.unacknowledged = self
            .unacknowledged
            .checked_sub(cost)
            .ok_or(SessionError::Invalid { message: "Credit", what: "it is more than was sent" })?;
        self.flushed = false;
        for (shard, reason) in refused {
            if core.agreed.get(&shard).is_none_or(|agreed| agreed.mine.is_none()) {
                return Err(SessionError::Invalid {
                    message: "Credit",
                    what: "it refuses a shard that was not sent",
                });
            }
            core.decline(shard, reason);
        }
        Ok(())
    }

    /// Sends what there is room and credit for. `more` says that jobs may still be added.
    pub(super) fn produce(&mut self, core: &mut Core, more: bool) {
        while core.outbox.has_room()
            && let Some(cutting) = &mut self.current
        {
            if !cutting.announced {
                let cost = cutting.header.cost();
                if self.unacknowledged > 0 && self.unacknowledged + cost > CREDIT {
                    if !self.flushed {
                        self.flushed = true;
                        core.outbox.push(&Message::Flush);
                    }
                    return;
                }
                self.unacknowledged += cost;
                cutting.announced = true;
                core.outbox.push(&Message::Item(cutting.header.clone()));
            }
            let rest = cutting.bytes.get(cutting.at..).unwrap_or_default();
            let piece = rest.get(..PIECE).unwrap_or(rest);
            core.outbox.push(&Message::Piece(piece));
            cutting.at += piece.len();
            if cutting.at >= cutting.bytes.len() {
                self.current = None;
                core.step(Stage::Records, Direction::Sending, 1);
            }
        }
        if self.planned && self.current.is_none() && self.reading.is_none() {
            self.skip_declined(core);
        }
        let idle = self.jobs.is_empty() && self.reading.is_none() && self.large.is_none() && self.current.is_none();
        if self.planned && idle && !more && !self.end_sent {
            self.end_sent = true;
            core.outbox.push(&Message::End);
        }
    }

    /// The next job that needs the replica.
    fn next_job(&mut self, core: &mut Core) -> Option<(ShardId, How)> {
        self.skip_declined(core);
        if core.outbox.has_room() { self.pop_job() } else { None }
    }

    fn pop_job(&mut self) -> Option<(ShardId, How)> {
        let (shard, how) = self.jobs.pop_front()?;
        self.hashes = self.hashes.saturating_sub(how.hashes());
        Some((shard, how))
    }

    /// A shard that cannot be read, or that either side declined meanwhile, keeps its place in the plan and
    /// nothing more.
    fn skip_declined(&mut self, core: &mut Core) {
        while core.outbox.has_room()
            && let Some((shard, how)) = self.jobs.front()
            && let Some(reason) = match how {
                How::Skip(reason) => Some(*reason),
                _ => core.declined.get(shard).copied(),
            }
        {
            skip(core, *shard, reason);
            self.pop_job();
        }
    }

    fn smaller(&mut self, core: &mut Core, shard: ShardId, snapshot: Snapshot, changes: Option<Packed>) {
        let fits = snapshot.heads.as_slice().len() <= HEADS;
        let whole = if fits { pack(snapshot.bytes, DEFLATED, SNAPSHOT) } else { None };
        match (whole, changes) {
            (Some(whole), Some(changes)) if changes.bytes.len() <= whole.bytes.len() => {
                self.cut_changes(core, shard, changes);
            }
            (None, Some(changes)) => self.cut_changes(core, shard, changes),
            (Some(whole), _) => self.cut(core, shard, snapshot.heads, Form::Snapshot, whole),
            (None, None) => skip(core, shard, DeclineReason::Refused),
        }
    }

    /// Changes are announced with the heads of the inventory: the replica may hold newer ones by now.
    fn cut_changes(&mut self, core: &Core, shard: ShardId, packed: Packed) {
        let heads = core.agreed.get(&shard).and_then(|agreed| agreed.mine.clone()).unwrap_or_default();
        self.cut(core, shard, heads, Form::Changes, packed);
    }

    fn cut(&mut self, core: &Core, shard: ShardId, heads: Heads, form: Form, packed: Packed) {
        let Some(kind) = core.agreed.get(&shard).map(|agreed| agreed.kind) else {
            return;
        };
        let header = ItemHeader {
            shard,
            kind,
            heads,
            form,
            packed: packed.packed,
            sent: packed.bytes.len() as u64,
            unpacked: packed.unpacked as u64,
        };
        self.current = Some(Cutting { header, bytes: packed.bytes, at: 0, announced: false });
    }
}

fn skip(core: &mut Core, shard: ShardId, reason: DeclineReason) {
    core.decline(shard, reason);
    core.outbox.push(&Message::Skip { shard, reason });
    core.step(Stage::Records, Direction::Sending, 1);
}

/// The bytes as they travel: packed where that helps, which is tried up to a size; `None` when they exceed a
/// limit in both forms.
fn pack(bytes: Vec<u8>, tried: usize, limit: usize) -> Option<Packed> {
    let unpacked = bytes.len();
    if unpacked > limit || unpacked == 0 {
        return None;
    }
    if (WORTH_PACKING..=tried).contains(&unpacked)
        && let Ok(smaller) = zstd::bulk::compress(&bytes, 3)
        && smaller.len() + smaller.len() / 32 < unpacked
    {
        return (smaller.len() <= ITEM_SENT).then_some(Packed { bytes: smaller, packed: true, unpacked });
    }
    (unpacked <= ITEM_SENT).then_some(Packed { bytes, packed: false, unpacked })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_packed_only_where_that_helps_and_never_beyond_the_limits() {
        let mut noise = vec![0; 10_000];
        blake3::Hasher::new().finalize_xof().fill(&mut noise);
        let packed = pack(noise, SNAPSHOT, SNAPSHOT).unwrap();
        assert!(!packed.packed && packed.bytes.len() == packed.unpacked);

        let packed = pack(vec![7; 5 << 20], CHANGES, CHANGES).unwrap();
        assert!(packed.packed && packed.bytes.len() < 10_000 && packed.unpacked == 5 << 20);
        assert!(pack(vec![7; DEFLATED], DEFLATED, SNAPSHOT).unwrap().packed);
        assert!(!pack(vec![7; DEFLATED + 1], DEFLATED, SNAPSHOT).unwrap().packed);

        assert!(pack(vec![7; SNAPSHOT + 1], DEFLATED, SNAPSHOT).is_none());
        assert!(pack(Vec::new(), DEFLATED, SNAPSHOT).is_none());
    }
}
