//! How long does it take to take in what other devices recorded?
//!
//! In memory, through the guard: what a receiver does between reading bytes and writing them to its disk.
//! Data profile `data-v0`, one change per observation, shards of 256.
//!
//! - `snapshots/N`: an empty device receives 10 devices' N observations each, as whole shards; every byte is
//!   measured, loaded, verified, and every observation read once for the list. Expected: linear in N.
//! - `delta/100 into N`: one device receives 100 new observations of a device of which it holds N. Expected:
//!   the same for every N, since only the shards that differ are touched; it follows the size of a shard.
//!
//! Each run first checks that what arrived is what was sent.

#![expect(clippy::expect_used, reason = "a bench stops at the first failure")]

mod common;

use std::hint::black_box;
use std::iter;

use common::{SHARD, announced, devices, observations, recorded};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::{NewObservation, Refusal, Shard, WriteError};
use fieldmesh_workload::SyntheticDevice;

const DEVICES: usize = 10;
const NEW: usize = 100;

fn snapshots(c: &mut Criterion) {
    let mut group = c.benchmark_group("snapshots");
    group.sample_size(10);
    for each in [100, 1_000] {
        let sent: Vec<(Announced, Vec<u8>)> = devices(DEVICES)
            .iter()
            .flat_map(|device| recorded(device, &observations(device, each)).expect("recording"))
            .map(|shard| (announced(&shard), shard.save()))
            .collect();
        assert_eq!(taken_in(&sent).expect("honest shards"), DEVICES * each);
        group.throughput(Throughput::Elements(u64::try_from(DEVICES * each).unwrap_or(0)));
        group.bench_with_input(BenchmarkId::from_parameter(each), &sent, |b, sent| {
            b.iter(|| taken_in(black_box(sent)));
        });
    }
}

/// How many observations there are after every shard has passed the guard.
fn taken_in(sent: &[(Announced, Vec<u8>)]) -> Result<usize, Refusal> {
    sent.iter().map(|(announced, bytes)| Ok(guard::admit_snapshot(bytes, announced)?.observations().len())).sum()
}

fn delta(c: &mut Criterion) {
    let mut group = c.benchmark_group("delta");
    group.sample_size(20);
    // The same filling of the open shard, so that only N differs.
    for held in [1_000, 1_000 + 12 * SHARD] {
        let device = devices(1).remove(0);
        let all = observations(&device, held + NEW);
        let before = recorded(&device, all.get(..held).unwrap_or_default()).expect("recording");
        let after = recorded_on(&before, &device, all.get(held..).unwrap_or_default()).expect("recording");
        let changed: Vec<Delta> = after
            .iter()
            .map(|after| {
                let base = before.iter().find(|shard| shard.id() == after.id());
                let base = base.cloned().unwrap_or_else(|| Shard::create(after.id(), after.kind()));
                let changes = after.changes_since(&base.heads());
                (base, announced(after), changes)
            })
            .collect();
        assert_eq!(added(&changed).expect("honest changes"), NEW);
        group.throughput(Throughput::Elements(u64::try_from(NEW).unwrap_or(0)));
        group.bench_function(BenchmarkId::from_parameter(format!("{NEW} into {held}")), |b| {
            b.iter(|| added(black_box(&changed)));
        });
    }
}

/// A shard as it was, what is announced of it now, and the changes between.
type Delta = (Shard, Announced, Vec<Vec<u8>>);

/// How many observations there are more after the changes have passed the guard.
fn added(changed: &[Delta]) -> Result<usize, Refusal> {
    let one =
        |(base, announced, changes): &Delta| Ok(guard::admit_changes(base, changes, announced)?.len() - base.len());
    changed.iter().map(one).sum()
}

/// The shards that differ after the device has recorded on: the open one, and new ones.
fn recorded_on(
    before: &[Shard],
    device: &SyntheticDevice,
    new: &[NewObservation],
) -> Result<Vec<Shard>, WriteError> {
    let Some(open) = before.last() else { return Ok(Vec::new()) };
    let (filling, rest) = new.split_at(new.len().min(SHARD - open.len()));
    let fresh = device.shards().skip(before.len()).map(|id| Shard::create(id, open.kind()));
    let parts = iter::once((open.clone(), filling)).chain(fresh.zip(rest.chunks(SHARD)));
    parts.map(|(shard, part)| common::written(shard, device, part)).collect()
}

criterion_group!(benches, snapshots, delta);
criterion_main!(benches);
