//! The catalogues of this crate.

use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::Catalogues;

/// A sentence of the catalogues of this crate in a language. Key and variables are checked when this compiles.
macro_rules! say {
    ($language:expr, $($arguments:tt)*) => {
        i18n_embed_fl::fl!($crate::say::CATALOGUES.speak($language), $($arguments)*)
    };
}
pub(crate) use say;

#[derive(RustEmbed)]
#[folder = "i18n/"]
struct Files;

/// They never change: what is said depends on nothing but the arguments. The name of the files is that of
/// `i18n.toml`.
pub(crate) static CATALOGUES: LazyLock<Catalogues> =
    LazyLock::new(|| Catalogues::new("fieldmesh_sentences", &Files));

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::check;

    #[test]
    fn the_four_catalogues_say_the_same_things() {
        assert!(check::keys(&CATALOGUES).len() > 100);
        assert_eq!(check::faults(&CATALOGUES), [""; 0]);
    }

    #[test]
    fn every_sentence_is_said_somewhere() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert_eq!(check::unsaid(&CATALOGUES, &sources).unwrap(), [""; 0]);
    }
}
