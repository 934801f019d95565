//! What a session between two stores costs, by what differs between them.

use std::time::Duration;

use fieldmesh_sync::Moved;

use crate::Result;
use crate::one_document::Documents;
use crate::pair::{Pair, Synchronized};
use crate::wire::Counted;

/// How many of the observations that both hold each of the two has recorded itself, in a shard that it still fills.
pub(crate) const OWN: usize = 20;
/// How many are new on each side.
const NEW: usize = 100;
/// How often what is timed is done.
const RUNS: usize = 5;

/// A row of the table.
struct Row {
    observations: u64,
    what: String,
    hellos: Option<Counted>,
    session: Counted,
    took: Duration,
    peak_memory: Option<f64>,
    /// What the two commits alone take, and how much more the session does.
    commits: Option<[Duration; 2]>,
    ratio: Option<f64>,
}

pub(crate) fn print(sizes: &[usize], automerge: usize) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let (os, arch) = (std::env::consts::OS, std::env::consts::ARCH);
    println!(
        "{os} {arch}, {cores} cores. Bytes are both ways, in frames before they are sealed; times are of both sides"
    );
    println!("one after the other. 100 new ones: of {RUNS} runs the most bytes and the median times.\n");
    println!(
        "| observations | what differs | hellos, bytes | session, bytes | frames | round trips | ms | peak memory, MiB \
         | two commits alone, ms | more than these, ms | × the bytes of Fieldmesh |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for &size in sizes {
        if size < 1_000 {
            return Err("fewer than 1,000 observations tell nothing".into());
        }
        measure(size, automerge)?;
    }
    Ok(())
}

fn measure(size: usize, automerge: usize) -> Result<()> {
    let row = |what: &str, done: &Synchronized| Row {
        observations: done.observations,
        what: what.to_owned(),
        hellos: Some(done.hellos),
        session: done.session,
        took: done.took,
        peak_memory: done.peak_memory,
        commits: None,
        ratio: None,
    };
    let mut pair = Pair::new()?;
    pair.record(size - 2 * OWN)?;
    pair.add(OWN, false)?;
    pair.reopen()?;
    row("one side has nothing but 20", &pair.synchronize()?).print();

    pair.reopen()?;
    let equal = pair.synchronize()?;
    if !equal.same_data {
        return Err("equal replicas do not know it by their hellos".into());
    }
    if equal.outcome.sent != Moved::default() || equal.outcome.received != Moved::default() {
        return Err("a session of equal replicas moved something".into());
    }
    row("nothing, and a session nevertheless", &equal).print();

    for one_change_each in [true, false] {
        let word = if one_change_each { "one change each" } else { "one change for all" };
        let mut runs = Vec::new();
        for _ in 0..RUNS {
            pair.add(NEW, one_change_each)?;
            let commits = pair.commits_alone()?;
            let done = pair.synchronize()?;
            if done.outcome.sent.counts.new != NEW as u64 || done.outcome.received.counts.new != NEW as u64 {
                return Err(format!("not {NEW} each way: {:?}", done.outcome).into());
            }
            runs.push((done, commits));
        }
        // All of them: a shard is left and another one begun every second or third time.
        let least = runs.iter().map(|(done, _)| done.session.bytes).min().unwrap_or_default();
        let middle = |mut times: Vec<Duration>| {
            times.sort_unstable();
            times.get(times.len() / 2).copied().unwrap_or_default()
        };
        let took = middle(runs.iter().map(|(done, _)| done.took).collect());
        let commits = middle(runs.iter().map(|(_, commits)| *commits).collect());
        let more = middle(runs.iter().map(|(done, commits)| done.took.saturating_sub(*commits)).collect());
        let most = runs.iter().map(|(done, _)| done).max_by_key(|done| done.session.bytes).ok_or("no run")?;
        let mut ours = row(&format!("{NEW} new on each side, {word} (least {least} bytes)"), most);
        (ours.took, ours.commits) = (took, Some([commits, more]));
        ours.print();
        if size <= automerge {
            beside(size, one_change_each, most.hellos.bytes + most.session.bytes)?;
        }
    }

    pair.edit_one()?;
    pair.reopen()?;
    row("one observation edited", &pair.synchronize()?).print();

    let edits = pair.edit_every(100)?;
    pair.reopen()?;
    row(&format!("1 % edited on each side, {edits} in all"), &pair.synchronize()?).print();
    Ok(())
}

/// The same by one Automerge document: as strangers, and with what each remembers of the other.
fn beside(size: usize, one_change_each: bool, ours: usize) -> Result<()> {
    let mut documents = Documents::new(size)?;
    documents.add(NEW, one_change_each)?;
    let strangers = documents.synchronize_as_strangers()?;
    let known = documents.synchronize()?;
    for (what, done) in [
        ("the same by `automerge::sync` of one document, nothing remembered", strangers),
        ("the same, with the state of the last synchronization", known),
    ] {
        Row {
            observations: (size + 2 * NEW) as u64,
            what: what.to_owned(),
            hellos: None,
            session: done.counted,
            took: done.took,
            peak_memory: None,
            commits: None,
            ratio: Some(done.counted.bytes as f64 / ours as f64),
        }
        .print();
    }
    Ok(())
}

impl Row {
    fn print(&self) {
        let Self { observations, what, hellos, session, took, peak_memory, commits, ratio } = self;
        let millis = |duration: &Duration| format!("{:.1}", duration.as_secs_f64() * 1_000.0);
        let hellos = hellos.map_or(String::new(), |hellos| hellos.bytes.to_string());
        let commits = commits.map_or([String::new(), String::new()], |commits| commits.each_ref().map(millis));
        let [commits, more] = commits;
        let memory = peak_memory.map_or(String::new(), |memory| format!("{memory:.0}"));
        let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.1}"));
        let (bytes, frames, trips) = (session.bytes, session.frames, session.round_trips());
        println!(
            "| {observations} | {what} | {hellos} | {bytes} | {frames} | {trips:.1} | {} | {memory} | {commits} | {more} | {ratio} |",
            millis(took)
        );
    }
}
