//! One pass over a document, which makes observations of its entries.

use std::collections::BTreeMap;

use automerge::{ObjId, ObjType, ValueRef};

use super::change_index::ChangeNumber;
use super::conflict::Disputed;
use super::read::{Draft, Reader, integer, zone};
use super::schema::observation as key;
use super::text;
use crate::observation::{Scalar, TagValue};
use crate::{AttachmentId, LocalId, Position, Timestamp};

/// What is made of the entries seen so far. Objects come in the order in which they were made, a parent before its
/// children, so that the role of each is known when its entries come.
pub(super) struct Pass<'r, 'a> {
    reader: &'r Reader<'a>,
    /// The object it is about.
    from: ObjId,
    /// Roles of the objects to come.
    roles: BTreeMap<(u64, usize), Role>,
    role: Option<Role>,
    drafts: Vec<Draft>,
    lists: Vec<List>,
}

/// What an object of the document is: the number is that of the observation it belongs to, or of the list.
#[derive(Clone, Copy)]
pub(super) enum Role {
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

/// An entry of a map.
pub(super) struct Entry<'e> {
    pub(super) key: &'e str,
    /// The value shown first.
    pub(super) value: ValueRef<'e>,
    /// Whether there are others.
    pub(super) conflict: bool,
    /// The operation that wrote it.
    pub(super) id: ObjId,
}

impl<'r, 'a> Pass<'r, 'a> {
    /// Every observation in the map `observations`.
    pub(super) fn all(reader: &'r Reader<'a>, observations: &ObjId) -> Self {
        Self::new(reader, observations, Role::Observations, Vec::new())
    }

    /// The observation in one map.
    pub(super) fn one(reader: &'r Reader<'a>, id: LocalId, object: &ObjId) -> Self {
        Self::new(reader, object, Role::Observation(0), vec![reader.draft(id, object)])
    }

    fn new(reader: &'r Reader<'a>, from: &ObjId, role: Role, drafts: Vec<Draft>) -> Self {
        let roles = BTreeMap::from([(number(from), role)]);
        Self { reader, from: from.clone(), roles, role: None, drafts, lists: Vec::new() }
    }

    /// The object it is about.
    pub(super) const fn from(&self) -> &ObjId {
        &self.from
    }

    /// Goes on to the entries of another object, and tells its role, if it has one here.
    pub(super) fn enter(&mut self, object: (u64, usize)) -> Option<Role> {
        self.role = self.roles.remove(&object);
        self.role
    }

    /// Takes an element of the current object, a list.
    pub(super) fn element(&mut self, value: &ValueRef<'_>, id: &ObjId) {
        if let Some(Role::List(nth)) = self.role
            && let Some(list) = self.lists.get_mut(nth)
        {
            list.values.push(self.reader.element(value, id));
        }
    }

    /// Takes an entry of the current object, a map.
    pub(super) fn entry(&mut self, object: &ObjId, entry: Entry<'_>) {
        match self.role {
            None | Some(Role::List(_)) => {}
            Some(Role::Observations) => self.observation(&entry),
            Some(Role::Observation(n)) => self.field(n, object, &entry),
            Some(Role::Tags(n)) => self.tag(n, object, entry),
            Some(Role::Attachments(n)) => self.attachment(n, object, &entry),
        }
    }

    /// The observations, by id: the keys of a map come in order.
    pub(super) fn into_drafts(mut self) -> Vec<Draft> {
        for List { draft, key, values } in self.lists {
            if let Some(draft) = self.drafts.get_mut(draft) {
                draft.observation.tags.insert(key, TagValue::List(values));
            }
        }
        self.drafts
    }

    fn observation(&mut self, entry: &Entry<'_>) {
        if is_map(entry)
            && let Ok(id) = LocalId::from_hex(entry.key)
        {
            self.roles.insert(number(&entry.id), Role::Observation(self.drafts.len()));
            self.drafts.push(self.reader.draft(id, &entry.id));
        }
    }

    fn field(&mut self, n: usize, object: &ObjId, entry: &Entry<'_>) {
        let Some(draft) = self.drafts.get_mut(n) else { return };
        let change = self.reader.index.of(&entry.id);
        draft.written_by(change);
        match entry.key {
            key::TAGS if is_map(entry) => {
                self.roles.insert(number(&entry.id), Role::Tags(n));
            }
            key::ATTACHMENTS if is_map(entry) => {
                self.roles.insert(number(&entry.id), Role::Attachments(n));
            }
            _ => field(self.reader, draft, object, entry, change),
        }
    }

    fn tag(&mut self, n: usize, object: &ObjId, entry: Entry<'_>) {
        let Some(draft) = self.drafts.get_mut(n) else { return };
        let Entry { key, value, conflict, id } = entry;
        draft.written_by(self.reader.index.of(&id));
        if conflict {
            draft.disputed.push(Disputed::new(object, key, true));
        }
        if let ValueRef::Object(ObjType::List) = value {
            // Its elements come later in this pass, which costs less than to look them up.
            self.roles.insert(number(&id), Role::List(self.lists.len()));
            self.lists.push(List { draft: n, key: key.to_owned(), values: Vec::new() });
        } else if let Some(value) = self.reader.tag_value(&value, &id) {
            draft.observation.tags.insert(key.to_owned(), value);
        }
    }

    fn attachment(&mut self, n: usize, object: &ObjId, entry: &Entry<'_>) {
        let Some(draft) = self.drafts.get_mut(n) else { return };
        let reader = self.reader;
        draft.written_by(reader.index.of(&entry.id));
        let Ok(attachment) = AttachmentId::from_hex(entry.key) else { return };
        let record = if entry.conflict {
            // A record beats a removal that did not know of it.
            let mut record = None;
            for (value, id) in reader.candidates(object, entry.key) {
                draft.written_by(reader.index.of(&id));
                record = record.or_else(|| text::record_from_json(&reader.string(&value, &id)?));
            }
            record
        } else {
            reader.string(&entry.value, &entry.id).and_then(|json| text::record_from_json(&json))
        };
        if let Some(record) = record {
            draft.observation.attachments.insert(attachment, record);
        }
    }
}

fn field(reader: &Reader<'_>, draft: &mut Draft, object: &ObjId, entry: &Entry<'_>, change: Option<ChangeNumber>) {
    let Entry { key, value, conflict, id } = entry;
    let read = &mut draft.observation;
    let string = || reader.string(value, id);
    match *key {
        key::CREATED_AT => read.created_at.at = Timestamp(integer(value).unwrap_or(0)),
        key::ZONE => read.created_at.zone = zone(value),
        key::OBSERVED_AT => read.observed_at = reader.moment(value, id),
        key::POSITION => read.position = string().and_then(|json| Position::from_json(&json).ok()),
        key::CATEGORY => read.category = string(),
        key::NOTES => read.notes = string(),
        key::CONFIGURATION => read.configuration = string().and_then(|text| text.parse().ok()),
        key::METADATA => read.metadata = string(),
        key::SOURCE => read.source = string().and_then(|json| text::source_from_json(&json)),
        key::DELETED_AT => {
            read.deleted_at = integer(value).map(Timestamp);
            if !conflict && read.deleted_at.is_some() {
                draft.deletions.extend(change);
            }
        }
        _ => return,
    }
    if *conflict {
        draft.disputed.push(Disputed::new(object, key, false));
    }
}

const fn is_map(entry: &Entry<'_>) -> bool {
    matches!(entry.value, ValueRef::Object(ObjType::Map))
}

/// Names an object inside one document.
pub(super) const fn number(object: &ObjId) -> (u64, usize) {
    match object {
        ObjId::Root => (0, 0),
        ObjId::Id(counter, _, actor) => (*counter, *actor),
    }
}
