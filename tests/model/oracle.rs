//! What the devices must show, told without a CRDT: a list of edits, each with the edits it knew of, and the rules
//! of `docs/document-schema.md`, section 6.

use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::observation::{Conflict, FieldName, Version};
use fieldmesh_document::{AttachmentId, ChangeHash, DeviceId, Observation, ObservationId};

/// Edits by the hash of their change.
pub(crate) type Hashes = BTreeSet<ChangeHash>;

/// What a person can write.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Field {
    Named(FieldName),
    Attachment(AttachmentId),
}

/// One edit: who wrote what, knowing which other edits.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) observation: ObservationId,
    pub(crate) author: DeviceId,
    /// In seconds, by the author's clock.
    pub(crate) at: i64,
    /// Whether it made the observation.
    pub(crate) creates: bool,
    /// Plain JSON, or none for a removal; of an attachment its name.
    pub(crate) writes: BTreeMap<Field, Option<String>>,
    pub(crate) past: Hashes,
}

/// Every edit that was ever made.
#[derive(Default, Debug)]
pub(crate) struct Oracle {
    pub(crate) edits: BTreeMap<ChangeHash, Edit>,
    /// Observations in the order in which they were made.
    pub(crate) made: Vec<ObservationId>,
}

/// One write to a field.
type Write<'a> = (ChangeHash, Option<&'a str>);

impl Oracle {
    pub(crate) fn record(&mut self, hash: ChangeHash, edit: Edit) {
        if edit.creates {
            self.made.push(edit.observation);
        }
        assert!(self.edits.insert(hash, edit).is_none(), "two edits have one hash");
    }

    /// The observations that a holder of these edits has, oldest first.
    pub(crate) fn observations(&self, known: &Hashes) -> Vec<ObservationId> {
        let held: BTreeSet<_> =
            self.known(known).filter(|(_, edit)| edit.creates).map(|(_, e)| e.observation).collect();
        self.made.iter().copied().filter(|id| held.contains(id)).collect()
    }

    /// What a write of these values is, to somebody who knows so much: without the fields that hold the value
    /// alone.
    pub(crate) fn written(
        &self,
        id: &ObservationId,
        known: &Hashes,
        mut writes: BTreeMap<Field, Option<String>>,
    ) -> BTreeMap<Field, Option<String>> {
        writes.retain(|field, value| {
            let current = self.current(id, known, field);
            let is_tag = matches!(field, Field::Named(FieldName::Tag(_)));
            match (value, current.as_slice()) {
                (None, []) => false,
                // An answer that was removed twice is removed.
                (None, all) if is_tag => all.iter().any(|(_, now)| now.is_some()),
                (value, [(_, now)]) => value.as_deref() != *now,
                _ => true,
            }
        });
        writes
    }

    /// The writes to a field that no other known write to it knew of.
    pub(crate) fn current<'a>(&'a self, id: &ObservationId, known: &Hashes, field: &Field) -> Vec<Write<'a>> {
        let all = self.known(known).filter(|(_, edit)| edit.observation == *id);
        let all: Vec<_> = all.filter_map(|(hash, edit)| Some((hash, edit, edit.writes.get(field)?))).collect();
        let is_current = |hash: &ChangeHash| !all.iter().any(|(_, edit, _)| edit.past.contains(hash));
        all.iter().filter(|(hash, ..)| is_current(hash)).map(|(hash, _, value)| (*hash, value.as_deref())).collect()
    }

    /// Compares what a holder of these edits shows with what it must show.
    pub(crate) fn check(&self, known: &Hashes, shown: &Observation) -> Result<(), String> {
        let id = &shown.id;
        let edits: Vec<_> = self.known(known).filter(|(_, edit)| edit.observation == *id).collect();
        let fields: BTreeSet<&Field> = edits.iter().flat_map(|(_, edit)| edit.writes.keys()).collect();
        let mut conflicts = BTreeSet::new();
        let mut changes: Hashes = edits.iter().filter(|(_, edit)| edit.creates).map(|(hash, _)| *hash).collect();
        for field in fields {
            let current = self.current(id, known, field);
            changes.extend(current.iter().map(|(hash, _)| *hash));
            match field {
                Field::Named(FieldName::Deleted) => {}
                Field::Named(name) => {
                    let values: BTreeSet<_> = current.iter().map(|(_, value)| *value).collect();
                    let value = value_of(shown, name);
                    if !values.contains(&value.as_deref()) {
                        return Err(format!("{name:?} shows {value:?} of {values:?}"));
                    }
                    if values.len() > 1 {
                        conflicts.insert(name.clone());
                        same_values(conflict(shown, name)?, &current, &value)?;
                    }
                }
                Field::Attachment(photo) => {
                    let names: BTreeSet<_> = current.iter().filter_map(|(_, name)| *name).collect();
                    let record = shown.attachments.get(photo);
                    let name = record.map(|record| record.name.as_deref().unwrap_or_default());
                    if name.is_none() != names.is_empty() || name.is_some_and(|name| !names.contains(name)) {
                        return Err(format!("the record of a photo is {name:?} of {names:?}"));
                    }
                }
            }
        }
        if self.check_deletion(known, &edits, shown)? {
            conflicts.insert(FieldName::Deleted);
        }
        let told: BTreeSet<_> = shown.conflicts.iter().map(|conflict| conflict.field.clone()).collect();
        if told != conflicts {
            return Err(format!("conflicts {told:?} instead of {conflicts:?}"));
        }
        let newest = self.newest(&changes).ok_or("no change")?;
        let newest = &self.edits[&newest];
        if (shown.editor, shown.updated_at.as_seconds()) != (Some(newest.author), newest.at) {
            return Err(format!("edited by {:?} at {:?}, not {newest:?}", shown.editor, shown.updated_at));
        }
        let creator = edits.iter().find(|(_, edit)| edit.creates).map(|(_, edit)| edit.author);
        if shown.author == creator { Ok(()) } else { Err(format!("author {:?}", shown.author)) }
    }

    /// Whether *deleted* is in conflict.
    fn check_deletion(
        &self,
        known: &Hashes,
        edits: &[(ChangeHash, &Edit)],
        shown: &Observation,
    ) -> Result<bool, String> {
        let field = Field::Named(FieldName::Deleted);
        let current = self.current(&shown.id, known, &field);
        let deletions: Hashes = current.iter().filter(|(_, at)| at.is_some()).map(|(hash, _)| *hash).collect();
        let restorations: Hashes = current.iter().filter(|(_, at)| at.is_none()).map(|(hash, _)| *hash).collect();
        let value = shown.deleted_at.map(|at| at.0.to_string());
        if restorations.is_empty() || deletions.is_empty() {
            if shown.is_deleted() == deletions.is_empty() {
                return Err(format!("deleted: {}, of {current:?}", shown.is_deleted()));
            }
            if shown.is_deleted() && !current.iter().any(|(_, at)| *at == value.as_deref()) {
                return Err(format!("deleted at {value:?} of {current:?}"));
            }
        }
        if deletions.is_empty() {
            return Ok(false);
        }
        let unaware =
            edits.iter().filter(|(hash, _)| deletions.iter().all(|deletion| self.concurrent(hash, deletion)));
        let kept = if restorations.is_empty() {
            self.newest(&unaware.map(|(hash, _)| *hash).collect()).into_iter().collect()
        } else {
            restorations
        };
        if kept.is_empty() {
            return Ok(false);
        }
        let told = conflict(shown, &FieldName::Deleted)?;
        let right = told.values.len() == 2
            && told.values.iter().all(|value| match value.value {
                Some(_) => deletions.contains(&value.change),
                None => kept.contains(&value.change),
            })
            && told.values.iter().filter(|value| value.value.is_some()).count() == 1
            && told.values[0].value.is_some() == shown.is_deleted();
        if right { Ok(true) } else { Err(format!("{told:?} instead of {deletions:?} and {kept:?}")) }
    }

    /// Compares a history: a version for each edit, none before one it knew of.
    pub(crate) fn check_history(
        &self,
        known: &Hashes,
        id: &ObservationId,
        versions: &[Version],
    ) -> Result<(), String> {
        let expected: Hashes =
            self.known(known).filter(|(_, edit)| edit.observation == *id).map(|(hash, _)| hash).collect();
        let told: Hashes = versions.iter().map(|version| version.change).collect();
        if told != expected || versions.len() != expected.len() {
            return Err(format!("history {told:?} instead of {expected:?}"));
        }
        for (at, version) in versions.iter().enumerate() {
            let edit = &self.edits[&version.change];
            if versions[at..].iter().any(|later| edit.past.contains(&later.change)) {
                return Err(format!("a version before one it knew of: {edit:?}"));
            }
            if (version.author, version.at.as_seconds()) != (Some(edit.author), edit.at) {
                return Err(format!("{version:?} is told of {edit:?}"));
            }
            let mut then = edit.past.clone();
            then.insert(version.change);
            self.check(&then, &version.observation)?;
        }
        Ok(())
    }

    /// Whether every known edit is there with what it knew of.
    pub(crate) fn check_closed(&self, known: &Hashes) -> Result<(), String> {
        for hash in known {
            let edit = self.edits.get(hash).ok_or_else(|| format!("{hash:?} was made by nobody"))?;
            if !edit.past.is_subset(known) {
                return Err(format!("{edit:?} is there without what it knew of"));
            }
        }
        Ok(())
    }

    fn known<'a, 'k>(&'a self, known: &'k Hashes) -> impl Iterator<Item = (ChangeHash, &'a Edit)> + use<'a, 'k> {
        known.iter().filter_map(|hash| Some((*hash, self.edits.get(hash)?)))
    }

    fn concurrent(&self, one: &ChangeHash, other: &ChangeHash) -> bool {
        one != other && !self.edits[one].past.contains(other) && !self.edits[other].past.contains(one)
    }

    /// One that none of the others knew of, of several such the newest by time, then by hash.
    fn newest(&self, of: &Hashes) -> Option<ChangeHash> {
        let is_last = |hash: &&ChangeHash| !of.iter().any(|other| self.edits[other].past.contains(hash));
        of.iter().filter(is_last).max_by_key(|hash| (self.edits[hash].at, **hash)).copied()
    }
}

fn conflict<'a>(shown: &'a Observation, field: &FieldName) -> Result<&'a Conflict, String> {
    shown
        .conflicts
        .iter()
        .find(|conflict| conflict.field == *field)
        .ok_or_else(|| format!("no conflict of {field:?}"))
}

/// Each value once, by one of those who wrote it, the one that is shown at the front.
fn same_values(told: &Conflict, current: &[Write<'_>], shown: &Option<String>) -> Result<(), String> {
    let expected: BTreeSet<_> = current.iter().map(|(_, value)| *value).collect();
    let values: BTreeSet<_> = told.values.iter().map(|value| value.value.as_deref()).collect();
    let written = told.values.iter().all(|value| current.contains(&(value.change, value.value.as_deref())));
    let right =
        values == expected && told.values.len() == expected.len() && told.values[0].value == *shown && written;
    if right { Ok(()) } else { Err(format!("{told:?} instead of {current:?}")) }
}

/// The value of a field as plain JSON.
pub(crate) fn value_of(observation: &Observation, field: &FieldName) -> Option<String> {
    let text = |text: &String| serde_json::Value::from(text.as_str()).to_string();
    match field {
        FieldName::Position => observation.position.as_ref().map(|position| position.to_json()),
        FieldName::Category => observation.category.as_ref().map(text),
        FieldName::ObservedAt => observation.observed_at.map(|moment| match moment.zone {
            Some(zone) => format!(r#"{{"at":{},"zone":{zone}}}"#, moment.at.0),
            None => format!(r#"{{"at":{}}}"#, moment.at.0),
        }),
        FieldName::Tag(key) => observation.tags.get(key).map(|value| value.to_json().to_string()),
        FieldName::Notes => observation.notes.as_ref().map(text),
        FieldName::Deleted => observation.deleted_at.map(|at| at.0.to_string()),
    }
}
