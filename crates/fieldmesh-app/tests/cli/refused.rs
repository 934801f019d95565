//! What is refused changes nothing, and says why.

use crate::team::Team;

/// A refused file stays byte-identical, and so does what the device holds.
fn refused(team: &Team, device: &str, file: &str, kind: &str, code: i32) {
    let before = (fs_err::read(team.path(file)).unwrap(), team.digest(device));
    assert_eq!(team.failure(device, &["syncfile", "sync", file]), (kind.to_owned(), code), "{file}");
    assert!(
        (fs_err::read(team.path(file)).unwrap(), team.digest(device)) == before,
        "{file} or the device changed"
    );
}

fn with_file() -> Team {
    let team = Team::of_two();
    team.json("ana", &["generate", "40"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team
}

#[test]
fn the_file_of_another_project_is_refused() {
    let team = with_file();
    team.json("carla", &["project", "create", "Other"]);
    refused(&team, "carla", "trip.fieldmesh", "other-project", 3);
}

#[test]
fn what_is_not_a_sync_file_is_refused() {
    let team = with_file();
    fs_err::write(team.path("letter.fieldmesh"), "Dear Marco").unwrap();
    fs_err::write(team.path("empty.fieldmesh"), "").unwrap();
    refused(&team, "marco", "letter.fieldmesh", "not-a-sync-file", 4);
    refused(&team, "marco", "empty.fieldmesh", "not-a-sync-file", 4);
    let missing = team.failure("marco", &["syncfile", "sync", "missing.fieldmesh"]);
    assert_eq!(missing, ("no-such-file".to_owned(), 2));
}

#[test]
fn a_damaged_file_is_refused() {
    let team = with_file();
    let mut bytes = fs_err::read(team.path("trip.fieldmesh")).unwrap();
    bytes[4096 + 100] ^= 1;
    fs_err::write(team.path("trip.fieldmesh"), bytes).unwrap();
    refused(&team, "marco", "trip.fieldmesh", "damaged", 4);
    assert_eq!(team.failure("marco", &["syncfile", "verify", "trip.fieldmesh"]).1, 4);
}

#[test]
fn the_file_of_another_configuration_is_refused() {
    let team = with_file();
    let file = team.path("other.json");
    fs_err::write(&file, r#"{"fieldmesh_configuration":1,"name":"Other","categories":[],"fields":[]}"#).unwrap();
    team.json("marco", &["config", "import", "other.json", "--replace"]);
    refused(&team, "marco", "trip.fieldmesh", "other-configuration", 3);
}

#[test]
fn wrong_usage_is_told_from_wrong_data() {
    let team = Team::new();
    let empty = team.failure("ana", &["observation", "list"]);
    assert_eq!(empty, ("no-project".to_owned(), 2));
    team.json("ana", &["project", "create", "Río Napo"]);
    fs_err::write(team.path("invite"), "hello").unwrap();
    for (args, kind, code) in [
        (&["observation", "add", "--lat", "91", "--lon", "0"][..], "invalid-value", 2),
        (&["observation", "add", "--lat", "1"], "usage", 2),
        (&["observation", "add", "--at", "noon"], "invalid-value", 2),
        (&["observation", "show", "0000"], "no-such-observation", 2),
        (&["observation", "show", "u"], "invalid-id", 2),
        (&["observation", "list", "--bbox", "1,2"], "invalid-value", 2),
        (&["observation", "list", "--language", "xx"], "invalid-value", 2),
        (&["nonsense"], "usage", 2),
        (&["project", "use", "Nowhere"], "no-such-project", 2),
        (&["project", "join", "invite"], "not-an-invite", 4),
        (&["project", "create", ""], "invalid-name", 2),
        (&["config", "import", "invite"], "not-a-configuration", 4),
        (&["import", "invite"], "not-geojson", 4),
    ] {
        assert_eq!(team.failure("ana", args), (kind.to_owned(), code), "{args:?}");
    }
    assert_eq!(team.json("ana", &["status"])["observations"]["live"], 0);
}

#[test]
fn an_edit_of_nothing_and_an_existing_file_are_refused() {
    let team = with_file();
    let listed = || team.json("ana", &["observation", "list", "--limit", "1"]);
    let before = listed();
    let id = before[0]["id"].as_str().unwrap();
    assert_eq!(team.failure("ana", &["observation", "edit", id]).0, "nothing-to-do");
    assert_eq!(listed(), before);
    let before = fs_err::read(team.path("trip.fieldmesh")).unwrap();
    for args in [["syncfile", "create", "trip.fieldmesh"], ["config", "export", "trip.fieldmesh"]] {
        assert_eq!(team.failure("ana", &args), ("file-exists".to_owned(), 2));
    }
    assert_eq!(team.failure("ana", &["export", "trip.fieldmesh"]), ("file-exists".to_owned(), 2));
    assert!(fs_err::read(team.path("trip.fieldmesh")).unwrap() == before);
}

#[test]
fn an_unfinished_file_is_told_from_a_damaged_one_and_used() {
    let team = with_file();
    team.json("marco", &["generate", "300", "--seed", "5"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    let whole = fs_err::read(team.path("trip.fieldmesh")).unwrap();
    fs_err::write(team.path("trip.fieldmesh"), &whole[..whole.len() - 5000]).unwrap();
    let info = team.call("ana", &["syncfile", "info", "trip.fieldmesh", "--json"]);
    assert_eq!((info.code, info.values()[0]["state"].as_str()), (6, Some("unfinished")), "{}", info.out);
    let synced = team.call("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    assert_eq!(synced.code, 0, "{}{}", synced.out, synced.err);
    assert!(synced.err.contains("was interrupted"), "{}{}", synced.out, synced.err);
    team.json("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    assert_eq!(team.digest("ana"), team.digest("marco"));
}
