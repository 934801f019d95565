//! Values of fields as they are said, and what differs between two states of an observation.

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

    /// What differs between two states, answers in the order of the screen.
    pub(super) fn differences(&self, from: &Observation, to: &Observation) -> Vec<Difference> {
        let asked: Vec<&str> =
            self.configuration.fields_of(to.category.as_deref()).map(|field| field.tag_key.as_str()).collect();
        let mut differences = to.differences(from);
        // The sort is stable: fields and answers that nobody asks for keep their order.
        let place = |key: &str| asked.iter().position(|asked| *asked == key).unwrap_or(asked.len());
        differences.sort_by_key(|difference| match difference {
            fieldmesh::Difference::Field { field: FieldName::Tag(key), .. } => (1, place(key)),
            fieldmesh::Difference::Field { field: FieldName::Notes, .. } => (2, 0),
            fieldmesh::Difference::Field { .. } => (0, 0),
            fieldmesh::Difference::Added(..) | fieldmesh::Difference::Removed(..) => (3, 0),
        });
        let said = |difference| match difference {
            fieldmesh::Difference::Field { field, settled, .. } => Difference::Field {
                label: self.label(&field, to),
                from: self.value(&field, from),
                to: self.value(&field, to),
                field,
                settled,
            },
            fieldmesh::Difference::Added(id, record) => Difference::Added(id, record),
            fieldmesh::Difference::Removed(id, record) => Difference::Removed(id, record),
        };
        differences.into_iter().map(said).collect()
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
