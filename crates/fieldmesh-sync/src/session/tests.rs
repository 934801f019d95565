//! An honest session against peers that lie.

mod flooded;
mod pressed;

use fieldmesh_document::{
    AttachmentId, AttachmentRecord, AttachmentWant, ChangeHash, DeviceId, Heads, Inventory, NewObservation,
    RecordsDigest, Replica, ShardId, ShardKind, ShardState, Timestamp,
};
use fieldmesh_testkit::MemoryReplica;

use super::*;
use crate::message::{Answer, AnswerState, Form, ItemHeader, Line};
use crate::outbox::Outbox;
use crate::request::Ask;
use crate::serve;

const KIND: ShardKind = ShardKind::OBSERVATIONS;
const SHARD: ShardId = ShardId::from_bytes([1; 16]);
/// Its nonce decides the role: the smaller one initiates.
const HONEST: [u8; 16] = [5; 16];
const INITIATOR: [u8; 16] = [1; 16];
const RESPONDER: [u8; 16] = [9; 16];

/// An honest session and the peer that the test plays.
struct Bench {
    session: Session,
    replica: MemoryReplica,
    nonce: [u8; 16],
}

impl Bench {
    fn new(nonce: [u8; 16]) -> Self {
        let replica = MemoryReplica::new();
        create(&replica, SHARD);
        let session = Session::new(SessionOptions { nonce: HONEST, binding: [0; 32] });
        let mut bench = Self { session, replica, nonce };
        bench.drive();
        bench
    }

    /// The same, after a `Begin` of a peer that holds something else.
    fn begun(nonce: [u8; 16]) -> Self {
        let mut bench = Self::new(nonce);
        bench.begin(RecordsDigest([7; 32]));
        bench.drive();
        bench
    }

    fn begin(&mut self, records: RecordsDigest) {
        let gossip = Inventory::default().gossip_digest();
        let nonce = self.nonce;
        let answers = Some(HONEST);
        self.say(&[Message::Begin(Begin { nonce, answers, records, gossip, shards: 1, wanted: 0 })]);
    }

    fn drive(&mut self) {
        while let Some(request) = self.session.poll_request() {
            self.session.handle_reply(serve(request, &self.replica));
        }
    }

    fn say(&mut self, messages: &[Message<'_>]) {
        let mut outbox = Outbox::default();
        messages.iter().for_each(|message| outbox.push(message));
        while let Some(frame) = outbox.frame(self.nonce[..4].try_into().unwrap()) {
            self.session.handle_message(&frame);
        }
    }

    /// The peer lists one shard that the honest side does not hold, and plans to send it.
    fn announce(&mut self, shard: ShardId, heads: &Heads) {
        let state = ShardState::Held(heads.clone());
        let own = self.replica.inventory().unwrap();
        let held = own.get(&SHARD).unwrap().state.clone();
        let mut lines = vec![Line { shard: SHARD, kind: KIND, state: held }, Line { shard, kind: KIND, state }];
        lines.sort_by_key(|line| line.shard);
        self.say(&[Message::Leaves { lines, last: true }]);
        self.drive();
        self.say(&[Message::Plan { items: 1, partial: 0 }]);
    }

    /// What the honest side says, by name.
    fn heard(&mut self) -> Vec<(&'static str, Vec<u8>)> {
        let mut names = Vec::new();
        while let Some(frame) = self.session.poll_transmit() {
            let mut rest = &frame[5..];
            while !rest.is_empty() {
                let (message, after) = postcard::take_from_bytes::<Message<'_>>(rest).unwrap();
                names.push((message.name(), rest[..rest.len() - after.len()].to_vec()));
                rest = after;
            }
        }
        names
    }

    /// The session must have failed, said so in its last frame, and changed nothing.
    #[track_caller]
    fn failed(mut self, stop: Option<StopReason>) -> SessionError {
        self.drive();
        let last = self.heard().pop().map(|(_, bytes)| bytes);
        assert_eq!(last, stop.map(|reason| postcard::to_stdvec(&Message::Stop(reason)).unwrap()));
        assert!(self.session.is_ended());
        assert_eq!(self.replica.inventory().unwrap().len(), 1);
        loop {
            match self.session.poll_event().expect("a failure") {
                SessionEvent::Failed(error) => return error,
                SessionEvent::Progress(_) => {}
                SessionEvent::Finished(outcome) => panic!("{outcome:?}"),
            }
        }
    }
}

fn create(replica: &MemoryReplica, shard: ShardId) {
    let author = DeviceId::from_bytes([1; 32]);
    replica
        .write(shard, KIND, author, |writer| writer.create(vec![NewObservation::default()], Timestamp(0)))
        .unwrap();
}

fn some_heads() -> Heads {
    Heads::new([ChangeHash([3; 32])])
}

fn header(sent: u64, unpacked: u64, packed: bool) -> ItemHeader {
    let shard = ShardId::from_bytes([2; 16]);
    ItemHeader { shard, kind: KIND, heads: some_heads(), form: Form::Snapshot, packed, sent, unpacked }
}

#[test]
fn garbage_is_undecodable() {
    for frame in [&b""[..], b"\x01", b"\x00\x00\x00\x00\x00\x00", b"\x01aaaa\xFF\xFF\xFF\xFF"] {
        let mut bench = Bench::begun(INITIATOR);
        bench.session.handle_message(frame);
        assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::Undecodable { .. }));
    }
}

#[test]
fn a_list_that_claims_a_giant_length_is_undecodable() {
    let mut bench = Bench::begun(INITIATOR);
    // Leaves, and as many lines as 64 bits can say.
    bench.session.handle_message(b"\x01\x01\x01\x01\x01\x03\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01");
    assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::Undecodable { .. }));
}

#[test]
fn messages_out_of_order_are_refused_by_name() {
    for message in [
        Message::MediaEnd,
        Message::End,
        Message::Piece(b"x"),
        Message::Committed,
        Message::Done { proof: [0; 32], received: Moved::default() },
        Message::Differ(&[0; 32]),
        Message::Lacks { shard: SHARD, hashes: b"", last: true },
        Message::Hashes { shard: SHARD, hashes: b"", last: true },
    ] {
        let mut bench = Bench::begun(INITIATOR);
        let name = message.name();
        bench.say(&[message]);
        let error = bench.failed(Some(StopReason::Protocol));
        assert!(matches!(error, SessionError::Unexpected { message } if message == name), "{error:?}");
    }
}

#[test]
fn an_echoed_digest_and_proof_prove_nothing() {
    let mut bench = Bench::new(INITIATOR);
    let ours = bench.replica.inventory().unwrap().records_digest();
    bench.begin(ours);
    let (_, done) = bench.heard().into_iter().find(|(name, _)| *name == "Done").unwrap();
    let Message::Done { proof, .. } = postcard::from_bytes(&done).unwrap() else { panic!() };
    bench.say(&[Message::Done { proof, received: Moved::default() }]);
    let error = bench.failed(Some(StopReason::NotEqual));
    assert!(matches!(error, SessionError::NotEqual { ours: digest } if digest == ours));
}

#[test]
fn announced_changes_that_never_come_are_missed() {
    let mut bench = Bench::begun(INITIATOR);
    let heads = some_heads();
    let state = ShardState::Held(heads);
    let line = Line { shard: SHARD, kind: KIND, state };
    bench.say(&[Message::Leaves { lines: vec![line], last: true }]);
    bench.drive();
    // It claims to need nothing and to have nothing to send.
    bench.say(&[Message::Plan { items: 0, partial: 0 }, Message::End]);
    bench.drive();
    bench.say(&[Message::Committed]);
    let error = bench.failed(Some(StopReason::NotEqual));
    assert!(matches!(error, SessionError::NotArrived { shard: SHARD }), "{error:?}");
}

#[test]
fn a_shard_that_does_not_pass_the_guard_is_declined_and_named() {
    let mut bench = Bench::begun(INITIATOR);
    bench.announce(ShardId::from_bytes([2; 16]), &some_heads());
    bench.say(&[Message::Item(header(7, 7, false)), Message::Piece(b"garbage"), Message::End]);
    bench.drive();
    let credit = bench.heard().into_iter().find(|(name, _)| *name == "Credit").unwrap().1;
    let Message::Credit { refused, .. } = postcard::from_bytes(&credit).unwrap() else { panic!() };
    assert_eq!(refused, [(ShardId::from_bytes([2; 16]), DeclineReason::Refused)]);
    assert_eq!(bench.replica.inventory().unwrap().len(), 1);
    assert!(!bench.session.is_ended());
}

#[test]
fn giant_items_are_refused_before_they_come() {
    for (sent, unpacked, packed) in [
        (u64::MAX, u64::MAX, false),
        (10, u64::MAX, true),
        (5 << 20, 5 << 20, false),
        (0, 0, false),
        (10, 20, false),
    ] {
        let mut bench = Bench::begun(INITIATOR);
        bench.announce(ShardId::from_bytes([2; 16]), &some_heads());
        bench.say(&[Message::Item(header(sent, unpacked, packed))]);
        let error = bench.failed(Some(StopReason::Protocol));
        assert!(matches!(error, SessionError::TooMuch { .. } | SessionError::Invalid { .. }), "{error:?}");
    }
    let mut bench = Bench::begun(INITIATOR);
    bench.say(&[Message::Leaves { lines: Vec::new(), last: true }]);
    bench.drive();
    bench.say(&[Message::Plan { items: u64::MAX, partial: 0 }]);
    assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::TooMuch { .. }));
}

#[test]
fn a_bomb_is_not_inflated_beyond_what_was_announced() {
    let bomb = zstd::bulk::compress(&vec![0; 1 << 20], 3).unwrap();
    let mut bench = Bench::begun(INITIATOR);
    bench.announce(ShardId::from_bytes([2; 16]), &some_heads());
    let header = header(bomb.len() as u64, 1_000, true);
    bench.say(&[Message::Item(header), Message::Piece(&bomb), Message::End]);
    let error = bench.failed(Some(StopReason::Protocol));
    assert!(matches!(error, SessionError::Invalid { message: "Item", .. }), "{error:?}");
}

#[test]
fn a_sender_that_ignores_credit_is_stopped() {
    let mut bench = Bench::begun(INITIATOR);
    let ids: Vec<_> = (2..9).map(|n| ShardId::from_bytes([n; 16])).collect();
    let line = |shard| Line { shard, kind: KIND, state: ShardState::Held(some_heads()) };
    bench.say(&[Message::Leaves { lines: ids.iter().copied().map(line).collect(), last: true }]);
    bench.drive();
    bench.say(&[Message::Plan { items: 7, partial: 0 }]);
    let piece = vec![0; 50_000];
    for shard in ids {
        bench.say(&[Message::Item(ItemHeader { shard, ..header(1_500_000, 1_500_000, false) })]);
        for _ in 0..30 {
            bench.say(&[Message::Piece(&piece)]);
        }
    }
    let error = bench.failed(Some(StopReason::Protocol));
    assert!(matches!(error, SessionError::TooMuch { what: "bytes without credit", .. }), "{error:?}");
}

#[test]
fn answers_about_shards_that_were_not_listed_are_refused() {
    let mut bench = Bench::begun(RESPONDER);
    assert!(bench.heard().iter().any(|(name, _)| *name == "Leaves"));
    let state = AnswerState::Absent;
    let lines = vec![Answer { shard: ShardId::from_bytes([2; 16]), kind: KIND, state }];
    bench.say(&[Message::Answers { lines, last: true }]);
    assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::Invalid { message: "Answers", .. }));
}

#[test]
fn credit_for_more_than_was_sent_is_refused() {
    let mut bench = Bench::begun(RESPONDER);
    let lines = vec![Answer { shard: SHARD, kind: KIND, state: AnswerState::Absent }];
    bench.say(&[Message::Answers { lines, last: true }]);
    bench.say(&[Message::Plan { items: 0, partial: 0 }]);
    bench.say(&[Message::Credit { cost: u64::MAX, refused: Vec::new() }]);
    assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::Invalid { message: "Credit", .. }));
}

#[test]
fn wants_that_cannot_be_are_refused() {
    let want = |id, size, held| {
        let class = fieldmesh_document::AttachmentClass::Original;
        AttachmentWant { id: AttachmentId::from_bytes([id; 32]), class, size, held }
    };
    for lines in [vec![want(2, 1, 0), want(1, 1, 0)], vec![want(1, 1, 2)], vec![want(1, u64::MAX, 0)]] {
        let mut bench = Bench::new(INITIATOR);
        let records = bench.replica.inventory().unwrap().records_digest();
        let gossip = Inventory::default().gossip_digest();
        let begin = Begin { nonce: INITIATOR, answers: Some(HONEST), records, gossip, shards: 1, wanted: 2 };
        bench.say(&[Message::Begin(begin), Message::Wanted { lines, last: true }]);
        assert!(matches!(bench.failed(Some(StopReason::Protocol)), SessionError::Invalid { .. }));
    }
}

#[test]
fn frames_of_an_earlier_session_are_dropped() {
    let mut bench = Bench::new(INITIATOR);
    bench.say(&[Message::End]);
    let gossip = Inventory::default().gossip_digest();
    let records = RecordsDigest([7; 32]);
    let answers = Some([8; 16]);
    bench.say(&[Message::Begin(Begin { nonce: [2; 16], answers, records, gossip, shards: 1, wanted: 0 })]);
    bench.begin(records);
    bench.session.handle_message(b"\x01\x02\x02\x02\x02\x0C");
    assert!(!bench.session.is_ended());
}

/// A session whose `Begin` is out.
fn begin(nonce: u8, replica: &MemoryReplica) -> (Session, Vec<u8>) {
    let mut session = Session::new(SessionOptions { nonce: [nonce; 16], binding: [0; 32] });
    while let Some(request) = session.poll_request() {
        session.handle_reply(serve(request, replica));
    }
    let frame = session.poll_transmit().unwrap();
    (session, frame)
}

/// Carries frames until both are silent.
fn carry(a: &mut Session, b: &mut Session) {
    while let Some((frame, to)) = match a.poll_transmit() {
        Some(frame) => Some((frame, &mut *b)),
        None => b.poll_transmit().map(|frame| (frame, &mut *a)),
    } {
        to.handle_message(&frame);
    }
}

#[test]
fn what_crossed_a_cancelled_session_is_not_taken_for_an_answer_to_the_next() {
    let replica = MemoryReplica::new();
    for (first, theirs, second) in [(1, 5, 9), (1, 5, 2), (9, 5, 8), (9, 5, 1)] {
        let (mut first, first_frame) = begin(first, &replica);
        let (mut theirs, their_frame) = begin(theirs, &replica);
        theirs.handle_message(&first_frame);
        first.cancel();
        let stop = first.poll_transmit().unwrap();
        let (mut second, second_frame) = begin(second, &replica);
        second.handle_message(&their_frame);
        while let Some(frame) = theirs.poll_transmit() {
            if !second.is_foreign(&frame) {
                second.handle_message(&frame);
            }
        }
        assert!(second.poll_event().is_none());
        // Either theirs is over with the first, or it finds the second.
        theirs.handle_message(&stop);
        if theirs.is_ended() {
            assert!(matches!(
                theirs.poll_event(),
                Some(SessionEvent::Failed(SessionError::Stopped(StopReason::Cancelled)))
            ));
        } else {
            theirs.handle_message(&second_frame);
            carry(&mut second, &mut theirs);
            assert!(matches!(second.poll_event(), Some(SessionEvent::Finished(_))));
            assert!(matches!(theirs.poll_event(), Some(SessionEvent::Finished(_))));
        }
    }
}

#[test]
fn sessions_that_cross_find_each_other() {
    let replica = MemoryReplica::new();
    for (one, other) in [(1, 2), (2, 1)] {
        let (mut one, one_frame) = begin(one, &replica);
        let (mut other, other_frame) = begin(other, &replica);
        one.handle_message(&other_frame);
        other.handle_message(&one_frame);
        carry(&mut one, &mut other);
        assert!(matches!(one.poll_event(), Some(SessionEvent::Finished(_))));
        assert!(matches!(other.poll_event(), Some(SessionEvent::Finished(_))));
    }
}

#[test]
fn cancelling_tells_the_other_side() {
    let mut bench = Bench::begun(INITIATOR);
    bench.session.cancel();
    assert!(matches!(bench.failed(Some(StopReason::Cancelled)), SessionError::Cancelled));

    let mut bench = Bench::begun(INITIATOR);
    bench.say(&[Message::Stop(StopReason::NoSpace)]);
    // Nothing more is said to a side that stopped.
    assert!(matches!(bench.failed(None), SessionError::Stopped(StopReason::NoSpace)));
}

#[test]
fn a_reply_that_nobody_asked_for_is_an_error_of_the_driver() {
    let mut bench = Bench::begun(INITIATOR);
    let reply = serve(Request { lane: Lane::Write, ask: Ask::Commit }, &bench.replica);
    bench.session.handle_reply(reply);
    assert!(matches!(bench.failed(Some(StopReason::Storage)), SessionError::Reply));
}

#[test]
fn what_the_sender_packs_the_receiver_unpacks() {
    let replica = MemoryReplica::new();
    let mut bench = Bench::begun(INITIATOR);
    let shard = ShardId::from_bytes([2; 16]);
    create(&replica, shard);
    let theirs = replica.snapshot(&shard).unwrap();
    bench.announce(shard, &theirs.heads);
    let changes = replica.changes_since(&shard, &Heads::default()).unwrap();
    let list = postcard::to_stdvec(&changes).unwrap();
    let packed = zstd::bulk::compress(&list, 3).unwrap();
    let header = ItemHeader {
        shard,
        kind: KIND,
        heads: theirs.heads,
        form: Form::Changes,
        packed: true,
        sent: packed.len() as u64,
        unpacked: list.len() as u64,
    };
    bench.say(&[Message::Item(header), Message::Piece(&packed), Message::End]);
    bench.drive();
    assert_eq!(bench.replica.inventory().unwrap().get(&shard), replica.inventory().unwrap().get(&shard));
}

#[test]
fn pieces_that_came_are_made_durable_when_a_session_ends_early() {
    let replicas = [MemoryReplica::new(), MemoryReplica::new()];
    let id = replicas[0].add_content(vec![1; 300_000]);
    let record = AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 300_000,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    let observation = NewObservation { attachments: [(id, record)].into(), ..NewObservation::default() };
    replicas[0]
        .write(SHARD, KIND, DeviceId::from_bytes([1; 32]), |writer| writer.create(vec![observation], Timestamp(0)))
        .unwrap();
    let mut sessions = [1, 2].map(session);
    let held = || replicas[1].wanted().unwrap().first().map_or(0, |want| want.held);
    while held() == 0 {
        for n in [0, 1] {
            if let Some(request) = sessions[n].poll_request() {
                sessions[n].handle_reply(serve(request, &replicas[n]));
            }
            if let Some(frame) = sessions[n].poll_transmit() {
                sessions[1 - n].handle_message(&frame);
            }
        }
    }
    for (session, commits) in sessions.iter_mut().zip([false, true]) {
        session.cancel();
        assert_eq!(session.poll_request().is_some_and(|last| matches!(last.ask, Ask::Commit)), commits);
        assert!(session.poll_request().is_none());
    }
}

fn session(n: u8) -> Session {
    Session::new(SessionOptions { nonce: [n; 16], binding: [0; 32] })
}

/// Runs two sessions until neither has anything to do; `spoil` may change each frame. The outcomes.
fn run(replicas: &[MemoryReplica; 2], nonces: [u8; 2], mut spoil: impl FnMut(&mut [u8])) -> Vec<Outcome> {
    let mut sessions = nonces.map(session);
    let mut busy = true;
    while std::mem::take(&mut busy) {
        for n in [0, 1] {
            while let Some(request) = sessions[n].poll_request() {
                sessions[n].handle_reply(serve(request, &replicas[n]));
                busy = true;
            }
            while let Some(mut frame) = sessions[n].poll_transmit() {
                spoil(&mut frame);
                sessions[1 - n].handle_message(&frame);
                busy = true;
            }
        }
    }
    let events = sessions.iter_mut().flat_map(|session| std::iter::from_fn(|| session.poll_event()));
    let outcomes = events.filter_map(|event| match event {
        SessionEvent::Finished(outcome) => Some(*outcome),
        _ => None,
    });
    outcomes.collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        cases: 192, failure_persistence: None, ..Default::default()
    })]

    /// One spoilt byte anywhere never panics and never makes a false proof: whoever finishes holds what the
    /// digest says, and the next session completes.
    #[test]
    fn one_spoilt_byte_is_never_believed(at in proptest::prelude::any::<usize>(), by in 1..=255u8) {
        let replicas = [MemoryReplica::new(), MemoryReplica::new()];
        let shards = [SHARD, ShardId::from_bytes([2; 16]), ShardId::from_bytes([3; 16])];
        create(&replicas[0], shards[0]);
        create(&replicas[1], shards[1]);
        create(&replicas[0], shards[2]);
        let mut bytes = 0;
        proptest::prop_assert_eq!(run(&replicas, [3, 4], |frame| bytes += frame.len()).len(), 2);
        create(&replicas[0], shards[2]);
        create(&replicas[1], shards[2]);
        create(&replicas[1], ShardId::from_bytes([4; 16]));

        // The second session is about as long as the first.
        let (at, mut seen) = (at % bytes, 0);
        let outcomes = run(&replicas, [1, 2], |frame| {
            if let Some(byte) = at.checked_sub(seen).and_then(|at| frame.get_mut(at)) {
                *byte ^= by;
            }
            seen += frame.len();
        });
        proptest::prop_assert!(at < seen || outcomes.len() == 2);
        for outcome in outcomes.iter().filter(|outcome| outcome.records_equal) {
            for replica in &replicas {
                proptest::prop_assert_eq!(outcome.records_digest, replica.inventory().unwrap().records_digest());
            }
        }
        let again = run(&replicas, [5, 6], |_| {});
        proptest::prop_assert!(again.len() == 2 && again.iter().all(Outcome::is_complete));
    }
}
