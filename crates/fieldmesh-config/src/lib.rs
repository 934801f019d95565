//! Configurations of a field project: which categories and fields there are, what they mean, and the
//! fingerprint of that meaning. Read from the archives of Mapeo and CoMapeo, and written for CoMapeo.
//!
//! ```
//! use fieldmesh_config::{ArchiveFormat, Configuration, export, import};
//! use fieldmesh_document::Timestamp;
//!
//! let built_in = Configuration::builtin();
//! let archive = export(&built_in, Timestamp(1_760_532_046_202))?;
//! // What an archive is, is seen from its bytes.
//! let imported = import(&archive)?;
//! assert_eq!(imported.format, ArchiveFormat::Comapeocat);
//! assert!(imported.warnings.is_empty());
//! // A fingerprint is of what data means, not of how it looks.
//! assert_eq!(imported.configuration.fingerprint(), built_in.fingerprint());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It does no I/O, shows nothing, and keeps no map style or background of an archive. The file and the archives are
//! specified in `docs/configuration-format.md`, the fingerprint in `docs/configuration-fingerprint.md`.

mod answer;
mod archive;
mod builtin;
mod check;
mod choosing;
mod color;
mod compare;
mod configuration;
mod file;
mod fingerprint;
mod icon;
mod localized;
mod matching;
mod validate;
mod value;

pub use archive::{
    ArchiveFormat, ExportError, Fault, ImportError, Imported, LooksLike, MAX_ARCHIVE_BYTES, Warning, export, import,
};
pub use check::Problem;
pub use color::{Color, ParseColorError};
pub use compare::{CategoryChange, CategoryDifference, Difference, FieldChange, FieldDifference, compare};
pub use configuration::{
    CameAs, Category, CategoryId, Configuration, Field, FieldId, FieldKind, SelectOption, Shape,
};
pub use file::ConfigurationError;
pub use icon::{Icon, IconError, MAX_ICON_BYTES, MAX_ICONS_BYTES};
pub use localized::Localized;
pub use validate::{
    Flaw, MAX_BYTES, MAX_ENTRIES, MAX_ID_BYTES, MAX_NAME_CHARS, MAX_TEXT_BYTES, MAX_VERSION_CHARS, Place,
};
pub use value::Value;
