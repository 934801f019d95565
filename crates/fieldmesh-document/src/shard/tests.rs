use automerge::transaction::Transactable;
use automerge::{ActorId, ScalarValue};

use super::*;
use crate::observation::{Conflict, FieldName, Scalar, Source, TagValue};
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
