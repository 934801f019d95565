//! Configurations of Mapeo and CoMapeo, from file to project.

use serde_json::{Value, json};

use crate::team::Team;

/// An archive of Mapeo with these files.
fn archive(team: &Team, name: &str, files: &[(&str, Value)]) {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, value) in files {
        let bytes = value.to_string().into_bytes();
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, path, bytes.as_slice()).unwrap();
    }
    fs_err::write(team.path(name), tar.into_inner().unwrap()).unwrap();
}

fn presets() -> Value {
    json!({
        "presets": {
            "camp": { "name": "Camp", "geometry": ["point"], "tags": { "type": "camp" }, "fields": ["state"] },
            "path": { "name": "Path", "geometry": ["line"], "tags": { "type": "path" } },
        },
        "fields": { "state": { "key": "state", "type": "select_one", "label": "State", "options": ["good", 2] },
                    "home": { "key": "home", "type": "localized", "label": "Home" } },
    })
}

fn metadata(key: u8) -> Value {
    json!({ "name": "Jungle", "version": "2.1", "projectKey": format!("{key:02x}").repeat(32) })
}

#[test]
fn two_laptops_with_the_same_keyed_archive_are_in_one_project() {
    let team = Team::new();
    archive(&team, "jungle.zip", &[("presets.json", presets()), ("metadata.json", metadata(7))]);
    let create = |device: &str, name: &str| {
        team.json(device, &["project", "create", name, "--config", "jungle.zip"])["id"].clone()
    };
    let id = create("ana", "Río Napo");
    assert_eq!(create("marco", "Napo"), id);
    assert_eq!(
        team.failure("ana", &["project", "create", "Again", "--config", "jungle.zip"]),
        ("project-exists".to_owned(), 2)
    );
    let added = team
        .json("ana", &["observation", "add", "--lat", "1", "--lon", "2", "--category", "camp", "--tag", "state=2"]);
    assert_eq!(added["tags"]["state"], 2);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    assert_eq!(team.json("marco", &["syncfile", "sync", "trip.fieldmesh"])["received"]["new"], 1);

    archive(&team, "other.zip", &[("presets.json", presets()), ("metadata.json", metadata(8))]);
    let called = team.call("ana", &["config", "import", "other.zip"]);
    assert_eq!(called.code, 0);
    assert!(called.err.contains("holds the key of another project"), "{}", called.err);
    assert!(!called.err.contains("0808") && !called.out.contains("0808"));
    assert_eq!(team.json("ana", &["project", "show"])["id"], id);
}

#[test]
fn an_import_tells_what_is_kept_differently() {
    let team = Team::of_two();
    archive(
        &team,
        "jungle.mapeosettings",
        &[("presets.json", presets()), ("metadata.json", json!({ "name": "Jungle" }))],
    );
    let imported = team.json("ana", &["config", "import", "jungle.mapeosettings"]);
    assert_eq!(imported["format"], "mapeosettings (tar)");
    let warnings = json!(["field home: type \"localized\" is kept as text", "field home: no category asks for it"]);
    assert_eq!(imported["warnings"], warnings);
    let words = team.call("ana", &["config", "import", "jungle.mapeosettings"]);
    assert!(
        words.err.contains("2 things were left out or are kept differently:\n  field home: type"),
        "{}",
        words.err
    );
    assert!(words.out.contains("State") && words.out.contains("good, 2"), "{}", words.out);
}

#[test]
fn an_invalid_archive_is_refused_by_file_and_reason() {
    let team = Team::of_two();
    let before = team.json("ana", &["config", "show"]);
    let said = |file: &str| {
        let called = team.call("ana", &["config", "import", file, "--json"]);
        (called.code, called.values()[0]["causes"][0].as_str().unwrap().to_owned())
    };
    let mut broken = presets();
    broken["fields"]["state"]["key"] = json!("");
    archive(&team, "broken", &[("presets.json", broken)]);
    assert_eq!(said("broken"), (4, "presets.json: field \"state\": tag key is empty".to_owned()));
    archive(&team, "escape", &[("presets.json", presets()), ("a:b", json!(0))]);
    assert_eq!(said("escape"), (4, "a:b: a path that leads out of the archive".to_owned()));
    assert_eq!(said("napo.invite"), (4, "not a configuration but an invite".to_owned()));
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    assert_eq!(said("trip.fieldmesh"), (4, "not a configuration but a sync file".to_owned()));
    fs_err::write(team.path("newer.json"), r#"{"fieldmesh_configuration":9}"#).unwrap();
    assert_eq!(team.failure("ana", &["config", "import", "newer.json"]), ("newer-version".to_owned(), 3));
    assert_eq!(team.json("ana", &["config", "show"]), before);
}

#[test]
fn a_difference_is_told_by_names() {
    let team = Team::of_two();
    archive(&team, "jungle.mapeosettings", &[("presets.json", presets())]);
    team.json("ana", &["config", "import", "jungle.mapeosettings"]);
    let mut changed = presets();
    changed["presets"]["camp"]["tags"]["kind"] = json!("wood");
    changed["presets"]["river"] = json!({ "name": "River", "geometry": ["line"], "tags": { "type": "river" } });
    changed["presets"].as_object_mut().unwrap().remove("path");
    changed["fields"]["state"]["options"] = json!(["good", { "value": "bad", "label": "Bad" }]);
    archive(&team, "changed.mapeosettings", &[("presets.json", changed)]);
    let diff = |other: &str| team.call("ana", &["config", "diff", other]).out;
    assert_eq!(
        diff("changed.mapeosettings"),
        "~ category Camp: tags type=camp → kind=wood type=camp\n\
         + category River\n\
         - category Path\n\
         ~ field State: new options: Bad; options gone: 2\n"
    );
    let fingerprint = team.json("ana", &["config", "import", "changed.mapeosettings"])["fingerprint"].clone();
    team.json("ana", &["config", "import", "jungle.mapeosettings"]);
    let by_fingerprint = diff(&fingerprint.as_str().unwrap()[..10]);
    assert_eq!(by_fingerprint, diff("changed.mapeosettings"), "a configuration of before is remembered");
    assert_eq!(diff("jungle.mapeosettings"), "They are the same.\n");
    assert_eq!(team.failure("ana", &["config", "diff", "nowhere"]), ("no-such-file".to_owned(), 2));
}

#[test]
fn a_refused_file_says_what_differs_and_one_press_goes_on() {
    let team = Team::of_two();
    team.json("ana", &["observation", "add", "--lat", "1", "--lon", "2"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    archive(
        &team,
        "jungle.mapeosettings",
        &[("presets.json", presets()), ("metadata.json", json!({ "name": "Jungle", "version": "2" }))],
    );
    let fingerprint = team.json("ana", &["config", "import", "jungle.mapeosettings"])["fingerprint"].take();
    let given = team.json("ana", &["syncfile", "sync", "trip.fieldmesh"])["given"].take();
    assert_eq!(given, json!({ "name": "Jungle", "version": "2", "fingerprint": fingerprint }));

    let called = team.call("marco", &["syncfile", "sync", "trip.fieldmesh", "--json"]);
    let [line, failed] = &called.values()[..] else { panic!("{}", called.out) };
    assert_eq!((called.code, failed["kind"].as_str()), (3, Some("other-configuration")));
    let other = &line["other_configuration"];
    assert_eq!(
        (&other["name"], &other["fingerprint"], &other["edition"]),
        (&json!("Jungle"), &fingerprint, &json!("newer"))
    );
    let differs = other["differs"].as_array().unwrap();
    assert!(
        differs.contains(&json!("+ category Path")) && differs.contains(&json!("- category River or lake")),
        "{differs:?}"
    );
    let words = team.call("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    let short = fingerprint.as_str().unwrap()[2..].to_uppercase();
    let named = format!(
        "newer edition of the configuration, Jungle 2 ({}-{}); this project uses Fieldmesh 1.0",
        &short[..4],
        &short[4..8]
    );
    for said in ["+ category Path\n", "… and ", &named, "--use-theirs", "--give-mine"] {
        assert!(words.err.contains(said), "{said}\n{}", words.err);
    }

    let done = team.json("marco", &["syncfile", "sync", "trip.fieldmesh", "--use-theirs"]);
    assert_eq!((&done["adopted"]["fingerprint"], &done["received"]["new"]), (&fingerprint, &json!(1)));
    assert_eq!(team.digest("ana"), team.digest("marco"));

    // --replace makes no successor.
    team.json("ana", &["config", "export", "mine.json"]);
    assert!(fs_err::read_to_string(team.path("mine.json")).unwrap().contains("succeeds"));
    archive(
        &team,
        "other.mapeosettings",
        &[("presets.json", json!({ "presets": {} })), ("metadata.json", json!({ "name": "Other" }))],
    );
    team.json("ana", &["config", "import", "other.mapeosettings", "--replace"]);
    assert_eq!(team.failure("ana", &["syncfile", "sync", "trip.fieldmesh"]), ("other-configuration".to_owned(), 3));
    let given = team.json("ana", &["syncfile", "sync", "trip.fieldmesh", "--give-mine"]);
    assert_eq!(given["given"]["name"], "Other");
    let line = team.call("marco", &["syncfile", "sync", "trip.fieldmesh", "--json"]).values().remove(0);
    assert_eq!(line["other_configuration"]["edition"], "apart");
}

#[test]
fn what_comapeo_has_no_form_for_is_not_written() {
    let team = Team::of_two();
    let only_points = json!({ "presets": { "camp": { "geometry": ["point"], "tags": { "type": "camp" } } } });
    archive(&team, "points.mapeosettings", &[("presets.json", only_points)]);
    team.json("ana", &["config", "import", "points.mapeosettings"]);
    assert_eq!(team.failure("ana", &["config", "export", "points.comapeocat"]), ("not-for-comapeo".to_owned(), 3));
    assert!(!team.path("points.comapeocat").exists());
    team.json("ana", &["config", "export", "points.json"]);
    let again = team.json("marco", &["config", "import", "points.json"]);
    assert_eq!(again["format"], "fieldmesh-config.json");
}

#[test]
fn an_invite_goes_by_code_by_file_and_by_standard_input() {
    use std::io::Write;
    use std::process::Stdio;

    let team = Team::of_two();
    let id = team.json("ana", &["project", "show"])["id"].take();
    let text = team.json("ana", &["project", "invite"])["text"].as_str().unwrap().to_owned();
    let shown = team.call("ana", &["project", "invite", "--qr"]).out;
    let (last, code) = shown.trim_end().rsplit_once('\n').map(|(code, last)| (last, code)).unwrap();
    assert_eq!(last, text);
    assert!(code.lines().count() > 20 && code.chars().all(|c| "█▀▄ \n".contains(c)), "{code}");
    team.json("ana", &["project", "invite", "napo.png"]);
    assert!(fs_err::read(team.path("napo.png")).unwrap().starts_with(b"\x89PNG"));
    assert_eq!(team.failure("ana", &["project", "invite", "napo.png"]), ("file-exists".to_owned(), 2));

    fs_err::write(team.path("invite.txt"), format!("{text}\n")).unwrap();
    assert_eq!(team.json("carla", &["project", "join", "invite.txt"])["id"], id);
    let mut join = team.command("pedro", &["project", "join", "-", "--json"]);
    let mut child = join.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let joined: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&joined["id"], &joined["config"]), (&id, &Value::Null));
}
