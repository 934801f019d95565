//! Two sessions over pipes of a few bytes, with replicas that take logical time.

use fieldmesh_document::{Replica, Timestamp};
use fieldmesh_sync::{Link, Outcome, PumpEnd, Reply, Session, SessionEvent, SessionOptions, serve};
use fieldmesh_testkit::Pipe;

pub(crate) struct Wire<'a> {
    ends: [End<'a>; 2],
    /// From the end of the same number.
    pipes: [Pipe; 2],
    /// Milliseconds that each request takes.
    delay: u64,
    now: u64,
    pub(crate) most_queued: usize,
}

struct End<'a> {
    replica: &'a dyn Replica,
    session: Session,
    /// Replies and when they are there.
    replies: Vec<(u64, Reply)>,
    /// The frame that is being written, behind its length.
    writing: Vec<u8>,
    read: Vec<u8>,
    outcome: Option<Outcome>,
}

impl<'a> Wire<'a> {
    pub(crate) fn new(a: PumpEnd<'a>, b: PumpEnd<'a>, capacity: usize, delay: u64) -> Self {
        let mut links = [a.link, b.link].map(|options| Link::new(options, Timestamp(0)));
        for _ in 0..4 {
            let [one, other] = &mut links;
            while let Some(frame) = one.poll_transmit() {
                other.handle_message(&frame, Timestamp(0)).unwrap();
            }
            links.reverse();
        }
        let [a_link, b_link] = links;
        let end = |link: Link, replica: &'a dyn Replica, nonce| End {
            replica,
            session: link.acceptance().unwrap().begin_session(SessionOptions { nonce, binding: [7; 32] }),
            replies: Vec::new(),
            writing: Vec::new(),
            read: Vec::new(),
            outcome: None,
        };
        Self {
            ends: [end(a_link, a.replica, a.nonce), end(b_link, b.replica, b.nonce)],
            pipes: [Pipe::new(capacity), Pipe::new(capacity)],
            delay,
            now: 0,
            most_queued: 0,
        }
    }

    /// Runs until both finished. Panics when nothing moves any more.
    pub(crate) fn run(&mut self) -> [Outcome; 2] {
        while self.ends.iter().any(|end| end.outcome.is_none()) {
            let mut moved = false;
            for n in 0..2 {
                let now = self.now;
                let end = &mut self.ends[n];
                moved |= end.answer(now);
                moved |= end.ask(now + self.delay);
                moved |= end.write(&mut self.pipes[n]);
                moved |= end.hear(&mut self.pipes[1 - n]);
                moved |= end.events();
                self.most_queued = self.most_queued.max(end.session.queued());
            }
            if !moved {
                let next = self.ends.iter().flat_map(|end| &end.replies).map(|(at, _)| *at).min();
                self.now = next.expect("both sides wait for each other");
            }
        }
        self.ends.each_mut().map(|end| end.outcome.take().unwrap())
    }
}

impl End<'_> {
    fn answer(&mut self, now: u64) -> bool {
        let (due, later) = self.replies.drain(..).partition(|(at, _)| *at <= now);
        self.replies = later;
        let due: Vec<(u64, Reply)> = due;
        let any = !due.is_empty();
        due.into_iter().for_each(|(_, reply)| self.session.handle_reply(reply));
        any
    }

    fn ask(&mut self, at: u64) -> bool {
        let mut any = false;
        while let Some(request) = self.session.poll_request() {
            self.replies.push((at, serve(request, self.replica)));
            any = true;
        }
        any
    }

    fn write(&mut self, pipe: &mut Pipe) -> bool {
        if self.writing.is_empty()
            && let Some(frame) = self.session.poll_transmit()
        {
            self.writing.extend((frame.len() as u32).to_le_bytes());
            self.writing.extend(frame);
        }
        let taken = pipe.write(&self.writing);
        self.writing.drain(..taken);
        taken > 0
    }

    fn hear(&mut self, pipe: &mut Pipe) -> bool {
        let bytes = pipe.read();
        self.read.extend(&bytes);
        while let Some((len, rest)) = self.read.split_first_chunk::<4>()
            && let Some(frame) = rest.get(..u32::from_le_bytes(*len) as usize)
        {
            self.session.handle_message(frame);
            let used = 4 + frame.len();
            self.read.drain(..used);
        }
        !bytes.is_empty()
    }

    fn events(&mut self) -> bool {
        let mut any = false;
        while let Some(event) = self.session.poll_event() {
            any = true;
            match event {
                SessionEvent::Finished(outcome) => self.outcome = Some(outcome),
                SessionEvent::Failed(error) => panic!("{error:?}"),
                _ => {}
            }
        }
        any
    }
}
