//! How long does it take, and how many bytes, until one device has what ten devices recorded?
//!
//! Fieldmesh, one Automerge document, Loro and Yrs take in the same data (profile `data-v0`, seed 0,
//! `docs/workload.md`) in one process, one after the other, in turns, so that a slow minute of the machine
//! slows all of them. Each records one transaction per observation under a fixed actor per device. What each
//! of them holds afterwards is compared value by value with what was recorded; a difference ends the program.
//!
//! The last row is Fieldmesh as people use it: a sync file on a disk is opened, unsealed and verified, goes
//! through a session, and is in the database of an empty device, flushed and listable. The other rows are in
//! memory and have none of that.
//!
//! Expected: Yrs, Loro and shards grow linearly; one Automerge document grows faster.
//!
//! With `--edited` two sides hold the data already, each has edited every observation since, and one takes in what
//! the other did: one Automerge document in memory, and the database of a device of Fieldmesh, flushed and listable.
//!
//! What it does not show: editing text, which is what the other libraries are made for; memory; other machines. Fieldmesh divides data into shards of 256 and the others do not ask for that, so
//! they are measured both ways. Fieldmesh works on all cores, the others on one.

mod edited;
mod end_to_end;
mod peer;
mod records;
mod report;

use std::error::Error;

use clap::Parser;

use crate::edited::{DeviceStore, OneDocument};
use crate::end_to_end::SyncFileToEmptyDevice;
use crate::peer::Exchange;
use crate::peer::automerge::AutomergeDocument;
use crate::peer::loro::LoroDocument;
use crate::peer::shard::GuardedShard;
use crate::peer::yrs::YrsDocument;
use crate::records::Records;
use crate::report::Row;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Observations of a document in the rows that are divided, as in a Fieldmesh shard.
const SHARD: usize = 256;

/// A row: its name, whether its data is divided into documents of [`SHARD`] observations, and what prepares it.
type Candidate = (&'static str, bool, fn(&Records) -> Result<Box<dyn Exchange>>);

const ROWS: [Candidate; 8] = [
    ("Automerge, one document", false, peer::whole::<AutomergeDocument>),
    ("Loro, one document", false, peer::whole::<LoroDocument>),
    ("Yrs, one document", false, peer::whole::<YrsDocument>),
    ("Automerge, documents of 256", true, peer::divided::<AutomergeDocument>),
    ("Loro, documents of 256", true, peer::divided::<LoroDocument>),
    ("Yrs, documents of 256", true, peer::divided::<YrsDocument>),
    ("Fieldmesh shards, through the guard", true, peer::divided::<GuardedShard>),
    ("Fieldmesh, sync file to empty device", true, SyncFileToEmptyDevice::prepare),
];

const EDITED_ROWS: [Candidate; 2] = [
    ("Automerge, one document", false, OneDocument::prepare),
    ("Fieldmesh, into the database", true, DeviceStore::prepare),
];

/// Fieldmesh beside other CRDT libraries on the same data.
#[derive(Parser)]
struct Arguments {
    /// Observations that each device records.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    observations: u32,
    /// Devices that record.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    devices: u32,
    /// How often each is measured.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    runs: u32,
    /// Both sides hold the data and have edited every observation since.
    #[arg(long)]
    edited: bool,
    /// Leaves out the rows that take minutes with much data: one document of all observations.
    #[arg(long)]
    divided_only: bool,
    /// Measures only the rows whose name contains this, in any case; may be given several times.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let records = Records::new(usize::try_from(arguments.devices)?, usize::try_from(arguments.observations)?);

    let mut candidates: Vec<(Row, Box<dyn Exchange>)> = Vec::new();
    let rows = if arguments.edited { EDITED_ROWS.as_slice() } else { &ROWS };
    for &(name, divided, prepare) in rows {
        let lower = name.to_lowercase();
        let asked =
            arguments.only.is_empty() || arguments.only.iter().any(|part| lower.contains(&part.to_lowercase()));
        if asked && (divided || !arguments.divided_only) {
            candidates.push((Row::new(name, &records), prepare(&records)?));
        }
    }
    if candidates.is_empty() {
        return Err("no row has such a name".into());
    }

    for _ in 0..arguments.runs {
        for (row, exchange) in &mut candidates {
            row.add(exchange.run(&records)?);
        }
    }
    let rows: Vec<_> = candidates.into_iter().map(|(row, _)| row).collect();
    report::print(&rows);
    Ok(())
}
