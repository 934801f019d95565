//! Which observation a change wrote to.

use std::collections::HashMap;

use automerge::legacy::{Key, ObjectId, OpType};
use automerge::{Automerge, Change, ObjId, Prop, ReadDoc};

use crate::LocalId;

/// Finds the observation that an object of the document belongs to.
pub(super) struct Paths<'a> {
    doc: &'a Automerge,
    observations: &'a ObjId,
    known: HashMap<ObjId, Option<Place>>,
}

/// An observation, and the map it lies in: of one id made twice there are two maps.
#[derive(Clone)]
struct Place {
    id: LocalId,
    map: ObjId,
}

impl<'a> Paths<'a> {
    pub(super) fn new(doc: &'a Automerge, observations: &'a ObjId) -> Self {
        Self { doc, observations, known: HashMap::new() }
    }

    /// Names the observations that a change wrote to, some of them several times: with their map where it wrote
    /// into that, without where it wrote a map.
    pub(super) fn visit(&mut self, change: &Change, mut touched: impl FnMut(LocalId, Option<&ObjId>)) {
        let mut last: Option<ObjectId> = None;
        for (counter, op) in (change.start_op().get()..).zip(change.decode().operations) {
            let ObjectId::Id(id) = &op.obj else { continue };
            let object = ObjId::Id(id.counter(), id.actor().clone(), usize::MAX);
            // What is made here need not be looked up later, for which the document goes through all counters.
            let made = || ObjId::Id(counter, change.actor_id().clone(), usize::MAX);
            let makes = matches!(op.action, OpType::Make(_));
            if object == *self.observations {
                if let Key::Map(key) = &op.key
                    && let Ok(id) = LocalId::from_hex(key)
                {
                    touched(id, None);
                    if makes {
                        self.known.insert(made(), Some(Place { id, map: made() }));
                    }
                }
                continue;
            }
            let is_other = last.as_ref() != Some(&op.obj);
            if is_other || makes {
                let place = self.place_of(&object).cloned();
                if is_other && let Some(place) = &place {
                    touched(place.id, Some(&place.map));
                }
                if makes {
                    self.known.insert(made(), place);
                }
            }
            last = Some(op.obj);
        }
    }

    fn place_of(&mut self, object: &ObjId) -> Option<&Place> {
        if !self.known.contains_key(object) {
            let found = self.find(object);
            self.known.insert(object.clone(), found);
        }
        self.known.get(object)?.as_ref()
    }

    fn find(&self, object: &ObjId) -> Option<Place> {
        let mut map = object.clone();
        for parent in self.doc.parents(object).ok()? {
            if parent.obj == *self.observations {
                let Prop::Map(key) = parent.prop else { return None };
                return Some(Place { id: LocalId::from_hex(&key).ok()?, map });
            }
            map = parent.obj;
        }
        None
    }
}
