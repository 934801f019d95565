//! Serving attachments (`docs/protocol.md`, section 4.3).

use std::collections::{BTreeSet, VecDeque};

use fieldmesh_document::{AttachmentId, AttachmentRecord, AttachmentWant, ReplicaError};

use super::core::{Core, at_most, invalid, is_question};
use crate::error::SessionError;
use crate::limits::{CREDIT, LINES, PIECE, WANTS_PAGE};
use crate::message::Message;
use crate::outcome::{Direction, Stage};
use crate::request::{Ask, Told};

#[derive(Debug, Default)]
pub(super) struct MediaOut {
    /// A page of the other side's list that waits for the replica.
    page: Option<(Vec<AttachmentWant>, bool)>,
    listed: Option<AttachmentId>,
    lines: usize,
    list_ended: bool,
    jobs: VecDeque<AttachmentWant>,
    reading: Reading,
    served: BTreeSet<AttachmentId>,
    /// What the other side wants and is not here.
    pub(super) not_held: BTreeSet<AttachmentId>,
    /// What is here and comes to the other side from a third one.
    pub(super) coming: u64,
    /// What was here and did not arrive whole.
    pub(super) failed: BTreeSet<AttachmentId>,
    unacknowledged: u64,
    damaged: VecDeque<AttachmentId>,
    quarantining: bool,
    end_sent: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Reading {
    #[default]
    Nothing,
    Page,
    /// At this offset of the first job.
    Piece(u64),
}

impl MediaOut {
    /// A page of what the other side wants.
    pub(super) fn wanted(&mut self, lines: Vec<AttachmentWant>, last: bool) -> Result<(), SessionError> {
        if self.list_ended || self.page.is_some() {
            return Err(SessionError::Unexpected { message: "Wanted" });
        }
        at_most("lines of a page", lines.len() as u64, WANTS_PAGE as u64)?;
        for want in &lines {
            if self.listed.is_some_and(|listed| listed >= want.id) {
                return Err(invalid("Wanted", "its lines are out of order"));
            }
            if want.held > want.size || want.size > AttachmentRecord::MAX_SIZE {
                return Err(invalid("Wanted", "a size that cannot be"));
            }
            self.listed = Some(want.id);
        }
        self.lines += lines.len();
        at_most("wanted attachments", self.lines as u64, LINES as u64)?;
        self.page = Some((lines, last));
        Ok(())
    }

    /// The other side got bytes that do not have their hash.
    pub(super) fn damaged(&mut self, id: AttachmentId) -> Result<(), SessionError> {
        if !self.served.contains(&id) || !self.failed.insert(id) {
            return Err(SessionError::Unexpected { message: "Damaged" });
        }
        self.damaged.push_back(id);
        Ok(())
    }

    pub(super) fn credit(&mut self, cost: u64) -> Result<(), SessionError> {
        self.unacknowledged =
            self.unacknowledged.checked_sub(cost).ok_or(invalid("Credit", "it is more than was sent"))?;
        Ok(())
    }

    /// Whether everything was sent and taken.
    pub(super) fn is_finished(&self) -> bool {
        self.end_sent && self.unacknowledged == 0 && self.damaged.is_empty() && !self.quarantining
    }

    /// What the replica is to be asked next, for reading.
    pub(super) fn request(&mut self, core: &Core) -> Option<Ask> {
        if self.reading != Reading::Nothing || !core.outbox.has_room() {
            return None;
        }
        if let Some((lines, _)) = &self.page {
            self.reading = Reading::Page;
            return Some(Ask::Held(lines.iter().map(|want| want.id).collect()));
        }
        let (id, offset) = self.jobs.front().filter(|_| self.list_ended).map(|want| (want.id, want.held))?;
        if self.unacknowledged + PIECE as u64 > CREDIT {
            return None;
        }
        self.reading = Reading::Piece(offset);
        Some(Ask::ReadPiece { id, offset, max: PIECE })
    }

    /// What the replica told, read.
    pub(super) fn told(&mut self, core: &mut Core, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        match (std::mem::take(&mut self.reading), result) {
            (Reading::Page, Ok(Told::Held(sizes))) => self.answer(core, &sizes),
            (Reading::Piece(offset), Ok(Told::Piece(bytes))) => self.send(core, offset, &bytes),
            (Reading::Piece(_), Err(ReplicaError::NotHeld { .. })) => {
                self.unavailable(core);
                Ok(())
            }
            (Reading::Piece(_), Err(ReplicaError::Damaged { .. })) => {
                self.spoilt(core);
                Ok(())
            }
            (_, Err(error)) => Err(SessionError::Replica(error)),
            _ => Err(SessionError::Reply),
        }
    }

    /// What the replica is to be asked next, for writing.
    pub(super) fn quarantine(&mut self) -> Option<Ask> {
        if self.quarantining {
            return None;
        }
        let id = self.damaged.pop_front()?;
        self.quarantining = true;
        Some(Ask::Quarantine(id))
    }

    pub(super) fn quarantined(&mut self, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        self.quarantining = false;
        result.map(|_| ()).map_err(SessionError::Replica)
    }

    pub(super) fn produce(&mut self, core: &mut Core) {
        let idle = self.jobs.is_empty() && self.reading == Reading::Nothing;
        if self.list_ended && idle && !self.end_sent {
            self.end_sent = true;
            core.outbox.push(&Message::MediaEnd);
        }
    }

    fn answer(&mut self, core: &mut Core, sizes: &[Option<u64>]) -> Result<(), SessionError> {
        let (lines, last) = self.page.take().ok_or(SessionError::Reply)?;
        if sizes.len() != lines.len() {
            return Err(SessionError::Reply);
        }
        let mut holds = Vec::with_capacity(lines.len());
        for (want, size) in lines.into_iter().zip(sizes) {
            // A record that tells another size than the content has cannot be satisfied.
            let held = *size == Some(want.size);
            holds.push(held);
            if held {
                self.jobs.push_back(want);
            } else {
                self.not_held.insert(want.id);
            }
        }
        core.outbox.push(&Message::Holds(holds));
        if last {
            self.list_ended = true;
            core.start_attachments(Direction::Sending, &self.jobs);
        }
        Ok(())
    }

    fn send(&mut self, core: &mut Core, offset: u64, bytes: &[u8]) -> Result<(), SessionError> {
        let Some(want) = self.jobs.front_mut() else {
            return Err(SessionError::Reply);
        };
        let due = (want.size - offset).min(PIECE as u64);
        if bytes.len() as u64 != due {
            self.spoilt(core);
            return Ok(());
        }
        core.outbox.push(&Message::Media { id: want.id, offset, bytes });
        core.step(Stage::Attachments, Direction::Sending, due);
        self.served.insert(want.id);
        self.unacknowledged += due;
        let question = is_question(want);
        want.held = offset + due;
        if want.held == want.size {
            if question {
                self.coming += 1;
            } else {
                core.moved(Direction::Sending, want.class);
            }
            self.jobs.pop_front();
        }
        Ok(())
    }

    /// The content that is due is not what it was: the replica looks at all of it again.
    fn spoilt(&mut self, core: &mut Core) {
        let id = self.unavailable(core);
        self.damaged.extend(id);
    }

    /// Says that the content that is due cannot be sent, and gives it.
    fn unavailable(&mut self, core: &mut Core) -> Option<AttachmentId> {
        let want = self.jobs.pop_front()?;
        self.failed.insert(want.id);
        core.step(Stage::Attachments, Direction::Sending, want.size - want.held);
        if !is_question(&want) {
            core.moved(Direction::Sending, want.class);
        }
        core.outbox.push(&Message::Unavailable(want.id));
        Some(want.id)
    }
}
