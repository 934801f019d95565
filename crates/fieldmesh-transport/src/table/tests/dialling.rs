//! Whom the table dials, and when.

use super::*;
use crate::contact::Closing;
use crate::limits::{BACKOFF, DIALS, WAYS};
use crate::table::{DialFailure, Target};

/// When each dial of one way goes out, if all fail at once, during the first `until` milliseconds.
fn dials_until(table: &mut Table<Doing>, until: i64) -> Vec<i64> {
    let (mut moments, mut now) = (Vec::new(), START);
    loop {
        for (dial, _) in dialled(table) {
            moments.push(now.0 - START.0);
            table.dial_failed(dial, DialFailure::Unreachable, now);
        }
        match table.poll_timeout().filter(|next| *next <= at(until)) {
            Some(next) => now = next,
            None => return moments,
        }
        table.handle_timeout(now);
    }
}

#[test]
fn the_smaller_instance_dials_at_once() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    assert_eq!(dialled(&mut table).len(), 1);
}

#[test]
fn the_larger_instance_waits_so_that_mostly_one_dials() {
    let mut waits = Vec::new();
    for seed in 0..100 {
        let mut table = Table::<Doing>::new(TableOptions { ours: key(1), instance: instance(9), seed });
        table.sighted(sighting(2), START);
        assert_eq!(effects(&mut table), []);
        let next = table.poll_timeout().unwrap();
        waits.push(next.0 - START.0);
        table.handle_timeout(next);
        assert_eq!(dialled(&mut table).len(), 1);
    }
    waits.sort_unstable();
    assert!(waits.iter().all(|wait| (300..=600).contains(wait)), "{waits:?}");
    waits.dedup();
    assert!(waits.len() > 30, "the waiting hardly varies: {waits:?}");
}

#[test]
fn the_larger_instance_does_not_dial_when_it_was_called_meanwhile() {
    let mut table = table(3);
    table.sighted(sighting(2), START);
    called(&mut table, 1, 2, at(200));
    pass(&mut table, at(5_000));
    assert_eq!(dialled(&mut table), []);
}

#[test]
fn own_sightings_are_not_dialled() {
    let mut table = table(1);
    table.sighted(sighting(1), START);
    assert_eq!((effects(&mut table), table.poll_timeout()), (vec![], None));
}

#[test]
fn the_next_address_is_dialled_when_one_fails_and_the_instance_verified_when_all_did() {
    let mut table = table(1);
    table.sighted(Sighting { addresses: vec![address(2), address(3)], ..sighting(2) }, START);
    let [(first, to)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    assert_eq!(to, address(2));
    table.dial_failed(first, DialFailure::NotThisProgram, at(10));
    let [(second, to)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    assert_eq!(to, address(3));
    assert_eq!(table.unreached().count(), 0, "an address is left");
    table.dial_failed(second, DialFailure::Unreachable, at(20));
    assert_eq!(effects(&mut table), [Effect::Verify(instance(2))]);
    let unreached: Vec<_> = table.unreached().collect();
    assert_eq!(unreached.len(), 1);
    assert_eq!(unreached[0].target, Target::Seen(instance(2)));
    assert_eq!(unreached[0].failure, DialFailure::NotThisProgram, "the more telling one");
}

#[test]
fn dials_that_fail_become_rarer() {
    let mut table = table(1);
    table.typed(address(2), START);
    let moments = dials_until(&mut table, 60_000);
    assert_eq!(moments, [0, 1_000, 3_000, 7_000, 15_000, 30_000, 45_000, 60_000]);
}

#[test]
fn an_address_that_is_typed_again_is_dialled_at_once() {
    let mut table = table(1);
    table.typed(address(2), START);
    dials_until(&mut table, 44_000);
    table.typed(address(2), at(44_000));
    assert_eq!(dialled(&mut table).len(), 1);
}

#[test]
fn an_address_that_is_forgotten_is_not_dialled() {
    let mut table = table(1);
    table.typed(address(2), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.dial_failed(dial, DialFailure::TimedOut, at(5_000));
    assert_eq!(table.unreached().count(), 1);
    table.forget(address(2));
    assert_eq!((table.unreached().count(), table.poll_timeout()), (0, None));
}

#[test]
fn a_typed_address_is_dialled_again_after_its_device_left() {
    let mut table = table(1);
    table.typed(address(2), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.connected(ConnectionId(1), Origin::Dialled(dial), key(2), Some(instance(2)), START);
    table.accepted(ConnectionId(1), hello(key(2), "Marco"), true, START);
    table.closed(ConnectionId(1), Closing::Left, at(60_000));
    pass(&mut table, at(61_000));
    assert_eq!(dialled(&mut table).len(), 1);
}

#[test]
fn an_instance_that_left_is_not_dialled() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.connected(ConnectionId(1), Origin::Dialled(dial), key(2), Some(instance(2)), START);
    table.closed(ConnectionId(1), Closing::Left, at(10_000));
    table.sighted(sighting(2), at(10_100));
    pass(&mut table, at(120_000));
    assert_eq!(dialled(&mut table), []);
}

#[test]
fn nobody_is_dialled_who_has_a_connection() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    table.sighted(sighting(2), START);
    assert_eq!(dialled(&mut table), []);
    table.closed(ConnectionId(1), Closing::Cut, at(10));
    pass(&mut table, at(2_000));
    assert_eq!(dialled(&mut table).len(), 1, "and is, when it has none");
}

#[test]
fn a_connection_that_held_is_dialled_anew_at_once_and_one_that_did_not_after_a_pause() {
    for (held, pause) in [(7_000, 0), (6_999, 1_000)] {
        let mut table = table(1);
        table.sighted(sighting(2), START);
        let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
        table.connected(ConnectionId(1), Origin::Dialled(dial), key(2), Some(instance(2)), START);
        table.closed(ConnectionId(1), Closing::Cut, at(held));
        pass(&mut table, at(held + pause - 1));
        assert_eq!(dialled(&mut table).len(), usize::from(pause == 0));
        pass(&mut table, at(held + pause));
        assert_eq!(dialled(&mut table).len(), usize::from(pause > 0));
    }
}

#[test]
fn an_instance_that_discovery_lost_is_dialled_once_more_after_a_cut_and_forgotten_when_that_fails() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.connected(ConnectionId(1), Origin::Dialled(dial), key(2), Some(instance(2)), START);
    table.vanished(instance(2), at(1_000));
    table.closed(ConnectionId(1), Closing::Cut, at(10_000));
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.dial_failed(dial, DialFailure::Unreachable, at(10_000));
    assert_eq!((table.ways.count(), table.unreached().count()), (0, 0));
}

#[test]
fn earlier_instances_of_a_device_are_forgotten_when_it_is_met_with_a_new_one() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    meet(&mut table, 1, 2, START);
    table.connected(ConnectionId(2), Origin::Called, key(2), Some(instance(20)), at(1_000));
    assert_eq!(table.ways.count(), 0);
    table.sighted(Sighting { instance: instance(20), ..sighting(2) }, at(1_000));
    table.closed(ConnectionId(2), Closing::Cut, at(20_000));
    dialled(&mut table);
    assert_eq!((table.ways.count(), table.unreached().count()), (1, 0));
}

#[test]
fn two_ways_to_a_connected_device_are_both_left_alone() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    table.typed(address(2), START);
    let dials = dialled(&mut table);
    assert_eq!(dials.len(), 2);
    for (n, (dial, _)) in dials.into_iter().enumerate() {
        let connection = ConnectionId(n as u64);
        table.connected(connection, Origin::Dialled(dial), key(2), Some(instance(2)), START);
    }
    table.accepted(ConnectionId(0), hello(key(2), "Marco"), true, START);
    for second in 0..60 {
        table.heard(ConnectionId(0), at(second * 1_000));
    }
    assert_eq!(dialled(&mut table), []);
}

#[test]
fn at_most_eight_dials_are_out_at_once() {
    let mut table = table(1);
    for n in 2..52 {
        table.sighted(sighting(n), START);
    }
    let mut out = dialled(&mut table);
    assert_eq!(out.len(), DIALS);
    let mut reached = out.len();
    while let Some((dial, _)) = out.pop() {
        table.dial_failed(dial, DialFailure::TimedOut, START);
        let more = dialled(&mut table);
        reached += more.len();
        out.extend(more);
        assert!(out.len() <= DIALS);
    }
    assert_eq!(reached, 50, "and every one has its turn");
}

#[test]
fn a_typed_address_goes_before_what_was_only_seen() {
    let mut table = table(1);
    for n in 2..52 {
        table.sighted(sighting(n), START);
    }
    table.typed(address(200), START);
    let [(dial, _), ..] = dialled(&mut table)[..] else { panic!("dials are due") };
    table.dial_failed(dial, DialFailure::TimedOut, START);
    assert_eq!(dialled(&mut table)[0].1, address(200));
}

#[test]
fn another_instance_at_the_address_is_met_and_the_meant_one_stays_unreached() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.connected(ConnectionId(1), Origin::Dialled(dial), key(3), Some(instance(3)), START);
    assert_eq!(table.connection(&key(3)), Some(ConnectionId(1)));
    assert!(effects(&mut table).contains(&Effect::Verify(instance(2))));
    assert_eq!(table.unreached().count(), 1);
}

#[test]
fn a_refused_device_is_dialled_again_when_one_of_the_two_was_configured_anew() {
    let refused = || {
        let mut table = table(1);
        table.sighted(sighting(2), START);
        let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
        table.connected(ConnectionId(1), Origin::Dialled(dial), key(2), Some(instance(2)), START);
        table.refused(ConnectionId(1), other_configuration(), Some(hello(key(2), "Escuela")), START);
        table.closed(ConnectionId(1), Closing::Refused, START);
        table.sighted(sighting(2), at(1_000));
        pass(&mut table, at(60_000));
        assert_eq!(dialled(&mut table), []);
        table
    };
    let mut ours = refused();
    ours.reconfigured(at(60_000));
    assert_eq!(dialled(&mut ours).len(), 1);
    let mut theirs = refused();
    theirs.sighted(Sighting { same_configuration: false, ..sighting(2) }, at(60_000));
    assert_eq!(dialled(&mut theirs).len(), 1);
    let mut anew = refused();
    anew.sighted(Sighting { instance: instance(20), ..sighting(2) }, at(60_000));
    assert_eq!(dialled(&mut anew).len(), 1);
    let mut accepted = refused();
    meet(&mut accepted, 2, 2, at(60_000));
    accepted.closed(ConnectionId(2), Closing::Cut, at(70_000));
    assert_eq!(dialled(&mut accepted).len(), 1);
}

#[test]
fn links_are_made_anew_when_our_configuration_changed() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    dialled(&mut table);
    meet(&mut table, 1, 2, START);
    effects(&mut table);
    table.reconfigured(at(1_000));
    assert_eq!(table.connection(&key(2)), None);
    assert_eq!(effects(&mut table)[0], Effect::Close(ConnectionId(1)));
    assert_eq!(table.rows().count(), 1);
}

#[test]
fn a_device_that_breaks_the_protocol_is_not_dialled_without_pause() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    let mut now = START;
    let mut dials = 0;
    while now < at(60_000) {
        for (dial, _) in dialled(&mut table) {
            dials += 1;
            let connection = ConnectionId(dials);
            table.connected(connection, Origin::Dialled(dial), key(2), Some(instance(2)), now);
            table.accepted(connection, hello(key(2), "Marco"), true, now);
            table.closed(connection, Closing::Broken, now);
        }
        now = table.poll_timeout().unwrap();
        table.handle_timeout(now);
    }
    assert!((2..=5).contains(&dials), "{dials}");
}

#[test]
fn a_record_repeated_with_ever_other_addresses_causes_a_dial_each_second_at_most() {
    let mut table = table(1);
    let mut dials = 0;
    for n in 0..10_000_u32 {
        let [low, high, ..] = n.to_le_bytes();
        let address = SocketAddr::from(([10, 0, high, low], 1));
        let now = at(i64::from(n));
        table.sighted(Sighting { addresses: vec![address], ..sighting(2) }, now);
        for (dial, _) in dialled(&mut table) {
            dials += 1;
            table.dial_failed(dial, DialFailure::Unreachable, now);
        }
    }
    assert!((2..=11).contains(&dials), "{dials}");
}

#[test]
fn ten_thousand_sightings_leave_bounded_memory_and_those_that_were_met() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    table.sighted(sighting(2), START);
    let mut dials = 0;
    for n in 0..10_000_u64 {
        let sighting = Sighting { instance: instance(1_000 + n), ..sighting(3) };
        table.sighted(sighting, at(n.cast_signed()));
        table.foreign(n, true);
        dials += dialled(&mut table).len();
    }
    assert_eq!(table.ways.count(), WAYS);
    assert_eq!(table.others(), 256);
    assert_eq!(dials, DIALS, "no dial ended, so no other began");
    assert!(table.ways.is_sighted(instance(2)), "a device that was met is not pushed out");
    assert!(table.ways.is_sighted(instance(10_999)), "nor is the last that was seen");
    assert!(!table.ways.is_sighted(instance(1_000)));
    let dials = dials_until(&mut table, BACKOFF.iter().sum());
    assert!(dials.len() <= WAYS * BACKOFF.len());
}
