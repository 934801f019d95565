//! Two ways along the entries of a document: that of Automerge, which finds any part of it as it is or was, and a
//! faster one along the columns it was loaded from. Both give a pass the same entries in the same order.

use std::str::from_utf8;
use std::sync::Arc;

use automerge::iter::DocItem;
use automerge::{ActorId, ObjId, ObjType, ReadDoc, ScalarValueRef, ValueRef};

use super::pass::{Entry, Pass, Role, number};
use super::read::{Draft, Reader};
use crate::guard::operations::{Operation, OperationId, Operations, signed, unsigned};

/// Everything below the object a pass is about.
pub(super) fn below(reader: &Reader<'_>, mut pass: Pass<'_, '_>) -> Vec<Draft> {
    let mut current: Option<Arc<ObjId>> = None;
    for item in reader.doc.iter_at(pass.from().clone(), reader.heads) {
        if current.as_ref().is_none_or(|current| !Arc::ptr_eq(current, &item.obj)) {
            pass.enter(number(&item.obj));
            current = Some(Arc::clone(&item.obj));
        }
        match item.item {
            DocItem::Map(map) => {
                let (id, conflict) = (map.id(), map.conflict);
                pass.entry(&item.obj, Entry { key: &map.key, value: map.value, conflict, id });
            }
            DocItem::List(list) => pass.element(&list.value, &list.id()),
            DocItem::Text(_) => {}
        }
    }
    pass.into_drafts()
}

/// The same, as the document is now, from the operations that it was loaded from. `None` where only Automerge's way
/// is sure: counters, and what no program of people writes into such objects.
pub(super) fn along(operations: &Operations<'_>, pass: Pass<'_, '_>) -> Option<Vec<Draft>> {
    let actors = operations.actors().iter().map(|actor| ActorId::from(*actor)).collect();
    let mut walk = Walk { actors, pass, object: None, role: None, id: ObjId::Root, shown: None };
    operations.visit(|operation| walk.take(operation))?;
    walk.show()?;
    Some(walk.pass.into_drafts())
}

/// Gathers the operations of one key, or of one element, into an entry.
struct Walk<'r, 'a, 's> {
    actors: Vec<ActorId>,
    pass: Pass<'r, 'a>,
    object: Option<OperationId>,
    role: Option<Role>,
    /// The object as Automerge names it.
    id: ObjId,
    shown: Option<Shown<'s>>,
}

/// The last of the current values of a key, or of an element, which is the one shown first.
struct Shown<'s> {
    operation: Operation<'s>,
    conflict: bool,
}

impl<'s> Walk<'_, '_, 's> {
    fn take(&mut self, operation: Operation<'s>) -> Option<()> {
        if operation.object != self.object {
            self.show()?;
            self.object = operation.object;
            self.role = operation.object.and_then(|object| self.pass.enter(object));
            if let (Some(_), Some(object)) = (self.role, operation.object) {
                self.id = self.name(object)?;
            }
        }
        let Some(role) = self.role else { return Some(()) };
        let is_list = matches!(role, Role::List(_));
        if is_list != operation.key.is_none() || !is_plain(&operation) {
            return None;
        }
        let continues = |shown: &Shown<'_>| shown.operation.key == operation.key;
        if is_list && operation.insert || !is_list && !self.shown.as_ref().is_some_and(continues) {
            self.show()?;
        }
        if operation.successors == 0 {
            let conflict = self.shown.is_some();
            self.shown = Some(Shown { operation, conflict });
        }
        Some(())
    }

    /// Hands on what is complete.
    fn show(&mut self) -> Option<()> {
        let Some(Shown { operation, conflict }) = self.shown.take() else { return Some(()) };
        let (value, id) = (value(&operation)?, self.name(operation.id)?);
        match operation.key {
            Some(key) => {
                let key = from_utf8(key).ok()?;
                self.pass.entry(&self.id, Entry { key, value, conflict, id });
            }
            None => self.pass.element(&value, &id),
        }
        Some(())
    }

    fn name(&self, (counter, actor): OperationId) -> Option<ObjId> {
        Some(ObjId::Id(counter, self.actors.get(actor)?.clone(), actor))
    }
}

const MAKE_MAP: u64 = 0;
const SET: u64 = 1;
const MAKE_LIST: u64 = 2;
const MAKE_TEXT: u64 = 4;
const MAKE_TABLE: u64 = 6;

const COUNTER: u64 = 8;

/// Whether successors mean that it is not shown, and its value is the one that was written.
const fn is_plain(operation: &Operation<'_>) -> bool {
    match operation.action {
        SET => operation.value_type != COUNTER,
        action => matches!(action, MAKE_MAP | MAKE_LIST | MAKE_TEXT | MAKE_TABLE),
    }
}

fn value<'s>(operation: &Operation<'s>) -> Option<ValueRef<'s>> {
    let bytes = operation.value;
    let scalar = match (operation.action, operation.value_type) {
        (MAKE_MAP, _) => return Some(ValueRef::Object(ObjType::Map)),
        (MAKE_LIST, _) => return Some(ValueRef::Object(ObjType::List)),
        (MAKE_TEXT, _) => return Some(ValueRef::Object(ObjType::Text)),
        (MAKE_TABLE, _) => return Some(ValueRef::Object(ObjType::Table)),
        (_, 0) => ScalarValueRef::Null,
        (_, 1) => ScalarValueRef::Boolean(false),
        (_, 2) => ScalarValueRef::Boolean(true),
        (_, 3) => ScalarValueRef::Uint(unsigned(bytes)?),
        (_, 4) => ScalarValueRef::Int(signed(bytes)?),
        (_, 5) => ScalarValueRef::F64(f64::from_le_bytes(bytes.try_into().ok()?)),
        (_, 6) => ScalarValueRef::Str(from_utf8(bytes).ok()?.into()),
        (_, 7) => ScalarValueRef::Bytes(bytes.into()),
        (_, 9) => ScalarValueRef::Timestamp(signed(bytes)?),
        (_, other) => ScalarValueRef::Unknown { type_code: u8::try_from(other).ok()?, bytes: bytes.into() },
    };
    Some(ValueRef::Scalar(scalar))
}
