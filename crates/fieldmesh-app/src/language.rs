//! What people read, in their language: the catalogues in `i18n/`, and how numbers are written.

use std::sync::LazyLock;

use fieldmesh::Language;
use fluent_bundle::FluentValue;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;
use i18n_embed::{DesktopLanguageRequester, LanguageLoader};
use rust_embed::RustEmbed;

/// A sentence of the catalogue, in the language chosen. Key and variables are checked when this compiles.
macro_rules! fl {
    ($($arguments:tt)*) => { i18n_embed_fl::fl!($crate::language::loader(), $($arguments)*) };
}
pub(crate) use fl;

/// The sentences of the four languages.
#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Catalogues;

static LOADER: LazyLock<FluentLanguageLoader> = LazyLock::new(|| {
    // The name of the files, as in `i18n.toml`; the default identifier of a language is English.
    let loader = FluentLanguageLoader::new("fieldmesh_app", Language::English.tag().parse().unwrap_or_default());
    load(&loader, Language::English);
    loader
});

/// The catalogue in the language chosen last; English before that.
pub(crate) fn loader() -> &'static FluentLanguageLoader {
    &LOADER
}

/// Speaks `wanted` from here on, or what the system is set to; a language without a catalogue becomes English.
pub(crate) fn choose(wanted: Option<&str>) -> Language {
    let system =
        || DesktopLanguageRequester::requested_languages().iter().find_map(|id| id.to_string().parse().ok());
    let language = wanted.and_then(|text| text.parse().ok()).or_else(system).unwrap_or_default();
    load(&LOADER, language);
    language
}

/// The sentence under a key made while the program runs, if the catalogue has it.
pub(crate) fn lookup(key: &str) -> Option<String> {
    LOADER.has(key).then(|| LOADER.get(key))
}

fn load(loader: &FluentLanguageLoader, language: Language) {
    let Ok(id) = language.tag().parse::<LanguageIdentifier>() else { return };
    if let Err(error) = loader.load_languages(&Catalogues, &[id, loader.fallback_language().clone()]) {
        tracing::error!(%error, "the catalogue of sentences cannot be read");
    }
    // Marks that isolate text directions would be copied into names and shown as boxes by terminals.
    loader.set_use_isolating(false);
    loader.with_bundles_mut(|bundle| {
        bundle.set_formatter(Some(match language {
            Language::Spanish | Language::Portuguese => |value, _| grouped(value, '.', ','),
            Language::French => |value, _| grouped(value, '\u{202F}', ','),
            _ => |value, _| grouped(value, ',', '.'),
        }));
    });
}

/// A number with its thousands set apart.
fn grouped(value: &FluentValue<'_>, thousands: char, point: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let plain = number.as_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_ref(), None), |(w, f)| (w, Some(f)));
    let digits = whole.chars().filter(char::is_ascii_digit).count();
    let mut out = String::new();
    for (nth, c) in whole.chars().filter(|c| *c != '-').enumerate() {
        if nth > 0 && (digits - nth).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(c);
    }
    if whole.starts_with('-') {
        out.insert(0, '-');
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fieldmesh::ErrorKind;
    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;

    /// Each key of a catalogue with the variables its sentence uses.
    fn sentences(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let path = format!("{}/fieldmesh_app.ftl", language.tag());
        let file = Catalogues::get(&path).unwrap_or_else(|| panic!("{path}"));
        let text = std::str::from_utf8(&file.data).unwrap().to_owned();
        let resource =
            fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{path}: {errors:?}"));
        let messages = resource.body.into_iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message),
            _ => None,
        });
        messages
            .map(|message| {
                let mut variables = BTreeSet::new();
                collect(&message.value.unwrap(), &mut variables);
                (message.id.name, variables)
            })
            .collect()
    }

    fn collect(pattern: &Pattern<String>, into: &mut BTreeSet<String>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let inline = match expression {
                Expression::Inline(inline) => inline,
                Expression::Select { selector, variants } => {
                    variants.iter().for_each(|variant| collect(&variant.value, into));
                    selector
                }
            };
            if let InlineExpression::VariableReference { id } = inline {
                into.insert(id.name.clone());
            }
        }
    }

    #[test]
    fn the_four_catalogues_say_the_same_things() {
        let english = sentences(Language::English);
        assert!(english.len() > 50);
        for language in Language::ALL {
            let other = sentences(language);
            for (key, variables) in &english {
                assert_eq!(other.get(key), Some(variables), "{key} in {}", language.tag());
            }
            assert_eq!(other.len(), english.len(), "{}", language.tag());
        }
    }

    #[test]
    fn every_kind_of_error_has_a_sentence_and_a_hint_in_every_language() {
        for language in Language::ALL {
            let sentences = sentences(language);
            for kind in ErrorKind::ALL {
                assert!(sentences.contains_key(&format!("error-{kind}")), "{kind} in {}", language.tag());
                assert!(sentences.contains_key(&format!("hint-{kind}")), "{kind} in {}", language.tag());
            }
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        let write = |n: f64| grouped(&FluentValue::from(n), ',', '.').unwrap();
        assert_eq!(write(7.0), "7");
        assert_eq!(write(204.0), "204");
        assert_eq!(write(1204.0), "1,204");
        assert_eq!(write(-1_234_567.5), "-1,234,567.5");
    }
}
