//! What bytes are, by themselves: names are never asked.

use std::fmt;

use serde::Deserialize;

use super::ImportError;

/// What may hold a configuration.
pub(super) enum Kind {
    Native,
    Zip,
    Tar,
    Gzip,
}

/// What people take for a configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum LooksLike {
    /// Nothing at all.
    EmptyFile,
    /// A sync file of this program.
    SyncFile,
    /// An invite of this program.
    Invite,
    /// A sync file of Mapeo.
    MapeoSyncFile,
    /// JSON, but not of a configuration.
    Json,
    /// An archive in which no configuration is.
    Archive,
    /// An SQLite database.
    Database,
    /// A picture.
    Picture,
    /// A PDF document.
    Pdf,
    /// Nothing known.
    Unknown,
}

impl fmt::Display for LooksLike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptyFile => "an empty file",
            Self::SyncFile => "a sync file",
            Self::Invite => "an invite",
            Self::MapeoSyncFile => "a Mapeo sync file",
            Self::Json => "JSON of another kind",
            Self::Archive => "an archive without presets.json or categories.json",
            Self::Database => "an SQLite database",
            Self::Picture => "a picture",
            Self::Pdf => "a PDF document",
            Self::Unknown => "something else",
        })
    }
}

/// The keys by which JSON files of this program are told apart.
#[derive(Deserialize)]
struct Keys {
    fieldmesh_configuration: Option<serde::de::IgnoredAny>,
    fieldmesh_invite: Option<serde::de::IgnoredAny>,
}

pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, ImportError> {
    let other = match bytes {
        [] => LooksLike::EmptyFile,
        [b'P', b'K', 3, 4, ..] => return Ok(Kind::Zip),
        // The end of an archive without files.
        [b'P', b'K', 5, 6, ..] => LooksLike::Archive,
        [0x1F, 0x8B, ..] => return Ok(Kind::Gzip),
        // docs/syncfile-format.md, section 2.
        [0x89, b'F', b'M', b'S', b'Y', ..] => LooksLike::SyncFile,
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => LooksLike::Picture,
        _ if bytes.starts_with(b"%PDF-") => LooksLike::Pdf,
        _ if bytes.starts_with(b"SQLite format 3\0") => LooksLike::Database,
        _ if bytes.starts_with(b"fieldmesh:") => LooksLike::Invite,
        _ if is_tar(bytes) => return Ok(Kind::Tar),
        _ if bytes.iter().all(u8::is_ascii_whitespace) => LooksLike::EmptyFile,
        _ => match serde_json::from_slice::<Keys>(without_mark(bytes)) {
            Ok(Keys { fieldmesh_configuration: Some(_), .. }) => return Ok(Kind::Native),
            Ok(Keys { fieldmesh_invite: Some(_), .. }) => LooksLike::Invite,
            _ if without_mark(bytes).trim_ascii_start().starts_with(b"{") => LooksLike::Json,
            _ if serde_json::from_slice::<serde::de::IgnoredAny>(without_mark(bytes)).is_ok() => LooksLike::Json,
            _ => LooksLike::Unknown,
        },
    };
    Err(ImportError::NotAConfiguration(other))
}

/// Without the mark that some editors put before UTF-8.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Whether this begins with the header of a tar archive of any age: its checksum is right.
pub(super) fn is_tar(bytes: &[u8]) -> bool {
    let Some((header, _)) = bytes.split_first_chunk::<512>() else { return false };
    let sum: u32 = header
        .iter()
        .enumerate()
        // The checksum counts itself as spaces.
        .map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) })
        .sum();
    tar::Header::from_byte_slice(header).cksum().is_ok_and(|have| have == sum && have != 256)
}
