use fieldmesh_document::{DeviceKind, MediaDigest, MediaPolicy, ProjectId, RecordsDigest, StoreId};

use super::*;
use crate::hello::{ConfigurationSummary, NAME_LIMIT};

const START: Timestamp = Timestamp(1_000_000);

fn state(n: u8) -> ReplicaState {
    ReplicaState {
        records: RecordsDigest([n; 32]),
        gossip: RecordsDigest([0; 32]),
        observations: 5,
        media: [MediaDigest([0; 32]); 3],
        wanted: 0,
        policy: MediaPolicy::Everything,
    }
}

fn hello(hello: Hello) -> LinkMessage {
    LinkMessage::Hello(Greeting { hello, minor: WIRE_MINOR })
}

fn options(n: u8) -> LinkOptions {
    let party = Party::Device {
        device: DeviceId::from_bytes([n; 32]),
        store: StoreId::new(n.into()),
        counter: 1,
        name: format!("laptop {n}"),
        kind: DeviceKind::Laptop,
    };
    let fingerprint = Fingerprint { algorithm: 0, hash: [1; 32] };
    let configuration = ConfigurationSummary { name: "Jungle".into(), version: "1".into(), fingerprint };
    let hello = Hello {
        program: "test".into(),
        party,
        project: ProjectId::from_bytes([1; 16]),
        configuration: Some(configuration),
        state: state(1),
    };
    LinkOptions { hello, configuration: Some([n; 70_000].into()), accepts: Vec::new(), removed: Vec::new() }
}

/// Carries frames until both are silent; what happened on each side.
fn meet(a: &mut Link, b: &mut Link) -> [Vec<LinkEvent>; 2] {
    loop {
        let mut silent = true;
        for (from, to) in [(&mut *a, &mut *b)] {
            while let Some(frame) = from.poll_transmit() {
                to.handle_message(&frame, START).unwrap();
                silent = false;
            }
            while let Some(frame) = to.poll_transmit() {
                from.handle_message(&frame, START).unwrap();
                silent = false;
            }
        }
        if silent {
            return [a, b].map(|link| std::iter::from_fn(|| link.poll_event()).collect());
        }
    }
}

fn links(a: LinkOptions, b: LinkOptions) -> (Link, Link) {
    (Link::new(a, START), Link::new(b, START))
}

#[test]
fn both_know_names_and_whether_data_is_equal_before_anything_moves() {
    let mut other = options(2);
    other.hello.state = state(9);
    for (theirs, equal) in [(options(2), true), (other, false)] {
        let (mut a, mut b) = links(options(1), theirs);
        for events in meet(&mut a, &mut b) {
            let [LinkEvent::Accepted(acceptance)] = events.as_slice() else { panic!("{events:?}") };
            assert_eq!(acceptance.same_data(), equal);
        }
        assert_eq!(a.peer().unwrap().party.name(), "laptop 2");
    }
}

/// A change to the other side's options, and the refusal it makes.
type Case<'a> = (&'a dyn Fn(&mut LinkOptions), fn(&LinkRefusal) -> bool);

#[test]
fn each_refusal_is_told_to_both_sides_and_ends_the_link() {
    let other_project = |o: &mut LinkOptions| o.hello.project = ProjectId::from_bytes([2; 16]);
    let other_configuration = |o: &mut LinkOptions| {
        o.hello.configuration.as_mut().unwrap().fingerprint.hash = [2; 32];
    };
    let copied = |o: &mut LinkOptions| match &mut o.hello.party {
        Party::Device { device, .. } => *device = DeviceId::from_bytes([1; 32]),
        Party::File { .. } => {}
    };
    let removes = |o: &mut LinkOptions| o.removed = vec![DeviceId::from_bytes([1; 32])];
    let cases: [Case<'_>; 4] = [
        (&other_project, |r| matches!(r, LinkRefusal::OtherProject { .. })),
        (&other_configuration, |r| matches!(r, LinkRefusal::OtherConfiguration { .. })),
        (&copied, |r| matches!(r, LinkRefusal::CopiedDevice { same_store: false, .. })),
        (&removes, |r| matches!(r, LinkRefusal::RemovedDevice { device, .. } if *device.as_bytes() == [1; 32])),
    ];
    for (change, expected) in cases {
        let mut theirs = options(2);
        change(&mut theirs);
        let (mut a, mut b) = links(options(1), theirs);
        let mut refusal = None;
        for events in meet(&mut a, &mut b) {
            refusal = events.iter().find_map(|event| match event {
                LinkEvent::Refused(refusal) => Some(refusal.clone()),
                _ => None,
            });
            assert!(refusal.as_ref().is_some_and(expected), "{events:?}");
        }
        let parted = matches!(refusal, Some(LinkRefusal::OtherConfiguration { .. }));
        assert!(a.is_ended() != parted && b.is_ended() != parted);
        assert!(a.acceptance().is_none() && b.acceptance().is_none());
    }
}

#[test]
fn a_configuration_that_is_accepted_by_name_is_no_mismatch() {
    let (mut ours, mut theirs) = (options(1), options(2));
    let other = Fingerprint { algorithm: 0, hash: [2; 32] };
    theirs.hello.configuration.as_mut().unwrap().fingerprint = other;
    theirs.accepts = vec![ours.hello.configuration.as_ref().unwrap().fingerprint];
    ours.accepts = vec![other];
    let (mut a, mut b) = links(ours, theirs);
    assert!(meet(&mut a, &mut b).iter().flatten().all(|event| matches!(event, LinkEvent::Accepted(_))));
    assert!(a.acceptance().is_some());
}

fn with_configuration(n: u8, hash: Option<u8>) -> LinkOptions {
    let mut options = options(n);
    match (hash, &mut options.hello.configuration) {
        (Some(hash), Some(configuration)) => configuration.fingerprint.hash = [hash; 32],
        _ => (options.hello.configuration, options.configuration) = (None, None),
    }
    options
}

#[test]
fn devices_that_differ_in_configuration_get_each_others_and_can_offer_their_own() {
    let (mut a, mut b) = links(with_configuration(1, Some(1)), with_configuration(2, Some(2)));
    let [at_a, at_b] = meet(&mut a, &mut b);
    assert!(at_a.contains(&LinkEvent::Configuration(vec![2; 70_000])), "{} events", at_a.len());
    assert!(at_b.contains(&LinkEvent::Configuration(vec![1; 70_000])));
    a.offer();
    let [_, at_b] = meet(&mut a, &mut b);
    assert_eq!(at_b, [LinkEvent::Offered]);
    let now = Timestamp(START.0 + Link::HEARTBEAT);
    a.handle_timeout(now);
    assert!(a.poll_transmit().is_some_and(|frame| b.handle_message(&frame, now).is_ok()));
}

#[test]
fn a_successor_is_refused_by_those_who_do_not_know_it_and_reaches_them() {
    let mut successor = with_configuration(1, Some(1));
    successor.accepts = vec![Fingerprint { algorithm: 0, hash: [2; 32] }];
    let (mut a, mut b) = links(successor, with_configuration(2, Some(2)));
    let [at_a, at_b] = meet(&mut a, &mut b);
    assert!(matches!(at_a.first(), Some(LinkEvent::Refused(LinkRefusal::OtherConfiguration { .. }))));
    assert!(at_b.contains(&LinkEvent::Configuration(vec![1; 70_000])));
    assert!(a.acceptance().is_none() && b.acceptance().is_none());
}

#[test]
fn who_has_no_configuration_is_accepted_and_gets_one() {
    let (mut a, mut b) = links(with_configuration(1, None), with_configuration(2, Some(2)));
    let [at_a, at_b] = meet(&mut a, &mut b);
    assert!(matches!(at_a[..], [LinkEvent::Accepted(_), LinkEvent::Configuration(_)]));
    assert!(matches!(at_b[..], [LinkEvent::Accepted(_)]));
}

#[test]
fn a_configuration_nobody_asked_for_ends_the_link() {
    let (mut a, mut b) = links(options(1), options(2));
    meet(&mut a, &mut b);
    let piece = message::Piece { total: 3, bytes: vec![0; 3] };
    let frame = message::encode(&LinkMessage::Configuration(piece));
    assert!(matches!(a.handle_message(&frame, START), Err(LinkError::Malformed { .. })));
    assert!(a.is_ended());
}

#[test]
fn another_version_of_the_wire_is_named() {
    let mut a = Link::new(options(1), START);
    a.handle_message(&[0, 3, 99, 99, 99], START).unwrap();
    let refusal = LinkRefusal::Version { ours: WIRE_VERSION, theirs: 3 };
    assert_eq!(a.poll_event(), Some(LinkEvent::Refused(refusal)));
}

#[test]
fn a_silent_peer_is_lost_and_a_heartbeat_keeps_it() {
    let (mut a, mut b) = links(options(1), options(2));
    meet(&mut a, &mut b);
    let mut now = START;
    for _ in 0..20 {
        now = a.poll_timeout().unwrap();
        a.handle_timeout(now);
        b.handle_timeout(now);
        while let Some(frame) = a.poll_transmit() {
            b.handle_message(&frame, now).unwrap();
        }
        a.heard(now);
    }
    assert!(now.0 - START.0 > Link::GONE_AFTER);
    assert!(!b.is_ended());
    b.handle_timeout(Timestamp(now.0 + Link::GONE_AFTER));
    assert_eq!(b.poll_event(), Some(LinkEvent::Lost));
    assert_eq!(b.poll_timeout(), None);
}

#[test]
fn a_change_of_data_and_a_farewell_reach_the_other_side() {
    let (mut a, mut b) = links(options(1), options(2));
    meet(&mut a, &mut b);
    a.update(state(8));
    a.update(state(9));
    let [_, events] = meet(&mut a, &mut b);
    assert_eq!(events, [LinkEvent::StateChanged(state(9))]);
    assert!(!b.acceptance().unwrap().same_data());
    a.leave();
    let [_, events] = meet(&mut a, &mut b);
    assert_eq!(events, [LinkEvent::Left]);
}

#[test]
fn names_are_cut_here_refused_there_and_never_write_on_a_terminal() {
    let mut long = options(1);
    if let Party::Device { name, .. } = &mut long.hello.party {
        *name = format!("\u{1b}[2J{}", "x".repeat(500));
    }
    let frame = message::encode(&hello(long.hello.clone()));
    let mut b = Link::new(options(2), START);
    assert!(matches!(b.handle_message(&frame, START), Err(LinkError::Malformed { .. })));
    assert!(b.is_ended());

    let (mut a, mut b) = links(long, options(2));
    meet(&mut a, &mut b);
    let name = b.peer().unwrap().party.name();
    assert_eq!(name.chars().count(), NAME_LIMIT);
    assert!(name.starts_with("\u{FFFD}[2Jx"));
}

#[test]
fn messages_out_of_order_end_the_link() {
    for message in [LinkMessage::Accept, LinkMessage::Heartbeat, LinkMessage::State(state(1))] {
        let mut a = Link::new(options(1), START);
        let error = a.handle_message(&message::encode(&message), START);
        assert!(matches!(error, Err(LinkError::Unexpected { .. })), "{error:?}");
        assert!(a.is_ended());
    }
}

#[test]
fn each_message_has_its_number_in_the_specification() {
    let messages = [
        hello(options(1).hello),
        LinkMessage::Accept,
        LinkMessage::Refuse(RefusalCode::OtherProject),
        LinkMessage::State(state(1)),
        LinkMessage::Heartbeat,
        LinkMessage::Leave,
        LinkMessage::Want,
        LinkMessage::Configuration(message::Piece { total: 1, bytes: vec![1] }),
        LinkMessage::Offer,
    ];
    for (number, message) in messages.iter().enumerate() {
        assert_eq!(message::encode(message)[..3], [0, WIRE_VERSION, number as u8], "{}", message.name());
    }
    for code in 0..=4 {
        assert_eq!(
            message::encode(&LinkMessage::Refuse(RefusalCode::from(code))),
            [0, WIRE_VERSION, 2, code as u8]
        );
    }
}

/// What a program of minor version 7 says: its hello has a kind of device, a policy and fields that nobody knows here.
fn hello_of_the_future() -> Vec<u8> {
    let at = |change: fn(&mut Hello)| {
        let mut other = options(2).hello;
        let before = message::encode(&hello(other.clone()));
        change(&mut other);
        let after = message::encode(&hello(other));
        before.iter().zip(after).position(|(before, after)| *before != after).unwrap()
    };
    let kind = at(|hello| match &mut hello.party {
        Party::Device { kind, .. } => *kind = DeviceKind::Phone,
        Party::File { .. } => {}
    });
    let policy = at(|hello| hello.state.policy = MediaPolicy::Previews);
    let mut frame = message::encode(&LinkMessage::Hello(Greeting { hello: options(2).hello, minor: 7 }));
    (frame[kind], frame[policy]) = (77, 99);
    frame.extend_from_slice(b"and more");
    frame
}

#[test]
fn a_newer_minor_version_is_understood_as_far_as_it_goes() {
    let mut a = Link::new(options(1), START);
    a.handle_message(&hello_of_the_future(), START).unwrap();
    // A message that this version does not know, with anything in it.
    a.handle_message(&[0, WIRE_VERSION, 9, 1, 2, 3], START).unwrap();
    a.handle_message(&message::encode(&LinkMessage::Accept), START).unwrap();
    let Some(LinkEvent::Accepted(acceptance)) = a.poll_event() else { panic!() };
    assert_eq!(*acceptance.peer(), options(2).hello);
    assert_eq!(acceptance.minor(), WIRE_MINOR);
    let mut changed = message::encode(&LinkMessage::State(state(9)));
    changed.extend([200; 50]);
    a.handle_message(&changed, START).unwrap();
    a.handle_message(&[0, WIRE_VERSION, 200, 200, 3], START).unwrap();
    assert_eq!(a.poll_event(), Some(LinkEvent::StateChanged(state(9))));
    assert_eq!(a.poll_event(), None);
    // What is too short is not of a newer version.
    let short = message::encode(&LinkMessage::State(state(9)));
    assert!(matches!(a.handle_message(&short[..short.len() - 1], START), Err(LinkError::Malformed { .. })));
}

#[test]
fn a_refusal_of_a_newer_version_is_one_without_an_explanation() {
    let mut a = Link::new(options(1), START);
    a.handle_message(&hello_of_the_future(), START).unwrap();
    a.handle_message(&[0, WIRE_VERSION, 2, 44], START).unwrap();
    assert_eq!(a.poll_event(), Some(LinkEvent::Refused(LinkRefusal::Unexplained)));
    assert!(a.is_ended());
}
