//! Asking for attachments and taking them (`docs/protocol.md`, section 4.3).

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use fieldmesh_document::{AttachmentId, AttachmentWant, Claim, PieceOutcome, ReplicaError};

use super::core::{Core, at_most, invalid, is_question};
use crate::error::SessionError;
use crate::limits::{CREDIT, LINES, PIECE, WANTS_PAGE};
use crate::message::Message;
use crate::outcome::{Direction, Stage};
use crate::request::{Ask, Told};

#[derive(Debug, Default)]
pub(super) struct MediaIn {
    list: List,
    /// What the other side is known not to hold.
    absent: Arc<BTreeSet<AttachmentId>>,
    /// Wants that are not yet listed.
    unlisted: VecDeque<AttachmentWant>,
    /// The page that waits for its answer.
    page: Option<Vec<AttachmentWant>>,
    /// What the other side holds and will send, in order.
    expected: VecDeque<AttachmentWant>,
    /// How much of the first of these came.
    came: u64,
    /// Contents of which nothing more is taken: the rest that comes of them is let go.
    given_up: BTreeSet<AttachmentId>,
    waiting: VecDeque<(AttachmentWant, u64, Vec<u8>)>,
    open: u64,
    ended: bool,
    writing: Writing,
    wrote_any: bool,
    /// What this session fetches; dropped when it ends, in whatever way.
    claim: Option<Claim>,
    /// What another session fetches. It is asked for from its end, so that the other side says whether it holds it and
    /// sends nothing of it.
    elsewhere: BTreeSet<AttachmentId>,
    /// How many of these the other side holds.
    pub(super) coming: u64,
    /// What this side wants and the other does not hold.
    pub(super) not_held: BTreeSet<AttachmentId>,
    /// What the other side holds and did not arrive whole.
    pub(super) failed: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum List {
    /// The replica is to be asked.
    #[default]
    Unknown,
    Asked,
    Sending,
    Sent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Writing {
    #[default]
    Idle,
    Piece {
        id: AttachmentId,
        cost: u64,
        last: bool,
    },
    Committing,
    Committed,
}

impl MediaIn {
    /// What the replica is to be asked after a session that ends early: only then do the pieces that came outlast a
    /// power cut.
    pub(super) fn leave(&mut self) -> Option<Ask> {
        let unsaved = self.wrote_any && self.writing != Writing::Committed && self.writing != Writing::Committing;
        self.wrote_any = false;
        unsaved.then_some(Ask::Commit)
    }

    /// Does not ask for what the other side is known not to hold.
    pub(super) fn leave_out(&mut self, absent: Arc<BTreeSet<AttachmentId>>) {
        self.absent = absent;
    }

    /// Whether everything the other side holds was taken and is durable.
    pub(super) fn is_finished(&self) -> bool {
        self.writing == Writing::Committed
    }

    /// What the replica is to be asked next, for reading.
    pub(super) fn request(&mut self) -> Option<Ask> {
        if self.list != List::Unknown {
            return None;
        }
        self.list = List::Asked;
        Some(Ask::Wanted)
    }

    /// What the replica told, read.
    pub(super) fn told(&mut self, core: &mut Core, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        let Told::Wanted(mut wants, mut claim) = result.map_err(SessionError::Replica)? else {
            return Err(SessionError::Reply);
        };
        wants.retain(|want| want.held <= want.size);
        wants.sort_unstable_by_key(|want| want.id);
        wants.dedup_by_key(|want| want.id);
        let absent = std::mem::take(&mut self.absent);
        let known = wants.extract_if(.., |want| absent.contains(&want.id));
        for want in known {
            if let Some(claim) = &mut claim {
                claim.release(&want.id);
            }
            self.not_held.insert(want.id);
        }
        // What does not fit in this session is for the next one, and this one is not complete.
        self.failed += wants.len().saturating_sub(LINES) as u64;
        if let Some(claim) = &mut claim {
            for want in wants.iter().skip(LINES) {
                claim.release(&want.id);
            }
            for want in wants.iter_mut().filter(|want| want.size > 0 && !claim.covers(&want.id)) {
                want.held = want.size;
                self.elsewhere.insert(want.id);
            }
        }
        self.claim = claim;
        wants.truncate(LINES);
        self.unlisted = wants.into();
        self.list = List::Sending;
        self.send_page(core);
        Ok(())
    }

    /// Which of the page's contents the other side holds.
    pub(super) fn holds(&mut self, core: &mut Core, holds: &[bool]) -> Result<(), SessionError> {
        let answered = self.page.take().ok_or(SessionError::Unexpected { message: "Holds" })?;
        if answered.len() != holds.len() {
            return Err(invalid("Holds", "it does not answer each line of the page"));
        }
        for (want, held) in answered.into_iter().zip(holds) {
            if *held {
                self.expected.push_back(want);
            } else {
                self.release(&want.id);
                self.not_held.insert(want.id);
            }
        }
        if self.list == List::Sending {
            self.send_page(core);
        } else {
            core.start_attachments(Direction::Receiving, &self.expected);
        }
        Ok(())
    }

    /// A piece of a content.
    pub(super) fn media(
        &mut self,
        core: &mut Core,
        id: AttachmentId,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), SessionError> {
        let want = self.expect("Media", id)?;
        let len = bytes.len() as u64;
        if offset != want.held + self.came || len != (want.size - offset).min(PIECE as u64) {
            return Err(invalid("Media", "a piece is out of order or not of its length"));
        }
        self.came += len;
        core.received.attachment_bytes += len;
        core.step(Stage::Attachments, Direction::Receiving, len);
        if offset + len == want.size {
            self.next();
            if !is_question(&want) {
                core.moved(Direction::Receiving, want.class);
            }
        }
        if self.elsewhere.contains(&id) {
            self.coming += 1;
            return Ok(());
        }
        if self.given_up.contains(&id) {
            credit(core, len);
            return Ok(());
        }
        self.open += len;
        at_most("bytes without credit", self.open, CREDIT)?;
        self.waiting.push_back((want, offset, bytes.to_vec()));
        Ok(())
    }

    /// The other side held a content and cannot read it now.
    pub(super) fn unavailable(&mut self, core: &mut Core, id: AttachmentId) -> Result<(), SessionError> {
        let want = self.expect("Unavailable", id)?;
        core.step(Stage::Attachments, Direction::Receiving, want.size - want.held - self.came);
        if !is_question(&want) {
            core.moved(Direction::Receiving, want.class);
        }
        self.next();
        self.release(&id);
        // A content that was given up is counted already.
        self.failed += u64::from(self.given_up.insert(id));
        Ok(())
    }

    /// Everything was sent.
    pub(super) fn end(&mut self) -> Result<(), SessionError> {
        if self.ended || !self.expected.is_empty() || self.list != List::Sent || self.page.is_some() {
            return Err(SessionError::Unexpected { message: "MediaEnd" });
        }
        self.ended = true;
        Ok(())
    }

    /// Nothing that came is to be made durable.
    pub(super) fn settle(&mut self) {
        if self.ended && !self.wrote_any && self.waiting.is_empty() && self.writing == Writing::Idle {
            self.writing = Writing::Committed;
            self.claim = None;
        }
    }

    /// What the replica is to be asked next, for writing.
    pub(super) fn write(&mut self) -> Option<Ask> {
        if self.writing != Writing::Idle {
            return None;
        }
        if let Some((want, offset, bytes)) = self.waiting.pop_front() {
            let cost = bytes.len() as u64;
            self.writing = Writing::Piece { id: want.id, cost, last: offset + cost == want.size };
            return Some(Ask::WritePiece { want, offset, bytes });
        }
        if !self.ended {
            return None;
        }
        self.writing = Writing::Committing;
        Some(Ask::Commit)
    }

    /// What the replica told, written.
    pub(super) fn written(
        &mut self,
        core: &mut Core,
        result: Result<Told, ReplicaError>,
    ) -> Result<(), SessionError> {
        let told = result.map_err(SessionError::Replica)?;
        match (std::mem::take(&mut self.writing), told) {
            (Writing::Piece { id, cost, last }, Told::Written(outcome)) => {
                self.wrote_any = true;
                match outcome {
                    PieceOutcome::Complete => core.received.attachments += 1,
                    PieceOutcome::Partial if last => {
                        self.failed += 1;
                        self.release(&id);
                    }
                    PieceOutcome::Partial => {}
                    // Another session brought it, or a crash had kept it from being known: it did not come here.
                    PieceOutcome::Known => self.give_up(core, id),
                    PieceOutcome::Mismatch => {
                        self.failed += 1;
                        core.outbox.push(&Message::Damaged(id));
                        self.release(&id);
                        self.give_up(core, id);
                    }
                    PieceOutcome::Later => {
                        self.failed += 1;
                        self.release(&id);
                        self.give_up(core, id);
                    }
                }
                self.open = self.open.saturating_sub(cost);
                credit(core, cost);
            }
            (Writing::Committing, Told::Done) => {
                self.writing = Writing::Committed;
                self.claim = None;
            }
            _ => return Err(SessionError::Reply),
        }
        Ok(())
    }

    fn send_page(&mut self, core: &mut Core) {
        let rest = self.unlisted.split_off(self.unlisted.len().min(WANTS_PAGE));
        let lines: Vec<_> = std::mem::replace(&mut self.unlisted, rest).into();
        let last = self.unlisted.is_empty();
        self.page = Some(lines.clone());
        core.outbox.push(&Message::Wanted { lines, last });
        if last {
            self.list = List::Sent;
        }
    }

    /// The content that comes now.
    fn expect(&self, message: &'static str, id: AttachmentId) -> Result<AttachmentWant, SessionError> {
        match self.expected.front() {
            Some(want) if want.id == id => Ok(*want),
            _ => Err(invalid(message, "a content that does not come now")),
        }
    }

    fn next(&mut self) {
        self.expected.pop_front();
        self.came = 0;
    }

    /// Another session may fetch a content.
    fn release(&mut self, id: &AttachmentId) {
        if let Some(claim) = &mut self.claim {
            claim.release(id);
        }
    }

    /// Lets go what waits of a content, and what still comes of it.
    fn give_up(&mut self, core: &mut Core, id: AttachmentId) {
        self.given_up.insert(id);
        let mut dropped = 0;
        self.waiting.retain(|(want, _, bytes)| {
            let keep = want.id != id;
            dropped += if keep { 0 } else { bytes.len() as u64 };
            keep
        });
        if dropped > 0 {
            self.open = self.open.saturating_sub(dropped);
            credit(core, dropped);
        }
    }
}

fn credit(core: &mut Core, cost: u64) {
    core.outbox.push(&Message::Credit { cost, refused: Vec::new() });
}
