//! The first changes of every shard: the same bytes on every device, so that shards begun apart are one, and that
//! grew apart as well. Specified in `docs/document-schema.md`, section 2.

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjType, ROOT, ReadDoc, ScalarValue, Value};

use super::schema::{SCHEMA_VERSION, root};
use crate::{ChangeHash, ShardId, ShardKind};

/// What one version adds to the chain, as one change.
pub(crate) type Step = fn(&mut Transaction<'_>, &ShardId, ShardKind) -> Result<(), AutomergeError>;

/// The chain of this version. Later ones append, and change nothing of what is there.
pub(crate) const STEPS: [Step; 1] = [step_0];

/// The actor of the first step; it writes nothing else.
pub(crate) fn actor(id: &ShardId, kind: ShardKind) -> ActorId {
    actor_of_step(id, kind, &[])
}

/// The actor of a later step. Each has its own, so that a step of a version to come is a change like any other.
pub(crate) fn actor_of_step(id: &ShardId, kind: ShardKind, number: &[u8]) -> ActorId {
    let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 genesis actor");
    hasher.update(&[kind.number()]);
    hasher.update(id.as_bytes());
    hasher.update(number);
    ActorId::from(hasher.finalize().as_bytes().split_at(16).0)
}

/// A document that holds the genesis of a shard and nothing else, under a random actor.
pub(crate) fn genesis(id: &ShardId, kind: ShardKind) -> Automerge {
    chain(id, kind, &STEPS)
}

/// The same with these steps.
pub(crate) fn chain(id: &ShardId, kind: ShardKind, steps: &[Step]) -> Automerge {
    let mut doc = Automerge::new();
    for (number, step) in (0..=u8::MAX).zip(steps) {
        doc.set_actor(if number == 0 { actor(id, kind) } else { actor_of_step(id, kind, &[number]) });
        let made = doc.transact_with::<_, _, AutomergeError, _>(
            |()| CommitOptions::default().with_time(0),
            |tx| step(tx, id, kind),
        );
        #[expect(clippy::expect_used, reason = "fixed keys are put into the root of a document of our own")]
        made.expect("a genesis step applies");
    }
    doc.set_actor(ActorId::random());
    doc
}

/// The hash of the first step.
pub(crate) fn first(id: &ShardId, kind: ShardKind) -> Option<ChangeHash> {
    let first = chain(id, kind, &[step_0]).get_heads();
    first.first().map(ChangeHash::of_automerge)
}

/// The steps that a document lacks. None if the actor of one of them wrote anything else, or if the document is of
/// a newer major version. They come from a chain of their own: a step made on the document itself would be another
/// change on every device.
pub(crate) fn lacking(doc: &Automerge, id: &ShardId, kind: ShardKind, steps: &[Step]) -> Vec<Change> {
    if steps.len() < 2 || is_newer(doc) {
        return Vec::new();
    }
    let mut steps = chain(id, kind, steps).get_changes(&[]);
    steps.retain(|step| doc.get_change_meta_by_hash(&step.hash()).is_none());
    let mut others = doc.get_changes_meta(&[]).into_iter();
    if others.any(|other| steps.iter().any(|step| step.actor_id() == other.actor.as_ref())) {
        return Vec::new();
    }
    steps
}

/// Whether a document is of a newer major version.
pub(crate) fn is_newer(doc: &Automerge) -> bool {
    number(doc, root::SCHEMA).is_some_and(|schema| schema > SCHEMA_VERSION)
}

/// The whole number under a key of the root.
pub(crate) fn number(doc: &Automerge, key: &str) -> Option<i64> {
    let Value::Scalar(scalar) = doc.get(ROOT, key).ok()??.0 else { return None };
    match *scalar {
        ScalarValue::Int(number) => Some(number),
        ScalarValue::Uint(number) => i64::try_from(number).ok(),
        _ => None,
    }
}

/// Which shard a document says it is.
pub(crate) fn names(doc: &Automerge) -> Option<(ShardId, ShardKind)> {
    let Value::Scalar(shard) = doc.get(ROOT, root::SHARD).ok()??.0 else { return None };
    let kind = u8::try_from(number(doc, root::KIND)?).ok()?;
    Some((ShardId::from_hex(shard.as_str()?).ok()?, ShardKind::new(kind)))
}

fn step_0(tx: &mut Transaction<'_>, id: &ShardId, kind: ShardKind) -> Result<(), AutomergeError> {
    tx.put(ROOT, root::SCHEMA, SCHEMA_VERSION)?;
    tx.put(ROOT, root::KIND, i64::from(kind.number()))?;
    tx.put(ROOT, root::SHARD, id.to_hex())?;
    match kind {
        ShardKind::OBSERVATIONS => {
            tx.put_object(ROOT, root::OBSERVATIONS, ObjType::Map)?;
        }
        ShardKind::DEVICE_CARD => {
            tx.put_object(ROOT, root::CARD, ObjType::Map)?;
            tx.put_object(ROOT, root::SESSIONS, ObjType::Map)?;
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_genesis_of_three_shards_is_pinned() {
        let shards = [(0, ShardKind::OBSERVATIONS), (0xA5, ShardKind::DEVICE_CARD), (0xFF, ShardKind::new(77))];
        let made = shards.map(|(byte, kind)| {
            let hashes = genesis(&ShardId::from_bytes([byte; 16]), kind).get_heads();
            hashes.iter().map(ToString::to_string).collect::<Vec<_>>()
        });
        let pinned = [
            ["8da4ef200ebfac64481b211bb86c7ed8dd653f8056817f03c9b6b7619b1ae863"],
            ["3bdd93e4b97d7c265ffc189ee0130cba19d1468f787953afe0676f38056a6273"],
            ["65d70a0c30e9626991cd19fd6fdf6f85c57a0ff437041a2d4cf5737800e4a5da"],
        ];
        assert_eq!(made, pinned);
    }

    #[test]
    fn a_genesis_has_an_actor_that_is_not_used_again() {
        let id = ShardId::from_bytes([7; 16]);
        let doc = genesis(&id, ShardKind::OBSERVATIONS);
        assert_ne!(*doc.get_actor(), actor(&id, ShardKind::OBSERVATIONS));
        assert_ne!(actor(&id, ShardKind::OBSERVATIONS), actor(&id, ShardKind::DEVICE_CARD));
    }
}
