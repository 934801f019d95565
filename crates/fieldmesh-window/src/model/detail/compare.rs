//! Values of fields as they are said, and what differs between two states of an observation.

use std::collections::BTreeSet;

use fieldmesh::config::Configuration;
use fieldmesh::{FieldName, Observation, Scalar, TagValue};

use super::{Difference, Shown};

/// In what configuration and language values are said.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) configuration: &'a Configuration,
    pub(super) language: &'a str,
}

impl Wording<'_> {
    /// The question that a tag answers; `None` for fields that are no tags, and for tags that nobody asks for.
    pub(super) fn label(&self, field: &FieldName, of: &Observation) -> Option<String> {
        let FieldName::Tag(key) = field else { return None };
        let field = self.configuration.field_for(of.category.as_deref(), key)?;
        Some(field.label(self.language).to_owned())
    }

    /// A field of an observation.
    pub(super) fn value(&self, field: &FieldName, of: &Observation) -> Shown {
        let words = |text: Option<String>| text.map_or(Shown::Nothing, |text| Shown::Words(vec![text]));
        match field {
            FieldName::Position => of.position.clone().map_or(Shown::Nothing, Shown::Place),
            FieldName::ObservedAt => of.observed_at.map_or(Shown::Nothing, Shown::Moment),
            FieldName::Deleted => of.deleted_at.map_or(Shown::NotDeleted, Shown::Deleted),
            FieldName::Notes => words(of.notes.clone()),
            FieldName::Category => words(of.category.as_deref().map(|id| {
                self.configuration
                    .category(id)
                    .map_or_else(|| id.to_owned(), |one| one.name(self.language).to_owned())
            })),
            FieldName::Tag(key) => match of.tags.get(key) {
                None => Shown::Nothing,
                Some(value) => Shown::Words(self.answer(key, value, of.category.as_deref())),
            },
        }
    }

    fn answer(&self, key: &str, value: &TagValue, category: Option<&str>) -> Vec<String> {
        let field = self.configuration.field_for(category, key);
        let said = |scalar: &Scalar| {
            let option = field.and_then(|field| field.kind.options().iter().find(|option| option.value.is(scalar)));
            option.map_or_else(|| plain(scalar), |option| option.label(self.language).into_owned())
        };
        scalars(value).iter().map(said).collect()
    }

    /// What differs between two states, in the order of the screen.
    pub(super) fn differences(&self, from: &Observation, to: &Observation) -> Vec<Difference> {
        let keys: BTreeSet<&String> = from.tags.keys().chain(to.tags.keys()).collect();
        let asked: Vec<&str> = self
            .configuration
            .fields_of(to.category.as_deref())
            .map(|field| field.tag_key.as_str())
            .filter(|key| keys.iter().any(|known| known == key))
            .collect();
        let others = keys.iter().map(|key| key.as_str()).filter(|key| !asked.contains(key));
        let tags = asked.iter().copied().chain(others).map(|key| FieldName::Tag(key.to_owned()));
        let fields = [FieldName::Deleted, FieldName::Category, FieldName::ObservedAt, FieldName::Position]
            .into_iter()
            .chain(tags)
            .chain([FieldName::Notes]);
        let changed = fields.filter_map(|field| {
            let same = match &field {
                FieldName::Deleted => from.is_deleted() == to.is_deleted(),
                FieldName::Category => from.category == to.category,
                FieldName::ObservedAt => from.observed_at == to.observed_at,
                FieldName::Position => from.position == to.position,
                FieldName::Tag(key) => from.tags.get(key) == to.tags.get(key),
                FieldName::Notes => from.notes == to.notes,
            };
            let (before, since) = (self.value(&field, from), self.value(&field, to));
            (!same).then(|| Difference::Field { label: self.label(&field, to), field, from: before, to: since })
        });
        let added = to.attachments.iter().filter(|(id, _)| !from.attachments.contains_key(id));
        let removed = from.attachments.iter().filter(|(id, _)| !to.attachments.contains_key(id));
        changed
            .chain(added.map(|(id, record)| Difference::Added(*id, record.clone())))
            .chain(removed.map(|(id, record)| Difference::Removed(*id, record.clone())))
            .collect()
    }
}

/// The parts of an answer.
pub(super) const fn scalars(value: &TagValue) -> &[Scalar] {
    match value {
        TagValue::One(scalar) => std::slice::from_ref(scalar),
        TagValue::List(list) => list.as_slice(),
    }
}

/// A value that no option has, as it is stored.
pub(super) fn plain(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => text.clone(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Timestamp(at) => fieldmesh::rfc3339(fieldmesh::Timestamp(*at)),
        _ => String::new(),
    }
}
