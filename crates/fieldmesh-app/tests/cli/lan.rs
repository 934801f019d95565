//! `fieldmesh sync` between processes that reach each other over loopback, by typed addresses.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::running::Running;
use crate::team::Team;

#[test]
fn nobody_there_ends_with_its_own_exit_code() {
    let team = Team::of_two();
    assert_eq!(Running::local(&team, "ana", &["--timeout", "2"]).end().failure(), ("nobody-found", Some(5)));
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let ended = Running::local(&team, "ana", &["--timeout", "2", "--with", &address]).end();
    assert_eq!(ended.failure(), ("unreachable", Some(5)));
    let unreached = &ended.last("nearby")["unreached"][0];
    assert_eq!((unreached["addresses"][0].as_str(), unreached["typed"].as_bool()), (Some(&*address), Some(true)));
}

#[test]
fn who_does_not_hold_the_key_is_told_so_and_the_other_notices_nobody() {
    let team = Team::of_two();
    team.json("carla", &["project", "create", "Other"]);
    let marco = Running::listening(&team, "marco");
    let address = marco.address();
    let ended = Running::local(&team, "carla", &["--with", &address, "--once", "--yes"]).end();
    assert_eq!(ended.failure(), ("other-project", Some(3)));
    let message = ended.last("failed")["message"].as_str().unwrap();
    assert!(message.contains(&address), "{message}");
    marco.signal("INT");
    let ended = marco.end();
    assert_eq!((ended.code, ended.said.len()), (Some(0), 1), "{:?}", ended.said);
}

#[test]
fn another_program_at_the_address_is_told_from_a_device() {
    let team = Team::of_two();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = [0; 64];
            // Says hello as many servers do, and gives back what it hears.
            stream.write_all(b"220 ready\r\n").unwrap();
            while let Ok(read @ 1..) = stream.read(&mut bytes) {
                if stream.write_all(&bytes[..read]).is_err() {
                    break;
                }
            }
        }
    });
    let ended = Running::local(&team, "ana", &["--with", &address, "--once", "--yes"]).end();
    assert_eq!(ended.failure(), ("unreachable", Some(5)));
    let message = ended.last("failed")["message"].as_str().unwrap();
    assert!(message.contains(&address) && message.contains("Another program"), "{message}");
}

#[test]
fn one_of_a_device_is_open_to_the_network_at_a_time() {
    let team = Team::of_two();
    let first = Running::listening(&team, "ana");
    let second = Running::local(&team, "ana", &["--timeout", "2"]).end();
    assert_eq!(second.failure(), ("in-use", Some(1)));
    first.signal("TERM");
    assert_eq!(first.end().code, Some(0));
    assert_eq!(Running::local(&team, "ana", &["--timeout", "1"]).end().failure().0, "nobody-found");
}

#[test]
fn whoever_is_told_to_end_leaves_in_order_within_two_seconds() {
    let team = Team::of_two();
    let mut marco = Running::listening(&team, "marco");
    for signal in ["INT", "TERM"] {
        let mut ana = Running::local(&team, "ana", &["--with", &marco.address(), "--yes"]);
        ana.complete();
        let begun = Instant::now();
        ana.signal(signal);
        let ended = ana.end();
        assert_eq!(ended.code, Some(0));
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
        let left = Duration::from_secs(2).saturating_sub(begun.elapsed());
        marco.within(left, "Ana is gone", |line| line["name"] == "Ana's laptop" && line["presence"] == "gone");
    }
}

#[test]
fn whoever_is_told_to_end_in_the_middle_says_so_and_the_next_one_completes() {
    let team = Team::of_two();
    fs_err::write(team.path("long.bin"), noise(1, 20 << 20)).unwrap();
    team.json("ana", &["observation", "add", "--photo", "long.bin"]);
    let mut marco = Running::listening(&team, "marco");
    let mut ana = Running::local(&team, "ana", &["--with", &marco.address(), "--once", "--yes"]);
    ana.until("attachments move", |line| line["stage"] == "sending-attachments");
    ana.signal("INT");
    assert_eq!(ana.end().failure(), ("cancelled", Some(6)));
    marco.until("it ended early", |line| line["event"] == "broken");
    let book = team.json("ana", &["activity"]);
    assert_eq!((book.as_array().unwrap().len(), &book[0]["failed"]), (1, &json!("cancelled")));
    let ended = Running::local(&team, "ana", &["--with", &marco.address(), "--once", "--yes"]).end();
    assert_eq!(ended.code, Some(0), "{:?}", ended.said);
    marco.complete();
    drop(marco);
    let (entry, complete) = (team.json("ana", &["activity", "2"]), ended.last("complete"));
    for key in ["new", "changed", "deleted", "attachments", "bytes"] {
        assert_eq!(entry["sent"][key], complete["sent"][key], "{key}");
    }
    assert_eq!((&entry["name"], &entry["via"]), (&json!("Marco's laptop"), &json!("lan")));
    assert_eq!(entry["records_digest"], complete["records_digest"]);
    let receipt = team.call("ana", &["activity", "2"]).out;
    assert!(receipt.contains("Marco's laptop") && receipt.contains(entry["records_digest"].as_str().unwrap()));
    assert_eq!(team.call("ana", &["activity", "3"]).code, 2);
    let digest = |device| team.json(device, &["status"])["media_digest"].take();
    assert_eq!(digest("ana"), digest("marco"));
}

#[test]
fn a_copy_and_its_original_say_so_and_synchronize_once_one_is_a_device_of_its_own() {
    let team = Team::of_two();
    team.json("ana", &["generate", "5"]);
    copy(&team.path("ana"), &team.path("copy"));
    team.json("copy", &["generate", "3", "--seed", "9"]);
    let mut ana = Running::listening(&team, "ana");
    let address = ana.address();
    let ended = Running::local(&team, "copy", &["--with", &address, "--once", "--yes"]).end();
    assert_eq!(ended.failure(), ("copied-device", Some(3)));
    let refused = ana.state("Ana's laptop", "refused");
    assert_eq!(refused["kind"], "copied-device");
    team.json("copy", &["device", "renew"]);
    let ended = Running::local(&team, "copy", &["--with", &address, "--once", "--yes"]).end();
    assert_eq!(ended.code, Some(0), "{:?}", ended.said);
    assert_eq!(ended.last("complete")["observations"], 8);
    ana.complete();
    drop(ana);
    assert_eq!(team.digest("ana"), team.digest("copy"));
}

#[test]
fn whoever_joins_by_the_invite_text_gets_configuration_and_data_at_once() {
    let team = Team::new();
    team.json("ana", &["project", "create", "Río Napo"]);
    team.json("ana", &["generate", "20"]);
    let text = team.call("ana", &["project", "invite", "--json"]).values()[0]["text"].as_str().unwrap().to_owned();
    team.json("marco", &["project", "join", &text]);
    assert_eq!(team.json("marco", &["status"])["project"]["config"], serde_json::Value::Null);
    let mut ana = Running::listening(&team, "ana");
    let ended = Running::local(&team, "marco", &["--with", &ana.address(), "--once", "--yes"]).end();
    assert_eq!((ended.code, &ended.last("complete")["observations"]), (Some(0), &20.into()), "{:?}", ended.said);
    ana.complete();
    drop(ana);
    let (ana, marco) = (team.json("ana", &["status"]), team.json("marco", &["status"]));
    for key in ["records_digest", "media_digest"] {
        assert_eq!(ana[key], marco[key]);
    }
    assert_eq!(ana["project"], marco["project"]);
}

/// Two devices of one project with different configurations, and observations on both.
fn parted() -> Team {
    let team = Team::of_two();
    let other = r#"{"fieldmesh_configuration":1,"name":"Other","categories":[],"fields":[]}"#;
    fs_err::write(team.path("other.json"), other).unwrap();
    team.json("marco", &["config", "import", "other.json"]);
    team.json("ana", &["generate", "5"]);
    team.json("marco", &["generate", "3", "--seed", "9"]);
    team
}

#[test]
fn devices_with_different_configurations_refuse_each_other_and_nothing_moves() {
    let team = parted();
    let before = (team.digest("ana"), team.digest("marco"));
    let mut ana = Running::listening(&team, "ana");
    let ended = Running::local(&team, "marco", &["--with", &ana.address(), "--once", "--yes"]).end();
    assert_eq!(ended.failure(), ("other-configuration", Some(3)));
    assert_eq!(ana.state("Marco's laptop", "refused")["kind"], "other-configuration");
    drop(ana);
    assert_eq!((team.digest("ana"), team.digest("marco")), before);
}

#[test]
fn one_who_takes_the_other_configuration_goes_on_to_synchronize() {
    let team = parted();
    let mut ana = Running::listening(&team, "ana");
    let args = ["--with", &ana.address(), "--once", "--yes", "--use-theirs"];
    let ended = Running::local(&team, "marco", &args).end();
    assert_eq!((ended.code, &ended.last("complete")["observations"]), (Some(0), &8.into()), "{:?}", ended.said);
    ana.complete();
    drop(ana);
    assert_eq!(team.digest("ana"), team.digest("marco"));
    assert_eq!(team.json("marco", &["status"])["project"], team.json("ana", &["status"])["project"]);
}

#[test]
fn one_who_gives_its_configuration_goes_on_when_the_other_takes_it() {
    let team = parted();
    let mut ana = Running::local(&team, "ana", &["--yes", "--use-theirs"]);
    let args = ["--with", &ana.address(), "--once", "--yes", "--give-mine"];
    let ended = Running::local(&team, "marco", &args).end();
    assert_eq!((ended.code, &ended.last("complete")["observations"]), (Some(0), &8.into()), "{:?}", ended.said);
    ana.complete();
    drop(ana);
    assert_eq!(team.digest("ana"), team.digest("marco"));
    assert_eq!(team.json("ana", &["status"])["project"]["config"]["name"], "Other");
}

/// Bytes that cannot be made smaller; others for each seed.
pub(crate) fn noise(seed: u64, bytes: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    fs_err::create_dir(to).unwrap();
    for entry in fs_err::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs_err::copy(entry.path(), target).unwrap();
        }
    }
}
