//! Segments: sealed as a whole in memory, read a chunk at a time (`docs/syncfile-format.md`, section 3).

use std::io;

use crate::Medium;
use crate::commit::Listed;
use crate::header::FileKeys;
use crate::medium::read_exact_at;
use crate::seal::{CHUNK, Cipher, HEAD, PREAMBLE, chunk_place, chunks_in, total_for};

/// Content bytes of a segment, at most.
pub(crate) const MAX_CONTENT: u64 = 32 << 20;

/// What a segment holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Manifest,
    Records,
    Media,
    Commit,
    /// Of a later program, which may be passed over: 128 or more.
    Later(u8),
}

/// Kinds from here on may be passed over by whoever does not know them.
const MAY_BE_SKIPPED: u8 = 128;

impl Kind {
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Manifest => 0,
            Self::Records => 1,
            Self::Media => 2,
            Self::Commit => 3,
            Self::Later(number) => number,
        }
    }

    const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Manifest),
            1 => Some(Self::Records),
            2 => Some(Self::Media),
            3 => Some(Self::Commit),
            MAY_BE_SKIPPED.. => Some(Self::Later(number)),
            _ => None,
        }
    }
}

/// What the first chunk of a segment says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Head {
    pub(crate) previous: [u8; 32],
    pub(crate) sequence: u64,
    pub(crate) length: u64,
    pub(crate) kind: Kind,
}

impl Head {
    fn to_bytes(self) -> [u8; HEAD] {
        let mut bytes = [0; HEAD];
        let (previous, rest) = bytes.split_at_mut(32);
        previous.copy_from_slice(&self.previous);
        let (sequence, rest) = rest.split_at_mut(8);
        sequence.copy_from_slice(&self.sequence.to_le_bytes());
        let (length, rest) = rest.split_at_mut(8);
        length.copy_from_slice(&self.length.to_le_bytes());
        if let Some(kind) = rest.first_mut() {
            *kind = self.kind.number();
        }
        bytes
    }

    /// `None` when a later program wrote it.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let (previous, rest) = bytes.split_first_chunk::<32>()?;
        let (sequence, rest) = rest.split_first_chunk::<8>()?;
        let (length, rest) = rest.split_first_chunk::<8>()?;
        let (kind, reserved) = rest.split_first()?;
        if reserved.iter().any(|byte| *byte != 0) {
            return None;
        }
        Some(Self {
            previous: *previous,
            sequence: u64::from_le_bytes(*sequence),
            length: u64::from_le_bytes(*length),
            kind: Kind::from_number(*kind)?,
        })
    }

    fn aad(&self, keys: &FileKeys) -> Vec<u8> {
        [keys.header_hash.as_slice(), &self.previous, &[self.kind.number()]].concat()
    }
}

/// Seals a segment. `None` when there is no random source; `head.length` is that of `content`.
pub(crate) fn seal(keys: &FileKeys, head: Head, content: &[u8]) -> Option<Vec<u8>> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).ok()?;
    let cipher = Cipher::new(keys, &salt);
    let total = total_for(head.length);

    let mut out = Vec::with_capacity(usize::try_from(total).ok()?);
    out.extend_from_slice(&salt);
    out.extend_from_slice(&head.to_bytes());
    let mut sealed = cipher.seal(0, false, &keys.header_hash, &mut out, salt.len());

    let aad = head.aad(keys);
    let mut rest = content;
    for number in 1..=chunks_in(total) {
        let place = chunk_place(total, number)?;
        let plain = usize::try_from(place.len).ok()?.checked_sub(16)?;
        let (now, later) = rest.split_at(plain.min(rest.len()));
        let start = out.len();
        out.extend_from_slice(now);
        out.resize(start + plain, 0);
        sealed &= cipher.seal(number, place.last, &aad, &mut out, start);
        rest = later;
    }
    (sealed && rest.is_empty()).then_some(out)
}

/// A segment whose head opened.
#[derive(Clone)]
pub(crate) struct Segment {
    /// Where it begins.
    pub(crate) offset: u64,
    /// How many sealed bytes it has.
    pub(crate) total: u64,
    pub(crate) salt: [u8; 32],
    pub(crate) head: Head,
    cipher: Cipher,
    aad: Vec<u8>,
}

/// What stands where a segment may begin.
pub(crate) enum Found {
    /// A head that opens.
    Segment(Segment),
    /// A head that opens and promises more than the format allows.
    OverBudget { length: u64 },
    /// A head that opens and says what this program does not know.
    Newer,
    /// Nothing of this file.
    Nothing,
}

impl Segment {
    /// A segment that was sealed just now.
    pub(crate) fn sealed(keys: &FileKeys, offset: u64, head: Head, sealed: &[u8]) -> Self {
        let salt = sealed.first_chunk::<32>().copied().unwrap_or_default();
        Self {
            offset,
            total: sealed.len() as u64,
            salt,
            head,
            cipher: Cipher::new(keys, &salt),
            aad: head.aad(keys),
        }
    }

    /// Tries to open a head.
    pub(crate) fn find(keys: &FileKeys, medium: &mut dyn Medium, offset: u64) -> io::Result<Found> {
        let mut preamble = vec![0; PREAMBLE as usize];
        if !read_exact_at(medium, offset, &mut preamble)? {
            return Ok(Found::Nothing);
        }
        Ok(Self::open_head(keys, offset, preamble).unwrap_or(Found::Nothing))
    }

    fn open_head(keys: &FileKeys, offset: u64, mut preamble: Vec<u8>) -> Option<Found> {
        let mut sealed = preamble.split_off(32);
        let salt = *preamble.first_chunk::<32>()?;
        let cipher = Cipher::new(keys, &salt);
        if !cipher.open(0, false, &keys.header_hash, &mut sealed) {
            return None;
        }
        let Some(head) = Head::parse(&sealed) else { return Some(Found::Newer) };
        if head.length > MAX_CONTENT {
            return Some(Found::OverBudget { length: head.length });
        }
        let total = total_for(head.length);
        Some(Found::Segment(Self { offset, total, salt, head, aad: head.aad(keys), cipher }))
    }

    /// The segment as a commit lists it.
    pub(crate) const fn listed(&self) -> Listed {
        Listed { offset: self.offset, total: self.total, kind: self.head.kind.number(), salt: self.salt }
    }

    /// Where the next segment begins.
    pub(crate) const fn end(&self) -> u64 {
        self.offset + self.total
    }

    /// How many chunks its body has.
    pub(crate) const fn chunks(&self) -> u64 {
        chunks_in(self.total)
    }

    /// One chunk of the body, counted from 1, with the zeros after the content; `None` when it does not open.
    pub(crate) fn chunk(&self, medium: &mut dyn Medium, number: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(place) = chunk_place(self.total, number) else { return Ok(None) };
        let mut chunk = vec![0; place.len as usize];
        if !read_exact_at(medium, self.offset + place.offset, &mut chunk)? {
            return Ok(None);
        }
        Ok(self.cipher.open(number, place.last, &self.aad, &mut chunk).then_some(chunk))
    }

    /// The numbers of the chunks that hold the content bytes `at..at + len`.
    pub(crate) fn chunks_of(at: u64, len: u64) -> std::ops::RangeInclusive<u64> {
        let last = at.saturating_add(len.saturating_sub(1));
        at / CHUNK + 1..=last / CHUNK + 1
    }

    /// The whole content and the hash of the sealed segment; `None` when it does not open.
    pub(crate) fn content(&self, medium: &mut dyn Medium) -> io::Result<Option<(Vec<u8>, [u8; 32])>> {
        let mut sealed = vec![0; self.total as usize];
        if !read_exact_at(medium, self.offset, &mut sealed)? {
            return Ok(None);
        }
        let hash = *blake3::hash(&sealed).as_bytes();
        let mut content = Vec::with_capacity(sealed.len());
        for number in 1..=self.chunks() {
            let Some(place) = chunk_place(self.total, number) else { return Ok(None) };
            let range = place.offset as usize..(place.offset + place.len) as usize;
            let Some(mut chunk) = sealed.get(range).map(<[u8]>::to_vec) else { return Ok(None) };
            if !self.cipher.open(number, place.last, &self.aad, &mut chunk) {
                return Ok(None);
            }
            content.append(&mut chunk);
        }
        content.truncate(self.head.length as usize);
        Ok(Some((content, hash)))
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::ProjectKey;

    use super::*;
    use crate::MemoryMedium;

    fn keys() -> FileKeys {
        FileKeys::new(&ProjectKey::from_bytes([1; 32]), b"header")
    }

    fn head(length: usize) -> Head {
        Head { previous: [3; 32], sequence: 5, length: length as u64, kind: Kind::Records }
    }

    fn found(keys: &FileKeys, bytes: &[u8]) -> Option<Segment> {
        let mut medium = MemoryMedium::from(bytes.to_vec());
        match Segment::find(keys, &mut medium, 0).unwrap() {
            Found::Segment(segment) => Some(segment),
            _ => None,
        }
    }

    #[test]
    fn a_segment_reads_back_whole_and_by_chunk() {
        for length in [0, 1, 3968, 3969, 65_520, 65_521, 200_000] {
            let content: Vec<u8> = (0..length).map(|i| (i % 251) as u8).collect();
            let sealed = seal(&keys(), head(length), &content).unwrap();
            let segment = found(&keys(), &sealed).unwrap();
            assert_eq!((segment.head, segment.total), (head(length), sealed.len() as u64));
            let mut medium = MemoryMedium::from(sealed.clone());
            let (whole, hash) = segment.content(&mut medium).unwrap().unwrap();
            assert_eq!(whole, content);
            assert_eq!(hash, *blake3::hash(&sealed).as_bytes());
            let mut joined = Vec::new();
            for number in 1..=segment.chunks() {
                joined.extend(segment.chunk(&mut medium, number).unwrap().unwrap());
            }
            joined.truncate(length);
            assert_eq!(joined, content);
        }
    }

    #[test]
    fn sealing_the_same_twice_shares_no_block() {
        let (a, b) = (seal(&keys(), head(9), b"nine byte").unwrap(), seal(&keys(), head(9), b"nine byte").unwrap());
        assert!(a.chunks(16).zip(b.chunks(16)).all(|(a, b)| a != b));
    }

    #[test]
    fn another_header_or_a_flipped_bit_opens_nothing() {
        let sealed = seal(&keys(), head(9), b"nine byte").unwrap();
        assert!(found(&FileKeys::new(&ProjectKey::from_bytes([1; 32]), b"other"), &sealed).is_none());
        for at in (0..sealed.len()).step_by(7) {
            let mut bytes = sealed.clone();
            bytes[at] ^= 4;
            let opens = found(&keys(), &bytes)
                .is_some_and(|s| s.content(&mut MemoryMedium::from(bytes.clone())).unwrap().is_some());
            assert!(!opens, "byte {at}");
        }
    }
}
