//! `fieldmesh config diff`: what changes when another configuration takes the place of the one in use.

use std::collections::BTreeMap;

use fieldmesh::config::{
    self, CategoryChange, CategoryDifference, Configuration, Difference, FieldChange, FieldDifference, Localized,
};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::json;
use crate::language::fl;

pub(super) fn told(context: &Context, before: &Configuration, after: &Configuration) -> Result<(), Failure> {
    let difference = config::compare(before, after);
    let language = context.language.tag();
    let value = || {
        json!({
            "before": json::configuration_name(Some(before)),
            "after": json::configuration_name(Some(after)),
            "same_meaning": difference.is_same_meaning(),
            "only_presentation": difference.only_presentation,
            "categories": difference.categories.iter().map(|one| category(one, language)).collect::<Value>(),
            "fields": difference.fields.iter().map(|one| field(one, language)).collect::<Value>(),
        })
    };
    context.output.answer(value, || words(&difference, language))
}

fn category(one: &CategoryDifference, language: &str) -> Value {
    let (change, tags) = match &one.change {
        CategoryChange::Added => ("added", Value::Null),
        CategoryChange::Removed => ("removed", Value::Null),
        CategoryChange::Tags { before, after } => ("tags", json!([before, after])),
    };
    json!({ "id": one.id, "name": one.name.get(language), "change": change, "tags": tags })
}

fn field(one: &FieldDifference, language: &str) -> Value {
    let labels = |of: &[Localized]| of.iter().filter_map(|label| label.get(language)).collect::<Value>();
    let (change, tag_key, kind, added, removed) = match &one.change {
        FieldChange::Added => ("added", None, None, json!([]), json!([])),
        FieldChange::Removed => ("removed", None, None, json!([]), json!([])),
        FieldChange::Changed { tag_key, kind, options_added, options_removed } => {
            ("changed", tag_key.as_ref(), kind.as_ref(), labels(options_added), labels(options_removed))
        }
    };
    json!({
        "id": one.id, "label": one.label.get(language), "change": change, "tag_key": tag_key, "type": kind,
        "options_added": added, "options_removed": removed,
    })
}

fn words(difference: &Difference, language: &str) -> String {
    if difference.is_same_meaning() {
        return if difference.only_presentation { fl!("diff-presentation") } else { fl!("diff-same") };
    }
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
    lines.join("\n")
}

fn tags(tags: &BTreeMap<String, config::Value>) -> String {
    let tags = tags.iter().map(|(key, value)| format!("{key}={value}"));
    tags.collect::<Vec<_>>().join(" ")
}
