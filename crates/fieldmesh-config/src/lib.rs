//! Configurations of a field project: which categories and fields there are, what they mean, and the
//! fingerprint of that meaning.
//!
//! ```
//! use fieldmesh_config::Configuration;
//!
//! let built_in = Configuration::builtin();
//! let mut translated = built_in.clone();
//! translated.name = "Jungle".to_owned();
//! // A fingerprint is of what data means, not of how it looks.
//! assert_eq!(translated.fingerprint(), built_in.fingerprint());
//! ```
//!
//! It does no I/O, and does not read the archives of other programs. The file is specified in
//! `docs/configuration-format.md`, the fingerprint in `docs/configuration-fingerprint.md`.

mod builtin;
mod check;
mod color;
mod compare;
mod configuration;
mod file;
mod fingerprint;
mod localized;
mod validate;

pub use check::Problem;
pub use color::{Color, ParseColorError};
pub use compare::{CategoryDifference, Difference, FieldDifference, compare};
pub use configuration::{Category, CategoryId, Configuration, Field, FieldId, FieldKind, SelectOption, Shape};
pub use file::ConfigurationError;
pub use localized::Localized;
pub use validate::{
    Flaw, MAX_BYTES, MAX_ENTRIES, MAX_ID_BYTES, MAX_NAME_CHARS, MAX_TEXT_BYTES, MAX_VERSION_CHARS, Place,
};
