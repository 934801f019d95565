//! The model test. Whatever people do on several devices, backups, clones and cut sessions included: every device
//! shows at every moment exactly what a plain list of the edits it has says (`model/oracle.rs`), and when all have
//! met, all hold the same, nothing that any of them had is lost, and what is read is what a rebuild makes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod carry;
mod oracle;
mod plan;
mod value;
mod world;

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::plan::{Step, plan};
use crate::world::{Counts, World};

/// Cases that are drawn from one seed, one after the other: what is drawn does not depend on how many run at once.
const BATCH: u64 = 50;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

fn run(devices: usize, steps: &[Step]) -> Result<Counts, String> {
    let mut world = World::new(devices);
    for (at, step) in steps.iter().enumerate() {
        world.step(step).map_err(|error| format!("step {at}, {step:?}: {error}"))?;
    }
    world.settle().map_err(|error| format!("at the end: {error}"))?;
    Ok(world.counts)
}

/// Runs cases on every core, and adds up what happened in them.
fn run_all(cases: u64, seed: u64) -> Counts {
    let (next, all) = (AtomicU64::new(0), Mutex::new(Counts::default()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                loop {
                    let batch = next.fetch_add(1, Ordering::Relaxed);
                    let Some(left) = cases.checked_sub(batch * BATCH).filter(|left| *left > 0) else { break };
                    let counts = run_batch(left.min(BATCH), seed + batch);
                    *all.lock().unwrap() += counts;
                }
            });
        }
    });
    all.into_inner().unwrap()
}

fn run_batch(cases: u64, seed: u64) -> Counts {
    let config = Config {
        cases: cases.try_into().unwrap(),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let counts = Mutex::new(Counts::default());
    let result = TestRunner::new(config).run(&plan(), |(devices, steps)| {
        let case = run(devices, &steps).map_err(TestCaseError::fail)?;
        *counts.lock().unwrap() += case;
        Ok(())
    });
    if let Err(error) = result {
        panic!("seed {seed}: {error}");
    }
    counts.into_inner().unwrap()
}

#[test]
fn devices_show_what_a_plain_list_of_edits_says() {
    let cases = number("FIELDMESH_MODEL_CASES").unwrap_or(100);
    // Other seeds are the script's: who changes something else does not meet what they find.
    let seed = number("FIELDMESH_MODEL_SEED").unwrap_or(20_261_128);
    let counts = run_all(cases, seed);
    eprintln!("{cases} cases: {counts:?}");
    let Counts { edits, lost_with_a_disk, conflicts, deletions, resolved, cuts, put_back, clones, files } = counts;
    for (what, count) in [
        ("edits", edits),
        ("edits that were lost with a disk", lost_with_a_disk),
        ("conflicts", conflicts),
        ("deletions in conflict", deletions),
        ("resolutions", resolved),
        ("cut sessions", cuts),
        ("folders put back", put_back),
        ("clones", clones),
        ("visits of the file", files),
    ] {
        assert!(count > 0, "no {what}, which proves nothing");
    }
}
