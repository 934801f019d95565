//! The first changes of every shard: the same bytes on every device, so that shards begun apart are one.
//! Specified in `docs/document-schema.md`, section 2.

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{ActorId, Automerge, AutomergeError, ObjType, ROOT};

use super::schema::{SCHEMA_VERSION, root};
use crate::{ChangeHash, ShardId, ShardKind};

/// The actor of the genesis changes; it writes nothing else.
pub(crate) fn actor(id: &ShardId, kind: ShardKind) -> ActorId {
    let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 0 genesis actor");
    hasher.update(&[kind.number()]);
    hasher.update(id.as_bytes());
    ActorId::from(hasher.finalize().as_bytes().split_at(16).0)
}

/// A document that holds the genesis of a shard and nothing else, under a random actor.
///
/// Later schema versions append steps to [`STEPS`]: each is one change of the genesis actor on top of the
/// one before, and is merged into older shards. `fork_at` is never used.
pub(crate) fn genesis(id: &ShardId, kind: ShardKind) -> Automerge {
    let mut doc = Automerge::new().with_actor(actor(id, kind));
    for step in STEPS {
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

/// The hashes of the genesis changes, oldest first.
pub(crate) fn hashes(id: &ShardId, kind: ShardKind) -> Vec<ChangeHash> {
    genesis(id, kind)
        .get_changes_meta(&[])
        .into_iter()
        .map(|change| ChangeHash::of_automerge(&change.hash))
        .collect()
}

type Step = fn(&mut Transaction<'_>, &ShardId, ShardKind) -> Result<(), AutomergeError>;

const STEPS: [Step; 1] = [version_0];

fn version_0(tx: &mut Transaction<'_>, id: &ShardId, kind: ShardKind) -> Result<(), AutomergeError> {
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
            hashes(&ShardId::from_bytes([byte; 16]), kind).iter().map(ToString::to_string).collect::<Vec<_>>()
        });
        let pinned = [
            ["be2150f5ed6f3f1097d7e93816fe8b01608525d48709ae32466ff90e7176fa66"],
            ["7d2b019b55bc6bfa5c09cfc3ae28dd94f24397b52617aa7398037f6d4b431797"],
            ["adb05a0665beffa4db3f27ca572cdde99247b19caffa6c47170c949ba2bdce60"],
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
