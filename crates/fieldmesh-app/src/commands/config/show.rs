//! `fieldmesh config show`: categories, fields and options.

use fieldmesh::Language;
use fieldmesh::config::{Category, Configuration, Field, Imported};
use fieldmesh_sentences::word;
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::show;

/// Prints a configuration; with `imported`, also what came of its import.
pub(super) fn told(
    context: &Context,
    configuration: &Configuration,
    imported: Option<&Imported>,
) -> Result<(), Failure> {
    let language = context.language.tag();
    let value = || {
        let mut value = json!({
            "name": configuration.name,
            "version": configuration.version,
            "fingerprint": configuration.fingerprint().to_string(),
            "categories": configuration.categories.iter().map(|one| category(one, language)).collect::<Value>(),
            "fields": configuration.fields.iter().map(|one| field(one, language)).collect::<Value>(),
        });
        if let (Some(imported), Some(value)) = (imported, value.as_object_mut()) {
            let warnings = imported.warnings.iter().map(ToString::to_string).collect::<Value>();
            value.insert("format".to_owned(), imported.format.name().into());
            value.insert("warnings".to_owned(), warnings);
        }
        value
    };
    context.output.answer(value, || words(configuration, context.language))
}

fn words(configuration: &Configuration, language: Language) -> String {
    let tag = language.tag();
    let version = configuration.version.as_deref().unwrap_or_default();
    let mut text = format!("{} {version}  {}\n", configuration.name, configuration.fingerprint().short());
    let mut table = show::table(&["ID".to_owned(), word::category(language), fl!("fields")]);
    for one in &configuration.categories {
        let fields = configuration.fields_of(Some(one.id.as_str()));
        let labels = fields.map(|field| field.label(tag)).collect::<Vec<_>>().join(", ");
        table.add_row([one.id.as_str(), one.name(tag), &labels]);
    }
    text.push_str(&table.trim_fmt());
    text.push_str("\n\n");
    let mut table = show::table(&["ID".to_owned(), fl!("field"), fl!("type"), fl!("options")]);
    for one in &configuration.fields {
        let options = one.kind.options().iter().map(|option| option.label(tag));
        let options = options.collect::<Vec<_>>().join(", ");
        table.add_row([one.id.as_str(), one.label(tag), one.kind.name(), &options]);
    }
    text.push_str(&table.trim_fmt());
    text
}

fn category(one: &Category, language: &str) -> Value {
    json!({
        "id": one.id, "name": one.name(language), "applies_to": one.applies_to,
        "tags": one.tags, "fields": one.fields, "color": one.color, "icon": one.icon,
    })
}

fn field(one: &Field, language: &str) -> Value {
    let options = one.kind.options().iter();
    json!({
        "id": one.id, "tag_key": one.tag_key, "type": one.kind.name(), "label": one.label(language),
        "universal": one.universal,
        "options": options.map(|option| json!({ "value": option.value, "label": option.label(language) })).collect::<Value>(),
    })
}
