//! What an import left out or keeps differently.

use std::fmt;

use crate::{CategoryId, FieldId, IconError};

/// Something of an archive that is not in the configuration as it was.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Warning {
    /// The field's type has no home here; its answers are kept as another.
    TypeReplaced {
        /// The field.
        field: FieldId,
        /// Its type in the archive.
        from: String,
        /// Its type here.
        to: &'static str,
    },
    /// The field is for reading only in Mapeo; here it can be answered.
    ReadOnly {
        /// The field.
        field: FieldId,
    },
    /// Limits of a date, which are not kept, or limits that no number fits.
    LimitsLeftOut {
        /// The field.
        field: FieldId,
    },
    /// The answer was stored inside of another; here it has a tag of its own.
    NestedKey {
        /// The field.
        field: FieldId,
        /// The key here.
        tag_key: String,
    },
    /// An option that stands twice, or has no value.
    OptionLeftOut {
        /// The field.
        field: FieldId,
        /// The option's value.
        value: String,
    },
    /// A category of shapes that are not recorded here.
    CategoryLeftOut {
        /// The category.
        category: CategoryId,
    },
    /// A category asks for a field that there is not.
    UnknownField {
        /// The category.
        category: CategoryId,
        /// The field.
        field: String,
    },
    /// A list names a category that there is not.
    UnknownCategory {
        /// The list.
        list: &'static str,
        /// The category.
        category: String,
    },
    /// A field that no category asks for.
    UnusedField {
        /// The field.
        field: FieldId,
    },
    /// An answer to the field can change the category.
    TagOfCategory {
        /// The category.
        category: CategoryId,
        /// The field.
        field: FieldId,
    },
    /// Two categories of the same tags: by its tags an observation is taken for the first.
    SameTags {
        /// The category that is found.
        found: CategoryId,
        /// The one that is not.
        hidden: CategoryId,
    },
    /// A category names an icon that the archive does not have.
    IconMissing {
        /// The category.
        category: CategoryId,
        /// The icon.
        icon: String,
    },
    /// An icon that is not safe to show.
    IconLeftOut {
        /// The icon.
        icon: String,
        /// Why.
        reason: IconError,
    },
    /// An icon that no category has.
    UnusedIcon {
        /// The icon.
        icon: String,
    },
    /// A colour that is none.
    ColorLeftOut {
        /// The category.
        category: CategoryId,
        /// What stands in its place.
        value: String,
    },
    /// Translations whose language is not told by a tag.
    LanguageLeftOut {
        /// What stands in its place.
        language: String,
    },
    /// A text of the archive that is longer than it may be here.
    Shortened {
        /// Which text.
        what: &'static str,
        /// Characters kept.
        limit: usize,
    },
    /// The archive does not say what it is called.
    Unnamed,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TypeReplaced { field, from, to } => write!(f, "field {field}: type {from:?} is kept as {to}"),
            Self::ReadOnly { field } => write!(f, "field {field}: read-only in the archive, can be answered here"),
            Self::LimitsLeftOut { field } => write!(f, "field {field}: limits left out"),
            Self::NestedKey { field, tag_key } => write!(f, "field {field}: its answers are kept under {tag_key}"),
            Self::OptionLeftOut { field, value } => write!(f, "field {field}: option {value:?} left out"),
            Self::CategoryLeftOut { category } => {
                write!(f, "category {category}: left out, applies to neither point, line nor area")
            }
            Self::UnknownField { category, field } => {
                write!(f, "category {category}: asks for a field {field:?} that does not exist")
            }
            Self::UnknownCategory { list, category } => {
                write!(f, "{list}: lists a category {category:?} that does not exist")
            }
            Self::UnusedField { field } => write!(f, "field {field}: no category asks for it"),
            Self::TagOfCategory { category, field } => {
                write!(f, "category {category}: an answer to {field} can change the category")
            }
            Self::SameTags { found, hidden } => {
                write!(
                    f,
                    "category {hidden}: has the tags of {found}, and is taken for it where only tags are known"
                )
            }
            Self::IconMissing { category, icon } => {
                write!(f, "category {category}: no icon {icon:?} in the archive")
            }
            Self::IconLeftOut { icon, reason } => write!(f, "icon {icon}: left out, {reason}"),
            Self::UnusedIcon { icon } => write!(f, "icon {icon}: left out, no category has it"),
            Self::ColorLeftOut { category, value } => {
                write!(f, "category {category}: {value:?} is not a colour")
            }
            Self::LanguageLeftOut { language } => {
                write!(f, "translations {language:?}: left out, not the tag of a language")
            }
            Self::Shortened { what, limit } => write!(f, "{what}: shortened to {limit} characters"),
            Self::Unnamed => f.write_str("the archive has no name"),
        }
    }
}
