//! Shards within every limit of the guard, made to be slow or large to load, to read or to show.

use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjId, ObjType, ROOT, ReadDoc, ScalarValue, hydrate};

use crate::craft::{change, empty, key, observe, save_plain, writer};

/// The most changes by the most actors that go with them, but for the genesis and the first observation.
const ACTORS: usize = 510;
const CHANGES: usize = 32_640;
/// The most actors, each of one change.
const MANY_ACTORS: usize = 4_094;
const OPS: usize = 249_000;

/// The name of a slow shard, what it is, and what makes it.
type Slow = (&'static str, &'static str, fn() -> Automerge);

/// Each slow shard.
pub(super) const ALL: [Slow; 12] = [
    ("slow-values-of-one-key", "4,094 devices wrote one field, apart from each other", values_of_one_key),
    ("slow-changes-apart", "32,640 changes of 510 devices, each a tag of one observation", changes_apart),
    ("slow-chain", "32,640 changes of 510 devices, one after the other", chain),
    ("slow-ancestry", "4,000 deletions, each far from an edit that did not know of it", ancestry),
    ("slow-dependencies", "changes that depend on 250,000 others", dependencies),
    ("slow-observations", "4,096 observations of 58 tags, counters among them", observations),
    ("slow-tags", "one observation of 200,000 tags and 1,000 versions", tags),
    ("slow-texts", "11 MiB of text in one observation of 1,000 versions", texts),
    ("slow-overwritten", "one field written 249,000 times", overwritten),
    ("slow-typing", "a text typed backwards, letter by letter, and a long list", typing),
    ("slow-tracks", "11 MiB of positions as long as they may be", tracks),
    ("slow-position", "11 MiB of the rings of an area, all of them empty", position),
];

fn actor(number: usize) -> ActorId {
    // In order, so that each comes behind those before.
    ActorId::from([1, (number >> 8) as u8, number as u8])
}

/// One observation, and where it lies.
fn one() -> (Automerge, ObjId) {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..1);
    let object = object(&doc, 0);
    (doc, object)
}

fn object(doc: &Automerge, number: u64) -> ObjId {
    let observations = doc.get(ROOT, "observations").unwrap().unwrap().1;
    doc.get(observations, key(number)).unwrap().unwrap().1
}

fn made_by(doc: &Automerge, number: usize) -> Automerge {
    doc.clone().with_author(None).with_actor(actor(number))
}

fn news(doc: &Automerge, base: &Automerge) -> Vec<Change> {
    doc.get_changes(&base.get_heads())
}

fn together(base: &Automerge, changes: Vec<Change>) -> Automerge {
    let mut doc = base.clone();
    doc.apply_changes(changes).unwrap();
    doc
}

fn values_of_one_key() -> Automerge {
    let (base, object) = one();
    let mut changes = Vec::new();
    for number in 0..MANY_ACTORS {
        let mut doc = made_by(&base, number);
        change(&mut doc, |tx| tx.put(&object, "notes", number as i64));
        changes.extend(news(&doc, &base));
    }
    together(&base, changes)
}

fn changes_apart() -> Automerge {
    let (base, object) = one();
    let tags = base.get(&object, "tags").unwrap().unwrap().1;
    let mut changes = Vec::new();
    for number in 0..ACTORS {
        let mut doc = made_by(&base, number);
        for place in 0..(CHANGES / ACTORS) as i64 {
            // The first to come claims to be the newest.
            let time = CommitOptions::default().with_time(1_000_000 - number as i64);
            let tag = format!("{number:x}-{place}");
            doc.transact_with::<_, _, AutomergeError, _>(|()| time, |tx| tx.put(&tags, tag, place)).unwrap();
        }
        changes.extend(news(&doc, &base));
    }
    together(&base, changes)
}

fn chain() -> Automerge {
    let (mut doc, object) = one();
    doc = doc.with_author(None);
    for number in 0..CHANGES {
        doc.set_actor(actor(number % ACTORS));
        change(&mut doc, |tx| tx.put(&object, "notes", number as i64));
    }
    doc
}

/// Two long chains side by side: one edits every observation, then the other deletes every one.
fn ancestry() -> Automerge {
    let mut base = writer(&empty(), 1);
    observe(&mut base, 0..4_000);
    let objects: Vec<_> = (0..4_000).map(|number| object(&base, number)).collect();
    let [edits, deletions] = [1, 2].map(|side| {
        let mut doc = made_by(&base, side);
        for object in objects.iter().cycle().take(12_000) {
            change(&mut doc, |tx| tx.put(object, "other", side as i64));
        }
        for object in &objects {
            change(&mut doc, |tx| match side {
                1 => tx.put(object, "notes", "edited"),
                _ => tx.put(object, "deleted_at", ScalarValue::Timestamp(5)),
            });
        }
        news(&doc, &base)
    });
    together(&base, [edits, deletions].concat())
}

fn dependencies() -> Automerge {
    let (base, object) = one();
    let mut doc = base.clone();
    for _ in 0..2 {
        let before = doc.clone();
        let changes = (0..498).flat_map(|number| {
            let mut doc = made_by(&before, number);
            change(&mut doc, |tx| tx.put(&object, "notes", number as i64));
            news(&doc, &before)
        });
        doc = together(&before, changes.collect());
    }
    doc
}

fn observations() -> Automerge {
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..4_096);
    for number in 0..4_096 {
        let tags = doc.get(object(&doc, number), "tags").unwrap().unwrap().1;
        change(&mut doc, |tx| {
            tx.put(&tags, "counter", ScalarValue::counter(1))?;
            tx.increment(&tags, "counter", 1)?;
            (0..50).try_for_each(|tag| tx.put(&tags, format!("{tag}"), tag))
        });
    }
    doc
}

fn tags() -> Automerge {
    let (mut doc, object) = one();
    let tags = doc.get(&object, "tags").unwrap().unwrap().1;
    change(&mut doc, |tx| (0..200_000).try_for_each(|tag| tx.put(&tags, format!("{tag:x}"), tag)));
    versions(&mut doc, &object);
    doc
}

fn texts() -> Automerge {
    let (mut doc, object) = one();
    let tags = doc.get(&object, "tags").unwrap().unwrap().1;
    let text = "long ".repeat(13_000);
    change(&mut doc, |tx| (0..178).try_for_each(|tag| tx.put(&tags, format!("{tag}"), text.as_str())));
    versions(&mut doc, &object);
    doc
}

fn versions(doc: &mut Automerge, object: &ObjId) {
    for number in 0..1_000 {
        change(doc, |tx| tx.put(object, "category", number));
    }
}

fn overwritten() -> Automerge {
    let (mut doc, object) = one();
    change(&mut doc, |tx| (0..OPS as i64 - 2_000).try_for_each(|number| tx.put(&object, "notes", number)));
    versions(&mut doc, &object);
    doc
}

fn typing() -> Automerge {
    let (mut doc, object) = one();
    let tags = doc.get(&object, "tags").unwrap().unwrap().1;
    change(&mut doc, |tx| {
        let text = tx.put_object(&object, "notes", ObjType::Text)?;
        (0..100_000).try_for_each(|_| tx.splice_text(&text, 0, 0, "a"))?;
        let list: Vec<_> = (0..100_000).map(hydrate::Value::from).collect();
        tx.batch_create_object(&tags, "list", &hydrate::Value::List(list.into()), false)
    });
    doc
}

fn tracks() -> Automerge {
    const TRACKS: u64 = 23;
    let mut doc = writer(&empty(), 1);
    observe(&mut doc, 0..TRACKS);
    let json = format!(r#"{{"type":"LineString","coordinates":[{}[0,0]]}}"#, "[0,0],".repeat(87_300));
    assert!(json.len() < 512 << 10);
    for number in 0..TRACKS {
        let object = object(&doc, number);
        change(&mut doc, |tx| tx.put(object, "position", json.as_str()));
    }
    doc
}

fn position() -> Automerge {
    let (mut doc, object) = one();
    let json = format!(r#"{{"type":"Polygon","coordinates":[{}[]]}}"#, "[],".repeat((11 << 20) / 3));
    change(&mut doc, |tx| tx.put(&object, "position", json));
    assert!(save_plain(&doc).len() < 12 << 20);
    doc
}
