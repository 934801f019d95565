//! The same data in one Automerge document on each side, synchronized by `automerge::sync`, in memory.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use automerge::sync::{Message, State, SyncDoc};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, ObjType, ROOT, ReadDoc, hydrate};
use fieldmesh_document::NewObservation;
use fieldmesh_document::observation::{Scalar, TagValue};
use fieldmesh_workload::SyntheticDevice;

use crate::pair::{own, recorders};
use crate::wire::Counted;
use crate::{Result, costs};

/// The map of the records, in the root.
const MAP: &str = "observations";

/// Two documents that are equal before they differ, and what each side remembers of the other.
pub(crate) struct Documents {
    sides: [Automerge; 2],
    states: [State; 2],
    recorded: usize,
}

/// What a synchronization took.
pub(crate) struct Synchronized {
    pub(crate) counted: Counted,
    pub(crate) took: Duration,
}

impl Documents {
    /// Both sides hold so many observations, and have synchronized.
    pub(crate) fn new(count: usize) -> Result<Self> {
        let mut base = genesis()?;
        let theirs =
            recorders(count - 2 * costs::OWN).map(|(device, new)| recorded(&genesis()?, &device, &new, true));
        let ours = own(0, costs::OWN).into_iter().map(|(device, new)| recorded(&genesis()?, &device, &new, false));
        for doc in theirs.chain(ours) {
            base.merge(&mut doc?)?;
        }
        let mut sides = [base.clone(), base];
        let mut states = [State::new(), State::new()];
        synchronize(&mut sides, &mut states)?;
        Ok(Self { sides, states, recorded: costs::OWN })
    }

    /// Each side records so many more, with one change for each or one for all.
    pub(crate) fn add(&mut self, count: usize, one_change_each: bool) -> Result<()> {
        for (side, (device, new)) in self.sides.iter_mut().zip(own(self.recorded, count)) {
            *side = recorded(side, &device, &new, one_change_each)?;
        }
        self.recorded += count;
        Ok(())
    }

    /// As if the two had never met: what each knows of the other is lost.
    pub(crate) fn synchronize_as_strangers(&self) -> Result<Synchronized> {
        synchronize(&mut self.sides.clone(), &mut [State::new(), State::new()])
    }

    /// With what each remembers of the other, kept since as Automerge advises.
    pub(crate) fn synchronize(&mut self) -> Result<Synchronized> {
        for state in &mut self.states {
            *state = State::decode(&state.encode())?;
        }
        synchronize(&mut self.sides, &mut self.states)
    }
}

fn synchronize(sides: &mut [Automerge; 2], states: &mut [State; 2]) -> Result<Synchronized> {
    let begun = Instant::now();
    let ([a, b], [of_a, of_b]) = (sides, states);
    let mut counted = Counted::default();
    loop {
        let message = |doc: &Automerge, state: &mut State| doc.generate_sync_message(state).map(Message::encode);
        let (from_a, from_b) = (message(a, of_a), message(b, of_b));
        if !counted.turn(from_a.iter().chain(&from_b)) {
            break;
        }
        if let Some(bytes) = from_a {
            b.receive_sync_message(of_b, Message::decode(&bytes)?)?;
        }
        if let Some(bytes) = from_b {
            a.receive_sync_message(of_a, Message::decode(&bytes)?)?;
        }
    }
    let took = begun.elapsed();
    if a.get_heads() != b.get_heads() {
        return Err("the documents differ after they were synchronized".into());
    }
    Ok(Synchronized { counted, took })
}

/// The same change on every device.
fn genesis() -> Result<Automerge> {
    let mut doc = Automerge::new().with_actor(ActorId::from([0]));
    let mut transaction = doc.transaction();
    transaction.put_object(ROOT, MAP, ObjType::Map)?;
    transaction.commit_with(CommitOptions::default().with_time(0));
    Ok(doc)
}

/// The document after a device has recorded these.
fn recorded(
    doc: &Automerge,
    device: &SyntheticDevice,
    observations: &[NewObservation],
    one_change_each: bool,
) -> Result<Automerge> {
    let mut doc = doc.clone().with_actor(ActorId::from(device.id().as_bytes().get(..16).unwrap_or_default()));
    let (_, map) = doc.get(ROOT, MAP)?.ok_or("no map")?;
    let batch = if one_change_each { 1 } else { observations.len().max(1) };
    for batch in observations.chunks(batch) {
        let mut transaction = doc.transaction();
        for observation in batch {
            let id = observation.local.ok_or("no id")?.to_hex();
            transaction.batch_create_object(&map, id, &hydrated(observation), false)?;
        }
        transaction.commit();
    }
    Ok(doc)
}

/// The fields that Fieldmesh writes.
fn hydrated(new: &NewObservation) -> hydrate::Value {
    let mut fields = Vec::new();
    if let Some(created) = new.created_at {
        fields.push(("created_at", scalar(created.at.0)));
        fields.extend(created.zone.map(|zone| ("zone", scalar(i64::from(zone)))));
    }
    let position = new.position.as_ref().map(|position| position.to_json());
    fields.extend(position.map(|position| ("position", scalar(position))));
    fields.extend(new.category.as_deref().map(|category| ("category", scalar(category))));
    fields.extend(new.notes.as_deref().map(|notes| ("notes", scalar(notes))));
    let tags = new.tags.iter().map(|(key, value)| (key.as_str(), tag(value)));
    fields.push(("tags", hydrate::Value::Map(tags.collect::<HashMap<_, _>>().into())));
    hydrate::Value::Map(fields.into_iter().collect::<HashMap<_, _>>().into())
}

fn tag(value: &TagValue) -> hydrate::Value {
    match value {
        TagValue::One(one) => plain(one),
        TagValue::List(list) => hydrate::Value::List(list.iter().map(plain).collect::<Vec<_>>().into()),
    }
}

/// The workload draws texts and integers only.
fn plain(value: &Scalar) -> hydrate::Value {
    match value {
        Scalar::Text(text) => scalar(text.as_str()),
        Scalar::Int(number) => scalar(*number),
        _ => scalar(()),
    }
}

fn scalar(value: impl Into<automerge::ScalarValue>) -> hydrate::Value {
    hydrate::Value::Scalar(value.into())
}
