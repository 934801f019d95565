//! The table of changes in a document: who wrote how many, authors where they belong, dependencies that
//! point back. Automerge takes all of it on trust while it loads.

use super::super::Refusal;
use super::super::columns::Columns;
use super::super::limits::{MAX_CHANGES, MAX_CLOCK_CELLS};
use super::super::meter::within;
use super::super::runs::{Limit, Rows};

const ACTOR: u64 = 0x01;
const SEQUENCE: u64 = 0x03;
const DEPENDENCY_COUNT: u64 = 0x40;
const DEPENDENCY: u64 = 0x43;
const EXTRA_META: u64 = 0x56;
const EXTRA: u64 = 0x57;

/// Every column, with those nobody looks at here: highest operation, time, message.
pub(super) const COLUMNS: [u64; 9] =
    [ACTOR, SEQUENCE, 0x13, 0x23, 0x35, DEPENDENCY_COUNT, DEPENDENCY, EXTRA_META, EXTRA];

const CHANGES: Limit = Limit { what: "changes", rows: MAX_CHANGES };

/// Automerge writes an author as the number 1, its length, its bytes.
const AUTHOR_START: [u8; 2] = [1, 32];
const AUTHOR_RECORD: usize = 34;

/// Who wrote how many changes.
pub(in super::super) struct Writers<'a>(Vec<(&'a [u8], u64)>);

impl Writers<'_> {
    /// How many changes an actor wrote.
    pub(in super::super) fn changes_of(&self, actor: &[u8]) -> u64 {
        self.0.iter().find(|(have, _)| *have == actor).map_or(0, |(_, count)| *count)
    }
}

/// Checks the table and counts the changes of each actor.
pub(super) fn check<'a>(actors: Vec<&'a [u8]>, table: &Columns<'_>) -> Result<Writers<'a>, Refusal> {
    let rows = table.rows(CHANGES)?;
    within("changes × actors", rows * actors.len() as u64, MAX_CLOCK_CELLS)?;
    let mut writers: Vec<_> = actors.into_iter().map(|actor| (actor, 0_u64)).collect();

    let mut sequences = Rows::sums(table.get(SEQUENCE)).flatten();
    let mut counts = Rows::numbers(table.get(DEPENDENCY_COUNT)).flatten();
    let mut dependencies = Rows::sums(table.get(DEPENDENCY)).flatten();
    let mut lengths = Rows::numbers(table.get(EXTRA_META)).flatten();
    let mut extra = table.get(EXTRA);

    let mut seen = 0;
    for (row, actor) in (0_i64..).zip(Rows::numbers(table.get(ACTOR))) {
        seen += 1;
        let writer = actor.and_then(|actor| writers.get_mut(usize::try_from(actor).ok()?));
        let (_, written) = writer.ok_or(Refusal::Malformed { what: "a change of an unknown actor" })?;
        *written += 1;
        let seq = sequences.next().and_then(|seq| u64::try_from(seq).ok()).ok_or(UNEVEN)?;
        if seq != *written {
            return Err(Refusal::Sequence { want: *written, have: seq });
        }
        for _ in 0..counts.next().ok_or(UNEVEN)? {
            let before = dependencies.next().ok_or(UNEVEN)?;
            if !(0..row).contains(&before) {
                return Err(Refusal::Malformed { what: "a change that depends on a later one" });
            }
        }
        let len = usize::try_from(lengths.next().unwrap_or(0) >> 4).map_err(|_| UNEVEN)?;
        let (record, rest) = extra.split_at_checked(len).ok_or(UNEVEN)?;
        extra = rest;
        check_author(seq, record)?;
    }
    if seen != rows {
        return Err(UNEVEN);
    }
    // Automerge loads such a document and panics when it saves it.
    if writers.iter().any(|(_, written)| *written == 0) {
        return Err(Refusal::Malformed { what: "an actor without a change" });
    }
    Ok(Writers(writers))
}

/// An author is 32 bytes and stands in the first change of its actor only: a document gives every change of
/// the actor to the author that came last, and a change that says so again panics (`assert!(seq == 1)`).
pub(super) fn check_author(seq: u64, record: &[u8]) -> Result<(), Refusal> {
    let is_author = record.len() == AUTHOR_RECORD && record.starts_with(&AUTHOR_START);
    if record.is_empty() || is_author && seq == 1 {
        Ok(())
    } else {
        Err(Refusal::Author { seq, bytes: record.len() as u64 })
    }
}

const UNEVEN: Refusal = Refusal::Malformed { what: "columns of uneven length" };
