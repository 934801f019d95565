//! The session: one synchronization between two replicas.

mod compare;
mod core;
mod media_in;
mod media_out;
mod partial;
mod receive;
mod send;
mod settle;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use fieldmesh_document::{AttachmentId, DeclineReason, Inventory, ReplicaError, ShardState};

use self::compare::Compare;
use self::core::Core;
use self::media_in::MediaIn;
use self::media_out::MediaOut;
use self::partial::Partial;
use self::receive::Receiver;
use self::send::Sender;
use self::settle::Settle;
use crate::channel::Channel;
use crate::error::SessionError;
use crate::limits::HEADS;
use crate::message::{Begin, Message, StopReason};
use crate::outcome::{Moved, Outcome, PhotosOutcome, Progress};
use crate::request::{Ask, Lane, Reply, Request, Told};

/// What a session needs and cannot make itself, having no randomness.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SessionOptions {
    /// 16 random bytes, fresh for each session.
    pub nonce: [u8; 16],
    /// What both ends of the channel know and nobody else: its handshake hash; zeros in memory.
    pub binding: [u8; 32],
}

/// What happened in a session.
#[derive(Debug)]
#[non_exhaustive]
pub enum SessionEvent {
    /// A stage moved on.
    Progress(Progress),
    /// Both sides recorded everything and proved it. The session is over.
    Finished(Box<Outcome>),
    /// The session is over without a proof. What was merged stays.
    Failed(SessionError),
}

/// One synchronization between two replicas: a state machine without input, output, clock or randomness.
///
/// It is had from an [`Acceptance`](crate::Acceptance). The driver hands over each frame of channel 1 with
/// [`handle_message`](Self::handle_message), lets each [`Request`] be done by [`serve`](crate::serve) and
/// hands back the [`Reply`]. At the beginning and after each of these calls, and after each frame sent, it
/// drains, in any order and until each returns `None`: [`poll_request`](Self::poll_request),
/// [`poll_transmit`](Self::poll_transmit) as far as the channel takes frames, and
/// [`poll_event`](Self::poll_event). No call blocks. Messages must be handed over while frames cannot be
/// sent, or two drivers wait for each other; memory stays bounded, since the other side may send only as much
/// as this side's replica has taken.
///
/// After [`SessionEvent::Finished`] or [`SessionEvent::Failed`] the last frames are still to be sent.
#[derive(Debug)]
pub struct Session {
    options: SessionOptions,
    phase: Phase,
    core: Core,
    announced: bool,
    own_records: Option<Begin>,
    their_begin: Option<Begin>,
    compare: Compare,
    partial: Partial,
    sender: Sender,
    receiver: Receiver,
    settle: Settle,
    media_out: MediaOut,
    media_in: MediaIn,
    committed: Both,
    transmitted: bool,
    done_sent: bool,
    their_done: Option<([u8; 32], Moved)>,
    reading: Option<Reader>,
    writing: Option<Writer>,
    end: Option<SessionEvent>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
enum Phase {
    /// The replica tells what it holds.
    Opening,
    /// Our `Begin` is out, the other side's is to come.
    Begun,
    Records,
    /// The frontier is computed, and attachments move.
    Media,
    /// Equal, and nothing wanted.
    Nothing,
    Ended,
}

#[derive(Clone, Copy, Debug, Default)]
struct Both {
    ours: bool,
    theirs: bool,
}

/// Who waits for the reply in the reading lane.
#[derive(Clone, Copy, Debug)]
enum Reader {
    Inventory,
    Wanted,
    Compare,
    Partial,
    Sender,
    Settle,
    MediaIn,
    MediaOut,
}

/// Who waits for the reply in the writing lane.
#[derive(Clone, Copy, Debug)]
enum Writer {
    Receiver,
    MediaIn,
    Quarantine,
}

impl Session {
    pub(crate) fn new(options: SessionOptions) -> Self {
        Self {
            options,
            phase: Phase::Opening,
            core: Core::new(),
            announced: false,
            own_records: None,
            their_begin: None,
            compare: Compare::new(),
            partial: Partial::default(),
            sender: Sender::default(),
            receiver: Receiver::default(),
            settle: Settle::default(),
            media_out: MediaOut::default(),
            media_in: MediaIn::default(),
            committed: Both::default(),
            transmitted: false,
            done_sent: false,
            their_done: None,
            reading: None,
            writing: None,
            end: None,
        }
    }

    /// Takes one frame. Frames of an earlier session of the link are dropped.
    pub fn handle_message(&mut self, frame: &[u8]) {
        if self.phase == Phase::Ended {
            return;
        }
        if let Err(error) = self.receive_frame(frame) {
            self.fail(error);
        }
        self.advance();
    }

    /// Whether a frame belongs to another session of this link: [`Self::handle_message`] drops it, and
    /// [`Stray::of`](crate::Stray::of) tells what it means.
    pub fn is_foreign(&self, frame: &[u8]) -> bool {
        let [_, a, b, c, d, messages @ ..] = frame else {
            return false;
        };
        match &self.their_begin {
            Some(begin) => !begin.nonce.starts_with(&[*a, *b, *c, *d]),
            None => match postcard::take_from_bytes(messages) {
                Ok((Message::Begin(begin), _)) => begin.answers.is_some_and(|nonce| nonce != self.options.nonce),
                _ => false,
            },
        }
    }

    /// Whether the other side's `Begin` has come.
    pub const fn is_answered(&self) -> bool {
        self.their_begin.is_some()
    }

    /// Takes what became of a request.
    pub fn handle_reply(&mut self, reply: Reply) {
        if self.phase == Phase::Ended {
            return;
        }
        let result = match reply.lane {
            Lane::Read => self.read(reply.result),
            Lane::Write => self.written(reply.result),
        };
        if let Err(error) = result {
            self.fail(error);
        }
        self.advance();
    }

    /// The next frame to send, of at most [`FRAME_LIMIT`](crate::FRAME_LIMIT) bytes.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        self.advance();
        let [a, b, c, d, ..] = self.options.nonce;
        let frame = self.core.outbox.frame([a, b, c, d]);
        self.transmitted |= frame.is_some();
        frame
    }

    /// The next thing that the replica is to do; at most one in each [`Lane`] is open at a time. A session that ended
    /// early may have one more, whatever is open, and nobody waits for its reply.
    pub fn poll_request(&mut self) -> Option<Request> {
        self.advance();
        if self.phase == Phase::Ended {
            return self.media_in.leave().map(|ask| Request { lane: Lane::Write, ask });
        }
        if self.writing.is_none() {
            match self.next_write() {
                Ok(Some((writer, ask))) => {
                    self.writing = Some(writer);
                    return Some(Request { lane: Lane::Write, ask });
                }
                Ok(None) => {}
                Err(error) => self.fail(error),
            }
        }
        if self.reading.is_none()
            && let Some((reader, ask)) = self.next_read()
        {
            self.reading = Some(reader);
            return Some(Request { lane: Lane::Read, ask });
        }
        None
    }

    /// What happened: of each kind of progress only the newest.
    pub fn poll_event(&mut self) -> Option<SessionEvent> {
        self.core.poll_progress().map(SessionEvent::Progress).or_else(|| self.end.take())
    }

    /// Ends the session. What was merged stays, and the next session goes on from there.
    pub fn cancel(&mut self) {
        self.fail(SessionError::Cancelled);
    }

    /// Has what the other side is known not to hold counted as on neither side, without asking for it again. To be
    /// called before anything else; what it gets during the session is for the next one.
    pub fn leave_out(&mut self, absent: Arc<BTreeSet<AttachmentId>>) {
        self.media_in.leave_out(absent);
    }

    /// What this side wants and the other does not hold, as far as it has said so.
    pub const fn not_held(&self) -> &BTreeSet<AttachmentId> {
        &self.media_in.not_held
    }

    /// Whether the session is over.
    pub fn is_ended(&self) -> bool {
        self.phase == Phase::Ended
    }

    /// Bytes of output that wait for [`poll_transmit`](Self::poll_transmit).
    pub const fn queued(&self) -> usize {
        self.core.outbox.bytes()
    }

    fn receive_frame(&mut self, frame: &[u8]) -> Result<(), SessionError> {
        let undecodable = |source| SessionError::Undecodable { bytes: frame.len(), source };
        let [channel, a, b, c, d, messages @ ..] = frame else {
            return Err(undecodable(None));
        };
        if *channel != Channel::Session.number() || frame.len() > crate::FRAME_LIMIT {
            return Err(undecodable(None));
        }
        let tag = [*a, *b, *c, *d];
        let mut rest = messages;
        while !rest.is_empty() && self.phase != Phase::Ended {
            let (message, after) =
                postcard::take_from_bytes::<Message<'_>>(rest).map_err(|error| undecodable(Some(error)))?;
            rest = after;
            let current = match (&self.their_begin, &message) {
                (Some(begin), _) => begin.nonce.starts_with(&tag),
                (None, Message::Begin(begin)) => begin.answers.is_none_or(|nonce| nonce == self.options.nonce),
                (None, Message::Stop(_)) => {
                    let answered = self.own_records.as_ref().and_then(|begin| begin.answers);
                    answered.is_some_and(|nonce| nonce.starts_with(&tag))
                }
                (None, _) => false,
            };
            if !current {
                return Ok(());
            }
            self.receive(message)?;
        }
        Ok(())
    }

    fn receive(&mut self, message: Message<'_>) -> Result<(), SessionError> {
        let core = &mut self.core;
        let name = message.name();
        match (message, self.phase) {
            (Message::Stop(reason), _) => return Err(SessionError::Stopped(reason)),
            (Message::Begin(begin), Phase::Opening | Phase::Begun) if self.their_begin.is_none() => {
                if begin.nonce == self.options.nonce {
                    return Err(SessionError::Invalid { message: name, what: "its nonce is ours" });
                }
                self.pair(begin);
            }
            // Its confirmation, or an answer to an earlier session of ours that it had crossed.
            (Message::Begin(begin), _) if self.their_begin.as_ref().is_some_and(|b| b.nonce == begin.nonce) => {}
            (Message::Buckets(buckets), Phase::Records) => self.compare.buckets(core, buckets)?,
            (Message::Differ(differ), Phase::Records) => self.compare.differ(core, differ)?,
            (Message::Leaves { lines, last }, Phase::Records) => {
                self.compare.leaves(core, &mut self.sender, lines, last)?;
            }
            (Message::Answers { lines, last }, Phase::Records) => {
                self.compare.answers(core, &mut self.sender, lines, last)?;
            }
            (Message::Plan { items, partial }, Phase::Records) => {
                if !self.compare.is_finished() {
                    self.compare.plan()?;
                    self.partial.expect(core, partial)?;
                    self.sender.announce(core, partial);
                }
                self.receiver.plan(core, items)?;
            }
            (Message::Hashes { shard, hashes, last }, Phase::Records) => {
                self.partial.hashes(core, shard, hashes, last)?;
            }
            (Message::Lacks { shard, hashes, last }, Phase::Records) => {
                self.partial.lacks(core, &mut self.sender, shard, hashes, last)?;
            }
            (Message::Item(header), Phase::Records) => self.receiver.item(core, header)?,
            (Message::Piece(bytes), Phase::Records) => self.receiver.piece(bytes)?,
            (Message::Skip { shard, reason }, Phase::Records) => self.receiver.skip(core, shard, reason)?,
            (Message::Flush, Phase::Records) => self.receiver.flush(),
            (Message::End, Phase::Records) => self.receiver.end()?,
            (Message::Credit { cost, refused }, Phase::Records) => self.sender.credit(core, cost, refused)?,
            (Message::Committed, Phase::Records) if !self.committed.theirs && self.sender.is_finished() => {
                self.committed.theirs = true;
            }
            (Message::Credit { cost, .. }, Phase::Media) => self.media_out.credit(cost)?,
            (Message::Wanted { lines, last }, Phase::Media) => self.media_out.wanted(lines, last)?,
            (Message::Holds(holds), Phase::Media) => self.media_in.holds(core, &holds)?,
            (Message::Media { id, offset, bytes }, Phase::Media) => self.media_in.media(core, id, offset, bytes)?,
            (Message::Unavailable(id), Phase::Media) => self.media_in.unavailable(core, id)?,
            (Message::Damaged(id), Phase::Media) => self.media_out.damaged(id)?,
            (Message::MediaEnd, Phase::Media) => self.media_in.end()?,
            (Message::Done { proof, received }, Phase::Media | Phase::Nothing) if self.their_done.is_none() => {
                self.their_done = Some((proof, received));
            }
            _ => return Err(SessionError::Unexpected { message: name }),
        }
        self.step();
        Ok(())
    }

    /// A `Begin` that answers nothing may have crossed an earlier session of ours that is over. So once ours is out,
    /// only one that answers it counts. Of two that cross, the side with the larger nonce answers first.
    fn pair(&mut self, theirs: Begin) {
        if let Some(ours) = &mut self.own_records {
            let crossed = theirs.answers.is_none();
            if crossed && theirs.nonce > ours.nonce {
                return;
            }
            if ours.answers != Some(theirs.nonce) {
                ours.answers = Some(theirs.nonce);
                // What waits here is a `Begin` of ours, and only the newest counts.
                self.core.outbox.clear();
                self.core.outbox.push(&Message::Begin(ours.clone()));
            }
            if crossed {
                return;
            }
        }
        self.their_begin = Some(theirs);
    }

    fn next_read(&mut self) -> Option<(Reader, Ask)> {
        match self.phase {
            Phase::Opening if !self.announced => Some((Reader::Inventory, Ask::Inventory)),
            Phase::Opening => Some((Reader::Wanted, Ask::WantedCount)),
            Phase::Records => {
                let compare = self.compare.request(&self.core).map(|ask| (Reader::Compare, ask));
                compare
                    .or_else(|| {
                        let ask = self.partial.request(&self.core, self.sender.hashes());
                        ask.map(|ask| (Reader::Partial, ask))
                    })
                    .or_else(|| self.sender.request(&mut self.core).map(|ask| (Reader::Sender, ask)))
            }
            Phase::Media => {
                let settle = self.settle.request().map(|ask| (Reader::Settle, ask));
                settle
                    .or_else(|| self.media_in.request().map(|ask| (Reader::MediaIn, ask)))
                    .or_else(|| self.media_out.request(&self.core).map(|ask| (Reader::MediaOut, ask)))
            }
            Phase::Begun | Phase::Nothing | Phase::Ended => None,
        }
    }

    fn next_write(&mut self) -> Result<Option<(Writer, Ask)>, SessionError> {
        Ok(match self.phase {
            Phase::Records => self.receiver.request()?.map(|ask| (Writer::Receiver, ask)),
            Phase::Media => {
                let write = self.media_in.write().map(|ask| (Writer::MediaIn, ask));
                write.or_else(|| self.media_out.quarantine().map(|ask| (Writer::Quarantine, ask)))
            }
            _ => None,
        })
    }

    fn read(&mut self, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        let core = &mut self.core;
        match self.reading.take().ok_or(SessionError::Reply)? {
            Reader::Inventory => match result.map_err(SessionError::Replica)? {
                Told::Inventory(inventory) => {
                    core.inventory = announceable(inventory);
                    self.announced = true;
                    Ok(())
                }
                _ => Err(SessionError::Reply),
            },
            Reader::Wanted => match result.map_err(SessionError::Replica)? {
                Told::WantedCount(wanted) => {
                    self.begin(wanted);
                    Ok(())
                }
                _ => Err(SessionError::Reply),
            },
            Reader::Compare => {
                let newest = match result {
                    Ok(Told::Frontier(newest)) => Ok(newest),
                    Ok(_) => return Err(SessionError::Reply),
                    Err(error) => Err(error),
                };
                self.compare.checked(core, &mut self.sender, &mut self.partial, newest)
            }
            Reader::Partial => self.partial.told(core, &mut self.sender, result),
            Reader::Sender => self.sender.told(core, result),
            Reader::Settle => self.settle.told(core, result),
            Reader::MediaIn => self.media_in.told(core, result),
            Reader::MediaOut => self.media_out.told(core, result),
        }
    }

    fn written(&mut self, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        let core = &mut self.core;
        match self.writing.take().ok_or(SessionError::Reply)? {
            Writer::Receiver => self.receiver.told(core, result),
            Writer::MediaIn => self.media_in.written(core, result),
            Writer::Quarantine => self.media_out.quarantined(result),
        }
    }

    fn begin(&mut self, wanted: u64) {
        let begin = Begin {
            nonce: self.options.nonce,
            answers: self.their_begin.as_ref().map(|begin| begin.nonce),
            records: self.core.inventory.records_digest(),
            gossip: self.core.inventory.gossip_digest(),
            shards: self.core.inventory.len() as u64,
            wanted,
        };
        self.core.outbox.push(&Message::Begin(begin.clone()));
        self.own_records = Some(begin);
        self.phase = Phase::Begun;
    }

    /// Moves on as far as possible without news.
    fn advance(&mut self) {
        self.receiver.settle();
        self.media_in.settle();
        self.step();
        if self.phase == Phase::Records {
            self.compare.produce(&mut self.core, &mut self.sender, &self.partial);
            self.partial.produce(&mut self.core);
            self.sender.produce(&mut self.core, self.partial.unresolved() > 0);
        }
        if self.phase == Phase::Media {
            self.media_out.produce(&mut self.core);
        }
        self.step();
    }

    /// Goes to the next phase when this one is complete.
    fn step(&mut self) {
        if self.phase == Phase::Begun
            && let (Some(ours), Some(theirs)) = (&self.own_records, &self.their_begin)
        {
            self.core.bind(ours.nonce, theirs.nonce, &self.options.binding);
            if (ours.records, ours.gossip) != (theirs.records, theirs.gossip) {
                self.phase = Phase::Records;
                self.compare.start(&mut self.core, theirs.shards);
            } else {
                let wanted = ours.wanted > 0 || theirs.wanted > 0;
                self.phase = if wanted { Phase::Media } else { Phase::Nothing };
                self.settle.start(&mut self.core);
            }
        }
        if self.phase == Phase::Records && self.sender.is_finished() && self.receiver.is_finished() {
            if !self.committed.ours {
                self.committed.ours = true;
                self.core.outbox.push(&Message::Committed);
            }
            if self.committed.theirs {
                self.phase = Phase::Media;
                self.settle.start(&mut self.core);
            }
        }
        let moved = self.phase == Phase::Nothing
            || (self.phase == Phase::Media && self.media_out.is_finished() && self.media_in.is_finished());
        if moved && let Some(digest) = self.settle.digest() {
            if !self.done_sent {
                self.done_sent = true;
                let proof = self.core.own_proof(&digest);
                self.core.outbox.push(&Message::Done { proof, received: self.core.received });
            }
            if let Some((proof, sent)) = self.their_done {
                // Compared without haste and without secrets: the proof binds, it does not hide.
                if proof == self.core.their_proof(&digest) {
                    self.finish(digest, sent);
                } else {
                    self.fail(SessionError::NotEqual { ours: digest });
                }
            }
        }
    }

    fn finish(&mut self, records_digest: fieldmesh_document::RecordsDigest, sent: Moved) {
        let on_neither: BTreeSet<_> = self.media_in.not_held.union(&self.media_out.not_held).collect();
        let (missing_here, missing_there) = (self.media_in.failed, self.media_out.failed.len() as u64);
        let (coming_here, coming_there) = (self.media_in.coming, self.media_out.coming);
        self.phase = Phase::Ended;
        self.end = Some(SessionEvent::Finished(Box::new(Outcome {
            sent,
            received: self.core.received,
            records_equal: self.core.without_exception,
            records_digest,
            proven: std::mem::take(&mut self.core.inventory),
            photos: PhotosOutcome {
                complete: missing_here + missing_there + coming_here + coming_there == 0,
                on_neither: on_neither.len() as u64,
                missing_here,
                missing_there,
                coming_here,
                coming_there,
            },
            declined: self.core.declined.iter().map(|(shard, reason)| (*shard, *reason)).collect(),
        })));
    }

    fn fail(&mut self, error: SessionError) {
        if self.phase == Phase::Ended {
            return;
        }
        self.phase = Phase::Ended;
        self.core.outbox.clear();
        if let Some(reason) = error.stop_reason() {
            self.say_stop(reason);
        }
        self.end = Some(SessionEvent::Failed(error));
    }

    /// Only after a `Begin` does the other side know which session is meant. Before it has begun one, there is
    /// nothing to stop.
    fn say_stop(&mut self, reason: StopReason) {
        if !self.transmitted {
            let Some(theirs) = &self.their_begin else { return };
            let answers = Some(theirs.nonce);
            self.core.outbox.push(&Message::Begin(Begin { nonce: self.options.nonce, answers, ..theirs.clone() }));
        }
        self.core.outbox.push(&Message::Stop(reason));
    }
}

/// The inventory as the protocol can say it.
fn announceable(inventory: Inventory) -> Inventory {
    let within = |entry: &fieldmesh_document::ShardEntry| {
        entry.heads().is_none_or(|heads| !heads.is_empty() && heads.as_slice().len() <= HEADS)
    };
    if inventory.iter().all(|(_, entry)| within(entry)) {
        return inventory;
    }
    inventory
        .iter()
        .map(|(id, entry)| {
            let mut entry = entry.clone();
            if !within(&entry) {
                entry.state = ShardState::Declined(DeclineReason::Refused);
            }
            (*id, entry)
        })
        .collect()
}
