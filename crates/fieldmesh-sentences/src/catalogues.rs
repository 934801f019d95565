//! The catalogues of one crate, all four languages of them.

use fieldmesh::Language;
use fluent_bundle::FluentValue;
use i18n_embed::fluent::FluentLanguageLoader;
use i18n_embed::unic_langid::LanguageIdentifier;
use i18n_embed::{I18nAssets, LanguageLoader};

use crate::numbers::Grouping;

/// The catalogues of one crate: one immutable loader per language, so that two languages can be spoken at once and
/// nothing is global.
#[derive(Debug)]
pub struct Catalogues {
    english: FluentLanguageLoader,
    spanish: FluentLanguageLoader,
    portuguese: FluentLanguageLoader,
    french: FluentLanguageLoader,
}

impl Catalogues {
    /// Loads `TAG/domain.ftl` of every language from the assets. What a language lacks is said in English.
    pub fn new(domain: &'static str, assets: &dyn I18nAssets) -> Self {
        let load = |language| load(domain, assets, language);
        Self {
            english: load(Language::English),
            spanish: load(Language::Spanish),
            portuguese: load(Language::Portuguese),
            french: load(Language::French),
        }
    }

    /// The sentences of a language, for `i18n_embed_fl::fl!`, which checks key and variables when it compiles.
    pub const fn speak(&self, language: Language) -> &FluentLanguageLoader {
        match language {
            Language::English => &self.english,
            Language::Spanish => &self.spanish,
            Language::Portuguese => &self.portuguese,
            Language::French => &self.french,
        }
    }

    /// The sentence under a key made while the program runs, if the catalogues have it.
    pub fn lookup(&self, language: Language, key: &str) -> Option<String> {
        let loader = self.speak(language);
        loader.has(key).then(|| loader.get(key))
    }
}

/// The identifier of a language in Fluent; that of English is the default one.
pub(crate) fn identifier(language: Language) -> LanguageIdentifier {
    language.tag().parse().unwrap_or_default()
}

fn load(domain: &'static str, assets: &dyn I18nAssets, language: Language) -> FluentLanguageLoader {
    let loader = FluentLanguageLoader::new(domain, identifier(Language::English));
    let mut wanted = vec![identifier(language)];
    if language != Language::English {
        wanted.push(identifier(Language::English));
    }
    if let Err(error) = loader.load_languages(assets, &wanted) {
        tracing::error!(%error, domain, language = language.tag(), "a catalogue of sentences cannot be read");
    }
    // Marks that isolate text directions would be copied into names and shown as boxes by terminals.
    loader.set_use_isolating(false);
    // A formatter is a plain function: it cannot hold the language.
    loader.with_bundles_mut(|bundle| {
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| written(value, Language::English),
            Language::Spanish => |value, _| written(value, Language::Spanish),
            Language::Portuguese => |value, _| written(value, Language::Portuguese),
            Language::French => |value, _| written(value, Language::French),
        }));
    });
    loader
}

fn written(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    Some(Grouping::of(language).write(&number.as_string()))
}
