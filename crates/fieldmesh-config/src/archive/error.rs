//! Why an archive is not imported.

use std::error::Error;

use super::recognise::LooksLike;
use crate::validate::{Flaw, MAX_ENTRIES, Place};
use crate::{ConfigurationError, IconError};

/// Why an archive was not imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// Something else, which people take for a configuration.
    #[error("not a configuration but {0}")]
    NotAConfiguration(LooksLike),
    /// The archive is larger than any configuration.
    #[error("an archive of {have} bytes, over the limit of {limit}")]
    ArchiveTooLarge {
        /// Its bytes.
        have: usize,
        /// The bytes allowed.
        limit: usize,
    },
    /// The archive is damaged, or of a kind that is not read.
    #[error("the {container} archive cannot be read")]
    Container {
        /// `zip`, `tar` or `gzip`.
        container: &'static str,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// The archive inflates to more than a configuration needs.
    #[error("the archive holds more than {limit} bytes")]
    Inflates {
        /// The bytes allowed.
        limit: u64,
    },
    /// Too many files.
    #[error("the archive holds more than {limit} files")]
    TooManyFiles {
        /// How many are allowed.
        limit: usize,
    },
    /// A file that cannot be read.
    #[error("{file}: cannot be read")]
    File {
        /// Which file.
        file: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A file that is too large.
    #[error("{file}: over the limit of {limit} bytes")]
    FileTooLarge {
        /// Which file.
        file: String,
        /// The bytes allowed.
        limit: u64,
    },
    /// A path that leads out of the archive.
    #[error("{file}: a path that leads out of the archive")]
    Path {
        /// The path, shortened.
        file: String,
    },
    /// A link, a device or anything else that is neither a file nor a folder.
    #[error("{file}: {what}")]
    NotAFile {
        /// Its path.
        file: String,
        /// What it is.
        what: &'static str,
    },
    /// Two files of one name: which of them is meant cannot be known.
    #[error("{file}: stands twice")]
    Duplicate {
        /// Their path.
        file: String,
    },
    /// A file that must be there is not.
    #[error("{file}: missing")]
    Missing {
        /// Its name.
        file: &'static str,
    },
    /// A file is not JSON, or not of the shape it must have.
    #[error("{file}: not of the shape it must have")]
    Json {
        /// Which file.
        file: String,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// Made by a newer version of the format.
    #[error("{file}: version {have}, this program reads up to {known}")]
    NewerVersion {
        /// The file that says so.
        file: &'static str,
        /// The version of the archive.
        have: u64,
        /// The newest version known.
        known: u64,
    },
    /// A part breaks a rule of the archive's format.
    #[error("{file}: {at}: {fault}")]
    Invalid {
        /// Which file.
        file: String,
        /// Which part of it.
        at: String,
        /// Which rule.
        #[source]
        fault: Fault,
    },
    /// A part breaks a rule of configurations.
    #[error("{file}: {place}: {flaw}")]
    Rule {
        /// Which file.
        file: &'static str,
        /// Which part of it.
        place: Place,
        /// Which rule.
        flaw: Flaw,
    },
    /// The configuration file of this crate does not hold, or what was imported makes none.
    #[error("the configuration cannot be used")]
    Configuration(#[source] ConfigurationError),
}

/// The rule that a part of an archive breaks (`docs/configuration-format.md`, section 6).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// A key is missing, or its value is of another type.
    #[error("{0}")]
    Shape(serde_json::Error),
    /// A text that must not be empty is.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// A text is too long.
    #[error("{what} has more than {limit} characters")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// Characters allowed.
        limit: usize,
    },
    /// The version is not `MAJOR.MINOR`.
    #[error("{0:?} is not a version of the form MAJOR.MINOR")]
    Version(String),
    /// Nothing of this kind is offered, which the format demands.
    #[error("no category for {0}")]
    NoCategory(&'static str),
    /// A category that there is not.
    #[error("refers to a category {0:?} that does not exist")]
    UnknownCategory(String),
    /// A field that there is not.
    #[error("refers to a field {0:?} that does not exist")]
    UnknownField(String),
    /// An icon that there is not.
    #[error("refers to an icon {0:?} that does not exist")]
    UnknownIcon(String),
    /// A category is listed for what it does not apply to.
    #[error("lists the category {category:?}, which does not apply to {to}")]
    NotApplied {
        /// Its id.
        category: String,
        /// `observation` or `track`.
        to: &'static str,
    },
    /// A field writes where a tag of the category stands: its answer would change the category.
    #[error("its field {field:?} writes the tag {tag_key:?}, which is a tag of the category")]
    TagOfCategory {
        /// The field.
        field: String,
        /// The tag.
        tag_key: String,
    },
    /// A type that the format does not have.
    #[error("unknown type {0:?}")]
    Type(String),
    /// An appearance that the format does not have.
    #[error("unknown appearance {0:?}")]
    Appearance(String),
    /// A selection without options.
    #[error("offers no option")]
    NoOption,
    /// Two options of one value.
    #[error("option {0:?} stands twice")]
    DuplicateOption(String),
    /// Not a colour.
    #[error("{0:?} is not a colour of hexadecimal digits")]
    Color(String),
    /// The build date is not a positive number of milliseconds.
    #[error("buildDateValue is not a positive number")]
    BuildDate,
    /// The project key is not 32 bytes in hexadecimal digits. The key itself is never in the message.
    #[error("projectKey is not 64 hexadecimal digits")]
    ProjectKey,
    /// An icon that is no drawing.
    #[error("{0}")]
    Icon(IconError),
    /// More parts than a configuration has.
    #[error("more than {MAX_ENTRIES} entries")]
    TooMany,
}
