//! Recognising what people take for a sync file.

use std::io;

use crate::Medium;
use crate::medium::read_exact_at;

/// Tar headers looked at, at most: photos stand before the database in a Mapeo file.
const MAX_ENTRIES: usize = 20_000;
const TAR_BLOCK: u64 = 512;

/// What a file without the magic is, where that is known.
pub(crate) fn looks_like(medium: &mut dyn Medium) -> io::Result<Option<&'static str>> {
    let mut start = [0; 16];
    let n = medium.read_at(0, &mut start)?;
    let start = start.get(..n).unwrap_or_default();
    Ok(match start {
        [0x1F, 0x8B, ..] => Some("a gzip archive"),
        [b'P', b'K', 3, 4, ..] => Some("a zip archive"),
        _ if start == b"SQLite format 3\0" => Some("an SQLite database"),
        _ => looks_like_tar(medium)?,
    })
}

fn looks_like_tar(medium: &mut dyn Medium) -> io::Result<Option<&'static str>> {
    let mut header = [0; TAR_BLOCK as usize];
    let mut offset = 0_u64;
    let mut is_tar = false;
    for _ in 0..MAX_ENTRIES {
        if !read_exact_at(medium, offset, &mut header)? || header.get(257..262) != Some(b"ustar") {
            break;
        }
        is_tar = true;
        let name = header.split(|byte| *byte == 0).next().unwrap_or_default();
        if matches!(name, b"osm-p2p-db.tar" | b"___index.json") {
            return Ok(Some("a Mapeo sync file"));
        }
        let Some(size) = header.get(124..136).and_then(octal) else { break };
        let Some(next) =
            size.checked_next_multiple_of(TAR_BLOCK).and_then(|size| offset.checked_add(TAR_BLOCK + size))
        else {
            break;
        };
        offset = next;
    }
    Ok(is_tar.then_some("a tar archive"))
}

fn octal(field: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(field).ok()?.trim_matches([' ', '\0']);
    // At most 12 octal digits: no overflow in the sums made of it.
    u64::from_str_radix(text, 8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MemoryMedium;

    fn tar(entries: &[(&str, usize)]) -> Vec<u8> {
        let mut out = Vec::new();
        for (name, size) in entries {
            let mut header = vec![0; 512];
            header[..name.len()].copy_from_slice(name.as_bytes());
            header[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
            header[257..262].copy_from_slice(b"ustar");
            out.extend(header);
            out.extend(vec![b'x'; size.next_multiple_of(512)]);
        }
        out
    }

    #[test]
    fn other_files_are_named() {
        let what = |bytes: &[u8]| looks_like(&mut MemoryMedium::from(bytes.to_vec())).unwrap();
        assert_eq!(what(&tar(&[("river.jpg", 700), ("osm-p2p-db.tar", 5)])), Some("a Mapeo sync file"));
        assert_eq!(what(&tar(&[("river.jpg", 700)])), Some("a tar archive"));
        assert_eq!(what(b"\x1f\x8b\x08"), Some("a gzip archive"));
        assert_eq!(what(b"PK\x03\x04...."), Some("a zip archive"));
        assert_eq!(what(b"SQLite format 3\0...."), Some("an SQLite database"));
        assert_eq!(what(b""), None);
        assert_eq!(what(&[7; 2000]), None);
    }

    #[test]
    fn a_tar_whose_sizes_lie_ends_the_search() {
        let mut bytes = tar(&[("a", 5), ("osm-p2p-db.tar", 5)]);
        bytes[124..136].copy_from_slice(b"777777777777");
        assert_eq!(looks_like(&mut MemoryMedium::from(bytes)).unwrap(), Some("a tar archive"));
    }
}
