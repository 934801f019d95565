//! Shards in which each side has what the other lacks: comparing changes by short hashes
//! (`docs/protocol.md`, section 4.1).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use fieldmesh_document::{ChangeHash, DeclineReason, ReplicaError, ShardId};

use super::core::{Core, Role, at_most, invalid};
use super::send::{How, Sender};
use crate::error::SessionError;
use crate::limits::{HASHES, HASHES_OPEN, PAGE};
use crate::message::Message;
use crate::request::{Ask, Told};

type Short = [u8; 8];

/// Hashes in one message.
const HASHES_PAGE: usize = PAGE / 8;

#[derive(Debug, Default)]
pub(super) struct Partial {
    /// Shards whose exchange of hashes has not ended.
    unresolved: u64,
    /// Shards whose own hashes are to be read; with the other side's, on the responder.
    unread: VecDeque<(ShardId, HashSet<Short>)>,
    reading: Option<(ShardId, HashSet<Short>)>,
    /// Lists that are being sent, page by page.
    sending: VecDeque<(ShardId, Vec<Short>)>,
    /// The list that is arriving.
    arriving: Option<(ShardId, HashSet<Short>)>,
    /// Responder: shards whose hashes will come.
    expected: u64,
    /// Responder: shards whose hashes came.
    seen: BTreeSet<ShardId>,
    /// Initiator: our changes of the shards without answer.
    open: HashMap<ShardId, HashMap<Short, ChangeHash>>,
    /// Initiator: how many changes those are.
    open_hashes: usize,
}

impl Partial {
    /// Initiator: both have what the other lacks.
    pub(super) fn add(&mut self, shard: ShardId) {
        self.unread.push_back((shard, HashSet::new()));
        self.unresolved += 1;
    }

    /// Responder: how many such shards the initiator found.
    pub(super) fn expect(&mut self, core: &Core, partial: u64) -> Result<(), SessionError> {
        self.unresolved = partial;
        self.expected = partial;
        at_most("partial shards", partial, core.agreed.len() as u64)
    }

    /// Shards of which it is not known yet what to send.
    pub(super) const fn unresolved(&self) -> u64 {
        self.unresolved
    }

    /// What the replica is to be asked next.
    pub(super) fn request(&mut self) -> Option<Ask> {
        if self.reading.is_some() || self.open_hashes * 8 > HASHES_OPEN {
            return None;
        }
        self.reading = self.unread.pop_front();
        self.reading.as_ref().map(|(shard, _)| Ask::ChangeHashes(*shard))
    }

    /// The hashes of our own changes of a shard.
    pub(super) fn told(
        &mut self,
        core: &mut Core,
        sender: &mut Sender,
        result: Result<Told, ReplicaError>,
    ) -> Result<(), SessionError> {
        let (shard, mut theirs) = self.reading.take().ok_or(SessionError::Reply)?;
        let mut hashes = match result {
            Ok(Told::ChangeHashes(hashes)) => hashes,
            Ok(_) => return Err(SessionError::Reply),
            // It is skipped, by both sides; the exchange goes on with an empty list.
            Err(ReplicaError::NotHeld { .. } | ReplicaError::Damaged { .. }) => {
                core.decline(shard, DeclineReason::Damaged);
                theirs.clear();
                Vec::new()
            }
            Err(error) => return Err(SessionError::Replica(error)),
        };
        match core.role {
            Role::Initiator => {
                hashes.truncate(HASHES);
                let short: Vec<Short> = hashes.iter().map(|hash| core.short(hash)).collect();
                self.open_hashes += short.len();
                self.open.insert(shard, short.iter().copied().zip(hashes).collect());
                self.sending.push_back((shard, short));
            }
            Role::Responder => {
                hashes.retain(|hash| !theirs.remove(&core.short(hash)));
                self.sending.push_back((shard, theirs.into_iter().collect()));
                sender.add(shard, How::ByHash(hashes));
                self.unresolved = self.unresolved.saturating_sub(1);
            }
        }
        Ok(())
    }

    /// Responder: a page of the initiator's hashes of a shard.
    pub(super) fn hashes(
        &mut self,
        core: &Core,
        shard: ShardId,
        page: &[u8],
        last: bool,
    ) -> Result<(), SessionError> {
        let partial = core.agreed.get(&shard).is_some_and(|a| a.mine.is_some() && a.theirs.is_some() && !a.ahead);
        let planned = (self.seen.len() as u64) < self.expected;
        if core.role != Role::Responder || !partial || !planned || self.seen.contains(&shard) {
            return Err(SessionError::Unexpected { message: "Hashes" });
        }
        if let Some(list) = self.arrive("Hashes", shard, page, last)? {
            self.seen.insert(shard);
            self.unread.push_back((shard, list));
        }
        Ok(())
    }

    /// Initiator: a page of the hashes that the responder asks for.
    pub(super) fn lacks(
        &mut self,
        core: &Core,
        sender: &mut Sender,
        shard: ShardId,
        page: &[u8],
        last: bool,
    ) -> Result<(), SessionError> {
        if core.role != Role::Initiator || !self.open.contains_key(&shard) {
            return Err(SessionError::Unexpected { message: "Lacks" });
        }
        if let Some(asked) = self.arrive("Lacks", shard, page, last)?
            && let Some(own) = self.open.remove(&shard)
        {
            self.open_hashes = self.open_hashes.saturating_sub(own.len());
            let hashes = asked.iter().filter_map(|short| own.get(short).copied()).collect();
            sender.add(shard, How::ByHash(hashes));
            self.unresolved = self.unresolved.saturating_sub(1);
        }
        Ok(())
    }

    /// Sends what there is room for.
    pub(super) fn produce(&mut self, core: &mut Core) {
        while core.outbox.has_room()
            && let Some((shard, list)) = self.sending.front_mut()
        {
            let shard = *shard;
            let rest = list.split_off(list.len().min(HASHES_PAGE));
            let page = std::mem::replace(list, rest).concat();
            let last = list.is_empty();
            if last {
                self.sending.pop_front();
            }
            core.outbox.push(&match core.role {
                Role::Initiator => Message::Hashes { shard, hashes: &page, last },
                Role::Responder => Message::Lacks { shard, hashes: &page, last },
            });
        }
    }

    /// Adds a page to the list that is arriving, and gives it when it is whole.
    fn arrive(
        &mut self,
        message: &'static str,
        shard: ShardId,
        page: &[u8],
        last: bool,
    ) -> Result<Option<HashSet<Short>>, SessionError> {
        let (of, mut list) = self.arriving.take().unwrap_or((shard, HashSet::new()));
        let (shorts, []) = page.as_chunks::<8>() else {
            return Err(invalid(message, "its length is no multiple of 8"));
        };
        if of != shard || (shorts.is_empty() && !last) {
            return Err(invalid(message, "a list was not ended"));
        }
        list.extend(shorts);
        at_most("hashes of a shard", list.len() as u64, HASHES as u64)?;
        if last {
            return Ok(Some(list));
        }
        self.arriving = Some((shard, list));
        Ok(None)
    }
}
