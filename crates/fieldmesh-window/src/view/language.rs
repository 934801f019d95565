//! What the window says, in the person's language: the catalogues in `i18n/`.

use std::sync::LazyLock;

use fieldmesh::Language;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::FluentLanguageLoader;
use rust_embed::RustEmbed;

/// A sentence of the window's catalogue. The first argument is the language; key and variables are checked when this
/// compiles.
macro_rules! fl {
    ($language:expr, $($arguments:tt)*) => {
        i18n_embed_fl::fl!($crate::view::language::catalogue($language), $($arguments)*)
    };
}
pub(crate) use fl;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Assets;

static CATALOGUES: LazyLock<Vec<(Language, FluentLanguageLoader)>> = LazyLock::new(|| {
    let tag = |language: Language| language.tag().parse().unwrap_or_default();
    let load = |language: Language| {
        let loader = FluentLanguageLoader::new("fieldmesh_window", tag(Language::English));
        if let Err(error) = loader.load_languages(&Assets, &[tag(language), tag(Language::English)]) {
            tracing::error!(%error, "the catalogue of sentences cannot be read");
        }
        loader.set_use_isolating(false);
        (language, loader)
    };
    Language::ALL.into_iter().map(load).collect()
});

/// The catalogue of a language.
pub(crate) fn catalogue(language: Language) -> &'static FluentLanguageLoader {
    let (_, loader) = CATALOGUES.iter().find(|(known, _)| *known == language).unwrap_or(&CATALOGUES[0]);
    loader
}
