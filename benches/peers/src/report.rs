//! What is printed: a Markdown table for people, then one line of JSON per row for programs.

use std::time::Duration;

use serde_json::json;

use crate::peer::Measured;
use crate::records::Records;

/// What was measured of one candidate.
pub(crate) struct Row {
    name: &'static str,
    devices: usize,
    observations: usize,
    runs: Vec<Measured>,
}

impl Row {
    pub(crate) fn new(name: &'static str, records: &Records) -> Self {
        Self { name, devices: records.devices.len(), observations: records.count(), runs: Vec::new() }
    }

    pub(crate) fn add(&mut self, run: Measured) {
        self.runs.push(run);
    }

    /// Median and minimum, in milliseconds.
    fn milliseconds(&self, of: impl Fn(&Measured) -> Duration) -> (f64, f64) {
        let mut times: Vec<f64> = self.runs.iter().map(|run| of(run).as_secs_f64() * 1_000.0).collect();
        times.sort_by(f64::total_cmp);
        let at = |index: usize| times.get(index).copied().unwrap_or(f64::NAN);
        let middle = times.len() / 2;
        let median =
            if times.len() % 2 == 1 { at(middle) } else { (at(middle.wrapping_sub(1)) + at(middle)) / 2.0 };
        (median, at(0))
    }

    /// Bytes per observation, of the last run.
    fn each(&self, of: fn(&Measured) -> usize) -> f64 {
        self.runs.last().map_or(0, of) as f64 / self.observations as f64
    }
}

pub(crate) fn print(rows: &[Row]) {
    let (devices, observations) = rows.first().map_or((0, 0), |row| (row.devices, row.observations));
    let runs = rows.first().map_or(0, |row| row.runs.len());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{observations} observations from {devices} devices, profile data-v0, seed 0; {runs} runs, median (minimum), ms."
    );
    println!("{} {}, {cores} cores.\n", std::env::consts::OS, std::env::consts::ARCH);
    println!("| | merge | read all | both | bytes received each | bytes kept each | on disk |");
    println!("|---|---|---|---|---|---|---|");
    for row in rows {
        let cell = |of: fn(&Measured) -> Duration| {
            let (median, minimum) = row.milliseconds(of);
            format!("{median:.1} ({minimum:.1})")
        };
        let durable = if row.runs.iter().all(|run| run.durable) { "yes" } else { "no" };
        let (merge, read, both) = (cell(|run| run.merge), cell(|run| run.read), cell(|run| run.merge + run.read));
        let (received, kept) = (row.each(|run| run.received), row.each(|run| run.kept));
        println!("| {} | {merge} | {read} | {both} | {received:.0} | {kept:.0} | {durable} |", row.name);
    }
    println!();
    for row in rows {
        let times =
            |of: fn(&Measured) -> Duration| row.runs.iter().map(|run| of(run).as_secs_f64()).collect::<Vec<_>>();
        let line = json!({
            "name": row.name,
            "profile": "data-v0",
            "seed": 0,
            "devices": row.devices,
            "observations": row.observations,
            "merge_seconds": times(|run| run.merge),
            "read_seconds": times(|run| run.read),
            "bytes_received_per_observation": row.each(|run| run.received),
            "bytes_kept_per_observation": row.each(|run| run.kept),
            "durable": row.runs.iter().all(|run| run.durable),
            "os": std::env::consts::OS,
            "arch": std::env::consts::ARCH,
            "cores": cores,
            "debug": cfg!(debug_assertions),
        });
        println!("{line}");
    }
}
