//! What a person sees.

use super::*;
use crate::contact::Closing;
use crate::limits::LISTED;
use crate::table::Presence;

fn presence(table: &Table<Doing>, n: u8) -> Option<Presence> {
    table.row(&key(n)).map(|row| row.presence)
}

fn names(table: &Table<Doing>) -> Vec<String> {
    table.rows().map(|row| row.hello.as_ref().map_or("", |hello| hello.party.name()).to_owned()).collect()
}

#[test]
fn a_device_is_listed_when_its_hello_was_accepted() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    assert_eq!(table.rows().count(), 0);
    table.accepted(ConnectionId(1), hello(key(2), "Marco"), true, START);
    assert_eq!(events(&mut table), [TableEvent::Changed(key(2))]);
    assert_eq!(names(&table), ["Marco"]);
    assert_eq!(presence(&table, 2), Some(Presence::Here));
}

#[test]
fn rows_stand_in_the_order_of_their_first_names() {
    let mut table = table(1);
    for (n, name) in [(2, "marco"), (3, "Ana"), (4, "Carla"), (5, "ana")] {
        called(&mut table, n.into(), n, START);
        table.accepted(ConnectionId(n.into()), hello(key(n), name), true, START);
    }
    assert_eq!(names(&table), ["Ana", "ana", "Carla", "marco"]);
    table.accepted(ConnectionId(3), hello(key(3), "Zoe"), true, START);
    assert_eq!(names(&table), ["Zoe", "ana", "Carla", "marco"], "a new name does not move a row");
}

#[test]
fn a_silent_device_turns_grey_after_seven_seconds_and_is_gone_after_twenty_four() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    for (moment, expected) in [
        (6_999, Some(Presence::Here)),
        (7_000, Some(Presence::Unsure)),
        (23_999, Some(Presence::Unsure)),
        (24_000, None),
    ] {
        pass(&mut table, at(moment));
        assert_eq!(presence(&table, 2), expected, "after {moment} ms");
    }
    assert_eq!(events(&mut table), [TableEvent::Removed(key(2))]);
}

#[test]
fn a_grey_device_that_is_heard_again_is_there() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    pass(&mut table, at(10_000));
    assert_eq!(presence(&table, 2), Some(Presence::Unsure));
    table.heard(ConnectionId(1), at(10_000));
    assert_eq!(presence(&table, 2), Some(Presence::Here));
}

#[test]
fn a_device_that_left_is_gone_at_once() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    table.closed(ConnectionId(1), Closing::Left, at(100));
    assert_eq!(table.rows().count(), 0);
}

#[test]
fn a_device_with_something_to_tell_stays_when_it_is_gone() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    table.activity(&key(2), Doing::Done, START);
    table.closed(ConnectionId(1), Closing::Left, at(100));
    assert_eq!(presence(&table, 2), Some(Presence::Gone));
    pass(&mut table, at(3_600_000));
    assert_eq!(presence(&table, 2), Some(Presence::Gone));
    meet(&mut table, 2, 2, at(3_600_000));
    assert_eq!(presence(&table, 2), Some(Presence::Here));
    assert_eq!(table.row(&key(2)).unwrap().activity, Doing::Done);
    table.activity(&key(2), Doing::Nothing, at(3_600_000));
    table.closed(ConnectionId(2), Closing::Left, at(3_600_100));
    assert_eq!(table.rows().count(), 0);
}

#[test]
fn a_goodbye_without_a_connection_counts_after_three_seconds() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    meet(&mut table, 1, 2, START);
    table.closed(ConnectionId(1), Closing::Cut, at(100));
    table.vanished(instance(2), at(200));
    pass(&mut table, at(3_199));
    assert_eq!(presence(&table, 2), Some(Presence::Here));
    pass(&mut table, at(3_200));
    assert_eq!(presence(&table, 2), None);
}

#[test]
fn a_goodbye_of_a_device_that_is_heard_counts_for_nothing() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    meet(&mut table, 1, 2, START);
    table.vanished(instance(2), START);
    for second in 1..60 {
        table.heard(ConnectionId(1), at(second * 1_000));
        assert_eq!(presence(&table, 2), Some(Presence::Here));
    }
}

#[test]
fn a_flap_of_two_seconds_changes_nothing_that_is_seen() {
    for (cut, away) in [(true, false), (false, true), (true, true)] {
        let mut table = table(1);
        table.sighted(sighting(2), START);
        meet(&mut table, 1, 2, START);
        for second in 1..=10 {
            table.heard(ConnectionId(1), at(second * 1_000));
        }
        events(&mut table);
        if cut {
            table.closed(ConnectionId(1), Closing::Cut, at(10_000));
        }
        if away {
            table.vanished(instance(2), at(10_000));
        }
        pass(&mut table, at(12_000));
        if away {
            table.sighted(sighting(2), at(12_000));
        }
        if cut {
            meet(&mut table, 2, 2, at(12_000));
        } else {
            table.heard(ConnectionId(1), at(12_000));
        }
        pass(&mut table, at(18_000));
        assert_eq!(events(&mut table), [], "cut {cut}, away {away}");
        assert_eq!(presence(&table, 2), Some(Presence::Here));
    }
}

#[test]
fn a_device_that_was_started_anew_takes_over_its_row() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    meet(&mut table, 1, 2, START);
    table.sighted(Sighting { instance: instance(20), ..sighting(2) }, at(1_000));
    table.connected(ConnectionId(2), Origin::Called, key(2), Some(instance(20)), at(1_000));
    table.accepted(ConnectionId(2), hello(key(2), "device 2"), true, at(1_000));
    table.vanished(instance(2), at(1_500));
    for second in 2..30 {
        table.heard(ConnectionId(2), at(second * 1_000));
    }
    assert_eq!(table.rows().count(), 1);
    assert_eq!(presence(&table, 2), Some(Presence::Here));
    assert_eq!(table.unreached().count(), 0);
}

#[test]
fn a_renewed_device_has_a_row_of_its_own_and_the_old_one_goes() {
    for (doing, rows) in [(Doing::Nothing, 1), (Doing::Done, 2)] {
        let mut table = table(1);
        meet(&mut table, 1, 2, START);
        table.activity(&key(2), doing, START);
        table.closed(ConnectionId(1), Closing::Cut, at(1_000));
        let renewed = PeerKey { store: StoreId::new(77), ..key(2) };
        table.connected(ConnectionId(2), Origin::Called, renewed, Some(instance(20)), at(2_000));
        table.accepted(ConnectionId(2), hello(renewed, "Marco"), true, at(2_000));
        assert_eq!(table.rows().count(), rows);
        assert_ne!(presence(&table, 2), Some(Presence::Here));
        assert_eq!(table.row(&renewed).unwrap().presence, Presence::Here);
    }
}

#[test]
fn a_refused_device_stays_listed_while_discovery_sees_it() {
    for refusal in [other_configuration(), copied_device()] {
        let mut table = table(1);
        table.sighted(sighting(2), START);
        called(&mut table, 1, 2, START);
        table.refused(ConnectionId(1), refusal.clone(), Some(hello(key(2), "Escuela")), START);
        table.closed(ConnectionId(1), Closing::Refused, START);
        pass(&mut table, at(3_600_000));
        let row = table.row(&key(2)).unwrap();
        assert_eq!((row.presence, row.refusal.as_ref()), (Presence::Here, Some(&refusal)));
        table.vanished(instance(2), at(3_600_000));
        pass(&mut table, at(3_603_000));
        assert_eq!(table.rows().count(), 0);
    }
}

#[test]
fn a_refused_device_that_discovery_never_saw_turns_grey_and_stays() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    table.refused(ConnectionId(1), copied_device(), None, START);
    table.closed(ConnectionId(1), Closing::Refused, START);
    pass(&mut table, at(10_000));
    assert_eq!(presence(&table, 2), Some(Presence::Unsure));
    pass(&mut table, at(3_600_000));
    assert_eq!(presence(&table, 2), Some(Presence::Gone));
}

#[test]
fn a_refused_device_whose_link_is_open_is_shown_by_what_is_heard_of_it() {
    let mut table = table(1);
    table.sighted(sighting(2), START);
    called(&mut table, 1, 2, START);
    table.refused(ConnectionId(1), other_configuration(), Some(hello(key(2), "Escuela")), START);
    assert_eq!(table.connection(&key(2)), Some(ConnectionId(1)));
    pass(&mut table, at(10_000));
    assert_eq!(presence(&table, 2), Some(Presence::Unsure));
    table.heard(ConnectionId(1), at(10_000));
    assert_eq!(presence(&table, 2), Some(Presence::Here));
    table.accepted(ConnectionId(1), hello(key(2), "Escuela"), false, at(11_000));
    assert_eq!(table.row(&key(2)).unwrap().refusal, None);
}

#[test]
fn only_what_changed_is_told_and_once() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    meet(&mut table, 2, 3, START);
    events(&mut table);
    table.state(ConnectionId(1), state(1), true, at(1));
    table.activity(&key(2), Doing::Nothing, at(1));
    assert_eq!(events(&mut table), []);
    table.state(ConnectionId(1), state(2), false, at(2));
    table.activity(&key(2), Doing::Running, at(2));
    assert_eq!(events(&mut table), [TableEvent::Changed(key(2))]);
    let row = table.row(&key(2)).unwrap();
    assert!(!row.same_data);
    assert_eq!(row.hello.as_ref().unwrap().state, state(2));
}

#[test]
fn others_are_counted_and_told() {
    let mut table = table(1);
    table.foreign(5, true);
    table.foreign(5, true);
    table.foreign(6, true);
    assert_eq!((table.others(), events(&mut table)), (2, vec![TableEvent::Surroundings]));
    table.foreign(5, false);
    assert_eq!((table.others(), events(&mut table)), (1, vec![TableEvent::Surroundings]));
    assert_eq!(events(&mut table), []);
}

#[test]
fn more_devices_than_can_be_listed_are_turned_away_until_one_is_gone() {
    let mut table = table(1);
    let last = LISTED as u8 + 2;
    for n in 2..last {
        meet(&mut table, n.into(), n, START);
    }
    assert_eq!(table.rows().count(), LISTED);
    effects(&mut table);
    meet(&mut table, 1_000, last, START);
    assert_eq!(effects(&mut table), [Effect::Close(ConnectionId(1_000))]);
    table.activity(&key(2), Doing::Done, START);
    table.closed(ConnectionId(2), Closing::Left, START);
    meet(&mut table, 1_001, last, START);
    assert_eq!(table.connection(&key(last)), Some(ConnectionId(1_001)));
    assert_eq!((table.rows().count(), presence(&table, 2)), (LISTED, None));
}
