//! Writing observations: each call is one change of the writer's actor.

use std::collections::BTreeSet;

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{Author, AutomergeError, ObjId, ObjType, ReadDoc, ScalarValue, hydrate};

use super::change_index::ChangeIndex;
use super::entry::{self, Weight};
use super::limits::{
    LOCAL_PART, MAX_ACTORS, MAX_CHANGES, MAX_CHANGES_BY_ACTORS, MAX_INFLATED_BYTES, MAX_OBSERVATIONS, MAX_OPS,
    MAX_SAVED_BYTES,
};
use super::read::Reader;
use super::schema::{observation as key, root};
use super::{Shard, ShardWriter, WriteError, Written, genesis, text};
use crate::observation::{FieldName, TagValue};
use crate::{ChangeHash, DeviceId, Edit, LocalId, NewObservation, Timestamp};

/// How large a shard is at most, in bytes: exact when the writer was made or when a limit was near, and
/// grown by every change since.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    saved: usize,
    inflated: usize,
}

impl Extent {
    fn of(shard: &Shard) -> Self {
        let inflated = shard.doc.save_nocompress().len();
        let near = inflated > MAX_SAVED_BYTES / LOCAL_PART / 2;
        Self { saved: if near { shard.save().len() } else { inflated }, inflated }
    }
}

impl Shard {
    /// Begins to write as a device, under an actor of its own. Adds the steps of the genesis that this version
    /// knows and the shard lacks; they are handed on with the first write.
    pub fn write_as(self, author: DeviceId) -> ShardWriter {
        self.write_with(author, &genesis::STEPS)
    }

    pub(super) fn write_with(mut self, author: DeviceId, steps: &[genesis::Step]) -> ShardWriter {
        let mut grown = genesis::lacking(&self.doc, &self.id, self.kind, steps);
        if self.doc.apply_changes(grown.iter().cloned()).is_err() {
            grown.clear();
        }
        // Automerge draws an actor whenever the author changes, and only then.
        self.doc.set_author(None);
        self.doc.set_author(Some(Author::from(author.as_bytes().to_vec())));
        let grown = grown.iter().map(|step| step.raw_bytes().to_vec()).collect();
        ShardWriter { shard: self, author, grown, extent: None }
    }
}

impl ShardWriter {
    /// The shard as written so far.
    pub const fn shard(&self) -> &Shard {
        &self.shard
    }

    /// The device it writes as.
    pub const fn author(&self) -> DeviceId {
        self.author
    }

    /// Ends writing.
    pub fn into_shard(self) -> Shard {
        let mut shard = self.shard;
        shard.doc.set_author(None);
        shard
    }

    /// Creates observations in one change.
    ///
    /// # Errors
    /// [`WriteError::Exists`], [`WriteError::NotFinite`], [`WriteError::Unknown`], [`WriteError::TooLarge`],
    /// [`WriteError::Full`], [`WriteError::Random`], [`WriteError::Empty`] when none is given,
    /// [`WriteError::Newer`], and [`WriteError::Kind`] in a shard that does not hold observations.
    pub fn create(&mut self, observations: Vec<NewObservation>, now: Timestamp) -> Result<Written, WriteError> {
        let map = self.observations()?;
        let (mut touched, mut values, mut weight) = (Vec::new(), Vec::new(), Weight::default());
        let mut drawn = BTreeSet::new();
        for new in &observations {
            entry::check_new(new)?;
            let id = new.local.map_or_else(LocalId::random, Ok).map_err(WriteError::Random)?;
            if !drawn.insert(id) || self.shard.object_of(&id).is_some() {
                return Err(WriteError::Exists(id));
            }
            weight += entry::weight_of(new);
            touched.push(id);
            values.push((id.to_hex(), entry::observation_value(new, now)));
        }
        self.check_room(observations.len(), weight)?;
        self.commit(now, touched, |tx| {
            for (id, value) in &values {
                tx.batch_create_object(&map, id.as_str(), value, false)?;
            }
            Ok(())
        })
    }

    /// Writes the touched fields of one observation in one change. A field that is in conflict is settled by
    /// it; a field that already holds the value alone is not written again.
    ///
    /// # Errors
    /// [`WriteError::NotFound`], [`WriteError::NotFinite`], [`WriteError::Unknown`], [`WriteError::TooLarge`],
    /// [`WriteError::Full`], [`WriteError::Empty`] when it changes nothing, [`WriteError::Newer`], and
    /// [`WriteError::Kind`].
    pub fn edit(&mut self, id: &LocalId, edit: &Edit, now: Timestamp) -> Result<Written, WriteError> {
        let object = self.find(id)?;
        if edit.is_empty() {
            return Err(WriteError::Empty);
        }
        entry::check_edit(edit)?;
        self.check_room(0, entry::weight_of_edit(edit))?;
        let deletion = edit.deleted.and_then(|deleted| self.deletion_to_write(id, deleted, now));
        self.commit(now, vec![*id], |tx| {
            if let Some(deletion) = deletion {
                put_alone(tx, &object, key::DELETED_AT, deletion)?;
            }
            put_field(tx, &object, key::POSITION, edit.position.as_ref(), |position| position.to_json().into())?;
            put_field(tx, &object, key::CATEGORY, edit.category.as_ref(), |category| category.as_str().into())?;
            put_field(tx, &object, key::NOTES, edit.notes.as_ref(), |notes| notes.as_str().into())?;
            put_field(tx, &object, key::OBSERVED_AT, edit.observed_at.as_ref(), |moment| {
                text::moment_to_json(moment).into()
            })?;
            if !edit.tags.is_empty() {
                let tags = child_map(tx, &object, key::TAGS)?;
                for (key, value) in &edit.tags {
                    put_tag(tx, &tags, key, value.as_ref())?;
                }
            }
            if !edit.add_attachments.is_empty() || !edit.remove_attachments.is_empty() {
                let attachments = child_map(tx, &object, key::ATTACHMENTS)?;
                for (id, record) in &edit.add_attachments {
                    put_record(tx, &attachments, &id.to_hex(), &text::record_to_json(record))?;
                }
                for id in edit.remove_attachments.iter().filter(|id| !edit.add_attachments.contains_key(id)) {
                    put_or_null(tx, &attachments, &id.to_hex(), None)?;
                }
            }
            Ok(())
        })
    }

    /// Marks an observation as deleted; settles a conflict of deletion and edit for the deletion.
    ///
    /// # Errors
    /// [`WriteError::NotFound`], [`WriteError::Empty`] when it is deleted already and nothing is to be
    /// settled, [`WriteError::Full`], [`WriteError::Newer`], and [`WriteError::Kind`].
    pub fn delete(&mut self, id: &LocalId, now: Timestamp) -> Result<Written, WriteError> {
        self.edit(id, &Edit { deleted: Some(true), ..Edit::default() }, now)
    }

    /// Takes the mark of deletion away; settles a conflict of deletion and edit for the edit.
    ///
    /// # Errors
    /// [`WriteError::NotFound`], [`WriteError::Empty`] when it is not deleted, [`WriteError::Full`],
    /// [`WriteError::Newer`], and [`WriteError::Kind`].
    pub fn restore(&mut self, id: &LocalId, now: Timestamp) -> Result<Written, WriteError> {
        self.edit(id, &Edit { deleted: Some(false), ..Edit::default() }, now)
    }

    /// One change with what `write` puts.
    pub(crate) fn commit(
        &mut self,
        now: Timestamp,
        touched: Vec<LocalId>,
        write: impl FnOnce(&mut Transaction<'_>) -> Result<(), AutomergeError>,
    ) -> Result<Written, WriteError> {
        if self.shard.is_newer() {
            return Err(WriteError::Newer);
        }
        let options = |(): &()| CommitOptions::default().with_time(now.as_seconds());
        let made = self.shard.doc.transact_with(options, write);
        let made = made.map_err(|failure| WriteError::Automerge(Box::new(failure.error)))?;
        // No hash: every value was there already, and no change was made.
        let hash = made.hash.ok_or(WriteError::Empty)?;
        let change = self.shard.doc.get_last_local_change().filter(|change| change.hash() == hash);
        let change = change.ok_or(WriteError::Empty)?.raw_bytes().to_vec();
        if let Some(extent) = &mut self.extent {
            extent.saved += change.len();
            extent.inflated += change.len();
        }
        let mut changes = std::mem::take(&mut self.grown);
        changes.push(change);
        Ok(Written { hash: ChangeHash::of_automerge(&hash), changes, touched })
    }

    /// Whether the shard takes more writes of this device.
    ///
    /// # Errors
    /// [`WriteError::Kind`] in a shard that does not hold observations, [`WriteError::Newer`], [`WriteError::Full`].
    pub fn check_writable(&mut self) -> Result<(), WriteError> {
        self.observations()?;
        if self.shard.is_newer() {
            return Err(WriteError::Newer);
        }
        self.check_room(1, Weight::default())
    }

    /// Whether a write of this weight stays below a quarter of what the guard admits.
    pub(crate) fn check_room(&mut self, observations: usize, weight: Weight) -> Result<(), WriteError> {
        let at_most = |what, have: usize, more: usize, limit: usize| {
            let limit = limit / LOCAL_PART;
            if have.saturating_add(more) > limit {
                return Err(WriteError::Full { what, have: have as u64, limit: limit as u64 });
            }
            Ok(())
        };
        if observations > 0 {
            at_most("observations", self.shard.len(), observations, MAX_OBSERVATIONS)?;
        }
        let stats = self.shard.doc.stats();
        let count = |number| usize::try_from(number).unwrap_or(usize::MAX);
        at_most("operations", count(stats.num_ops), weight.ops, MAX_OPS)?;
        at_most("changes", count(stats.num_changes), 1, MAX_CHANGES)?;
        at_most("actors", count(stats.num_actors), 1, MAX_ACTORS)?;
        let (changes, actors) = (count(stats.num_changes), count(stats.num_actors));
        let pairs = changes.saturating_mul(actors);
        at_most("changes times actors", pairs, changes + actors + 1, MAX_CHANGES_BY_ACTORS / LOCAL_PART)?;
        let fits = |extent: &Extent| {
            at_most("bytes", extent.saved, weight.bytes, MAX_SAVED_BYTES)?;
            at_most("inflated bytes", extent.inflated, weight.bytes, MAX_INFLATED_BYTES)
        };
        if self.extent.as_ref().is_none_or(|extent| fits(extent).is_err()) {
            fits(self.extent.insert(Extent::of(&self.shard)))?;
        }
        Ok(())
    }

    fn observations(&self) -> Result<ObjId, WriteError> {
        self.shard.root_map(root::OBSERVATIONS).ok_or(WriteError::Kind(self.shard.kind))
    }

    fn find(&self, id: &LocalId) -> Result<ObjId, WriteError> {
        self.observations()?;
        self.shard.object_of(id).ok_or(WriteError::NotFound(*id))
    }

    /// What `deleted_at` gets; nothing where it is so already and not in conflict.
    fn deletion_to_write(&self, id: &LocalId, delete: bool, now: Timestamp) -> Option<ScalarValue> {
        let (deleted_at, conflict) = self.deletion(id);
        if deleted_at.is_some() == delete && !conflict {
            return None;
        }
        // A value that is there already would not be written, and the conflict would stay.
        let at = || deleted_at.map_or(now.0, |before| now.0.max(before.0.saturating_add(1)));
        Some(if delete { ScalarValue::Timestamp(at()) } else { ScalarValue::Null })
    }

    /// When it was deleted, and whether that is in conflict.
    fn deletion(&self, id: &LocalId) -> (Option<Timestamp>, bool) {
        let Some(object) = self.shard.object_of(id) else { return (None, false) };
        if matches!(self.shard.doc.get(&object, key::DELETED_AT), Ok(None)) {
            return (None, false);
        }
        let index = ChangeIndex::new(&self.shard.doc);
        let observation = Reader::new(&self.shard.doc, self.shard.id, &index).one(*id, &object);
        observation.map_or((None, false), |observation| {
            (observation.deleted_at, observation.conflicts.iter().any(|c| c.field == FieldName::Deleted))
        })
    }
}

/// Writes a field that was touched.
fn put_field<T>(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    key: &str,
    touched: Option<&Option<T>>,
    value: impl FnOnce(&T) -> ScalarValue,
) -> Result<(), AutomergeError> {
    match touched {
        Some(new) => put_or_null(tx, object, key, new.as_ref().map(value)),
        None => Ok(()),
    }
}

/// Writes a value, or null where a value is removed: a removal must be seen beside an edit that did not know
/// of it, which Automerge's own deletion is not.
fn put_or_null(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    key: &str,
    value: Option<ScalarValue>,
) -> Result<(), AutomergeError> {
    match value {
        Some(value) => put_alone(tx, object, key, value),
        None if tx.get(object, key)?.is_none() => Ok(()),
        None => put_alone(tx, object, key, ScalarValue::Null),
    }
}

/// Writes a value unless it is there alone. In the place of several Automerge would write nothing where it is
/// the one shown, and only delete the others: a decision of nobody, lost to any write that did not know of it.
fn put_alone(
    tx: &mut Transaction<'_>,
    object: &ObjId,
    key: &str,
    value: impl Into<ScalarValue>,
) -> Result<(), AutomergeError> {
    if tx.get_all(object, key)?.len() > 1 {
        tx.delete(object, key)?;
    }
    tx.put(object, key, value)
}

/// Writes an answer, or an empty map where it is removed: null is an answer.
fn put_tag(
    tx: &mut Transaction<'_>,
    tags: &ObjId,
    key: &str,
    value: Option<&TagValue>,
) -> Result<(), AutomergeError> {
    let now = tx.get_all(tags, key)?;
    match value {
        Some(TagValue::One(scalar)) => put_alone(tx, tags, key, entry::scalar_value(scalar)),
        Some(list) => {
            let value = entry::tag_value(list);
            if let [(automerge::Value::Object(ObjType::List), id)] = now.as_slice()
                && same_list(&tx.hydrate(id, None)?, &value)
            {
                return Ok(());
            }
            tx.batch_create_object(tags, key, &value, false).map(drop)
        }
        None => {
            let removed = |(value, _): &(automerge::Value<'_>, ObjId)| {
                matches!(value, automerge::Value::Object(ObjType::Map | ObjType::Table))
            };
            if now.iter().all(removed) {
                return Ok(());
            }
            tx.put_object(tags, key, ObjType::Map).map(drop)
        }
    }
}

fn same_list(one: &hydrate::Value, other: &hydrate::Value) -> bool {
    let (hydrate::Value::List(one), hydrate::Value::List(other)) = (one, other) else { return false };
    one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| one.value == other.value)
}

/// Writes the record of an attachment unless one is shown, which is so beside a removal too.
fn put_record(
    tx: &mut Transaction<'_>,
    attachments: &ObjId,
    key: &str,
    record: &str,
) -> Result<(), AutomergeError> {
    let is_record =
        |value: &automerge::Value<'_>| value.as_str().is_some_and(|json| text::record_from_json(json).is_some());
    let is_there = tx.get_all(attachments, key)?.iter().any(|(value, _)| is_record(value));
    if is_there { Ok(()) } else { put_alone(tx, attachments, key, record) }
}

/// The map under a key, made anew where another program left something else.
fn child_map(tx: &mut Transaction<'_>, object: &ObjId, key: &str) -> Result<ObjId, AutomergeError> {
    match tx.get(object, key)? {
        Some((automerge::Value::Object(ObjType::Map), id)) => Ok(id),
        _ => tx.put_object(object, key, ObjType::Map),
    }
}
