//! Shards to admit, and chunks taken apart, changed and sealed again.

use std::collections::HashMap;
use std::io::Write;

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{Author, Automerge, AutomergeError, ObjId, ObjType, ROOT, ReadDoc, SaveOptions, hydrate};
use sha2::{Digest, Sha256};

use super::super::Announced;
use super::super::reader::Reader;
use crate::shard::genesis;
use crate::{Heads, Shard, ShardId, ShardKind};

pub(super) const ID: ShardId = ShardId::from_bytes([0x11; 16]);
pub(super) const KIND: ShardKind = ShardKind::OBSERVATIONS;

pub(super) fn shard(doc: &Automerge) -> Shard {
    Shard::from_doc(ID, KIND, doc.clone())
}

pub(super) fn announced(doc: &Automerge) -> Announced {
    Announced { shard: ID, kind: KIND, heads: Heads::of(doc) }
}

/// A shard in which nothing was written.
pub(super) fn empty() -> Automerge {
    genesis::genesis(&ID, KIND)
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
    let mut reader = Reader::new(&chunk[9..]);
    reader.prefixed().unwrap()
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
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
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
        let mut reader = Reader::new(body(chunk));
        let actors = (0..reader.unsigned().unwrap()).map(|_| reader.prefixed().unwrap().to_vec()).collect();
        let heads = reader.unsigned().unwrap();
        let heads = [uleb(heads), reader.take(heads * 32).unwrap().to_vec()].concat();
        let mut layout = || -> Vec<(u64, u64)> {
            (0..reader.unsigned().unwrap())
                .map(|_| (reader.unsigned().unwrap(), reader.unsigned().unwrap()))
                .collect()
        };
        let (changes, ops) = (layout(), layout());
        let mut table = |layout: Vec<(u64, u64)>| -> Table {
            layout.into_iter().map(|(spec, len)| (spec, reader.take(len).unwrap().to_vec())).collect()
        };
        let (changes, ops) = (table(changes), table(ops));
        Self { actors, heads, changes, ops, suffix: reader.rest().to_vec() }
    }

    pub(super) fn sealed(&self) -> Vec<u8> {
        let mut body = uleb(self.actors.len() as u64);
        for actor in &self.actors {
            body.extend([uleb(actor.len() as u64), actor.clone()].concat());
        }
        body.extend(&self.heads);
        for table in [&self.changes, &self.ops] {
            body.extend(uleb(table.len() as u64));
            for (spec, data) in table {
                body.extend([uleb(*spec), uleb(data.len() as u64)].concat());
            }
        }
        for (_, data) in self.changes.iter().chain(&self.ops) {
            body.extend(data);
        }
        body.extend(&self.suffix);
        seal(0, &body)
    }
}

pub(super) fn column(table: &mut Table, spec: u64) -> &mut Vec<u8> {
    &mut table.iter_mut().find(|(have, _)| *have == spec).expect("such a column").1
}
