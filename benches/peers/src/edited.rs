//! Data that two sides hold, and of which each has edited every observation since: one takes in what the other did.
//!
//! Ours wrote notes, theirs chose a category, and of every tenth observation theirs wrote notes as well, which is a
//! conflict. One change for each edit, one actor for each side and document.

use std::time::Instant;

use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ROOT, ReadDoc};
use fieldmesh_document::{Content, DeviceId, Edit, Incoming, Replica, Shard, Timestamp, guard};
use fieldmesh_store::{ProjectInfo, Query, Store};
use serde_json::Value;
use tempfile::TempDir;

use crate::end_to_end::{NOW, PROJECT, size_of_folder};
use crate::peer::automerge::{AutomergeDocument, MAP};
use crate::peer::shard::GuardedShard;
use crate::peer::{Document, Exchange, Measured, require_equal};
use crate::records::{Contents, Records, read};
use crate::{Result, SHARD};

const OURS: DeviceId = DeviceId::from_bytes([5; 32]);
const THEIRS: DeviceId = DeviceId::from_bytes([6; 32]);

/// Of the observation with this number, where every id is counted in order.
fn our_notes(number: usize) -> String {
    format!("ours, number {number}")
}

fn their_notes(number: usize) -> Option<String> {
    number.is_multiple_of(10).then(|| format!("theirs, number {number}"))
}

fn their_category(number: usize) -> String {
    format!("category {}", number % 7)
}

/// Compares with what both sides wrote. Which of two notes is shown is the library's to choose.
fn require_edited(mut have: Contents, records: &Records) -> Result<()> {
    let mut want = records.contents();
    for (number, (id, value)) in want.iter_mut().enumerate() {
        let map = value.as_object_mut().ok_or("no record")?;
        map.insert("category".to_owned(), their_category(number).into());
        map.insert("notes".to_owned(), our_notes(number).into());
        if let Some(notes) = their_notes(number)
            && let Some(found) = have.get_mut(id).and_then(Value::as_object_mut)
            && found.get("notes").is_some_and(|shown| *shown == notes)
        {
            found.insert("notes".to_owned(), our_notes(number).into());
        }
    }
    require_equal(&have, want, records.count())
}

/// One Automerge document in memory, which gets the changes of the other side as the bytes that came.
pub(crate) struct OneDocument {
    ours: Automerge,
    theirs: Vec<u8>,
}

impl OneDocument {
    pub(crate) fn prepare(records: &Records) -> Result<Box<dyn Exchange>> {
        let sent = records.devices.iter().map(|(device, observations)| {
            AutomergeDocument::record(device, 0, observations)
        });
        let AutomergeDocument(base) = AutomergeDocument::merge(&sent.collect::<Result<Vec<_>>>()?)?;
        let heads = base.get_heads();
        let (_, map) = base.get(ROOT, MAP)?.ok_or("no map")?;
        let ids: Vec<String> = records.contents().into_keys().collect();
        let edited = |side: DeviceId, fields: &dyn Fn(usize) -> Vec<(&'static str, String)>| -> Result<Automerge> {
            let mut doc = base.clone().with_actor(ActorId::from(side.as_bytes().get(..16).unwrap_or_default()));
            for (number, id) in ids.iter().enumerate() {
                let (_, object) = doc.get(&map, id)?.ok_or("no record")?;
                let mut transaction = doc.transaction();
                for (key, value) in fields(number) {
                    transaction.put(&object, key, value)?;
                }
                transaction.commit();
            }
            Ok(doc)
        };
        let ours = edited(OURS, &|number| vec![("notes", our_notes(number))])?;
        let theirs = edited(THEIRS, &|number| {
            let notes = their_notes(number).map(|notes| ("notes", notes));
            std::iter::once(("category", their_category(number))).chain(notes).collect()
        })?;
        Ok(Box::new(Self { ours, theirs: theirs.save_after(&heads) }))
    }
}

impl Exchange for OneDocument {
    fn run(&mut self, records: &Records) -> Result<Measured> {
        let mut merged = self.ours.clone();
        let start = Instant::now();
        merged.load_incremental(&self.theirs)?;
        let merge = start.elapsed();

        let merged = AutomergeDocument(merged);
        let start = Instant::now();
        let contents = merged.read()?;
        let time_read = start.elapsed();
        require_edited(contents, records)?;
        Ok(Measured { merge, read: time_read, received: self.theirs.len(), kept: merged.saved()?, durable: false })
    }
}

/// The database of a device, into which the changes of the other side are merged through the guard, as a session does.
pub(crate) struct DeviceStore {
    folder: TempDir,
    theirs: Vec<Incoming>,
}

impl DeviceStore {
    pub(crate) fn prepare(records: &Records) -> Result<Box<dyn Exchange>> {
        let ids: Vec<String> = records.contents().into_keys().collect();
        let number_of = |id: &str| ids.binary_search_by(|known| known.as_str().cmp(id)).map_err(|_| "no record");
        let folder = tempfile::tempdir()?;
        let project = ProjectInfo { id: PROJECT, name: "peers".to_owned(), open: false };
        let store = Store::create(&folder.path().join("device"), project, OURS, NOW)?;
        let mut theirs = Vec::new();
        for (device, observations) in &records.devices {
            for (part, chunk) in observations.chunks(SHARD).enumerate() {
                let (announced, bytes) = GuardedShard::record(device, part, chunk)?;
                let base = guard::admit_snapshot(&bytes, &announced)?;
                let edited = |side: DeviceId, edit: &dyn Fn(usize) -> Edit| -> Result<Shard> {
                    let mut writer = base.clone().write_as(side);
                    for observation in base.observations() {
                        let local = observation.id.local;
                        writer.edit(&local, &edit(number_of(&local.to_hex())?), Timestamp::default())?;
                    }
                    Ok(writer.into_shard())
                };
                let here = edited(OURS, &|number| Edit { notes: Some(Some(our_notes(number))), ..Edit::default() })?;
                let there = edited(THEIRS, &|number| Edit {
                    category: Some(Some(their_category(number))),
                    notes: their_notes(number).map(Some),
                    ..Edit::default()
                })?;
                let (shard, kind) = (announced.shard, announced.kind);
                let content = Content::Snapshot(here.save());
                for merged in store.merge(vec![Incoming { shard, kind, heads: here.heads(), content }])? {
                    merged.result?;
                }
                let content = Content::Changes(there.changes_since(&base.heads()));
                theirs.push(Incoming { shard, kind, heads: there.heads(), content });
            }
        }
        Ok(Box::new(Self { folder, theirs }))
    }
}

impl Exchange for DeviceStore {
    fn run(&mut self, records: &Records) -> Result<Measured> {
        let run = tempfile::tempdir_in(self.folder.path())?;
        let home = run.path().join("device");
        copy_folder(&self.folder.path().join("device"), &home)?;
        let store = Store::open(&home, OURS)?;
        let theirs = self.theirs.clone();

        let start = Instant::now();
        let merged = store.merge(theirs)?;
        let merge = start.elapsed();

        let start = Instant::now();
        let list = store.list(&Query::default())?;
        let time_read = start.elapsed();

        let mut conflicts = 0;
        for merged in merged {
            conflicts += merged.result?.conflicts;
        }
        if conflicts != records.count().div_ceil(10) as u64 {
            return Err(format!("{conflicts} conflicts").into());
        }
        require_edited(list.iter().map(read).collect(), records)?;
        drop(store);
        let received = self.theirs.iter().map(|incoming| match &incoming.content {
            Content::Changes(changes) => changes.iter().map(Vec::len).sum(),
            Content::Snapshot(bytes) => bytes.len(),
        });
        let received = received.sum();
        Ok(Measured { merge, read: time_read, received, kept: size_of_folder(&home)?, durable: true })
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.metadata()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), &to)?;
            std::fs::File::open(&to)?.sync_all()?;
        }
    }
    Ok(())
}
