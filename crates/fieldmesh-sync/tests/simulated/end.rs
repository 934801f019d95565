//! One side of a connection: its link and the one session that it may have, driven as any carrier does.

use std::collections::{BTreeMap, VecDeque};

use fieldmesh_document::Timestamp;
use fieldmesh_sync::{
    Channel, Direction, Link, LinkEvent, LinkOptions, Outcome, Progress, Reply, Request, Session, SessionError,
    SessionEvent, SessionOptions, Stage, StopReason, Stray, channel_of,
};

use crate::dice::Dice;

/// What an end tells its world.
pub(crate) enum News {
    /// Sessions can begin.
    Accepted,
    /// The other side's data changed.
    Changed,
    /// The link is over.
    Over,
    /// Both sides recorded everything.
    Finished {
        tags: [[u8; 4]; 2],
        outcome: Box<Outcome>,
    },
    Failed(SessionError),
}

pub(crate) struct End {
    pub(crate) link: Link,
    pub(crate) running: Option<Running>,
    /// What ended sessions still have to say.
    last: VecDeque<Vec<u8>>,
    serial: u64,
    /// Requests of the running session, and of earlier ones, that the replica works on.
    open: usize,
    stale: usize,
    dice: Dice,
    /// When the timer of the link is set to.
    pub(crate) timer: Option<u64>,
    pub(crate) accepted: bool,
    pub(crate) most_queued: usize,
}

#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) began: u64,
    session: Session,
    ours: [u8; 4],
    theirs: Option<[u8; 4]>,
    progress: BTreeMap<(Stage, Direction), Progress>,
}

pub(crate) fn moment(now: u64) -> Timestamp {
    Timestamp(now as i64)
}

impl End {
    pub(crate) fn new(options: LinkOptions, dice: Dice, now: u64) -> Self {
        Self {
            link: Link::new(options, moment(now)),
            running: None,
            last: VecDeque::new(),
            serial: 0,
            open: 0,
            stale: 0,
            dice,
            timer: None,
            accepted: false,
            most_queued: 0,
        }
    }

    /// Begins a session, if the link is accepted and none is running; its tag.
    pub(crate) fn begin(&mut self, now: u64) -> Option<[u8; 4]> {
        if self.running.is_some() {
            return None;
        }
        let nonce: [u8; 16] = self.dice.bytes();
        let session = self.link.acceptance()?.begin_session(SessionOptions { nonce, binding: [3; 32] });
        let ours = [nonce[0], nonce[1], nonce[2], nonce[3]];
        self.running = Some(Running { began: now, session, ours, theirs: None, progress: BTreeMap::new() });
        self.serial += 1;
        Some(ours)
    }

    pub(crate) fn cancel(&mut self) -> bool {
        self.running.as_mut().map(|running| running.session.cancel()).is_some()
    }

    /// Takes a frame. `begun` hears of each session that begins here, with its tag.
    pub(crate) fn receive(
        &mut self,
        frame: &[u8],
        now: u64,
        begun: &mut dyn FnMut([u8; 4]),
        news: &mut Vec<News>,
    ) -> Result<(), String> {
        match channel_of(frame) {
            Some(Channel::Link) => {
                self.link.handle_message(frame, moment(now)).map_err(|error| format!("a link: {error:?}"))
            }
            Some(Channel::Session) => {
                self.link.heard(moment(now));
                self.session_frame(frame, now, begun, news)
            }
            None => Err("a frame of no channel".to_owned()),
        }
    }

    fn session_frame(
        &mut self,
        frame: &[u8],
        now: u64,
        begun: &mut dyn FnMut([u8; 4]),
        news: &mut Vec<News>,
    ) -> Result<(), String> {
        let tag = [frame[1], frame[2], frame[3], frame[4]];
        if let Some(running) = &mut self.running
            && !running.session.is_foreign(frame)
        {
            running.session.handle_message(frame);
            if running.session.is_answered() {
                running.theirs.get_or_insert(tag);
            }
            return Ok(());
        }
        let stray = Stray::of(frame);
        if stray != Stray::Late && self.running.as_ref().is_some_and(|running| running.session.is_answered()) {
            // The other side has begun another session: this one is over there.
            self.running = None;
            self.stale += std::mem::take(&mut self.open);
            news.push(News::Failed(SessionError::Stopped(StopReason::Cancelled)));
        }
        match stray {
            Stray::Invitation => {
                let ours = self.begin(now).ok_or("an invitation that no session can take")?;
                begun(ours);
                return self.session_frame(frame, now, begun, news);
            }
            Stray::Answer { stop } => self.last.push_back(stop),
            Stray::Late => {}
        }
        Ok(())
    }

    pub(crate) fn reply(&mut self, serial: u64, reply: Reply) {
        match &mut self.running {
            Some(running) if serial == self.serial => {
                self.open -= 1;
                running.session.handle_reply(reply);
            }
            _ => self.stale -= 1,
        }
    }

    pub(crate) fn request(&mut self) -> Option<(u64, Request)> {
        if self.stale > 0 {
            return None;
        }
        let request = self.running.as_mut()?.session.poll_request()?;
        self.open += 1;
        Some((self.serial, request))
    }

    pub(crate) fn transmit(&mut self) -> Option<Vec<u8>> {
        let last = self.link.poll_transmit().or_else(|| self.last.pop_front());
        last.or_else(|| self.running.as_mut()?.session.poll_transmit())
    }

    /// What happened since.
    pub(crate) fn collect(&mut self, news: &mut Vec<News>) -> Result<(), String> {
        while let Some(event) = self.link.poll_event() {
            match event {
                LinkEvent::Accepted(_) => {
                    self.accepted = true;
                    news.push(News::Accepted);
                }
                LinkEvent::StateChanged(_) => news.push(News::Changed),
                LinkEvent::Left | LinkEvent::Lost => news.push(News::Over),
                other => return Err(format!("a link said {other:?}")),
            }
        }
        let Some(running) = &mut self.running else { return Ok(()) };
        self.most_queued = self.most_queued.max(running.session.queued());
        while let Some(event) = running.session.poll_event() {
            match event {
                SessionEvent::Progress(progress) => running.progress(progress)?,
                SessionEvent::Finished(outcome) => {
                    running.is_whole()?;
                    let theirs = running.theirs.ok_or("a session finished with nobody")?;
                    news.push(News::Finished { tags: [running.ours, theirs], outcome });
                }
                SessionEvent::Failed(error) => news.push(News::Failed(error)),
                other => return Err(format!("a session said {other:?}")),
            }
        }
        if running.session.is_ended() {
            self.last.extend(std::iter::from_fn(|| running.session.poll_transmit()));
            self.running = None;
            self.stale += std::mem::take(&mut self.open);
        }
        Ok(())
    }
}

impl Running {
    fn progress(&mut self, now: Progress) -> Result<(), String> {
        let before = self.progress.insert((now.stage, now.direction), now);
        let right = now.done <= now.total
            && before.is_none_or(|before| before.total == now.total && before.done <= now.done);
        if right { Ok(()) } else { Err(format!("progress went from {before:?} to {now:?}")) }
    }

    fn is_whole(&self) -> Result<(), String> {
        let open = self.progress.values().find(|progress| progress.done != progress.total);
        open.map_or(Ok(()), |open| Err(format!("a session finished at {open:?}")))
    }
}
