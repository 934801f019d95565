//! Translations of `.comapeocat`: a file for each language.

use std::collections::BTreeMap;

use super::super::container::Contents;
use super::super::draft::Draft;
use super::super::text::{Terms, key, language, put, shortened, words};
use super::super::{ImportError, Warning};
use crate::{Category, Field, FieldKind, Value};

/// Type of document → id → property → text.
type Texts = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

pub(super) fn read(contents: &Contents, draft: &mut Draft) -> Result<(), ImportError> {
    for (name, _) in contents.within("translations/", ".json") {
        let Some(tag) = language(name) else {
            draft.warn(Warning::LanguageLeftOut { language: shortened(name) });
            continue;
        };
        let texts: Texts = contents.json(&format!("translations/{name}.json"))?.unwrap_or_default();
        for (kind, documents) in texts {
            for (id, properties) in documents {
                match kind.as_str() {
                    "category" => draft.category(&key(&id)).map(|category| of_category(category, &tag, properties)),
                    "field" => draft.field(&key(&id)).map(|field| of_field(field, &tag, &properties)),
                    _ => None,
                };
            }
        }
    }
    Ok(())
}

fn of_category(category: &mut Category, language: &str, mut properties: BTreeMap<String, String>) {
    if let Some(name) = properties.get("name") {
        put(&mut category.names, language, name);
    }
    if let Some(terms) = properties.remove("terms") {
        category.terms.extend(words(Terms::Text(terms)));
    }
}

fn of_field(field: &mut Field, language: &str, properties: &BTreeMap<String, String>) {
    for (texts, property) in
        [(&mut field.label, "label"), (&mut field.placeholder, "placeholder"), (&mut field.helper, "helperText")]
    {
        if let Some(text) = properties.get(property) {
            put(texts, language, text);
        }
    }
    if let FieldKind::SelectOne { options } | FieldKind::SelectMultiple { options } = &mut field.kind {
        for option in options {
            if let Some(text) = properties.get(&label_of(&option.value)) {
                put(&mut option.label, language, text);
            }
        }
    }
}

/// The property that is the label of an option.
pub(in crate::archive) fn label_of(value: &Value) -> String {
    // A value always serializes: it is a finite number, a text, true, false or null.
    format!("options[value={}].label", serde_json::to_string(value).unwrap_or_default())
}
