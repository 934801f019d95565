//! The index: where each shard and each attachment is in the file.

use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentWant, Inventory, MediaDigest, MediaPolicy, RecordsDigest, ShardEntry,
    ShardId, ShardKind, ShardState,
};

use crate::commit::{AttachmentRow, Commit, ShardRow};

/// Where everything is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index {
    pub(crate) shards: BTreeMap<ShardId, ShardRow>,
    pub(crate) attachments: BTreeMap<AttachmentId, AttachmentRow>,
}

impl Index {
    /// The index after a commit.
    pub(crate) fn apply(&mut self, commit: &Commit) {
        if commit.full {
            *self = Self::default();
        }
        for id in &commit.dropped {
            self.attachments.remove(id);
        }
        self.shards.extend(commit.shards.iter().map(|row| (row.shard, row.clone())));
        self.attachments.extend(commit.attachments.iter().map(|row| (row.id, row.clone())));
    }

    pub(crate) fn inventory(&self) -> Inventory {
        let entry = |row: &ShardRow| ShardEntry { kind: row.kind, state: ShardState::Held(row.heads.clone()) };
        self.shards.iter().map(|(id, row)| (*id, entry(row))).collect()
    }

    pub(crate) fn records_digest(&self) -> RecordsDigest {
        self.inventory().records_digest()
    }

    pub(crate) fn media_digests(&self) -> [MediaDigest; 3] {
        AttachmentClass::ALL.map(|class| self.media_digest(class))
    }

    pub(crate) fn media_digest(&self, class: AttachmentClass) -> MediaDigest {
        let complete = self.attachments.values().filter(|row| row.complete && row.class == class);
        MediaDigest::of(class, complete.map(|row| &row.id))
    }

    /// How many observations the data shards hold, deleted ones too.
    pub(crate) fn observations(&self) -> u64 {
        let data = self.shards.values().filter(|row| row.kind == ShardKind::OBSERVATIONS);
        data.map(|row| u64::from(row.observations)).sum()
    }

    /// A content that is whole.
    pub(crate) fn complete(&self, id: &AttachmentId) -> Option<&AttachmentRow> {
        self.attachments.get(id).filter(|row| row.complete)
    }

    pub(crate) fn wanted(&self, policy: MediaPolicy) -> Vec<AttachmentWant> {
        let absent: BTreeSet<_> = self.shards.values().flat_map(|row| &row.absent).collect();
        let mut wanted: Vec<AttachmentWant> = Vec::new();
        for absent in absent {
            if policy.wants(absent.class)
                && self.complete(&absent.id).is_none()
                && wanted.last().is_none_or(|last| last.id != absent.id)
            {
                let held = self.attachments.get(&absent.id).map_or(0, AttachmentRow::held);
                wanted.push(AttachmentWant { id: absent.id, class: absent.class, size: absent.size, held });
            }
        }
        wanted
    }
}
