//! The kept corpus of hostile bytes: each file is refused as its sidecar says, or admitted, within bounds.
//!
//! Each file is taken in by a process of its own, which is this test program again, because a peak of memory is one of
//! a process, and a counting allocator would need unsafe code.

mod make;
mod measure;
mod slow;

use std::path::{Path, PathBuf};
use std::process::Command;

use automerge::Automerge;
use fieldmesh_document::guard::{Announced, admit_changes, read_snapshot};
use fieldmesh_document::observation::{Scalar, TagValue};
use fieldmesh_document::{ChangeHash, Heads, Observation, Shard, Timestamp};
use serde_json::{Value, json};

use crate::craft::{Anatomy, ID, KIND, empty, shard};
use measure::measured;

/// What one file may take beyond what the process had.
const EXTRA_KIB: u64 = 128 << 10;
/// What all guards of a process may take together, whatever they are given: their budget, and what the allocator keeps.
const EXTRA_KIB_OF_ALL: u64 = 320 << 10;
/// One second of processor time with the optimizations of a release. Without them what inflates, hashes and parses takes
/// several times as long.
const PROCESSOR_MS: u64 = if cfg!(debug_assertions) { 10_000 } else { 1_000 };
/// What showing the history of an observation may take, which a person asks for and a peer cannot.
const HISTORY_MS: u64 = 2 * PROCESSOR_MS;
/// Names the files to take in, to the process that does.
const FILES: &str = "FIELDMESH_CORPUS_FILES";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The names of all files, and what their sidecars say.
fn sidecars() -> Vec<(String, Value)> {
    let files = fs_err::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut sidecars: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, serde_json::from_slice(&fs_err::read(&path).unwrap()).unwrap())
        })
        .collect();
    sidecars.sort_by(|(one, _), (other, _)| one.cmp(other));
    sidecars
}

/// Takes one file in, as what its sidecar says it is.
fn take_in(name: &str, sidecar: &Value) -> Result<(Shard, Vec<Observation>), String> {
    let bytes = fs_err::read(folder().join(sidecar["file"].as_str().unwrap())).unwrap();
    let announced = |heads| Announced { shard: ID, kind: KIND, heads };
    let taken = match sidecar["as"].as_str().unwrap() {
        "snapshot" => {
            let is_admitted = sidecar["refusal"].is_null();
            let heads = if is_admitted { Anatomy::of(&bytes).head_hashes() } else { Vec::new() };
            read_snapshot(&bytes, &announced(Heads::new(heads.into_iter().map(ChangeHash))))
        }
        "change" => {
            let base = shard(&match sidecar["onto"].as_str() {
                Some(onto) => {
                    let path = folder().join(onto).with_extension("automerge");
                    Automerge::load(&fs_err::read(path).unwrap()).unwrap()
                }
                None => empty(),
            });
            admit_changes(&base, &[bytes], &announced(base.heads())).map(|shard| {
                let observations = shard.observations();
                (shard, observations)
            })
        }
        other => panic!("{name}: {other}"),
    };
    taken.map_err(|refusal| refusal.to_string())
}

/// Takes files in, each on a thread, in a process of their own, and tells what that gave and took.
fn in_a_process_of_its_own(names: &[&str]) -> Value {
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "corpus::the_process_that_takes_files_in", "--ignored", "--nocapture"])
        .env(FILES, names.join(" "))
        // What glibc keeps for each thread besides is not the guard's, and differs from run to run.
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    let result = said.lines().find_map(|line| line.split_once("taken in: "));
    let (_, result) = result.unwrap_or_else(|| panic!("{names:?}: {}\n{said}", done.status));
    serde_json::from_str(result).unwrap()
}

#[test]
#[ignore = "run by the tests of the corpus, each time in a process of its own"]
fn the_process_that_takes_files_in() {
    let Ok(names) = std::env::var(FILES) else { return };
    let sidecars = sidecars();
    let named = |name| sidecars.iter().find(|(have, _)| have == name).unwrap_or_else(|| panic!("no {name}"));
    let files: Vec<_> = names.split(' ').map(named).collect();
    let is_alone = files.len() == 1;
    let (results, taken) = measured(|| {
        std::thread::scope(|scope| {
            let taking: Vec<_> = files
                .iter()
                .map(|(name, sidecar)| {
                    scope.spawn(move || {
                        // What is kept of many shards is not the guard's.
                        take_in(name, sidecar).map(|taken| is_alone.then_some(taken))
                    })
                })
                .collect();
            taking.into_iter().map(|taking| taking.join().unwrap()).collect::<Vec<_>>()
        })
    });
    let refusals: Vec<_> = results.iter().map(|result| result.as_ref().err()).collect();
    let mut result = json!({"refusals": refusals, "took": taken});
    if let [Ok(Some((shard, observations)))] = results.as_slice()
        && let Some(first) = observations.first()
    {
        let (versions, taken) = measured(|| shard.history(&first.id.local).len());
        result["history"] = json!({"versions": versions, "took": taken});
    }
    println!("taken in: {result}");
}

fn assert_within(name: &str, took: &Value, extra_kib: u64, processor_ms: u64) {
    let Some(kib) = took["extra_kib"].as_u64() else {
        println!("{name}: memory and time not measured: no /proc of Linux");
        return;
    };
    let ms = took["processor_ms"].as_u64().unwrap();
    println!("{name}: {} MiB, {ms} ms", kib >> 10);
    assert!(kib <= extra_kib, "{name}: {kib} KiB of {extra_kib}");
    assert!(ms <= processor_ms, "{name}: {ms} ms of {processor_ms}");
}

#[test]
fn every_file_of_the_corpus_has_its_outcome_within_bounds() {
    let sidecars = sidecars();
    for (name, sidecar) in &sidecars {
        let result = in_a_process_of_its_own(&[name]);
        assert_eq!(result["refusals"][0], sidecar["refusal"], "{name}");
        assert_within(name, &result["took"], EXTRA_KIB, PROCESSOR_MS);
        if let Some(history) = result.get("history") {
            assert_within(&format!("{name}, history"), &history["took"], EXTRA_KIB, HISTORY_MS);
        }
    }
    assert_eq!(sidecars.len(), make::FILES, "files in {}", folder().display());
}

#[test]
fn what_runs_beside_costs_no_more_memory_than_all_may_take() {
    let sidecars = sidecars();
    let heavy: Vec<_> = sidecars
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| name.starts_with("slow") || name.starts_with("deflate"))
        .collect();
    let result = in_a_process_of_its_own(&heavy);
    assert_within(&heavy.join(" "), &result["took"], EXTRA_KIB_OF_ALL, u64::MAX);
}

#[test]
fn numbers_that_are_none_are_read_as_absent_or_unknown() {
    let sidecars = sidecars();
    let (name, sidecar) = sidecars.iter().find(|(name, _)| name == "nan-and-infinities").unwrap();
    let (_, observations) = take_in(name, sidecar).unwrap();
    let [one] = observations.as_slice() else { panic!("one observation") };
    assert_eq!(one.created_at.at, Timestamp(0));
    assert_eq!((one.deleted_at, &one.position, one.observed_at), (None, &None, None));
    assert_eq!(one.created_at.zone, None);
    let read = |key: &str| &one.tags[key];
    for key in ["nan", "infinity", "minus infinity"] {
        assert_eq!(*read(key), TagValue::One(Scalar::Unknown), "{key}");
    }
    assert_eq!(*read("list"), TagValue::List(vec![Scalar::Unknown, Scalar::Float(0.5)]));
    assert!(one.conflicts.is_empty());
}

#[test]
#[ignore = "writes the corpus anew, or what FIELDMESH_CORPUS_ONLY says: names that begin so, or `quick`"]
fn regenerate() {
    let only = std::env::var("FIELDMESH_CORPUS_ONLY").unwrap_or_default();
    fs_err::create_dir_all(folder()).unwrap();
    let mut other = Vec::new();
    for case in make::all(&only) {
        let file = format!("{}.{}", case.name, if case.is_change { "change" } else { "automerge" });
        fs_err::write(folder().join(&file), &case.bytes).unwrap();
        let mut sidecar = json!({
            "file": file,
            "what": case.what,
            "as": if case.is_change { "change" } else { "snapshot" },
            "refusal": case.refusal,
        });
        if let Some(onto) = case.onto {
            sidecar["onto"] = onto.into();
        }
        let text = serde_json::to_string_pretty(&sidecar).unwrap() + "\n";
        fs_err::write(folder().join(&case.name).with_extension("json"), text).unwrap();
        let found = take_in(&case.name, &sidecar).err();
        if found != case.refusal {
            other.push((case.name, found));
        }
    }
    assert_eq!(other, [], "other outcomes than expected");
}
