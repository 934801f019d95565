//! The table of operations in a document: in order, and objects not too deep inside one another; and which maps were
//! taken out of sight.
//!
//! No hash covers the order, and Automerge searches the table by halving: two documents with equal heads
//! could show different values. The order inside lists and texts is not checked.

use super::super::Refusal;
use super::super::columns::Columns;
use super::super::limits::MAX_DEPTH;
use super::super::meter::within;
use super::super::runs::{numbers, strings, sums};
use super::column::{
    ACTION, ID_ACTOR, ID_COUNTER, KEY, OBJECT_ACTOR, OBJECT_COUNTER, SUCCESSOR_ACTOR, SUCCESSOR_COUNT,
    SUCCESSOR_COUNTER,
};
use super::history::Writers;

const MAKE_MAP: u64 = 0;
/// Make a map, a list, a text, a table.
const MAKES: [u64; 4] = [MAKE_MAP, 2, 4, 6];

/// Counter, then actor: an object is made after the one it lies in, so sorted ids have parents first.
pub(in super::super) type Id = (u64, u64);

/// Maps in which an entry that is a map was overwritten or deleted, each once.
pub(in super::super) type Overwritten = Vec<Id>;

/// Where an operation belongs: its object, none for the root; its key, none in a list; its id.
type Place<'a> = (Option<Id>, Option<&'a [u8]>, Id);

pub(super) fn check(ops: &Columns<'_>, writers: &mut Writers<'_>) -> Result<Overwritten, Refusal> {
    let mut object_actors = numbers(ops.get(OBJECT_ACTOR));
    let mut object_counters = numbers(ops.get(OBJECT_COUNTER));
    let mut keys = strings(ops.get(KEY));
    let mut id_actors = numbers(ops.get(ID_ACTOR));
    let mut id_counters = sums(ops.get(ID_COUNTER));
    let mut successors = numbers(ops.get(SUCCESSOR_COUNT));
    let mut overwritten = Overwritten::new();
    let mut last: Option<Place<'_>> = None;
    // Each object with the one it lies in.
    let mut made: Vec<(Id, Option<Id>)> = Vec::new();
    for action in numbers(ops.get(ACTION)) {
        let object = object_counters.next().flatten().zip(object_actors.next().flatten());
        let key = keys.next().flatten();
        let id = id_counters.next().flatten().zip(id_actors.next().flatten());
        let place = (object, key, id.ok_or(Refusal::Malformed { what: "an operation without id" })?);
        if last.is_some_and(|last| !in_order(&last, &place)) {
            return Err(Refusal::Malformed { what: "operations out of order" });
        }
        last = Some(place);
        let (counter, actor) = place.2;
        writers.see(actor, counter);
        if action.is_some_and(|action| MAKES.contains(&action)) {
            made.push((place.2, object));
        }
        let has_successor = successors.next().flatten().is_some_and(|count| count > 0);
        if has_successor
            && action == Some(MAKE_MAP)
            && let Some(object) = object
            && overwritten.last() != Some(&object)
        {
            overwritten.push(object);
        }
    }
    // A deletion is only found as the successor of what it deletes.
    for (actor, counter) in numbers(ops.get(SUCCESSOR_ACTOR)).zip(sums(ops.get(SUCCESSOR_COUNTER))) {
        if let (Some(actor), Some(counter)) = (actor, counter) {
            writers.see(actor, counter);
        }
    }
    writers.check_seen()?;
    check_depth(made)?;
    Ok(overwritten)
}

fn in_order(last: &Place<'_>, next: &Place<'_>) -> bool {
    let in_list = last.0 == next.0 && last.1.is_none() && next.1.is_none();
    in_list || last < next
}

fn check_depth(mut made: Vec<(Id, Option<Id>)>) -> Result<(), Refusal> {
    made.sort_unstable_by_key(|(id, _)| *id);
    let mut depths: Vec<u64> = Vec::with_capacity(made.len());
    for (_, parent) in &made {
        let above = match parent {
            None => 0,
            // Not yet reached in `depths` if it was made later: then it is as unknown.
            Some(parent) => *made
                .binary_search_by(|(id, _)| id.cmp(parent))
                .ok()
                .and_then(|index| depths.get(index))
                .ok_or(Refusal::Malformed { what: "an object inside an unknown one" })?,
        };
        depths.push(within("objects inside one another", above + 1, MAX_DEPTH)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Operations 1 and 2 of actor 0 set two keys of the root.
    fn two_keys(keys: &[u8], ids: &[u8]) -> Result<Overwritten, Refusal> {
        check(
            &Columns::of(&[(KEY, keys), (ID_ACTOR, &[2, 0]), (ID_COUNTER, ids), (ACTION, &[2, 1])]),
            &mut Writers::default(),
        )
    }

    #[test]
    fn operations_are_ordered_by_key_and_then_by_id() {
        let (forward, backward) = (&[0x7E, 1, 1], &[0x7E, 2, 0x7F]);
        assert!(two_keys(&[0x7E, 1, b'x', 1, b'y'], forward).is_ok());
        assert!(two_keys(&[0x7E, 1, b'x', 1, b'y'], backward).is_ok());
        assert!(two_keys(&[2, 1, b'x'], forward).is_ok());
        assert!(two_keys(&[2, 1, b'x'], backward).is_err());
        assert!(two_keys(&[0x7E, 1, b'y', 1, b'x'], forward).is_err());
    }

    #[test]
    fn an_object_lies_in_one_made_before() {
        let inside = |object: u8| {
            let objects = [0, 1, 0x7F, object];
            let (actors, ids) = ([0, 1, 0x7F, 0], [0x7E, 1, 1]);
            let keys = [2, 1, b'x'];
            check(
                &Columns::of(&[
                    (OBJECT_ACTOR, &actors),
                    (OBJECT_COUNTER, &objects),
                    (KEY, &keys),
                    (ID_ACTOR, &[2, 0]),
                    (ID_COUNTER, &ids),
                    (ACTION, &[2, 0]),
                ]),
                &mut Writers::default(),
            )
        };
        assert!(inside(1).is_ok());
        assert!(inside(2).is_err());
        assert!(inside(9).is_err());
    }
}
