//! What the parts of a session share.

use std::collections::{BTreeMap, VecDeque};

use fieldmesh_document::{
    AttachmentClass, AttachmentWant, ChangeHash, DeclineReason, Heads, Inventory, RecordsDigest, ShardEntry,
    ShardId, ShardKind, ShardState,
};

use crate::error::SessionError;
use crate::outbox::Outbox;
use crate::outcome::{AttachmentCount, Direction, Moved, Progress, Stage};

/// Which part a side plays: it decides who lists its shards first, and nothing else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Initiator,
    Responder,
}

impl Role {
    const fn number(self) -> u8 {
        match self {
            Self::Initiator => 0,
            Self::Responder => 1,
        }
    }

    const fn other(self) -> Self {
        match self {
            Self::Initiator => Self::Responder,
            Self::Responder => Self::Initiator,
        }
    }
}

/// What both sides announced of a shard that differs.
#[derive(Clone, Debug)]
pub(super) struct Agreed {
    pub(super) kind: ShardKind,
    pub(super) mine: Option<Heads>,
    pub(super) theirs: Option<Heads>,
    /// Whether this side has all that the other announced, so that nothing of this shard may come.
    pub(super) ahead: bool,
}

#[derive(Debug)]
pub(super) struct Core {
    pub(super) outbox: Outbox,
    pub(super) role: Role,
    pub(super) key: [u8; 32],
    /// The state this side speaks of, read once; then, shard by shard, what both must have at the end.
    pub(super) inventory: Inventory,
    pub(super) agreed: BTreeMap<ShardId, Agreed>,
    pub(super) declined: BTreeMap<ShardId, DeclineReason>,
    pub(super) received: Moved,
    /// Whether no shard that counts in the records digest was declined.
    pub(super) without_exception: bool,
    progress: BTreeMap<(Stage, Direction), (Progress, bool)>,
    /// The class that stands for whole attachments, each way.
    counted: BTreeMap<Direction, AttachmentClass>,
}

impl Core {
    pub(super) fn new() -> Self {
        Self {
            outbox: Outbox::default(),
            role: Role::Responder,
            key: [0; 32],
            inventory: Inventory::default(),
            agreed: BTreeMap::new(),
            declined: BTreeMap::new(),
            received: Moved::default(),
            without_exception: true,
            progress: BTreeMap::new(),
            counted: BTreeMap::new(),
        }
    }

    /// Draws the role and the key of this session from both nonces and the carrier's binding.
    pub(super) fn bind(&mut self, ours: [u8; 16], theirs: [u8; 16], binding: &[u8; 32]) {
        self.role = if ours < theirs { Role::Initiator } else { Role::Responder };
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 session");
        hasher.update(binding);
        hasher.update(&ours.min(theirs));
        hasher.update(&ours.max(theirs));
        self.key = *hasher.finalize().as_bytes();
    }

    /// The short form of a change hash in this session.
    pub(super) fn short(&self, hash: &ChangeHash) -> [u8; 8] {
        let keyed = blake3::keyed_hash(&self.key, &hash.0);
        let mut short = [0; 8];
        short.copy_from_slice(keyed.as_bytes().split_at(8).0);
        short
    }

    pub(super) fn own_proof(&self, digest: &RecordsDigest) -> [u8; 32] {
        self.proof(self.role, digest)
    }

    pub(super) fn their_proof(&self, digest: &RecordsDigest) -> [u8; 32] {
        self.proof(self.role.other(), digest)
    }

    fn proof(&self, role: Role, digest: &RecordsDigest) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&[role.number()]);
        hasher.update(&digest.0);
        *hasher.finalize().as_bytes()
    }

    /// Notes how far a shard reaches that both sides have announced.
    pub(super) fn record(&mut self, shard: ShardId, heads: Heads) {
        if let Some(agreed) = self.agreed.get(&shard) {
            self.inventory.insert(shard, ShardEntry { kind: agreed.kind, state: ShardState::Held(heads) });
        }
    }

    pub(super) fn decline(&mut self, shard: ShardId, reason: DeclineReason) {
        self.declined.entry(shard).or_insert(reason);
    }

    /// Fixes the total of a stage.
    pub(super) fn start(&mut self, stage: Stage, direction: Direction, total: u64) {
        self.begin(Progress { stage, direction, done: 0, total, attachments: None });
    }

    /// Fixes what the stage of attachments moves.
    pub(super) fn start_attachments(&mut self, direction: Direction, moving: &VecDeque<AttachmentWant>) {
        let moving: Vec<_> = moving.iter().filter(|want| !is_question(want)).collect();
        let of = |class| moving.iter().filter(|want| want.class == class).count() as u64;
        let Some(counted) = moving.iter().map(|want| want.class).min() else { return };
        // Nothing but a photo has smaller renditions, and none has two of a class.
        let photos = match counted {
            AttachmentClass::Original => of(AttachmentClass::Preview) >= of(counted),
            AttachmentClass::Preview => of(AttachmentClass::Thumbnail) >= of(counted),
            AttachmentClass::Thumbnail => true,
        };
        let total = moving.iter().map(|want| want.size - want.held).sum();
        let attachments = Some(AttachmentCount { done: 0, total: of(counted), photos });
        self.counted.insert(direction, counted);
        self.begin(Progress { stage: Stage::Attachments, direction, done: 0, total, attachments });
    }

    fn begin(&mut self, progress: Progress) {
        if progress.total > 0 {
            self.progress.insert((progress.stage, progress.direction), (progress, true));
        }
    }

    pub(super) fn step(&mut self, stage: Stage, direction: Direction, by: u64) {
        if let Some((progress, news)) = self.progress.get_mut(&(stage, direction)) {
            progress.done = progress.done.saturating_add(by).min(progress.total);
            *news = true;
        }
    }

    /// A content has moved whole, or will not move any more.
    pub(super) fn moved(&mut self, direction: Direction, class: AttachmentClass) {
        if self.counted.get(&direction) == Some(&class)
            && let Some((Progress { attachments: Some(count), .. }, news)) =
                self.progress.get_mut(&(Stage::Attachments, direction))
        {
            count.done = count.done.saturating_add(1).min(count.total);
            *news = true;
        }
    }

    /// The newest progress of each kind, once.
    pub(super) fn poll_progress(&mut self) -> Option<Progress> {
        self.progress.values_mut().find_map(|(progress, news)| std::mem::take(news).then_some(*progress))
    }
}

/// Whether a line of a want list asks only whether a content is there, so that nothing of it moves.
pub(super) const fn is_question(want: &AttachmentWant) -> bool {
    want.held == want.size && want.size > 0
}

/// A count that may not exceed a limit.
pub(super) fn at_most(what: &'static str, have: u64, limit: u64) -> Result<(), SessionError> {
    if have > limit { Err(SessionError::TooMuch { what, have, limit }) } else { Ok(()) }
}

pub(super) const fn invalid(message: &'static str, what: &'static str) -> SessionError {
    SessionError::Invalid { message, what }
}
