//! What a configuration holds.

mod came_as;
mod id;

use std::borrow::Cow;
use std::collections::BTreeMap;

use fieldmesh_document::Fingerprint;
use serde::{Deserialize, Serialize};

use crate::{Color, Icon, Localized, Value};

pub use came_as::CameAs;
pub use id::{CategoryId, FieldId};

/// The categories and fields of a project. Order is the order of screens.
///
/// Its serde form is that of the file and suits self-describing formats only; inside other formats, carry
/// [`Self::file`].
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Configuration {
    /// What people call it; 1 to 100 characters.
    pub name: String,
    /// Which edition, as its makers count; 1 to 20 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Fingerprints of the configurations this one may take the place of, its ancestors' included.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "crate::file::fingerprints")]
    pub succeeds: Vec<Fingerprint>,
    /// What can be observed.
    pub categories: Vec<Category>,
    /// What can be asked.
    pub fields: Vec<Field>,
    /// Which categories are offered for a shape, in order; for a shape that is not here, see [`Self::offered`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub offered: BTreeMap<Shape, Vec<CategoryId>>,
    /// Pictures of categories, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "crate::icon::of_known_form")]
    pub icons: BTreeMap<String, Icon>,
    /// The file it was read from, for [`Self::file`].
    #[serde(skip)]
    pub came_as: CameAs,
}

/// A kind of thing that is observed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Category {
    /// What observations store as their category.
    pub id: CategoryId,
    /// What people call it.
    pub names: Localized,
    /// The shapes it is recorded as, without duplicates; at least one.
    pub applies_to: Vec<Shape>,
    /// Tags that every observation of it carries, and by which [`Configuration::category_of`] knows it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, Value>,
    /// Tags that choosing it adds; `None` is [`Self::tags`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub add_tags: Option<BTreeMap<String, Value>>,
    /// Tags that choosing another category takes away; `None` is what it added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remove_tags: Option<BTreeMap<String, Value>>,
    /// What is asked of it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldId>,
    /// Its colour on maps and in lists.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<Color>,
    /// The name of its icon among [`Configuration::icons`], if it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// Further words by which people search for it, in any language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<String>,
}

/// The shape of what is observed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// One place.
    Point,
    /// A line walked.
    Track,
    /// An area.
    Area,
}

/// A question, and where its answer is stored.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Field {
    /// What categories refer to it by.
    pub id: FieldId,
    /// The key of the tag that holds the answer.
    pub tag_key: String,
    /// What an answer may be.
    #[serde(flatten)]
    pub kind: FieldKind,
    /// The question.
    pub label: Localized,
    /// A sentence that helps to answer.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub helper: Localized,
    /// What an empty entry shows.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub placeholder: Localized,
    /// Whether it is asked of every category.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub universal: bool,
}

/// What an answer may be.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text {
        /// Whether it is entered in a box of several lines.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        multiline: bool,
    },
    /// A finite number.
    Number {
        /// The lowest answer accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// The highest answer accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
    },
    /// One of several options.
    SelectOne {
        /// The options, at least one.
        options: Vec<SelectOption>,
    },
    /// Any number of several options, stored as a list.
    SelectMultiple {
        /// The options, at least one.
        options: Vec<SelectOption>,
    },
    /// A day: a timestamp, or a text that begins `YYYY-MM-DD`.
    Date,
    /// A day and a time: a timestamp, or a text that begins `YYYY-MM-DDThh:mm`.
    DateTime,
}

/// One answer that can be chosen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SelectOption {
    /// What observations store.
    pub value: Value,
    /// What people read; the value where empty.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub label: Localized,
}

impl Configuration {
    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id.as_str() == id)
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }

    /// What is asked of an observation of this category: its own fields in their order, then the universal
    /// ones that are not among them. Of no category, or an unknown one, the universal ones.
    pub fn fields_of(&self, category: Option<&str>) -> impl Iterator<Item = &Field> {
        let own = category.and_then(|id| self.category(id)).map_or(&[][..], |category| &category.fields);
        let universal = self.fields.iter().filter(|field| field.universal && !own.contains(&field.id));
        own.iter().filter_map(|id| self.field(id.as_str())).chain(universal)
    }

    /// The categories to choose from for this shape: those of [`Self::offered`](field@Self::offered), else all
    /// that apply to it.
    pub fn offered(&self, shape: Shape) -> impl Iterator<Item = &Category> {
        let chosen = self.offered.get(&shape);
        let all =
            chosen.is_none().then(|| self.categories.iter().filter(move |one| one.applies_to.contains(&shape)));
        let chosen = chosen.into_iter().flatten().filter_map(|id| self.category(id.as_str()));
        chosen.chain(all.into_iter().flatten())
    }

    /// The icon of a category, if there is one.
    pub fn icon_of(&self, category: &Category) -> Option<&Icon> {
        self.icons.get(category.icon.as_ref()?)
    }

    /// Whether this configuration says that it may take the place of the one with this fingerprint.
    pub fn is_successor_of(&self, fingerprint: &Fingerprint) -> bool {
        self.succeeds.contains(fingerprint)
    }

    /// This configuration as the successor of `before` and of all that `before` succeeds. Where `before` itself
    /// succeeds it, this is a way back, and nothing is added: no two configurations shall succeed each other.
    #[must_use]
    pub fn succeeding(mut self, before: &Self) -> Self {
        let (own, old) = (self.fingerprint(), before.fingerprint());
        if own == old || !before.is_successor_of(&own) {
            for ancestor in std::iter::once(&old).chain(&before.succeeds) {
                if *ancestor != own && !self.succeeds.contains(ancestor) {
                    self.succeeds.push(*ancestor);
                }
            }
        }
        self
    }
}

impl Category {
    /// Its name for a reader of this language; its id where it has none.
    pub fn name(&self, language: &str) -> &str {
        self.names.get(language).unwrap_or(self.id.as_str())
    }
}

impl Field {
    /// Its label for a reader of this language; its tag key where it has none.
    pub fn label(&self, language: &str) -> &str {
        self.label.get(language).unwrap_or(&self.tag_key)
    }
}

impl FieldKind {
    /// Its name in the file: `text`, `number`, `select_one`, `select_multiple`, `date`, `date_time`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Number { .. } => "number",
            Self::SelectOne { .. } => "select_one",
            Self::SelectMultiple { .. } => "select_multiple",
            Self::Date => "date",
            Self::DateTime => "date_time",
        }
    }

    /// The options of a selection; none for the other kinds.
    pub fn options(&self) -> &[SelectOption] {
        match self {
            Self::SelectOne { options } | Self::SelectMultiple { options } => options,
            Self::Text { .. } | Self::Number { .. } | Self::Date | Self::DateTime => &[],
        }
    }
}

impl SelectOption {
    /// Its label for a reader of this language; its value where it has none.
    pub fn label(&self, language: &str) -> Cow<'_, str> {
        match (self.label.get(language), &self.value) {
            (Some(label), _) => label.into(),
            (None, Value::Text(text)) => text.into(),
            (None, value) => value.to_string().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_successor_knows_all_ancestors_and_a_way_back_makes_none() {
        let edition = |number: u8| Configuration {
            fields: vec![Field {
                id: format!("field {number}").as_str().into(),
                tag_key: "key".to_owned(),
                kind: FieldKind::Date,
                label: Localized::new(),
                helper: Localized::new(),
                placeholder: Localized::new(),
                universal: false,
            }],
            ..Configuration::default()
        };
        let (first, second, third) = (edition(1), edition(2), edition(3));
        let second = second.succeeding(&first);
        let third = third.succeeding(&second);
        assert_eq!(third.succeeds, [second.fingerprint(), first.fingerprint()]);
        assert_eq!(third.fingerprint(), edition(3).fingerprint(), "ancestors are no part of the meaning");
        // The same meaning again, in other words: the ancestors stay, and it does not succeed itself.
        let renamed = Configuration { name: "Jungle".to_owned(), ..edition(3) }.succeeding(&third);
        assert_eq!(renamed.succeeds, third.succeeds);
        assert_eq!(edition(1).succeeding(&third).succeeds, []);
        assert_eq!(third.clone().succeeding(&second).succeeds, third.succeeds);
    }

    #[test]
    fn a_category_asks_its_own_fields_and_then_the_universal_ones() {
        let field = |id: &str, universal| Field {
            id: id.into(),
            tag_key: id.to_owned(),
            kind: FieldKind::Date,
            label: Localized::new(),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal,
        };
        let configuration = Configuration {
            categories: vec![Category {
                id: "camp".into(),
                names: Localized::new(),
                applies_to: vec![Shape::Point],
                tags: BTreeMap::new(),
                add_tags: None,
                remove_tags: None,
                fields: vec!["b".into(), "a".into()],
                color: None,
                icon: None,
                terms: Vec::new(),
            }],
            fields: vec![field("a", true), field("b", false), field("c", true), field("d", false)],
            ..Configuration::default()
        };
        let asked = |category| configuration.fields_of(category).map(|f| f.id.as_str()).collect::<Vec<_>>();
        assert_eq!(asked(Some("camp")), ["b", "a", "c"]);
        assert_eq!(asked(None), ["a", "c"]);
    }
}
