//! Reading observations: one pass over the document, whatever its members wrote into it.
//!
//! A value of an unexpected type reads as absent and is left in the document. Automerge's Text objects are
//! read wherever a string is expected.

use std::collections::BTreeMap;
use std::sync::Arc;

use automerge::iter::{DocItem, ListRangeItem, MapRangeItem};
use automerge::{Automerge, ObjId, ObjType, ReadDoc, ScalarValueRef, ValueRef};

use super::change_index::{ChangeIndex, ChangeNumber};
use super::conflict::Disputed;
use super::schema::observation as key;
use super::text;
use crate::observation::{Scalar, TagValue};
use crate::{AttachmentId, LocalId, Moment, Observation, ObservationId, Position, ShardId, Timestamp};

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

    /// Every observation in the map `observations`, by id.
    pub(super) fn all(&self, observations: &ObjId) -> Vec<Observation> {
        let mut drafts = self.pass(observations, Role::Observations, Vec::new());
        drafts.sort_by_key(|draft| draft.observation.id);
        drafts.into_iter().map(|draft| draft.finish(self)).collect()
    }

    /// The observation in one map.
    pub(super) fn one(&self, id: LocalId, object: &ObjId) -> Option<Observation> {
        let draft = self.draft(id, object);
        let mut drafts = self.pass(object, Role::Observation(0), vec![draft]);
        Some(drafts.pop()?.finish(self))
    }

    fn draft(&self, id: LocalId, object: &ObjId) -> Draft {
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
            creator,
            changes: creator.into_iter().collect(),
            deletions: Vec::new(),
            disputed: Vec::new(),
        }
    }

    /// Walks everything below an object. Objects come in the order in which they were made, a parent before
    /// its children, so that the role of each is known when its entries come.
    fn pass(&self, from: &ObjId, role: Role, mut drafts: Vec<Draft>) -> Vec<Draft> {
        let mut roles: BTreeMap<(u64, usize), Role> = BTreeMap::new();
        let mut current: Option<(Arc<ObjId>, Option<Role>)> = None;
        let mut lists: Vec<List> = Vec::new();
        for entry in self.doc.iter_at(from, self.heads) {
            let role = match &current {
                Some((object, role)) if Arc::ptr_eq(object, &entry.obj) => *role,
                _ => {
                    let role =
                        if *entry.obj == *from { Some(role) } else { roles.get(&number(&entry.obj)).copied() };
                    current = Some((entry.obj.clone(), role));
                    role
                }
            };
            let Some(role) = role else { continue };
            let item = match (entry.item, role) {
                (DocItem::Map(item), _) => item,
                (DocItem::List(item), Role::List(nth)) => {
                    if let Some(list) = lists.get_mut(nth) {
                        list.values.push(self.element(&item));
                    }
                    continue;
                }
                _ => continue,
            };
            let is_map = matches!(item.value, ValueRef::Object(ObjType::Map));
            if let Role::Observations = role {
                if is_map && let Ok(id) = LocalId::from_hex(&item.key) {
                    let object = item.id();
                    roles.insert(number(&object), Role::Observation(drafts.len()));
                    drafts.push(self.draft(id, &object));
                }
                continue;
            }
            let id = item.id();
            let change = self.index.of(&id);
            match role {
                Role::Observations | Role::List(_) => {}
                Role::Observation(n) => {
                    let Some(draft) = drafts.get_mut(n) else { continue };
                    draft.written_by(change);
                    match &*item.key {
                        key::TAGS if is_map => {
                            roles.insert(number(&id), Role::Tags(n));
                        }
                        key::ATTACHMENTS if is_map => {
                            roles.insert(number(&id), Role::Attachments(n));
                        }
                        _ => self.field(draft, &entry.obj, &item, &id, change),
                    }
                }
                Role::Tags(n) => {
                    let Some(draft) = drafts.get_mut(n) else { continue };
                    draft.written_by(change);
                    if item.conflict {
                        draft.disputed.push(Disputed::new(&entry.obj, &item.key, true));
                    }
                    if let ValueRef::Object(ObjType::List) = item.value {
                        // Its elements come later in this pass, which costs less than to look them up.
                        roles.insert(number(&id), Role::List(lists.len()));
                        lists.push(List { draft: n, key: item.key.into_owned(), values: Vec::new() });
                    } else if let Some(value) = self.tag_value(&item.value, &id) {
                        draft.observation.tags.insert(item.key.into_owned(), value);
                    }
                }
                Role::Attachments(n) => {
                    let Some(draft) = drafts.get_mut(n) else { continue };
                    draft.written_by(change);
                    let Ok(attachment) = AttachmentId::from_hex(&item.key) else { continue };
                    let record = if item.conflict {
                        // A record beats a removal that did not know of it.
                        self.candidates(&entry.obj, &item.key).into_iter().find_map(|(value, id)| {
                            draft.written_by(self.index.of(&id));
                            text::record_from_json(&self.string(&value, &id)?)
                        })
                    } else {
                        self.string(&item.value, &id).and_then(|json| text::record_from_json(&json))
                    };
                    if let Some(record) = record {
                        draft.observation.attachments.insert(attachment, record);
                    }
                }
            }
        }
        for List { draft, key, values } in lists {
            if let Some(draft) = drafts.get_mut(draft) {
                draft.observation.tags.insert(key, TagValue::List(values));
            }
        }
        drafts
    }

    fn field(
        &self,
        draft: &mut Draft,
        object: &ObjId,
        item: &MapRangeItem<'_>,
        id: &ObjId,
        change: Option<ChangeNumber>,
    ) {
        let read = &mut draft.observation;
        let string = || self.string(&item.value, id);
        match &*item.key {
            key::CREATED_AT => read.created_at.at = Timestamp(integer(&item.value).unwrap_or(0)),
            key::ZONE => read.created_at.zone = zone(&item.value),
            key::OBSERVED_AT => read.observed_at = self.moment(&item.value, id),
            key::POSITION => read.position = string().and_then(|json| Position::from_json(&json).ok()),
            key::CATEGORY => read.category = string(),
            key::NOTES => read.notes = string(),
            key::CONFIGURATION => read.configuration = string().and_then(|text| text.parse().ok()),
            key::METADATA => read.metadata = string(),
            key::SOURCE => read.source = string().and_then(|json| text::source_from_json(&json)),
            key::DELETED_AT => {
                read.deleted_at = integer(&item.value).map(Timestamp);
                if !item.conflict && read.deleted_at.is_some() {
                    draft.deletions.extend(change);
                }
            }
            _ => return,
        }
        if item.conflict {
            draft.disputed.push(Disputed::new(object, &item.key, false));
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
                Some(TagValue::List(items.map(|item| self.element(&item)).collect()))
            }
            ValueRef::Object(_) => None,
        }
    }

    fn element(&self, item: &ListRangeItem<'_>) -> Scalar {
        match &item.value {
            ValueRef::Scalar(scalar) => scalar_value(scalar),
            value => self.string(value, &item.id()).map_or(Scalar::Unknown, Scalar::Text),
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

/// What an object of the document is: the number is that of the observation it belongs to, or of the list.
#[derive(Clone, Copy)]
enum Role {
    Observations,
    Observation(usize),
    Tags(usize),
    Attachments(usize),
    /// One of the lists found so far.
    List(usize),
}

/// The answer of a tag, while its elements come.
struct List {
    draft: usize,
    key: String,
    values: Vec<Scalar>,
}

/// Names an object inside one document.
const fn number(object: &ObjId) -> (u64, usize) {
    match object {
        ObjId::Root => (0, 0),
        ObjId::Id(counter, _, actor) => (*counter, *actor),
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

fn zone(value: &ValueRef<'_>) -> Option<i16> {
    integer(value).and_then(|minutes| i16::try_from(minutes).ok()).filter(text::zone_is_possible)
}
