//! Peers that send and send: what a session keeps of it stays within the limits of `docs/protocol.md`, section 7, until it
//! ends. Items are in the tests beside, hashes in those of `partial`.

use super::*;
use crate::limits::{CREDIT, INVENTORY, LINES, PIECE, QUEUE, WANTS_PAGE};

/// An attachment that only its record knows.
fn absent(n: u8) -> AttachmentId {
    AttachmentId::from_bytes([n; 32])
}

/// Bytes in the order of their numbers.
fn ordered<const N: usize>(number: u64) -> [u8; N] {
    let digits = format!("{number:0N$}");
    std::array::from_fn(|place| digits.as_bytes()[place])
}

/// Says one message after another until the session is over; how many bytes it took before, and why it ended.
fn flood<'a>(mut bench: Bench, mut message: impl FnMut(u64) -> Message<'a>) -> (u64, SessionError) {
    let mut taken = 0;
    for number in 0.. {
        let next = message(number);
        let size = postcard::to_stdvec(&next).unwrap().len() as u64;
        bench.say(&[next]);
        assert!(bench.session.queued() <= QUEUE, "{} bytes wait to be sent", bench.session.queued());
        if bench.session.is_ended() {
            break;
        }
        taken += size;
        assert!(taken < 1 << 30, "it takes whatever comes");
    }
    (taken, bench.failed(Some(StopReason::Protocol)))
}

#[test]
fn an_inventory_without_end_is_refused_by_its_lines_and_by_its_bytes() {
    let heads = |count: u16| {
        let hash = |n: u16| {
            let mut hash = [0; 32];
            hash[..2].copy_from_slice(&n.to_le_bytes());
            ChangeHash(hash)
        };
        Heads::new((0..count).map(hash))
    };
    let id = |number: u64| ShardId::from_bytes(ordered(number));
    for (each, page, limit) in [(1_u16, 1_000, LINES as u64), (1_000, 1, INVENTORY as u64)] {
        let heads = heads(each);
        let line = |number| Line { shard: id(number), kind: KIND, state: ShardState::Held(heads.clone()) };
        let (taken, error) = flood(Bench::begun(INITIATOR), |number| Message::Leaves {
            lines: (number * page..(number + 1) * page).map(line).collect(),
            last: false,
        });
        assert!(matches!(error, SessionError::TooMuch { limit: over, .. } if over == limit), "{error:?}");
        assert!(taken <= INVENTORY as u64, "{taken} bytes were taken");
    }
}

/// Whoever begins again and again gets one answer: to the last of it.
#[test]
fn beginnings_without_end_leave_one_answer() {
    let mut bench = Bench::new(INITIATOR);
    let records = RecordsDigest([7; 32]);
    let gossip = Inventory::default().gossip_digest();
    for number in 0..5_000_u64 {
        let mut nonce = INITIATOR;
        nonce[8..].copy_from_slice(&number.to_le_bytes());
        bench.nonce = nonce;
        bench.say(&[Message::Begin(Begin { nonce, answers: None, records, gossip, shards: 1, wanted: 0 })]);
    }
    assert!(!bench.session.is_ended());
    let said = bench.heard();
    let [("Begin", answer)] = said.as_slice() else { panic!("{} messages", said.len()) };
    let Message::Begin(answer) = postcard::from_bytes(answer).unwrap() else { panic!() };
    assert_eq!(answer.answers, Some(bench.nonce));
    // It is a session as any other, with the last one.
    bench.begin(records);
    bench.drive();
    bench.say(&[Message::Leaves { lines: Vec::new(), last: true }]);
    bench.drive();
    assert!(bench.heard().iter().any(|(name, _)| *name == "Answers"));
}

#[test]
fn a_list_of_wants_goes_on_only_after_its_answer() {
    let mut bench = Bench::new(INITIATOR);
    let records = bench.replica.inventory().unwrap().records_digest();
    let gossip = Inventory::default().gossip_digest();
    let begin = Begin { nonce: INITIATOR, answers: Some(HONEST), records, gossip, shards: 1, wanted: 1 };
    bench.say(&[Message::Begin(begin)]);
    let class = fieldmesh_document::AttachmentClass::Original;
    let want =
        |number: u64| AttachmentWant { id: AttachmentId::from_bytes(ordered(number)), class, size: 1, held: 0 };
    let page = WANTS_PAGE as u64;
    let (taken, error) = flood(bench, |number| Message::Wanted {
        lines: (number * page..(number + 1) * page).map(want).collect(),
        last: false,
    });
    assert!(matches!(error, SessionError::Unexpected { message: "Wanted" }), "{error:?}");
    assert!(taken <= 65_000, "{taken} bytes were taken");
}

#[test]
fn attachments_beyond_the_credit_are_refused_while_the_disk_is_slow() {
    let size = 2 * CREDIT;
    let record = AttachmentRecord {
        media_type: "video/mp4".into(),
        size,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    let replica = MemoryReplica::new();
    let new = NewObservation { attachments: [(absent(7), record)].into(), ..NewObservation::default() };
    let author = DeviceId::from_bytes([1; 32]);
    replica.write(SHARD, KIND, author, |writer| writer.create(vec![new], Timestamp(0))).unwrap();
    let session = Session::new(SessionOptions { nonce: HONEST, binding: [0; 32] });
    let mut bench = Bench { session, replica, nonce: INITIATOR };
    bench.drive();
    let records = bench.replica.inventory().unwrap().records_digest();
    bench.begin(records);
    bench.drive();
    assert!(bench.heard().iter().any(|(name, _)| *name == "Wanted"));
    bench.say(&[Message::Wanted { lines: Vec::new(), last: true }, Message::Holds(vec![true])]);
    let piece = vec![0; PIECE];
    // Nothing that it asks of its replica is done.
    let (taken, error) =
        flood(bench, |number| Message::Media { id: absent(7), offset: number * PIECE as u64, bytes: &piece });
    assert!(matches!(error, SessionError::TooMuch { what: "bytes without credit", .. }), "{error:?}");
    assert!(taken <= CREDIT + CREDIT / 100, "{taken} bytes were taken");
}
