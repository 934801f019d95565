//! The index: where each shard and each attachment is in the file.

use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentWant, Inventory, MediaDigest, MediaPolicy, RecordsDigest, ShardEntry,
    ShardId, ShardKind, ShardState,
};

use crate::commit::{AttachmentRow, Rows, ShardRow};

/// Where everything is.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Index {
    pub(crate) shards: BTreeMap<ShardId, ShardRow>,
    pub(crate) attachments: BTreeMap<AttachmentId, AttachmentRow>,
}

impl Index {
    /// Takes over the rows of a commit. `false` when a full index lacks what the indexes before it held: a commit
    /// drops attachments by name, and no shard.
    pub(crate) fn apply(&mut self, rows: Rows) -> bool {
        let Rows { full, shards, attachments, dropped } = rows;
        let before = if full { std::mem::take(self) } else { Self::default() };
        for id in &dropped {
            self.attachments.remove(id);
        }
        self.shards.extend(shards.into_iter().map(|row| (row.shard, row)));
        self.attachments.extend(attachments.into_iter().map(|row| (row.id, row)));
        let dropped: BTreeSet<_> = dropped.into_iter().collect();
        before.shards.keys().all(|id| self.shards.contains_key(id))
            && before.attachments.keys().all(|id| self.attachments.contains_key(id) || dropped.contains(id))
    }

    /// Bytes that all extents have together. No two of an honest file overlap.
    pub(crate) fn extent_bytes(&self) -> u64 {
        let shards = self.shards.values().flat_map(ShardRow::extents);
        let attachments = self.attachments.values().flat_map(|row| &row.extents);
        shards.chain(attachments).map(|extent| u64::from(extent.length)).sum()
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

    /// How many observations it holds that are not deleted.
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
