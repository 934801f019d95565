//! The configuration that comes with the program.

use std::sync::LazyLock;

use crate::Configuration;

#[expect(clippy::expect_used, reason = "the file is part of the program and a test reads it")]
static BUILTIN: LazyLock<Configuration> = LazyLock::new(|| {
    Configuration::from_bytes(include_bytes!("builtin.fieldmesh-config.json")).expect("the built-in configuration")
});

impl Configuration {
    /// The configuration that comes with the program: what communities who look after their land record,
    /// in English, Spanish, Portuguese and French.
    pub fn builtin() -> Self {
        BUILTIN.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::Localized;

    #[test]
    fn every_text_is_there_in_four_languages() {
        let built_in = Configuration::builtin();
        let mut texts: Vec<(&str, &Localized)> = Vec::new();
        for category in &built_in.categories {
            texts.push((category.id.as_str(), &category.names));
        }
        for field in &built_in.fields {
            texts.push((field.id.as_str(), &field.label));
            texts.push((field.id.as_str(), &field.helper));
            texts.extend(field.kind.options().iter().map(|option| (field.id.as_str(), &option.label)));
        }
        assert!(texts.len() > 100);
        for (of, text) in texts {
            let languages: Vec<_> = text.iter().map(|(language, _)| language).collect();
            assert_eq!(languages, ["en", "es", "fr", "pt"], "{of}");
            assert!(text.iter().all(|(_, text)| !text.trim().is_empty()), "{of}");
        }
    }

    #[test]
    fn every_category_has_a_color_and_every_field_is_asked() {
        let built_in = Configuration::builtin();
        assert!(built_in.categories.len() >= 20);
        assert!(built_in.categories.iter().all(|category| category.color.is_some()));
        let asked: BTreeSet<_> = built_in
            .categories
            .iter()
            .flat_map(|category| built_in.fields_of(Some(category.id.as_str())))
            .map(|field| field.id.as_str())
            .collect();
        let unasked: Vec<_> = built_in.fields.iter().filter(|field| !asked.contains(field.id.as_str())).collect();
        assert!(unasked.is_empty(), "{unasked:?}");
    }

    #[test]
    fn the_stored_file_is_in_canonical_form() {
        let stored = include_bytes!("builtin.fieldmesh-config.json");
        assert!(Configuration::builtin().to_bytes().unwrap() == stored);
    }
}
