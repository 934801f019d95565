//! Creating and opening.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Mutex;

use fieldmesh_document::{ChangeGraphs, MergeCounts, ProjectId, ProjectKey, ReplicaError};

use super::{Inner, OpenSegment, SyncFile, io_error};
use crate::commit::CommitVisit;
use crate::header::{FileKeys, Header};
use crate::index::Index;
use crate::seal::BLOCK;
use crate::segment::{Kind, MAX_CONTENT};
use crate::walk::{Digests, LastCommit, Walk, read_header, walk};
use crate::{CreateError, Manifest, Medium, OpenError, State};

impl SyncFile {
    /// Makes a new file with nothing in it, on an empty medium. Fill it, then [`finish_visit`](Self::finish_visit) and
    /// [`publish`](Self::publish) it. The writer of the manifest is the first visitor.
    ///
    /// # Errors
    /// Every [`CreateError`].
    pub fn create(
        medium: impl Medium + 'static,
        key: &ProjectKey,
        manifest: Manifest,
    ) -> Result<Self, CreateError> {
        let mut medium: Box<dyn Medium> = Box::new(medium);
        let writing = |error| CreateError::Write(io_error("writing the sync file", error));
        let len = medium.len().map_err(writing)?;
        if len != 0 {
            return Err(CreateError::NotEmpty { len });
        }
        let too_large = |have: usize| CreateError::TooLarge { have: have as u64, limit: MAX_CONTENT };
        let content = postcard::to_stdvec(&manifest).map_err(|_| too_large(usize::MAX))?;
        if content.len() as u64 > MAX_CONTENT {
            return Err(too_large(content.len()));
        }
        let mut salt = [0; 32];
        getrandom::fill(&mut salt).map_err(CreateError::Random)?;
        let header = Header::new(salt, key).to_block();
        let keys = FileKeys::new(key, &header);
        medium.append(&header).map_err(writing)?;

        let visit = CommitVisit { visitor: manifest.writer.clone(), at: manifest.created, complete: false };
        let digests = Digests::of(&Index::default());
        let last = LastCommit { sequence: 0, offset: 0, end: BLOCK, hash: [0; 32], digests };
        let mut inner = Inner::new(medium, keys, last);
        inner.visit = Some(visit.clone());
        inner.open = OpenSegment { kind: Kind::Manifest, content };
        inner.commit(Some(visit))?;
        Ok(Self { manifest, read_only: false, inner: Mutex::new(inner) })
    }

    /// Opens a file with whichever of these keys fits. Its header, commits and records are checked, its
    /// attachments when they are read.
    ///
    /// A file whose last update did not finish opens as [`State::Unfinished`]; nothing is written before the next
    /// commit.
    ///
    /// # Errors
    /// Every [`OpenError`].
    pub fn open(medium: impl Medium + 'static, keys: &[(ProjectId, ProjectKey)]) -> Result<Self, OpenError> {
        let file = Self::examine(medium, keys)?;
        let mut inner = file.inner.lock().map_err(|_| OpenError::Busy)?;
        if let State::Damaged { at } = inner.state {
            let intact_sequence = inner.log.iter().take_while(|entry| entry.end <= at).last().map(|e| e.sequence);
            return Err(OpenError::Damaged { at, len: inner.medium.len()?, intact_sequence });
        }
        drop(inner);
        Ok(file)
    }

    /// Opens a file also when it is damaged, as long as one commit and the manifest are whole, to look at it and to
    /// read what is intact. A damaged file refuses every write, and its damaged shards are declined.
    ///
    /// # Errors
    /// Every [`OpenError`]; [`OpenError::Damaged`] when no commit or no manifest is left.
    pub fn examine(medium: impl Medium + 'static, keys: &[(ProjectId, ProjectKey)]) -> Result<Self, OpenError> {
        let mut medium: Box<dyn Medium> = Box::new(medium);
        let ((project, _), file_keys) = read_header(medium.as_mut(), keys)?;
        let found = walk(medium.as_mut(), file_keys, *project)?;
        let read_only = medium.is_read_only();
        let manifest = found.manifest.clone();
        let tail = found.tail.clone();
        let mut inner = Inner::from_walk(medium, found);
        inner.adopt(&tail, manifest.media).map_err(|error| match error {
            ReplicaError::Busy => OpenError::Busy,
            other => OpenError::Io(std::io::Error::other(other)),
        })?;
        Ok(Self { manifest, read_only, inner: Mutex::new(inner) })
    }
}

impl Inner {
    fn new(medium: Box<dyn Medium>, keys: FileKeys, last: LastCommit) -> Self {
        Self {
            medium,
            keys,
            segments: BTreeMap::new(),
            bad: BTreeSet::new(),
            index: Index::default(),
            last,
            log: Vec::new(),
            state: State::Intact,
            visit: None,
            configuration: None,
            published: false,
            failed: false,
            open: OpenSegment { kind: Kind::Records, content: Vec::new() },
            end: last.end,
            appended_from: None,
            pending: Vec::new(),
            dirty_shards: BTreeSet::new(),
            dirty_attachments: BTreeSet::new(),
            dropped: BTreeSet::new(),
            changed_rows: 0,
            counts: MergeCounts::default(),
            hashers: HashMap::new(),
            graphs: ChangeGraphs::default(),
            chunk: None,
        }
    }

    fn from_walk(medium: Box<dyn Medium>, found: Walk) -> Self {
        let state = match found.fault {
            Some(at) if found.damaged => State::Damaged { at },
            Some(_) => {
                let visit = found.log.last().and_then(|entry| entry.visit.clone());
                let (by, at) = visit.map(|visit| (visit.visitor, visit.at)).unzip();
                State::Unfinished { intact_sequence: found.last.sequence, by, at, recovered: 0 }
            }
            None => State::Intact,
        };
        Self {
            segments: found.segments,
            bad: found.bad,
            index: found.index,
            log: found.log,
            published: true,
            state,
            ..Self::new(medium, found.keys, found.last)
        }
    }
}
