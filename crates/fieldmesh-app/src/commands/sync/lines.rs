//! What happens, as lines: JSON for programs, sentences where nobody can press keys.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use fieldmesh::{
    DeviceId, DeviceStanding, DialTarget, Edition, JobEvent, Lan, LanEvent, LanOutcome, LanPeer, Language,
    OtherConfiguration, PeerKey, PeerState, Presence, Project, Surroundings,
};
use fieldmesh_sentences as sentences;
use serde_json::{Value, json};

use crate::commands::outcome::Ending;
use crate::context::Context;
use crate::failure::Failure;
use crate::json;
use crate::language::fl;
use crate::progress::Step;

/// After so long without anybody, a person gets advice.
pub(super) const LONELY: Duration = Duration::from_secs(20);

/// How often progress of one device is told.
const EVERY: Duration = Duration::from_millis(200);

/// See the module.
pub(super) struct Lines<'a> {
    context: &'a Context,
    project: &'a Project,
    /// What was last said of each device.
    told: BTreeMap<PeerKey, Value>,
    progress: BTreeMap<PeerKey, Instant>,
    advised: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(context: &'a Context, project: &'a Project) -> Self {
        Self { context, project, told: BTreeMap::new(), progress: BTreeMap::new(), advised: false }
    }

    /// Says where this device can be reached.
    pub(super) fn listening(&self, lan: &Lan) -> Result<(), Failure> {
        if self.context.output.is_json() {
            return self
                .context
                .output
                .line(&json!({ "event": "listening", "address": lan.address().to_string() }));
        }
        self.context.output.note(&header(self.context, self.project, lan));
        Ok(())
    }

    pub(super) fn tell(&mut self, event: &LanEvent) -> Result<(), Failure> {
        match event {
            LanEvent::Peer(peer) => self.peer(peer),
            LanEvent::Gone(key) => match self.told.remove(key) {
                Some(mut line) => {
                    if let Some(presence) = line.get_mut("presence") {
                        *presence = "gone".into();
                    }
                    self.line(&line, String::new)
                }
                None => Ok(()),
            },
            LanEvent::Surroundings(surroundings) => self.line(&nearby(self.context, surroundings), || {
                surroundings_lines(self.context, surroundings).join("\n")
            }),
            LanEvent::Complete(outcome) => self.complete(outcome),
            LanEvent::Failed(peer, error) => {
                let line = json!({
                    "event": "broken", "peer": short(&peer.key.device, &peer.name), "kind": error.kind().as_str(),
                    "message": error.to_string(),
                });
                let language = self.context.language;
                self.line(&line, || {
                    sentences::broken(language, &peer.name, &sentences::error(language, error.kind()))
                })
            }
            LanEvent::Discovery(Some(why)) => {
                let line = json!({ "event": "discovery", "works": false, "message": why });
                self.line(&line, || fl!("sync-no-discovery"))
            }
            LanEvent::Discovery(None) => {
                self.line(&json!({ "event": "discovery", "works": true, "message": null }), String::new)
            }
            _ => Ok(()),
        }
    }

    /// Gives advice when nobody has been there for long.
    pub(super) fn wait(&mut self, lan: &Lan, elapsed: Duration) -> Result<(), Failure> {
        if !self.advised && elapsed >= LONELY {
            self.advised = true;
            if lan.peers().is_empty() {
                return self
                    .line(&json!({ "event": "nobody", "message": fl!("sync-nobody") }), || fl!("sync-nobody"));
            }
        }
        Ok(())
    }

    fn peer(&mut self, peer: &LanPeer) -> Result<(), Failure> {
        if let PeerState::Running(stages) = &peer.state {
            self.progress(peer, stages)?;
        }
        let line = peer_line(self.context, self.project, peer);
        if self.told.get(&peer.key) == Some(&line) {
            return Ok(());
        }
        let known = self.told.insert(peer.key, line.clone()).is_some();
        self.line(&line, || if known { String::new() } else { rows(self.context, self.project, peer).join("\n") })
    }

    fn progress(&mut self, peer: &LanPeer, stages: &[JobEvent]) -> Result<(), Failure> {
        let Some(stage) = JobEvent::current(stages) else { return Ok(()) };
        let recent = self.progress.get(&peer.key).is_some_and(|at| at.elapsed() < EVERY);
        if !self.context.output.is_json() || recent && stage.done < stage.total {
            return Ok(());
        }
        self.progress.insert(peer.key, Instant::now());
        let mut line = Step::from(stage).line();
        if let Value::Object(line) = &mut line {
            line.insert("peer".to_owned(), short(&peer.key.device, &peer.name));
        }
        self.context.output.line(&line)
    }

    fn complete(&self, outcome: &LanOutcome) -> Result<(), Failure> {
        let (ending, output) = (Ending::from(outcome), self.context.output);
        if output.is_json() {
            let mut line = json!({
                "event": "complete",
                "peer": short(&outcome.peer.device, &outcome.name),
                "observations": outcome.observations,
            });
            if let Value::Object(line) = &mut line {
                line.extend(ending.fields(self.context, self.project)?);
            }
            output.line(&line)?;
        } else {
            output.words(&sentences::synchronized_with(self.context.language, &outcome.name))?;
            ending.moved(self.context, self.project)?;
            if let Some(n) = outcome.observations.filter(|_| outcome.declined.is_empty()) {
                output.words(&sentences::both_hold(self.context.language, n))?;
            }
            ending.proof(self.context)?;
            let originals = self.project.originals_only_here()?;
            if originals > 0 {
                output.words(&sentences::originals_only_here(self.context.language, originals))?;
            }
        }
        Ok(())
    }

    /// One line to programs, a sentence to people where there is one.
    fn line(&self, line: &Value, words: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.context.output.is_json() {
            return self.context.output.line(line);
        }
        let words = words();
        if !words.is_empty() {
            self.context.output.note(&words);
        }
        Ok(())
    }
}

/// This device, as the others see it.
pub(super) fn header(context: &Context, project: &Project, lan: &Lan) -> String {
    let device = project.device();
    let reached: Vec<_> = lan.addresses().iter().map(|local| sentences::reached(context.language, local)).collect();
    // In no network it still listens.
    let address = if reached.is_empty() { lan.address().to_string() } else { reached.join("   ") };
    fl!(
        "sync-this-device",
        name = device.name(),
        short = device.id().short(),
        words = sentences::words(device.words(context.language)),
        address = address
    )
}

/// What a person is told of a device before anybody presses anything, and while it goes on.
fn row(language: Language, peer: &LanPeer, edition: Option<Edition>) -> String {
    let standing = sentences::standing(language, &peer.standing);
    let state = sentences::peer_state(language, peer, edition);
    format!("{}  {}  {standing}  {state}", peer.name, peer.key.device.short())
}

/// The row of a device, and what differs of a configuration that is another.
pub(super) fn rows(context: &Context, project: &Project, peer: &LanPeer) -> Vec<String> {
    let other = other_configuration(project, peer);
    let row = row(context.language, peer, other.as_ref().map(|other| other.edition));
    let differences = other.map(|other| sentences::main_differences(context.language, &other.difference));
    let differences = differences.into_iter().flatten().map(|line| format!("       {line}"));
    std::iter::once(row).chain(differences).collect()
}

/// How the configuration of a device differs from ours, where it does and has arrived.
fn other_configuration(project: &Project, peer: &LanPeer) -> Option<OtherConfiguration> {
    project.other_configuration(peer.configuration.as_ref()?).ok().flatten()
}

/// Who else is near, and who cannot be reached.
pub(super) fn surroundings_lines(context: &Context, surroundings: &Surroundings) -> Vec<String> {
    let mut lines: Vec<_> = surroundings
        .unreached
        .iter()
        .filter_map(|one| {
            one.addresses.first().map(|address| sentences::unreached(context.language, address, one.failure))
        })
        .collect();
    if surroundings.others > 0 {
        lines.push(sentences::others_nearby(context.language, surroundings.others));
    }
    lines
}

/// A device in the words of the JSON contract.
fn peer_line(context: &Context, project: &Project, peer: &LanPeer) -> Value {
    let (compared, other) = match peer.standing {
        DeviceStanding::Compared { at } => (Some(at), None),
        DeviceStanding::KnownNameOtherKey { known, .. } => (None, Some(known)),
        DeviceStanding::New => (None, None),
    };
    let (state, trouble) = (word(&peer.state), peer.kind_of_trouble());
    let configuration = other_configuration(project, peer).map(|other| {
        let mut value = json::other_configuration(&other, context.language);
        if let Value::Object(value) = &mut value {
            value.insert("offered".to_owned(), peer.offered.into());
        }
        value
    });
    json!({
        "event": "peer",
        "device": peer.key.device.to_string(),
        "short_id": peer.key.device.short(),
        "words": fieldmesh::words(peer.key.device.as_bytes(), context.language),
        "name": peer.name,
        "presence": presence(peer.presence),
        "state": state,
        "kind": trouble.map(|kind| kind.as_str()),
        "same_data": peer.same_data,
        "observations": peer.observations,
        "last": peer.last.map(json::time),
        "compared": compared.map(json::time),
        "known_name_of": other.map(|device| device.to_string()),
        "other_configuration": configuration,
    })
}

fn nearby(context: &Context, surroundings: &Surroundings) -> Value {
    let unreached = surroundings.unreached.iter().map(|one| {
        json!({
            "typed": matches!(one.target, DialTarget::Typed(_)),
            "addresses": one.addresses.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "message": one.addresses.first().map(|address| sentences::unreached(context.language, address, one.failure)),
        })
    });
    json!({ "event": "nearby", "other_projects": surroundings.others, "unreached": unreached.collect::<Value>() })
}

fn short(device: &DeviceId, name: &str) -> Value {
    json!({ "kind": "device", "device": device.to_string(), "short_id": device.short(), "name": name })
}

const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Here => "here",
        Presence::Unsure => "unsure",
        Presence::Gone => "gone",
    }
}

const fn word(state: &PeerState) -> &'static str {
    match state {
        PeerState::Ready => "ready",
        PeerState::Refused(_) => "refused",
        PeerState::Asking { .. } => "asking",
        PeerState::Waiting => "waiting",
        PeerState::Running(_) => "running",
        PeerState::Complete => "complete",
        PeerState::Failed(_) => "failed",
        _ => "other",
    }
}
