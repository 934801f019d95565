//! The rules that a configuration keeps (`docs/configuration-format.md`, section 3).

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use unicode_normalization::is_nfc;

use crate::fingerprint::encoded_value;
use crate::icon::{Icon, IconError, MAX_ICONS_BYTES};
use crate::{
    Category, CategoryId, Configuration, ConfigurationError, Field, FieldId, FieldKind, Localized, Shape, Value,
};

/// Bytes of a configuration file: twice what the largest known package needs, icons and all.
pub const MAX_BYTES: usize = 2_000_000;
/// Categories, fields, options, tags, references, icons and ancestors together.
pub const MAX_ENTRIES: usize = 10_000;
/// Characters of a configuration's name.
pub const MAX_NAME_CHARS: usize = 100;
/// Characters of a configuration's version.
pub const MAX_VERSION_CHARS: usize = 20;
/// Bytes of an id, tag key, tag value, option value or name of an icon.
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
    /// A list of what is offered names a category that there is not.
    #[error("offers a category {:?} that does not exist", shortened(.0.as_str()))]
    UnknownCategory(CategoryId),
    /// A category is offered for a shape that it is not recorded as.
    #[error("offers the category {:?} for a shape it does not apply to", shortened(.0.as_str()))]
    OtherShape(CategoryId),
    /// The name of an icon could not be that of a file.
    #[error("{value:?} cannot be the name of an icon")]
    IconName {
        /// The name, shortened.
        value: String,
    },
    /// A picture that is not safe to show.
    #[error("icon {name:?}: {reason}")]
    Icon {
        /// Its name, shortened.
        name: String,
        /// What is wrong with it.
        reason: IconError,
    },
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
        self.validate_but_icons()?;
        check_icons(&self.icons).map_err(|flaw| ConfigurationError::Invalid { place: Place::Configuration, flaw })
    }

    /// Leaves out the icons that break a rule. They are no reason to refuse a file: what is safe to show is not the
    /// same in every version of this crate, and what a configuration means is not in its pictures.
    pub(crate) fn leave_out_icons(&mut self) {
        let mut room = MAX_ICONS_BYTES;
        self.icons.retain(|name, icon| check_icon(name, icon, &mut room).is_ok());
    }

    pub(crate) fn validate_but_icons(&self) -> Result<(), ConfigurationError> {
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
        for (shape, offered) in &self.offered {
            self.check_offered(*shape, offered)?;
        }
        Ok(())
    }

    fn check_offered(&self, shape: Shape, offered: &[CategoryId]) -> Result<(), Flaw> {
        // Ten thousand ids are looked up by a map; searching the list for each would take seconds.
        let known: HashMap<_, _> = self.categories.iter().map(|category| (&category.id, category)).collect();
        for id in offered {
            let category = known.get(id).ok_or_else(|| Flaw::UnknownCategory(id.clone()))?;
            if !category.applies_to.contains(&shape) {
                return Err(Flaw::OtherShape(id.clone()));
            }
        }
        check_unique("offered category", offered.iter().map(CategoryId::as_str))
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
        for tags in [Some(&category.tags), category.add_tags.as_ref(), category.remove_tags.as_ref()] {
            tags.map_or(Ok(()), check_tags)?;
        }
        if let Some(unknown) = category.fields.iter().find(|id| self.field(id.as_str()).is_none()) {
            return Err(Flaw::UnknownField(unknown.clone()));
        }
        check_unique("field", category.fields.iter().map(FieldId::as_str))?;
        if let Some(icon) = &category.icon {
            check_icon_name(icon)?;
        }
        category.terms.iter().try_for_each(|term| check_text("term", term))
    }

    fn entries(&self) -> usize {
        let categories = self.categories.iter();
        let tags_of = |one: &Category| -> usize {
            let all = [Some(&one.tags), one.add_tags.as_ref(), one.remove_tags.as_ref()];
            all.into_iter().flatten().map(BTreeMap::len).sum()
        };
        let in_categories: usize = categories.map(|one| 1 + one.fields.len() + tags_of(one)).sum();
        let in_fields: usize = self.fields.iter().map(|field| 1 + field.kind.options().len()).sum();
        let offered: usize = self.offered.values().map(Vec::len).sum();
        self.succeeds.len() + in_categories + in_fields + offered + self.icons.len()
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
            let mut seen = HashSet::new();
            for option in options {
                check_value("option", &option.value)?;
                check_localized("label of an option", &option.label)?;
                if !seen.insert(encoded_value(&option.value)) {
                    return Err(Flaw::Duplicate { what: "option", value: shortened(&option.value.to_string()) });
                }
            }
        }
        FieldKind::Text { .. } | FieldKind::Date | FieldKind::DateTime => {}
    }
    Ok(())
}

fn check_tags(tags: &BTreeMap<String, Value>) -> Result<(), Flaw> {
    for (key, value) in tags {
        check_key("tag key", key)?;
        check_value("tag value", value)?;
    }
    Ok(())
}

fn check_icons(icons: &BTreeMap<String, Icon>) -> Result<(), Flaw> {
    let mut room = MAX_ICONS_BYTES;
    icons.iter().try_for_each(|(name, icon)| check_icon(name, icon, &mut room))
}

/// Takes the icon's bytes from the room that is left for all.
fn check_icon(name: &str, icon: &Icon, room: &mut usize) -> Result<(), Flaw> {
    check_icon_name(name)?;
    let wrong = |reason| Flaw::Icon { name: shortened(name), reason };
    icon.check().map_err(wrong)?;
    *room =
        room.checked_sub(icon.bytes().len()).ok_or_else(|| wrong(IconError::NoRoom { limit: MAX_ICONS_BYTES }))?;
    Ok(())
}

/// A name that can be that of a file in an archive.
pub(crate) fn check_icon_name(name: &str) -> Result<(), Flaw> {
    check_key("name of an icon", name)?;
    if name.contains(['/', '\\']) || name.trim() != name {
        return Err(Flaw::IconName { value: shortened(name) });
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
    check_compared(what, text)
}

/// What data is compared with.
fn check_value(what: &'static str, value: &Value) -> Result<(), Flaw> {
    match value {
        Value::Text(text) => check_compared(what, text),
        Value::Number(number) if !number.is_finite() => Err(Flaw::Range { min: *number, max: *number }),
        Value::Number(_) | Value::Bool(_) | Value::Null => Ok(()),
    }
}

fn check_compared(what: &'static str, text: &str) -> Result<(), Flaw> {
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

fn check_language(tag: &str) -> Result<(), Flaw> {
    if is_language(tag) { Ok(()) } else { Err(Flaw::Language { value: shortened(tag) }) }
}

/// The shape of a BCP 47 tag: subtags of 1 to 8 letters and digits joined by hyphens, up to 35 characters.
pub(crate) fn is_language(tag: &str) -> bool {
    let is_subtag = |s: &str| (1..=8).contains(&s.len()) && s.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= 35 && tag.split('-').all(is_subtag)
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
        let option = |value: &str| crate::SelectOption { value: value.into(), label: Localized::new() };
        assert_eq!(with(FieldKind::SelectOne { options: vec![] }), "field \"x\": offers no option");
        assert_eq!(
            with(FieldKind::SelectMultiple { options: vec![option("a"), option("b"), option("a")] }),
            "field \"x\": option \"a\" stands twice"
        );
        assert_eq!(
            with(FieldKind::SelectOne { options: vec![option("a\tb")] }),
            "field \"x\": option holds a control character"
        );
        assert_eq!(
            with(FieldKind::Number { min: Some(2.0), max: Some(1.0) }),
            "field \"x\": no number lies between 2 and 1"
        );
        assert!(with(FieldKind::Number { min: Some(f64::NAN), max: None }).contains("NaN"));
    }

    #[test]
    fn icons_and_what_is_offered_keep_their_rules() {
        assert_eq!(
            after(|c| drop(c.offered.insert(Shape::Point, vec!["nowhere".into()]))),
            "configuration: offers a category \"nowhere\" that does not exist"
        );
        assert_eq!(
            after(|c| drop(c.offered.insert(Shape::Track, vec!["camp".into()]))),
            "configuration: offers the category \"camp\" for a shape it does not apply to"
        );
        assert_eq!(
            after(|c| drop(c.offered.insert(Shape::Point, vec!["camp".into(), "camp".into()]))),
            "configuration: offered category \"camp\" stands twice"
        );
        assert_eq!(
            after(|c| c.categories[0].icon = Some("../camp".to_owned())),
            "category \"camp\": \"../camp\" cannot be the name of an icon"
        );
        let icon = |icon| after(|c| drop(c.icons.insert("camp".to_owned(), icon)));
        assert_eq!(
            icon(Icon::Svg("<svg><script/></svg>".to_owned())),
            "configuration: icon \"camp\": holds the element <script>"
        );
        assert_eq!(
            icon(Icon::Svg("<svg/>".to_owned())),
            "configuration: icon \"camp\": not well-formed: not in the form it is stored in"
        );
        assert_eq!(icon(Icon::Png(vec![1])), "configuration: icon \"camp\": not a whole PNG image");
        let drawing = Icon::from_svg(format!("<svg><path d='{}'/></svg>", "0".repeat(60_000)).as_bytes()).unwrap();
        let many = after(|c| c.icons.extend((0..13).map(|n| (n.to_string(), drawing.clone()))));
        assert!(many.ends_with("all icons together are over the limit of 750000 bytes"), "{many}");
    }

    #[test]
    fn a_message_stays_short_whatever_the_id() {
        assert!(after(|c| c.categories[0].id = "x".repeat(500_000).into()).len() < 200);
    }
}
