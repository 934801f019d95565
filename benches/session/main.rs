//! What does a session cost: bytes, frames, round trips and time, beside Automerge's own synchronization?
//!
//! ```sh
//! cargo run --release --example measure_session -- costs 1000 10000 100000 1000000
//! cargo run --release --example measure_session -- attachments 1024 5 50
//! cargo run --release --example measure_session -- many 50 100
//! ```
//!
//! - `costs OBSERVATIONS …`: two stores on a disk that hold so many observations (profile `data-v0`, seed 0, one change
//!   each), and what differs between them: nothing, 100 new ones on each side, one edit, edits of 1 % on each side. Expected:
//!   bytes follow what differs. Up to `--automerge N` observations (10,000 unless said) one Automerge document of the same
//!   data does the same by `automerge::sync`.
//! - `attachments MIB SIZE …`: so many MiB of attachments in files of so many MiB to an empty store, and by the local
//!   network over loopback, sealed. Expected: time follows the bytes, and memory does not follow the size of a file.
//! - `many DEVICES OBSERVATIONS`: so many devices, each with so many observations, have a session with one at once, over
//!   loopback, while that one lists and edits.
//!
//! Everything runs in this process, so that memory is that of both sides together. `TMPDIR` says on which disk.

#![expect(clippy::print_stdout, reason = "a program that prints tables")]

mod attachments;
mod costs;
mod many;
mod one_document;
mod pair;
mod system;
mod wire;

use std::error::Error;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Up to so many observations one Automerge document is measured, too, unless said.
const AUTOMERGE: usize = 10_000;

fn main() -> Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let mut automerge = AUTOMERGE;
    if let Some(at) = words.iter().position(|word| word == "--automerge") {
        automerge = words.get(at + 1).ok_or("--automerge needs a number")?.parse()?;
        words.drain(at..=at + 1);
    }
    let numbers: Vec<usize> =
        words.iter().skip(1).map(|word| word.parse()).collect::<std::result::Result<_, _>>()?;
    match (words.first().map(String::as_str), numbers.as_slice()) {
        (Some("costs"), []) => costs::print(&[1_000, 10_000, 100_000], automerge),
        (Some("costs"), sizes) => costs::print(sizes, automerge),
        (Some("attachments"), [total]) => attachments::print(*total, &[5, 50]),
        (Some("attachments"), [total, sizes @ ..]) => attachments::print(*total, sizes),
        (Some("many"), [devices, each]) => many::print(*devices, *each),
        _ => Err("say `costs OBSERVATIONS …`, `attachments MIB SIZE …` or `many DEVICES OBSERVATIONS`".into()),
    }
}
