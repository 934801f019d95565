//! Every example of `docs/cli.md` runs and prints the keys that stand there.

use std::collections::BTreeSet;

use fieldmesh_workload::scene;
use serde_json::Value;

use crate::running::Running;
use crate::team::{Called, Team};

/// The id that stands for that of the observation added last.
const ID: &str = "7QF2-M9XK";

/// The version that stands for the first that `observation history` told last.
const VERSION: &str = "9a3c04e1";

/// What stands for the first digits of the attachment of the observation added last.
const HASH: &str = "f0e1d2c3";

/// The address that stands for that of Marco's laptop, which listens when it is called.
const ADDRESS: &str = "192.168.4.7";

/// Commands that stand in one block, and the JSON after it.
#[derive(Default)]
struct Example {
    commands: Vec<String>,
    values: Vec<Value>,
    lines: bool,
}

#[test]
fn every_documented_example_runs_and_prints_what_the_page_says() {
    let team = Team::apart();
    fs_err::write(team.path("river.jpg"), scene(1, 1).unwrap()).unwrap();
    fs_err::write(team.path("patrol.geojson"), PATROL).unwrap();
    fs_err::write(team.path("walk.geojson"), WALK).unwrap();
    let examples = examples(include_str!("../../../../docs/cli.md"));
    assert!(examples.len() > 30);
    let (mut id, mut version, mut hash) = (String::new(), String::new(), String::new());
    for example in &examples {
        let mut last = None;
        for line in &example.commands {
            let (line, code) = line.split_once(" # exit code ").unwrap_or((line, "0"));
            if line.contains("edited.automerge") {
                export_shard(&team, "edited.automerge");
            }
            let there = line.contains(ADDRESS).then(|| Running::listening(&team, "marco"));
            let address = there.as_ref().map_or_else(|| ADDRESS.to_owned(), Running::address);
            let words = split(
                &line.replace(ID, &id).replace(VERSION, &version).replace(HASH, &hash).replace(ADDRESS, &address),
            );
            assert_eq!(words[0], "fieldmesh");
            let args: Vec<_> = words[1..].iter().map(String::as_str).collect();
            let called = team.call("ana", &args);
            assert_eq!(called.code.to_string(), code, "{line}\n{}{}", called.out, called.err);
            if args.starts_with(&["observation", "add"]) && args.contains(&"--photo") {
                let added = called.values().remove(0);
                id = added["short_id"].as_str().unwrap().to_owned();
                hash = added["attachments"][0]["id"].as_str().unwrap()[..8].to_owned();
            }
            if args.starts_with(&["observation", "history"]) {
                version = called.values()[0][0]["version"].as_str().unwrap().to_owned();
            }
            last = Some((line, called));
        }
        let (line, called) = last.unwrap();
        compare(example, line, &called);
    }
}

/// Writes a shard of Ana's, which another program left as it was.
fn export_shard(team: &Team, file: &str) {
    let shards = team.json("ana", &["doctor", "--export-shard"]);
    let shard = shards.as_array().unwrap().iter().find(|shard| shard["kind"] == 0).unwrap();
    let written =
        team.command("ana", &["doctor", "--export-shard", shard["id"].as_str().unwrap()]).output().unwrap();
    fs_err::write(team.path(file), written.stdout).unwrap();
}

#[test]
fn every_command_has_an_example() {
    let page = include_str!("../../../../docs/cli.md");
    let help = |args: &[&str]| Team::new().call("ana", &[args, &["--help"]].concat()).out;
    let mut leaves = BTreeSet::new();
    for command in subcommands(&help(&[])) {
        let below = subcommands(&help(&[&command]));
        if below.is_empty() {
            leaves.insert(format!("fieldmesh {command}"));
        }
        leaves.extend(below.iter().map(|below| format!("fieldmesh {command} {below}")));
    }
    assert!(leaves.len() > 25, "{leaves:?}");
    for leaf in leaves {
        assert!(page.contains(&format!("$ {leaf}")), "docs/cli.md has no example of {leaf}");
    }
}

fn compare(example: &Example, line: &str, called: &Called) {
    let actual = called.values();
    for documented in &example.values {
        let found = match (example.lines, actual.as_slice()) {
            (true, all) => all.iter().find(|value| value["event"] == documented["event"]),
            (false, [one]) => Some(one),
            (false, _) => panic!("{line} prints {} values", actual.len()),
        };
        let found = found.unwrap_or_else(|| panic!("{line} lacks {documented}\n{}", called.out));
        same_keys(documented, found, &format!("{line}: "));
    }
}

/// The same keys at every level and the same types; `null` stands for any value, `{}` for any object. A list may go
/// on.
fn same_keys(documented: &Value, actual: &Value, place: &str) {
    match (documented, actual) {
        (Value::Null, _) | (_, Value::Null) => {}
        (Value::Object(documented), Value::Object(actual)) => {
            if documented.is_empty() || place.ends_with(".tags") {
                return;
            }
            let keys = |of: &serde_json::Map<String, Value>| of.keys().cloned().collect::<BTreeSet<_>>();
            assert_eq!(keys(documented), keys(actual), "{place}");
            for (key, value) in documented {
                same_keys(value, &actual[key], &format!("{place}.{key}"));
            }
        }
        (Value::Array(documented), Value::Array(actual)) => {
            assert!(documented.len() <= actual.len(), "{place} has {} of {}", actual.len(), documented.len());
            for (documented, actual) in documented.iter().zip(actual) {
                same_keys(documented, actual, &format!("{place}[]"));
            }
        }
        (Value::Number(_), Value::Number(_)) | (Value::String(_), Value::String(_)) => {}
        (Value::Bool(documented), Value::Bool(actual)) => assert_eq!(documented, actual, "{place}"),
        _ => panic!("{place}: {documented} is documented, {actual} was printed"),
    }
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(kind) = line.strip_prefix("```") else { continue };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind {
            "console" => {
                let commands = block.iter().map(|line| line.strip_prefix("$ ").unwrap().to_owned()).collect();
                examples.push(Example { commands, ..Example::default() });
            }
            "json" | "jsonl" => {
                let example = examples.last_mut().unwrap();
                let text = block.join("\n");
                example.values =
                    serde_json::Deserializer::from_str(&text).into_iter().collect::<Result<_, _>>().expect(&text);
                example.lines = kind == "jsonl";
            }
            other => panic!("a block of {other}"),
        }
    }
    examples
}

/// Words of a command line, with double quotes.
fn split(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

fn subcommands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names = listed
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

const PATROL: &str = r#"{"type":"FeatureCollection","features":[
  {"type":"Feature","id":"a1","geometry":{"type":"Point","coordinates":[-77.2,-1.4]},"properties":{"seen":"tapir"}},
  {"type":"Feature","id":"a2","geometry":{"type":"Point","coordinates":[-77.3,-1.5]},"properties":{"seen":["fish","otter"]}}
]}"#;

const WALK: &str = r#"{"type":"Feature","properties":{},"geometry":
  {"type":"LineString","coordinates":[[-77.2,-1.4],[-77.21,-1.41],[-77.22,-1.41]]}}"#;
