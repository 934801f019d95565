//! How two configurations differ, in sentences.

use std::collections::BTreeMap;

use fieldmesh::config::{CategoryChange, Difference, FieldChange, Localized, Value};

use crate::language::fl;

/// The most sentences that a person is told of two configurations that differ in much.
const SHOWN: usize = 8;

/// The first of [`differences`], and how many more there are.
pub(crate) fn main_differences(difference: &Difference, language: &str) -> Vec<String> {
    let mut lines = differences(difference, language);
    let more = lines.len().saturating_sub(SHOWN);
    if more > 1 {
        lines.truncate(SHOWN);
        lines.push(fl!("diff-more", n = more));
    }
    lines
}

/// One sentence for each category and field whose meaning differs, by the names people know.
pub(crate) fn differences(difference: &Difference, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for one in &difference.categories {
        let name = one.name.get(language).unwrap_or_default();
        lines.push(match &one.change {
            CategoryChange::Added => fl!("diff-category-added", name = name),
            CategoryChange::Removed => fl!("diff-category-removed", name = name),
            CategoryChange::Tags { before, after } => {
                fl!("diff-category-tags", name = name, before = tags(before), after = tags(after))
            }
        });
    }
    for one in &difference.fields {
        let name = one.label.get(language).unwrap_or_default();
        lines.push(match &one.change {
            FieldChange::Added => fl!("diff-field-added", name = name),
            FieldChange::Removed => fl!("diff-field-removed", name = name),
            FieldChange::Changed { tag_key, kind, options_added, options_removed } => {
                let named =
                    |of: &[Localized]| of.iter().filter_map(|one| one.get(language)).collect::<Vec<_>>().join(", ");
                let keys = tag_key
                    .as_ref()
                    .map(|(before, after)| fl!("diff-tag-key", before = before.as_str(), after = after.as_str()));
                let kinds = kind.map(|(before, after)| fl!("diff-type", before = before, after = after));
                let added =
                    (!options_added.is_empty()).then(|| fl!("diff-options-added", options = named(options_added)));
                let removed = (!options_removed.is_empty())
                    .then(|| fl!("diff-options-removed", options = named(options_removed)));
                let changes = [keys, kinds, added, removed].into_iter().flatten().collect::<Vec<_>>().join("; ");
                fl!("diff-field-changed", name = name, changes = changes)
            }
        });
    }
    lines
}

fn tags(tags: &BTreeMap<String, Value>) -> String {
    if tags.is_empty() {
        return "–".to_owned();
    }
    let tags = tags.iter().map(|(key, value)| format!("{key}={value}"));
    tags.collect::<Vec<_>>().join(" ")
}
