//! Finding out which shards differ, and who has what of them (`docs/protocol.md`, section 4.1).

use std::collections::{BTreeMap, VecDeque};

use fieldmesh_document::{
    BUCKETS, DeclineReason, Heads, ReplicaError, ShardEntry, ShardId, ShardKind, ShardState, bucket_of,
};

use super::core::{Agreed, Core, Role, at_most, invalid};
use super::partial::Partial;
use super::send::{How, Sender};
use crate::error::SessionError;
use crate::limits::{FEW_SHARDS, HEADS, INVENTORY, LINES, PAGE};
use crate::message::{Answer, AnswerState, Line, Message, heads_size};
use crate::request::Ask;

#[derive(Debug)]
pub(super) struct Compare {
    step: Step,
    /// One bit for each bucket that differs.
    differ: Vec<u8>,
    /// The other side's lines, in the order of their ids.
    lines: BTreeMap<ShardId, (ShardKind, TheirState)>,
    last_line: Option<ShardId>,
    bytes: usize,
    /// Shards that both hold in different states, with the other side's heads.
    unchecked: VecDeque<(ShardId, Heads)>,
    answers: VecDeque<Answer>,
    /// Our lines that are still to be sent.
    unsent: VecDeque<Line>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Start,
    WaitForBuckets,
    WaitForDiffer,
    SendLeaves,
    WaitForLeaves,
    WaitForAnswers,
    Check,
    SendAnswers,
    /// Only the responder: the initiator knows first which shards are partial.
    WaitForPlan,
    Finished,
}

#[derive(Debug)]
enum TheirState {
    Absent,
    Held { heads: Heads, has_all: bool },
    Declined(DeclineReason),
}

impl Compare {
    pub(super) fn new() -> Self {
        Self {
            step: Step::Start,
            differ: vec![0xFF; BUCKETS / 8],
            lines: BTreeMap::new(),
            last_line: None,
            bytes: 0,
            unchecked: VecDeque::new(),
            answers: VecDeque::new(),
            unsent: VecDeque::new(),
        }
    }

    /// Begins, knowing how many shards the other side has.
    pub(super) fn start(&mut self, core: &mut Core, their_shards: u64) {
        let many = (core.inventory.len() as u64).max(their_shards) > FEW_SHARDS;
        self.step = match (core.role, many) {
            (Role::Initiator, true) => {
                core.outbox.push(&Message::Buckets(&own_buckets(core)));
                Step::WaitForDiffer
            }
            (Role::Initiator, false) => self.list(core),
            (Role::Responder, true) => Step::WaitForBuckets,
            (Role::Responder, false) => Step::WaitForLeaves,
        };
    }

    pub(super) fn is_finished(&self) -> bool {
        self.step == Step::Finished
    }

    /// The initiator's buckets.
    pub(super) fn buckets(&mut self, core: &mut Core, theirs: &[u8]) -> Result<(), SessionError> {
        if self.step != Step::WaitForBuckets {
            return Err(SessionError::Unexpected { message: "Buckets" });
        }
        let own = own_buckets(core);
        if theirs.len() != own.len() {
            return Err(invalid("Buckets", "there are not 256 of them"));
        }
        self.differ = vec![0; BUCKETS / 8];
        for (bucket, (ours, theirs)) in own.chunks(8).zip(theirs.chunks(8)).enumerate() {
            if ours != theirs
                && let Some(byte) = self.differ.get_mut(bucket / 8)
            {
                *byte |= 1 << (bucket % 8);
            }
        }
        core.outbox.push(&Message::Differ(&self.differ));
        self.step = Step::WaitForLeaves;
        Ok(())
    }

    /// The responder's answer to our buckets.
    pub(super) fn differ(&mut self, core: &Core, theirs: &[u8]) -> Result<(), SessionError> {
        if self.step != Step::WaitForDiffer {
            return Err(SessionError::Unexpected { message: "Differ" });
        }
        if theirs.len() != BUCKETS / 8 {
            return Err(invalid("Differ", "it does not have 32 bytes"));
        }
        self.differ = theirs.to_vec();
        self.step = self.list(core);
        Ok(())
    }

    /// A page of the initiator's inventory.
    pub(super) fn leaves(
        &mut self,
        core: &mut Core,
        sender: &mut Sender,
        lines: Vec<Line>,
        last: bool,
    ) -> Result<(), SessionError> {
        if self.step != Step::WaitForLeaves {
            return Err(SessionError::Unexpected { message: "Leaves" });
        }
        for Line { shard, kind, state } in lines {
            let state = match state {
                ShardState::Held(heads) => TheirState::Held { heads, has_all: false },
                ShardState::Declined(reason) => TheirState::Declined(reason),
            };
            self.take_line("Leaves", shard, kind, state)?;
        }
        if last {
            self.sort_as_responder(core, sender);
            self.step = Step::Check;
        }
        Ok(())
    }

    /// A page of the responder's answers.
    pub(super) fn answers(
        &mut self,
        core: &mut Core,
        sender: &mut Sender,
        lines: Vec<Answer>,
        last: bool,
    ) -> Result<(), SessionError> {
        if self.step != Step::WaitForAnswers {
            return Err(SessionError::Unexpected { message: "Answers" });
        }
        for Answer { shard, kind, state } in lines {
            let state = match state {
                AnswerState::Absent => TheirState::Absent,
                AnswerState::Held { heads, has_all } => TheirState::Held { heads, has_all },
                AnswerState::Declined(reason) => TheirState::Declined(reason),
            };
            self.take_line("Answers", shard, kind, state)?;
        }
        if last {
            self.sort_as_initiator(core, sender)?;
            self.step = Step::Check;
        }
        Ok(())
    }

    /// The initiator's plan, which ends comparing on the responder's side.
    pub(super) fn plan(&mut self) -> Result<(), SessionError> {
        if self.step != Step::WaitForPlan {
            return Err(SessionError::Unexpected { message: "Plan" });
        }
        self.step = Step::Finished;
        Ok(())
    }

    /// What the replica is to be asked next.
    pub(super) fn request(&self, core: &Core) -> Option<Ask> {
        let (shard, theirs) = self.unchecked.front().filter(|_| self.step == Step::Check)?;
        let mine = core.agreed.get(shard).and_then(|agreed| agreed.mine.as_ref());
        let of = mine.map_or_else(|| theirs.clone(), |mine| mine.union(theirs));
        Some(Ask::Frontier { shard: *shard, of })
    }

    /// The newest of both sides' heads of the first unchecked shard, if all of them are here.
    pub(super) fn checked(
        &mut self,
        core: &mut Core,
        sender: &mut Sender,
        partial: &mut Partial,
        result: Result<Option<Heads>, ReplicaError>,
    ) -> Result<(), SessionError> {
        let Some((shard, heads)) = self.unchecked.pop_front() else {
            return Err(SessionError::Reply);
        };
        let newest = match result {
            Ok(newest) => newest,
            Err(ReplicaError::NotHeld { .. } | ReplicaError::Damaged { .. }) => {
                core.decline(shard, DeclineReason::Damaged);
                match core.role {
                    Role::Initiator => sender.add(shard, How::Skip(DeclineReason::Damaged)),
                    Role::Responder => self.answer(core, shard, AnswerState::Declined(DeclineReason::Damaged)),
                }
                return Ok(());
            }
            Err(error) => return Err(SessionError::Replica(error)),
        };
        let has_all = newest.is_some();
        if let Some(agreed) = core.agreed.get_mut(&shard) {
            agreed.ahead = has_all;
        }
        match (core.role, has_all) {
            (_, true) => sender.add(shard, How::Since(heads)),
            (Role::Initiator, false) => partial.add(shard),
            (Role::Responder, false) => {}
        }
        if core.role == Role::Responder
            && let Some(heads) = core.inventory.get(&shard).and_then(ShardEntry::heads).cloned()
        {
            self.answer(core, shard, AnswerState::Held { heads, has_all });
        }
        // What the other side announced may have come from a third one since: then it is in the frontier here, too.
        if let Some(newest) = newest {
            core.record(shard, newest);
        }
        Ok(())
    }

    /// Sends what there is room for.
    pub(super) fn produce(&mut self, core: &mut Core, sender: &mut Sender, partial: &Partial) {
        while self.step == Step::SendLeaves && core.outbox.has_room() {
            self.send_leaves(core);
        }
        if self.step == Step::Check && self.unchecked.is_empty() {
            self.lines = BTreeMap::new();
            self.step = match core.role {
                Role::Initiator => {
                    sender.announce(core, partial.unresolved());
                    Step::Finished
                }
                Role::Responder => {
                    // Answers are in the order of ids on the wire; checked ones were added last.
                    self.answers.make_contiguous().sort_by_key(|answer| answer.shard);
                    Step::SendAnswers
                }
            };
        }
        while self.step == Step::SendAnswers && core.outbox.has_room() {
            self.send_answers(core);
        }
    }

    fn take_line(
        &mut self,
        message: &'static str,
        shard: ShardId,
        kind: ShardKind,
        state: TheirState,
    ) -> Result<(), SessionError> {
        if self.last_line.is_some_and(|last| last >= shard) || !self.in_differing_bucket(&shard) {
            return Err(invalid(message, "its lines are out of order or were not asked for"));
        }
        self.last_line = Some(shard);
        let mut size = 32;
        if let TheirState::Held { heads, .. } = &state {
            at_most("heads of a shard", heads.as_slice().len() as u64, HEADS as u64)?;
            if heads.is_empty() {
                return Err(invalid(message, "a shard has no heads"));
            }
            size += heads_size(heads);
        }
        self.bytes += size;
        at_most("bytes of inventory", self.bytes as u64, INVENTORY as u64)?;
        self.lines.insert(shard, (kind, state));
        at_most("lines of inventory", self.lines.len() as u64, LINES as u64)
    }

    fn in_differing_bucket(&self, shard: &ShardId) -> bool {
        let bucket = usize::from(bucket_of(shard));
        self.differ.get(bucket / 8).is_some_and(|byte| byte & (1 << (bucket % 8)) != 0)
    }

    /// Compares the initiator's lines, which are complete for the differing buckets, with ours.
    fn sort_as_responder(&mut self, core: &mut Core, sender: &mut Sender) {
        let mut theirs = std::mem::take(&mut self.lines);
        let own: Vec<(ShardId, ShardEntry)> = core
            .inventory
            .iter()
            .filter(|(id, _)| self.in_differing_bucket(id))
            .map(|(id, entry)| (*id, entry.clone()))
            .collect();
        for (shard, entry) in own {
            let line = theirs.remove(&shard);
            match (entry.state, line) {
                (ShardState::Held(heads), None) => {
                    self.answers.push_back(Answer {
                        shard,
                        kind: entry.kind,
                        state: AnswerState::Held { heads: heads.clone(), has_all: true },
                    });
                    agree(core, shard, entry.kind, Some(heads), None, true);
                    sender.add(shard, How::Whole);
                }
                (ShardState::Held(mine), Some((kind, TheirState::Held { heads, .. }))) => {
                    if kind != entry.kind {
                        core.decline(shard, DeclineReason::Refused);
                        self.answer(core, shard, AnswerState::Declined(DeclineReason::Refused));
                    } else if mine != heads {
                        agree(core, shard, kind, Some(mine), Some(heads.clone()), false);
                        self.unchecked.push_back((shard, heads));
                    }
                }
                // Their copy is damaged: ours takes its place.
                (ShardState::Held(heads), Some((_, TheirState::Declined(DeclineReason::Damaged)))) => {
                    self.answer(core, shard, AnswerState::Held { heads: heads.clone(), has_all: true });
                    agree(core, shard, entry.kind, Some(heads), None, true);
                    sender.add(shard, How::Whole);
                }
                (ShardState::Held(heads), Some((_, TheirState::Declined(reason)))) => {
                    core.decline(shard, reason);
                    self.answer(core, shard, AnswerState::Held { heads, has_all: true });
                }
                (ShardState::Declined(DeclineReason::Damaged), Some((kind, TheirState::Held { heads, .. }))) => {
                    agree(core, shard, kind, None, Some(heads), false);
                    self.answers.push_back(Answer { shard, kind, state: AnswerState::Absent });
                }
                (ShardState::Declined(reason), Some((_, TheirState::Held { .. }))) => {
                    core.decline(shard, reason);
                    self.answer(core, shard, AnswerState::Declined(reason));
                }
                // Not held on either side: nothing to say.
                (ShardState::Declined(_) | ShardState::Held(_), _) => {}
            }
        }
        for (shard, (kind, state)) in theirs {
            if let TheirState::Held { heads, .. } = state {
                agree(core, shard, kind, None, Some(heads), false);
                self.answers.push_back(Answer { shard, kind, state: AnswerState::Absent });
            }
        }
    }

    /// Compares the responder's answers with what we sent: an unanswered shard is equal.
    fn sort_as_initiator(&mut self, core: &mut Core, sender: &mut Sender) -> Result<(), SessionError> {
        for (shard, (kind, state)) in std::mem::take(&mut self.lines) {
            let mine = core.inventory.get(&shard).cloned();
            match (mine.as_ref().map(|entry| &entry.state), state) {
                (Some(ShardState::Held(mine)), TheirState::Absent) => {
                    agree(core, shard, kind, Some(mine.clone()), None, true);
                    sender.add(shard, How::Whole);
                }
                (Some(ShardState::Held(mine)), TheirState::Held { heads, has_all }) => {
                    if *mine == heads || core.inventory.get(&shard).is_some_and(|entry| entry.kind != kind) {
                        return Err(invalid("Answers", "a shard that is equal, or of another kind"));
                    }
                    agree(core, shard, kind, Some(mine.clone()), Some(heads.clone()), false);
                    if !has_all {
                        self.unchecked.push_back((shard, heads));
                    }
                }
                (Some(ShardState::Held(_)), TheirState::Declined(reason)) => core.decline(shard, reason),
                (None | Some(ShardState::Declined(DeclineReason::Damaged)), TheirState::Held { heads, .. }) => {
                    agree(core, shard, kind, None, Some(heads), false);
                }
                (Some(ShardState::Declined(reason)), TheirState::Held { .. }) => core.decline(shard, *reason),
                (None | Some(ShardState::Declined(_)), _) => {
                    return Err(invalid("Answers", "a shard that was not listed"));
                }
            }
        }
        Ok(())
    }

    fn answer(&mut self, core: &Core, shard: ShardId, state: AnswerState) {
        if let Some(entry) = core.inventory.get(&shard) {
            self.answers.push_back(Answer { shard, kind: entry.kind, state });
        }
    }

    /// Notes our lines of the differing buckets for sending.
    fn list(&mut self, core: &Core) -> Step {
        self.unsent = core
            .inventory
            .iter()
            .filter(|(id, _)| self.in_differing_bucket(id))
            .map(|(id, entry)| Line { shard: *id, kind: entry.kind, state: entry.state.clone() })
            .collect();
        Step::SendLeaves
    }

    fn send_leaves(&mut self, core: &mut Core) {
        let lines = page(&mut self.unsent, |line| match &line.state {
            ShardState::Held(heads) => 24 + heads_size(heads),
            ShardState::Declined(_) => 24,
        });
        let last = self.unsent.is_empty();
        core.outbox.push(&Message::Leaves { lines, last });
        if last {
            self.step = Step::WaitForAnswers;
        }
    }

    fn send_answers(&mut self, core: &mut Core) {
        let lines = page(&mut self.answers, |answer| match &answer.state {
            AnswerState::Held { heads, .. } => 24 + heads_size(heads),
            AnswerState::Absent | AnswerState::Declined(_) => 24,
        });
        let last = self.answers.is_empty();
        core.outbox.push(&Message::Answers { lines, last });
        if last {
            self.step = Step::WaitForPlan;
        }
    }
}

/// As many lines as fit in one message.
fn page<T>(unsent: &mut VecDeque<T>, size: impl Fn(&T) -> usize) -> Vec<T> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    while let Some(line) = unsent.front()
        && bytes + size(line) <= PAGE
    {
        bytes += size(line);
        lines.extend(unsent.pop_front());
    }
    lines
}

fn agree(
    core: &mut Core,
    shard: ShardId,
    kind: ShardKind,
    mine: Option<Heads>,
    theirs: Option<Heads>,
    ahead: bool,
) {
    core.agreed.insert(shard, Agreed { kind, mine, theirs, ahead });
}

/// The first 8 bytes of each bucket digest, over all kinds.
fn own_buckets(core: &Core) -> Vec<u8> {
    core.inventory.buckets(|_| true).iter().flat_map(|bucket| bucket.0.into_iter().take(8)).collect()
}
