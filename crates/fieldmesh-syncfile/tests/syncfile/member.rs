//! A member who writes segments by hand, from `docs/syncfile-format.md` alone: a second implementation of the
//! seal, for files that the crate itself would never write. The fuzz targets use it too.

use blake3::derive_key;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// Kinds of segments.
pub const MANIFEST: u8 = 0;
pub const RECORDS: u8 = 1;
pub const MEDIA: u8 = 2;
pub const COMMIT: u8 = 3;

/// A segment as a commit lists it: offset, total, kind, salt.
pub type Listed = (u64, u64, u8, [u8; 32]);

/// A file that grows segment by segment.
#[derive(Debug)]
pub struct ByHand {
    pub bytes: Vec<u8>,
    file_key: [u8; 32],
    /// Of the first block; whoever writes into it computes it anew.
    pub header_hash: [u8; 32],
    previous: [u8; 32],
    pub sequence: u64,
    pub previous_offset: u64,
    /// Since the last commit.
    pub listed: Vec<Listed>,
    /// The last byte of the heads to come.
    pub reserved: u8,
}

impl ByHand {
    pub fn new(project_key: &[u8; 32]) -> Self {
        let salt = [0x5A; 32];
        let tag_key = derive_key("fieldmesh 1 sync file tag", project_key);
        let mut header = b"\x89FMSY\r\n\x1A\x01\0\0\0".to_vec();
        header.extend(salt);
        header.extend(&blake3::keyed_hash(&tag_key, &salt).as_bytes()[..16]);
        header.resize(4096, 0);
        Self {
            file_key: derive_key("fieldmesh 1 sync file", project_key),
            header_hash: *blake3::hash(&header).as_bytes(),
            bytes: header,
            previous: [0; 32],
            sequence: 0,
            previous_offset: 0,
            listed: Vec::new(),
            reserved: 0,
        }
    }

    pub fn segment(&mut self, kind: u8, content: &[u8]) {
        let offset = self.bytes.len();
        let salt = *blake3::hash(&offset.to_le_bytes()).as_bytes();
        let key = blake3::keyed_hash(&self.file_key, &[self.header_hash, salt].concat());
        let cipher = XChaCha20Poly1305::new(&(*key.as_bytes()).into());
        let seal = |number: u64, last: bool, msg: &[u8], aad: &[u8]| {
            let mut nonce = [0; 24];
            nonce[..8].copy_from_slice(&number.to_le_bytes());
            nonce[23] = u8::from(last);
            cipher.encrypt(&XNonce::from(nonce), Payload { msg, aad }).unwrap()
        };

        let total = (1..)
            .map(|blocks| blocks * 4096)
            .find(|t| t - 112 - 16 * (t - 112_usize).div_ceil(65_536) >= content.len());
        let total = total.unwrap();
        let mut head = self.previous.to_vec();
        head.extend(self.sequence.to_le_bytes());
        head.extend((content.len() as u64).to_le_bytes());
        head.push(kind);
        head.resize(63, 0);
        head.push(self.reserved);
        self.bytes.extend(salt);
        self.bytes.extend(seal(0, false, &head, &self.header_hash));

        let mut body = content.to_vec();
        body.resize(total - 112 - 16 * (total - 112).div_ceil(65_536), 0);
        let aad = [self.header_hash.as_slice(), &self.previous, &[kind]].concat();
        let count = body.len().div_ceil(65_520);
        for (number, chunk) in (1..).zip(body.chunks(65_520)) {
            self.bytes.extend(seal(number, number == count as u64, chunk, &aad));
        }
        assert_eq!(self.bytes.len(), offset + total);

        if kind == COMMIT {
            self.previous = *blake3::hash(&self.bytes[offset..]).as_bytes();
            self.previous_offset = offset as u64;
            self.sequence += 1;
            self.listed.clear();
        } else {
            self.listed.push((offset as u64, total as u64, kind, salt));
        }
    }
}
