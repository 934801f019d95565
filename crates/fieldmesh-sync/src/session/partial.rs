//! Shards in which each side has what the other lacks: comparing changes by short hashes
//! (`docs/protocol.md`, section 4.1).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use fieldmesh_document::{ChangeHash, DeclineReason, ReplicaError, ShardId};

use super::core::{Core, Role, at_most, invalid};
use super::send::{How, Sender};
use crate::error::SessionError;
use crate::limits::{HASHES, HASHES_OPEN, HASHES_TO_SEND, HASHES_UNANSWERED, PAGE};
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
    sending: VecDeque<Sending>,
    /// The list that is arriving.
    arriving: Option<(ShardId, HashSet<Short>)>,
    /// Responder: shards whose hashes will come.
    expected: u64,
    /// Responder: shards whose hashes came.
    seen: BTreeSet<ShardId>,
    /// Initiator: our changes of the shards without answer.
    open: HashMap<ShardId, HashMap<Short, ChangeHash>>,
    /// Initiator: how many changes those are. Responder: how many hashes came whose answer is not sent.
    open_hashes: usize,
}

#[derive(Debug)]
struct Sending {
    shard: ShardId,
    list: Vec<Short>,
    /// Responder: how many hashes it answers.
    answers: usize,
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

    /// What the replica is to be asked next. `to_send` hashes wait in the sender, which needs nothing from here
    /// to go on.
    pub(super) fn request(&mut self, core: &Core, to_send: usize) -> Option<Ask> {
        let open = core.role == Role::Initiator && self.open_hashes > HASHES_OPEN;
        if self.reading.is_some() || open || to_send > HASHES_TO_SEND {
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
        let answers = theirs.len();
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
                self.sending.push_back(Sending { shard, list: short, answers: 0 });
            }
            Role::Responder => {
                hashes.retain(|hash| !theirs.remove(&core.short(hash)));
                let mut list: Vec<Short> = theirs.into_iter().collect();
                // One meeting sounds like another.
                list.sort_unstable();
                self.sending.push_back(Sending { shard, list, answers });
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
        let arrived = self.arriving.as_ref().map_or(0, |(_, list)| list.len());
        let list = self.arrive("Hashes", shard, page, last)?;
        let whole = list.as_ref().map(HashSet::len);
        let arrives = self.arriving.as_ref().map_or(0, |(_, list)| list.len());
        self.open_hashes += whole.unwrap_or(arrives) - arrived;
        at_most("hashes without answer", self.open_hashes as u64, HASHES_UNANSWERED as u64)?;
        if let Some(list) = list {
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
            && let Some(Sending { shard, list, answers }) = self.sending.front_mut()
        {
            let (shard, answers) = (*shard, *answers);
            let rest = list.split_off(list.len().min(HASHES_PAGE));
            let page = std::mem::replace(list, rest).concat();
            let last = list.is_empty();
            if last {
                self.sending.pop_front();
                self.open_hashes = self.open_hashes.saturating_sub(answers);
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

#[cfg(test)]
mod tests {
    use fieldmesh_document::{Heads, ShardKind};

    use super::*;
    use crate::session::core::Agreed;

    struct Side {
        core: Core,
        partial: Partial,
        sender: Sender,
        changes: HashMap<ShardId, Vec<ChangeHash>>,
    }

    impl Side {
        fn new(role: Role, changes: HashMap<ShardId, Vec<ChangeHash>>) -> Self {
            let mut core = Core::new();
            core.role = role;
            for shard in changes.keys() {
                let heads = Some(Heads::new([ChangeHash([1; 32])]));
                let agreed =
                    Agreed { kind: ShardKind::OBSERVATIONS, mine: heads.clone(), theirs: heads, ahead: false };
                core.agreed.insert(*shard, agreed);
            }
            let mut sender = Sender::default();
            sender.announce(&mut core, 0);
            core.outbox.clear();
            Self { core, partial: Partial::default(), sender, changes }
        }

        /// Lets the replica answer and the sender send; whether there was anything to do.
        fn work(&mut self) -> bool {
            let ask = self.partial.request(&self.core, self.sender.hashes());
            if let Some(Ask::ChangeHashes(shard)) = &ask {
                let told = Told::ChangeHashes(self.changes[shard].clone());
                self.partial.told(&mut self.core, &mut self.sender, Ok(told)).unwrap();
            } else {
                while self.sender.request(&mut self.core).is_some() {
                    self.sender.told(&mut self.core, Ok(Told::Changes(Vec::new()))).unwrap();
                    self.sender.produce(&mut self.core, true);
                }
            }
            self.partial.produce(&mut self.core);
            ask.is_some()
        }

        fn hear(&mut self, messages: &[u8]) -> Result<(), SessionError> {
            let mut rest = messages;
            while !rest.is_empty() {
                let (message, after) = postcard::take_from_bytes::<Message<'_>>(rest).unwrap();
                rest = after;
                match message {
                    Message::Hashes { shard, hashes, last } => {
                        self.partial.hashes(&self.core, shard, hashes, last)?;
                    }
                    Message::Lacks { shard, hashes, last } => {
                        self.partial.lacks(&self.core, &mut self.sender, shard, hashes, last)?;
                    }
                    _ => {}
                }
            }
            Ok(())
        }
    }

    /// Changes of which both sides have half, and each a quarter of its own.
    fn changes(sizes: &[usize], own: u8) -> HashMap<ShardId, Vec<ChangeHash>> {
        let hash = |n: usize, size: usize| {
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&n.to_le_bytes());
            hash[8] = if n < size / 2 { 0 } else { own };
            ChangeHash(hash)
        };
        let shard = |n: usize| ShardId::from_bytes([n as u8; 16]);
        sizes.iter().enumerate().map(|(n, size)| (shard(n), (0..*size).map(|k| hash(k, *size)).collect())).collect()
    }

    #[test]
    fn the_longest_lists_pass_and_never_more_wait_than_may() {
        let sizes = [HASHES, 10, HASHES, HASHES_OPEN, 1, HASHES, 0, HASHES];
        let mut initiator = Side::new(Role::Initiator, changes(&sizes, 1));
        let mut responder = Side::new(Role::Responder, changes(&sizes, 2));
        initiator.changes.keys().for_each(|shard| initiator.partial.add(*shard));
        responder.partial.expect(&responder.core, sizes.len() as u64).unwrap();
        let mut most = 0;
        while initiator.partial.unresolved() + responder.partial.unresolved() > 0 {
            let mut moved = initiator.work();
            // The slower the responder, the more waits.
            while let Some(frame) = initiator.core.outbox.frame([0; 4]) {
                moved = true;
                responder.hear(&frame[5..]).unwrap();
                initiator.work();
                most = most.max(responder.partial.open_hashes);
            }
            moved |= responder.work();
            while let Some(frame) = responder.core.outbox.frame([0; 4]) {
                moved = true;
                initiator.hear(&frame[5..]).unwrap();
            }
            assert!(moved, "both sides wait for each other");
        }
        assert!(most > HASHES && most <= HASHES_UNANSWERED, "{most} hashes waited");
        assert_eq!((initiator.partial.open_hashes, responder.partial.open_hashes), (0, 0));
    }

    #[test]
    fn lists_beyond_what_may_wait_are_refused() {
        let sizes = [HASHES, HASHES];
        let mut responder = Side::new(Role::Responder, changes(&sizes, 2));
        responder.partial.expect(&responder.core, 2).unwrap();
        let refused = changes(&sizes, 1).into_iter().find_map(|(shard, list)| {
            let short: Vec<Short> = list.iter().map(|hash| responder.core.short(hash)).collect();
            let pages = short.chunks(HASHES_PAGE);
            let last = pages.len() - 1;
            pages.enumerate().find_map(|(n, page)| {
                responder.partial.hashes(&responder.core, shard, &page.concat(), n == last).err()
            })
        });
        let error = refused.unwrap();
        assert!(matches!(error, SessionError::TooMuch { limit: 294_912, .. }), "{error:?}");
    }
}
