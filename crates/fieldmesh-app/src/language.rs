//! What people read, in their language: the sentences that only the command line says, which are those that name a
//! command. The others are those of `fieldmesh-sentences`.

use std::sync::{LazyLock, OnceLock};

use fieldmesh::Language;
use fieldmesh_sentences::Catalogues;
use i18n_embed::DesktopLanguageRequester;
use rust_embed::RustEmbed;

/// A sentence of the catalogues here, in the language chosen. Key and variables are checked when this compiles.
macro_rules! fl {
    ($($arguments:tt)*) => {
        i18n_embed_fl::fl!($crate::language::catalogues().speak($crate::language::chosen()), $($arguments)*)
    };
}
pub(crate) use fl;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// The name of the files is that of `i18n.toml`.
static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(|| Catalogues::new("fieldmesh_app", &Files));

/// One run of the program speaks one language.
static CHOSEN: OnceLock<Language> = OnceLock::new();

/// The sentences of the command line.
pub(crate) fn catalogues() -> &'static Catalogues {
    &CATALOGUES
}

/// The language chosen; English before that.
pub(crate) fn chosen() -> Language {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Speaks `wanted` from here on, or what the system is set to; a language without a catalogue becomes English.
pub(crate) fn choose(wanted: Option<&str>) -> Language {
    let system =
        || DesktopLanguageRequester::requested_languages().iter().find_map(|id| id.to_string().parse().ok());
    let language = wanted.and_then(|text| text.parse().ok()).or_else(system).unwrap_or_default();
    *CHOSEN.get_or_init(|| language)
}

/// The sentence under a key made while the program runs, if the catalogues have it.
pub(crate) fn lookup(key: &str) -> Option<String> {
    CATALOGUES.lookup(chosen(), key)
}

#[cfg(test)]
mod tests {
    use fieldmesh::ErrorKind;
    use fieldmesh_sentences::check;

    use super::*;

    #[test]
    fn the_four_catalogues_say_the_same_things_and_each_is_said_somewhere() {
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        assert!(check::keys(&CATALOGUES).len() > 50);
        assert_eq!(check::everything(&CATALOGUES, sources).unwrap(), [""; 0]);
    }

    #[test]
    fn every_kind_of_error_has_a_hint() {
        // The four catalogues have the same keys.
        let keys = check::keys(&CATALOGUES);
        for kind in ErrorKind::ALL {
            assert!(keys.contains(&format!("hint-{kind}")), "{kind}");
        }
    }
}
