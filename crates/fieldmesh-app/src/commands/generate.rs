//! `fieldmesh generate`: synthetic observations, for trials and benchmarks.

use std::time::Instant;

use fieldmesh::Unit;
use fieldmesh_sentences::word;
use fieldmesh_workload::{Profile, Workload};
use serde_json::json;

use crate::cli::GenerateArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::progress::{Step, Teller};

/// How many are made and written at once.
const BATCH: usize = 4096;

/// Writes them.
pub(crate) fn run(context: &Context, args: &GenerateArgs) -> Result<(), Failure> {
    let project = context.project()?;
    let begin = Instant::now();
    let total = u64::from(args.count);
    let authors = usize::from(args.devices.unwrap_or(1));
    let mut teller = Teller::new(context.output);
    let mut done = 0;
    for (nth, device) in Workload::new(Profile::data_v0(), args.seed).devices(authors).into_iter().enumerate() {
        let mut left = share(usize::try_from(args.count).unwrap_or(usize::MAX), authors, nth);
        let mut observations = device.observations();
        while left > 0 {
            let batch: Vec<_> = observations.by_ref().take(left.min(BATCH)).collect();
            left -= batch.len();
            done += u64::try_from(batch.len()).unwrap_or_default();
            match args.devices {
                None => project.observe_all(batch).map(drop)?,
                Some(_) => project.observe_all_as(device.id(), batch).map(drop)?,
            }
            teller.tell(&Step {
                word: "generating",
                sentence: word::working(context.language),
                done,
                total,
                unit: Unit::Observations,
                attachments: None,
            })?;
        }
    }
    drop(teller);
    let seconds = begin.elapsed().as_secs_f64();
    if context.output.is_json() {
        return context.output.line(&json!({
            "event": "complete", "observations": done, "seed": args.seed, "devices": authors, "seconds": seconds,
        }));
    }
    context.output.words(&fl!("generated", n = done, seconds = format!("{seconds:.1}")))
}

/// How many of `count` fall to one of `authors`: all shares differ by one at most.
const fn share(count: usize, authors: usize, nth: usize) -> usize {
    count / authors + if nth < count % authors { 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_whole() {
        for (count, authors) in [(0, 1), (1, 3), (10, 3), (100, 7)] {
            let shares: Vec<_> = (0..authors).map(|nth| share(count, authors, nth)).collect();
            assert_eq!(shares.iter().sum::<usize>(), count);
            assert!(shares.iter().max().unwrap() - shares.iter().min().unwrap() <= 1);
        }
    }
}
