//! Synchronizations over the network that end at any moment, and devices that fall silent.

use std::collections::BTreeSet;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupted::Moments;
use crate::lan::noise;
use crate::running::Running;
use crate::team::Team;

/// How often the test kills; `scripts/kills.sh` does more often.
fn kills() -> u64 {
    std::env::var("FIELDMESH_KILLS").map_or(50, |kills| kills.parse().unwrap())
}

/// Bytes of a piece of an attachment (`docs/protocol.md`, section 7).
const PIECE: u64 = 61_440;

/// Records, cards and what else a session takes besides attachments.
const RECORDS: u64 = 64 << 10;

#[test]
fn killed_at_any_moment_on_either_side_the_next_one_goes_on_and_repeats_one_piece_at_most() {
    const ATTACHMENT: u64 = 768 << 10;
    const ATTACHMENTS: u64 = 4;
    let team = Team::of_two();
    let mut moments = Moments::new(11);
    let mut ana = Running::listening(&team, "ana");
    let start = |ana: &Running| Running::local(&team, "marco", &["--with", &ana.address(), "--once", "--yes"]);
    // As long as the first one takes, which nobody kills.
    let mut longest = None;
    let (mut killed, mut resumed) = (0, 0);
    for round in 0.. {
        let names = (0..ATTACHMENTS).map(|number| format!("{number}.bin"));
        let mut args = vec!["observation".to_owned(), "add".to_owned()];
        for (number, name) in (round * ATTACHMENTS..).zip(names) {
            fs_err::write(team.path(&name), noise(number, ATTACHMENT as usize)).unwrap();
            args.extend(["--photo".to_owned(), name]);
        }
        team.json("ana", &args.iter().map(String::as_str).collect::<Vec<_>>());
        // Each side once; so one that goes on may be killed too.
        for side in ["marco", "ana"] {
            let Some(longest) = longest else { break };
            let marco = start(&ana);
            thread::sleep(moments.next(longest));
            killed += 1;
            if side == "marco" {
                marco.kill();
                continue;
            }
            let address = ana.address();
            ana.kill();
            ana = Running::listening_at(&team, "ana", &address);
            // It had begun, or it goes on to look for the other until that is back.
            let code = marco.end().code;
            assert!(matches!(code, Some(0 | 6)), "round {round}: {code:?}");
        }
        let missing = (round + 1) * ATTACHMENTS * ATTACHMENT - held(&team.path("marco"));
        let begun = Instant::now();
        let ended = start(&ana).end();
        assert_eq!(ended.code, Some(0), "round {round}: {:?}", ended.said);
        longest.get_or_insert_with(|| begun.elapsed());
        let received = ended.last("complete")["received"]["bytes"].as_u64().unwrap();
        assert!(received <= missing + PIECE + RECORDS, "round {round}: {received} bytes came, {missing} missed");
        resumed += u64::from(missing > 0 && missing < ATTACHMENTS * ATTACHMENT);
        if killed >= kills() {
            break;
        }
    }
    drop(ana);
    let digests = |device| {
        let status = team.json(device, &["status"]);
        (status["records_digest"].clone(), status["media_digest"].clone())
    };
    assert_eq!(digests("ana"), digests("marco"));
    assert!(resumed >= killed / 10, "of {killed} kills only {resumed} were within the attachments");
}

/// Bytes of attachments that a device holds, whole and in part.
fn held(folder: &Path) -> u64 {
    let entries = fs_err::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| match entry.metadata().unwrap() {
            data if data.is_dir() => held(&entry.path()),
            // What stands beside a partial content is none of it.
            _ if entry.path().extension().is_some() => 0,
            data if entry.path().components().any(|part| part.as_os_str() == "attachments") => data.len(),
            _ => 0,
        })
        .sum()
}

#[test]
fn who_is_killed_or_hangs_is_grey_within_8_seconds_and_gone_within_25() {
    let team = Team::of_two();
    team.json("carla", &["project", "join", "napo.invite"]);
    team.json("carla", &["device", "rename", "Carla's laptop"]);
    let mut ana = Running::listening(&team, "ana");
    let called = ["marco", "carla"].map(|device| {
        let mut running = Running::local(&team, device, &["--with", &ana.address(), "--yes"]);
        running.complete();
        ana.complete();
        running
    });
    let begun = Instant::now();
    let [marco, carla] = called;
    marco.kill();
    carla.signal("STOP");
    for (presence, seconds) in [("unsure", 8), ("gone", 25)] {
        let mut awaited = BTreeSet::from(["Marco's laptop", "Carla's laptop"]);
        while !awaited.is_empty() {
            let left = Duration::from_secs(seconds).saturating_sub(begun.elapsed());
            let line = ana.within(left, presence, |line| line["event"] == "peer");
            if line["presence"] == presence {
                awaited.remove(line["name"].as_str().unwrap());
            }
        }
    }
}

#[test]
fn a_network_that_is_away_for_two_seconds_changes_no_row() {
    let team = Team::of_two();
    let mut ana = Running::listening(&team, "ana");
    let relay = Relay::to(ana.address());
    let mut marco = Running::local(&team, "marco", &["--with", &relay.address, "--yes"]);
    marco.complete();
    ana.complete();
    relay.cut(Duration::from_secs(2));
    // What is recorded now follows when they are connected again.
    team.json("ana", &["observation", "add"]);
    assert_eq!(marco.complete()["received"]["new"], 1);
    // Whoever is interrupted before the end has another exit code.
    ana.complete();
    for running in [ana, marco] {
        running.signal("INT");
        let ended = running.end();
        assert_eq!(ended.code, Some(0));
        let said = ended.said.iter().map(|line| (line["event"].as_str().unwrap(), line["presence"].as_str()));
        let other: Vec<_> = said
            .filter(|(event, presence)| *event == "broken" || presence.is_some_and(|presence| presence != "here"))
            .collect();
        assert!(other.iter().all(|(_, presence)| *presence == Some("gone")) && other.len() <= 1, "{other:?}");
    }
}

/// Stands between two devices, and can be cut.
struct Relay {
    address: String,
    /// The connections through it; `None` while it is cut.
    open: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Relay {
    fn to(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let open = Arc::new(Mutex::new(Some(Vec::new())));
        let kept = Arc::clone(&open);
        thread::spawn(move || {
            for caller in listener.incoming().map(Result::unwrap) {
                let mut open = kept.lock().unwrap();
                // One that comes while it is cut is closed at once.
                let Some(open) = open.as_mut() else { continue };
                let Ok(there) = TcpStream::connect(&target) else { continue };
                for (from, to) in [(&caller, &there), (&there, &caller)] {
                    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(Shutdown::Write);
                    });
                }
                open.extend([caller, there]);
            }
        });
        Self { address, open }
    }

    /// Nothing goes through for so long.
    fn cut(&self, time: Duration) {
        for stream in self.open.lock().unwrap().take().unwrap() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        thread::sleep(time);
        *self.open.lock().unwrap() = Some(Vec::new());
    }
}
