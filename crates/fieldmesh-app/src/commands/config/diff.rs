//! `fieldmesh config diff`: what changes when another configuration takes the place of the one in use.

use fieldmesh::config::{
    self, CategoryChange, CategoryDifference, Configuration, FieldChange, FieldDifference, Localized,
};
use fieldmesh_sentences as sentences;
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::json;

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
    context.output.answer(value, || sentences::comparison(context.language, &difference).join("\n"))
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
