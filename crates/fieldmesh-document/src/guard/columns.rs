//! One table of columns: its layout, its inflated data, and how many rows it expands to.
//!
//! Source: the Automerge binary format, "Column specification": a number whose low three bits are the type,
//! the fourth says deflated, the rest is the column's id.

use std::borrow::Cow;
use std::io::Read;

use flate2::bufread::DeflateDecoder;

use super::Refusal;
use super::limits::{MAX_COLUMNS, MAX_INFLATED, MAX_REFERENCES};
use super::meter::{Meter, Stop, within};
use super::reader::Reader;
use super::runs::{self, Limit};

const DEFLATED: u64 = 0b1000;
const TYPE: u64 = 0b0111;

const GROUP: u64 = 0;
const DELTA: u64 = 3;
const BOOLEAN: u64 = 4;
const STRING: u64 = 5;
const VALUE_META: u64 = 6;
const VALUE: u64 = 7;

/// Where the columns of one table are, in the order of their data.
pub(super) struct Layout(Vec<Place>);

struct Place {
    spec: u64,
    deflated: bool,
    len: u64,
}

/// The columns of one table, inflated.
pub(super) struct Columns<'a>(Vec<(u64, Cow<'a, [u8]>)>);

impl Layout {
    /// Reads a layout. A column that is not `known` is refused: Automerge would drop it, and with it the
    /// hash of what it belonged to.
    pub(super) fn read(reader: &mut Reader<'_>, known: &[u64]) -> Result<Self, Refusal> {
        let count = within("columns", reader.unsigned()?, MAX_COLUMNS)?;
        let mut places: Vec<Place> = Vec::new();
        for _ in 0..count {
            let raw = reader.unsigned()?;
            let place = Place { spec: raw & !DEFLATED, deflated: raw & DEFLATED != 0, len: reader.unsigned()? };
            if !known.contains(&place.spec) {
                return Err(Refusal::Malformed { what: "an unknown column" });
            }
            if places.last().is_some_and(|last| last.spec >= place.spec) {
                return Err(Refusal::Malformed { what: "columns out of order" });
            }
            places.push(place);
        }
        Ok(Self(places))
    }

    /// Reads the data that follows the layouts of a document, and inflates it.
    pub(super) fn inflate<'a>(self, reader: &mut Reader<'a>, meter: &mut Meter) -> Result<Columns<'a>, Stop> {
        let mut columns = Vec::with_capacity(self.0.len());
        let mut inflater = Inflater::new();
        for place in self.0 {
            let stored = reader.take(place.len)?;
            let data = if place.deflated {
                Cow::Owned(inflater.inflate(stored, meter.room())?)
            } else {
                Cow::Borrowed(stored)
            };
            meter.add_bytes(data.len() as u64)?;
            columns.push((place.spec, data));
        }
        Ok(Columns(columns))
    }

    /// Reads the data that follows the layout of a change, where no column is deflated.
    pub(super) fn borrow<'a>(self, reader: &mut Reader<'a>) -> Result<Columns<'a>, Refusal> {
        let mut columns = Vec::with_capacity(self.0.len());
        for place in self.0 {
            if place.deflated {
                return Err(Refusal::Malformed { what: "a deflated column in a change" });
            }
            columns.push((place.spec, Cow::Borrowed(reader.take(place.len)?)));
        }
        Ok(Columns(columns))
    }
}

/// Inflates one piece after the other with the memory of one.
pub(super) struct Inflater<'a>(DeflateDecoder<&'a [u8]>);

impl<'a> Inflater<'a> {
    pub(super) fn new() -> Self {
        Self(DeflateDecoder::new(&[]))
    }

    /// Inflates up to `room` bytes; who asks gives one more than there may be, and counts what comes.
    pub(super) fn inflate(&mut self, deflated: &'a [u8], room: u64) -> Result<Vec<u8>, Refusal> {
        // Columns of observations deflate to about a fourth.
        let ordinary = (deflated.len() as u64).saturating_mul(4).min(room);
        let mut inflated = Vec::with_capacity(usize::try_from(ordinary).unwrap_or(0));
        self.0.reset(deflated);
        (&mut self.0)
            .take(room)
            .read_to_end(&mut inflated)
            .map_err(|_| Refusal::Malformed { what: "it cannot be inflated" })?;
        Ok(inflated)
    }
}

impl<'a> Columns<'a> {
    #[cfg(test)]
    pub(super) fn of(columns: &[(u64, &'a [u8])]) -> Self {
        Self(columns.iter().map(|(spec, data)| (*spec, Cow::Borrowed(*data))).collect())
    }

    /// The data of a column, empty if there is none.
    pub(super) fn get(&self, spec: u64) -> &[u8] {
        self.0.iter().find(|(have, _)| *have == spec).map_or(&[], |(_, data)| data)
    }

    /// How many rows the longest column expands to. Refuses more rows than `limit`, groups that expand to
    /// more than [`MAX_REFERENCES`], strings that expand to more than [`MAX_INFLATED`] and values that
    /// reach beyond their column.
    pub(super) fn rows(&self, limit: Limit) -> Result<u64, Refusal> {
        const GROUPED: Limit = Limit { what: "references", rows: MAX_REFERENCES };
        let mut rows = 0;
        let mut strings = 0_u64;
        let mut values = 0_u64;
        let mut group = None;
        for (spec, data) in &self.0 {
            let grouped = group == Some(spec >> 4);
            let limit = if grouped { GROUPED } else { limit };
            let count = match spec & TYPE {
                GROUP => {
                    group = Some(spec >> 4);
                    let mut sum = 0_u64;
                    runs::walk(data, limit, Reader::unsigned, |count, value| {
                        sum = sum.saturating_add(count.saturating_mul(value.unwrap_or(0)));
                        within(GROUPED.what, sum, GROUPED.rows).map(drop)
                    })?
                }
                DELTA => runs::walk(data, limit, Reader::signed, |_, _| Ok(()))?,
                BOOLEAN => runs::booleans(data, limit)?,
                STRING => runs::walk(data, limit, Reader::prefixed, |count, value| {
                    let len = value.map_or(0, <[u8]>::len) as u64;
                    strings = strings.saturating_add(count.saturating_mul(len));
                    within("bytes of strings", strings, MAX_INFLATED).map(drop)
                })?,
                VALUE_META => runs::walk(data, limit, Reader::unsigned, |count, meta| {
                    values = values.saturating_add(count.saturating_mul(meta.unwrap_or(0) >> 4));
                    within("bytes of values", values, MAX_INFLATED).map(drop)
                })?,
                VALUE => {
                    let have = data.len() as u64;
                    values = values.saturating_sub(have);
                    0
                }
                _ => runs::walk(data, limit, Reader::unsigned, |_, _| Ok(()))?,
            };
            if !grouped {
                rows = count.max(rows);
            }
        }
        if values > 0 {
            return Err(Refusal::Malformed { what: "values beyond their column" });
        }
        Ok(rows)
    }
}
