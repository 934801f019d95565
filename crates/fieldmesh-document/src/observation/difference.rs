//! What differs between two states of an observation, and the edit that makes one of them the other.

use std::collections::BTreeSet;

use super::{Conflict, Edit, FieldName, Observation, Version};
use crate::shard::text;
use crate::{AttachmentId, AttachmentRecord};

/// Something that differs between two states of an observation.
#[derive(Clone, PartialEq, Debug)]
pub enum Difference {
    /// A field has another value, or is no longer in conflict.
    Field {
        /// Which field.
        field: FieldName,
        /// Its value before, as [`Observation::plain`] says.
        from: Option<String>,
        /// Its value since.
        to: Option<String>,
        /// Whether it was in conflict before and is not since. Both values may then be the same.
        settled: bool,
    },
    /// A photo or other file came to it.
    Added(AttachmentId, AttachmentRecord),
    /// A photo or other file was taken away.
    Removed(AttachmentId, AttachmentRecord),
}

impl Version {
    /// What it changed of what its device had before; nothing for the version in which it was recorded.
    pub fn differences(&self) -> Vec<Difference> {
        self.before.as_ref().map(|before| self.observation.differences(before)).unwrap_or_default()
    }
}

impl Observation {
    /// The value of a field as plain JSON, `None` where it has none. That of the deletion is its time in milliseconds
    /// since 1970. Values that are the same plain JSON are the same value.
    pub fn plain(&self, field: &FieldName) -> Option<String> {
        match field {
            FieldName::Position => self.position.as_ref().map(crate::Position::to_json),
            FieldName::Category => self.category.as_ref().map(text::json),
            FieldName::Notes => self.notes.as_ref().map(text::json),
            FieldName::ObservedAt => self.observed_at.as_ref().map(text::moment_to_json),
            FieldName::Tag(key) => self.tags.get(key).map(|value| value.to_json().to_string()),
            FieldName::Deleted => self.deleted_at.map(|at| at.0.to_string()),
        }
    }

    /// What differs from an earlier state: the deletion, category, time, place, tags by key, notes, attachments.
    pub fn differences(&self, before: &Self) -> Vec<Difference> {
        let fields = fields(before, self).into_iter().filter_map(|field| {
            let settled = before.conflict(&field).is_some() && self.conflict(&field).is_none();
            (settled || !self.agrees(before, &field)).then(|| Difference::Field {
                from: before.plain(&field),
                to: self.plain(&field),
                field,
                settled,
            })
        });
        let added = lacking(self, before).map(|(id, record)| Difference::Added(*id, record.clone()));
        let removed = lacking(before, self).map(|(id, record)| Difference::Removed(*id, record.clone()));
        fields.chain(added).chain(removed).collect()
    }

    /// Whether a field has the same value in both. When something was deleted makes no difference.
    fn agrees(&self, other: &Self, field: &FieldName) -> bool {
        match field {
            FieldName::Deleted => self.is_deleted() == other.is_deleted(),
            _ => self.plain(field) == other.plain(field),
        }
    }

    fn conflict(&self, field: &FieldName) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| conflict.field == *field)
    }
}

impl Edit {
    /// Gives a field the value that it has in an observation; without one, none. A deletion without one is taken back.
    pub fn write_like(&mut self, field: &FieldName, like: Option<&Observation>) {
        match field {
            FieldName::Position => self.position = Some(like.and_then(|one| one.position.clone())),
            FieldName::Category => self.category = Some(like.and_then(|one| one.category.clone())),
            FieldName::ObservedAt => self.observed_at = Some(like.and_then(|one| one.observed_at)),
            FieldName::Notes => self.notes = Some(like.and_then(|one| one.notes.clone())),
            FieldName::Deleted => self.deleted = Some(like.is_some_and(Observation::is_deleted)),
            FieldName::Tag(key) => {
                self.tags.insert(key.clone(), like.and_then(|one| one.tags.get(key).cloned()));
            }
        }
    }

    /// The fields it touches; attachments are none.
    pub fn fields(&self) -> Vec<FieldName> {
        let touched = [
            (FieldName::Deleted, self.deleted.is_some()),
            (FieldName::Category, self.category.is_some()),
            (FieldName::ObservedAt, self.observed_at.is_some()),
            (FieldName::Position, self.position.is_some()),
            (FieldName::Notes, self.notes.is_some()),
        ];
        let fields = touched.into_iter().filter(|(_, touched)| *touched).map(|(field, _)| field);
        fields.chain(self.tags.keys().cloned().map(FieldName::Tag)).collect()
    }

    /// The edit that makes an observation what it was `then`: it writes the fields whose value differs, and those in
    /// conflict that were not in the same conflict then. A conflict of then is not made again: the field gets the
    /// value that was shown.
    pub fn back_to(then: &Observation, now: &Observation) -> Self {
        let mut edit = Self::default();
        let values =
            |conflict: &Conflict| conflict.values.iter().map(|value| value.change).collect::<BTreeSet<_>>();
        for field in fields(then, now) {
            let another = now.conflict(&field).is_some_and(|conflict| {
                then.conflict(&field).is_none_or(|before| values(before) != values(conflict))
            });
            if another || !now.agrees(then, &field) {
                edit.write_like(&field, Some(then));
            }
        }
        edit.add_attachments = lacking(then, now).map(|(id, record)| (*id, record.clone())).collect();
        edit.remove_attachments = lacking(now, then).map(|(id, _)| *id).collect();
        edit
    }
}

/// Every field that one of two states may have.
fn fields(one: &Observation, other: &Observation) -> Vec<FieldName> {
    let mut tags: BTreeSet<&String> = one.tags.keys().chain(other.tags.keys()).collect();
    tags.extend(
        [one, other]
            .into_iter()
            .flat_map(|state| &state.conflicts)
            .filter_map(|conflict| if let FieldName::Tag(key) = &conflict.field { Some(key) } else { None }),
    );
    let tags = tags.into_iter().cloned().map(FieldName::Tag);
    [FieldName::Deleted, FieldName::Category, FieldName::ObservedAt, FieldName::Position]
        .into_iter()
        .chain(tags)
        .chain([FieldName::Notes])
        .collect()
}

/// The attachments of one state that another lacks.
fn lacking<'a>(
    of: &'a Observation,
    other: &'a Observation,
) -> impl Iterator<Item = (&'a AttachmentId, &'a AttachmentRecord)> {
    of.attachments.iter().filter(|(id, _)| !other.attachments.contains_key(*id))
}
