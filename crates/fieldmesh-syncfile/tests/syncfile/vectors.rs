//! The folder of good and bad files, each with its expected result.

use std::path::{Path, PathBuf};

use fieldmesh_document::{ProjectId, ProjectKey};
use fieldmesh_syncfile::{FsMedium, MemoryMedium, OpenError, State, SyncFile};
use serde_json::{Value, json};

use crate::newer;
use crate::sample::*;

const KEY: &str = "4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

/// Everything that can be said of a file from outside, as its sidecar has it.
fn outcome(bytes: Vec<u8>, key: ProjectKey) -> Value {
    let keys = [(PROJECT, key)];
    let file = match SyncFile::open(MemoryMedium::from(bytes.clone()), &keys) {
        Err(OpenError::NotASyncFile { empty, looks_like }) => {
            return json!({"refused": "not-a-sync-file", "empty": empty, "looks_like": looks_like});
        }
        Err(OpenError::NewerVersion { version, kind, flags }) => {
            return json!({"refused": "newer-version", "version": version, "kind": kind, "flags": flags});
        }
        Err(OpenError::NewerContent { at }) => return json!({"refused": "newer-content", "at": at}),
        Err(OpenError::OtherProject { .. }) => return json!({"refused": "other-project"}),
        Err(OpenError::Damaged { at, intact_sequence, .. }) => {
            return json!({"refused": "damaged", "at": at, "intact_sequence": intact_sequence});
        }
        Err(other) => panic!("{other}"),
        Ok(file) => file,
    };
    let state = match file.state().unwrap() {
        State::Intact => json!("intact"),
        State::Unfinished { intact_sequence, recovered, .. } => {
            json!({"unfinished": {"intact_sequence": intact_sequence, "recovered": recovered}})
        }
        State::Damaged { .. } => panic!("opened a damaged file"),
    };
    let info = file.info().unwrap();
    let visitors: Vec<_> = info.visits.iter().map(|visit| visit.visitor.name.clone()).collect();
    let records = fieldmesh_document::Replica::inventory(&file).unwrap().records_digest();
    let report = file.verify(&mut |_, _| (), &|| false).unwrap();
    json!({
        "state": state,
        "project": info.manifest.name,
        "configuration": info.manifest.configuration.map(|one| format!("{} {}", one.name, one.fingerprint)),
        "sequence": info.sequence,
        "observations": info.observations,
        "shards": info.shards,
        "attachments": info.attachments,
        "visitors": visitors,
        "records_digest": records.to_string(),
        "damaged": {
            "segments": report.damaged_segments,
            "shards": report.damaged_shards.len(),
            "attachments": report.damaged_attachments.len(),
        },
    })
}

#[test]
fn every_vector_has_its_result() {
    let mut seen = 0;
    for entry in fs_err::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let sidecar: Value = serde_json::from_slice(&fs_err::read(&path).unwrap()).unwrap();
        let key: Vec<u8> = sidecar["project_key"]
            .as_str()
            .unwrap()
            .as_bytes()
            .chunks(2)
            .map(|digits| u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap())
            .collect();
        let bytes = fs_err::read(folder().join(sidecar["file"].as_str().unwrap())).unwrap();
        let found = outcome(bytes, ProjectKey::from_bytes(key.try_into().unwrap()));
        assert_eq!(found, sidecar["expected"], "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 24, "vectors in {}", folder().display());
}

#[test]
fn sync_files_of_mapeo_are_recognised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/syncfile-fixtures");
    let Ok(entries) = fs_err::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return;
    };
    let whole = folder.join("windows_regression.tar");
    let mut files: Vec<_> =
        fs_err::read_dir(folder.join("indexed-tarball-integrity")).unwrap().map(|e| e.unwrap().path()).collect();
    files.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()));
    assert!(files.len() >= 8);
    for path in files {
        let bytes = fs_err::read(&path).unwrap();
        let error = SyncFile::open(FsMedium::open(&path).unwrap(), &[(PROJECT, key())]).unwrap_err();
        let OpenError::NotASyncFile { empty: false, looks_like: Some(what) } = error else { panic!("{error}") };
        assert!(
            what == "a Mapeo sync file" || path != whole && what == "a tar archive",
            "{}: {what}",
            path.display()
        );
        assert_eq!(fs_err::read(&path).unwrap(), bytes);
    }
}

#[test]
#[ignore = "writes the vectors anew; salts are random, so every file changes"]
fn regenerate_the_vectors() {
    fs_err::create_dir_all(folder()).unwrap();
    let (small, _) = small_file();
    let end = small.len();
    let empty = file_of(&[]).to_vec();
    let at_commit_one = end - 2 * 4096;
    let appended = |number: u8| {
        let medium = MemoryMedium::from(small.clone());
        let file = open(medium.clone()).unwrap();
        file.visit(visitor(number), NOON).unwrap();
        merge(&file, vec![snapshot(&shard(number, 2))]);
        file.finish_visit().unwrap();
        medium.to_vec()
    };
    let flipped = |at: usize| {
        let mut bytes = small.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    let tail = |more: &[u8]| [small.as_slice(), more].concat();
    let noise: Vec<u8> =
        (0..6000_u32).flat_map(|i| i.wrapping_mul(2_654_435_761).to_le_bytes()).skip(1).step_by(3).collect();
    let mut tar = vec![0; 1536];
    tar[..14].copy_from_slice(b"osm-p2p-db.tar");
    tar[124..135].copy_from_slice(b"00000000005");
    tar[257..262].copy_from_slice(b"ustar");
    let given = || {
        let medium = MemoryMedium::from(small.clone());
        let mut file = open(medium.clone()).unwrap();
        file.visit(visitor(3), NOON).unwrap();
        file.set_configuration(configuration(2)).unwrap();
        file.finish_visit().unwrap();
        medium.to_vec()
    };
    let vectors: Vec<(&str, Vec<u8>, &str)> = vec![
        ("good-empty", empty.clone(), "a new file without records"),
        ("good-small", small.clone(), "three commits, two shards, a photo"),
        ("good-configuration", given(), "good-small, given a configuration by a third device"),
        ("copy-a", appended(3), "good-small, appended by a third device"),
        ("copy-b", appended(4), "a copy of good-small, appended by a fourth device"),
        (
            "copies-joined",
            [appended(3).as_slice(), &appended(4)[end..]].concat(),
            "the updates of both copies in one file",
        ),
        ("cut-at-a-commit", small[..at_commit_one].to_vec(), "good-small without its last update: a good file"),
        ("cut-in-the-last-commit", small[..end - 1000].to_vec(), "the records of the last update are whole"),
        ("cut-in-the-last-records", small[..end - 5000].to_vec(), "the last update is lost"),
        ("cut-in-the-first-commit", small[..3 * 4096 - 100].to_vec(), "no commit is left"),
        ("torn-tail", tail(&[0; 5000]), "zeros behind the last commit"),
        ("torn-tail-of-noise", tail(&noise), "anything behind the last commit"),
        ("flipped-manifest", flipped(4096 + 200), "a bit of the manifest"),
        ("flipped-records", flipped(3 * 4096 + 300), "a bit of records that a later commit lists"),
        ("flipped-photo", flipped(5 * 4096), "a bit of a photo: found when it is read"),
        ("flipped-last-commit", flipped(end - 1), "a bit of the last commit: its records are whole"),
        ("newer-version", flipped(9), "a version this program does not know"),
        ("newer-commit", newer::newer_commit(), "its last commit requires what is not known yet"),
        ("unknown-segment", newer::unknown_segment(), "a segment of kind 200, which is passed over"),
        (
            "commit-with-a-tail",
            newer::commit_with_a_tail(),
            "more fields behind those of a commit, which are ignored",
        ),
        ("empty", Vec::new(), "no bytes"),
        ("mapeo", tar, "a Mapeo sync file, of which only headers are given"),
        ("noise", noise.clone(), "random bytes"),
    ];
    for (name, bytes, what) in vectors {
        let expected = outcome(bytes.clone(), key());
        let file = format!("{name}.fieldmesh");
        let sidecar = json!({"file": file, "what": what, "project_key": KEY, "expected": expected});
        fs_err::write(folder().join(&file), bytes).unwrap();
        let text = serde_json::to_string_pretty(&sidecar).unwrap() + "\n";
        fs_err::write(folder().join(name).with_extension("json"), text).unwrap();
    }
    let wrong = "00".repeat(32);
    let expected = outcome(small, ProjectKey::from_bytes([0; 32]));
    let sidecar = json!({"file": "good-small.fieldmesh", "what": "another project's key", "project_key": wrong, "expected": expected});
    fs_err::write(folder().join("wrong-key.json"), serde_json::to_string_pretty(&sidecar).unwrap() + "\n").unwrap();
    assert_eq!(PROJECT, ProjectId::from_bytes([0x50; 16]));
}
