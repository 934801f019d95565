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
    use super::*;
    use crate::check;

    #[test]
    fn the_four_catalogues_say_the_same_things_and_each_is_said_somewhere() {
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        assert!(check::keys(&CATALOGUES).len() > 50);
        assert_eq!(check::everything(&CATALOGUES, sources).unwrap(), [""; 0]);
    }
}
