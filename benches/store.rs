//! What does it cost to edit one observation of a project, and to show a history?
//!
//! On a disk, durable, through the store: in each edit one change is written, with the row of the observation, and flushed.
//! Data profile `data-v0` in projects of 10,000 and of 100,000 observations, in shards of 256.
//!
//! - `edit in one shard/N`: edits of one observation after another in one shard, as a person goes through a day's work.
//! - `edit anywhere/N`: each in another shard, which has to be loaded first.
//! - `history/N`: every version of an observation that was edited 20 times, each of another shard.
//!
//! Expected: the same for every N, since one shard is loaded and touched; it follows the size of a shard and what the disk
//! takes to flush. Each run first checks that an edit changed the heads of one shard by one change, prints how many bytes
//! that change has and how many went into the log of the database, and that the history is whole.

#![expect(clippy::expect_used, reason = "a bench stops at the first failure")]
#![expect(clippy::print_stdout, reason = "bytes are told beside the times")]

#[expect(dead_code, reason = "the other benches make their shards without a store")]
mod common;

use std::cell::Cell;
use std::time::Duration;

use common::{SHARD, devices, observations};
use criterion::{Criterion, criterion_group, criterion_main};
use fieldmesh_document::{DeviceId, Edit, Observation, ProjectId, Replica, Timestamp};
use fieldmesh_store::{ProjectInfo, Store};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_seconds(1_790_000_000);
const DEVICE: DeviceId = DeviceId::from_bytes([2; 32]);
const EDITS: usize = 20;
/// Shards of which one observation each has a history.
const SHARDS: usize = 16;

/// A project, and one observation of each shard.
struct Held {
    _folder: TempDir,
    store: Store,
    of_shards: Vec<Observation>,
}

fn held(count: usize) -> Held {
    let folder = tempfile::tempdir().expect("a folder");
    let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "bench".to_owned(), open: false };
    let store = Store::create(&folder.path().join("project"), project, DEVICE, NOW).expect("a store");
    let made = store.create_observations(observations(&devices(1).remove(0), count), NOW).expect("recording");
    store.catch_up_indexes(Duration::MAX).expect("indexes");
    let of_shards: Vec<_> = made.chunks(SHARD).filter_map(|shard| shard.get(shard.len() / 2).cloned()).collect();
    for observation in of_shards.iter().take(SHARDS) {
        for number in 0..EDITS {
            edit(&store, observation, number);
        }
        assert_eq!(store.history(&observation.id).expect("a history").len(), 1 + EDITS);
    }
    // Closing moves the log into the database, so that it begins anew.
    let directory = store.directory().to_owned();
    drop(store);
    let store = Store::open(&directory, DEVICE).expect("a store");
    Held { _folder: folder, store, of_shards }
}

fn edit(store: &Store, observation: &Observation, number: usize) -> Observation {
    let edit = Edit { notes: Some(Some(format!("looked at it again, time {number}"))), ..Edit::default() };
    store.edit(&observation.id, &edit, NOW).expect("an edit")
}

/// Prints what one edit writes.
fn tell_bytes(held: &Held, count: usize) {
    let Some(observation) = held.of_shards.last() else { return };
    let log = held.store.directory().join("project.db-wal");
    let size = || fs_err::metadata(&log).map_or(0, |log| log.len());
    let (before, logged) = (held.store.inventory().expect("an inventory"), size());
    edit(&held.store, observation, 0);
    let (after, grown) = (held.store.inventory().expect("an inventory"), size().saturating_sub(logged));
    let touched = after.iter().filter(|(id, entry)| before.get(id) != Some(*entry)).count();
    let had = before.get(&observation.id.shard).and_then(|entry| entry.heads()).expect("a held shard");
    let changes = held.store.changes_since(&observation.id.shard, had).expect("changes");
    assert_eq!((touched, changes.len()), (1, 1));
    let bytes: usize = changes.iter().map(Vec::len).sum();
    let shards = before.iter().count();
    println!(
        "{count} observations: 1 of {shards} shards touched, a change of {bytes} bytes, the log grew by {grown}"
    );
}

fn store(c: &mut Criterion) {
    for count in [10_000, 100_000] {
        let held = held(count);
        tell_bytes(&held, count);
        let number = Cell::new(0_usize);
        let next = || {
            number.set(number.get() + 1);
            number.get()
        };
        let shards = held.of_shards.len();
        c.bench_function(&format!("edit in one shard/{count}"), |b| {
            b.iter(|| held.of_shards.first().map(|observation| edit(&held.store, observation, next())));
        });
        c.bench_function(&format!("edit anywhere/{count}"), |b| {
            b.iter(|| {
                let number = next();
                // Steps that come to every shard before they come to one again.
                held.of_shards.get(number * 7 % shards).map(|observation| edit(&held.store, observation, number))
            });
        });
        c.bench_function(&format!("history/{count}"), |b| {
            b.iter(|| {
                let shard = next() % SHARDS.min(shards);
                held.of_shards.get(shard).map(|observation| held.store.history(&observation.id))
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(5));
    targets = store
}
criterion_main!(benches);
