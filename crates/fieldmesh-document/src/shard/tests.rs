//! What is asked of a shard as a whole, and what the tests share.

mod conflicts;
mod foreign;
mod growth;
mod versions;

use super::*;
use crate::observation::{ClockDoubt, Conflict, FieldName, Scalar, Source, TagValue};
use crate::{
    AttachmentId, AttachmentRecord, Edit, Fingerprint, Moment, NewObservation, Position, Timestamp, VariantRecord,
};

const ANA: DeviceId = DeviceId::from_bytes([0xA; 32]);
const BEN: DeviceId = DeviceId::from_bytes([0xB; 32]);

fn empty() -> Shard {
    Shard::create(ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS)
}

fn at(seconds: i64) -> Timestamp {
    Timestamp(seconds * 1000)
}

/// A shard with one observation by Ana, made at 10 s.
fn one() -> (Shard, LocalId) {
    let mut writer = empty().write_as(ANA);
    let written = writer.create(vec![full()], at(10)).unwrap();
    (writer.into_shard(), written.touched[0])
}

fn full() -> NewObservation {
    NewObservation {
        created_at: Some(Moment { at: Timestamp(9_500), zone: Some(-300) }),
        observed_at: Some(Moment { at: Timestamp(-1), zone: None }),
        configuration: Some(Fingerprint { algorithm: 0, hash: [3; 32] }),
        position: Some(Position::point(-1.48, 0.0).unwrap().with_accuracy(5.0).unwrap()),
        category: Some("camp".into()),
        tags: [
            ("roof".to_owned(), TagValue::from("gone")),
            ("people".to_owned(), TagValue::from(3)),
            ("empty".to_owned(), TagValue::from("")),
            ("none".to_owned(), TagValue::One(Scalar::Null)),
            ("wood".to_owned(), TagValue::List(vec![Scalar::Text("oak".into()), Scalar::Float(0.5)])),
        ]
        .into(),
        notes: Some("roof gone".into()),
        attachments: [(AttachmentId::of(b"photo"), record())].into(),
        metadata: Some(r#"{"provider":"gps"}"#.into()),
        source: Some(Source { kind: "mapeo".into(), id: "f0".into() }),
        local: None,
    }
}

fn record() -> AttachmentRecord {
    let variant = |size| Some(VariantRecord { id: AttachmentId::of(b"small"), size });
    AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 5,
        name: Some("a.jpg".into()),
        created: Some(Timestamp(7)),
        preview: variant(4),
        thumbnail: variant(3),
    }
}

fn notes(text: &str) -> Edit {
    Edit { notes: Some(Some(text.into())), ..Edit::default() }
}

fn tag(key: &str, value: Option<TagValue>) -> Edit {
    Edit { tags: [(key.to_owned(), value)].into(), ..Edit::default() }
}

fn edited(shard: &Shard, by: DeviceId, id: &LocalId, edit: &Edit, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.edit(id, edit, at).unwrap();
    writer.into_shard()
}

fn deleted(shard: &Shard, by: DeviceId, id: &LocalId, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.delete(id, at).unwrap();
    writer.into_shard()
}

fn restored(shard: &Shard, by: DeviceId, id: &LocalId, at: Timestamp) -> Shard {
    let mut writer = shard.clone().write_as(by);
    writer.restore(id, at).unwrap();
    writer.into_shard()
}

fn merged(one: &Shard, other: &Shard) -> Shard {
    let mut doc = one.doc.clone();
    doc.merge(&mut other.doc.clone()).unwrap();
    Shard::from_doc(one.id, one.kind, doc)
}

fn conflicts(shard: &Shard, id: &LocalId) -> Vec<Conflict> {
    shard.observation(id).unwrap().conflicts
}

fn values(conflict: &Conflict) -> Vec<Option<&str>> {
    let mut values: Vec<_> = conflict.values.iter().map(|value| value.value.as_deref()).collect();
    values.sort_unstable();
    values
}

#[test]
fn everything_written_is_read() {
    let (shard, id) = one();
    let read = shard.observation(&id).unwrap();
    let wrote = full();
    assert_eq!(read.created_at, wrote.created_at.unwrap());
    assert_eq!(read.observed_at, wrote.observed_at);
    assert_eq!(read.configuration, wrote.configuration);
    assert_eq!(read.position, wrote.position);
    assert_eq!(read.category, wrote.category);
    assert_eq!(read.tags, wrote.tags);
    assert_eq!(read.notes, wrote.notes);
    assert_eq!(read.attachments, wrote.attachments);
    assert_eq!(read.metadata, wrote.metadata);
    assert_eq!(read.source, wrote.source);
    assert_eq!((read.updated_at, read.author, read.editor), (at(10), Some(ANA), Some(ANA)));
    assert_eq!((read.deleted_at, read.conflicts.len()), (None, 0));
    assert_eq!(shard.observations(), [read]);
}

#[test]
fn only_what_a_holder_lacks_is_given_dependencies_first() {
    let (base, id) = one();
    let later = edited(&edited(&base, ANA, &id, &notes("1"), at(20)), BEN, &id, &notes("2"), at(30));
    let chunks = later.changes_since(&base.heads());
    assert_eq!(chunks.len(), 2);
    let hashes = later.change_hashes();
    assert_eq!(hashes.len(), 4);
    assert_eq!(later.changes(&[hashes[3], ChangeHash([0; 32]), hashes[2]]), chunks);
    assert_eq!(later.changes_since(&later.heads()), Vec::<Vec<u8>>::new());
    let mut doc = base.doc.clone();
    for chunk in chunks {
        doc.apply_changes([automerge::Change::from_bytes(chunk).unwrap()]).unwrap();
    }
    assert_eq!(Heads::of(&doc), later.heads());
    assert!(later.contains_all(&hashes) && !base.contains_all(&hashes));
}

#[test]
fn what_a_write_returns_is_the_change_it_made() {
    let (base, id) = one();
    let mut writer = base.clone().write_as(BEN);
    let written = writer.edit(&id, &notes("b"), at(20)).unwrap();
    assert_eq!(writer.shard().changes_since(&base.heads()), written.changes);
    assert_eq!(writer.shard().heads(), Heads::new([written.hash]));
    assert_eq!(written.touched, [id]);
}

#[test]
fn heads_without_their_ancestors_are_the_frontier() {
    let (base, id) = one();
    let (a, b) = (edited(&base, ANA, &id, &notes("a"), at(20)), edited(&base, BEN, &id, &notes("b"), at(20)));
    let both = merged(&a, &b);
    assert_eq!(both.change_graph().frontier(&a.heads().union(&base.heads())), Some(a.heads()));
    assert_eq!(both.change_graph().frontier(&a.heads().union(&b.heads())), Some(both.heads()));
    assert_eq!(a.change_graph().frontier(&b.heads()), None);
}

#[test]
fn a_writer_made_from_a_copy_of_a_written_shard_has_another_actor() {
    let (base, id) = one();
    let mut first = base.write_as(ANA);
    first.edit(&id, &notes("1"), at(20)).unwrap();
    let copy = first.shard().clone();
    let second = edited(&copy, ANA, &id, &notes("2"), at(21));
    first.edit(&id, &notes("3"), at(21)).unwrap();
    assert_eq!(conflicts(&merged(first.shard(), &second), &id).len(), 1);
}

#[test]
fn only_observations_whose_state_differs_are_touched() {
    let mut writer = empty().write_as(ANA);
    let ids = writer.create(vec![full(), full(), full(), full(), full()], at(10)).unwrap().touched;
    let base = writer.into_shard();
    assert_eq!(base.touched_since(&Heads::default()).len(), 5);
    assert_eq!(base.touched_since(&base.heads()), []);
    let photo = Edit { remove_attachments: [AttachmentId::of(b"photo")].into(), ..Edit::default() };
    let list = tag("wood", Some(TagValue::List(vec![Scalar::Null])));
    let next = edited(&edited(&base, ANA, &ids[0], &photo, at(20)), ANA, &ids[1], &list, at(21));
    let next = deleted(&next, ANA, &ids[2], at(22));
    let mut expected = ids[..3].to_vec();
    expected.sort();
    assert_eq!(next.touched_since(&base.heads()), expected);
    // A conflict that appears changes neither the value nor, by its earlier clock, the time.
    let other = edited(&base, BEN, &ids[1], &tag("wood", Some("x".into())), at(1));
    let both = merged(&next, &other);
    assert_eq!(both.touched_since(&next.heads()), [ids[1]]);
    // A deletion of what is deleted already, by an earlier clock, changes nothing.
    let again = deleted(&base, BEN, &ids[2], at(12));
    assert!(merged(&next, &again).touched_since(&next.heads()).len() <= 1);
}

#[test]
fn an_edit_of_what_is_there_already_writes_nothing() {
    let (base, id) = one();
    let heads = base.heads();
    let mut writer = base.write_as(BEN);
    let wood = full().tags["wood"].clone();
    for edit in [notes("roof gone"), tag("wood", Some(wood)), tag("absent", None), Edit::default()] {
        assert!(matches!(writer.edit(&id, &edit, at(20)), Err(WriteError::Empty)));
    }
    assert!(matches!(writer.restore(&id, at(20)), Err(WriteError::Empty)));
    assert!(matches!(writer.create(Vec::new(), at(20)), Err(WriteError::Empty)));
    assert_eq!(writer.shard().heads(), heads);
}

#[test]
fn every_version_is_in_the_history() {
    let (base, id) = one();
    let a = edited(&base, ANA, &id, &notes("a"), at(30));
    let b = edited(&base, BEN, &id, &tag("roof", Some("b".into())), at(20));
    let end = deleted(&merged(&a, &b), BEN, &id, at(5));
    let history = end.history(&id);
    let seen: Vec<_> = history.iter().map(|version| (version.author, version.at)).collect();
    assert_eq!(seen, [(Some(ANA), at(10)), (Some(BEN), at(20)), (Some(ANA), at(30)), (Some(BEN), at(5))]);
    assert_eq!(history[1].observation.notes, full().notes);
    assert_eq!(history[2].observation.notes.as_deref(), Some("a"));
    assert_eq!(history[2].observation.tags, full().tags);
    assert!(history[3].observation.is_deleted());
    assert_eq!(history[0].before, None);
    assert_eq!((&history[1].before, &history[2].before), (&base.observation(&id), &base.observation(&id)));
    assert_eq!(history[3].before, merged(&a, &b).observation(&id));
    assert_eq!(end.observation_at(&id, &history[0].change), base.observation(&id));
    assert_eq!(end.observation_at(&id, &ChangeHash([0; 32])), None);
}

#[test]
fn writes_that_may_not_be_are_refused_and_change_nothing() {
    let (base, id) = one();
    let heads = base.heads();
    let mut writer = base.write_as(ANA);
    let long = "x".repeat(limits::MAX_TEXT_BYTES + 1);
    assert!(matches!(writer.edit(&id, &notes(&long), at(20)), Err(WriteError::TooLarge { have: 65_537, .. })));
    let nan = tag("a", Some(TagValue::One(Scalar::Float(f64::NAN))));
    assert!(matches!(writer.edit(&id, &nan, at(20)), Err(WriteError::NotFinite { .. })));
    let unknown = tag("a", Some(TagValue::One(Scalar::Unknown)));
    assert!(matches!(writer.edit(&id, &unknown, at(20)), Err(WriteError::Unknown { .. })));
    let twice = NewObservation { local: Some(id), ..NewObservation::default() };
    assert!(matches!(writer.create(vec![twice], at(20)), Err(WriteError::Exists(_))));
    let moon = Moment { at: at(0), zone: Some(1_081) };
    let elsewhere = Edit { observed_at: Some(Some(moon)), ..Edit::default() };
    assert!(matches!(writer.edit(&id, &elsewhere, at(20)), Err(WriteError::TooLarge { have: 1_081, .. })));
    let absent = LocalId::from_bytes([0; 8]);
    assert!(matches!(writer.edit(&absent, &notes("a"), at(20)), Err(WriteError::NotFound(_))));
    assert_eq!(writer.shard().heads(), heads);
}

#[test]
fn local_writes_stop_at_a_quarter_of_what_the_guard_admits() {
    let mut writer = empty().write_as(ANA);
    let new = || vec![NewObservation::default(); limits::MAX_OBSERVATIONS / limits::LOCAL_PART];
    let id = writer.create(new(), at(10)).unwrap().touched[0];
    assert!(writer.shard().is_full_for_creator());
    let refused = writer.create(vec![NewObservation::default()], at(10)).unwrap_err();
    assert!(matches!(refused, WriteError::Full { what: "observations", have: 1_024, limit: 1_024 }));
    // Text that does not compress.
    let mut seed = [0; 32];
    let mut written = 0;
    let refused = loop {
        let mut text = String::new();
        while text.len() < limits::MAX_TEXT_BYTES {
            seed = *blake3::hash(&seed).as_bytes();
            text.push_str(&data_encoding::BASE64.encode(&seed));
        }
        text.truncate(limits::MAX_TEXT_BYTES);
        match writer.edit(&id, &notes(&text), at(20)) {
            Ok(_) => written += 1,
            Err(refused) => break refused,
        }
        assert!(written < 100);
    };
    assert!(matches!(refused, WriteError::Full { what: "bytes", .. }), "{refused}");
    assert!(written > 10, "{written}");
    assert!(writer.shard().save().len() <= limits::MAX_SAVED_BYTES / limits::LOCAL_PART);
}

#[test]
fn equal_values_among_many_are_shown_once_and_each_write_is_a_version() {
    let (base, id) = one();
    let mut all = base.clone();
    for n in 0..60_u8 {
        let by = DeviceId::from_bytes([n; 32]);
        let edited = edited(&base, by, &id, &notes(&format!("{}", n / 2)), at(20));
        all = merged(&all, &edited);
    }
    let found = conflicts(&all, &id);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].values.len(), 30);
    assert_eq!(all.history(&id).len(), 61);
}

#[test]
fn the_newest_change_is_one_that_knew_of_the_others_whatever_the_clocks_say() {
    let (base, id) = one();
    // In the same second as the recording, whichever hash is the larger; and on a laptop whose clock is behind.
    for (text, time) in (0..8).map(|n| (n.to_string(), at(10))).chain([("behind".to_owned(), at(-1_000))]) {
        let read = edited(&base, BEN, &id, &notes(&text), time).observation(&id).unwrap();
        assert_eq!((read.editor, read.updated_at), (Some(BEN), time), "{text}");
    }
    // Of two that did not know of each other the clock decides, not that of a change both knew of.
    let late = edited(&base, ANA, &id, &tag("roof", Some("new".into())), at(500));
    let a = edited(&late, ANA, &id, &notes("a"), at(20));
    let b = edited(&late, BEN, &id, &notes("b"), at(21));
    for read in [merged(&a, &b), merged(&b, &a)].map(|shard| shard.observation(&id).unwrap()) {
        assert_eq!((read.editor, read.updated_at), (Some(BEN), at(21)));
    }
}

#[test]
fn a_clock_against_the_order_of_changes_is_in_doubt() {
    let (base, id) = one();
    let doubts = |shard: &Shard| shard.history(&id).iter().map(|version| version.clock).collect::<Vec<_>>();
    let late = edited(&base, ANA, &id, &notes("a"), at(100_000));
    // An hour is within what people are off.
    let near = edited(&late, BEN, &id, &notes("b"), at(96_400));
    assert_eq!(doubts(&near), [None; 3]);
    let behind = edited(&late, BEN, &id, &notes("b"), at(96_399));
    assert_eq!(doubts(&behind), [None, Some(ClockDoubt::Ahead), Some(ClockDoubt::Behind)]);
    // Whoever knew of both is right again, and who knew of neither is not compared.
    let after = edited(&behind, ANA, &id, &notes("c"), at(100_001));
    let apart = edited(&base, BEN, &id, &notes("d"), Timestamp(i64::MAX));
    let doubt = [None, Some(ClockDoubt::Ahead), Some(ClockDoubt::Behind), None, None];
    for all in [merged(&after, &apart), merged(&apart, &after)] {
        assert_eq!(doubts(&all), doubt);
    }
    assert_eq!(doubts(&edited(&apart, ANA, &id, &notes("e"), Timestamp(i64::MIN))).len(), 3);
}

/// Two people add the same photo apart. The later of them was told to be no editor where the other one's record was
/// the one shown.
#[test]
fn a_record_that_is_not_shown_is_among_the_changes() {
    let (base, id) = one();
    let add = Edit { add_attachments: [(AttachmentId::of(b"same"), record())].into(), ..Edit::default() };
    let late = edited(&base, ANA, &id, &add, at(30));
    // Ben has seen more changes, so Automerge puts his first.
    let early = edited(&edited(&base, BEN, &id, &notes("b"), at(20)), BEN, &id, &add, at(21));
    let read = merged(&late, &early).observation(&id).unwrap();
    assert_eq!((read.editor, read.updated_at), (Some(ANA), at(30)));
}
