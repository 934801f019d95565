//! What must hold of a decoded document.

use std::collections::HashSet;

use automerge::{Automerge, ChangeHash, ObjId, ObjType, ROOT, ReadDoc, Value, ValueRef};

use super::limits::MAX_OBSERVATIONS;
use super::meter::within;
use super::scan::Measured;
use super::{Announced, Refusal};
use crate::shard::genesis;
use crate::shard::schema::root;
use crate::{Heads, ShardKind};

/// Nothing missing, the genesis, the kind, and the keys of observations.
pub(super) fn document(doc: &Automerge, measured: &Measured<'_>, announced: &Announced) -> Result<(), Refusal> {
    nothing_missing(doc, &HashSet::new())?;
    check_genesis(doc, measured, announced)?;
    if announced.kind != ShardKind::OBSERVATIONS {
        return Ok(());
    }
    if genesis::is_newer(doc) {
        // How its observations lie is for that version to say.
        let shown = doc.get(ROOT, root::OBSERVATIONS).ok().flatten();
        let count = shown.map_or(0, |(_, observations)| doc.length(observations) as u64);
        return within("observations", count, MAX_OBSERVATIONS).map(drop);
    }
    check_observations(doc, measured, announced)
}

/// No change waits for another one, and all of these are in the history.
pub(super) fn nothing_missing(doc: &Automerge, changes: &HashSet<ChangeHash>) -> Result<(), Refusal> {
    let changes: Vec<_> = changes.iter().copied().collect();
    match doc.get_missing_deps(&changes).len() {
        0 => Ok(()),
        count => Err(Refusal::MissingDependencies { count }),
    }
}

/// The heads are these and no others.
pub(super) fn equal_heads(doc: &Automerge, announced: &Heads) -> Result<(), Refusal> {
    let have = Heads::of(doc);
    let (have, want) = (have.as_slice(), announced.as_slice());
    let missing = want.iter().filter(|head| have.binary_search(head).is_err()).count();
    let unannounced = have.iter().filter(|head| want.binary_search(head).is_err()).count();
    met(announced, missing + unannounced)
}

/// All of these are in the history, and at least one was announced.
pub(super) fn contained_heads(doc: &Automerge, announced: &Heads) -> Result<(), Refusal> {
    let missing = doc.get_missing_deps(&announced.to_automerge()).len();
    met(announced, missing + usize::from(announced.is_empty()))
}

fn met(announced: &Heads, unmet: usize) -> Result<(), Refusal> {
    if unmet == 0 { Ok(()) } else { Err(Refusal::WrongHeads { announced: announced.as_slice().len(), unmet }) }
}

/// The first step is in the history, and its actor wrote nothing else.
fn check_genesis(doc: &Automerge, measured: &Measured<'_>, announced: &Announced) -> Result<(), Refusal> {
    let found = genesis::number(doc, root::KIND);
    if found != Some(i64::from(announced.kind.number())) {
        return Err(Refusal::WrongKind { announced: announced.kind, found });
    }
    let written = measured.writers.changes_of(genesis::actor(&announced.shard, announced.kind).to_bytes());
    let first = genesis::first(&announced.shard, announced.kind);
    let is_there = first.is_some_and(|first| doc.get_change_meta_by_hash(&first.to_automerge()).is_some());
    if written == 1 && is_there { Ok(()) } else { Err(Refusal::WrongGenesis) }
}

/// The map of the genesis is still the one that is shown, holds observations only, and still all that were put there.
fn check_observations(doc: &Automerge, measured: &Measured<'_>, announced: &Announced) -> Result<(), Refusal> {
    let actor = genesis::actor(&announced.shard, announced.kind);
    let shown = doc.get_all(ROOT, root::OBSERVATIONS).unwrap_or_default();
    let [(Value::Object(ObjType::Map), observations @ ObjId::Id(counter, maker, _))] = shown.as_slice() else {
        return Err(Refusal::WrongGenesis);
    };
    if *maker != actor {
        return Err(Refusal::WrongGenesis);
    }
    let actors = measured.operations.actors();
    let place = actors.iter().position(|actor| *actor == maker.to_bytes()).map(|place| (*counter, place as u64));
    if place.is_some_and(|place| measured.overwritten.contains(&place)) {
        return Err(Refusal::Removed);
    }
    let mut count = 0;
    for item in doc.map_range(observations, ..) {
        count += 1;
        let is_key = item.key.len() == 16 && item.key.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        let is_map = if item.conflict {
            all_maps(doc, observations, &item.key)
        } else {
            matches!(item.value, ValueRef::Object(ObjType::Map))
        };
        if !is_key || !is_map {
            return Err(Refusal::Key { key: item.key.chars().take(32).collect() });
        }
    }
    within("observations", count, MAX_OBSERVATIONS)?;
    Ok(())
}

fn all_maps(doc: &Automerge, observations: &ObjId, key: &str) -> bool {
    doc.get_all(observations, key)
        .is_ok_and(|values| values.iter().all(|(value, _)| matches!(value, Value::Object(ObjType::Map))))
}
