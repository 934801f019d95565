//! Zip archives.

use std::collections::HashSet;
use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Contents, MAX_FILES};
use crate::archive::ImportError;
use crate::archive::text::shortened;

/// Begins each entry of the list of files.
const ENTRY: &[u8; 4] = b"PK\x01\x02";

/// The files of a zip archive.
pub(in crate::archive) fn zip(bytes: &[u8]) -> Result<Contents, ImportError> {
    // Before the list is read into memory, which takes several times its bytes.
    if bytes.windows(ENTRY.len()).filter(|window| window == ENTRY).count() > 2 * MAX_FILES {
        return Err(ImportError::TooManyFiles { limit: MAX_FILES });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.has_duplicate_names() {
        let twice = "two files of one name".to_owned();
        return Err(ImportError::Duplicate { file: first_duplicate(bytes).unwrap_or(twice) });
    }
    // One compressed piece under many names is how a small archive inflates to petabytes.
    if archive.has_overlapping_files().map_err(damaged)? {
        return Err(damaged(ZipError::InvalidArchive("files overlap".into())));
    }
    let mut contents = Contents::default();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(damaged)?;
        let name = match std::str::from_utf8(entry.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => entry.name().map_err(damaged)?.into_owned(),
        };
        if entry.is_symlink() {
            return Err(ImportError::NotAFile { file: shortened(&name), what: "a link" });
        }
        if let Some(wanted) = contents.enter(&name)? {
            let file = archive.by_index(index);
            let file =
                file.map_err(|source| ImportError::File { file: shortened(&name), source: source.into() })?;
            contents.read(wanted, file)?;
        }
    }
    Ok(contents)
}

/// The name that stands twice: the reader keeps only one of them.
fn first_duplicate(bytes: &[u8]) -> Option<String> {
    let mut names = HashSet::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(ENTRY.len()).position(|window| window == ENTRY) {
        let entry = rest.get(at..)?;
        // APPNOTE.TXT, section 4.3.12: the length of the name at 28, the name at 46.
        let length = usize::from(u16::from_le_bytes(*entry.get(28..)?.first_chunk()?));
        let name = String::from_utf8_lossy(entry.get(46..46 + length)?).into_owned();
        if !names.insert(name.clone()) {
            return Some(shortened(&name));
        }
        rest = entry.get(ENTRY.len()..)?;
    }
    None
}

fn damaged(source: ZipError) -> ImportError {
    ImportError::Container { container: "zip", source: source.into() }
}
