//! The table of operations of a document that was measured, row by row.
//!
//! Made for reading a whole shard while it is admitted: Automerge's own iterators find each value by a search of its
//! indexes, which takes several times as long as one walk along columns that are inflated already.

use super::columns::Columns;
use super::reader::Reader;
use super::runs::{flags, numbers, strings, sums};
use super::scan::column;

/// Names an operation inside one document: its counter, then the place of its actor.
pub(crate) type OperationId = (u64, usize);

/// One row.
pub(crate) struct Operation<'a> {
    /// The object it belongs to; none for the root.
    pub(crate) object: Option<OperationId>,
    /// Its key; none in a list or a text.
    pub(crate) key: Option<&'a [u8]>,
    pub(crate) id: OperationId,
    /// Whether it is the first of an element of a list or text.
    pub(crate) insert: bool,
    pub(crate) action: u64,
    /// The type of its value, as Automerge numbers them.
    pub(crate) value_type: u64,
    pub(crate) value: &'a [u8],
    /// How many operations overwrote, deleted or incremented it.
    pub(crate) successors: u64,
}

/// The actors and the operations of a document.
pub(crate) struct Operations<'a> {
    actors: Vec<&'a [u8]>,
    columns: Columns<'a>,
}

impl<'a> Operations<'a> {
    pub(super) const fn new(actors: Vec<&'a [u8]>, columns: Columns<'a>) -> Self {
        Self { actors, columns }
    }

    /// The actors, in the order of their places.
    pub(crate) fn actors(&self) -> &[&'a [u8]] {
        &self.actors
    }

    /// Visits each row until told to stop. `None` if that happened, or if the table is malformed.
    pub(crate) fn visit<'s>(&'s self, mut visit: impl FnMut(Operation<'s>) -> Option<()>) -> Option<()> {
        let of = |spec| self.columns.get(spec);
        let mut object_actors = numbers(of(column::OBJECT_ACTOR));
        let mut object_counters = numbers(of(column::OBJECT_COUNTER));
        let mut keys = strings(of(column::KEY));
        let mut id_actors = numbers(of(column::ID_ACTOR));
        let mut id_counters = sums(of(column::ID_COUNTER));
        let mut inserts = flags(of(column::INSERT));
        let mut value_metas = numbers(of(column::VALUE_META));
        let mut values = of(column::VALUE);
        let mut successors = numbers(of(column::SUCCESSOR_COUNT));
        for action in numbers(of(column::ACTION)) {
            let object = match (object_counters.next().flatten(), object_actors.next().flatten()) {
                (None, None) => None,
                (counter, actor) => Some((counter?, usize::try_from(actor?).ok()?)),
            };
            let id = (id_counters.next()??, usize::try_from(id_actors.next()??).ok()?);
            let meta = value_metas.next().flatten().unwrap_or(0);
            let (value, rest) = values.split_at_checked(usize::try_from(meta >> 4).ok()?)?;
            values = rest;
            visit(Operation {
                object,
                key: keys.next().flatten(),
                id,
                insert: inserts.next().unwrap_or(false),
                action: action?,
                value_type: meta & 0b1111,
                value,
                successors: successors.next().flatten().unwrap_or(0),
            })?;
        }
        // The column that was walked along is not shorter than the others.
        (id_counters.next().is_none() && values.is_empty()).then_some(())
    }
}

/// The number that a value is; `None` unless its bytes are one and nothing more.
pub(crate) fn unsigned(value: &[u8]) -> Option<u64> {
    let mut reader = Reader::new(value);
    reader.unsigned().ok().filter(|_| reader.is_empty())
}

/// The same with a sign.
pub(crate) fn signed(value: &[u8]) -> Option<i64> {
    let mut reader = Reader::new(value);
    reader.signed().ok().filter(|_| reader.is_empty())
}
