use automerge::transaction::Transactable;
use automerge::{ActorId, Author, Automerge, ObjType, ROOT};

use super::super::columns::Inflater;
use super::super::{Refusal, admit_changes, admit_snapshot, admit_stored};
use super::craft::*;
use crate::shard::genesis;
use crate::shard::limits;
use crate::{Heads, ShardId, ShardKind};

fn refused(doc: &Automerge) -> Refusal {
    refused_bytes(&doc.save(), doc)
}

fn refused_bytes(bytes: &[u8], doc: &Automerge) -> Refusal {
    admit_snapshot(bytes, &announced(doc)).expect_err("to be refused")
}

fn refused_change(chunk: Vec<u8>, base: &Automerge, doc: &Automerge) -> Refusal {
    admit_changes(&shard(base), &[chunk], &announced(doc)).expect_err("to be refused")
}

#[test]
fn a_deflate_bomb_is_refused_within_the_budget() {
    let doc = small();
    let bomb = deflate(&vec![0; 13 << 20]);
    assert!(bomb.len() < 256 << 10);
    assert_eq!(Inflater::new().inflate(&bomb, 1_000).unwrap().len(), 1_000);

    let mut anatomy = Anatomy::of(&save_plain(&doc));
    let values = anatomy.ops.iter_mut().find(|(spec, _)| *spec == 0x57).unwrap();
    *values = (0x5F, bomb.clone());
    let limit = limits::MAX_INFLATED_BYTES as u64;
    let in_column = refused_bytes(&anatomy.sealed(), &doc);
    assert!(matches!(in_column, Refusal::TooLarge { have, limit: l, .. } if l == limit && have == limit + 1));

    let in_change = refused_change(seal_as(2, &[0; 4], &bomb), &empty(), &doc);
    assert!(
        matches!(in_change, Refusal::TooLarge { have, limit: l, .. } if l == limit && have > limit),
        "{in_change}"
    );
}

#[test]
fn a_run_length_bomb_is_refused_in_every_column() {
    let doc = small();
    let whole = Anatomy::of(&save_plain(&doc));
    for table in 0..2 {
        for column in 0..[&whole.changes, &whole.ops][table].len() {
            let mut anatomy = Anatomy::of(&save_plain(&doc));
            let (spec, data) = &mut [&mut anatomy.changes, &mut anatomy.ops][table][column];
            if *spec & 7 == 7 {
                continue;
            }
            // 2⁴¹ times 1; as booleans, 2⁴¹ falses and a true
            *data = [uleb(1 << 41), vec![1, b'x'][..if *spec & 7 == 5 { 2 } else { 1 }].to_vec()].concat();
            let spec = *spec;
            let refusal = refused_bytes(&anatomy.sealed(), &doc);
            assert!(matches!(refusal, Refusal::TooLarge { .. }), "table {table} column {spec:x}: {refusal}");
        }
    }
}

#[test]
fn one_operation_too_many_is_refused() {
    let mut doc = writer(&empty(), 1);
    change(&mut doc, |tx| {
        let text = tx.put_object(ROOT, "text", ObjType::Text)?;
        tx.splice_text(&text, 0, 0, &"a".repeat(limits::MAX_OPS))
    });
    let saved = doc.save();
    assert!(saved.len() < 4_096);
    let refusal = refused_bytes(&saved, &doc);
    assert!(matches!(refusal, Refusal::TooLarge { what: "operations", limit: 250_000, .. }), "{refusal}");
    let delta = changes(&doc, &empty());
    let refusal = admit_changes(&shard(&empty()), &delta, &announced(&doc)).unwrap_err();
    assert!(matches!(refusal, Refusal::TooLarge { what: "operations", have: 250_001, .. }), "{refusal}");
}

#[test]
fn more_changes_by_more_actors_than_automerge_can_load_are_refused() {
    let made_by = |doc: &Automerge, actor: u16| {
        let mut made = doc.clone().with_actor(ActorId::from(actor.to_le_bytes()));
        let place = doc.get_changes_meta(&[]).len();
        change(&mut made, |tx| tx.put(ROOT, "x", format!("{actor} {place}")));
        (changes(&made, doc).remove(0), made)
    };
    let most = limits::MAX_ACTORS as u16 - 1;
    let mut delta: Vec<_> = (0..most).map(|actor| made_by(&empty(), actor).0).collect();
    let base = announced(&empty());
    let refusal = |delta: &[Vec<u8>]| admit_changes(&shard(&empty()), delta, &base).err();
    assert_eq!(refusal(&delta), None, "4,096 changes of 4,096 actors");
    let (_, first) = made_by(&empty(), 0);
    delta.push(made_by(&first, 0).0);
    delta.push(made_by(&first, most).0);
    let (pairs, limit) = (4_097 * 4_096, limits::MAX_CHANGES_BY_ACTORS as u64);
    let too_many = |what, have, limit| Some(Refusal::TooLarge { what, have, limit });
    assert_eq!(refusal(&delta), too_many("actors", 4_097, 4_096));
    delta.pop();
    assert_eq!(refusal(&delta), too_many("changes times actors", pairs, limit));
    let mut doc = empty();
    doc.apply_changes(delta.iter().map(|chunk| automerge::Change::try_from(chunk.as_slice()).unwrap())).unwrap();
    assert_eq!(refused(&doc), too_many("changes times actors", pairs, limit).unwrap());
}

#[test]
fn other_chunks_and_more_than_one_are_malformed() {
    let doc = small();
    let saved = doc.save();
    let delta = changes(&doc, &empty());
    let trailing = [saved.clone(), delta[0].clone()].concat();
    for bytes in [&[][..], &saved[..8], &trailing, &delta[0], &seal(3, &[]), &seal(9, &[]), &seal(0, &[])] {
        assert!(matches!(refused_bytes(bytes, &doc), Refusal::Malformed { .. }));
    }
    let twice = [delta[0].clone(), delta[1].clone()].concat();
    for bytes in [vec![], saved.clone(), twice, seal(3, body(&delta[0])), seal(1, &[])] {
        assert!(matches!(refused_change(bytes, &empty(), &doc), Refusal::Malformed { .. }));
    }
    assert!(matches!(admit_stored(&[], &[], &announced(&doc)), Err(Refusal::Malformed { .. })));
}

#[test]
fn a_wrong_checksum_is_refused() {
    let doc = small();
    let mut saved = doc.save();
    saved[4] ^= 1;
    assert!(matches!(refused_bytes(&saved, &doc), Refusal::Undecodable { .. }));
    let mut delta = changes(&doc, &empty());
    delta[0][4] ^= 1;
    assert!(matches!(refused_change(delta.swap_remove(0), &empty(), &doc), Refusal::Malformed { .. }));
}

#[test]
fn orphans_are_refused_alone_and_behind_a_snapshot() {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..1);
    let before = doc.clone();
    observe(&mut doc, 1..2);
    let orphan = changes(&doc, &before).remove(0);
    let refusal = refused_change(orphan.clone(), &empty(), &doc);
    assert_eq!(refusal, Refusal::MissingDependencies { count: 1 });

    let mut with_orphan = empty();
    with_orphan.load_incremental(&orphan).unwrap();
    let saved = with_orphan.save();
    assert!(saved.len() > empty().save().len(), "Automerge keeps the orphan");
    assert!(matches!(refused_bytes(&saved, &empty()), Refusal::Malformed { .. }));
}

#[test]
fn two_changes_of_one_actor_with_one_number_are_refused() {
    let mut one = writer(&empty(), 1);
    observe(&mut one, 0..1);
    let before = one.clone();
    let mut two = one.clone().with_actor(one.get_actor().clone());
    observe(&mut one, 1..2);
    observe(&mut two, 2..3);
    assert_ne!(Heads::of(&one), Heads::of(&two));
    let refusal = refused_change(changes(&two, &before).remove(0), &one, &two);
    assert!(matches!(refusal, Refusal::Undecodable { .. }), "{refusal}");

    let mut anatomy = Anatomy::of(&save_plain(&one));
    *column(&mut anatomy.changes, 0x03) = vec![0x7D, 1, 0, 0];
    assert!(matches!(refused_bytes(&anatomy.sealed(), &one), Refusal::Sequence { want: 2, have: 1 }));
}

#[test]
fn an_author_stands_in_the_first_change_of_its_actor_and_is_32_bytes() {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..1);
    let before = doc.clone();
    observe(&mut doc, 1..2);
    let second = changes(&doc, &before).remove(0);
    let forged = [body(&second), &[1, 32], &[9; 32]].concat();
    let refusal = refused_change(seal(1, &forged), &before, &doc);
    assert_eq!(refusal, Refusal::Author { seq: 2, bytes: 34 });

    // rows: genesis without author, first change with one, second change with one
    let mut anatomy = Anatomy::of(&save_plain(&doc));
    *column(&mut anatomy.changes, 0x56) = [vec![0x7F, 7, 2], uleb(34 << 4 | 7)].concat();
    column(&mut anatomy.changes, 0x57).extend([&[1, 32][..], &[9; 32]].concat());
    assert_eq!(refused_bytes(&anatomy.sealed(), &doc), Refusal::Author { seq: 2, bytes: 34 });

    let mut short = empty().with_author(Some(Author::from(vec![1; 31])));
    observe(&mut short, 0..1);
    assert_eq!(refused(&short), Refusal::Author { seq: 1, bytes: 33 });
}

#[test]
fn a_change_that_claims_more_operations_than_it_has_is_refused() {
    let doc = small();
    let mut anatomy = Anatomy::of(&save_plain(&doc));
    *column(&mut anatomy.changes, 0x13).last_mut().unwrap() = 48;
    let bytes = anatomy.sealed();
    assert!(Automerge::load(&bytes).is_ok(), "Automerge does not see it");
    assert!(matches!(refused_bytes(&bytes, &doc), Refusal::Malformed { what } if what.contains("claims")));
    let mut cleared = writer(&doc, 3);
    change(&mut cleared, |tx| tx.delete(ROOT, "schema"));
    cleared.empty_commit(Default::default());
    assert!(admit_snapshot(&cleared.save(), &announced(&cleared)).is_ok(), "a deletion, then an empty change");
}

#[test]
fn an_actor_without_a_change_is_refused() {
    let doc = small();
    let mut anatomy = Anatomy::of(&save_plain(&doc));
    anatomy.actors.push(vec![0xFF; 17]);
    assert!(
        matches!(refused_bytes(&anatomy.sealed(), &doc), Refusal::Malformed { what } if what.contains("actor"))
    );
}

#[test]
fn another_shard_or_kind_than_announced_is_refused() {
    let doc = small();
    let mut other = announced(&doc);
    other.shard = ShardId::from_bytes([0x22; 16]);
    assert_eq!(admit_snapshot(&doc.save(), &other).unwrap_err(), Refusal::WrongGenesis);
    let mut other = announced(&doc);
    other.kind = ShardKind::DEVICE_CARD;
    let wrong = Refusal::WrongKind { announced: ShardKind::DEVICE_CARD, found: Some(0) };
    assert_eq!(admit_snapshot(&doc.save(), &other).unwrap_err(), wrong);
    let nothing = Automerge::new().save();
    let mut none = announced(&doc);
    none.heads = Heads::default();
    assert!(matches!(admit_stored(&nothing, &[], &none), Err(Refusal::WrongKind { found: None, .. })));
}

#[test]
fn other_heads_than_announced_are_refused() {
    let doc = small();
    let mut fewer = announced(&doc);
    fewer.heads = Heads::new(fewer.heads.as_slice()[1..].to_vec());
    let unmet = admit_snapshot(&doc.save(), &fewer).unwrap_err();
    assert_eq!(unmet, Refusal::WrongHeads { announced: 1, unmet: 1 });
    let unmet = admit_snapshot(&empty().save(), &announced(&doc)).unwrap_err();
    assert_eq!(unmet, Refusal::WrongHeads { announced: 2, unmet: 3 });
    let unmet = admit_changes(&shard(&empty()), &[], &announced(&doc)).unwrap_err();
    assert_eq!(unmet, Refusal::WrongHeads { announced: 2, unmet: 2 });
    let mut none = announced(&doc);
    none.heads = Heads::default();
    assert!(admit_changes(&shard(&doc), &[], &none).is_err());
    assert!(admit_snapshot(&doc.save(), &none).is_err());
    assert!(admit_changes(&shard(&doc), &[], &announced(&empty())).is_ok(), "older heads are contained");
}

#[test]
fn nobody_writes_as_the_genesis_or_replaces_its_containers() {
    let mut forged = empty().with_actor(genesis::actor(&ID, KIND));
    observe(&mut forged, 0..1);
    assert_eq!(refused(&forged), Refusal::WrongGenesis);
    let refusal = refused_change(changes(&forged, &empty()).remove(0), &empty(), &forged);
    assert_eq!(refusal, Refusal::WrongGenesis);

    let mut replaced = writer(&empty(), 1);
    change(&mut replaced, |tx| tx.put_object(ROOT, "observations", ObjType::Map));
    assert_eq!(refused(&replaced), Refusal::WrongGenesis);
    let mut hidden = writer(&empty(), 1);
    change(&mut hidden, |tx| tx.delete(ROOT, "observations"));
    assert_eq!(refused(&hidden), Refusal::WrongGenesis);
    let mut renamed = writer(&empty(), 1);
    change(&mut renamed, |tx| tx.put(ROOT, "kind", 3));
    assert!(matches!(refused(&renamed), Refusal::WrongKind { found: Some(3), .. }));
}

#[test]
fn keys_that_are_no_ids_and_values_that_are_no_maps_are_refused() {
    use automerge::ReadDoc;
    let observations = empty().get(ROOT, "observations").unwrap().unwrap().1;
    for bad in ["", "0123", "000000000000000G", "000000000000000A", "00000000000000000", "ññññññññ"] {
        let mut doc = writer(&empty(), 1);
        change(&mut doc, |tx| tx.put_object(&observations, bad, ObjType::Map));
        assert_eq!(refused(&doc), Refusal::Key { key: bad.to_owned() });
    }
    let mut scalar = writer(&empty(), 1);
    change(&mut scalar, |tx| tx.put(&observations, key(1), 1));
    assert_eq!(refused(&scalar), Refusal::Key { key: key(1) });

    // on both sides of a conflict, whoever wins
    for map_first in [true, false] {
        let (mut one, mut two) = (writer(&empty(), 1), writer(&empty(), 2));
        let (map, scalar) = if map_first { (&mut one, &mut two) } else { (&mut two, &mut one) };
        change(map, |tx| tx.put_object(&observations, key(1), ObjType::Map));
        change(scalar, |tx| tx.put(&observations, key(1), 1));
        one.merge(&mut two).unwrap();
        assert_eq!(refused(&one), Refusal::Key { key: key(1) });
    }
}

#[test]
fn an_observation_that_is_removed_or_replaced_is_refused_wherever_it_comes_from() {
    use automerge::ReadDoc;
    let observations = empty().get(ROOT, "observations").unwrap().unwrap().1;
    let mut base = writer(&empty(), 1);
    observe(&mut base, 0..20);
    let (mut removed, mut replaced) = (writer(&base, 2), writer(&base, 2));
    change(&mut removed, |tx| tx.delete(&observations, key(7)));
    change(&mut replaced, |tx| tx.put_object(&observations, key(7), ObjType::Map));
    for doc in [removed, replaced] {
        assert_eq!(refused(&doc), Refusal::Removed);
        let chunk = changes(&doc, &base).remove(0);
        assert_eq!(refused_change(chunk, &base, &doc), Refusal::Removed);
    }
    // Lists and maps inside an observation are replaced by honest programs.
    let mut honest = writer(&base, 2);
    change(&mut honest, |tx| {
        let (_, object) = tx.get(&observations, key(7))?.unwrap();
        let (_, tags) = tx.get(&object, "tags")?.unwrap();
        tx.put_object(&tags, "removed", ObjType::Map)?;
        tx.put(&tags, "removed", 1)
    });
    assert!(admit_snapshot(&honest.save(), &announced(&honest)).is_ok());
    // Two maps that did not know of each other are one id made twice.
    let (mut one, mut two) = (writer(&empty(), 1), writer(&empty(), 2));
    observe(&mut one, 1..2);
    observe(&mut two, 1..2);
    one.merge(&mut two).unwrap();
    assert!(admit_snapshot(&one.save(), &announced(&one)).is_ok());
}

#[test]
fn one_observation_or_one_level_too_many_is_refused() {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..limits::MAX_OBSERVATIONS as u64 + 1);
    assert!(matches!(refused(&doc), Refusal::TooLarge { what: "observations", have: 4_097, limit: 4_096 }));

    for (depth, admitted) in [(16, true), (17, false)] {
        let mut doc = writer(&empty(), 1);
        change(&mut doc, |tx| (0..depth).try_fold(ROOT, |object, _| tx.put_object(object, "deeper", ObjType::Map)));
        assert_eq!(admit_snapshot(&doc.save(), &announced(&doc)).is_ok(), admitted, "{depth}");
    }
}
