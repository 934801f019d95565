//! The files of an archive, of those that a configuration is made of, within budgets.

mod tar_files;
mod zip_files;

use std::collections::BTreeMap;
use std::io::Read;

use serde::de::DeserializeOwned;

use super::error::Fault;
use super::recognise::{self, LooksLike};
use super::text::shortened;
use super::{ImportError, MAX_ARCHIVE_BYTES};

pub(super) use tar_files::{tar, tar_gz};
pub(super) use zip_files::zip;

/// Files of an archive: `.comapeocat` 1.0, section 12.1.
pub(super) const MAX_FILES: usize = 10_000;
/// Bytes of all files that are read.
pub(super) const MAX_CONTENT: u64 = MAX_ARCHIVE_BYTES as u64;
/// Bytes of a path.
const MAX_PATH: usize = 1_024;

/// Bytes of the file `VERSION`, and of JSON and icons of `.comapeocat`: the limits of its own reader.
const MAX_VERSION: u64 = 100;
const MAX_JSON: u64 = 1_000_000;
const MAX_ICON: u64 = 2_000_000;
/// Mapeo has all languages in one file: 64 KB for forty of them in its own default package.
const MAX_MAPEO_JSON: u64 = 2_000_000;

/// The files of an archive by their path.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// `None` for files that a configuration does not need: they are not read.
    files: BTreeMap<String, Option<Vec<u8>>>,
    bytes: u64,
}

/// A file that is to be read.
struct Wanted {
    path: String,
    limit: u64,
}

impl Contents {
    /// Notes that there is a file of this path; what comes back is to be read next.
    fn enter(&mut self, path: &str) -> Result<Option<Wanted>, ImportError> {
        let Some(path) = checked_path(path)? else { return Ok(None) };
        if self.files.len() >= MAX_FILES {
            return Err(ImportError::TooManyFiles { limit: MAX_FILES });
        }
        if self.files.insert(path.clone(), None).is_some() {
            return Err(ImportError::Duplicate { file: path });
        }
        Ok(limit_of(&path).map(|limit| Wanted { path, limit }))
    }

    fn read(&mut self, Wanted { path, limit }: Wanted, reader: impl Read) -> Result<(), ImportError> {
        let room = MAX_CONTENT.saturating_sub(self.bytes);
        let mut content = Vec::new();
        if let Err(error) = reader.take(limit.min(room) + 1).read_to_end(&mut content) {
            return Err(ImportError::File { file: path, source: error.into() });
        }
        let have = content.len() as u64;
        if have > limit {
            return Err(ImportError::FileTooLarge { file: path, limit });
        }
        if have > room {
            return Err(ImportError::Inflates { limit: MAX_CONTENT });
        }
        self.bytes += have;
        self.files.insert(path, Some(content));
        Ok(())
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    pub(super) fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path)?.as_deref()
    }

    /// The names and contents of the files in this folder with this extension, both left away.
    pub(super) fn within<'a>(
        &'a self,
        folder: &'a str,
        extension: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a [u8])> {
        self.files.iter().filter_map(move |(path, content)| {
            let name = path.strip_prefix(folder)?.strip_suffix(extension)?;
            Some((name, content.as_deref()?))
        })
    }

    /// What a JSON file holds, if it is there.
    pub(super) fn json<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>, ImportError> {
        let Some(bytes) = self.get(path) else { return Ok(None) };
        let value = serde_json::from_slice(recognise::without_mark(bytes));
        value.map(Some).map_err(|source| ImportError::Json { file: path.to_owned(), source })
    }

    /// What this archive is, as it is no configuration.
    pub(super) fn looks_like(&self) -> LooksLike {
        let is_mapeo = self.has("osm-p2p-db.tar") || self.has("___index.json");
        if is_mapeo { LooksLike::MapeoSyncFile } else { LooksLike::Archive }
    }
}

/// A part of a file that breaks a rule.
pub(super) fn invalid(file: &str, at: impl Into<String>, fault: Fault) -> ImportError {
    ImportError::Invalid { file: file.to_owned(), at: shortened(&at.into()), fault }
}

/// The path without `./` in front; nothing for a folder.
fn checked_path(path: &str) -> Result<Option<String>, ImportError> {
    let mut kept = path;
    while let Some(rest) = kept.strip_prefix("./") {
        kept = rest;
    }
    let escapes = kept.starts_with('/')
        || kept.contains('\\')
        || has_drive(kept)
        || kept.chars().any(char::is_control)
        || kept.len() > MAX_PATH
        || kept.split('/').any(|part| part == "..");
    if escapes {
        return Err(ImportError::Path { file: shortened(&path.escape_debug().to_string()) });
    }
    let is_folder = kept.is_empty() || kept == "." || kept.ends_with('/');
    Ok((!is_folder).then(|| kept.to_owned()))
}

/// Whether a path begins with the letter of a drive.
fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// The bytes that a file may have, if a configuration needs it.
fn limit_of(path: &str) -> Option<u64> {
    Some(match path {
        "VERSION" => MAX_VERSION,
        "categories.json" | "categorySelection.json" | "fields.json" | "metadata.json" => MAX_JSON,
        "presets.json" | "translations.json" => MAX_MAPEO_JSON,
        "icons.svg" => MAX_ICON,
        _ => match path.split_once('/')? {
            ("translations", name) if name.ends_with(".json") => MAX_JSON,
            ("icons", name) if name.ends_with(".svg") || name.ends_with(".png") => MAX_ICON,
            _ => return None,
        },
    })
}
