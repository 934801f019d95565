//! What an observation can hold: tracks and areas, how a place came about, zones, files of any sort.

use serde_json::{Value, json};

use crate::running::Running;
use crate::team::Team;

const TRACK: &str = r#"{"type":"LineString","coordinates":[[-77.2,-1.4,200.0],[-77.21,-1.41,201.0],[-77.22,-1.41]],"times":[1,2,3]}"#;

#[test]
fn a_track_is_kept_and_never_flattened_by_the_way() {
    let team = Team::of_two();
    let track: Value = serde_json::from_str(TRACK).unwrap();
    let added = team.json("ana", &["observation", "add", "--geometry", TRACK, "--accuracy", "12.5"]);
    let with_accuracy = |mut position: Value| {
        position["accuracy"] = json!(12.5);
        position
    };
    assert_eq!(added["position"], with_accuracy(track));
    assert_eq!((&added["lat"], &added["lon"], &added["altitude"]), (&json!(-1.4), &json!(-77.2), &json!(200.0)));
    let id = added["short_id"].as_str().unwrap();
    let shown = team.call("ana", &["observation", "show", id]).out;
    assert!(shown.contains("track of 3 points"), "{shown}");
    assert!(team.call("ana", &["observation", "list"]).out.contains("track of 3 points"));
    let edited = team.json("ana", &["observation", "edit", id, "--notes", "to the river"]);
    assert_eq!(edited["position"], added["position"]);

    let flatten = ["observation", "edit", id, "--lat", "-1.4", "--lon", "-77.2"];
    assert_eq!(team.failure("ana", &flatten), ("invalid-value".to_owned(), 2));
    let told = team.call("ana", &flatten).err;
    assert!(told.contains("track of 3 points") && told.contains("--geometry"), "{told}");
    assert_eq!(team.json("ana", &["observation", "show", id])["position"], added["position"]);

    let area = r#"{"type":"Feature","properties":{"a":1},"geometry":
        {"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}"#;
    fs_err::write(team.path("area.geojson"), area).unwrap();
    let edited = team.json("ana", &["observation", "edit", id, "--geometry", "area.geojson"]);
    assert_eq!(edited["position"]["type"], "Polygon");
    let point = r#"{"type":"Point","coordinates":[-77.2,-1.4]}"#;
    assert_eq!(team.json("ana", &["observation", "edit", id, "--geometry", point])["position"]["type"], "Point");
    let moved = team.json("ana", &["observation", "edit", id, "--lat", "0", "--lon", "0", "--accuracy", "3"]);
    assert_eq!(moved["position"], json!({"type": "Point", "coordinates": [0.0, 0.0], "accuracy": 3.0}));
    for wrong in
        [r#"{"type":"MultiPoint","coordinates":[]}"#, "{", r#"{"type":"LineString","coordinates":[[0,0]]}"#]
    {
        let failure = team.failure("ana", &["observation", "add", "--geometry", wrong]);
        assert_eq!(failure, ("invalid-value".to_owned(), 2), "{wrong}");
    }
    let missing = team.failure("ana", &["observation", "add", "--geometry", "nowhere.geojson"]);
    assert_eq!(missing, ("no-such-file".to_owned(), 2));
    let both = ["observation", "add", "--geometry", point, "--lat", "0", "--lon", "0"];
    assert_eq!(team.failure("ana", &both), ("usage".to_owned(), 2));
}

#[test]
fn how_a_place_came_about_is_kept_and_shown() {
    let team = Team::of_two();
    let place =
        ["observation", "add", "--lat", "-1.48", "--lon", "-77.26", "--altitude", "212.25", "--heading", "45"];
    let added = team.json("ana", &[&place[..], &["--provider", "gps", "--manual"]].concat());
    assert_eq!(added["position"]["coordinates"], json!([-77.26, -1.48, 212.25]));
    let fix = json!({"provider": "gps", "heading": 45.0, "speed": null, "mocked": null, "manual": true});
    assert_eq!((&added["altitude"], &added["fix"]), (&json!(212.25), &fix));
    let shown = team.call("ana", &["observation", "show", added["short_id"].as_str().unwrap()]).out;
    assert!(shown.contains("located: altitude 212 m, heading 45°, from gps, set by hand"), "{shown}");
    let plain = team.json("ana", &["observation", "add", "--lat", "0", "--lon", "0"]);
    assert_eq!((&plain["altitude"], &plain["fix"]), (&Value::Null, &Value::Null));
    let wrong = ["observation", "add", "--lat", "0", "--lon", "0", "--heading", "361"];
    assert_eq!(team.failure("ana", &wrong), ("invalid-value".to_owned(), 2));
}

#[test]
fn times_keep_the_zone_they_were_lived_in() {
    let team = Team::of_two();
    let at = ["observation", "add", "--at", "2026-11-22T09:30:00+05:30", "--json"];
    let output = team.command("ana", &at).env("TZ", "<-05>5").output().unwrap();
    let added: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&added["created_zone"], &added["observed_zone"]), (&json!(-300), &json!(330)));
    assert_eq!(added["observed_at"], "2026-11-22T04:00:00Z");
    // By the clock of the place, wherever it is read.
    let id = added["short_id"].as_str().unwrap();
    let shown = team.command("ana", &["observation", "show", id]).env("TZ", "<+09>-9").output().unwrap();
    assert!(String::from_utf8(shown.stdout).unwrap().contains("2026-11-22 09:30"));
    let unsaid = ["observation", "add", "--at", "2026-11-22T09:30:00Z"];
    assert_eq!(team.json("ana", &unsaid)["observed_zone"], Value::Null);
}

#[test]
fn sound_and_film_are_kept_listed_and_carried() {
    let team = Team::of_two();
    let sound = [b"ID3\x04\0\0\0\0\0\x21".as_slice(), &[7; 5_000]].concat();
    let film = [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".as_slice(), &[9; 150_000]].concat();
    fs_err::write(team.path("call.mp3"), &sound).unwrap();
    fs_err::write(team.path("river.mp4"), &film).unwrap();
    let added = team.json("ana", &["observation", "add", "--photo", "call.mp3"]);
    let id = added["short_id"].as_str().unwrap();
    // The sound by a session, the film by a file.
    let marco = Running::listening(&team, "marco");
    let address = marco.address();
    team.json("ana", &["sync", "--with", &address, "--no-discovery", "--once", "--yes"]);
    drop(marco);
    team.json("ana", &["observation", "edit", id, "--photo", "river.mp4"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);

    let shown = team.json("marco", &["observation", "show", id]);
    let attachments = shown["attachments"].as_array().unwrap();
    let types: Vec<_> = attachments.iter().map(|one| one["media_type"].as_str().unwrap()).collect();
    assert!(types.contains(&"audio/mpeg") && types.contains(&"video/mp4") && types.len() == 2, "{types:?}");
    for (name, bytes) in [("call.mp3", &sound), ("river.mp4", &film)] {
        let one = attachments.iter().find(|one| one["name"] == name).unwrap();
        assert_eq!(one["bytes"], bytes.len());
        let (hash, saved) = (&one["id"].as_str().unwrap()[..8], format!("saved-{name}"));
        let written = team.json("marco", &["observation", "attachment", id, hash, &saved]);
        assert_eq!((&written["file"], &written["id"]), (&json!(saved), &one["id"]));
        assert_eq!(fs_err::read(team.path(&saved)).unwrap(), *bytes);
        let again = team.failure("marco", &["observation", "attachment", id, hash, &saved]);
        assert_eq!(again, ("file-exists".to_owned(), 2));
    }
    fs_err::create_dir(team.path("into")).unwrap();
    let hash = &attachments[0]["id"].as_str().unwrap()[..8];
    team.json("marco", &["observation", "attachment", id, hash, "into"]);
    assert!(team.path("into").join(attachments[0]["name"].as_str().unwrap()).exists());
    let unknown = team.failure("marco", &["observation", "attachment", id, "zzzz", "x"]);
    assert_eq!(unknown, ("attachment-missing".to_owned(), 2));
}
