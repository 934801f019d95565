//! Conflicts: fields with more than one current value, and deletions that did not know of an edit.
//! The rules are in `docs/document-schema.md`, section 6.

use automerge::{ObjId, ValueRef};

use super::change_index::ChangeNumber;
use super::read::{Draft, Reader, integer};
use super::schema::observation as key;
use super::text;
use crate::observation::{Conflict, ConflictValue, FieldName};
use crate::{Position, Timestamp};

/// A key that Automerge holds more than one value for.
pub(super) struct Disputed {
    object: ObjId,
    key: String,
    is_tag: bool,
}

impl Disputed {
    pub(super) fn new(object: &ObjId, key: &str, is_tag: bool) -> Self {
        Self { object: object.clone(), key: key.to_owned(), is_tag }
    }

    fn field(&self) -> Option<FieldName> {
        Some(match self.key.as_str() {
            _ if self.is_tag => FieldName::Tag(self.key.clone()),
            key::POSITION => FieldName::Position,
            key::CATEGORY => FieldName::Category,
            key::OBSERVED_AT => FieldName::ObservedAt,
            key::NOTES => FieldName::Notes,
            key::DELETED_AT => FieldName::Deleted,
            _ => return None,
        })
    }
}

/// The conflicts of an observation, by field. Completes its changes and deletions by those of the values
/// that are not shown first.
pub(super) fn of(draft: &mut Draft, reader: &Reader<'_>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for disputed in std::mem::take(&mut draft.disputed) {
        let Some(field) = disputed.field() else { continue };
        let mut values: Vec<ConflictValue> = Vec::new();
        for (value, id) in reader.candidates(&disputed.object, &disputed.key) {
            let Some(change) = reader.index.of(&id) else { continue };
            draft.written_by(Some(change));
            let plain = plain(reader, &field, &value, &id);
            let deletes = field == FieldName::Deleted && plain.is_some();
            if deletes {
                draft.deletions.push(change);
            }
            let known = values.iter().any(|v| if deletes { v.value.is_some() } else { v.value == plain });
            if !known {
                values.push(described(reader, change, plain));
            }
        }
        if values.len() > 1 {
            conflicts.push(Conflict { field, values });
        }
    }
    draft.changes.sort_unstable();
    draft.changes.dedup();
    if !conflicts.iter().any(|conflict| conflict.field == FieldName::Deleted) {
        conflicts.extend(deleted_while_edited(draft, reader));
    }
    conflicts.sort_by(|a, b| a.field.cmp(&b.field));
    conflicts
}

/// A deletion and an edit that did not know of each other. An edit that any of the deletions knew of, or
/// that knew of any of them, is settled. An edit counts also where another one has written over it: only who
/// restores or deletes decides.
fn deleted_while_edited(draft: &Draft, reader: &Reader<'_>) -> Option<Conflict> {
    let deleted_at = draft.observation.deleted_at?;
    let deletion = reader.index.newest(&draft.deletions)?;
    let mut apart: Vec<ChangeNumber> = reader.index.numbers().collect();
    for deletion in &draft.deletions {
        apart = reader.index.concurrent_with(*deletion, apart);
    }
    // Who wrote what costs far more to find out than what met, and mostly nothing did.
    if apart.is_empty() {
        return None;
    }
    let mut edits = reader.index.writers_of(&draft.map).to_vec();
    edits.retain(|edit| apart.binary_search(edit).is_ok() && reader.has(*edit));
    let edit = reader.index.newest(&edits)?;
    let deleted = described(reader, deletion, Some(deleted_at.0.to_string()));
    Some(Conflict { field: FieldName::Deleted, values: vec![deleted, described(reader, edit, None)] })
}

fn described(reader: &Reader<'_>, change: ChangeNumber, value: Option<String>) -> ConflictValue {
    let index = reader.index;
    ConflictValue { value, author: index.author(change), at: index.time(change), change: index.hash(change) }
}

/// A value as plain JSON; none for one that says the field was removed, or that cannot be read.
fn plain(reader: &Reader<'_>, field: &FieldName, value: &ValueRef<'_>, id: &ObjId) -> Option<String> {
    match field {
        FieldName::Position => Some(Position::from_json(&reader.string(value, id)?).ok()?.to_json()),
        FieldName::Category | FieldName::Notes => Some(text::json(&reader.string(value, id)?)),
        FieldName::ObservedAt => Some(text::moment_to_json(&reader.moment(value, id)?)),
        FieldName::Tag(_) => Some(reader.tag_value(value, id)?.to_json().to_string()),
        FieldName::Deleted => integer(value).map(|at| Timestamp(at).0.to_string()),
    }
}
