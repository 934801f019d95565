//! Which of two connections is used.

use super::*;
use crate::contact::Closing;

fn settled(table: &mut Table<Doing>) -> Vec<(u64, Verdict)> {
    let verdicts = effects(table).into_iter().filter_map(|effect| match effect {
        Effect::Settle { connection, verdict } => Some((connection.0, verdict)),
        _ => None,
    });
    verdicts.collect()
}

#[test]
fn the_smaller_key_decides_and_the_larger_waits() {
    let (mut small, mut large) = (table(1), table(2));
    small.connected(ConnectionId(1), Origin::Called, key(2), Some(instance(2)), START);
    assert_eq!(settled(&mut small), [(1, Verdict::Use)]);
    assert_eq!(small.connection(&key(2)), Some(ConnectionId(1)));

    large.connected(ConnectionId(1), Origin::Called, key(1), Some(instance(1)), START);
    assert_eq!(effects(&mut large), []);
    assert_eq!(large.connection(&key(1)), None);
    large.verdict(ConnectionId(1), Verdict::Use, START);
    assert_eq!(large.connection(&key(1)), Some(ConnectionId(1)));
}

#[test]
fn a_second_connection_is_a_duplicate_while_the_first_was_heard_within_five_seconds() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    table.heard(ConnectionId(1), at(1_000));
    called(&mut table, 2, 2, at(6_000));
    assert_eq!(settled(&mut table), [(1, Verdict::Use), (2, Verdict::Duplicate)]);
    assert_eq!(table.connection(&key(2)), Some(ConnectionId(1)));
}

#[test]
fn a_silent_connection_gives_way_to_a_new_one() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    table.heard(ConnectionId(1), at(1_000));
    effects(&mut table);
    called(&mut table, 2, 2, at(6_001));
    let verdict = Effect::Settle { connection: ConnectionId(2), verdict: Verdict::Use };
    assert_eq!(effects(&mut table), [verdict, Effect::Close(ConnectionId(1))]);
    assert_eq!(table.connection(&key(2)), Some(ConnectionId(2)));
}

#[test]
fn a_device_that_was_started_anew_is_not_told_that_its_connection_is_a_duplicate() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    effects(&mut table);
    table.connected(ConnectionId(2), Origin::Called, key(2), Some(instance(99)), at(100));
    let verdict = Effect::Settle { connection: ConnectionId(2), verdict: Verdict::Use };
    assert_eq!(effects(&mut table), [verdict, Effect::Close(ConnectionId(1))]);
}

#[test]
fn the_larger_key_closes_what_it_used_when_told_to_use_another() {
    let mut table = table(2);
    called(&mut table, 1, 1, START);
    called(&mut table, 2, 1, at(10));
    assert_eq!(effects(&mut table), [Effect::Close(ConnectionId(1))]);
    assert_eq!(table.connection(&key(1)), Some(ConnectionId(2)));
    table.closed(ConnectionId(1), Closing::Cut, at(20));
    assert_eq!(table.connection(&key(1)), Some(ConnectionId(2)));
}

#[test]
fn verdicts_of_the_other_side_count_for_nothing_where_this_side_decides() {
    let mut table = table(1);
    called(&mut table, 1, 2, START);
    table.verdict(ConnectionId(1), Verdict::Duplicate, START);
    assert_eq!(table.connection(&key(2)), Some(ConnectionId(1)));
}

#[test]
fn a_device_that_calls_without_end_and_never_decides_holds_a_few_connections() {
    let mut table = table(2);
    for n in 0..1_000 {
        table.connected(ConnectionId(n), Origin::Called, key(1), Some(instance(1)), START);
    }
    let closed = effects(&mut table).iter().filter(|effect| matches!(effect, Effect::Close(_))).count();
    assert_eq!(closed, 996);
}

#[test]
fn a_device_that_meets_itself_closes_and_does_not_dial_there_again() {
    let mut table = table(1);
    table.typed(address(9), START);
    let [(dial, _)] = dialled(&mut table)[..] else { panic!("one dial is due") };
    table.connected(ConnectionId(1), Origin::Dialled(dial), key(1), Some(instance(1)), START);
    table.connected(ConnectionId(2), Origin::Called, key(1), Some(instance(1)), START);
    assert_eq!(effects(&mut table), [Effect::Close(ConnectionId(1)), Effect::Close(ConnectionId(2))]);
    pass(&mut table, at(600_000));
    assert_eq!(dialled(&mut table), []);
    assert_eq!(table.unreached().map(|one| one.failure).collect::<Vec<_>>(), [super::super::DialFailure::Itself]);
}

#[test]
fn a_connection_without_a_sound_is_closed_when_its_device_is_gone() {
    let mut table = table(1);
    meet(&mut table, 1, 2, START);
    effects(&mut table);
    pass(&mut table, at(23_999));
    assert_eq!(effects(&mut table), []);
    pass(&mut table, at(24_000));
    assert_eq!(effects(&mut table), [Effect::Close(ConnectionId(1))]);
    assert_eq!(table.connection(&key(2)), None);
}
