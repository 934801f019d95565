//! What the tests of the table share.

mod dialling;
mod model;
mod pairs;
mod rows;
mod schedule;
mod world;

use std::net::SocketAddr;

use fieldmesh_document::{
    DeviceId, DeviceKind, Fingerprint, MediaDigest, MediaPolicy, ProjectId, RecordsDigest, StoreId, Timestamp,
};
use fieldmesh_sync::{ConfigurationSummary, Hello, LinkRefusal, Party, ReplicaState};

use super::{Effect, Origin, Sticky, Table, TableEvent, TableOptions};
use crate::contact::{ConnectionId, Verdict};
use crate::sighting::Sighting;
use crate::{Instance, PeerKey};

/// What goes on with a device, as a user of the table might say it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Doing {
    #[default]
    Nothing,
    Running,
    Done,
}

impl Sticky for Doing {
    fn is_sticky(&self) -> bool {
        *self != Self::Nothing
    }
}

const START: Timestamp = Timestamp(1_000_000);

fn at(milliseconds: i64) -> Timestamp {
    Timestamp(START.0 + milliseconds)
}

/// Devices are numbered; their keys have the order of the numbers.
fn key(n: u8) -> PeerKey {
    PeerKey { device: DeviceId::from_bytes([n; 32]), store: StoreId::new(u64::from(n)) }
}

fn instance(n: u64) -> Instance {
    Instance(n)
}

fn address(n: u8) -> SocketAddr {
    SocketAddr::from(([192, 168, 0, n], crate::DEFAULT_PORT))
}

fn sighting(n: u8) -> Sighting {
    Sighting { instance: instance(n.into()), addresses: vec![address(n)], same_configuration: true }
}

/// The table of device `n`, whose instance has the same number.
fn table(n: u8) -> Table<Doing> {
    Table::new(TableOptions { ours: key(n), instance: instance(n.into()), seed: 7 })
}

fn hello(key: PeerKey, name: &str) -> Box<Hello> {
    let party = Party::Device {
        device: key.device,
        store: key.store,
        counter: 1,
        name: name.to_owned(),
        kind: DeviceKind::Laptop,
    };
    Box::new(Hello {
        program: "1".to_owned(),
        party,
        project: ProjectId::from_bytes([1; 16]),
        configuration: None,
        state: state(1),
    })
}

fn state(n: u8) -> ReplicaState {
    ReplicaState {
        records: RecordsDigest([n; 32]),
        gossip: RecordsDigest([n; 32]),
        observations: n.into(),
        media: [MediaDigest([n; 32]); 3],
        wanted: 0,
        policy: MediaPolicy::Everything,
    }
}

fn other_configuration() -> LinkRefusal {
    let summary = |n: u8| {
        Box::new(ConfigurationSummary {
            name: "Jungle".to_owned(),
            version: n.to_string(),
            fingerprint: Fingerprint { algorithm: 0, hash: [n; 32] },
        })
    };
    LinkRefusal::OtherConfiguration { ours: summary(1), theirs: summary(2) }
}

fn copied_device() -> LinkRefusal {
    LinkRefusal::CopiedDevice { device: key(1).device, same_store: false }
}

fn effects(table: &mut Table<Doing>) -> Vec<Effect> {
    std::iter::from_fn(|| table.poll_effect()).collect()
}

fn events(table: &mut Table<Doing>) -> Vec<TableEvent> {
    std::iter::from_fn(|| table.poll_event()).collect()
}

/// The addresses that the table asks to dial; other effects are dropped.
fn dialled(table: &mut Table<Doing>) -> Vec<(super::DialId, SocketAddr)> {
    let dials = effects(table).into_iter().filter_map(|effect| match effect {
        Effect::Dial { dial, address, .. } => Some((dial, address)),
        _ => None,
    });
    dials.collect()
}

/// Device `n` calls and is accepted, under its number as a name.
fn meet(table: &mut Table<Doing>, connection: u64, n: u8, now: Timestamp) {
    called(table, connection, n, now);
    table.accepted(ConnectionId(connection), hello(key(n), &format!("device {n}")), true, now);
}

/// Device `n` calls, and the connection is used.
fn called(table: &mut Table<Doing>, connection: u64, n: u8, now: Timestamp) {
    table.connected(ConnectionId(connection), Origin::Called, key(n), Some(instance(n.into())), now);
    table.verdict(ConnectionId(connection), Verdict::Use, now);
}

/// Lets time pass until `until`, step by step as the table asks for it.
fn pass(table: &mut Table<Doing>, until: Timestamp) {
    let mut before = Timestamp(i64::MIN);
    while let Some(next) = table.poll_timeout().filter(|next| *next <= until) {
        assert!(next > before, "the same moment is asked for twice");
        table.handle_timeout(next);
        before = next;
    }
    table.handle_timeout(until);
}
