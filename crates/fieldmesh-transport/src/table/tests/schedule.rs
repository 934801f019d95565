//! Five devices and whatever happens between them.

use proptest::prelude::*;

use super::world::{Farewell, World};
use crate::table::Presence;

const DEVICES: usize = 5;

#[derive(Clone, Copy, Debug)]
enum Event {
    Part { a: usize, b: usize, breaks: bool },
    Join { a: usize, b: usize },
    Withdraw { whom: usize, from: usize },
    Announce { whom: usize, to: usize },
    Restart { which: usize, farewell: Farewell },
    Pass { milliseconds: i64 },
}

fn pair() -> impl Strategy<Value = (usize, usize)> {
    (0..DEVICES, 1..DEVICES).prop_map(|(a, step)| (a, (a + step) % DEVICES))
}

fn farewell() -> impl Strategy<Value = Farewell> {
    prop_oneof![Just(Farewell::InOrder), Just(Farewell::Killed), Just(Farewell::Unheard)]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (pair(), any::<bool>()).prop_map(|((a, b), breaks)| Event::Part { a, b, breaks }),
        2 => pair().prop_map(|(a, b)| Event::Join { a, b }),
        2 => pair().prop_map(|(whom, from)| Event::Withdraw { whom, from }),
        2 => pair().prop_map(|(whom, to)| Event::Announce { whom, to }),
        1 => (0..DEVICES, farewell()).prop_map(|(which, farewell)| Event::Restart { which, farewell }),
        4 => (0_i64..8_000).prop_map(|milliseconds| Event::Pass { milliseconds }),
    ]
}

/// Chooses what happens next, from a seed.
fn picker(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |choices| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % choices
    }
}

/// Five devices, their instances in another order than their keys, each with a connection to each.
fn room(pick: impl FnMut(usize) -> usize) -> World {
    let mut world = World::new(&[30, 10, 50, 20, 40]);
    world.announce_all();
    world.run(30_000, pick);
    world.assert_settled();
    world
}

fn calls(world: &World) -> u64 {
    world.devices.iter().map(|device| device.calls).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Invariant: whatever happened, once all see each other again every pair uses one connection and every device
    /// has one row for each other. Alive: [`World::assert_settled`] demands a connection of each pair.
    #[test]
    fn all_pairs_come_to_one_connection(events in prop::collection::vec(event(), 1..40), seed: u64) {
        let mut pick = picker(seed);
        let mut world = World::new(&[30, 10, 50, 20, 40]);
        world.announce_all();
        for event in events {
            match event {
                Event::Part { a, b, breaks } => world.part(a, b, breaks),
                Event::Join { a, b } => world.join(a, b),
                Event::Withdraw { whom, from } => world.withdraw(whom, from),
                Event::Announce { whom, to } => world.announce(whom, to),
                Event::Restart { which, farewell } => world.restart(which, farewell),
                Event::Pass { milliseconds } => world.run(milliseconds, &mut pick),
            }
        }
        for (a, b) in world.pairs() {
            world.join(a, b);
        }
        // What discovery had still to say comes before it says that all are there.
        world.run(0, &mut pick);
        world.announce_all();
        world.run(60_000, &mut pick);
        world.assert_settled();
    }

    /// Invariant: while connections break and devices vanish from discovery for at most two seconds at a time, no
    /// row changes its presence or its place. Alive: the broken connections were made anew.
    #[test]
    fn short_flaps_are_not_seen(
        flaps in prop::collection::vec((pair(), any::<bool>(), any::<bool>(), 1_i64..=2_000, 10_000_i64..15_000), 1..8),
        seed: u64,
    ) {
        let mut pick = picker(seed);
        let mut world = room(&mut pick);
        let before = calls(&world);
        let broken = flaps.iter().filter(|(_, breaks, ..)| *breaks).count() as u64;
        let places = |world: &World| -> Vec<Vec<_>> {
            world.devices.iter().map(|device| device.table.rows().map(|row| row.key).collect()).collect()
        };
        let order = places(&world);
        for ((a, b), breaks, vanishes, away, pause) in flaps {
            world.part(a, b, breaks);
            if vanishes {
                world.withdraw(a, b);
            }
            for step in 0..2 {
                let mut left = if step == 0 { away } else { pause };
                if step == 1 {
                    world.join(a, b);
                    if vanishes {
                        world.announce(a, b);
                    }
                }
                while left > 0 {
                    world.run(left.min(200), &mut pick);
                    left -= 200;
                    let mut rows = world.devices.iter().flat_map(|device| device.table.rows());
                    prop_assert!(rows.all(|row| row.presence == Presence::Here));
                }
            }
        }
        prop_assert_eq!(world.devices.iter().map(|device| device.removals).sum::<usize>(), 0);
        prop_assert_eq!(places(&world), order);
        world.assert_settled();
        prop_assert!(calls(&world) >= before + broken);
    }
}
