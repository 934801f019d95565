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

#[path = "model/carry.rs"]
mod carry;
#[path = "model/oracle.rs"]
mod oracle;
#[path = "model/plan.rs"]
mod plan;
#[path = "model/value.rs"]
mod value;
#[path = "model/world.rs"]
mod world;

use std::cell::RefCell;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::plan::{Step, plan};
use crate::world::{Counts, World};

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

#[test]
fn devices_show_what_a_plain_list_of_edits_says() {
    let cases = number("FIELDMESH_MODEL_CASES").unwrap_or(100);
    // Other seeds are the script's: who changes something else does not meet what they find.
    let seed = RngSeed::Fixed(number("FIELDMESH_MODEL_SEED").unwrap_or(20_261_128));
    let config = Config {
        cases: cases.try_into().unwrap(),
        rng_seed: seed,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let counts = RefCell::new(Counts::default());
    let result = TestRunner::new(config).run(&plan(), |(devices, steps)| {
        let case = run(devices, &steps).map_err(TestCaseError::fail)?;
        *counts.borrow_mut() += case;
        Ok(())
    });
    let counts = counts.into_inner();
    eprintln!("{cases} cases: {counts:?}");
    if let Err(error) = result {
        panic!("{error}");
    }
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
