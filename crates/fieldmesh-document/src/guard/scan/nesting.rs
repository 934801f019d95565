//! How deep the objects of a document lie inside one another.

use super::super::Refusal;
use super::super::columns::Columns;
use super::super::limits::MAX_DEPTH;
use super::super::meter::within;
use super::super::runs::Rows;

const OBJECT_ACTOR: u64 = 0x01;
const OBJECT_COUNTER: u64 = 0x02;
const ID_ACTOR: u64 = 0x21;
const ID_COUNTER: u64 = 0x23;
const ACTION: u64 = 0x42;

/// Make a map, a list, a text, a table.
const MAKES: [i64; 4] = [0, 2, 4, 6];

/// Counter, then actor: an object is made after the one it lies in, so sorted ids have parents first.
type Id = (i64, i64);

pub(super) fn check(ops: &Columns<'_>) -> Result<(), Refusal> {
    let mut object_actors = Rows::numbers(ops.get(OBJECT_ACTOR));
    let mut object_counters = Rows::numbers(ops.get(OBJECT_COUNTER));
    let mut id_actors = Rows::numbers(ops.get(ID_ACTOR));
    let mut id_counters = Rows::sums(ops.get(ID_COUNTER));
    // Each with the object it lies in, none for the root, and then its depth.
    let mut made: Vec<(Id, Option<Id>, u64)> = Vec::new();
    for action in Rows::numbers(ops.get(ACTION)) {
        let object = object_counters.next().flatten().zip(object_actors.next().flatten());
        let id = id_counters.next().flatten().zip(id_actors.next().flatten());
        if action.is_some_and(|action| MAKES.contains(&action)) {
            made.push((id.ok_or(Refusal::Malformed { what: "an object without id" })?, object, 1));
        }
    }
    made.sort_unstable();
    for index in 0..made.len() {
        let (before, rest) = made.split_at_mut(index);
        let Some((_, Some(parent), depth)) = rest.first_mut() else { continue };
        let known = before.binary_search_by(|(id, ..)| id.cmp(parent)).ok().and_then(|found| before.get(found));
        let (.., above) = known.ok_or(Refusal::Malformed { what: "an object inside an unknown one" })?;
        *depth = within("objects inside one another", above + 1, MAX_DEPTH)?;
    }
    Ok(())
}
