//! Walks a column's runs without expanding them.
//!
//! Source: the Automerge binary format, <https://automerge.org/automerge-binary-format-spec/>, "Column
//! encoding". A run is a signed count and one value, a literal a negative count and that many values, an
//! empty run zero and a count.

use super::Refusal;
use super::meter::within;
use super::reader::{Reader, Unreadable};

/// How many rows a column may have, and what a row is called in a refusal.
#[derive(Clone, Copy)]
pub(super) struct Limit {
    pub(super) what: &'static str,
    pub(super) rows: u64,
}

/// Visits each run as a count and a value, where a literal is runs of one, and returns the rows.
#[inline]
pub(super) fn walk<'a, V>(
    data: &'a [u8],
    limit: Limit,
    read: impl Fn(&mut Reader<'a>) -> Result<V, Unreadable>,
    mut visit: impl FnMut(u64, Option<V>) -> Result<(), Refusal>,
) -> Result<u64, Refusal> {
    let mut reader = Reader::new(data);
    let mut rows = 0_u64;
    while !reader.is_empty() {
        let head = reader.signed()?;
        let count = if head == 0 { reader.unsigned()? } else { head.unsigned_abs() };
        rows = within(limit.what, rows.saturating_add(count), limit.rows)?;
        match head {
            0 => visit(count, None)?,
            1.. => visit(count, Some(read(&mut reader)?))?,
            _ => {
                for _ in 0..count {
                    visit(1, Some(read(&mut reader)?))?;
                }
            }
        }
    }
    Ok(rows)
}

/// The rows of a column of booleans: counts of false and true in turn.
pub(super) fn booleans(data: &[u8], limit: Limit) -> Result<u64, Refusal> {
    let mut reader = Reader::new(data);
    let mut rows = 0_u64;
    while !reader.is_empty() {
        rows = within(limit.what, rows.saturating_add(reader.unsigned()?), limit.rows)?;
    }
    Ok(rows)
}

/// Every row of a column that [`walk`] accepted. Ends early where the column is malformed.
pub(super) struct Rows<'a, V, F> {
    reader: Reader<'a>,
    read: F,
    left: u64,
    literal: bool,
    value: Option<V>,
}

impl<'a, V, F: Fn(&mut Reader<'a>) -> Result<V, Unreadable>> Rows<'a, V, F> {
    pub(super) const fn new(data: &'a [u8], read: F) -> Self {
        Self { reader: Reader::new(data), read, left: 0, literal: false, value: None }
    }
}

impl<'a, V: Copy, F: Fn(&mut Reader<'a>) -> Result<V, Unreadable>> Iterator for Rows<'a, V, F> {
    type Item = Option<V>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        while self.left == 0 {
            if self.reader.is_empty() {
                return None;
            }
            let head = self.reader.signed().ok()?;
            self.literal = head < 0;
            self.left = if head == 0 { self.reader.unsigned().ok()? } else { head.unsigned_abs() };
            self.value = if head > 0 { (self.read)(&mut self.reader).ok() } else { None };
        }
        self.left -= 1;
        if self.literal {
            self.value = (self.read)(&mut self.reader).ok();
        }
        Some(self.value)
    }
}

/// The rows of a column of unsigned numbers.
pub(super) fn numbers(data: &[u8]) -> impl Iterator<Item = Option<u64>> {
    Rows::new(data, Reader::unsigned)
}

/// The rows of a column of strings.
pub(super) fn strings(data: &[u8]) -> impl Iterator<Item = Option<&[u8]>> {
    Rows::new(data, Reader::prefixed)
}

/// The rows of a column of differences, summed up; sums below zero are none.
pub(super) fn sums(data: &[u8]) -> impl Iterator<Item = Option<u64>> {
    let mut sum = 0_i64;
    Rows::new(data, Reader::signed).map(move |difference| {
        sum = sum.wrapping_add(difference?);
        u64::try_from(sum).ok()
    })
}

/// The rows of a column of booleans.
pub(super) fn flags(data: &[u8]) -> impl Iterator<Item = bool> {
    let mut reader = Reader::new(data);
    // The first run is one of false.
    let (mut left, mut flag) = (0_u64, true);
    std::iter::from_fn(move || {
        while left == 0 {
            left = reader.unsigned().ok()?;
            flag = !flag;
        }
        left -= 1;
        Some(flag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { what: "rows", rows: 10 };

    fn rows(data: &[u8]) -> Result<u64, Refusal> {
        walk(data, LIMIT, Reader::unsigned, |_, _| Ok(()))
    }

    #[test]
    fn runs_literals_and_empty_runs_expand_to_their_rows() {
        // three times 7, then 1 and 2, then two empty ones
        let data = [3, 7, 0x7E, 1, 2, 0, 2];
        assert_eq!(rows(&data), Ok(7));
        let expanded: Vec<_> = numbers(&data).collect();
        assert_eq!(expanded, [Some(7), Some(7), Some(7), Some(1), Some(2), None, None]);
        let sums: Vec<_> = sums(&[3, 1, 0x7F, 0x7F]).collect();
        assert_eq!(sums, [Some(1), Some(2), Some(3), Some(2)]);
        assert_eq!(booleans(&[0, 4, 6], LIMIT), Ok(10));
        assert_eq!(flags(&[0, 2, 1]).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn a_run_of_any_length_is_refused_before_it_is_expanded() {
        let most = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x00, 7];
        let refused = Refusal::TooLarge { what: "rows", have: i64::MAX as u64, limit: 10 };
        assert_eq!(rows(&most), Err(refused));
        let least = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F, 7];
        assert!(matches!(rows(&least), Err(Refusal::TooLarge { .. })));
        let empty = [0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F];
        assert!(matches!(rows(&empty), Err(Refusal::TooLarge { .. })));
        assert!(matches!(booleans(&[10, 1], LIMIT), Err(Refusal::TooLarge { have: 11, .. })));
    }
}
