//! Devices that find each other by multicast DNS, in networks that the test makes, and what can be heard of them there.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fieldmesh::{Device, Query};
use fieldmesh_testkit::{Network, may_multicast};
use fieldmesh_workload::scene;
use serde_json::Value;

use crate::running::Running;
use crate::team::Team;

#[test]
fn two_processes_find_each_other_on_one_computer_and_hold_the_same() {
    if !may_multicast() {
        return;
    }
    let team = of_two_with_data();
    let mut ana = Running::start(&team, "ana", &["--yes", "--interface", "lo"]);
    let ended = Running::start(&team, "marco", &["--all", "--once", "--yes", "--interface", "lo"]).end();
    assert_eq!(ended.code, Some(0), "{:?}", ended.said);
    ana.complete();
    ana.signal("INT");
    assert_eq!(ana.end().code, Some(0));
    assert_equal(&team);
}

#[test]
fn two_computers_find_each_other_strangers_are_counted_and_the_cable_tells_nothing() {
    let networks = Network::new().and_then(|one| {
        let two = Network::new()?;
        one.join("10.7.0.1/24", &two, "10.7.0.2/24")?;
        Ok((one, two))
    });
    let (here, there) = match networks {
        Ok(networks) => networks,
        Err(error) => return eprintln!("skipped: no networks of its own: {error}"),
    };
    let team = of_two_with_data();
    team.json("carla", &["project", "create", "Lago Agrio"]);
    team.json("carla", &["device", "rename", "Carla's laptop"]);
    let capture = here.inside(|| Capture::start(&team.path("capture"))).unwrap();
    let mut ana = here.inside(|| Running::start(&team, "ana", &["--yes"])).unwrap();
    let mut carla = there.inside(|| Running::start(&team, "carla", &["--all", "--yes"])).unwrap();
    let mut marco = there.inside(|| Running::start(&team, "marco", &["--all", "--yes"])).unwrap();
    marco.complete();
    ana.complete();
    carla.until("Carla sees two strangers", |line| line["other_projects"] == 2);
    // What is recorded now follows by itself.
    team.json("ana", &["observation", "add", "--notes", "a late camp at the river"]);
    marco.until("the late one", |line| line["event"] == "complete" && line["received"]["new"] == 1);
    for running in [marco, carla, ana] {
        running.signal("INT");
        let ended = running.end();
        assert_eq!(ended.code, Some(0));
        // Of the three, one is a stranger to two, and two are to one.
        let strangers = ended.said.iter().filter_map(|line| line["other_projects"].as_u64()).max();
        let met = ended.said.iter().any(|line| line["event"] == "peer");
        assert!(strangers <= Some(if met { 1 } else { 2 }), "{:?}", ended.said);
        let names = ended.said.iter().filter_map(|line| line["name"].as_str());
        assert!(!names.into_iter().any(|name| name == "Carla's laptop"));
        if ended.said.iter().any(|line| line["other_projects"] == 2) {
            assert!(!ended.said.iter().any(|line| line["event"] == "peer"), "{:?}", ended.said);
        }
    }
    assert_equal(&team);
    let Some(capture) = capture else { return };
    let heard = capture.end();
    assert!(heard.len() as u64 > team.json("ana", &["status"])["attachments"]["bytes"].as_u64().unwrap());
    let secrets = secrets(&team);
    assert!(secrets.len() > 200, "{}", secrets.len());
    assert_eq!(first_of(&secrets, &heard), None);
    // The search would find what is there.
    let control = BTreeSet::from([b"_fieldmesh".to_vec()]);
    assert_eq!(first_of(&control, &heard).as_deref(), Some("_fieldmesh"));
}

/// Ana has the real observations, or where these are not made ones, and photos; Marco has nothing yet.
fn of_two_with_data() -> Team {
    let team = Team::of_two();
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/react-mapfilter/example_fc.json");
    if real.exists() {
        let path = real.to_str().unwrap();
        assert_eq!(team.json("ana", &["import", path])["added"], 200);
    } else {
        eprintln!("generated observations, for there is no {}", real.display());
        team.json("ana", &["generate", "200"]);
    }
    for number in 0..3 {
        fs_err::write(team.path("photo.jpg"), scene(1, number).unwrap()).unwrap();
        let notes = format!("photo number {number}");
        team.json("ana", &["observation", "add", "--notes", &notes, "--photo", "photo.jpg"]);
    }
    team
}

fn assert_equal(team: &Team) {
    let (ana, marco) = (team.json("ana", &["status"]), team.json("marco", &["status"]));
    for key in ["records_digest", "media_digest", "attachments", "observations"] {
        let (mut ana, mut marco) = (ana[key].clone(), marco[key].clone());
        for status in [&mut ana, &mut marco] {
            // Whether others are known to hold them is no part of what both hold.
            status.as_object_mut().and_then(|status| status.remove("only_here"));
        }
        assert_eq!(ana, marco, "{key}");
    }
    assert!(ana["observations"]["live"].as_u64() > Some(200));
    // Their previews and thumbnails are in the digest.
    assert_eq!(ana["attachments"]["present"], 3);
}

/// What nobody may hear: names and ids, in every form, what people recorded, and a part of each photo.
fn secrets(team: &Team) -> BTreeSet<Vec<u8>> {
    let mut secrets: BTreeSet<Vec<u8>> = BTreeSet::new();
    for name in ["ana", "marco", "carla"] {
        let device = Device::open(team.path(name)).unwrap();
        let project = device.project(None).unwrap();
        let mut ids = vec![device.id().as_bytes().to_vec(), project.id().as_bytes().to_vec()];
        secrets.extend([device.name(), device.id().short(), project.name()].map(String::into_bytes));
        secrets.insert(project.store_id().get().to_le_bytes().to_vec());
        text(&device.id().to_string(), &mut secrets);
        for observation in project.list(&Query::default()).unwrap() {
            ids.push(observation.id.local.as_bytes().to_vec());
            ids.push(observation.id.shard.as_bytes().to_vec());
            for attachment in observation.attachments.keys() {
                ids.push(attachment.as_bytes().to_vec());
                let mut photo = Vec::new();
                project.open_attachment(attachment).unwrap().read_to_end(&mut photo).unwrap();
                secrets.insert(photo[500..516].to_vec());
            }
        }
        secrets.extend(ids.iter().map(|id| hex(id).into_bytes()));
        secrets.extend(ids);
        strings(&team.json(name, &["observation", "list"]), &mut secrets);
    }
    // What is shorter may be there by chance.
    secrets.retain(|secret| secret.len() >= 8);
    secrets
}

/// A text, and what is left of an id without its groups.
fn text(text: &str, into: &mut BTreeSet<Vec<u8>>) {
    into.extend([text.to_owned(), text.replace('-', "")].map(String::into_bytes));
}

fn strings(value: &Value, into: &mut BTreeSet<Vec<u8>>) {
    match value {
        Value::String(string) => text(string, into),
        Value::Array(values) => values.iter().for_each(|value| strings(value, into)),
        Value::Object(values) => values.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One of the secrets that was heard, if any; each has 8 bytes or more.
fn first_of(secrets: &BTreeSet<Vec<u8>>, heard: &[u8]) -> Option<String> {
    let mut by_start: HashMap<&[u8], Vec<&[u8]>> = HashMap::new();
    for secret in secrets {
        by_start.entry(&secret[..8]).or_default().push(secret);
    }
    (0..heard.len().saturating_sub(7)).find_map(|at| {
        let begun = by_start.get(&heard[at..at + 8])?;
        begun.iter().find(|secret| heard[at..].starts_with(secret)).map(|secret| secret.escape_ascii().to_string())
    })
}

/// Everything that goes over any interface of a network.
struct Capture {
    tcpdump: Child,
    file: PathBuf,
}

impl Capture {
    /// Nothing, with the reason printed, where there is no tcpdump.
    fn start(file: &Path) -> Option<Self> {
        let mut command = Command::new("tcpdump");
        command.args(["-i", "any", "-Z", "root", "-U", "-s", "0", "-B", "65536", "-w"]).arg(file);
        let mut tcpdump = match command.stderr(Stdio::piped()).spawn() {
            Ok(tcpdump) => tcpdump,
            Err(error) => {
                eprintln!("skipped: nothing is captured: tcpdump: {error}");
                return None;
            }
        };
        let mut said = BufReader::new(tcpdump.stderr.as_mut().unwrap()).lines();
        said.find(|line| line.as_ref().unwrap().contains("listening on")).unwrap().unwrap();
        Some(Self { tcpdump, file: file.to_owned() })
    }

    fn end(mut self) -> Vec<u8> {
        let pid = self.tcpdump.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let mut said = String::new();
        self.tcpdump.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(self.tcpdump.wait().unwrap().success());
        assert!(said.contains("0 packets dropped by kernel"), "{said}");
        fs_err::read(&self.file).unwrap()
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        let _ = self.tcpdump.kill();
        let _ = self.tcpdump.wait();
    }
}
