//! What a chunk would expand to, found out before Automerge sees it: cost follows the bytes that came, not
//! the lengths they claim.
//!
//! Source: the Automerge binary format, "Chunk", "Document chunk", "Change chunk", "Compressed change chunk".

mod history;
mod objects;

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use super::Refusal;
use super::columns::{Inflater, Layout};
use super::limits::{MAX_ACTOR_BYTES, MAX_ACTORS, MAX_CHANGES, MAX_OPS, MAX_REFERENCES, MAX_SAVED};
use super::meter::{Meter, Stop, within};
use super::operations::Operations;
use super::reader::Reader;
use super::runs::Limit;

pub(super) use history::Writers;

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

const DOCUMENT: u8 = 0;
const CHANGE: u8 = 1;
const COMPRESSED_CHANGE: u8 = 2;

const HASH_LEN: u64 = 32;

/// Columns of operations that are looked into.
pub(super) mod column {
    pub(in super::super) const OBJECT_ACTOR: u64 = 0x01;
    pub(in super::super) const OBJECT_COUNTER: u64 = 0x02;
    pub(in super::super) const KEY: u64 = 0x15;
    pub(in super::super) const ID_ACTOR: u64 = 0x21;
    pub(in super::super) const ID_COUNTER: u64 = 0x23;
    pub(in super::super) const INSERT: u64 = 0x34;
    pub(in super::super) const ACTION: u64 = 0x42;
    pub(in super::super) const VALUE_META: u64 = 0x56;
    pub(in super::super) const VALUE: u64 = 0x57;
    pub(in super::super) const SUCCESSOR_COUNT: u64 = 0x80;
    pub(in super::super) const SUCCESSOR_ACTOR: u64 = 0x81;
    pub(in super::super) const SUCCESSOR_COUNTER: u64 = 0x83;
}

/// The columns of operations in a document.
#[rustfmt::skip]
const DOCUMENT_OPS: [u64; 16] = [
    column::OBJECT_ACTOR, column::OBJECT_COUNTER,
    0x11, 0x13, column::KEY, // key: actor, counter, string
    column::ID_ACTOR, column::ID_COUNTER,
    column::INSERT,
    column::ACTION,
    column::VALUE_META, column::VALUE,
    column::SUCCESSOR_COUNT, column::SUCCESSOR_ACTOR, column::SUCCESSOR_COUNTER,
    0x94, // expand
    0xA5, // mark
];
/// The columns of operations in a change: without ids, with predecessors instead of successors.
#[rustfmt::skip]
const CHANGE_OPS: [u64; 14] = [
    0x01, 0x02, 0x11, 0x13, 0x15, 0x34, 0x42, 0x56, 0x57,
    0x70, 0x71, 0x73, // predecessors: count, actor, counter
    0x94, 0xA5,
];

const OPS: Limit = Limit { what: "operations", rows: MAX_OPS };

/// What was found in a document chunk.
pub(super) struct Measured<'a> {
    pub(super) writers: Writers<'a>,
    pub(super) operations: Operations<'a>,
    pub(super) overwritten: objects::Overwritten,
}

/// Measures one document chunk with nothing after it.
pub(super) fn document<'a>(bytes: &'a [u8], meter: &mut Meter) -> Result<Measured<'a>, Stop> {
    within("bytes", bytes.len() as u64, MAX_SAVED)?;
    let (kind, _, body) = chunk(bytes)?;
    if kind != DOCUMENT {
        return Err(Refusal::Malformed { what: "not a document chunk" }.into());
    }
    let mut reader = Reader::new(body);
    let actors = actors(&mut reader)?;
    let heads = reader.unsigned()?;
    reader.take(heads.saturating_mul(HASH_LEN))?;
    let changes = Layout::read(&mut reader, &history::COLUMNS)?;
    let ops = Layout::read(&mut reader, &DOCUMENT_OPS)?;
    let changes = changes.inflate(&mut reader, meter)?;
    let ops = ops.inflate(&mut reader, meter)?;
    if !reader.is_empty() {
        for _ in 0..heads {
            reader.unsigned()?;
        }
    }
    if !reader.is_empty() {
        return Err(Refusal::Malformed { what: "bytes left over" }.into());
    }
    meter.add_ops(ops.rows(OPS)?)?;
    let mut writers = history::check(&actors, &changes, meter)?;
    let overwritten = objects::check(&ops, &mut writers)?;
    Ok(Measured { writers, operations: Operations::new(actors, ops), overwritten })
}

/// Measures one change chunk with nothing after it, and returns it inflated, so that Automerge has nothing
/// left to inflate.
pub(super) fn change<'a>(bytes: &'a [u8], meter: &mut Meter) -> Result<Cow<'a, [u8]>, Stop> {
    within("bytes", bytes.len() as u64, MAX_SAVED)?;
    let (kind, checksum, body) = chunk(bytes)?;
    let chunk = match kind {
        CHANGE => Cow::Borrowed(bytes),
        COMPRESSED_CHANGE => Cow::Owned(seal(CHANGE, checksum, &Inflater::new().inflate(body, meter.room())?)),
        _ => return Err(Refusal::Malformed { what: "not a change chunk" }.into()),
    };
    let (_, _, body) = self::chunk(&chunk)?;
    change_body(body, meter)?;
    Ok(chunk)
}

fn change_body(body: &[u8], meter: &mut Meter) -> Result<(), Stop> {
    meter.add_bytes(body.len() as u64)?;
    let mut reader = Reader::new(body);
    let dependencies = within("dependencies", reader.unsigned()?, MAX_REFERENCES)?;
    reader.take(dependencies * HASH_LEN)?;
    actor(&mut reader)?;
    let seq = reader.unsigned()?;
    let first_op = reader.unsigned()?;
    reader.signed()?;
    reader.prefixed()?;
    let others = within("actors", reader.unsigned()?, MAX_ACTORS)?;
    for _ in 0..others {
        actor(&mut reader)?;
    }
    let layout = Layout::read(&mut reader, &CHANGE_OPS)?;
    let ops = layout.borrow(&mut reader)?.rows(OPS)?;
    meter.add_ops(ops)?;
    within("operations so far", first_op.saturating_add(ops), u64::from(u32::MAX))?;
    within("changes of one actor", seq, MAX_CHANGES)?;
    history::check_author(seq, reader.rest())?;
    Ok(())
}

/// Whether the checksum of a chunk that is not compressed as a whole is that of its bytes.
pub(super) fn is_intact(bytes: &[u8]) -> bool {
    let (Ok((_, checksum, _)), Some((_, content))) = (chunk(bytes), bytes.split_first_chunk::<8>()) else {
        return false;
    };
    Sha256::digest(content).starts_with(checksum)
}

/// Type, checksum and content of exactly one chunk. Automerge checks the checksum.
fn chunk(bytes: &[u8]) -> Result<(u8, &[u8], &[u8]), Refusal> {
    let mut reader = Reader::new(bytes);
    if reader.take(4)? != MAGIC {
        return Err(Refusal::Malformed { what: "it does not start as Automerge does" });
    }
    let checksum = reader.take(4)?;
    let kind = reader.byte()?;
    let body = reader.prefixed()?;
    if !reader.is_empty() {
        return Err(Refusal::Malformed { what: "more than one chunk" });
    }
    Ok((kind, checksum, body))
}

/// A chunk with a given checksum, which in a compressed change is that of the inflated one.
fn seal(kind: u8, checksum: &[u8], body: &[u8]) -> Vec<u8> {
    let mut chunk = Vec::with_capacity(body.len() + 19);
    chunk.extend_from_slice(&MAGIC);
    chunk.extend_from_slice(checksum);
    chunk.push(kind);
    let mut len = body.len();
    while len >= 0x80 {
        chunk.push(len as u8 | 0x80);
        len >>= 7;
    }
    chunk.push(len as u8);
    chunk.extend_from_slice(body);
    chunk
}

/// The actors of a document, which are sorted.
fn actors<'a>(reader: &mut Reader<'a>) -> Result<Vec<&'a [u8]>, Refusal> {
    let count = within("actors", reader.unsigned()?, MAX_ACTORS)?;
    let mut actors: Vec<&[u8]> = Vec::new();
    for _ in 0..count {
        let next = actor(reader)?;
        if actors.last().is_some_and(|last| *last >= next) {
            return Err(Refusal::Malformed { what: "actors out of order" });
        }
        actors.push(next);
    }
    Ok(actors)
}

fn actor<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Refusal> {
    let actor = reader.prefixed()?;
    within("bytes in the id of an actor", actor.len() as u64, MAX_ACTOR_BYTES)?;
    Ok(actor)
}
