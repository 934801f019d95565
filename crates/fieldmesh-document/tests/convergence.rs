//! Devices that write and exchange in any order end with the same data, and with all of it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::guard::{Announced, admit_changes, read_snapshot};
use fieldmesh_document::observation::{FieldName, Scalar, TagValue};
use fieldmesh_document::{
    AttachmentId, AttachmentRecord, DeviceId, Edit, LocalId, NewObservation, Observation, Position, Shard, ShardId,
    ShardKind, Timestamp, WriteError,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[derive(Clone, Debug)]
enum Write {
    Create,
    Edit(u8),
    Clear,
    Tag(u8),
    List(u8),
    Untag,
    Attach(u8),
    Detach(u8),
    Delete,
    Restore,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Snapshot,
    Delta,
    ReversedTwice,
}

#[derive(Clone, Debug)]
enum Action {
    /// A device writes to one of its observations, by a clock of its own.
    Write { device: usize, observation: usize, clock: i64, write: Write },
    /// A device gives all it has to another.
    Give { from: usize, to: usize, way: Way },
}

fn action() -> impl Strategy<Value = Action> {
    let write = prop_oneof![
        2 => Just(Write::Create),
        4 => (0..3_u8).prop_map(Write::Edit),
        1 => Just(Write::Clear),
        2 => (0..3_u8).prop_map(Write::Tag),
        2 => (0..3_u8).prop_map(Write::List),
        1 => Just(Write::Untag),
        1 => (0..2_u8).prop_map(Write::Attach),
        1 => (0..2_u8).prop_map(Write::Detach),
        3 => Just(Write::Delete),
        2 => Just(Write::Restore),
    ];
    let way = prop_oneof![Just(Way::Snapshot), Just(Way::Delta), Just(Way::ReversedTwice)];
    prop_oneof![
        3 => (0..5_usize, 0..3_usize, 0..4_i64, write)
            .prop_map(|(device, observation, clock, write)| Action::Write { device, observation, clock, write }),
        1 => (0..5_usize, 0..5_usize, way).prop_map(|(from, to, way)| Action::Give { from, to, way }),
    ]
}

fn edit(write: &Write) -> Edit {
    let photo = |n: u8| AttachmentId::of(&[n]);
    let tag = |value: Option<TagValue>| BTreeMap::from([("tag".to_owned(), value)]);
    match *write {
        Write::Edit(n) => Edit {
            notes: Some(Some(format!("notes {n}"))),
            position: Some(Some(Position::point(f64::from(n), 0.1).unwrap())),
            ..Edit::default()
        },
        Write::Clear => Edit { notes: Some(None), category: Some(None), ..Edit::default() },
        Write::Tag(n) => Edit { tags: tag(Some(i64::from(n).into())), ..Edit::default() },
        Write::List(n) => {
            Edit { tags: tag(Some(TagValue::List(vec![Scalar::Int(n.into()), Scalar::Null]))), ..Edit::default() }
        }
        Write::Untag => Edit { tags: tag(None), ..Edit::default() },
        Write::Attach(n) => Edit { add_attachments: [(photo(n), record())].into(), ..Edit::default() },
        Write::Detach(n) => Edit { remove_attachments: [photo(n)].into(), ..Edit::default() },
        Write::Create | Write::Delete | Write::Restore => Edit::default(),
    }
}

fn record() -> AttachmentRecord {
    AttachmentRecord {
        media_type: "image/jpeg".into(),
        size: 1,
        name: None,
        created: None,
        preview: None,
        thumbnail: None,
    }
}

/// The shard after a write; unchanged where there is nothing to write to or nothing to write.
fn written(
    shard: &Shard,
    device: usize,
    observation: usize,
    clock: i64,
    write: &Write,
) -> (Shard, Option<LocalId>) {
    let author = DeviceId::from_bytes([u8::try_from(device).unwrap(); 32]);
    let mut writer = shard.clone().write_as(author);
    let now = Timestamp(clock * 1000);
    if let Write::Create = write {
        let new = NewObservation::default().category("camp").notes("new").tag("tag", 0);
        let made = writer.create(vec![new], now).unwrap().touched[0];
        return (writer.into_shard(), Some(made));
    }
    let all = shard.observations();
    let Some(chosen) = all.get(observation % all.len().max(1)) else { return (shard.clone(), None) };
    let id = chosen.id.local;
    let result = match write {
        Write::Delete => writer.delete(&id, now),
        Write::Restore => writer.restore(&id, now),
        other => writer.edit(&id, &edit(other), now),
    };
    match result {
        Ok(_) | Err(WriteError::Empty) => (writer.into_shard(), None),
        Err(error) => panic!("{error}"),
    }
}

fn announced(shard: &Shard) -> Announced {
    Announced { shard: shard.id(), kind: shard.kind(), heads: shard.heads() }
}

fn given(from: &Shard, to: &Shard, way: Way) -> Shard {
    let announced = announced(from);
    match way {
        Way::Snapshot => {
            let (theirs, read) = read_snapshot(&from.save(), &announced).unwrap();
            assert_eq!(theirs.observations(), from.observations());
            assert_eq!(read, from.observations());
            admit_changes(to, &theirs.changes_since(&to.heads()), &announced).unwrap()
        }
        Way::Delta => admit_changes(to, &from.changes_since(&to.heads()), &announced).unwrap(),
        Way::ReversedTwice => {
            let mut changes = from.changes_since(&to.heads());
            changes.reverse();
            let once = admit_changes(to, &changes, &announced).unwrap();
            let twice = admit_changes(&once, &changes, &announced).unwrap();
            assert_eq!(twice.heads(), once.heads());
            twice
        }
    }
}

fn by_id(shard: &Shard) -> BTreeMap<LocalId, Observation> {
    shard.observations().into_iter().map(|observation| (observation.id.local, observation)).collect()
}

/// What `touched_since` must say, by comparing everything.
fn differing(before: &Shard, after: &Shard) -> Vec<LocalId> {
    let (before, after) = (by_id(before), by_id(after));
    after.iter().filter(|(id, observation)| before.get(id) != Some(observation)).map(|(id, _)| *id).collect()
}

/// After everybody has everything, heads, observations and conflicts are equal and every observation that was
/// made is there. On the way, `touched_since` names exactly what an exchange changed, and one read is as all.
#[test]
fn devices_that_exchanged_everything_are_equal() {
    let (conflicts, deletions) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 128, failure_persistence: None, ..Config::default() });
    let run = runner.run(&(2..=5_usize, prop::collection::vec(action(), 1..48)), |(devices, actions)| {
        let start = Shard::create(ShardId::from_bytes([7; 16]), ShardKind::OBSERVATIONS);
        let mut shards = vec![start; devices];
        let mut made = BTreeSet::new();
        for action in actions {
            match action {
                Action::Write { device, observation, clock, write } => {
                    let device = device % devices;
                    let (after, new) = written(&shards[device], device, observation, clock, &write);
                    made.extend(new);
                    shards[device] = after;
                }
                Action::Give { from, to, way } => {
                    let (from, to) = (from % devices, to % devices);
                    let after = given(&shards[from], &shards[to], way);
                    prop_assert_eq!(after.touched_since(&shards[to].heads()), differing(&shards[to], &after));
                    shards[to] = after;
                }
            }
        }
        for from in 1..devices {
            shards[0] = given(&shards[from], &shards[0], Way::Delta);
        }
        for to in 1..devices {
            shards[to] = given(&shards[0], &shards[to], Way::ReversedTwice);
        }
        let all = shards[0].observations();
        for shard in &shards {
            prop_assert_eq!(shard.heads(), shards[0].heads());
            prop_assert_eq!(&shard.observations(), &all);
        }
        prop_assert_eq!(all.iter().map(|o| o.id.local).collect::<BTreeSet<_>>(), made);
        for observation in &all {
            let id = observation.id.local;
            prop_assert_eq!(shards[0].observation(&id), Some(observation.clone()));
            for conflict in &observation.conflicts {
                prop_assert!(conflict.values.len() > 1);
                let count = if conflict.field == FieldName::Deleted { &deletions } else { &conflicts };
                count.set(count.get() + 1);
            }
            let history = shards[0].history(&id);
            prop_assert_eq!(history[0].author, observation.author);
            prop_assert_eq!(history.last().map(|last| last.observation.id), Some(observation.id));
        }
        Ok(())
    });
    run.unwrap();
    assert!(conflicts.get() > 0, "no run had a conflict");
    assert!(deletions.get() > 0, "no run had a deletion against an edit");
}
