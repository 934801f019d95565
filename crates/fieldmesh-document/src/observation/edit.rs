//! An edit: only the fields the person touched.

use std::collections::{BTreeMap, BTreeSet};

use super::TagValue;
use crate::{AttachmentId, AttachmentRecord, Moment, Position};

/// The fields a person touched, and nothing else: a field that is `None` here is not written, so a conflict
/// nobody saw stays. Writing a field that is in conflict resolves it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Edit {
    /// A new position, or none.
    pub position: Option<Option<Position>>,
    /// A new category, or none.
    pub category: Option<Option<String>>,
    /// A new time of seeing, or none.
    pub observed_at: Option<Option<Moment>>,
    /// New notes, or none.
    pub notes: Option<Option<String>>,
    /// Tags to write, or with `None` to remove.
    pub tags: BTreeMap<String, Option<TagValue>>,
    /// Whether it shall be deleted; taken back where it is not. What is so already is not written again.
    pub deleted: Option<bool>,
    /// Attachments to add.
    pub add_attachments: BTreeMap<AttachmentId, AttachmentRecord>,
    /// Attachments to remove from the record; their bytes stay.
    pub remove_attachments: BTreeSet<AttachmentId>,
}

impl Edit {
    /// Whether it touches nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
