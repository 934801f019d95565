//! The header and the keys of a file (`docs/syncfile-format.md`, sections 2 and 3).

use fieldmesh_document::ProjectKey;
use zeroize::Zeroizing;

use crate::seal::BLOCK;

pub(crate) const MAGIC: [u8; 8] = *b"\x89FMSY\r\n\x1a";
pub(crate) const VERSION: u16 = 1;
pub(crate) const KIND_REPLICA: u8 = 0;
/// Bytes of the header that carry something; zeros follow.
const USED: usize = 60;

/// The header, read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    pub(crate) version: u16,
    pub(crate) kind: u8,
    pub(crate) flags: u8,
    pub(crate) salt: [u8; 32],
    pub(crate) tag: [u8; 16],
}

impl Header {
    /// The header of a new replica file.
    pub(crate) fn new(salt: [u8; 32], key: &ProjectKey) -> Self {
        Self { version: VERSION, kind: KIND_REPLICA, flags: 0, salt, tag: project_tag(key, &salt) }
    }

    /// The whole block.
    pub(crate) fn to_block(self) -> Vec<u8> {
        let mut block = Vec::with_capacity(BLOCK as usize);
        block.extend_from_slice(&MAGIC);
        block.extend_from_slice(&self.version.to_le_bytes());
        block.extend_from_slice(&[self.kind, self.flags]);
        block.extend_from_slice(&self.salt);
        block.extend_from_slice(&self.tag);
        block.resize(BLOCK as usize, 0);
        block
    }

    /// Reads the first bytes of a block, which begins with the magic.
    pub(crate) fn parse(block: &[u8]) -> Option<Self> {
        let used = block.first_chunk::<USED>()?;
        let (_magic, rest) = used.split_first_chunk::<8>()?;
        let (version, rest) = rest.split_first_chunk::<2>()?;
        let ([kind, flags], rest) = rest.split_first_chunk::<2>()?;
        let (salt, rest) = rest.split_first_chunk::<32>()?;
        let tag = rest.first_chunk::<16>()?;
        Some(Self { version: u16::from_le_bytes(*version), kind: *kind, flags: *flags, salt: *salt, tag: *tag })
    }

    /// Whether this key makes the tag.
    pub(crate) fn fits(&self, key: &ProjectKey) -> bool {
        // `blake3::Hash` compares in constant time.
        let widen = |tag: [u8; 16]| {
            let mut wide = [0; 32];
            wide.split_at_mut(16).0.copy_from_slice(&tag);
            blake3::Hash::from_bytes(wide)
        };
        widen(self.tag) == widen(project_tag(key, &self.salt))
    }
}

/// What opens and seals the segments of one file.
#[derive(Clone)]
pub(crate) struct FileKeys {
    file_key: Zeroizing<[u8; 32]>,
    pub(crate) header_hash: [u8; 32],
}

impl FileKeys {
    pub(crate) fn new(key: &ProjectKey, header_block: &[u8]) -> Self {
        Self {
            file_key: Zeroizing::new(key.derive("fieldmesh 1 sync file")),
            header_hash: *blake3::hash(header_block).as_bytes(),
        }
    }

    pub(crate) fn segment_key(&self, salt: &[u8; 32]) -> Zeroizing<[u8; 32]> {
        let mut hasher = blake3::Hasher::new_keyed(&self.file_key);
        hasher.update(&self.header_hash);
        hasher.update(salt);
        Zeroizing::new(*hasher.finalize().as_bytes())
    }
}

fn project_tag(key: &ProjectKey, salt: &[u8; 32]) -> [u8; 16] {
    let tag_key = Zeroizing::new(key.derive("fieldmesh 1 sync file tag"));
    let mut tag = [0; 16];
    tag.copy_from_slice(blake3::keyed_hash(&tag_key, salt).as_bytes().split_at(16).0);
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_reads_back_and_only_its_key_fits() {
        let key = ProjectKey::from_bytes([7; 32]);
        let header = Header::new([9; 32], &key);
        let block = header.to_block();
        assert_eq!(block.len() as u64, BLOCK);
        assert_eq!(Header::parse(&block), Some(header));
        assert!(header.fits(&key));
        assert!(!header.fits(&ProjectKey::from_bytes([8; 32])));
        assert_ne!(header.tag, Header::new([10; 32], &key).tag);
    }

    #[test]
    fn a_short_header_is_none() {
        assert_eq!(Header::parse(&[0; USED - 1]), None);
    }
}
