//! What people read, and data that goes round a team.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::team::Team;

#[test]
#[cfg(not(feature = "window"))]
fn without_a_command_the_program_says_how_to_begin() {
    let called = Team::new().call("ana", &[]);
    assert_eq!(called.code, 0);
    assert!(called.out.contains("fieldmesh demo") && called.out.contains("project create"), "{}", called.out);
}

#[test]
fn an_error_says_what_why_and_what_next_in_the_language_of_the_user() {
    let team = Team::new();
    for (language, words) in [
        ("en", ["error: This device is in no project", "next: Start one"]),
        ("es", ["error: Este dispositivo", "siguiente paso: Empiece uno"]),
        ("pt", ["erro: Este dispositivo", "próximo passo: Comece um"]),
        ("fr", ["erreur : Cet appareil", "ensuite : Commencez-en un"]),
    ] {
        let called = team.call("ana", &["status", "--language", language]);
        assert_eq!((called.code, called.out.as_str()), (2, ""));
        for word in words {
            assert!(called.err.contains(word), "{word} in {}", called.err);
        }
    }
}

#[test]
fn a_file_says_what_it_brought_and_where_to_carry_it() {
    let team = Team::of_two();
    team.json("ana", &["generate", "1204"]);
    let created = team.call("ana", &["syncfile", "create", "trip.fieldmesh"]);
    assert!(created.out.contains("1,204 observations. You can remove the stick now."), "{}", created.out);
    team.json("marco", &["generate", "7", "--seed", "9"]);
    let synced = team.call("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    assert!(synced.out.contains("Came: 1,204 new"), "{}", synced.out);
    assert!(synced.out.contains("now hold the same 1,211 observations"), "{}", synced.out);
    assert!(
        synced.out.contains("7 of them are new for Ana's laptop, which wrote this file: carry it back"),
        "{}",
        synced.out
    );
    let back = team.call("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    assert!(back.out.contains("Came: 7 new") && !back.out.contains("carry it back"), "{}", back.out);
    let words = |text: &str| text.lines().find(|line| line.starts_with("Data words: ")).unwrap().to_owned();
    assert_eq!(words(&synced.out), words(&back.out));
    let again = team.call("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    assert!(again.out.contains("Nothing new came."), "{}", again.out);
}

#[test]
fn many_deletions_are_pointed_out() {
    let team = Team::of_two();
    team.json("ana", &["generate", "30"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    let list = team.json("marco", &["observation", "list", "--limit", "3"]);
    for one in list.as_array().unwrap() {
        team.json("marco", &["observation", "delete", one["id"].as_str().unwrap()]);
    }
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    let called = team.call("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    assert!(called.err.contains("3 observations were deleted on other devices."), "{}{}", called.out, called.err);
    let deleted = team.json("ana", &["observation", "list", "--deleted"]);
    assert_eq!(deleted.as_array().unwrap().len(), 3);

    // They stay in the list until somebody answers.
    let listed = team.json("ana", &["observation", "list"]);
    let held = |one: &&Value| one["held"] == true && one["deleted"] == true;
    assert_eq!((listed.as_array().unwrap().len(), listed.as_array().unwrap().iter().filter(held).count()), (30, 3));
    assert_eq!(team.json("ana", &["status"])["observations"]["held_deletions"], 3);
    for command in [&["status"][..], &["observation", "list"], &["observation", "deletions"]] {
        let called = team.call("ana", command);
        assert!(called.err.contains("fieldmesh observation deletions --accept"), "{}{}", called.out, called.err);
    }
    let table = team.call("ana", &["observation", "deletions"]).out;
    assert_eq!(table.matches("deleted elsewhere, waiting for you").count(), 3, "{table}");
    assert_eq!(team.json("ana", &["observation", "deletions"]).as_array().unwrap().len(), 3);
    let one = deleted[0]["id"].as_str().unwrap();
    team.json("ana", &["observation", "restore", one]);
    assert_eq!(team.json("ana", &["observation", "deletions", "--accept"])["accepted"], 2);
    assert_eq!(team.json("ana", &["observation", "list"]).as_array().unwrap().len(), 28);
    let none = team.call("ana", &["observation", "deletions"]);
    assert!(none.out.contains("No deletions wait for an answer."), "{}{}", none.out, none.err);
}

#[test]
fn a_table_shows_category_place_and_conflict_in_the_language_of_the_user() {
    let team = Team::of_two();
    let id = team.json("ana", &["observation", "add", "--lat", "-1.48", "--lon", "-77.26", "--category", "camp"]);
    let id = id["short_id"].as_str().unwrap();
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    team.json("ana", &["observation", "edit", id, "--notes", "one"]);
    team.json("marco", &["observation", "edit", id, "--notes", "two"]);
    team.json("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    let list = team.call("marco", &["observation", "list", "--language", "es"]).out;
    assert!(list.contains("Campamento") && list.contains("conflicto") && list.contains(id), "{list}");
    let shown = team.call("marco", &["observation", "show", id]).out;
    assert!(shown.contains("conflict in notes: two values"), "{shown}");
    assert!(shown.contains(&format!("fieldmesh observation resolve {id} notes=")), "{shown}");
    assert!(shown.contains("Ana's laptop") && shown.contains("one") && shown.contains("two"), "{shown}");
}

#[test]
fn a_device_is_compared_and_selected_by_what_its_own_screen_shows() {
    let team = Team::of_two();
    let own = team.call("marco", &["device", "show"]);
    team.json("marco", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    let marco = team.json("marco", &["device", "show"]);
    let (id, short) = (marco["id"].as_str().unwrap(), marco["short_id"].as_str().unwrap());
    assert_eq!((id.len(), id.replace('-', "").len()), (77, 65));
    assert!(own.err.contains(&format!("fieldmesh peers {short}")), "{}", own.err);
    let spanish = team.json("marco", &["device", "show", "--language", "es"]);
    let words = |device: &Value| {
        device["words"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    for given in [id, short, &short[..4], "marco's LAPTOP", &words(&marco), &words(&spanish)] {
        let peers = team.json("ana", &["peers", given]);
        assert_eq!((&peers[0]["device"], peers.as_array().unwrap().len()), (&marco["id"], 1), "{given}");
    }
    // What Ana's screen shows of Marco's device is what Marco's own shows of it, line by line.
    let shown = team.call("ana", &["peers", short]).out;
    assert!(own.out.lines().count() >= 2 && own.out.lines().all(|line| shown.contains(line)), "{shown}");

    let wrong = if id.as_bytes()[12] == b'7' { "8" } else { "7" };
    let typed = format!("{}{wrong}{}", &id[..12], &id[13..]);
    assert_eq!(team.failure("ana", &["peers", &typed]), ("mistyped-device".to_owned(), 2));
    let told = team.call("ana", &["peers", &typed, "--language", "fr"]).err;
    assert!(told.contains(&format!("Le groupe 3 de cet ID, {}, contient", &typed[12..17])), "{told}");
    let near = team.call("ana", &["peers", "Marcos lapto"]).err;
    assert!(near.contains(&format!("Spelt alike: Marco's laptop {short}")), "{near}");
    team.json("marco", &["device", "rename", "Ana's laptop"]);
    team.json("carla", &["project", "join", "napo.invite"]);
    for device in ["ana", "marco", "carla"] {
        team.json(device, &["syncfile", "sync", "trip.fieldmesh"]);
    }
    assert_eq!(team.failure("carla", &["peers", "Ana's laptop"]), ("choose-device".to_owned(), 2));
}

#[test]
fn a_deletion_against_an_edit_is_shown_and_settled() {
    let team = Team::of_two();
    let id = team.json("ana", &["observation", "add", "--notes", "camp"])["id"].as_str().unwrap().to_owned();
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    team.json("marco", &["observation", "delete", &id]);
    team.json("ana", &["observation", "edit", &id, "--notes", "camp, rebuilt"]);
    for device in ["ana", "marco", "ana"] {
        team.json(device, &["syncfile", "sync", "trip.fieldmesh"]);
    }
    let conflicts = team.json("ana", &["observation", "list", "--conflicts"]);
    let values: Vec<_> = conflicts[0]["conflicts"][0]["values"].as_array().unwrap().iter().collect();
    assert_eq!(conflicts[0]["conflicts"][0]["field"], "deleted");
    assert!(values.iter().any(|one| one["value"] == true) && values.iter().any(|one| one["value"] == false));
    let shown = team.call("ana", &["observation", "show", &id]).out;
    assert!(
        shown.contains("not deleted   (Ana's laptop") && shown.contains("deleted   (Marco's laptop"),
        "{shown}"
    );
    let settled = team.json("ana", &["observation", "resolve", &id, "deleted=false"]);
    assert_eq!((&settled["deleted"], settled["conflicts"].as_array().unwrap().len()), (&json!(false), 0));
    assert_eq!(settled["notes"], "camp, rebuilt");
}

#[test]
fn a_conflict_is_settled_by_the_value_of_a_version_or_by_none() {
    let team = Team::of_two();
    let id = team.json("ana", &["observation", "add", "--notes", "camp"])["id"].as_str().unwrap().to_owned();
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    for (device, text) in [("ana", "one"), ("marco", "two")] {
        team.json(device, &["observation", "edit", &id, "--notes", text, "--set", &format!("seen={text}")]);
    }
    for device in ["ana", "marco", "ana"] {
        team.json(device, &["syncfile", "sync", "trip.fieldmesh"]);
    }
    let shown = team.json("ana", &["observation", "show", &id]);
    let conflicts = shown["conflicts"].as_array().unwrap();
    let notes = conflicts.iter().find(|one| one["field"] == "notes").unwrap();
    let value = &notes["values"][1];
    let keep = format!("notes={}", &value["version"].as_str().unwrap()[..8]);
    for wrong in [&["--keep", "notes=zzzz"][..], &["--keep", "notes"], &["--clear", "category"], &["category=camp"]]
    {
        let failure = team.failure("ana", &[&["observation", "resolve", &id], wrong].concat());
        assert_eq!(failure, ("invalid-value".to_owned(), 2), "{wrong:?}");
    }
    let settled = team.json("ana", &["observation", "resolve", &id, "--keep", &keep, "--clear", "seen"]);
    assert_eq!((&settled["notes"], &settled["tags"]), (&value["value"], &json!({})));
    assert_eq!(settled["conflicts"], json!([]));
    let history = team.json("ana", &["observation", "history", &id]);
    let last = history.as_array().unwrap().last().unwrap();
    let changed: Vec<_> =
        last["changes"].as_array().unwrap().iter().map(|one| (&one["field"], &one["settled"])).collect();
    assert_eq!(changed, [(&json!("tags.seen"), &json!(true)), (&json!("notes"), &json!(true))]);
    let told = team.call("ana", &["observation", "history", &id]).out;
    assert!(told.contains("(conflict settled)") && told.contains("notes: camp → one"), "{told}");

    let first = &history[0]["version"].as_str().unwrap()[..8];
    let back = team.json("ana", &["observation", "restore", &id, "--at", first]);
    assert_eq!((&back["notes"], &back["deleted"]), (&json!("camp"), &json!(false)));
    assert_eq!(
        team.failure("ana", &["observation", "restore", &id, "--at", first]),
        ("nothing-to-do".to_owned(), 2)
    );
}

#[test]
fn a_newcomer_starts_from_an_invite_text_and_a_file() {
    let team = Team::of_two();
    team.json("ana", &["observation", "add", "--category", "camp"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    let text = team.json("ana", &["project", "invite"])["text"].as_str().unwrap().to_owned();
    let joined = team.json("carla", &["project", "join", &text]);
    assert_eq!(joined["config"], Value::Null);
    team.json("carla", &["syncfile", "sync", "trip.fieldmesh"]);
    assert_eq!(team.json("carla", &["project", "show"]), team.json("ana", &["project", "show"]));
    assert_eq!(team.digest("carla"), team.digest("ana"));
}

#[test]
fn an_open_project_says_that_it_keeps_no_secret() {
    let team = Team::new();
    for device in ["ana", "marco"] {
        let created = team.call(device, &["project", "create", "Training", "--open"]);
        assert!(created.code == 0 && created.err.contains("no secrecy"), "{}{}", created.out, created.err);
    }
    let ids = ["ana", "marco"].map(|device| team.json(device, &["project", "show"])["id"].take());
    assert_eq!(ids[0], ids[1], "whoever knows the name is in the project");
    assert!(team.call("ana", &["status"]).err.contains("no secrecy"));
}

#[test]
fn the_demo_proves_that_both_devices_hold_the_same() {
    let team = Team::apart();
    let called = team.call("ana", &["demo", "--keep", "practice"]);
    assert_eq!(called.code, 0, "{}{}", called.out, called.err);
    assert!(called.out.contains("Both hold the same 38 observations. Data words on both: "), "{}", called.out);
    assert_eq!(team.digest("practice/ana"), team.digest("practice/marco"));
    assert_eq!(team.failure("ana", &["demo", "--keep", "practice"]).0, "file-exists");
}

#[test]
fn a_collection_recorded_on_three_devices_is_whole_on_each_and_comes_out_as_it_went_in() {
    let Some(file) = shared("react-mapfilter/example_fc.json") else {
        println!("skipped: no shared/data/react-mapfilter/example_fc.json beside the workspace");
        return;
    };
    let whole: Value = serde_json::from_slice(&fs_err::read(file).unwrap()).unwrap();
    let features = whole["features"].as_array().unwrap();
    let team = Team::of_two();
    team.json("carla", &["project", "join", "napo.invite"]);
    let devices = ["ana", "marco", "carla"];
    for (part, device) in features.chunks(features.len().div_ceil(3)).zip(devices) {
        let name = format!("{device}.geojson");
        let part = json!({ "type": "FeatureCollection", "features": part });
        fs_err::write(team.path(&name), part.to_string()).unwrap();
        let count = part["features"].as_array().unwrap().len();
        assert_eq!(team.json(device, &["import", &name])["added"], count);
        assert_eq!(team.json(device, &["import", &name])["already_present"], count);
    }
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    for device in ["marco", "carla", "marco", "ana"] {
        team.json(device, &["syncfile", "sync", "trip.fieldmesh"]);
    }
    for device in devices {
        assert_eq!(team.json(device, &["status"])["observations"]["live"], features.len());
        assert_eq!(team.digest(device), team.digest("ana"));
    }
    let out: Value = serde_json::from_str(&team.call("carla", &["export", "-"]).out).unwrap();
    let by_id = |collection: &Value| -> BTreeMap<String, (Value, Value)> {
        let features = collection["features"].as_array().unwrap().iter();
        features.map(|one| (one["id"].to_string(), (one["geometry"].clone(), one["properties"].clone()))).collect()
    };
    assert_eq!(by_id(&whole).len(), features.len());
    for (id, feature) in by_id(&whole) {
        assert_eq!(by_id(&out).get(&id), Some(&feature), "{id}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let team = Team::of_two();
    team.json("ana", &["generate", "2000"]);
    for args in [&["observation", "list", "--json"][..], &["export", "-"]] {
        let mut child = team.command("ana", args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

/// A file of the shared data, in a folder beside the workspace or above.
fn shared(name: &str) -> Option<PathBuf> {
    let ancestors = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    ancestors.map(|dir| dir.join("shared/data").join(name)).find(|path| path.exists())
}
