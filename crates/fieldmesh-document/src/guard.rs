//! The guard: the only door for foreign bytes, and for one's own that a disk may have spoilt.
//!
//! Automerge 0.12 inflates without limit, expands runs without limit, panics over hostile bytes, and takes
//! some changes whose next save cannot be loaded. So whatever comes is
//!
//! 1. measured before Automerge sees it: exactly one chunk of the type asked for, its columns inflated
//!    within 12 MiB, its operations counted over run lengths within [`limits`](crate::shard::limits), its
//!    history and its nesting plausible;
//! 2. decoded on a document of its own, where a panic is a [`Refusal`] and prints nothing;
//! 3. verified: nothing missing, heads as announced, the genesis of its id and kind, authors and keys in
//!    their place. Changes are admitted by verifying what the shard saves as after them.
//!
//! **Memory**: no shard takes more than 128 MiB and one second, which the tests hold against a kept corpus of
//! hostile bytes. All calls of a process share one budget of 256 MiB, in which an ordinary shard takes about
//! 4 MiB; who finds no room waits, first come first served.
//!
//! **What it does not do**: it does not tell truth from lies. Every member of a project can write anything
//! into its own changes; readers of a [`Shard`] take each value as it is.

mod columns;
mod contain;
mod limits;
mod meter;
pub(crate) mod operations;
mod pool;
mod reader;
mod refusal;
mod runs;
mod scan;
mod verify;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use automerge::{Automerge, Change, ReadDoc, SaveOptions};

use crate::shard::genesis;
use crate::{Heads, Observation, Shard, ShardId, ShardKind};
use contain::contained;
use meter::{Meter, Stop, metered};
use operations::Operations;

pub use refusal::Refusal;

/// What a shard was announced to be.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its id.
    pub shard: ShardId,
    /// What it holds.
    pub kind: ShardKind,
    /// Heads that must be in it. Every shard has at least one; only [`admit_stored`] takes none, as not
    /// known.
    pub heads: Heads,
}

/// Admits one document chunk. Its heads must be exactly those announced.
///
/// # Errors
/// Every [`Refusal`].
pub fn admit_snapshot(bytes: &[u8], announced: &Announced) -> Result<Shard, Refusal> {
    let shard = admit_document(bytes, announced)?;
    verify::equal_heads(shard.doc(), &announced.heads)?;
    Ok(shard)
}

/// Admits as [`admit_snapshot`] does, and reads every observation, by id, which costs less here than afterwards.
///
/// # Errors
/// Every [`Refusal`].
pub fn read_snapshot(bytes: &[u8], announced: &Announced) -> Result<(Shard, Vec<Observation>), Refusal> {
    admit_and(bytes, announced, |shard, operations| {
        verify::equal_heads(shard.doc(), &announced.heads)?;
        Ok(read_all(shard, operations))
    })
}

/// Every observation; none of the kinds that hold no observations.
fn read_all(shard: &Shard, operations: &Operations<'_>) -> Vec<Observation> {
    if shard.kind() == ShardKind::OBSERVATIONS { shard.observations_in(operations) } else { Vec::new() }
}

/// Admits change chunks, in any order, on top of a shard, which is not changed. Every announced head must be
/// in the result. Changes that the shard has are passed over.
///
/// # Errors
/// Every [`Refusal`].
pub fn admit_changes(base: &Shard, changes: &[Vec<u8>], announced: &Announced) -> Result<Shard, Refusal> {
    let extended = extend(base.doc(), changes)?;
    let shard = admit_document(&extended.saved, announced)?;
    verify::contained_heads(shard.doc(), &announced.heads)?;
    Ok(shard)
}

/// A shard after foreign changes, and what was found on the way.
#[derive(Debug)]
pub struct Merged {
    /// The shard.
    pub shard: Shard,
    /// Every observation of it, by id.
    pub observations: Vec<Observation>,
    /// The shard as one document chunk, as [`admit_snapshot`] admits it.
    pub snapshot: Vec<u8>,
    /// The change chunks among those that came which the base did not have, dependencies first.
    pub changes: Vec<Vec<u8>>,
}

/// Admits as [`admit_changes`] does, and gives what whoever keeps the shard needs, which costs less here than afterwards.
///
/// # Errors
/// Every [`Refusal`].
pub fn merge_changes(base: &Shard, changes: &[Vec<u8>], announced: &Announced) -> Result<Merged, Refusal> {
    let Extended { saved, new } = extend(base.doc(), changes)?;
    let (shard, observations) = admit_and(&saved, announced, |shard, operations| {
        verify::contained_heads(shard.doc(), &announced.heads)?;
        Ok(read_all(shard, operations))
    })?;
    let changes = new.iter().map(|change| change.raw_bytes().to_vec()).collect();
    Ok(Merged { shard, observations, snapshot: saved, changes })
}

/// Admits one document chunk that says itself which shard it is: what another Automerge program saved of a shard.
///
/// # Errors
/// Every [`Refusal`] but `WrongHeads`.
pub fn admit_unannounced(bytes: &[u8]) -> Result<Shard, Refusal> {
    metered(bytes.len(), |meter| {
        let (doc, measured) = load(bytes, meter)?;
        contained(|| {
            let (shard, kind) = genesis::names(&doc).ok_or(Refusal::WrongGenesis)?;
            verify::document(&doc, &measured, &Announced { shard, kind, heads: Heads::default() })?;
            Ok(Shard::from_doc(shard, kind, doc))
        })
        .map_err(Stop::from)
    })
}

/// Whether the bytes of one chunk are those that were checksummed when it was made. For one's own bytes, which were
/// admitted before they were stored and which a disk may have spoilt since: it finds that without loading them, and
/// nothing else.
pub fn is_intact(bytes: &[u8]) -> bool {
    scan::is_intact(bytes)
}

/// Admits a shard as a replica keeps it: a document chunk, or no bytes if there is none yet, and the changes
/// since. Announced heads must be exactly its own; if none are announced they are not compared.
///
/// # Errors
/// Every [`Refusal`].
pub fn admit_stored(snapshot: &[u8], changes: &[Vec<u8>], announced: &Announced) -> Result<Shard, Refusal> {
    let shard = if changes.is_empty() {
        admit_document(snapshot, announced)?
    } else if snapshot.is_empty() {
        admit_document(&extend(&Automerge::new(), changes)?.saved, announced)?
    } else {
        let base = metered(snapshot.len(), |meter| Ok(load(snapshot, meter)?.0))?;
        admit_document(&extend(&base, changes)?.saved, announced)?
    };
    if !announced.heads.is_empty() {
        verify::equal_heads(shard.doc(), &announced.heads)?;
    }
    Ok(shard)
}

/// Everything but the heads.
fn admit_document(bytes: &[u8], announced: &Announced) -> Result<Shard, Refusal> {
    admit_and(bytes, announced, |_, _| Ok(())).map(|(shard, ())| shard)
}

/// Everything but the heads, and something more of what is admitted.
fn admit_and<T>(
    bytes: &[u8],
    announced: &Announced,
    more: impl Fn(&Shard, &Operations<'_>) -> Result<T, Refusal>,
) -> Result<(Shard, T), Refusal> {
    metered(bytes.len(), |meter| {
        let (doc, measured) = load(bytes, meter)?;
        contained(|| {
            verify::document(&doc, &measured, announced)?;
            let shard = Shard::from_doc(announced.shard, announced.kind, doc);
            let more = more(&shard, &measured.operations)?;
            Ok((shard, more))
        })
        .map_err(Stop::from)
    })
}

/// Measures and strictly loads one document chunk.
fn load<'a>(bytes: &'a [u8], meter: &mut Meter) -> Result<(Automerge, scan::Measured<'a>), Stop> {
    let measured = scan::document(bytes, meter)?;
    let doc = contained(|| Automerge::load(bytes).map_err(Refusal::undecodable))?;
    Ok((doc, measured))
}

/// A document after some changes.
struct Extended {
    /// What it saves as.
    saved: Vec<u8>,
    /// Those of the changes that it did not have, dependencies first.
    new: Vec<Change>,
}

fn extend(base: &Automerge, changes: &[Vec<u8>]) -> Result<Extended, Refusal> {
    let len = changes.iter().map(Vec::len).sum();
    meter::within("changes", changes.len() as u64, limits::MAX_CHANGES)?;
    metered(len, |meter| {
        let (mut named, mut new) = (HashSet::with_capacity(changes.len()), Vec::new());
        for bytes in changes {
            let chunk = scan::change(bytes, meter)?;
            let change = contained(|| decode(&chunk))?;
            if named.insert(change.hash()) && base.get_change_meta_by_hash(&change.hash()).is_none() {
                new.push(change);
            }
        }
        add_history(base, &new, meter)?;
        contained(|| {
            let before = base.get_heads();
            let mut doc = base.clone();
            doc.apply_changes(new.iter().cloned()).map_err(Refusal::undecodable)?;
            verify::nothing_missing(&doc, &named)?;
            let mut named: HashMap<_, _> = new.iter().map(|change| (change.hash(), change)).collect();
            let in_order = doc.get_changes_meta(&before).into_iter();
            let new = in_order.filter_map(|change| named.remove(&change.hash).cloned()).collect();
            let saved = doc.save_with_options(SaveOptions { deflate: true, retain_orphans: false });
            Ok(Extended { saved, new })
        })
        .map_err(Stop::from)
    })
}

/// Counts the history of a document with these changes, which it does not have.
fn add_history(base: &Automerge, new: &[Change], meter: &mut Meter) -> Result<(), Stop> {
    let before = base.stats();
    let begun: HashSet<_> = new.iter().filter(|change| change.seq() == 1).map(|change| change.actor_id()).collect();
    let actors = before.num_actors.saturating_add(begun.len() as u64);
    meter::within("actors", actors, limits::MAX_ACTORS)?;
    meter.add_history(before.num_changes.saturating_add(new.len() as u64), actors)
}

/// Automerge does not compare the checksum of a single change.
fn decode(chunk: &[u8]) -> Result<Change, Refusal> {
    let change = Change::try_from(chunk).map_err(Refusal::undecodable)?;
    if change.hash().0.first_chunk::<4>() == chunk.get(4..).and_then(<[u8]>::first_chunk) {
        Ok(change)
    } else {
        Err(Refusal::Malformed { what: "a wrong checksum" })
    }
}
