//! What only the window says, in the person's language: the catalogues in `i18n/`. What it shares with the command
//! line is said by `fieldmesh-sentences`.

use std::sync::LazyLock;

use fieldmesh::{ErrorKind, Language};
use fieldmesh_sentences::Catalogues;
use rust_embed::RustEmbed;

/// A sentence of the window's catalogues. The first argument is the language; key and variables are checked when this
/// compiles.
macro_rules! fl {
    ($language:expr, $($arguments:tt)*) => {
        i18n_embed_fl::fl!($crate::view::language::CATALOGUES.speak($language), $($arguments)*)
    };
}
pub(crate) use fl;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// The name of the files is that of `i18n.toml`.
pub(crate) static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(|| Catalogues::new("fieldmesh_window", &Files));

/// What a person does next about this sort of trouble, by the names of the buttons here.
pub(crate) fn hint(language: Language, kind: ErrorKind) -> String {
    CATALOGUES.lookup(language, &format!("hint-{kind}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
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
        for kind in ErrorKind::ALL {
            for language in Language::ALL {
                assert!(!hint(language, *kind).is_empty(), "{kind}");
            }
        }
    }
}
