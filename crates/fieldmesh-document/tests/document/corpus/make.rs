//! Makes the files of the corpus.

use std::panic::{catch_unwind, set_hook, take_hook};

use automerge::transaction::Transactable;
use automerge::{Author, Automerge, Change, ObjType, ROOT, ReadDoc, ScalarValue};

use super::slow;
use crate::craft::*;

/// How many there are.
pub(super) const FILES: usize = 76;

/// One file and what is expected of it.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) what: String,
    pub(super) bytes: Vec<u8>,
    pub(super) is_change: bool,
    /// The file a change comes on top of; otherwise an empty shard.
    pub(super) onto: Option<&'static str>,
    /// Why it is refused, in the guard's words; none if it is admitted.
    pub(super) refusal: Option<String>,
}

fn snapshot(name: &str, what: &str, bytes: Vec<u8>, refusal: &str) -> Case {
    let (name, what) = (name.to_owned(), what.to_owned());
    let refusal = (!refusal.is_empty()).then(|| refusal.to_owned());
    Case { name, what, bytes, is_change: false, onto: None, refusal }
}

fn change_chunk(name: &str, what: &str, bytes: Vec<u8>, refusal: &str) -> Case {
    Case { is_change: true, ..snapshot(name, what, bytes, refusal) }
}

/// Every case whose name begins with `only`; all that are not slow for `quick`.
pub(super) fn all(only: &str) -> Vec<Case> {
    let slow = slow::ALL.into_iter().filter(|(name, ..)| name.starts_with(only));
    let slow = slow.map(|(name, what, make)| snapshot(name, what, make().save(), ""));
    if only.starts_with("slow") {
        return slow.collect();
    }
    let good = small();
    let mut cases = vec![
        snapshot("good", "what two devices wrote: admitted", good.save(), ""),
        snapshot("nan-and-infinities", "numbers that are none, wherever numbers are read: admitted", nan(), ""),
    ];
    cases.extend(bombs(&good));
    cases.extend(bombs_in_changes(&good));
    cases.extend(chunks(&good));
    cases.extend(histories(&good));
    cases.extend(rules());
    cases.extend(limits());
    if only == "quick" || "unloadable".starts_with(only) {
        cases.extend(unloadable());
    }
    if only == "quick" {
        return cases;
    }
    cases.retain(|case| case.name.starts_with(only));
    cases.extend(slow);
    cases
}

fn nan() -> Vec<u8> {
    let mut doc = writer(&empty(), 1);
    let observations = doc.get(ROOT, "observations").unwrap().unwrap().1;
    let [nan, infinity, minus] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    change(&mut doc, |tx| {
        let one = tx.put_object(&observations, key(1), ObjType::Map)?;
        tx.put(&one, "created_at", nan)?;
        tx.put(&one, "zone", infinity)?;
        tx.put(&one, "observed_at", infinity)?;
        tx.put(&one, "deleted_at", minus)?;
        tx.put(&one, "position", r#"{"type":"Point","coordinates":[NaN,1e999]}"#)?;
        let tags = tx.put_object(&one, "tags", ObjType::Map)?;
        tx.put(&tags, "nan", nan)?;
        tx.put(&tags, "infinity", infinity)?;
        tx.put(&tags, "minus infinity", minus)?;
        let list = tx.put_object(&tags, "list", ObjType::List)?;
        tx.insert(&list, 0, nan)?;
        tx.insert(&list, 1, 0.5)
    });
    doc.save()
}

/// A run of 2⁴¹ times `value`; in a column of booleans as many, then one.
fn run(value: &[u8]) -> Vec<u8> {
    [&uleb(1 << 41), value].concat()
}

const RUN: &str = "too large: 2199023255552";

fn bombs(good: &Automerge) -> Vec<Case> {
    let plain = save_plain(good);
    let bomb = deflate(&vec![0; 13 << 20]);
    let with = |edit: &dyn Fn(&mut Anatomy)| {
        let mut anatomy = Anatomy::of(&plain);
        edit(&mut anatomy);
        anatomy.sealed()
    };
    let replaced = |table: &mut Table, spec: u64, data: Vec<u8>| *column(table, spec) = data;
    let inflated = "too large: 12582913 bytes inflated, the limit is 12582912";
    let mut cases = vec![
        snapshot(
            "deflate-bomb-value",
            "13 MiB of zeros in the column of values",
            with(&|a| *a.ops.iter_mut().find(|(spec, _)| *spec == 0x57).unwrap() = (0x5F, bomb.clone())),
            inflated,
        ),
        snapshot(
            "deflate-bomb-of-several",
            "7 MiB of zeros in each of two columns",
            with(&|a| {
                let half = deflate(&vec![0; 7 << 20]);
                *a.ops.iter_mut().find(|(spec, _)| *spec == 0x57).unwrap() = (0x5F, half.clone());
                *a.changes.iter_mut().find(|(spec, _)| *spec == 0x57).unwrap() = (0x5F, half);
            }),
            inflated,
        ),
        snapshot(
            "run-length-bomb-strings",
            "one name of 1 KiB, 200,000 times",
            with(&|a| {
                replaced(&mut a.ops, 0x15, [uleb_signed(200_000), uleb(1 << 10), vec![b'x'; 1 << 10]].concat());
            }),
            "too large: 204800000 bytes of strings, the limit is 12582912",
        ),
        snapshot(
            "run-length-bomb-groups",
            "one operation with 2⁴¹ successors",
            with(&|a| replaced(&mut a.ops, 0x80, [vec![1], uleb(1 << 41)].concat())),
            &format!("{RUN} references, the limit is 250000"),
        ),
    ];
    for (name, spec, value, what) in [
        ("keys", 0x15, &[1, b'x'][..], "operations"),
        ("actions", 0x42, &[1], "operations"),
        ("values", 0x56, &[1], "operations"),
        ("counters", 0x23, &[1], "operations"),
        ("inserts", 0x34, &[1], "operations"),
        ("successors", 0x81, &[1], "references"),
    ] {
        let bytes = with(&|a| replaced(&mut a.ops, spec, run(value)));
        let limit = "the limit is 250000";
        cases.push(snapshot(
            &format!("run-length-bomb-{name}"),
            &format!("2⁴¹ rows in column {spec:#04x} of the operations"),
            bytes,
            &format!("{RUN} {what}, {limit}"),
        ));
    }
    for (name, spec, what, limit) in [
        ("actors", 0x01, "changes", 32_768),
        ("times", 0x23, "changes", 32_768),
        ("dependencies", 0x43, "references", 250_000),
    ] {
        cases.push(snapshot(
            &format!("run-length-bomb-of-changes-{name}"),
            &format!("2⁴¹ rows in column {spec:#04x} of the changes"),
            with(&|a| replaced(&mut a.changes, spec, run(&[1]))),
            &format!("{RUN} {what}, the limit is {limit}"),
        ));
    }
    cases
}

/// A positive number as signed LEB128, which heads a run.
fn uleb_signed(number: u64) -> Vec<u8> {
    let mut bytes = uleb(number);
    if bytes.last().is_some_and(|last| last & 0x40 != 0) {
        *bytes.last_mut().unwrap() |= 0x80;
        bytes.push(0);
    }
    bytes
}

fn bombs_in_changes(good: &Automerge) -> Vec<Case> {
    let first = changes(good, &empty()).remove(0);
    let bomb = deflate(&vec![0; 13 << 20]);
    let mut cases = vec![change_chunk(
        "deflate-bomb-change",
        "13 MiB of zeros as a compressed change",
        seal_as(2, &[0; 4], &bomb),
        "too large: 12582913 bytes inflated, the limit is 12582912",
    )];
    for (name, spec, value, what) in [
        ("keys", 0x15, &[1, b'x'][..], "operations"),
        ("actions", 0x42, &[1], "operations"),
        ("values", 0x56, &[1], "operations"),
        ("inserts", 0x34, &[1], "operations"),
        ("predecessors", 0x70, &[0], "operations"),
    ] {
        let mut parts = ChangeAnatomy::of(&first);
        *column(&mut parts.ops, spec) = run(value);
        cases.push(change_chunk(
            &format!("run-length-bomb-in-a-change-{name}"),
            &format!("2⁴¹ rows in column {spec:#04x} of a change"),
            parts.sealed(),
            &format!("{RUN} {what}, the limit is 250000"),
        ));
    }
    let mut parts = ChangeAnatomy::of(&first);
    *column(&mut parts.ops, 0x70) = [vec![1], uleb(1 << 41)].concat();
    cases.push(change_chunk(
        "run-length-bomb-in-a-change-groups",
        "one operation with 2⁴¹ predecessors",
        parts.sealed(),
        &format!("{RUN} references, the limit is 250000"),
    ));
    cases
}

fn chunks(good: &Automerge) -> Vec<Case> {
    let saved = good.save();
    let delta = changes(good, &empty());
    let mut orphaned = empty();
    orphaned.load_incremental(&delta[delta.len() - 1]).unwrap();
    let mut wrong = saved.clone();
    wrong[4] ^= 1;
    let mut wrong_change = delta[0].clone();
    wrong_change[4] ^= 1;
    let none = "not a shard: not a document chunk";
    let no_change = "not a shard: not a change chunk";
    let several = "not a shard: more than one chunk";
    vec![
        snapshot("no-bytes", "nothing", Vec::new(), "not a shard: it ends too early"),
        snapshot("unknown-chunk-3", "a chunk of Automerge's type 3, a bundle", seal(3, body(&saved)), none),
        snapshot("unknown-chunk-9", "a chunk of a type that no version has", seal(9, body(&saved)), none),
        snapshot("change-for-a-snapshot", "a change where a document is expected", delta[0].clone(), none),
        snapshot("two-chunks", "a document, then a change", [saved.clone(), delta[0].clone()].concat(), several),
        snapshot("orphan-behind", "a document, then a change that waits for others", orphaned.save(), several),
        snapshot("wrong-checksum", "a bit of the checksum", wrong, "automerge cannot decode it: bad checksum"),
        change_chunk(
            "unknown-chunk-3-for-a-change",
            "a bundle where a change is expected",
            seal(3, body(&delta[0])),
            no_change,
        ),
        change_chunk("snapshot-for-a-change", "a document where a change is expected", saved, no_change),
        change_chunk("two-changes", "two changes in one", [delta[0].clone(), delta[1].clone()].concat(), several),
        change_chunk(
            "wrong-checksum-of-a-change",
            "which Automerge does not compare",
            wrong_change,
            "not a shard: a wrong checksum",
        ),
        change_chunk(
            "orphan",
            "a change that waits for others, which a queue would keep",
            delta[delta.len() - 1].clone(),
            "1 changes that it depends on are missing",
        ),
    ]
}

fn histories(good: &Automerge) -> Vec<Case> {
    let mut one = writer(&empty(), 1);
    observe(&mut one, 0..1);
    let before = one.clone();
    observe(&mut one, 1..2);
    let plain = save_plain(&one);
    let with = |edit: &dyn Fn(&mut Anatomy)| {
        let mut anatomy = Anatomy::of(&plain);
        edit(&mut anatomy);
        anatomy.sealed()
    };
    let second = changes(&one, &before).remove(0);
    let author = [&[1, 32], &[9; 32][..]].concat();
    let mut short = empty().with_author(Some(Author::from(vec![1; 31])));
    observe(&mut short, 0..1);
    let two_authors = with(&|a| {
        *column(&mut a.changes, 0x56) = [vec![0x7F, 7, 2], uleb(34 << 4 | 7)].concat();
        column(&mut a.changes, 0x57).extend(&author);
    });
    // The second change again, of the same actor and number, with another content.
    let first = good.get_changes(&[]).into_iter().find(|change| change.author().is_some()).unwrap();
    let mut twin = Automerge::load(&empty().save()).unwrap().with_actor(first.actor_id().clone());
    observe(&mut twin, 7..8);
    let twin = changes(&twin, &empty()).remove(0);
    vec![
        snapshot(
            "duplicate-sequence",
            "two changes of one actor with one number",
            with(&|a| *column(&mut a.changes, 0x03) = vec![0x7D, 1, 0, 0]),
            "change 1 of an actor where 2 comes next",
        ),
        snapshot(
            "author-in-a-second-change",
            "a change that claims to be of another device than the first",
            two_authors,
            "an author of 34 bytes in change 2 of its actor",
        ),
        snapshot(
            "author-too-short",
            "an author of 31 bytes",
            short.save(),
            "an author of 33 bytes in change 1 of its actor",
        ),
        snapshot(
            "claims-operations",
            "a change that ends after its last operation",
            with(&|a| *column(&mut a.changes, 0x13).last_mut().unwrap() = 48),
            "not a shard: a change that claims operations it does not have",
        ),
        snapshot(
            "actor-without-a-change",
            "which Automerge loads and cannot save",
            with(&|a| a.actors.push(vec![0xFF; 17])),
            "not a shard: an actor without a change",
        ),
        Case {
            onto: Some("good"),
            ..change_chunk(
                "duplicate-actor-and-sequence",
                "a second change of an actor under a number it has used",
                twin,
                &format!("automerge cannot decode it: duplicate seq 1 found for actor {}", first.actor_id()),
            )
        },
        change_chunk(
            "author-in-a-second-change-alone",
            "the same as a change",
            seal(1, &[body(&second), &author].concat()),
            "an author of 34 bytes in change 2 of its actor",
        ),
    ]
}

/// Writes into the map of observations.
type Edit<'a> = &'a dyn Fn(
    &mut automerge::transaction::Transaction<'_>,
    &automerge::ObjId,
) -> Result<(), automerge::AutomergeError>;

fn rules() -> Vec<Case> {
    let observations = empty().get(ROOT, "observations").unwrap().unwrap().1;
    let genesis = "it does not have the genesis of its id and kind";
    let written =
        |edit: &dyn Fn(&mut automerge::transaction::Transaction<'_>) -> Result<(), automerge::AutomergeError>| {
            let mut doc = writer(&empty(), 1);
            change(&mut doc, edit);
            doc.save()
        };
    let gone = "an observation was removed or replaced, rather than marked as deleted";
    let removed = |edit: Edit<'_>| {
        let mut doc = writer(&empty(), 1);
        observe(&mut doc, 0..3);
        change(&mut doc, |tx| edit(tx, &observations));
        doc.save()
    };
    let maker = empty().get_changes(&[])[0].actor_id().clone();
    let mut forged = empty().with_actor(maker);
    observe(&mut forged, 0..1);
    let other = crate::document::Shard::create(crate::document::ShardId::from_bytes([0x22; 16]), KIND);
    vec![
        snapshot("genesis-of-another-shard", "a good shard under another id", other.save(), genesis),
        snapshot("genesis-forged", "a change in the name of the genesis", forged.save(), genesis),
        change_chunk(
            "genesis-forged-in-a-change",
            "the same as a change",
            changes(&forged, &empty()).remove(0),
            genesis,
        ),
        snapshot(
            "genesis-missing",
            "a document without any",
            Automerge::new().save(),
            "kind 0 was announced, it is None",
        ),
        snapshot(
            "container-replaced",
            "another map in the place of the observations",
            written(&|tx| tx.put_object(ROOT, "observations", ObjType::Map).map(drop)),
            genesis,
        ),
        snapshot(
            "container-deleted",
            "no map of observations",
            written(&|tx| tx.delete(ROOT, "observations")),
            genesis,
        ),
        snapshot(
            "another-kind",
            "it says to be of kind 3",
            written(&|tx| tx.put(ROOT, "kind", 3)),
            "kind 0 was announced, it is Some(3)",
        ),
        snapshot(
            "foreign-key",
            "an observation under a key that is no id",
            written(&|tx| tx.put_object(&observations, "0123", ObjType::Map).map(drop)),
            "\"0123\" is not an observation",
        ),
        snapshot(
            "foreign-value",
            "an observation that is a number",
            written(&|tx| tx.put(&observations, key(1), ScalarValue::Int(1))),
            "\"0000000000000001\" is not an observation",
        ),
        snapshot(
            "removed-observation",
            "an observation whose entry was deleted",
            removed(&|tx, observations| tx.delete(observations, key(1))),
            gone,
        ),
        snapshot(
            "removed-by-another",
            "an observation in whose place another was made",
            removed(&|tx, observations| tx.put_object(observations, key(1), ObjType::Map).map(drop)),
            gone,
        ),
    ]
}

fn limits() -> Vec<Case> {
    let mut many = writer(&empty(), 1);
    observe(&mut many, 0..4_097);
    let mut deep = writer(&empty(), 1);
    change(&mut deep, |tx| (0..17).try_fold(ROOT, |object, _| tx.put_object(object, "deeper", ObjType::Map)));
    let mut typed = writer(&empty(), 1);
    change(&mut typed, |tx| {
        let text = tx.put_object(ROOT, "text", ObjType::Text)?;
        tx.splice_text(&text, 0, 0, &"a".repeat(250_000))
    });
    let mut long = empty().with_actor(automerge::ActorId::from(vec![1; 65]));
    observe(&mut long, 0..1);
    let columns = |count: u64| {
        let layout: Vec<u8> = (0..count).flat_map(|n| [uleb(n << 4 | 2), uleb(0)].concat()).collect();
        seal(0, &[vec![0, 0], uleb(count), layout, vec![0]].concat())
    };
    let typed_change = changes(&typed, &empty()).remove(0);
    vec![
        snapshot(
            "one-observation-too-many",
            "4,097 observations",
            many.save(),
            "too large: 4097 observations, the limit is 4096",
        ),
        snapshot(
            "one-level-too-deep",
            "17 objects inside one another",
            deep.save(),
            "too large: 17 objects inside one another, the limit is 16",
        ),
        snapshot(
            "too-many-operations",
            "a text of 250,000 letters, which is a few kilobytes",
            typed.save(),
            "too large: 250005 operations, the limit is 250000",
        ),
        change_chunk(
            "too-many-operations-in-a-change",
            "the same as a change",
            typed_change,
            "too large: 250001 operations, the limit is 250000",
        ),
        snapshot(
            "actor-too-long",
            "an actor of 65 bytes",
            long.save(),
            "too large: 65 bytes in the id of an actor, the limit is 64",
        ),
        snapshot("too-many-columns", "33 columns", columns(33), "too large: 33 columns, the limit is 32"),
        snapshot(
            "too-many-actors",
            "a count of 2⁴¹ actors",
            seal(0, &uleb(1 << 41)),
            &format!("{RUN} actors, the limit is 4096"),
        ),
        change_chunk(
            "too-many-dependencies",
            "a count of 2⁴¹ dependencies",
            seal(1, &uleb(1 << 41)),
            &format!("{RUN} dependencies, the limit is 250000"),
        ),
    ]
}

/// Changes that Automerge takes and that make what it saves then unloadable, and changes over which it panics: the
/// first found of each, a byte away from a good one.
fn unloadable() -> Vec<Case> {
    let base = empty();
    let first = changes(&small(), &base).remove(0);
    let outcome = |chunk: &[u8]| -> &'static str {
        let applied = catch_unwind(|| {
            let mut doc = base.clone();
            doc.apply_changes([Change::try_from(chunk).ok()?]).ok()?;
            doc.get_missing_deps(&[]).is_empty().then_some(doc)
        });
        match applied {
            Err(_) => "panics",
            Ok(None) => "refused",
            Ok(Some(doc)) => match catch_unwind(|| Automerge::load(&doc.save()).is_ok()) {
                Ok(true) => "loads",
                Ok(false) => "unloadable",
                Err(_) => "panics later",
            },
        }
    };
    let hook = take_hook();
    set_hook(Box::new(|_| ()));
    let mut found: Vec<(&'static str, Vec<u8>)> = Vec::new();
    for at in 0..body(&first).len() {
        for flip in [1, 2, 4, 8, 16, 32, 64, 128, 0x7F, 0xC0] {
            let mut mutated = body(&first).to_vec();
            mutated[at] ^= flip;
            let chunk = seal(1, &mutated);
            let outcome = outcome(&chunk);
            if !matches!(outcome, "refused" | "loads")
                && found.iter().filter(|(have, _)| *have == outcome).count() < 2
            {
                found.push((outcome, chunk));
            }
        }
    }
    set_hook(hook);
    let what = |outcome| match outcome {
        "panics" => "a change over which Automerge panics",
        "unloadable" => "a change that Automerge takes, and cannot load what it then saves",
        _ => "a change that Automerge takes, and panics over what it then saves",
    };
    let named = |(place, (outcome, chunk)): (usize, (&'static str, Vec<u8>))| {
        let refusal = refusal_of(&chunk);
        change_chunk(&format!("unloadable-change-{place}"), what(outcome), chunk, &refusal)
    };
    found.into_iter().enumerate().map(named).collect()
}

/// What the guard says of a change, whatever it is, as long as it refuses it.
fn refusal_of(chunk: &[u8]) -> String {
    let base = shard(&empty());
    let announced = crate::document::guard::Announced { shard: ID, kind: KIND, heads: base.heads() };
    crate::document::guard::admit_changes(&base, &[chunk.to_vec()], &announced).unwrap_err().to_string()
}
