//! Tar archives, also compressed ones.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use tar::{Archive, EntryType};

use super::{Contents, MAX_CONTENT, MAX_FILES};
use crate::archive::recognise::{LooksLike, is_tar};
use crate::archive::{ImportError, text};

/// The files of a compressed tar archive.
pub(in crate::archive) fn tar_gz(bytes: &[u8]) -> Result<Contents, ImportError> {
    let mut inflated = Vec::new();
    let have = MultiGzDecoder::new(bytes).take(MAX_CONTENT + 1).read_to_end(&mut inflated);
    have.map_err(|error| ImportError::Container { container: "gzip", source: error.into() })?;
    if inflated.len() as u64 > MAX_CONTENT {
        return Err(ImportError::Inflates { limit: MAX_CONTENT });
    }
    if !is_tar(&inflated) {
        return Err(ImportError::NotAConfiguration(LooksLike::Archive));
    }
    tar(&inflated)
}

/// The files of a tar archive.
pub(in crate::archive) fn tar(bytes: &[u8]) -> Result<Contents, ImportError> {
    let mut archive = Archive::new(bytes);
    let mut contents = Contents::default();
    for (count, entry) in archive.entries().map_err(damaged)?.enumerate() {
        let mut entry = entry.map_err(damaged)?;
        if count >= MAX_FILES {
            return Err(ImportError::TooManyFiles { limit: MAX_FILES });
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::Directory => {
                if let Some(wanted) = contents.enter(&name)? {
                    contents.read(wanted, &mut entry)?;
                }
            }
            EntryType::XGlobalHeader => {}
            other => return Err(ImportError::NotAFile { file: text::shortened(&name), what: what(other) }),
        }
    }
    Ok(contents)
}

const fn what(kind: EntryType) -> &'static str {
    match kind {
        EntryType::Link | EntryType::Symlink => "a link",
        EntryType::Char | EntryType::Block | EntryType::Fifo => "a device",
        EntryType::GNUSparse => "a sparse file",
        _ => "neither a file nor a folder",
    }
}

fn damaged(source: io::Error) -> ImportError {
    ImportError::Container { container: "tar", source: source.into() }
}
