//! The walk from segment to segment by which a file is opened (`docs/syncfile-format.md`, section 8).

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use fieldmesh_document::{MediaDigest, MergeCounts, ProjectId, ProjectKey, RecordsDigest};
use serde::de::DeserializeOwned;

use crate::commit::{Commit, CommitVisit, Listed, UNDERSTOOD};
use crate::header::{FileKeys, Header, KIND_REPLICA, MAGIC, VERSION};
use crate::index::Index;
use crate::medium::read_exact_at;
use crate::seal::BLOCK;
use crate::segment::{Found, Kind, MAX_CONTENT, Segment};
use crate::{Manifest, Medium, OpenError, foreign};

/// Segments of a file, at most.
const MAX_SEGMENTS: u64 = 200_000;
/// Shards, and attachments, of a file, at most.
const MAX_ROWS: u64 = 1_000_000;

/// A chunk of a segment: the segment's offset and the chunk's number.
pub(crate) type ChunkId = (u64, u64);

/// What a file was found to hold.
pub(crate) struct Walk {
    pub(crate) keys: FileKeys,
    pub(crate) manifest: Manifest,
    pub(crate) segments: BTreeMap<u64, Segment>,
    /// Chunks of records that do not open.
    pub(crate) bad: BTreeSet<ChunkId>,
    pub(crate) index: Index,
    pub(crate) last: LastCommit,
    /// One entry for each commit.
    pub(crate) log: Vec<LogEntry>,
    /// The first fault, also a missing end.
    pub(crate) fault: Option<u64>,
    /// Whether a valid commit stands behind the first fault.
    pub(crate) damaged: bool,
    /// Segments behind the last commit and before the first fault.
    pub(crate) tail: Vec<Listed>,
}

/// The newest commit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct LastCommit {
    pub(crate) sequence: u64,
    pub(crate) offset: u64,
    pub(crate) end: u64,
    pub(crate) hash: [u8; 32],
    pub(crate) digests: Digests,
}

/// What a commit says of the state after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Digests {
    pub(crate) records: RecordsDigest,
    pub(crate) media: [MediaDigest; 3],
}

impl Digests {
    pub(crate) fn of(index: &Index) -> Self {
        Self { records: index.records_digest(), media: index.media_digests() }
    }
}

/// What a file remembers of one commit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct LogEntry {
    pub(crate) sequence: u64,
    /// Where the commit ends.
    pub(crate) end: u64,
    pub(crate) visit: Option<CommitVisit>,
    pub(crate) counts: MergeCounts,
}

/// Checks the header and finds the project whose key fits.
pub(crate) fn read_header<'k>(
    medium: &mut dyn Medium,
    keys: &'k [(ProjectId, ProjectKey)],
) -> Result<(&'k (ProjectId, ProjectKey), FileKeys), OpenError> {
    let len = medium.len()?;
    let mut block = vec![0; len.min(BLOCK) as usize];
    read_exact_at(medium, 0, &mut block)?;
    if !block.starts_with(&MAGIC) {
        return Err(OpenError::NotASyncFile { empty: len == 0, looks_like: foreign::looks_like(medium)? });
    }
    let cut_short = OpenError::Damaged { at: len, len, intact_sequence: None };
    let Some(header) = Header::parse(&block) else { return Err(cut_short) };
    let Header { version, kind, flags, .. } = header;
    if (version, kind, flags) != (VERSION, KIND_REPLICA, 0) {
        return Err(OpenError::NewerVersion { version, kind, flags });
    }
    let Some(fitting) = keys.iter().find(|(_, key)| header.fits(key)) else {
        return Err(OpenError::OtherProject { tried: keys.len() });
    };
    if len < BLOCK {
        return Err(cut_short);
    }
    Ok((fitting, FileKeys::new(&fitting.1, &block)))
}

/// Walks a file whose header was read.
pub(crate) fn walk(medium: &mut dyn Medium, keys: FileKeys, project: ProjectId) -> Result<Walk, OpenError> {
    let mut walker = Walker::new(medium, keys, project)?;
    walker.run()?;
    let Walker { keys, len, manifest, segments, bad, index, last, log, fault, damaged, pending, .. } = walker;
    let fault = fault.or_else(|| (last.is_none_or(|last| last.end != len)).then_some(len));

    let (Some(manifest), Some(last)) = (manifest, last) else {
        return Err(OpenError::Damaged { at: fault.unwrap_or(len), len, intact_sequence: None });
    };
    let bytes = index.extent_bytes();
    if bytes > len {
        return Err(over("bytes in its index", bytes, len));
    }
    Ok(Walk { keys, manifest, segments, bad, index, last, log, fault, damaged, tail: pending })
}

struct Walker<'m> {
    medium: &'m mut dyn Medium,
    keys: FileKeys,
    project: ProjectId,
    len: u64,
    manifest: Option<Manifest>,
    segments: BTreeMap<u64, Segment>,
    bad: BTreeSet<ChunkId>,
    index: Index,
    last: Option<LastCommit>,
    log: Vec<LogEntry>,
    fault: Option<u64>,
    damaged: bool,
    /// Segments since the last commit, while there was no fault.
    pending: Vec<Listed>,
}

impl<'m> Walker<'m> {
    fn new(medium: &'m mut dyn Medium, keys: FileKeys, project: ProjectId) -> io::Result<Self> {
        let len = medium.len()?;
        Ok(Self {
            medium,
            keys,
            project,
            len,
            manifest: None,
            segments: BTreeMap::new(),
            bad: BTreeSet::new(),
            index: Index::default(),
            last: None,
            log: Vec::new(),
            fault: None,
            damaged: false,
            pending: Vec::new(),
        })
    }

    fn run(&mut self) -> Result<(), OpenError> {
        let mut at = BLOCK;
        while at < self.len {
            at = match Segment::find(&self.keys, self.medium, at)? {
                Found::Newer => return Err(OpenError::NewerContent { at }),
                Found::OverBudget { length } => return Err(over("bytes in a segment", length, MAX_CONTENT)),
                Found::Segment(segment) if segment.end() <= self.len => {
                    let end = segment.end();
                    self.segment(segment)?;
                    end
                }
                _ => {
                    self.fault_at(at);
                    at + BLOCK
                }
            };
        }
        Ok(())
    }

    fn segment(&mut self, segment: Segment) -> Result<(), OpenError> {
        if self.segments.len() as u64 >= MAX_SEGMENTS {
            return Err(over("segments", self.segments.len() as u64 + 1, MAX_SEGMENTS));
        }
        let (offset, kind) = (segment.offset, segment.head.kind);
        if !self.follows(&segment) {
            self.fault_at(offset);
        }
        let opens = match kind {
            Kind::Media | Kind::Later(_) => true,
            Kind::Records => self.check_chunks(&segment)?,
            Kind::Manifest => self.read_manifest(&segment)?,
            Kind::Commit => return self.read_commit(&segment),
        };
        if !opens {
            self.fault_at(offset);
        } else if self.fault.is_none() {
            self.pending.push(segment.listed());
        }
        self.segments.insert(offset, segment);
        Ok(())
    }

    /// Whether a segment belongs where it stands.
    fn follows(&self, segment: &Segment) -> bool {
        let is_first = segment.offset == BLOCK;
        let (previous, sequence) =
            self.last.map_or(([0; 32], 0), |last| (last.hash, last.sequence.saturating_add(1)));
        segment.head.previous == previous
            && segment.head.sequence == sequence
            && (segment.head.kind == Kind::Manifest) == is_first
    }

    fn check_chunks(&mut self, segment: &Segment) -> io::Result<bool> {
        let mut opens = true;
        for number in 1..=segment.chunks() {
            if segment.chunk(self.medium, number)?.is_none() {
                self.bad.insert((segment.offset, number));
                opens = false;
            }
        }
        Ok(opens)
    }

    fn read_manifest(&mut self, segment: &Segment) -> Result<bool, OpenError> {
        if self.manifest.is_some() {
            return Ok(true);
        }
        let Some((content, _)) = segment.content(self.medium)? else { return Ok(false) };
        let manifest: Manifest = decode(&content, segment)?;
        if manifest.project != self.project {
            return Err(OpenError::OtherProject { tried: 1 });
        }
        self.manifest = Some(manifest);
        Ok(true)
    }

    fn read_commit(&mut self, segment: &Segment) -> Result<(), OpenError> {
        let Some((content, hash)) = segment.content(self.medium)? else {
            self.fault_at(segment.offset);
            return Ok(());
        };
        let commit: Commit = decode(&content, segment)?;
        if commit.requires & !UNDERSTOOD != 0 {
            return Err(OpenError::NewerContent { at: segment.offset });
        }
        if commit.sequence != segment.head.sequence {
            // No program writes that, and what a member sealed as a commit is not cut off.
            self.fault_at(segment.offset);
            self.damaged = true;
            return Ok(());
        }
        self.damaged |= self.fault.is_some();
        if let (Some(manifest), Some(configuration)) = (&mut self.manifest, commit.configuration) {
            manifest.configuration = Some(configuration);
        }
        let fits = commit.segments == self.pending && commit.previous == self.last.map_or(0, |last| last.offset);
        let adds_up = self.index.apply(commit.rows);
        for (what, rows) in [("shards", self.index.shards.len()), ("attachments", self.index.attachments.len())] {
            if rows as u64 > MAX_ROWS {
                return Err(over(what, rows as u64, MAX_ROWS));
            }
        }
        if !(fits && adds_up) {
            self.fault_at(segment.offset);
            self.damaged = true;
        }
        self.pending.clear();
        let (sequence, offset, end) = (commit.sequence, segment.offset, segment.end());
        let digests = Digests { records: commit.records, media: commit.media };
        self.last = Some(LastCommit { sequence, offset, end, hash, digests });
        self.log.push(LogEntry { sequence, end, visit: commit.visit, counts: bounded(commit.counts) });
        self.segments.insert(segment.offset, segment.clone());
        Ok(())
    }

    fn fault_at(&mut self, at: u64) {
        self.fault.get_or_insert(at);
    }
}

/// What opened was written by a member: what does not decode then, a later program wrote. What follows the fields
/// known here is ignored.
fn decode<T: DeserializeOwned>(content: &[u8], segment: &Segment) -> Result<T, OpenError> {
    postcard::from_bytes(content).map_err(|_| OpenError::NewerContent { at: segment.offset })
}

fn over(what: &'static str, have: u64, limit: u64) -> OpenError {
    OpenError::OverBudget { what, have, limit }
}

/// Counts that can be added up for as many commits as a file may have.
fn bounded(counts: MergeCounts) -> MergeCounts {
    let bound = |count: u64| count.min(u32::MAX.into());
    MergeCounts {
        new: bound(counts.new),
        changed: bound(counts.changed),
        deleted: bound(counts.deleted),
        conflicts: bound(counts.conflicts),
    }
}
