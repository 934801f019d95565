//! The table of changes in a document: who wrote how many, authors where they belong, dependencies that
//! point back. Automerge takes all of it on trust while it loads.

use super::super::Refusal;
use super::super::columns::Columns;
use super::super::limits::MAX_CHANGES;
use super::super::meter::{Meter, Stop};
use super::super::runs::{Limit, numbers, sums};

const ACTOR: u64 = 0x01;
const SEQUENCE: u64 = 0x03;
const HIGHEST: u64 = 0x13;
const DEPENDENCY_COUNT: u64 = 0x40;
const DEPENDENCY: u64 = 0x43;
const EXTRA_META: u64 = 0x56;
const EXTRA: u64 = 0x57;

/// Every column, with those nobody looks at here: time, message.
pub(super) const COLUMNS: [u64; 9] =
    [ACTOR, SEQUENCE, HIGHEST, 0x23, 0x35, DEPENDENCY_COUNT, DEPENDENCY, EXTRA_META, EXTRA];

const CHANGES: Limit = Limit { what: "changes", rows: MAX_CHANGES };

/// Automerge writes an author as the number 1, its length, its bytes.
const AUTHOR_START: [u8; 2] = [1, 32];
const AUTHOR_RECORD: usize = 34;

/// Who wrote how many changes, and the highest operation of each.
#[derive(Default)]
pub(in super::super) struct Writers<'a>(Vec<Writer<'a>>);

struct Writer<'a> {
    actor: &'a [u8],
    changes: u64,
    /// In ascending order, of changes that are not empty, and whether such an operation was seen.
    highest: Vec<(u64, bool)>,
    /// Where the last search in it ended: neighbouring operations mostly come from one change.
    near: usize,
}

impl Writers<'_> {
    /// How many changes an actor wrote.
    pub(in super::super) fn changes_of(&self, actor: &[u8]) -> u64 {
        self.0.iter().find(|writer| writer.actor == actor).map_or(0, |writer| writer.changes)
    }

    /// Notes that the table of operations has this one.
    #[inline]
    pub(super) fn see(&mut self, actor: u64, counter: u64) {
        let writer = usize::try_from(actor).ok().and_then(|actor| self.0.get_mut(actor));
        let Some(Writer { highest, near, .. }) = writer else { return };
        let end = |index: usize| highest.get(index).map(|(highest, _)| *highest);
        let after = near.checked_sub(1).and_then(end).is_none_or(|before| before < counter);
        if !after || end(*near).is_none_or(|end| end < counter) {
            *near = highest.partition_point(|(highest, _)| *highest < counter);
        }
        if let Some((highest, seen)) = highest.get_mut(*near) {
            *seen |= *highest == counter;
        }
    }

    /// Every change must end with an operation that was seen. No hash covers the column: Automerge loads a
    /// document that claims more, and panics when it is asked for its changes.
    pub(super) fn check_seen(&self) -> Result<(), Refusal> {
        if self.0.iter().flat_map(|writer| &writer.highest).all(|(_, seen)| *seen) {
            Ok(())
        } else {
            Err(Refusal::Malformed { what: "a change that claims operations it does not have" })
        }
    }
}

/// Checks the table and counts the changes of each actor.
pub(super) fn check<'a>(actors: &[&'a [u8]], table: &Columns<'_>, meter: &mut Meter) -> Result<Writers<'a>, Stop> {
    let rows = table.rows(CHANGES)?;
    meter.add_history(rows, actors.len() as u64)?;
    let mut writers: Vec<_> =
        actors.iter().map(|&actor| Writer { actor, changes: 0, highest: Vec::new(), near: 0 }).collect();

    let mut sequences = sums(table.get(SEQUENCE)).flatten();
    let mut highest = sums(table.get(HIGHEST)).flatten();
    let mut counts = numbers(table.get(DEPENDENCY_COUNT)).flatten();
    let mut dependencies = sums(table.get(DEPENDENCY)).flatten();
    let mut lengths = numbers(table.get(EXTRA_META)).flatten();
    let mut extra = table.get(EXTRA);

    // The highest operation of each change.
    let mut ends: Vec<u64> = Vec::new();
    for actor in numbers(table.get(ACTOR)) {
        let writer = actor.and_then(|actor| writers.get_mut(usize::try_from(actor).ok()?));
        let writer = writer.ok_or(Refusal::Malformed { what: "a change of an unknown actor" })?;
        writer.changes += 1;
        let seq = sequences.next().ok_or(UNEVEN)?;
        if seq != writer.changes {
            return Err(Refusal::Sequence { want: writer.changes, have: seq }.into());
        }
        let mut start = 0;
        for _ in 0..counts.next().ok_or(UNEVEN)? {
            let before = dependencies.next().ok_or(UNEVEN)?;
            let end = usize::try_from(before).ok().and_then(|before| ends.get(before));
            let end = end.ok_or(Refusal::Malformed { what: "a change that depends on a later one" })?;
            start = start.max(*end);
        }
        let end = highest.next().ok_or(UNEVEN)?;
        ends.push(end);
        // An empty change ends where the ones it depends on do.
        if end != start {
            if writer.highest.last().is_some_and(|(last, _)| *last >= end) {
                return Err(Refusal::Malformed { what: "changes of one actor out of order" }.into());
            }
            writer.highest.push((end, false));
        }
        let len = usize::try_from(lengths.next().unwrap_or(0) >> 4).map_err(|_| UNEVEN)?;
        let (record, rest) = extra.split_at_checked(len).ok_or(UNEVEN)?;
        extra = rest;
        check_author(seq, record)?;
    }
    if ends.len() as u64 != rows {
        return Err(UNEVEN.into());
    }
    // Automerge loads such a document and panics when it saves it.
    if writers.iter().any(|writer| writer.changes == 0) {
        return Err(Refusal::Malformed { what: "an actor without a change" }.into());
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
