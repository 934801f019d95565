//! Translations of `.mapeosettings`: one file, of one of two layouts.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value as Json;

use super::super::container::Contents;
use super::super::draft::Draft;
use super::super::text::{Terms, key, language, put, shortened, words};
use super::super::{ImportError, Warning};
use crate::FieldKind;

const FILE: &str = "translations.json";

/// What one language has, directly or, in the older layout, under `presets`. There, a key `presets` below
/// `presets` tells the layouts apart.
#[derive(Deserialize)]
struct Language {
    #[serde(default)]
    presets: BTreeMap<String, Json>,
    #[serde(default)]
    fields: BTreeMap<String, Json>,
}

#[derive(Deserialize)]
struct Preset {
    #[serde(default)]
    name: Json,
    #[serde(default)]
    terms: Terms,
}

#[derive(Deserialize)]
struct Field {
    #[serde(default)]
    label: Json,
    #[serde(default)]
    placeholder: Json,
    #[serde(alias = "helperText", alias = "helper_text", default)]
    helper: Json,
    #[serde(default)]
    options: BTreeMap<String, Json>,
}

pub(super) fn read(contents: &Contents, draft: &mut Draft) -> Result<(), ImportError> {
    let languages: BTreeMap<String, Json> = contents.json(FILE)?.unwrap_or_default();
    for (tag, texts) in languages {
        let Some(tag) = language(&tag) else {
            draft.warn(Warning::LanguageLeftOut { language: shortened(&tag) });
            continue;
        };
        let as_json_error = |source| ImportError::Json { file: FILE.to_owned(), source };
        let mut texts: Language = serde_json::from_value(texts).map_err(as_json_error)?;
        if is_older_layout(&texts) {
            let within = texts.presets.into_iter().collect();
            texts = serde_json::from_value(Json::Object(within)).map_err(as_json_error)?;
        }
        for (id, preset) in texts.presets {
            read_preset(draft, &tag, &key(&id), preset);
        }
        for (id, field) in texts.fields {
            read_field(draft, &tag, &key(&id), field);
        }
    }
    Ok(())
}

/// In the older layout the only keys under `presets` are these three, each with objects; a preset could have one of
/// these names, but then it would have a name and no presets.
fn is_older_layout(texts: &Language) -> bool {
    let layout = ["presets", "fields", "categories"];
    let only_these = texts.presets.keys().all(|name| layout.contains(&name.as_str()));
    let all_objects = texts.presets.values().all(|value| value.get("name").is_none_or(Json::is_object));
    !texts.presets.is_empty() && only_these && all_objects
}

/// Texts that are not as they must be are passed over: an untranslated text is no loss of data.
fn read_preset(draft: &mut Draft, language: &str, id: &str, texts: Json) {
    let Some(category) = draft.category(id) else { return };
    let Ok(texts) = serde_json::from_value::<Preset>(texts) else { return };
    put(&mut category.names, language, texts.name.as_str().unwrap_or_default());
    category.terms.extend(words(texts.terms));
}

fn read_field(draft: &mut Draft, language: &str, id: &str, texts: Json) {
    let Some(field) = draft.field(id) else { return };
    let Ok(texts) = serde_json::from_value::<Field>(texts) else { return };
    put(&mut field.label, language, texts.label.as_str().unwrap_or_default());
    put(&mut field.placeholder, language, texts.placeholder.as_str().unwrap_or_default());
    put(&mut field.helper, language, texts.helper.as_str().unwrap_or_default());
    if let FieldKind::SelectOne { options } | FieldKind::SelectMultiple { options } = &mut field.kind {
        let labels: BTreeMap<String, Json> =
            texts.options.into_iter().map(|(stored, label)| (key(&stored), label)).collect();
        for option in options {
            let Some(label) = labels.get(&option.value.to_string()) else { continue };
            let label = label.as_str().or_else(|| label.get("label")?.as_str());
            put(&mut option.label, language, label.unwrap_or_default());
        }
    }
}
