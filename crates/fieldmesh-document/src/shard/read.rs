//! Reading observations, whatever the members wrote into the document.
//!
//! A value of an unexpected type reads as absent and is left in the document. Automerge's Text objects are
//! read wherever a string is expected.

use std::collections::BTreeMap;

use automerge::{Automerge, ObjId, ObjType, ReadDoc, ScalarValueRef, ValueRef};

use super::change_index::{ChangeIndex, ChangeNumber};
use super::conflict::Disputed;
use super::pass::Pass;
use super::{text, walk};
use crate::guard::operations::Operations;
use crate::observation::{Scalar, TagValue};
use crate::{LocalId, Moment, Observation, ObservationId, ShardId, Timestamp};

/// Current values of one key that are looked at. More than people who write apart from each other make; it
/// bounds what a shard made to be slow can cost.
const MAX_VALUES: usize = 64;

/// Reads the observations of one document, as it is now or as it was at some heads.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Automerge,
    pub(super) heads: Option<&'a [automerge::ChangeHash]>,
    pub(super) index: &'a ChangeIndex<'a>,
    shard: ShardId,
}

/// An observation while it is read.
pub(super) struct Draft {
    pub(super) observation: Observation,
    /// The map it lies in.
    pub(super) map: ObjId,
    creator: Option<ChangeNumber>,
    /// The changes that wrote its current values; may name one several times.
    pub(super) changes: Vec<ChangeNumber>,
    /// Those of them that deleted it.
    pub(super) deletions: Vec<ChangeNumber>,
    pub(super) disputed: Vec<Disputed>,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(doc: &'a Automerge, shard: ShardId, index: &'a ChangeIndex<'a>) -> Self {
        Self { doc, heads: None, index, shard }
    }

    pub(super) const fn at(mut self, heads: &'a [automerge::ChangeHash]) -> Self {
        self.heads = Some(heads);
        self
    }

    /// Whether a change is part of what is read.
    pub(super) fn has(&self, change: ChangeNumber) -> bool {
        let reaches = |head: ChangeNumber| head == change || self.index.is_ancestor(change, head);
        self.heads.is_none_or(|heads| heads.iter().filter_map(|hash| self.index.number_of(hash)).any(reaches))
    }

    /// Every observation in the map `observations`, by id.
    pub(super) fn all(&self, observations: &ObjId) -> Vec<Observation> {
        self.finish(walk::below(self, Pass::all(self, observations)))
    }

    /// The same from the operations that the document was loaded from.
    pub(super) fn all_in(&self, operations: &Operations<'_>, observations: &ObjId) -> Vec<Observation> {
        match walk::along(operations, Pass::all(self, observations)) {
            Some(drafts) => self.finish(drafts),
            None => self.all(observations),
        }
    }

    fn finish(&self, drafts: Vec<Draft>) -> Vec<Observation> {
        drafts.into_iter().map(|draft| draft.finish(self)).collect()
    }

    /// The observation in one map.
    pub(super) fn one(&self, id: LocalId, object: &ObjId) -> Option<Observation> {
        let mut drafts = walk::below(self, Pass::one(self, id, object));
        Some(drafts.pop()?.finish(self))
    }

    pub(super) fn draft(&self, id: LocalId, object: &ObjId) -> Draft {
        let creator = self.index.of(object);
        Draft {
            observation: Observation {
                id: ObservationId::new(self.shard, id),
                created_at: Moment::utc(Timestamp(0)),
                observed_at: None,
                updated_at: Timestamp(0),
                author: None,
                editor: None,
                configuration: None,
                position: None,
                category: None,
                tags: BTreeMap::new(),
                notes: None,
                attachments: BTreeMap::new(),
                metadata: None,
                source: None,
                deleted_at: None,
                conflicts: Vec::new(),
            },
            map: object.clone(),
            creator,
            changes: creator.into_iter().collect(),
            deletions: Vec::new(),
            disputed: Vec::new(),
        }
    }

    /// The current values of a key, the one shown first at the front; at most [`MAX_VALUES`].
    pub(super) fn candidates(&self, object: &ObjId, key: &str) -> Vec<(ValueRef<'static>, ObjId)> {
        let all = match self.heads {
            Some(heads) => self.doc.get_all_at(object, key, heads),
            None => self.doc.get_all(object, key),
        };
        let all = all.unwrap_or_default().into_iter().rev().take(MAX_VALUES);
        all.map(|(value, id)| (value_ref(value.into_owned()), id)).collect()
    }

    /// The answer of a tag. A map says that the tag was removed.
    pub(super) fn tag_value(&self, value: &ValueRef<'_>, id: &ObjId) -> Option<TagValue> {
        match value {
            ValueRef::Scalar(scalar) => Some(TagValue::One(scalar_value(scalar))),
            ValueRef::Object(ObjType::Text) => self.string(value, id).map(|text| TagValue::One(Scalar::Text(text))),
            ValueRef::Object(ObjType::List) => {
                let items = match self.heads {
                    Some(heads) => self.doc.list_range_at(id, .., heads),
                    None => self.doc.list_range(id, ..),
                };
                Some(TagValue::List(items.map(|item| self.element(&item.value, &item.id())).collect()))
            }
            ValueRef::Object(_) => None,
        }
    }

    pub(super) fn element(&self, value: &ValueRef<'_>, id: &ObjId) -> Scalar {
        match value {
            ValueRef::Scalar(scalar) => scalar_value(scalar),
            value => self.string(value, id).map_or(Scalar::Unknown, Scalar::Text),
        }
    }

    pub(super) fn moment(&self, value: &ValueRef<'_>, id: &ObjId) -> Option<Moment> {
        match self.string(value, id) {
            Some(json) => text::moment_from_json(&json),
            None => integer(value).map(|at| Moment::utc(Timestamp(at))),
        }
    }

    /// A string, or a Text object as JavaScript writes it.
    pub(super) fn string(&self, value: &ValueRef<'_>, id: &ObjId) -> Option<String> {
        match value {
            ValueRef::Scalar(ScalarValueRef::Str(text)) => Some(text.to_string()),
            ValueRef::Object(ObjType::Text) => match self.heads {
                Some(heads) => self.doc.text_at(id, heads).ok(),
                None => self.doc.text(id).ok(),
            },
            _ => None,
        }
    }
}

impl Draft {
    pub(super) fn written_by(&mut self, change: Option<ChangeNumber>) {
        if let Some(change) = change
            && self.changes.last() != Some(&change)
        {
            self.changes.push(change);
        }
    }

    fn finish(mut self, reader: &Reader<'_>) -> Observation {
        self.observation.conflicts = super::conflict::of(&mut self, reader);
        let newest = reader.index.newest(&self.changes);
        let mut observation = self.observation;
        observation.updated_at = newest.map_or(Timestamp(0), |change| reader.index.time(change));
        observation.editor = newest.and_then(|change| reader.index.author(change));
        observation.author = self.creator.and_then(|change| reader.index.author(change));
        observation
    }
}

fn value_ref(value: automerge::Value<'static>) -> ValueRef<'static> {
    use automerge::ScalarValue as Owned;
    match value {
        automerge::Value::Object(kind) => ValueRef::Object(kind),
        automerge::Value::Scalar(scalar) => ValueRef::Scalar(match scalar.into_owned() {
            Owned::Bytes(bytes) => ScalarValueRef::Bytes(bytes.into()),
            Owned::Str(text) => ScalarValueRef::Str(text.to_string().into()),
            Owned::Int(number) => ScalarValueRef::Int(number),
            Owned::Uint(number) => ScalarValueRef::Uint(number),
            Owned::F64(number) => ScalarValueRef::F64(number),
            Owned::Counter(counter) => ScalarValueRef::Counter(i64::from(&counter)),
            Owned::Timestamp(at) => ScalarValueRef::Timestamp(at),
            Owned::Boolean(yes) => ScalarValueRef::Boolean(yes),
            Owned::Unknown { type_code, bytes } => ScalarValueRef::Unknown { type_code, bytes: bytes.into() },
            Owned::Null => ScalarValueRef::Null,
        }),
    }
}

fn scalar_value(scalar: &ScalarValueRef<'_>) -> Scalar {
    match scalar {
        ScalarValueRef::Null => Scalar::Null,
        ScalarValueRef::Boolean(yes) => Scalar::Bool(*yes),
        ScalarValueRef::Int(number) | ScalarValueRef::Counter(number) => Scalar::Int(*number),
        ScalarValueRef::Uint(number) => i64::try_from(*number).map_or(Scalar::Uint(*number), Scalar::Int),
        ScalarValueRef::F64(number) if number.is_finite() => Scalar::Float(*number),
        ScalarValueRef::Str(text) => Scalar::Text(text.to_string()),
        ScalarValueRef::Timestamp(at) => Scalar::Timestamp(*at),
        ScalarValueRef::Bytes(bytes) => Scalar::Bytes(bytes.to_vec()),
        ScalarValueRef::F64(_) | ScalarValueRef::Unknown { .. } => Scalar::Unknown,
    }
}

/// A whole number, from any of the types in which programs write one.
pub(super) fn integer(value: &ValueRef<'_>) -> Option<i64> {
    let ValueRef::Scalar(scalar) = value else { return None };
    match scalar {
        ScalarValueRef::Timestamp(number) | ScalarValueRef::Int(number) => Some(*number),
        ScalarValueRef::Uint(number) => i64::try_from(*number).ok(),
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and the range is checked")]
        ScalarValueRef::F64(number) if number.abs() < 9e15 => Some(*number as i64),
        _ => None,
    }
}

pub(super) fn zone(value: &ValueRef<'_>) -> Option<i16> {
    integer(value).and_then(|minutes| i16::try_from(minutes).ok()).filter(text::zone_is_possible)
}
