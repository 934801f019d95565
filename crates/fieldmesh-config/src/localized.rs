//! Text in several languages.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The tag of a text whose language is not known (BCP 47), as in archives that do not say what language their own
/// texts are in.
pub(crate) const UNNAMED: &str = "und";

/// A text by language tag (BCP 47: `en`, `pt`, `es-419`), shown in the best language there is.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(BTreeMap<String, String>);

impl Localized {
    /// No text in any language.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// With this text in this language, in the place of an earlier one.
    #[must_use]
    pub fn with(mut self, language: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.insert(language.into(), text.into());
        self
    }

    /// The text for a reader of `language`: in that language, else in one that shares its first subtag
    /// (`pt` for `pt-BR`, and the reverse), else in the language that its makers did not name (`und`), else in
    /// English, else in the first language there is.
    /// Language tags are compared without regard to case.
    pub fn get(&self, language: &str) -> Option<&str> {
        let primary = primary_subtag(language);
        self.find(|tag| tag.eq_ignore_ascii_case(language))
            .or_else(|| self.find(|tag| tag.eq_ignore_ascii_case(primary)))
            .or_else(|| self.find(|tag| primary_subtag(tag).eq_ignore_ascii_case(primary)))
            .or_else(|| self.0.get(UNNAMED).map(String::as_str))
            .or_else(|| self.find(|tag| primary_subtag(tag).eq_ignore_ascii_case("en")))
            .or_else(|| self.find(|_| true))
    }

    /// Puts this text in this language, in the place of an earlier one.
    pub fn insert(&mut self, language: impl Into<String>, text: impl Into<String>) {
        self.0.insert(language.into(), text.into());
    }

    /// Every language tag with its text, by tag.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, accepts: impl Fn(&str) -> bool) -> Option<&str> {
        self.iter().find(|(tag, _)| accepts(tag)).map(|(_, text)| text)
    }
}

/// A text in English.
impl From<&str> for Localized {
    fn from(text: &str) -> Self {
        Self::new().with("en", text)
    }
}

fn primary_subtag(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_shown() {
        let text = Localized::from("River").with("pt", "Rio").with("es-419", "Río");
        assert_eq!(text.get("pt-BR"), Some("Rio"));
        assert_eq!(text.get("ES"), Some("Río"));
        assert_eq!(text.get("qu"), Some("River"));
        assert_eq!(Localized::new().with("qu", "Mayu").get("fr"), Some("Mayu"));
        assert_eq!(text.with("und", "Mayu").get("qu"), Some("Mayu"));
        assert_eq!(Localized::new().get("en"), None);
    }
}
