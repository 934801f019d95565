//! The rules that a configuration keeps (`docs/configuration-format.md`, section 3).

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use unicode_normalization::is_nfc;

use crate::{Category, CategoryId, Configuration, ConfigurationError, Field, FieldId, FieldKind, Localized};

/// Bytes of a configuration file.
pub const MAX_BYTES: usize = 1_000_000;
/// Categories, fields, options, tags, terms, references to fields and ancestors together.
pub const MAX_ENTRIES: usize = 10_000;
/// Characters of a configuration's name.
pub const MAX_NAME_CHARS: usize = 100;
/// Characters of a configuration's version.
pub const MAX_VERSION_CHARS: usize = 20;
/// Bytes of an id, tag key, tag value or option value.
pub const MAX_ID_BYTES: usize = 256;
/// Bytes of one text in one language.
pub const MAX_TEXT_BYTES: usize = 4_096;

/// The part of a configuration that a [`Flaw`] is in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The configuration itself.
    Configuration,
    /// One category.
    Category(CategoryId),
    /// One field.
    Field(FieldId),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration => f.write_str("configuration"),
            Self::Category(id) => write!(f, "category {:?}", shortened(id.as_str())),
            Self::Field(id) => write!(f, "field {:?}", shortened(id.as_str())),
        }
    }
}

/// The rule that a part of a configuration breaks.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// A text that must not be empty is.
    #[error("{what} is empty")]
    Empty {
        /// Which text.
        what: &'static str,
    },
    /// A text is too long.
    #[error("{what} has {have} {unit}, over the limit of {limit}")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// Its length.
        have: usize,
        /// The length allowed.
        limit: usize,
        /// `bytes` or `characters`.
        unit: &'static str,
    },
    /// A text holds a control character.
    #[error("{what} holds a control character")]
    ControlCharacter {
        /// Which text.
        what: &'static str,
    },
    /// A text by which things are compared is not in Unicode normalization form C.
    #[error("{what} is not in Unicode normalization form C")]
    NotNormalized {
        /// Which text.
        what: &'static str,
    },
    /// Two things that must differ do not.
    #[error("{what} {value:?} stands twice")]
    Duplicate {
        /// What they are.
        what: &'static str,
        /// What both are, shortened.
        value: String,
    },
    /// A category refers to a field that the configuration does not have.
    #[error("refers to a field {:?} that does not exist", shortened(.0.as_str()))]
    UnknownField(FieldId),
    /// A category that can be recorded as no shape.
    #[error("applies to nothing")]
    NoShape,
    /// A selection without an option.
    #[error("offers no option")]
    NoOption,
    /// The limits of a number are not finite, or the lowest is above the highest.
    #[error("no number lies between {min} and {max}")]
    Range {
        /// The lowest number.
        min: f64,
        /// The highest number.
        max: f64,
    },
    /// A key of a translated text is not a language tag.
    #[error("{value:?} is not a language tag")]
    Language {
        /// The key, shortened.
        value: String,
    },
    /// Too many entries.
    #[error("{have} entries, over the limit of {limit}")]
    TooMany {
        /// How many there are.
        have: usize,
        /// How many are allowed.
        limit: usize,
    },
}

impl Configuration {
    /// Checks every rule of a configuration that was made or changed in memory.
    ///
    /// # Errors
    /// [`ConfigurationError::Invalid`] with the first flaw found.
    pub fn validate(&self) -> Result<(), ConfigurationError> {
        let whole = |flaw| ConfigurationError::Invalid { place: Place::Configuration, flaw };
        self.check_whole().map_err(whole)?;
        for category in &self.categories {
            self.check_category(category).map_err(|flaw| ConfigurationError::Invalid {
                place: Place::Category(category.id.clone()),
                flaw,
            })?;
        }
        for field in &self.fields {
            check_field(field)
                .map_err(|flaw| ConfigurationError::Invalid { place: Place::Field(field.id.clone()), flaw })?;
        }
        // After the limits of each text, so that the message of a duplicate stays short.
        check_unique("category", self.categories.iter().map(|category| category.id.as_str())).map_err(whole)?;
        check_unique("field", self.fields.iter().map(|field| field.id.as_str())).map_err(whole)
    }

    fn check_whole(&self) -> Result<(), Flaw> {
        let have = self.entries();
        if have > MAX_ENTRIES {
            return Err(Flaw::TooMany { have, limit: MAX_ENTRIES });
        }
        check_title("name", &self.name, MAX_NAME_CHARS)?;
        if let Some(version) = &self.version {
            check_title("version", version, MAX_VERSION_CHARS)?;
        }
        Ok(())
    }

    fn check_category(&self, category: &Category) -> Result<(), Flaw> {
        check_key("id", category.id.as_str())?;
        check_localized("name", &category.names)?;
        if category.applies_to.is_empty() {
            return Err(Flaw::NoShape);
        }
        let mut shapes = HashSet::new();
        if let Some(twice) = category.applies_to.iter().find(|shape| !shapes.insert(**shape)) {
            return Err(Flaw::Duplicate { what: "shape", value: format!("{twice:?}").to_lowercase() });
        }
        check_tags(&category.tags)?;
        if let Some(unknown) = category.fields.iter().find(|id| self.field(id.as_str()).is_none()) {
            return Err(Flaw::UnknownField(unknown.clone()));
        }
        check_unique("field", category.fields.iter().map(FieldId::as_str))?;
        if let Some(icon) = &category.icon {
            check_key("icon", icon)?;
        }
        category.terms.iter().try_for_each(|term| check_text("term", term))
    }

    fn entries(&self) -> usize {
        let categories = self.categories.iter();
        let in_categories: usize =
            categories.map(|category| 1 + category.fields.len() + category.tags.len() + category.terms.len()).sum();
        let in_fields: usize = self.fields.iter().map(|field| 1 + field.kind.options().len()).sum();
        self.succeeds.len() + in_categories + in_fields
    }
}

fn check_field(field: &Field) -> Result<(), Flaw> {
    check_key("id", field.id.as_str())?;
    check_key("tag key", &field.tag_key)?;
    check_localized("label", &field.label)?;
    check_localized("helper text", &field.helper)?;
    check_localized("placeholder", &field.placeholder)?;
    match &field.kind {
        FieldKind::Number { min, max } => {
            let (min, max) = (min.unwrap_or(f64::MIN), max.unwrap_or(f64::MAX));
            if !min.is_finite() || !max.is_finite() || min > max {
                return Err(Flaw::Range { min, max });
            }
        }
        FieldKind::SelectOne { options } | FieldKind::SelectMultiple { options } => {
            if options.is_empty() {
                return Err(Flaw::NoOption);
            }
            for option in options {
                check_key("option", &option.value)?;
                check_localized("label of an option", &option.label)?;
            }
            check_unique("option", options.iter().map(|option| option.value.as_str()))?;
        }
        FieldKind::Text { .. } | FieldKind::Date | FieldKind::DateTime => {}
    }
    Ok(())
}

fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), Flaw> {
    for (key, value) in tags {
        check_key("tag key", key)?;
        check_key("tag value", value)?;
    }
    Ok(())
}

fn check_unique<'a>(what: &'static str, values: impl Iterator<Item = &'a str>) -> Result<(), Flaw> {
    let mut seen = HashSet::new();
    for value in values {
        if !seen.insert(value) {
            return Err(Flaw::Duplicate { what, value: shortened(value) });
        }
    }
    Ok(())
}

/// What data refers to and is compared by.
fn check_key(what: &'static str, text: &str) -> Result<(), Flaw> {
    check_not_empty(what, text)?;
    if text.len() > MAX_ID_BYTES {
        return Err(Flaw::TooLong { what, have: text.len(), limit: MAX_ID_BYTES, unit: "bytes" });
    }
    check_controls(what, text, |_| false)?;
    if !is_nfc(text) {
        return Err(Flaw::NotNormalized { what });
    }
    Ok(())
}

fn check_title(what: &'static str, text: &str, limit: usize) -> Result<(), Flaw> {
    check_not_empty(what, text)?;
    let have = text.chars().count();
    if have > limit {
        return Err(Flaw::TooLong { what, have, limit, unit: "characters" });
    }
    check_controls(what, text, |_| false)
}

fn check_localized(what: &'static str, texts: &Localized) -> Result<(), Flaw> {
    for (language, text) in texts.iter() {
        check_language(language)?;
        check_text(what, text)?;
    }
    Ok(())
}

fn check_text(what: &'static str, text: &str) -> Result<(), Flaw> {
    if text.len() > MAX_TEXT_BYTES {
        return Err(Flaw::TooLong { what, have: text.len(), limit: MAX_TEXT_BYTES, unit: "bytes" });
    }
    check_controls(what, text, |c| c == '\n')
}

fn check_not_empty(what: &'static str, text: &str) -> Result<(), Flaw> {
    if text.trim().is_empty() {
        return Err(Flaw::Empty { what });
    }
    Ok(())
}

fn check_controls(what: &'static str, text: &str, allowed: impl Fn(char) -> bool) -> Result<(), Flaw> {
    if text.chars().any(|c| c.is_control() && !allowed(c)) {
        return Err(Flaw::ControlCharacter { what });
    }
    Ok(())
}

/// The shape of a BCP 47 tag: subtags of 1 to 8 letters and digits joined by hyphens, up to 35 characters.
fn check_language(tag: &str) -> Result<(), Flaw> {
    let is_subtag = |s: &str| (1..=8).contains(&s.len()) && s.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if tag.len() > 35 || !tag.split('-').all(is_subtag) {
        return Err(Flaw::Language { value: shortened(tag) });
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    text.chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `validate` says after one change to the built-in configuration.
    fn after(change: impl FnOnce(&mut Configuration)) -> String {
        let mut configuration = Configuration::builtin();
        change(&mut configuration);
        configuration.validate().unwrap_err().to_string()
    }

    #[test]
    fn each_flaw_is_named_with_its_place() {
        assert_eq!(after(|c| c.name = "  ".to_owned()), "configuration: name is empty");
        assert_eq!(
            after(|c| c.version = Some("1".repeat(21))),
            "configuration: version has 21 characters, over the limit of 20"
        );
        assert_eq!(after(|c| c.categories[0].id = "".into()), "category \"\": id is empty");
        assert_eq!(after(|c| c.categories[0].id = "a\u{301}".into()), {
            "category \"a\\u{301}\": id is not in Unicode normalization form C"
        });
        assert_eq!(after(|c| c.categories[1].id = "a\tb".into()), {
            "category \"a\\tb\": id holds a control character"
        });
        assert_eq!(
            after(|c| c.categories[0].fields.push("nowhere".into())),
            "category \"camp\": refers to a field \"nowhere\" that does not exist"
        );
        assert_eq!(after(|c| c.categories[0].applies_to.clear()), "category \"camp\": applies to nothing");
        assert_eq!(
            after(|c| c.categories[1].id = c.categories[0].id.clone()),
            "configuration: category \"camp\" stands twice"
        );
        assert_eq!(
            after(|c| c.categories[0].names = Localized::new().with("not a tag", "x")),
            "category \"camp\": \"not a tag\" is not a language tag"
        );
        assert_eq!(after(|c| c.fields.push(c.fields[0].clone())), {
            let id = Configuration::builtin().fields[0].id.clone();
            format!("configuration: field {:?} stands twice", id.as_str())
        });
        assert_eq!(
            after(|c| c.succeeds = vec![c.fingerprint(); MAX_ENTRIES + 1])
                .split_once(" entries")
                .map(|(_, rest)| rest.to_owned()),
            Some(", over the limit of 10000".to_owned())
        );
    }

    #[test]
    fn each_kind_of_field_keeps_its_rules() {
        let with = |kind| {
            after(|c| {
                c.fields[0].id = "x".into();
                c.categories.clear();
                c.fields[0].kind = kind;
            })
        };
        let option = |value: &str| crate::SelectOption { value: value.to_owned(), label: Localized::new() };
        assert_eq!(with(FieldKind::SelectOne { options: vec![] }), "field \"x\": offers no option");
        assert_eq!(
            with(FieldKind::SelectMultiple { options: vec![option("a"), option("b"), option("a")] }),
            "field \"x\": option \"a\" stands twice"
        );
        assert_eq!(with(FieldKind::SelectOne { options: vec![option("")] }), "field \"x\": option is empty");
        assert_eq!(
            with(FieldKind::Number { min: Some(2.0), max: Some(1.0) }),
            "field \"x\": no number lies between 2 and 1"
        );
        assert!(with(FieldKind::Number { min: Some(f64::NAN), max: None }).contains("NaN"));
    }

    #[test]
    fn a_message_stays_short_whatever_the_id() {
        assert!(after(|c| c.categories[0].id = "x".repeat(500_000).into()).len() < 200);
    }
}
