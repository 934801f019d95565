//! Fields of `.mapeosettings`.

use serde::Deserialize;
use serde_json::Value as Json;

use super::super::container::invalid;
use super::super::draft::Draft;
use super::super::text::{key, put, shortened, value};
use super::super::{Fault, ImportError, Warning};
use super::PRESETS;
use crate::fingerprint::encoded_value;
use crate::localized::{Localized, UNNAMED};
use crate::{Field, FieldId, FieldKind, SelectOption, Value};

#[derive(Deserialize)]
struct InArchive {
    key: Option<Key>,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    label: Json,
    #[serde(default)]
    placeholder: Json,
    #[serde(alias = "helperText", alias = "helper_text", default)]
    helper: Json,
    #[serde(default)]
    appearance: Json,
    #[serde(default)]
    universal: bool,
    #[serde(default)]
    readonly: bool,
    #[serde(default)]
    options: Vec<InList>,
    min_value: Option<f64>,
    max_value: Option<f64>,
}

/// The place of an answer: a tag, or a path into tags inside of each other.
#[derive(Deserialize)]
#[serde(untagged)]
enum Key {
    Tag(String),
    Path(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum InList {
    Labelled {
        value: Value,
        #[serde(default)]
        label: Json,
    },
    Plain(Value),
}

pub(super) fn read(draft: &mut Draft, id: &str, field: Json) -> Result<(), ImportError> {
    let field: InArchive =
        serde_json::from_value(field).map_err(|error| invalid(PRESETS, id, Fault::Shape(error)))?;
    let id = FieldId::from(key(id));
    let tag_key = match field.key {
        None => id.as_str().to_owned(),
        Some(Key::Tag(tag)) => key(&tag),
        Some(Key::Path(path)) => {
            let tag_key = key(&path.join("."));
            if path.len() > 1 {
                draft.warn(Warning::NestedKey { field: id.clone(), tag_key: shortened(&tag_key) });
            }
            tag_key
        }
    };
    if field.readonly {
        draft.warn(Warning::ReadOnly { field: id.clone() });
    }
    let options = options(draft, &id, field.options);
    let multiline = field.appearance.as_str() != Some("singleline");
    let kind = kind(&field.kind, options, multiline, (field.min_value, field.max_value));
    if !matches!(field.kind.as_str(), "textarea") && !same_type(&field.kind, &kind) {
        draft.warn(Warning::TypeReplaced { field: id.clone(), from: shortened(&field.kind), to: kind.name() });
    }
    let limits = (field.min_value.is_some(), field.max_value.is_some());
    if !matches!(&kind, FieldKind::Number { min, max } if (min.is_some(), max.is_some()) == limits)
        && limits != (false, false)
    {
        draft.warn(Warning::LimitsLeftOut { field: id.clone() });
    }
    let text = |text: &Json| {
        let mut texts = Localized::new();
        put(&mut texts, UNNAMED, text.as_str().unwrap_or_default());
        texts
    };
    draft.push_field(Field {
        id,
        tag_key,
        kind,
        label: text(&field.label),
        helper: text(&field.helper),
        placeholder: text(&field.placeholder),
        universal: field.universal,
    });
    Ok(())
}

/// Whether the type in the archive is the one here, in its older or newer spelling.
fn same_type(name: &str, kind: &FieldKind) -> bool {
    let spelled = match name {
        "select_one" | "selectOne" => "select_one",
        "select_multiple" | "selectMultiple" => "select_multiple",
        "datetime" => "date_time",
        other => other,
    };
    spelled == kind.name()
}

/// The kind nearest to a type of Mapeo: `docs/configuration-format.md`, section 6.1.
fn kind(name: &str, options: Vec<SelectOption>, multiline: bool, limits: (Option<f64>, Option<f64>)) -> FieldKind {
    match name {
        "select_multiple" | "selectMultiple" | "multiCombo" if !options.is_empty() => {
            FieldKind::SelectMultiple { options }
        }
        "number" => {
            let (min, max) = limits;
            match min.unwrap_or(f64::MIN) <= max.unwrap_or(f64::MAX) {
                true => FieldKind::Number { min, max },
                false => FieldKind::Number { min: None, max: None },
            }
        }
        "date" => FieldKind::Date,
        "datetime" => FieldKind::DateTime,
        "check" | "defaultCheck" if options.is_empty() => {
            let option = |text: &str| SelectOption { value: text.into(), label: Localized::new() };
            FieldKind::SelectOne { options: vec![option("yes"), option("no")] }
        }
        // Of every other type a list of options says that one of them is the answer.
        "text" | "textarea" | "localized" => FieldKind::Text { multiline },
        _ if !options.is_empty() => FieldKind::SelectOne { options },
        "url" | "link" | "email" | "phone" | "tel" | "photo" | "location" => FieldKind::Text { multiline: false },
        _ => FieldKind::Text { multiline },
    }
}

/// The options, each value once.
fn options(draft: &mut Draft, field: &FieldId, listed: Vec<InList>) -> Vec<SelectOption> {
    let mut seen = std::collections::HashSet::new();
    let mut options = Vec::new();
    for option in listed {
        let (stored, text) = match option {
            InList::Plain(stored) => (stored, Json::Null),
            InList::Labelled { value, label } => (value, label),
        };
        let stored = value(stored);
        if !seen.insert(encoded_value(&stored)) {
            draft.warn(Warning::OptionLeftOut { field: field.clone(), value: shortened(&stored.to_string()) });
            continue;
        }
        let mut label = Localized::new();
        put(&mut label, UNNAMED, text.as_str().unwrap_or_default());
        options.push(SelectOption { value: stored, label });
    }
    options
}
