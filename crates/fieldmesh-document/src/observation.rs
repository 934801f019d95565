//! Observations as people and programs see them: what is written, what is read, what is edited.

mod builder;
mod difference;
mod edit;
mod value;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    AttachmentId, AttachmentRecord, ChangeHash, DeviceId, Fingerprint, LocalId, Moment, ObservationId, Position,
    Timestamp,
};

pub use difference::Difference;
pub use edit::Edit;
pub use value::{Scalar, TagValue};

/// Where an imported observation came from; a second import of the same is recognised by it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Source {
    /// What it was imported from: `geojson`, `mapeo`, `comapeo`, …
    pub kind: String,
    /// Its id there.
    pub id: String,
}

/// An observation to be written: everything the person and the device know of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct NewObservation {
    /// Its id inside the shard; drawn at random when `None`.
    pub local: Option<LocalId>,
    /// When it was recorded, by the device's clock; the time of the write when `None`.
    pub created_at: Option<Moment>,
    /// When it was seen, where that is another time.
    pub observed_at: Option<Moment>,
    /// The configuration it was captured under.
    pub configuration: Option<Fingerprint>,
    /// Where.
    pub position: Option<Position>,
    /// The id of its category.
    pub category: Option<String>,
    /// Answers, by tag key.
    pub tags: BTreeMap<String, TagValue>,
    /// Free text.
    pub notes: Option<String>,
    /// Photos and other files.
    pub attachments: BTreeMap<AttachmentId, AttachmentRecord>,
    /// What the device knew of its fix: JSON text, never edited.
    pub metadata: Option<String>,
    /// Where it was imported from.
    pub source: Option<Source>,
}

/// An observation as a shard holds it. Where a field is in conflict, its value here is the one every device
/// shows first, and [`Self::conflicts`] holds all of them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Observation {
    /// Its id.
    pub id: ObservationId,
    /// When it was recorded, by the recording device's clock.
    pub created_at: Moment,
    /// When it was seen, where that is another time.
    pub observed_at: Option<Moment>,
    /// The time of its newest change, by the editing device's clock, to the second.
    pub updated_at: Timestamp,
    /// The device that recorded it, according to that device; `None` for another program.
    pub author: Option<DeviceId>,
    /// The device of its newest change, according to that device.
    pub editor: Option<DeviceId>,
    /// The configuration it was captured under.
    pub configuration: Option<Fingerprint>,
    /// Where.
    pub position: Option<Position>,
    /// The id of its category.
    pub category: Option<String>,
    /// Answers, by tag key.
    pub tags: BTreeMap<String, TagValue>,
    /// Free text.
    pub notes: Option<String>,
    /// Photos and other files.
    pub attachments: BTreeMap<AttachmentId, AttachmentRecord>,
    /// What the device knew of its fix: JSON text.
    pub metadata: Option<String>,
    /// Where it was imported from.
    pub source: Option<Source>,
    /// When it was deleted; it stays in the history and can be restored.
    pub deleted_at: Option<Timestamp>,
    /// Fields with more than one current value, in the order of their names.
    pub conflicts: Vec<Conflict>,
}

impl Observation {
    /// Whether it was deleted and not restored.
    pub const fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }
}

/// The name of a field that a person can edit.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum FieldName {
    /// Where.
    Position,
    /// The category.
    Category,
    /// When it was seen.
    ObservedAt,
    /// The answer under one tag key.
    Tag(String),
    /// Free text.
    Notes,
    /// Deleted on one device while edited or restored on another. The value of a deletion is its time in
    /// milliseconds since 1970, that of an edit or restoration is none.
    Deleted,
}

/// One of several current values of a field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The value as plain JSON; `None` where the field was removed.
    pub value: Option<String>,
    /// The device that wrote it, according to that device.
    pub author: Option<DeviceId>,
    /// When, by that device's clock, to the second.
    pub at: Timestamp,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// A field whose edits on different devices did not know of each other. It stays until a person resolves it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Conflict {
    /// Which field.
    pub field: FieldName,
    /// Its current values, the one shown first at the front; always two or more different ones.
    pub values: Vec<ConflictValue>,
}

/// One version of an observation: the state after one change.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// The change that made it.
    pub change: ChangeHash,
    /// The device that made it, according to that device.
    pub author: Option<DeviceId>,
    /// When, by that device's clock, to the second.
    pub at: Timestamp,
    /// What the order of changes says against that clock.
    pub clock: Option<ClockDoubt>,
    /// The observation as that device had it.
    pub observation: Observation,
    /// The observation as that device had it before; `None` for the version in which it was recorded.
    pub before: Option<Observation>,
}

/// Why the time of a change cannot be right, or that of another one: the two differ by more than an hour against the
/// order in which they were made. Which of the clocks is wrong, the order does not tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClockDoubt {
    /// Earlier than a change that it knew of.
    Behind,
    /// Later than a change that knew of it.
    Ahead,
}
