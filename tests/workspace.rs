//! The architecture as tests: which crate may know which, and which library lives in which crate.
//! `ARCHITECTURE.md` says why.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

fn metadata() -> Metadata {
    MetadataCommand::new().no_deps().other_options(["--offline".to_owned()]).exec().unwrap()
}

fn ours(metadata: &Metadata) -> impl Iterator<Item = &Package> {
    metadata.packages.iter().filter(|package| package.name != "fieldmesh-workspace")
}

/// The normal and build dependencies of a package, by name.
fn dependencies(package: &Package) -> BTreeSet<&str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind != DependencyKind::Development)
        .map(|dependency| dependency.name.as_str())
        .collect()
}

fn sources(package: &Package) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![package.manifest_path.parent().unwrap().join("src").into_std_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

fn read(path: &Path) -> String {
    fs_err::read_to_string(path).unwrap()
}

#[test]
fn arrows_point_to_less_knowledge() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("fieldmesh-document", &[] as &[_]),
        ("fieldmesh-config", &["fieldmesh-document"]),
        ("fieldmesh-sync", &["fieldmesh-document"]),
        ("fieldmesh-syncfile", &["fieldmesh-document"]),
        ("fieldmesh-store", &["fieldmesh-document"]),
        ("fieldmesh-transport", &["fieldmesh-document", "fieldmesh-sync"]),
        ("fieldmesh-testkit", &["fieldmesh-document"]),
        ("fieldmesh-workload", &["fieldmesh-document", "fieldmesh-config"]),
        (
            "fieldmesh",
            &[
                "fieldmesh-document",
                "fieldmesh-config",
                "fieldmesh-sync",
                "fieldmesh-syncfile",
                "fieldmesh-store",
                "fieldmesh-transport",
            ],
        ),
        ("fieldmesh-sentences", &["fieldmesh"]),
        ("fieldmesh-window", &["fieldmesh", "fieldmesh-sentences", "fieldmesh-workload"]),
        ("fieldmesh-app", &["fieldmesh", "fieldmesh-sentences", "fieldmesh-window", "fieldmesh-workload"]),
    ]);
    let metadata = metadata();
    for package in ours(&metadata) {
        let allowed = allowed.get(package.name.as_str()).unwrap_or_else(|| {
            panic!("{} is a new crate: say here and in ARCHITECTURE.md what it may know", package.name)
        });
        for name in dependencies(package).into_iter().filter(|name| name.starts_with("fieldmesh")) {
            assert!(allowed.contains(&name), "{} must not depend on {name}", package.name);
        }
    }
}

#[test]
fn a_library_lives_in_one_crate() {
    let homes: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("automerge", &["fieldmesh-document"] as &[_]),
        ("rusqlite", &["fieldmesh-store"]),
        ("chacha20poly1305", &["fieldmesh-syncfile"]),
        ("clap", &["fieldmesh-app"]),
        ("indicatif", &["fieldmesh-app"]),
        ("comfy-table", &["fieldmesh-app"]),
        ("fluent-bundle", &["fieldmesh-sentences"]),
        ("eframe", &["fieldmesh-window"]),
        ("egui", &["fieldmesh-window"]),
        ("rfd", &["fieldmesh-window"]),
        ("tokio", &["fieldmesh-transport"]),
        ("snow", &["fieldmesh-transport"]),
        ("mdns-sd", &["fieldmesh-transport"]),
    ]);
    let metadata = metadata();
    for package in ours(&metadata) {
        for name in dependencies(package) {
            if let Some(homes) = homes.get(name) {
                assert!(homes.contains(&package.name.as_str()), "{name} does not belong into {}", package.name);
            }
        }
    }
}

#[test]
fn the_models_of_the_window_name_no_toolkit() {
    let metadata = metadata();
    let window = ours(&metadata).find(|package| package.name == "fieldmesh-window").unwrap();
    let models: Vec<_> =
        sources(window).into_iter().filter(|path| path.to_string_lossy().contains("/src/model")).collect();
    assert!(models.len() > 10, "the models have moved");
    for path in models {
        for (number, line) in read(&path).lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            for toolkit in ["egui", "eframe", "rfd"] {
                assert!(!code.contains(toolkit), "{}:{}: {line}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn cargo_run_needs_no_flags() {
    let metadata = metadata();
    let binaries: Vec<_> = metadata
        .workspace_default_packages()
        .into_iter()
        .flat_map(|package| &package.targets)
        .filter(|target| target.is_bin())
        .map(|target| target.name.as_str())
        .collect();
    assert_eq!(binaries, ["fieldmesh"]);
}

#[test]
fn files_are_reached_through_fs_err_alone() {
    let metadata = metadata();
    for package in ours(&metadata) {
        for path in sources(package) {
            let text = read(&path);
            // Types, not accesses; fs-err hands them out.
            let types = ["std::fs::Permissions", "std::fs::TryLockError", "std::fs::Metadata"];
            let text = types.iter().fold(text, |text, name| text.replace(name, ""));
            for (number, line) in text.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                assert!(!code.contains("std::fs"), "{}:{}: {line}", path.display(), number + 1);
            }
        }
    }
}

#[test]
fn what_differs_between_systems_stands_in_platform_files() {
    let metadata = metadata();
    for package in ours(&metadata) {
        for path in sources(package) {
            if path.file_name().is_some_and(|name| name == "platform.rs") {
                continue;
            }
            for (number, line) in read(&path).lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                let specific = ["std::os::", "cfg(unix)", "cfg(windows)", "cfg(target_os"];
                assert!(
                    !specific.iter().any(|word| code.contains(word)),
                    "{}:{}: {line}",
                    path.display(),
                    number + 1
                );
            }
        }
    }
}

#[test]
fn no_profile_aborts_on_panic() {
    let metadata = metadata();
    let manifest = read(metadata.workspace_root.join("Cargo.toml").as_std_path());
    assert!(!manifest.lines().any(|line| line.trim_start().starts_with("panic")), "the guard needs unwinding");
}

#[test]
fn no_source_file_is_too_long_to_read() {
    let metadata = metadata();
    for package in ours(&metadata) {
        for path in sources(package) {
            let lines = read(&path).lines().count();
            assert!(lines <= 600, "{} has {lines} lines; split it by subject", path.display());
        }
    }
}

#[test]
fn every_conflict_rule_has_its_test() {
    let metadata = metadata();
    let root = metadata.workspace_root.as_std_path();
    let schema = read(&root.join("docs/document-schema.md"));
    let table = schema.lines().skip_while(|line| !line.starts_with("| what met |")).skip(2);
    let rows: Vec<&str> = table
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            assert!(cells.len() == 3 && cells.iter().all(|cell| cell.len() > 2), "{line}");
            cells[2].trim_matches('`')
        })
        .collect();
    let tests = root.join("crates/fieldmesh-document/src/shard/tests");
    let below = tests.join("conflicts").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<_> = below.chain([tests.join("conflicts.rs")]).map(|path| read(&path)).collect();
    let mut named: Vec<&str> = files
        .iter()
        .flat_map(|text| text.split("#[test]").skip(1))
        .map(|test| test.trim_start().trim_start_matches("fn ").split('(').next().unwrap())
        .collect();
    let mut sorted = rows.clone();
    sorted.sort_unstable();
    named.sort_unstable();
    assert!(rows.len() > 20, "the table has moved");
    assert_eq!(sorted, named);
}

#[test]
fn the_document_crate_shows_no_type_of_automerge() {
    let metadata = metadata();
    let document = ours(&metadata).find(|package| package.name == "fieldmesh-document").unwrap();
    let (mut files, mut imports) = (0, 0);
    for path in sources(document).into_iter().filter(|path| !path.to_string_lossy().contains("/tests")) {
        let code = without_comments_and_texts(&read(&path));
        let used = code.split("use automerge::").skip(1).map(|rest| rest.split(';').next().unwrap());
        let types = used.flat_map(words).filter(|word| word.starts_with(char::is_uppercase));
        let mut foreign: BTreeSet<&str> = types.collect();
        (files, imports) = (files + 1, imports + foreign.len());
        foreign.insert("automerge");
        for item in public_items(&code) {
            let shown = words(&item).find(|word| foreign.contains(word));
            assert_eq!(shown, None, "{}: {item}", path.display());
        }
    }
    assert!(files > 30 && imports > 30, "the sources have moved: {files} files, {imports} types");
}

#[test]
fn a_type_of_automerge_in_anything_public_would_be_seen() {
    let shown = [
        "pub fn a(of: &Automerge) {",
        "pub fn a(\n    of: &Automerge,\n) {",
        "pub struct A {\n    pub of: Automerge,\n}",
        "pub enum A {\n    B(Automerge),\n}",
        "impl From<Automerge> for A {",
        "pub type A = Automerge;",
    ];
    for code in shown {
        assert!(public_items(code).iter().any(|item| words(item).any(|word| word == "Automerge")), "{code}");
    }
    let hidden = [
        "pub(crate) fn a(of: &Automerge) {",
        "pub struct A {\n    of: Automerge,\n}",
        "pub enum A {\n    Automerge(B),\n}",
        "pub fn a(of: B) {\n    let of: Automerge = of;\n}",
    ];
    for code in hidden {
        assert!(!public_items(code).iter().any(|item| words(item).any(|word| word == "Automerge")), "{code}");
    }
}

fn without_comments_and_texts(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or_default().split('"').step_by(2).collect::<String>();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// What documentation shows, in source that rustfmt wrote: the heads of public items and of implementations, public
/// fields, and the variants of public enums without their names.
fn public_items(code: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut lines = code.lines().map(str::trim_start);
    while let Some(line) = lines.next() {
        if line.starts_with("pub enum ") && !line.ends_with('}') {
            let variants = lines.by_ref().take_while(|line| *line != "}");
            items.extend(variants.map(|line| line.trim_start_matches(char::is_alphanumeric).to_owned()));
        } else if line.starts_with("pub ") || line.starts_with("impl ") || line.starts_with("impl<") {
            let mut item = line.to_owned();
            while item.contains("fn ") && !item.contains(['{', ';']) {
                let Some(more) = lines.next() else { break };
                item += more;
            }
            items.push(item.split('{').next().unwrap_or_default().to_owned());
        }
    }
    items
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}
