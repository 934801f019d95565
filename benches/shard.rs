//! What does one shard cost: to record, to save, to load through the guard, to read?
//!
//! Data profile `data-v0` in one shard of 16, 64 and 256 observations, the last being full. Expected: linear
//! in the number of observations, above a fixed cost for the genesis.
//!
//! - `record/N`: N observations, one change each, as a person records them.
//! - `import/N`: N observations in one change.
//! - `save/N`: one deflated document chunk.
//! - `load/N`: that chunk through the guard: measured, loaded, verified.
//! - `read/N`: every observation, in one pass.

#![expect(clippy::expect_used, reason = "a bench stops at the first failure")]

mod common;

use std::hint::black_box;

use common::{announced, devices, observations, recorded};
use criterion::measurement::WallTime;
use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fieldmesh_document::{Shard, ShardKind, Timestamp, guard};

const SIZES: [usize; 3] = [16, 64, common::SHARD];

fn record(c: &mut Criterion) {
    let device = devices(1).remove(0);
    each_size(c, "record", |group, size| {
        let observations = observations(&device, size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &observations, |b, observations| {
            b.iter(|| recorded(&device, black_box(observations)).expect("recording"));
        });
    });
}

fn import(c: &mut Criterion) {
    let device = devices(1).remove(0);
    let id = device.shards().next().expect("an id");
    each_size(c, "import", |group, size| {
        let observations = observations(&device, size);
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter_batched(
                || (Shard::create(id, ShardKind::OBSERVATIONS).write_as(device.id()), observations.clone()),
                |(mut writer, observations)| {
                    writer.create(observations, Timestamp::default()).expect("importing");
                    writer
                },
                BatchSize::LargeInput,
            );
        });
    });
}

fn save(c: &mut Criterion) {
    each_size(c, "save", |group, size| {
        let shard = filled(size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &shard, |b, shard| {
            b.iter(|| black_box(shard).save());
        });
    });
}

fn load(c: &mut Criterion) {
    each_size(c, "load", |group, size| {
        let shard = filled(size);
        let (announced, bytes) = (announced(&shard), shard.save());
        assert_eq!(guard::admit_snapshot(&bytes, &announced).expect("an honest shard").len(), size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &bytes, |b, bytes| {
            b.iter(|| guard::admit_snapshot(black_box(bytes), &announced));
        });
    });
}

fn read(c: &mut Criterion) {
    each_size(c, "read", |group, size| {
        let shard = filled(size);
        assert_eq!(shard.observations().len(), size);
        group.bench_with_input(BenchmarkId::from_parameter(size), &shard, |b, shard| {
            b.iter(|| black_box(shard).observations());
        });
    });
}

fn filled(size: usize) -> Shard {
    let device = devices(1).remove(0);
    recorded(&device, &observations(&device, size)).expect("recording").remove(0)
}

fn each_size(c: &mut Criterion, name: &str, bench: impl Fn(&mut BenchmarkGroup<'_, WallTime>, usize)) {
    let mut group = c.benchmark_group(name);
    group
        .sample_size(10)
        .measurement_time(std::time::Duration::from_secs(3))
        .warm_up_time(std::time::Duration::from_secs(1));
    for size in SIZES {
        group.throughput(Throughput::Elements(u64::try_from(size).unwrap_or(0)));
        bench(&mut group, size);
    }
    group.finish();
}

criterion_group!(benches, record, import, save, load, read);
criterion_main!(benches);
