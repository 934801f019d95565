//! How two configurations differ, for a person who must choose between them.

use std::collections::HashSet;

use crate::fingerprint::encoded_value;
use crate::{Category, Configuration, Field, Localized};

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
pub enum CategoryDifference {
    /// Only the second configuration has it.
    Added(Localized),
    /// Only the first has it.
    Removed(Localized),
    /// Both have it; its tags differ.
    Tags(Localized),
}

/// How one field differs.
#[derive(Clone, PartialEq, Debug)]
pub enum FieldDifference {
    /// Only the second configuration has it.
    Added(Localized),
    /// Only the first has it.
    Removed(Localized),
    /// Both have it; the answer is stored elsewhere or is of another kind, or both.
    Changed {
        /// Its label in the second configuration.
        label: Localized,
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
    let mut categories: Vec<_> =
        after.categories.iter().filter_map(|new| category(before.category(new.id.as_str()), new)).collect();
    let gone = before.categories.iter().filter(|old| after.category(old.id.as_str()).is_none());
    categories.extend(gone.map(|old| CategoryDifference::Removed(named(&old.names, old.id.as_str()))));

    let mut fields: Vec<_> =
        after.fields.iter().filter_map(|new| field(before.field(new.id.as_str()), new)).collect();
    let gone = before.fields.iter().filter(|old| after.field(old.id.as_str()).is_none());
    fields.extend(gone.map(|old| FieldDifference::Removed(named(&old.label, old.id.as_str()))));

    let same_meaning = categories.is_empty() && fields.is_empty();
    Difference { categories, fields, only_presentation: same_meaning && before != after }
}

fn category(before: Option<&Category>, after: &Category) -> Option<CategoryDifference> {
    let name = || named(&after.names, after.id.as_str());
    match before {
        None => Some(CategoryDifference::Added(name())),
        Some(before) => (before.tags != after.tags).then(|| CategoryDifference::Tags(name())),
    }
}

fn field(before: Option<&Field>, after: &Field) -> Option<FieldDifference> {
    let label = named(&after.label, after.id.as_str());
    let Some(before) = before else { return Some(FieldDifference::Added(label)) };
    let tag_key = (before.tag_key != after.tag_key).then(|| (before.tag_key.clone(), after.tag_key.clone()));
    let kinds = (before.kind.name(), after.kind.name());
    let kind = (kinds.0 != kinds.1).then_some(kinds);
    let options_added = options_missing(before, after);
    let options_removed = options_missing(after, before);
    let changed = tag_key.is_some() || kind.is_some() || !options_added.is_empty() || !options_removed.is_empty();
    changed.then_some(FieldDifference::Changed { label, tag_key, kind, options_added, options_removed })
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
        assert_eq!(
            difference.categories,
            [
                CategoryDifference::Tags(after.categories[0].names.clone()),
                CategoryDifference::Removed(removed.names),
            ]
        );
        assert_eq!(
            difference.fields,
            [FieldDifference::Changed {
                label: after.fields[index].label.clone(),
                tag_key: Some((before.fields[index].tag_key.clone(), "elsewhere".to_owned())),
                kind: None,
                options_added: vec![Localized::from("new")],
                options_removed: vec![lost.label],
            }]
        );
    }
}
