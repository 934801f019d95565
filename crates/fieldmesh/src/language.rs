//! The languages of the program.

use std::str::FromStr;

/// A language that screens, words and the built-in configuration speak.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// French.
    French,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::Spanish, Self::Portuguese, Self::French];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::French => "fr",
        }
    }
}

/// The text does not begin with `en`, `es`, `pt` or `fr`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not one of the languages en, es, pt, fr")]
pub struct ParseLanguageError(String);

/// Reads a tag or a locale: `es`, `es-PE`, `pt_BR.UTF-8`.
impl FromStr for Language {
    type Err = ParseLanguageError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let primary = text.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
            .ok_or_else(|| ParseLanguageError(text.chars().take(32).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_the_system_name_a_language() {
        assert_eq!("pt_BR.UTF-8".parse(), Ok(Language::Portuguese));
        assert_eq!("ES".parse(), Ok(Language::Spanish));
        assert!("C".parse::<Language>().is_err());
        assert!("".parse::<Language>().is_err());
    }
}
