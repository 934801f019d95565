//! The meetings that are recorded.

use fieldmesh_document::{
    AttachmentRecord, DeviceId, Edit, LocalId, NewObservation, Replica, ShardId, ShardKind, Timestamp,
};
use fieldmesh_sync::WIRE_VERSION;
use fieldmesh_testkit::MemoryReplica;

use crate::Held;

/// Each with a file of its name.
pub(crate) const NAMES: [&str; 6] = ["equal", "newcomer", "news", "partial", "buckets", "future"];

fn write(replica: &MemoryReplica, shard: u8, observations: u64) {
    let (shard, author) = (ShardId::from_bytes([shard; 16]), DeviceId::from_bytes([shard; 32]));
    let new = (0..observations).map(|n| NewObservation {
        local: Some(LocalId::from_bytes(n.to_le_bytes())),
        notes: Some("The roof of the camp is gone, and so is the ladder.".to_owned()),
        ..NewObservation::default()
    });
    let (new, now) = (new.collect(), Timestamp(1_790_000_000_000));
    replica.write(shard, ShardKind::OBSERVATIONS, author, |writer| writer.create(new, now)).unwrap();
}

fn edit(replica: &MemoryReplica, shard: u8, author: u8, value: i64) {
    let (shard, author) = (ShardId::from_bytes([shard; 16]), DeviceId::from_bytes([author; 32]));
    let edit = Edit { tags: [("number".to_owned(), Some(value.into()))].into(), ..Edit::default() };
    let (local, now) = (LocalId::from_bytes(0_u64.to_le_bytes()), Timestamp(1_790_000_100_000));
    replica.write(shard, ShardKind::OBSERVATIONS, author, |writer| writer.edit(&local, &edit, now)).unwrap();
}

fn photo(replica: &MemoryReplica, shard: u8, content: &[u8]) {
    let (shard, author) = (ShardId::from_bytes([shard; 16]), DeviceId::from_bytes([shard; 32]));
    let record = AttachmentRecord {
        media_type: "image/jpeg".to_owned(),
        size: content.len() as u64,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    };
    let id = replica.add_content(content.to_vec());
    let new = NewObservation { attachments: [(id, record)].into(), ..NewObservation::default() };
    let now = Timestamp(1_790_000_000_000);
    replica.write(shard, ShardKind::OBSERVATIONS, author, |writer| writer.create(vec![new], now)).unwrap();
}

fn held(replica: &MemoryReplica, contents: &[&[u8]]) -> Held {
    let inventory = replica.inventory().unwrap();
    let shards = inventory.iter().map(|(id, _)| {
        let snapshot = replica.snapshot(id).unwrap();
        (*id, snapshot.kind, snapshot.heads, snapshot.bytes)
    });
    Held { shards: shards.collect(), contents: contents.iter().map(|content| content.to_vec()).collect() }
}

/// What each side holds before a meeting.
pub(crate) fn before(name: &str) -> [Held; 2] {
    let (a, b) = (MemoryReplica::new(), MemoryReplica::new());
    write(&a, 1, 5);
    write(&a, 2, 30);
    match name {
        "equal" => return [held(&a, &[]), held(&a, &[])],
        // More than a piece.
        "newcomer" => {
            let content: Vec<u8> = (0..70_000_u32).map(|n| (n % 251) as u8).collect();
            photo(&a, 3, &content);
            return [held(&a, &[&content]), held(&b, &[])];
        }
        _ => {}
    }
    for n in 4..if name == "buckets" { 74 } else { 5 } {
        write(&a, n, 1);
    }
    b.put_back(&a.backup());
    edit(&a, 1, 1, 7);
    if name == "partial" {
        edit(&b, 1, 2, 8);
    }
    edit(&b, 2, 2, 9);
    write(&b, 200, 2);
    [held(&a, &[]), held(&b, &[])]
}

/// Lets the first side say a minor version, fields and a message that nobody knows yet.
pub(crate) fn speak_as_in_the_future(frames: &mut Vec<(u8, Vec<u8>)>) {
    let (_, hello) = &mut frames[0];
    assert_eq!(hello.pop(), Some(0), "the hello ends with the minor version");
    hello.push(7);
    hello.extend_from_slice(b"fields of a later minor version");
    let end = frames.iter().position(|(speaker, frame)| *speaker == 0 && frame[0] == 1).unwrap();
    frames.insert(end, (0, vec![0, WIRE_VERSION, 9, 1, 2, 3]));
}
