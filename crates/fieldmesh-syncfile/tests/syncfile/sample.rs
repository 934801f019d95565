//! Shards, attachments and files to test with.

use std::collections::BTreeMap;

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, Content, DeviceId, Edit, Fingerprint,
    Incoming, LocalId, MediaPolicy, Moment, NewObservation, PieceOutcome, ProjectId, ProjectKey, Replica, Shard,
    ShardId, ShardKind, StoreId, Timestamp,
};
use fieldmesh_syncfile::{Manifest, ManifestConfiguration, MemoryMedium, OpenError, SyncFile, Visitor};

pub(crate) const PROJECT: ProjectId = ProjectId::from_bytes([0x50; 16]);
pub(crate) const NOON: Timestamp = Timestamp(1_700_000_000_000);

pub(crate) fn key() -> ProjectKey {
    ProjectKey::from_bytes([0x4B; 32])
}

pub(crate) fn visitor(number: u8) -> Visitor {
    Visitor {
        device: DeviceId::from_bytes([number; 32]),
        store: StoreId::new(number.into()),
        counter: 0,
        name: format!("laptop {number}"),
    }
}

pub(crate) fn manifest() -> Manifest {
    Manifest {
        project: PROJECT,
        name: "Río Napo".to_owned(),
        configuration: None,
        media: MediaPolicy::Everything,
        writer: visitor(1),
        created: NOON,
    }
}

pub(crate) fn configuration(number: u8) -> ManifestConfiguration {
    ManifestConfiguration {
        fingerprint: Fingerprint { algorithm: 0, hash: [number; 32] },
        name: format!("Jungle {number}"),
        version: String::new(),
        bytes: vec![number; 5],
    }
}

pub(crate) fn photo(number: u8) -> Vec<u8> {
    (0..70_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8 ^ number).collect()
}

/// The photo of [`small_file`].
pub(crate) fn small_photo() -> Vec<u8> {
    photo(1).split_off(60_000)
}

pub(crate) fn local(number: u16) -> LocalId {
    let [low, high] = number.to_le_bytes();
    LocalId::from_bytes([low, high, 0, 0, 0, 0, 0, 7])
}

pub(crate) fn observation(number: u16) -> NewObservation {
    NewObservation {
        local: Some(local(number)),
        created_at: Some(Moment::utc(Timestamp(NOON.0 + i64::from(number)))),
        category: Some("river".to_owned()),
        notes: Some(format!("note {number}")),
        ..NewObservation::default()
    }
}

pub(crate) fn with_photo(number: u16, content: &[u8]) -> NewObservation {
    let record = AttachmentRecord {
        media_type: "image/jpeg".to_owned(),
        size: content.len() as u64,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    NewObservation { attachments: BTreeMap::from([(AttachmentId::of(content), record)]), ..observation(number) }
}

pub(crate) fn shard_id(number: u8) -> ShardId {
    ShardId::from_bytes([number; 16])
}

pub(crate) fn write(shard: Shard, by: u8, observations: Vec<NewObservation>) -> Shard {
    let mut writer = shard.write_as(DeviceId::from_bytes([by; 32]));
    writer.create(observations, NOON).unwrap();
    writer.into_shard()
}

pub(crate) fn shard(number: u8, observations: u16) -> Shard {
    let empty = Shard::create(shard_id(number), ShardKind::OBSERVATIONS);
    write(empty, number, (0..observations).map(observation).collect())
}

pub(crate) fn edited(shard: &Shard, by: u8, number: u16, notes: &str) -> Shard {
    let mut writer = shard.clone().write_as(DeviceId::from_bytes([by; 32]));
    let edit = Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() };
    writer.edit(&local(number), &edit, NOON).unwrap();
    writer.into_shard()
}

pub(crate) fn snapshot(shard: &Shard) -> Incoming {
    let content = Content::Snapshot(shard.save());
    Incoming { shard: shard.id(), kind: shard.kind(), heads: shard.heads(), content }
}

pub(crate) fn changes(before: &Shard, after: &Shard) -> Incoming {
    let content = Content::Changes(after.changes_since(&before.heads()));
    Incoming { shard: after.id(), kind: after.kind(), heads: after.heads(), content }
}

pub(crate) fn want(content: &[u8], held: u64) -> AttachmentWant {
    let class = AttachmentClass::Original;
    AttachmentWant { id: AttachmentId::of(content), class, size: content.len() as u64, held }
}

/// Gives all of a content in pieces as a session does.
pub(crate) fn give(file: &SyncFile, content: &[u8]) -> PieceOutcome {
    let mut outcome = PieceOutcome::Partial;
    for (number, piece) in content.chunks(61_440).enumerate() {
        outcome = file.write_piece(&want(content, 0), number as u64 * 61_440, piece).unwrap();
    }
    outcome
}

pub(crate) fn open(medium: MemoryMedium) -> Result<SyncFile, OpenError> {
    SyncFile::open(medium, &[(PROJECT, key())])
}

pub(crate) fn reopened(bytes: &[u8]) -> SyncFile {
    open(MemoryMedium::from(bytes.to_vec())).unwrap()
}

/// A new file with these shards, published.
pub(crate) fn file_of(shards: &[Shard]) -> MemoryMedium {
    let medium = MemoryMedium::default();
    let file = SyncFile::create(medium.clone(), &key(), manifest()).unwrap();
    merge(&file, shards.iter().map(snapshot).collect());
    file.finish_visit().unwrap();
    file.publish(&mut |_, _| (), &|| false).unwrap();
    medium
}

pub(crate) fn merge(file: &SyncFile, incoming: Vec<Incoming>) {
    for merged in file.merge(incoming).unwrap() {
        merged.result.unwrap();
    }
}

/// Three commits: creation; a shard and a photo; an edit and a second shard.
pub(crate) fn small_file() -> (Vec<u8>, [Shard; 2]) {
    let content = small_photo();
    let first = write(shard(1, 5), 1, vec![with_photo(90, &content)]);
    let medium = MemoryMedium::default();
    let file = SyncFile::create(medium.clone(), &key(), manifest()).unwrap();
    merge(&file, vec![snapshot(&first)]);
    assert_eq!(give(&file, &content), PieceOutcome::Complete);
    file.finish_visit().unwrap();
    file.publish(&mut |_, _| (), &|| false).unwrap();

    let (after, second) = (edited(&first, 2, 3, "edited"), shard(2, 4));
    file.visit(visitor(2), NOON).unwrap();
    merge(&file, vec![changes(&first, &after), snapshot(&second)]);
    file.finish_visit().unwrap();
    (medium.to_vec(), [after, second])
}
