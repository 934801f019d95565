//! Devices that write and exchange in any order end with the same data, and with all of it.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::guard::{Announced, admit_changes, read_snapshot};
use fieldmesh_document::observation::{FieldName, Scalar, TagValue};
use fieldmesh_document::{
    AttachmentId, AttachmentRecord, DeviceId, Edit, Heads, LocalId, NewObservation, Observation, Position, Shard,
    ShardId, ShardKind, Timestamp, WriteError,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

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

/// The shard after a write; unchanged where there is nothing to write to or nothing to write. `new` is the id of an
/// observation that it makes.
fn written(
    shard: &Shard,
    device: usize,
    observation: usize,
    now: Timestamp,
    write: &Write,
    new: LocalId,
) -> (Shard, Option<LocalId>) {
    let author = DeviceId::from_bytes([u8::try_from(device).unwrap(); 32]);
    let mut writer = shard.clone().write_as(author);
    if let Write::Create = write {
        let new = NewObservation { local: Some(new), ..NewObservation::default() };
        let new = new.category("camp").notes("new").tag("tag", 0);
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

/// What the devices hold after a plan and after everybody has everything, and every observation that was made. On the
/// way, `touched_since` names exactly what an exchange changed. To each clock that of its device is added.
fn played(
    devices: usize,
    actions: &[Action],
    clocks: &[i64],
) -> Result<(Vec<Shard>, BTreeSet<LocalId>), TestCaseError> {
    let start = Shard::create(ShardId::from_bytes([7; 16]), ShardKind::OBSERVATIONS);
    let mut shards = vec![start; devices];
    let mut made = BTreeSet::new();
    for action in actions {
        match action {
            Action::Write { device, observation, clock, write } => {
                let device = device % devices;
                let now = Timestamp(clock * 1000 + clocks[device]);
                let new = LocalId::from_bytes((made.len() as u64).to_le_bytes());
                let (after, new) = written(&shards[device], device, *observation, now, write, new);
                made.extend(new);
                shards[device] = after;
            }
            Action::Give { from, to, way } => {
                let (from, to) = (from % devices, to % devices);
                let after = given(&shards[from], &shards[to], *way);
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
    Ok((shards, made))
}

fn plan() -> impl Strategy<Value = (usize, Vec<Action>)> {
    (2..=5_usize, prop::collection::vec(action(), 1..48))
}

/// After everybody has everything, heads, observations and conflicts are equal and every observation that was
/// made is there. One read is as all.
#[test]
fn devices_that_exchanged_everything_are_equal() {
    let (conflicts, deletions) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 128, failure_persistence: None, ..Config::default() });
    let run = runner.run(&plan(), |(devices, actions)| {
        let (shards, made) = played(devices, &actions, &[0; 5])?;
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

/// What no clock may change: the values of every field, all of them where it is in conflict, whether it is deleted,
/// the attachments, the author, and how many versions there are. Which of several values is shown first is left to
/// the actors, which are drawn at random.
type Facts = (BTreeMap<FieldName, BTreeSet<Option<String>>>, BTreeSet<AttachmentId>, Option<DeviceId>, usize);

fn facts(shard: &Shard) -> BTreeMap<LocalId, Facts> {
    let mut all = BTreeMap::new();
    for observation in shard.observations() {
        let id = observation.id.local;
        let mut fields: BTreeMap<FieldName, BTreeSet<Option<String>>> = [
            (FieldName::Notes, observation.notes),
            (FieldName::Category, observation.category),
            (FieldName::Position, observation.position.map(|position| position.to_json())),
            (FieldName::Tag("tag".into()), observation.tags.get("tag").map(|tag| tag.to_json().to_string())),
            (FieldName::Deleted, observation.deleted_at.map(|_| String::new())),
        ]
        .into_iter()
        .map(|(field, value)| (field, BTreeSet::from([value])))
        .collect();
        for conflict in observation.conflicts {
            let is_deletion = conflict.field == FieldName::Deleted;
            let values = conflict.values.into_iter().map(|value| value.value);
            // A deletion is its time by the clock of its device.
            let values = values.map(|value| if is_deletion { value.map(|_| String::new()) } else { value });
            fields.insert(conflict.field, values.collect());
        }
        let attachments = observation.attachments.into_keys().collect();
        all.insert(id, (fields, attachments, observation.author, shard.history(&id).len()));
    }
    all
}

/// A plan that is played with clocks years apart ends with what it ends with when all are right, and no version comes
/// before one that its device knew of.
#[test]
fn clocks_ten_years_off_lose_no_order_and_no_conflict() {
    const TEN_YEARS: i64 = 10 * 31_557_600_000;
    let clocks = prop::sample::subsequence(vec![0, TEN_YEARS, -TEN_YEARS, i64::MAX / 2, i64::MIN / 2], 5);
    let clocks = clocks.prop_shuffle();
    let (conflicts, backwards) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { cases: 48, failure_persistence: None, ..Config::default() });
    let run = runner.run(&(plan(), clocks), |((devices, actions), clocks)| {
        let (right, _) = played(devices, &actions, &[0; 5])?;
        let (wrong, _) = played(devices, &actions, &clocks)?;
        let (right, wrong) = (&right[0], &wrong[0]);
        prop_assert_eq!(facts(right), facts(wrong));
        for observation in right.observations() {
            let history = right.history(&observation.id.local);
            prop_assert!(history.iter().all(|version| version.clock.is_none()));
        }
        for observation in wrong.observations() {
            conflicts.set(conflicts.get() + observation.conflicts.len());
            let history = wrong.history(&observation.id.local);
            for (at, version) in history.iter().enumerate() {
                for later in &history[at + 1..] {
                    let both = Heads::new([version.change, later.change]);
                    let frontier = wrong.change_graph().frontier(&both).unwrap();
                    prop_assert!(frontier != Heads::new([version.change]), "{:?} knew of {:?}", version, later);
                    let knew = frontier == Heads::new([later.change]);
                    if knew && later.at.0.saturating_add(3_600_000) < version.at.0 {
                        prop_assert!(version.clock.is_some() && later.clock.is_some());
                        backwards.set(backwards.get() + 1);
                    }
                }
            }
        }
        Ok(())
    });
    run.unwrap();
    assert!(conflicts.get() > 0, "no run had a conflict");
    assert!(backwards.get() > 0, "no run had a version that is earlier by clock than one it knew of");
}
