//! Two sessions over pipes of a few bytes, with replicas that take logical time.

use fieldmesh_document::{AttachmentRecord, DeviceId, NewObservation, Replica, ShardId, Timestamp};
use fieldmesh_testkit::{MemoryReplica, Pipe};

use super::KIND;
use crate::limits::{CREDIT, PIECE};
use crate::message::Message;
use crate::{Lane, Outcome, Reply, Session, SessionEvent, SessionOptions, serve};

/// Milliseconds that a replica takes: it reads fast, and writes in a minute.
const fn delay(lane: Lane) -> u64 {
    match lane {
        Lane::Read => 100,
        Lane::Write => 60_000,
    }
}

struct Wire<'a> {
    ends: [End<'a>; 2],
    /// From the end of the same number.
    pipes: [Pipe; 2],
    now: u64,
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
    said: Said,
}

/// What an end said and was told, of what the credit is about.
#[derive(Clone, Copy, Default, Debug)]
struct Said {
    flushes: u64,
    items: Open,
    media: Open,
    most_queued: usize,
}

#[derive(Clone, Copy, Default, Debug)]
struct Open {
    cost: u64,
    most: u64,
}

impl Open {
    fn add(&mut self, cost: u64) {
        self.cost += cost;
        self.most = self.most.max(self.cost);
    }
}

impl<'a> Wire<'a> {
    fn new(a: &'a MemoryReplica, b: &'a MemoryReplica, capacity: usize) -> Self {
        let end = |replica: &'a MemoryReplica, n| End {
            replica,
            session: Session::new(SessionOptions { nonce: [n; 16], binding: [7; 32] }),
            replies: Vec::new(),
            writing: Vec::new(),
            read: Vec::new(),
            outcome: None,
            said: Said::default(),
        };
        Self { ends: [end(a, 1), end(b, 2)], pipes: [Pipe::new(capacity), Pipe::new(capacity)], now: 0 }
    }

    /// Runs until both finished. Panics when nothing moves any more.
    fn run(&mut self) -> [Outcome; 2] {
        while self.ends.iter().any(|end| end.outcome.is_none()) {
            let mut moved = false;
            for n in 0..2 {
                let end = &mut self.ends[n];
                moved |= end.answer(self.now);
                moved |= end.ask(self.now);
                moved |= end.write(&mut self.pipes[n]);
                moved |= end.hear(&mut self.pipes[1 - n]);
                moved |= end.events();
                end.said.most_queued = end.said.most_queued.max(end.session.queued());
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
        let (due, later): (Vec<_>, Vec<_>) = self.replies.drain(..).partition(|(at, _)| *at <= now);
        self.replies = later;
        let any = !due.is_empty();
        due.into_iter().for_each(|(_, reply)| self.session.handle_reply(reply));
        any
    }

    fn ask(&mut self, now: u64) -> bool {
        let mut any = false;
        while let Some(request) = self.session.poll_request() {
            let at = now + delay(request.lane());
            self.replies.push((at, serve(request, self.replica)));
            any = true;
        }
        any
    }

    fn write(&mut self, pipe: &mut Pipe) -> bool {
        if self.writing.is_empty()
            && let Some(frame) = self.session.poll_transmit()
        {
            self.said.note(&frame);
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
            self.said.hear(frame);
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
                SessionEvent::Finished(outcome) => self.outcome = Some(*outcome),
                SessionEvent::Failed(error) => panic!("{error:?}"),
                SessionEvent::Progress(_) => {}
            }
        }
        any
    }
}

impl Said {
    fn note(&mut self, frame: &[u8]) {
        messages(frame, |message| match message {
            Message::Flush => self.flushes += 1,
            Message::Item(header) => self.items.add(header.cost()),
            Message::Media { bytes, .. } => self.media.add(bytes.len() as u64),
            _ => {}
        });
    }

    fn hear(&mut self, frame: &[u8]) {
        messages(frame, |message| {
            if let Message::Credit { cost, .. } = message {
                // The credit of all items came before any attachment is sent.
                let open = if self.items.cost > 0 { &mut self.items } else { &mut self.media };
                open.cost -= cost;
            }
        });
    }
}

fn messages(frame: &[u8], mut each: impl FnMut(Message<'_>)) {
    let mut rest = &frame[5..];
    while !rest.is_empty() {
        let (message, after) = postcard::take_from_bytes(rest).unwrap();
        each(message);
        rest = after;
    }
}

/// Bytes of which no part compresses or repeats.
fn noise(seed: u8, len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    blake3::Hasher::new().update(&[seed]).finalize_xof().fill(&mut bytes);
    bytes
}

/// An observation with a photo of 9 MiB, more than the credit pays for, and so many shards of 960 kB.
fn fill(replica: &MemoryReplica, n: u8, shards: u8) {
    let author = DeviceId::from_bytes([n; 32]);
    let create = |shard: u8, new: Vec<NewObservation>| {
        let shard = ShardId::from_bytes([shard; 16]);
        replica.write(shard, KIND, author, |writer| writer.create(new, Timestamp(0))).unwrap();
    };
    let record = AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 9 << 20,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    let photo = replica.add_content(noise(n, 9 << 20));
    create(n, vec![NewObservation { attachments: [(photo, record)].into(), ..NewObservation::default() }]);
    for shard in 0..shards {
        let shard = 20 * n + shard;
        let text: String = noise(shard, 60_000).iter().map(|byte| char::from(b'!' + byte % 90)).collect();
        let notes = (0..16).map(|k| format!("{k}{text}"));
        create(shard, notes.map(|notes| NewObservation { notes: Some(notes), ..Default::default() }).collect());
    }
}

#[test]
fn a_narrow_wire_and_a_store_that_takes_a_minute_neither_block_nor_buffer() {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    // Shards beyond the credit one way are enough: to write and to deflate them is what takes time here.
    fill(&a, 1, 12);
    fill(&b, 2, 1);
    let mut wire = Wire::new(&a, &b, 4 << 10);
    let outcomes = wire.run();
    assert!(outcomes.iter().all(Outcome::is_complete));
    assert_eq!(outcomes[0].records_digest, outcomes[1].records_digest);
    assert_eq!(a.observations(), b.observations());
    for end in &wire.ends {
        let said = &end.said;
        assert!(said.items.most <= CREDIT, "{said:?}");
        assert!(said.media.most > CREDIT - PIECE as u64 && said.media.most <= CREDIT, "{said:?}");
        assert!(said.most_queued <= 256 << 10, "{said:?}");
        assert!(said.most_queued > 64 << 10, "the wire was never narrow: {said:?}");
    }
    let said = &wire.ends[0].said;
    assert!(said.flushes > 0 && said.items.most > CREDIT - (1 << 20), "the credit never ran out: {said:?}");
}
