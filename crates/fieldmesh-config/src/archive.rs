//! Configurations in the archives of Mapeo and CoMapeo: `docs/configuration-format.md`, section 6.

mod comapeo;
mod container;
mod draft;
mod error;
mod export;
mod mapeo;
mod recognise;
mod text;
mod warning;

use fieldmesh_document::ProjectKey;

use crate::Configuration;
use container::Contents;

pub use error::{Fault, ImportError};
pub use export::{ExportError, export};
pub use recognise::LooksLike;
pub use warning::Warning;

/// Bytes of an archive. Real ones have 10 KB to 5 MB; nothing of one is read twice, and at most this much more is
/// held of what it inflates to.
pub const MAX_ARCHIVE_BYTES: usize = 32 << 20;

/// What was read from an archive or a configuration file.
#[derive(Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The configuration; it keeps every rule.
    pub configuration: Configuration,
    /// The key that makes whoever imports this archive a member of its project.
    pub project_key: Option<ProjectKey>,
    /// What the bytes were.
    pub format: ArchiveFormat,
    /// What was left out or is kept differently.
    pub warnings: Vec<Warning>,
}

/// The formats that [`import`] reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum ArchiveFormat {
    /// The JSON file of this crate.
    Native,
    /// `.comapeocat` 1.0: a zip archive.
    Comapeocat,
    /// `.mapeosettings` as a tar archive, as up to 2022.
    MapeosettingsTar,
    /// `.mapeosettings` as a compressed tar archive, as people make by hand.
    MapeosettingsTarGz,
    /// `.mapeosettings` as a zip archive, since 2022.
    MapeosettingsZip,
}

impl ArchiveFormat {
    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Native => "fieldmesh-config.json",
            Self::Comapeocat => "comapeocat",
            Self::MapeosettingsTar => "mapeosettings (tar)",
            Self::MapeosettingsTarGz => "mapeosettings (tar.gz)",
            Self::MapeosettingsZip => "mapeosettings (zip)",
        }
    }
}

/// Reads a configuration from an archive of Mapeo or CoMapeo, or from the file of this crate, whatever its name
/// was.
///
/// # Errors
/// Every [`ImportError`]; most name the file inside the archive.
pub fn import(bytes: &[u8]) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_ARCHIVE_BYTES {
        return Err(ImportError::ArchiveTooLarge { have: bytes.len(), limit: MAX_ARCHIVE_BYTES });
    }
    let (format, contents) = match recognise::recognise(bytes)? {
        recognise::Kind::Native => {
            let configuration = Configuration::from_bytes(bytes).map_err(ImportError::Configuration)?;
            let format = ArchiveFormat::Native;
            return Ok(Imported { configuration, project_key: None, format, warnings: Vec::new() });
        }
        recognise::Kind::Zip => (ArchiveFormat::MapeosettingsZip, container::zip(bytes)?),
        recognise::Kind::Tar => (ArchiveFormat::MapeosettingsTar, container::tar(bytes)?),
        recognise::Kind::Gzip => (ArchiveFormat::MapeosettingsTarGz, container::tar_gz(bytes)?),
    };
    read(format, &contents)
}

fn read(format: ArchiveFormat, contents: &Contents) -> Result<Imported, ImportError> {
    let is_zip = format == ArchiveFormat::MapeosettingsZip;
    let (format, file, draft) = if is_zip && comapeo::is_one(contents) {
        (ArchiveFormat::Comapeocat, comapeo::CATEGORIES, comapeo::read(contents)?)
    } else if contents.has(mapeo::PRESETS) {
        (format, mapeo::PRESETS, mapeo::read(contents)?)
    } else {
        return Err(ImportError::NotAConfiguration(contents.looks_like()));
    };
    let (configuration, project_key, warnings) = draft.finish(file)?;
    Ok(Imported { configuration, project_key, format, warnings })
}
