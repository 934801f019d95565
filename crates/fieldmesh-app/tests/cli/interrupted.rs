//! Killed at any moment, the program loses nothing that it acknowledged, and the next call goes on.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::team::Team;

/// Moments that differ from call to call, the same in each run.
pub(crate) struct Moments(u64);

impl Moments {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self, most: Duration) -> Duration {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        most.mul_f64((self.0 >> 33) as f64 / f64::from(1_u32 << 31))
    }
}

/// Kills a child at some moment. Nothing asserted depends on when that is.
fn kill_after(mut child: Child, moment: Duration) -> String {
    std::thread::sleep(moment);
    child.kill().unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_acknowledged_observation_survives_a_kill_and_the_next_synchronization_completes() {
    let team = Team::of_two();
    let mut moments = Moments::new(7);
    let mut acknowledged = Vec::new();
    for number in 0..20 {
        let notes = format!("number {number}");
        let mut command =
            team.command("ana", &["observation", "add", "--lat", "-1", "--lon", "-77", "--notes", &notes]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let printed = kill_after(child, moments.next(Duration::from_millis(150)));
        acknowledged.extend(printed.strip_suffix('\n').map(str::to_owned));
    }
    // A machine so slow that all were killed in time must not make this test say nothing.
    acknowledged.push(team.json("ana", &["observation", "add"])["id"].as_str().unwrap().to_owned());
    let listed = team.json("ana", &["observation", "list"]);
    let listed: Vec<_> = listed.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    for id in &acknowledged {
        assert!(listed.contains(&id.as_str()), "{id} was acknowledged and is not listed");
    }
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    assert_eq!(team.digest("ana"), team.digest("marco"));
}

#[test]
fn many_at_once_are_kept_up_to_the_last_batch_acknowledged() {
    let team = Team::of_two();
    let mut command = team.command("ana", &["generate", "20000", "--json"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let told: Value = serde_json::from_str(&lines.nth(1).unwrap().unwrap()).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let done = told["done"].as_u64().unwrap();
    assert!(done > 0);
    assert!(team.json("ana", &["status"])["observations"]["live"].as_u64().unwrap() >= done);
    assert_eq!(team.json("ana", &["doctor"])["sound"], true);
}

#[test]
fn an_interrupted_synchronization_is_completed_by_the_next() {
    let team = Team::of_two();
    let mut moments = Moments::new(3);
    team.json("ana", &["generate", "600"]);
    team.json("ana", &["syncfile", "create", "trip.fieldmesh"]);
    for seed in 0..6 {
        let seed = (100 + seed).to_string();
        team.json("marco", &["generate", "40", "--seed", &seed]);
        let mut command = team.command("marco", &["syncfile", "sync", "trip.fieldmesh"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        kill_after(child, moments.next(Duration::from_millis(300)));
    }
    team.json("marco", &["syncfile", "sync", "trip.fieldmesh"]);
    team.json("ana", &["syncfile", "sync", "trip.fieldmesh"]);
    assert_eq!(team.digest("ana"), team.digest("marco"));
    assert_eq!(team.json("ana", &["status"])["observations"]["live"], 600 + 6 * 40);
    assert_eq!(team.json("ana", &["syncfile", "verify", "trip.fieldmesh"])["state"], "intact");
}

/// Ctrl-C: the job stops, everything so far is kept, and doing the same again goes on.
#[cfg(unix)]
#[test]
fn ctrl_c_stops_with_its_own_exit_code_and_the_same_command_goes_on() {
    const COUNT: u64 = 4000;
    let team = Team::of_two();
    let features: Vec<_> = (0..COUNT)
        .map(|id| {
            serde_json::json!({
                "type": "Feature", "id": id, "properties": { "number": id },
                "geometry": { "type": "Point", "coordinates": [-77, -1] },
            })
        })
        .collect();
    let collection = serde_json::json!({ "type": "FeatureCollection", "features": features });
    fs_err::write(team.path("many.geojson"), collection.to_string()).unwrap();
    let mut child =
        team.command("ana", &["import", "many.geojson", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    let last: Value = serde_json::from_str(&lines.last().unwrap().unwrap()).unwrap();
    assert_eq!((last["kind"].as_str(), child.wait().unwrap().code()), (Some("cancelled"), Some(6)));
    let kept = team.json("ana", &["status"])["observations"]["live"].as_u64().unwrap();
    let again = team.json("ana", &["import", "many.geojson"]);
    assert_eq!((again["already_present"].as_u64(), again["added"].as_u64()), (Some(kept), Some(COUNT - kept)));
    assert!(kept < COUNT);
}
