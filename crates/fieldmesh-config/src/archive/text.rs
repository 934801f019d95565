//! Texts of archives, made such as the rules of a configuration want them.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::Value;
use crate::localized::Localized;
use crate::validate::is_language;

/// What data is compared by, in Unicode normalization form C.
pub(super) fn key(text: &str) -> String {
    text.nfc().collect()
}

/// A value, likewise.
pub(super) fn value(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(key(&text)),
        other => other,
    }
}

/// Tags, likewise.
pub(super) fn tags(tags: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    tags.into_iter().map(|(tag, stored)| (key(&tag), value(stored))).collect()
}

/// Search words: a list, or one text with commas.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Terms {
    List(Vec<String>),
    Text(String),
}

impl Default for Terms {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

/// The words, without those that are blank.
pub(super) fn words(terms: Terms) -> Vec<String> {
    let words = match terms {
        Terms::List(words) => words,
        Terms::Text(text) => text.split(',').map(str::to_owned).collect(),
    };
    words.iter().map(|word| shown(word.trim())).filter(|word| !word.is_empty()).collect()
}

/// A text for people, without characters that a screen cannot show.
pub(super) fn shown(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Keeps a text of this language, unless it is blank.
pub(super) fn put(texts: &mut Localized, language: &str, text: &str) {
    if !text.trim().is_empty() {
        texts.insert(language, shown(text));
    }
}

/// A language tag as here: `pt-BR` for `pt_BR`.
pub(super) fn language(tag: &str) -> Option<String> {
    let tag = tag.replace('_', "-");
    is_language(&tag).then_some(tag)
}

/// A few characters of what stands in an archive, for a message.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}
