//! What a partial content hashed to after each piece, in a file beside it: so that what a killed process had received
//! need not come again, and what a power cut left behind is not taken for it.
//!
//! Each entry has 40 bytes: the length so far (8, little-endian) and the BLAKE3 of that much (32). Nothing of it is
//! made durable; an entry that does not agree with the content ends the trail.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const ENTRY: usize = 40;

/// The trail of one partial content, open for the next entry.
#[derive(Debug)]
pub(super) struct Trail(fs_err::File);

/// Where the trail of a partial content is.
pub(super) fn path(partial: &Path) -> PathBuf {
    partial.with_extension("trail")
}

impl Trail {
    /// Begins a trail behind what is durable, which needs none.
    pub(super) fn begin(partial: &Path) -> io::Result<Self> {
        fs_err::File::create(path(partial)).map(Self)
    }

    /// Notes what the content hashes to with its newest piece.
    pub(super) fn note(&mut self, length: u64, hash: &blake3::Hash) -> io::Result<()> {
        let mut entry = [0; ENTRY];
        let (at, of) = entry.split_at_mut(8);
        at.copy_from_slice(&length.to_le_bytes());
        of.copy_from_slice(hash.as_bytes());
        self.0.write_all(&entry)
    }
}

/// Hashes on from what is durable as far as the trail agrees, and gives the length that was reached. `hasher` and
/// `content` stand at `durable`; afterwards the hasher stands at that length.
pub(super) fn follow(
    partial: &Path,
    content: &mut impl Read,
    hasher: &mut blake3::Hasher,
    durable: u64,
) -> io::Result<u64> {
    let entries = match fs_err::read(path(partial)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(durable),
        Err(error) => return Err(error),
    };
    let mut length = durable;
    for entry in entries.chunks_exact(ENTRY) {
        let (at, hash) = entry.split_at(8);
        let at = u64::from_le_bytes(at.try_into().unwrap_or_default());
        let Some(more) = at.checked_sub(length) else { continue };
        let mut further = hasher.clone();
        let read = io::copy(&mut content.by_ref().take(more), &mut further)?;
        if read < more || further.finalize().as_bytes() != hash {
            break;
        }
        (*hasher, length) = (further, at);
    }
    Ok(length)
}
