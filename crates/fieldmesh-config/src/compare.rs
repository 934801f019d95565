//! How two configurations differ, for a person who must choose between them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::fingerprint::encoded_value;
use crate::{Category, CategoryId, Configuration, Field, FieldId, Localized, Value};

/// What changes when the second of two configurations takes the place of the first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Difference {
    /// Categories whose meaning differs: first the second configuration's in its order, then those removed.
    pub categories: Vec<CategoryDifference>,
    /// Fields whose meaning differs, in the same order.
    pub fields: Vec<FieldDifference>,
    /// Whether they differ, but only in what gives data no meaning: name, version, texts, colours, order,
    /// questions asked.
    pub only_presentation: bool,
}

/// How one category differs.
#[derive(Clone, PartialEq, Debug)]
pub struct CategoryDifference {
    /// Its id.
    pub id: CategoryId,
    /// What people call it, in the configuration that has it, first in the second; the id where there is no name.
    pub name: Localized,
    /// What happens to it.
    pub change: CategoryChange,
}

/// What happens to a category.
#[derive(Clone, PartialEq, Debug)]
pub enum CategoryChange {
    /// Only the second configuration has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it; its tags differ.
    Tags {
        /// Its tags in the first.
        before: BTreeMap<String, Value>,
        /// Its tags in the second.
        after: BTreeMap<String, Value>,
    },
}

/// How one field differs.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldDifference {
    /// Its id.
    pub id: FieldId,
    /// Its label, in the configuration that has it, first in the second; the id where there is none.
    pub label: Localized,
    /// What happens to it.
    pub change: FieldChange,
}

/// What happens to a field.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldChange {
    /// Only the second configuration has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it; the answer is stored elsewhere or is of another kind, or both.
    Changed {
        /// Tag keys, before and after, where they differ.
        tag_key: Option<(String, String)>,
        /// Names of the kinds, before and after, where they differ.
        kind: Option<(&'static str, &'static str)>,
        /// Labels of options that only the second configuration offers.
        options_added: Vec<Localized>,
        /// Labels of options that only the first offers.
        options_removed: Vec<Localized>,
    },
}

impl Difference {
    /// Whether data means the same under both configurations: their fingerprints are equal.
    pub fn is_same_meaning(&self) -> bool {
        self.categories.is_empty() && self.fields.is_empty()
    }
}

/// How `after` differs from `before`.
pub fn compare(before: &Configuration, after: &Configuration) -> Difference {
    let old: HashMap<_, _> = before.categories.iter().map(|one| (&one.id, one)).collect();
    let new: HashSet<_> = after.categories.iter().map(|one| &one.id).collect();
    let gone = before.categories.iter().filter(|one| !new.contains(&one.id));
    let gone = gone.map(|one| category(one, CategoryChange::Removed));
    let changed = after.categories.iter().filter_map(|one| match old.get(&one.id) {
        None => Some(category(one, CategoryChange::Added)),
        Some(old) => {
            let tags = || CategoryChange::Tags { before: old.tags.clone(), after: one.tags.clone() };
            (old.tags != one.tags).then(|| category(one, tags()))
        }
    });
    let categories: Vec<_> = changed.chain(gone).collect();

    let old: HashMap<_, _> = before.fields.iter().map(|one| (&one.id, one)).collect();
    let new: HashSet<_> = after.fields.iter().map(|one| &one.id).collect();
    let gone =
        before.fields.iter().filter(|one| !new.contains(&one.id)).map(|one| field(one, FieldChange::Removed));
    let changed = after.fields.iter().filter_map(|one| match old.get(&one.id) {
        None => Some(field(one, FieldChange::Added)),
        Some(old) => field_change(old, one).map(|change| field(one, change)),
    });
    let fields: Vec<_> = changed.chain(gone).collect();

    let same_meaning = categories.is_empty() && fields.is_empty();
    Difference { categories, fields, only_presentation: same_meaning && before != after }
}

fn category(one: &Category, change: CategoryChange) -> CategoryDifference {
    CategoryDifference { id: one.id.clone(), name: named(&one.names, one.id.as_str()), change }
}

fn field(one: &Field, change: FieldChange) -> FieldDifference {
    FieldDifference { id: one.id.clone(), label: named(&one.label, one.id.as_str()), change }
}

fn field_change(before: &Field, after: &Field) -> Option<FieldChange> {
    let tag_key = (before.tag_key != after.tag_key).then(|| (before.tag_key.clone(), after.tag_key.clone()));
    let kinds = (before.kind.name(), after.kind.name());
    let kind = (kinds.0 != kinds.1).then_some(kinds);
    let options_added = options_missing(before, after);
    let options_removed = options_missing(after, before);
    let changed = tag_key.is_some() || kind.is_some() || !options_added.is_empty() || !options_removed.is_empty();
    changed.then_some(FieldChange::Changed { tag_key, kind, options_added, options_removed })
}

/// The labels of the options of `of` that `from` does not offer.
fn options_missing(from: &Field, of: &Field) -> Vec<Localized> {
    let offered: HashSet<_> = from.kind.options().iter().map(|option| encoded_value(&option.value)).collect();
    let missing = of.kind.options().iter().filter(|option| !offered.contains(&encoded_value(&option.value)));
    missing.map(|option| named(&option.label, &option.value.to_string())).collect()
}

/// A text to show: the translated one, or the id where there is none.
fn named(texts: &Localized, id: &str) -> Localized {
    if texts.is_empty() { Localized::from(id) } else { texts.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Color, FieldKind, SelectOption};

    #[test]
    fn a_configuration_does_not_differ_from_itself() {
        let built_in = Configuration::builtin();
        assert_eq!(compare(&built_in, &built_in), Difference::default());
    }

    #[test]
    fn changes_of_looks_are_told_from_changes_of_meaning() {
        let before = Configuration::builtin();
        let mut after = before.clone();
        after.categories[0].color = Some(Color([0; 3]));
        after.categories.swap(0, 1);
        let difference = compare(&before, &after);
        assert!(difference.is_same_meaning() && difference.only_presentation);
    }

    #[test]
    fn categories_and_fields_are_named_by_what_happened_to_them() {
        let before = Configuration::builtin();
        let mut after = before.clone();
        let removed = after.categories.remove(0);
        after.categories[0].tags.insert("new".to_owned(), "yes".into());
        let index = after.fields.iter().position(|field| !field.kind.options().is_empty()).unwrap();
        let lost = match &mut after.fields[index].kind {
            FieldKind::SelectOne { options } | FieldKind::SelectMultiple { options } => {
                let lost = options.remove(0);
                options.push(SelectOption { value: "new".into(), label: Localized::new() });
                lost
            }
            other => panic!("{other:?} has no options"),
        };
        after.fields[index].tag_key = "elsewhere".to_owned();
        let difference = compare(&before, &after);
        let [tags, gone] = difference.categories.as_slice() else { panic!("{:?}", difference.categories) };
        assert_eq!((&tags.id, &tags.name), (&after.categories[0].id, &after.categories[0].names));
        let CategoryChange::Tags { before: old, after: new } = &tags.change else { panic!("{:?}", tags.change) };
        assert_eq!((old.len() + 1, new.get("new")), (new.len(), Some(&Value::from("yes"))));
        assert_eq!((&gone.id, &gone.name, &gone.change), (&removed.id, &removed.names, &CategoryChange::Removed));
        let [field] = difference.fields.as_slice() else { panic!("{:?}", difference.fields) };
        assert_eq!(field.id, after.fields[index].id);
        assert_eq!(
            field.change,
            FieldChange::Changed {
                tag_key: Some((before.fields[index].tag_key.clone(), "elsewhere".to_owned())),
                kind: None,
                options_added: vec![Localized::from("new")],
                options_removed: vec![lost.label],
            }
        );
        let back = compare(&after, &before);
        assert!(back.categories.iter().any(|one| one.id == removed.id && one.change == CategoryChange::Added));
    }
}
