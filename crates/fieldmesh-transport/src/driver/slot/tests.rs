//! Two slots, and everything that people may press.

use fieldmesh_document::{AttachmentRecord, NewObservation};
use fieldmesh_sync::{FRAME_LIMIT, serve};
use fieldmesh_testkit::MemoryReplica;
use proptest::prelude::*;
use std::sync::Arc;

use super::*;
use crate::driver::tests::bench::{different, options, write};

/// What happens next, on which side.
#[derive(Clone, Copy, Debug)]
enum Step {
    Begin(usize),
    Answer(usize, bool),
    Cancel(usize),
    /// The oldest frame under way to this side arrives.
    Hear(usize),
    /// The replica of this side does what it was asked for longest ago.
    Serve(usize),
}

struct Side {
    link: Link,
    slot: Slot,
    events: Events,
    replica: Arc<MemoryReplica>,
    /// Under way to this side.
    frames: VecDeque<Vec<u8>>,
    requests: VecDeque<(u64, Request)>,
    finished: usize,
    /// How many contents were on neither side when the last one had finished.
    on_neither: u64,
}

const NOW: Timestamp = Timestamp(0);

fn sides() -> [Side; 2] {
    let (a, b) = different(&[2_000]);
    let side = |n, replica: Arc<MemoryReplica>| Side {
        link: Link::new(options(n, &*replica).unwrap(), NOW),
        slot: Slot::new([7; 32]),
        events: Events::default(),
        replica,
        frames: VecDeque::new(),
        requests: VecDeque::new(),
        finished: 0,
        on_neither: 0,
    };
    let mut sides = [side(1, a), side(2, b)];
    for n in [0, 1, 0, 1] {
        while let Some(frame) = sides[n].link.poll_transmit() {
            sides[1 - n].link.handle_message(&frame, NOW).unwrap();
        }
    }
    assert!(sides.iter().all(|side| side.link.acceptance().is_some()));
    sides
}

/// Does a step, and everything that follows of itself; whether there was anything to do.
fn go(sides: &mut [Side; 2], step: Step) -> bool {
    let (Step::Begin(n) | Step::Answer(n, _) | Step::Cancel(n) | Step::Hear(n) | Step::Serve(n)) = step;
    let Side { link, slot, events, replica, frames, requests, .. } = &mut sides[n];
    let mut did = true;
    match step {
        Step::Begin(_) => slot.begin(link, events, NOW).unwrap(),
        Step::Answer(_, yes) => slot.answer(yes, events, NOW),
        Step::Cancel(_) => slot.cancel(events, NOW),
        Step::Hear(_) => match frames.pop_front() {
            Some(frame) => slot.handle_message(&frame, link, events, NOW).unwrap(),
            None => did = false,
        },
        Step::Serve(_) => match requests.pop_front() {
            Some((serial, request)) => slot.handle_reply(serial, serve(request, &**replica), events, NOW),
            None => did = false,
        },
    }
    loop {
        while let Some(request) = sides[n].slot.poll_request() {
            sides[n].requests.push_back(request);
        }
        let side = &mut sides[n];
        side.slot.collect(&mut side.events, NOW);
        let Some(frame) = side.slot.poll_transmit() else { break };
        assert!(frame.len() <= FRAME_LIMIT);
        sides[1 - n].frames.push_back(frame);
    }
    let side = &mut sides[n];
    assert!(side.requests.len() <= 4);
    while let Some(event) = side.events.pop(NOW) {
        if let Event::Finished(outcome) = event {
            side.finished += 1;
            side.on_neither = outcome.photos.on_neither;
        }
    }
    did
}

/// Lets everything arrive and be done, and says yes to what is asked.
fn settle(sides: &mut [Side; 2]) {
    let mut moved = true;
    while moved {
        moved = false;
        for n in [0, 1] {
            moved |= go(sides, Step::Hear(n)) | go(sides, Step::Serve(n));
            if matches!(sides[n].slot.state, State::Invited(_)) {
                moved = true;
                go(sides, Step::Answer(n, true));
            }
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let side = || 0..2_usize;
    let step = prop_oneof![
        2 => side().prop_map(Step::Begin),
        1 => (side(), any::<bool>()).prop_map(|(n, yes)| Step::Answer(n, yes)),
        1 => side().prop_map(Step::Cancel),
        5 => side().prop_map(Step::Hear),
        5 => side().prop_map(Step::Serve),
    ];
    prop::collection::vec(step, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Whatever is pressed, and however slowly frames and replicas are, nobody waits for ever: when everything has
    /// arrived and every question is answered, no side is in a session. Liveness: then a session runs to its proof.
    #[test]
    fn whatever_people_press_nobody_waits_for_ever(steps in steps()) {
        let mut sides = sides();
        for step in steps {
            go(&mut sides, step);
        }
        settle(&mut sides);
        prop_assert!(sides.iter().all(|side| matches!(side.slot.state, State::Idle)));
        prop_assert!(sides.iter().all(|side| side.slot.stale == 0 && side.slot.open == 0));
        let before = [sides[0].finished, sides[1].finished];
        go(&mut sides, Step::Begin(0));
        settle(&mut sides);
        prop_assert_eq!([sides[0].finished, sides[1].finished], before.map(|finished| finished + 1));
        prop_assert_eq!(sides[0].replica.observations(), sides[1].replica.observations());
    }
}

/// A session from both sides: the bytes that moved to the second, and how many contents the first misses on both.
fn session(sides: &mut [Side; 2]) -> (usize, u64) {
    let (mut bytes, finished) = (0, sides[0].finished);
    for n in [0, 1] {
        go(sides, Step::Begin(n));
    }
    loop {
        bytes += sides[1].frames.front().map_or(0, Vec::len);
        if ![Step::Hear(1), Step::Hear(0), Step::Serve(0), Step::Serve(1)]
            .map(|step| go(sides, step))
            .contains(&true)
        {
            break;
        }
    }
    assert_eq!([sides[0].finished, sides[1].finished], [finished + 1; 2]);
    (bytes, sides[0].on_neither)
}

#[test]
fn what_the_other_side_does_not_hold_is_not_listed_again_until_it_holds_something_else() {
    let mut sides = sides();
    let missing = |n: u32| {
        let record = AttachmentRecord {
            media_type: "image/jpeg".into(),
            size: 5_000,
            name: None,
            created: None,
            preview: None,
            thumbnail: None,
        };
        let attachments = [(AttachmentId::of(&n.to_le_bytes()), record)].into();
        NewObservation { attachments, ..NewObservation::default() }
    };
    for n in 0..100 {
        write(&sides[0].replica, 1, missing(n));
    }
    let (all, on_neither) = session(&mut sides);
    assert_eq!(on_neither, 100);
    write(&sides[0].replica, 1, NewObservation::default());
    let (again, on_neither) = session(&mut sides);
    assert_eq!(on_neither, 100);
    assert!(again + 100 * 32 < all, "{again} {all}");
    assert!(again < 100 * 32, "no id was listed: {again}");

    // The other side gets one of them, and says that it holds something else.
    let content = 7_u32.to_le_bytes();
    assert_eq!(sides[1].replica.add_content(content.to_vec()), AttachmentId::of(&content));
    let mut state = sides[1].link.acceptance().unwrap().peer().state.clone();
    state.media = [MediaDigest([9; 32]); 3];
    sides[1].link.update(state);
    while let Some(frame) = sides[1].link.poll_transmit() {
        sides[0].link.handle_message(&frame, NOW).unwrap();
    }
    write(&sides[0].replica, 1, NewObservation::default());
    assert!(session(&mut sides).0 > 100 * 32);
}
