//! Shards to admit, and chunks taken apart, changed and sealed again. The integration tests take this file as a
//! module of theirs, so that it uses only what is public.

use std::collections::HashMap;
use std::io::Write;

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{Author, Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, SaveOptions, hydrate};
use sha2::{Digest, Sha256};

use super::document::guard::{Announced, admit_snapshot};
use super::document::{ChangeHash, Heads, Shard, ShardId, ShardKind};

pub(super) const ID: ShardId = ShardId::from_bytes([0x11; 16]);
pub(super) const KIND: ShardKind = ShardKind::OBSERVATIONS;

pub(super) fn shard(doc: &Automerge) -> Shard {
    admit_snapshot(&doc.save(), &announced(doc)).unwrap()
}

pub(super) fn announced(doc: &Automerge) -> Announced {
    Announced { shard: ID, kind: KIND, heads: heads(doc) }
}

pub(super) fn heads(doc: &Automerge) -> Heads {
    Heads::new(doc.get_heads().into_iter().map(|hash| ChangeHash(hash.0)))
}

/// A shard in which nothing was written.
pub(super) fn empty() -> Automerge {
    Automerge::load(&Shard::create(ID, KIND).save()).unwrap()
}

/// A small shard of two devices, with an edit, a tombstone and a list.
pub(super) fn small() -> Automerge {
    let mut mine = writer(&empty(), 1);
    observe(&mut mine, 0..2);
    let mut theirs = writer(&mine, 2);
    observe(&mut theirs, 2..3);
    for doc in [&mut mine, &mut theirs] {
        change(doc, |tx| {
            let one = observation(tx, 0)?;
            tx.put(&one, "notes", "another word")?;
            tx.put(&one, "deleted_at", automerge::ScalarValue::Timestamp(5))?;
            let list = tx.put_object(&one, "list", ObjType::List)?;
            tx.insert(&list, 0, 1)
        });
    }
    mine.merge(&mut theirs).unwrap();
    mine
}

/// A device, with an actor of its own, on what another one has.
pub(super) fn writer(doc: &Automerge, device: u8) -> Automerge {
    doc.clone().with_author(Some(Author::from(vec![device; 32])))
}

/// Creates these observations in one change.
pub(super) fn observe(doc: &mut Automerge, numbers: std::ops::Range<u64>) {
    change(doc, |tx| {
        let (_, observations) = tx.get(ROOT, "observations")?.expect("of the genesis");
        for number in numbers {
            let fields = ["created_at", "position", "category", "notes", "metadata", "configuration"];
            let text = |key: &'static str| (key, hydrate::Value::from(key.repeat(3).as_str()));
            let tags = HashMap::from([("a", hydrate::Value::from(7_i64))]);
            let mut map: HashMap<&str, hydrate::Value> = fields.map(text).into();
            map.insert("tags", tags.into());
            tx.batch_create_object(&observations, key(number), &map.into(), false)?;
        }
        Ok(())
    });
}

/// Edits one field of these observations, each in a change of its own.
pub(super) fn edit(doc: &mut Automerge, numbers: impl Iterator<Item = u64>) {
    for number in numbers {
        change(doc, |tx| tx.put(observation(tx, number)?, "notes", "edited"));
    }
}

pub(super) fn key(number: u64) -> String {
    format!("{number:016x}")
}

fn observation(tx: &Transaction<'_>, number: u64) -> Result<ObjId, AutomergeError> {
    let (_, observations) = tx.get(ROOT, "observations")?.expect("of the genesis");
    Ok(tx.get(observations, key(number))?.expect("created before").1)
}

pub(super) fn change<T>(doc: &mut Automerge, edit: impl FnOnce(&mut Transaction<'_>) -> Result<T, AutomergeError>) {
    doc.transact_with::<_, _, AutomergeError, _>(|_| CommitOptions::default().with_time(9), edit).unwrap();
}

/// The changes of `doc` that `base` lacks, as chunks.
pub(super) fn changes(doc: &Automerge, base: &Automerge) -> Vec<Vec<u8>> {
    doc.get_changes(&base.get_heads()).iter().map(|change| change.raw_bytes().to_vec()).collect()
}

/// Like `doc.save()`, with every column as it is.
pub(super) fn save_plain(doc: &Automerge) -> Vec<u8> {
    doc.save_with_options(SaveOptions { deflate: false, retain_orphans: false })
}

/// A chunk around `body` with the right checksum.
pub(super) fn seal(kind: u8, body: &[u8]) -> Vec<u8> {
    seal_as(kind, &checksum(kind, body), body)
}

pub(super) fn seal_as(kind: u8, checksum: &[u8], body: &[u8]) -> Vec<u8> {
    [&[0x85, 0x6F, 0x4A, 0x83], checksum, &[kind], &uleb(body.len() as u64), body].concat()
}

pub(super) fn checksum(kind: u8, body: &[u8]) -> Vec<u8> {
    let hash =
        Sha256::new().chain_update([kind]).chain_update(uleb(body.len() as u64)).chain_update(body).finalize();
    hash[..4].to_vec()
}

/// The content of a chunk.
pub(super) fn body(chunk: &[u8]) -> &[u8] {
    let mut rest = &chunk[9..];
    let len = number(&mut rest);
    take(&mut rest, len)
}

fn take<'a>(rest: &mut &'a [u8], len: u64) -> &'a [u8] {
    let (taken, behind) = rest.split_at(len as usize);
    *rest = behind;
    taken
}

pub(super) fn number(rest: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = take(rest, 1)[0];
        number |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

pub(super) fn uleb(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

pub(super) fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A document chunk, taken apart.
pub(super) struct Anatomy {
    pub(super) actors: Vec<Vec<u8>>,
    heads: Vec<u8>,
    pub(super) changes: Table,
    pub(super) ops: Table,
    suffix: Vec<u8>,
}

/// The number of each column, and its data.
pub(super) type Table = Vec<(u64, Vec<u8>)>;

impl Anatomy {
    pub(super) fn of(chunk: &[u8]) -> Self {
        let rest = &mut body(chunk);
        let actors = (0..number(rest))
            .map(|_| {
                let len = number(rest);
                take(rest, len).to_vec()
            })
            .collect();
        let heads = number(rest);
        let heads = [uleb(heads), take(rest, heads * 32).to_vec()].concat();
        let layouts = [layout(rest), layout(rest)];
        let [changes, ops] = layouts.map(|layout| table(rest, layout));
        Self { actors, heads, changes, ops, suffix: rest.to_vec() }
    }

    /// The hashes of the newest changes, as the chunk claims them.
    pub(super) fn head_hashes(&self) -> Vec<[u8; 32]> {
        let rest = &mut self.heads.as_slice();
        (0..number(rest)).map(|_| take(rest, 32).try_into().unwrap()).collect()
    }

    pub(super) fn sealed(&self) -> Vec<u8> {
        let mut body = uleb(self.actors.len() as u64);
        for actor in &self.actors {
            body.extend([uleb(actor.len() as u64), actor.clone()].concat());
        }
        body.extend(&self.heads);
        for table in [&self.changes, &self.ops] {
            body.extend(sealed_layout(table));
        }
        for (_, data) in self.changes.iter().chain(&self.ops) {
            body.extend(data);
        }
        body.extend(&self.suffix);
        seal(0, &body)
    }
}

fn layout(rest: &mut &[u8]) -> Vec<(u64, u64)> {
    (0..number(rest)).map(|_| (number(rest), number(rest))).collect()
}

fn table(rest: &mut &[u8], layout: Vec<(u64, u64)>) -> Table {
    layout.into_iter().map(|(spec, len)| (spec, take(rest, len).to_vec())).collect()
}

pub(super) fn column(table: &mut Table, spec: u64) -> &mut Vec<u8> {
    &mut table.iter_mut().find(|(have, _)| *have == spec).expect("such a column").1
}

/// A change chunk, taken apart.
pub(super) struct ChangeAnatomy {
    /// From the dependencies to the other actors.
    front: Vec<u8>,
    pub(super) ops: Table,
    extra: Vec<u8>,
}

impl ChangeAnatomy {
    pub(super) fn of(chunk: &[u8]) -> Self {
        let body = body(chunk);
        let rest = &mut &body[..];
        let dependencies = number(rest);
        take(rest, dependencies * 32);
        let prefixed = |rest: &mut &[u8]| {
            let len = number(rest);
            take(rest, len);
        };
        prefixed(rest);
        // Sequence, first operation, time, message.
        for _ in 0..3 {
            number(rest);
        }
        prefixed(rest);
        (0..number(rest)).for_each(|_| prefixed(rest));
        let front = body[..body.len() - rest.len()].to_vec();
        let layout = layout(rest);
        let ops = table(rest, layout);
        Self { front, ops, extra: rest.to_vec() }
    }

    pub(super) fn sealed(&self) -> Vec<u8> {
        let mut body = self.front.clone();
        body.extend(sealed_layout(&self.ops));
        body.extend(self.ops.iter().flat_map(|(_, data)| data));
        body.extend(&self.extra);
        seal(1, &body)
    }
}

fn sealed_layout(table: &Table) -> Vec<u8> {
    let columns = table.iter().flat_map(|(spec, data)| [uleb(*spec), uleb(data.len() as u64)].concat());
    uleb(table.len() as u64).into_iter().chain(columns).collect()
}
