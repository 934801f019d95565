//! Shards of versions to come, by made-up steps of the genesis.

use automerge::transaction::{CommitOptions, Transactable, Transaction};
use automerge::{AutomergeError, ROOT};

use super::*;
use crate::guard::{Announced, admit_changes, admit_snapshot};

const CARLA: DeviceId = DeviceId::from_bytes([0xC; 32]);
/// What a later version could know: a container that this one does not.
const MINOR: [genesis::Step; 2] = [genesis::STEPS[0], tracks];
/// And one that changed how things lie.
const MAJOR: [genesis::Step; 3] = [genesis::STEPS[0], tracks, another_layout];

fn tracks(tx: &mut Transaction<'_>, _: &ShardId, kind: ShardKind) -> Result<(), AutomergeError> {
    if kind == ShardKind::OBSERVATIONS { tx.put_object(ROOT, "tracks", ObjType::Map).map(drop) } else { Ok(()) }
}

fn another_layout(tx: &mut Transaction<'_>, _: &ShardId, _: ShardKind) -> Result<(), AutomergeError> {
    tx.put(ROOT, root::SCHEMA, SCHEMA_VERSION + 1)
}

fn announced(shard: &Shard) -> Announced {
    Announced { shard: shard.id(), kind: shard.kind(), heads: shard.heads() }
}

/// What another program makes of it that was sent all of it.
fn sent(shard: &Shard) -> Shard {
    admit_snapshot(&shard.save(), &announced(shard)).unwrap()
}

fn met(one: &Shard, other: &Shard) -> Shard {
    admit_changes(one, &other.changes_since(&one.heads()), &announced(other)).unwrap()
}

/// What the later version writes: a track, and a field of an observation that this one does not know.
fn write_later(writer: &mut ShardWriter, id: &LocalId, track: &str) -> Written {
    let (map, object) = (writer.shard().root_map("tracks").unwrap(), writer.shard().object_of(id).unwrap());
    writer
        .commit(at(50), vec![*id], |tx| {
            tx.put(&map, track, 1)?;
            tx.put(&object, "colour", track)
        })
        .unwrap()
}

fn tracks_of(shard: &Shard) -> Vec<String> {
    shard.doc.keys(shard.root_map("tracks").unwrap()).collect()
}

#[test]
fn containers_of_a_later_version_are_the_same_on_devices_that_upgraded_apart() {
    let (base, id) = one();
    let mut ana = base.clone().write_with(ANA, &MINOR);
    let mut ben = edited(&base, BEN, &id, &notes("b"), at(20)).write_with(BEN, &MINOR);
    assert_eq!(ana.shard().root_map("tracks"), ben.shard().root_map("tracks"));
    let first = write_later(&mut ana, &id, "a");
    assert_eq!(first.changes.len(), 2, "the step comes with the first write");
    assert_eq!(write_later(&mut ana, &id, "a again").changes.len(), 1);
    write_later(&mut ben, &id, "b");
    let (ana, ben) = (ana.into_shard(), ben.into_shard());
    let (one, other) = (met(&ana, &ben), met(&ben, &ana));
    assert_eq!(one.heads(), other.heads());
    assert_eq!(
        (tracks_of(&one), tracks_of(&other)),
        (vec!["a", "a again", "b"].into_iter().map(Into::into).collect(), tracks_of(&one))
    );
    assert_eq!(one.doc.get_all(ROOT, "tracks").unwrap().len(), 1, "one container");
    assert_eq!(one.observations(), other.observations());
    // A shard that the later version began has the same.
    let begun = genesis::chain(&base.id, base.kind, &MINOR);
    let step = begun.get_heads().first().map(ChangeHash::of_automerge).unwrap();
    assert!(one.contains_all(&[step]));
    // Who has it all adds nothing.
    assert_eq!(one.clone().write_with(CARLA, &MINOR).shard().heads(), one.heads());
}

#[test]
fn what_a_first_write_hands_on_is_enough_for_who_has_the_shard_as_it_was() {
    let (base, id) = one();
    let mut ana = base.clone().write_with(ANA, &MINOR);
    // A write that changes nothing hands nothing on, and loses nothing of it.
    assert!(matches!(ana.edit(&id, &notes("roof gone"), at(20)), Err(WriteError::Empty)));
    let written = ana.edit(&id, &notes("a"), at(20)).unwrap();
    let there = admit_changes(&base, &written.changes, &announced(ana.shard())).unwrap();
    assert_eq!((there.heads(), there.observations()), (ana.shard().heads(), ana.shard().observations()));
}

#[test]
fn an_older_program_reads_edits_and_keeps_what_a_newer_one_added() {
    let (base, id) = one();
    let mut newer = base.write_with(ANA, &MINOR);
    write_later(&mut newer, &id, "a");
    let newer = newer.into_shard();
    let older = sent(&newer);
    assert_eq!(older.observations(), newer.observations());
    let older = sent(&edited(&older, BEN, &id, &notes("by the older"), at(60)));
    let back = met(&newer, &older);
    assert_eq!(back.observation(&id).unwrap().notes.as_deref(), Some("by the older"));
    assert_eq!(tracks_of(&back), ["a"]);
    assert_eq!(back.string_at(&back.object_of(&id).unwrap(), "colour").as_deref(), Some("a"));
}

#[test]
fn a_newer_program_reads_an_older_shard_and_both_meet_whoever_is_behind() {
    let (base, id) = one();
    let mut newer = base.clone().write_with(ANA, &MINOR);
    newer.edit(&id, &tag("roof", Some("new".into())), at(20)).unwrap();
    let newer = newer.into_shard();
    let older = edited(&base, BEN, &id, &notes("old"), at(20));
    let (one, other) = (met(&newer, &older), met(&older, &newer));
    assert_eq!(one.heads(), other.heads());
    for shard in [one, other] {
        let read = shard.observation(&id).unwrap();
        assert_eq!((read.notes.as_deref(), &read.tags["roof"]), (Some("old"), &TagValue::from("new")));
        assert_eq!((read.conflicts.len(), tracks_of(&shard).len()), (0, 0));
    }
}

#[test]
fn a_step_that_adds_nothing_to_a_kind_is_no_change_of_it() {
    let card = Shard::create(ShardId::from_bytes([3; 16]), ShardKind::DEVICE_CARD);
    assert_eq!(card.clone().write_with(ANA, &MINOR).shard().heads(), card.heads());
}

#[test]
fn a_shard_of_a_newer_major_version_is_read_exchanged_and_not_written() {
    let (base, id) = one();
    let mut newer = base.clone().write_with(ANA, &MAJOR);
    assert!(newer.shard().is_newer() && !base.is_newer());
    // As that version might write: entries that are no observations of this one.
    let observations = newer.shard().root_map(root::OBSERVATIONS).unwrap();
    newer.shard.doc.transact::<_, _, AutomergeError>(|tx| tx.put(&observations, "a new kind of key", 1)).unwrap();
    let newer = newer.into_shard();
    let here = sent(&newer);
    assert_eq!(here.observations(), base.observations());
    assert_eq!(here.history(&id).len(), 1);
    let heads = here.heads();
    let mut writer = here.clone().write_as(BEN);
    let refusals =
        [writer.edit(&id, &notes("b"), at(20)), writer.delete(&id, at(20)), writer.create(vec![full()], at(20))];
    assert!(refusals.iter().all(|refusal| matches!(refusal, Err(WriteError::Newer))), "{refusals:?}");
    assert_eq!(writer.into_shard().heads(), heads);
    // What an older program wrote meanwhile comes together with it.
    let older = edited(&base, BEN, &id, &notes("b"), at(20));
    let (one, other) = (met(&here, &older), met(&older, &here));
    assert_eq!(one.heads(), other.heads());
    assert_eq!(one.observation(&id).unwrap().notes.as_deref(), Some("b"));
    assert!(one.is_newer() && other.is_newer());
}

#[test]
fn a_forged_step_of_a_version_to_come_costs_nothing_but_the_growth() {
    let (base, id) = one();
    let mut doc = base.doc.clone();
    doc.set_actor(genesis::actor_of_step(&base.id, base.kind, &[1]));
    let options = |(): &()| CommitOptions::default().with_time(0);
    doc.transact_with::<_, _, AutomergeError, _>(options, |tx| {
        tx.put_object(ROOT, "tracks", ObjType::List).map(drop)
    })
    .unwrap();
    let forged = sent(&Shard::from_doc(base.id, base.kind, doc));
    let mut writer = forged.clone().write_with(ANA, &MINOR);
    assert_eq!(writer.shard().heads(), forged.heads());
    assert_eq!(writer.shard().root_map("tracks"), None);
    assert_eq!(writer.edit(&id, &notes("a"), at(20)).unwrap().changes.len(), 1);
    assert_eq!(sent(writer.shard()).observation(&id).unwrap().notes.as_deref(), Some("a"));
}

#[test]
fn the_actor_of_a_later_step_is_pinned() {
    let begun = genesis::chain(&ShardId::from_bytes([0; 16]), ShardKind::OBSERVATIONS, &MINOR);
    let hash = begun.get_heads().first().map(ToString::to_string);
    assert_eq!(hash.as_deref(), Some("4be4cf0c3d340bd976c6131464429ac20e4616805cc486a9aa420db7d380de29"));
}
