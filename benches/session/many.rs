//! How long a list and an edit take while many devices have a session with this one, over loopback, and stay linked.

use std::net::SocketAddr;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use fieldmesh::{
    Configuration, Device, Edit, Lan, LanEvent, LanOptions, NewObservation, Observation, ObservationId, PeerState,
    Project, Query,
};
use tempfile::TempDir;

use crate::Result;

/// Longer than anything here takes.
const DEADLINE: Duration = Duration::from_secs(600);
/// After so long without an event it is time to look.
const QUIET: Duration = Duration::from_millis(100);
/// Rows of a screen.
const ROWS: usize = 100;
/// So often something is edited.
const EDITS: usize = 100;

/// One device, and the others with which it has sessions.
struct Crowd {
    hub: Member,
    others: Vec<Member>,
    edited: ObservationId,
    _folder: TempDir,
}

struct Member {
    project: Project,
    lan: Lan,
}

/// How long each took, and when all held the same.
struct Took {
    lists: Vec<Duration>,
    edits: Vec<Duration>,
    until_equal: Duration,
}

pub(crate) fn print(devices: usize, each: usize) -> Result<()> {
    let crowd = Crowd::new(devices, each)?;
    let mut took = crowd.run()?;
    let notes = Some(noted(EDITS - 1));
    for other in &crowd.others {
        if other.project.observation(&crowd.edited)?.notes != notes {
            return Err("the last edit is not everywhere".into());
        }
    }
    let count = crowd.hub.project.totals()?.live;
    println!(
        "{devices} devices with {each} observations each, all at once; {count} everywhere after {:.1} s.\n",
        took.until_equal.as_secs_f64()
    );
    println!("| | times | median, ms | 99 of 100, ms | longest, ms |");
    println!("|---|---|---|---|---|");
    for (what, times) in [("a list of 100 rows", &mut took.lists), ("an edit, committed", &mut took.edits)] {
        times.sort_unstable();
        let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
        let millis = |time: Option<&Duration>| time.map_or(f64::NAN, |time| time.as_secs_f64() * 1_000.0);
        let (middle, most) = (millis(at(50)), millis(times.last()));
        println!("| {what} | {} | {middle:.1} | {:.1} | {most:.1} |", times.len(), millis(at(99)));
    }
    Ok(())
}

impl Crowd {
    /// So many devices beside the one, all open to the network, each with so many observations of its own.
    fn new(count: usize, each: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let device = |number: usize| Device::open(folder.path().join(number.to_string()));
        let hub = device(0)?.create_project("Río Napo", Configuration::builtin())?;
        let invite = hub.invite()?;
        let edited = record(&hub, ROWS)?.pop().ok_or("nothing recorded")?;
        let other = |number| -> Result<Member> {
            let project = device(number)?.join(&invite)?;
            record(&project, each)?;
            // A person has compared both before.
            for (one, other) in [(&hub, &project), (&project, &hub)] {
                one.mark_compared(&other.device().id(), "compared")?;
            }
            Member::open(project)
        };
        let others = (1..=count).map(other).collect::<Result<_>>()?;
        Ok(Self { hub: Member::open(hub)?, others, edited, _folder: folder })
    }

    /// All have a session with the hub at once, and go on with it while it lists and edits. Then waits until what came
    /// from one is everywhere.
    fn run(&self) -> Result<Took> {
        // One after the other: they share an address, of which few may call at the same time.
        for (before, other) in self.others.iter().enumerate() {
            other.lan.dial(self.hub.lan.address());
            self.hub.until(
                || (),
                || {
                    let peers = self.hub.lan.peers();
                    let ready = peers.iter().filter(|peer| matches!(peer.state, PeerState::Ready));
                    Ok(ready.count() == before + 1)
                },
            )?;
        }
        // Both act whenever something happened on the network, which is often and at every moment of a session. What
        // happens while they act counts once.
        let ((list_now, lists), (edit_now, edits)) = (sync_channel(1), sync_channel(1));
        thread::scope(|scope| {
            let lister = scope.spawn(|| self.list_at(lists).map_err(|error| error.to_string()));
            let editor = scope.spawn(|| self.edit_at(edits).map_err(|error| error.to_string()));
            let begun = Instant::now();
            for other in &self.others {
                self.hub.lan.synchronize(&other.project.device().id())?;
            }
            let act = || {
                // Full while they act.
                let _ = list_now.try_send(());
                let _ = edit_now.try_send(());
            };
            let ended = self.hub.until(act, || {
                let digest = self.hub.project.digest()?;
                let mut equal = editor.is_finished();
                for other in &self.others {
                    equal = equal && other.project.digest()? == digest;
                }
                Ok(equal)
            });
            let until_equal = begun.elapsed();
            drop((list_now, edit_now));
            let (lists, edits) = (lister.join(), editor.join());
            ended?;
            let (lists, edits) =
                (lists.map_err(|_| "the lister panicked")??, edits.map_err(|_| "the editor panicked")??);
            Ok(Took { lists, edits, until_equal })
        })
    }

    fn list_at(&self, moments: Receiver<()>) -> Result<Vec<Duration>> {
        let query = Query { limit: Some(ROWS as u64), ..Query::default() };
        let list = |()| {
            let begun = Instant::now();
            let rows = self.hub.project.list(&query)?.len();
            if rows == ROWS { Ok(begun.elapsed()) } else { Err(format!("{rows} rows").into()) }
        };
        moments.into_iter().map(list).collect()
    }

    fn edit_at(&self, moments: Receiver<()>) -> Result<Vec<Duration>> {
        let edit = |(number, ())| {
            let edit = Edit { notes: Some(Some(noted(number))), ..Edit::default() };
            let begun = Instant::now();
            self.hub.project.edit(&self.edited, &edit)?;
            Ok(begun.elapsed())
        };
        moments.into_iter().take(EDITS).enumerate().map(edit).collect()
    }
}

impl Member {
    fn open(project: Project) -> Result<Self> {
        let listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
        let lan = project.open_lan(LanOptions { listen, discovery: None, live: true })?;
        Ok(Self { project, lan })
    }

    /// Does something at each event and in each silence, until in a silence something is so.
    fn until(&self, act: impl Fn(), is_so: impl Fn() -> Result<bool>) -> Result<()> {
        let end = Instant::now() + DEADLINE;
        while Instant::now() < end {
            match self.lan.next_event(QUIET) {
                Some(LanEvent::Failed(peer, error)) => return Err(format!("{}: {error}", peer.name).into()),
                None if is_so()? => return Ok(()),
                _ => act(),
            }
        }
        Err(format!("not within {DEADLINE:?}").into())
    }
}

fn noted(number: usize) -> String {
    format!("looked at it again, time {number}")
}

fn record(project: &Project, count: usize) -> Result<Vec<ObservationId>> {
    let name = project.device().name();
    let new = |number: usize| -> Result<NewObservation> {
        let place = Observation::at(-1.0 - number as f64 / 1e4, -77.0)?;
        Ok(place.category("camp").notes(format!("{name}, number {number}")))
    };
    let recorded = project.observe_all((0..count).map(new).collect::<Result<Vec<_>>>()?)?;
    Ok(recorded.into_iter().map(|observation| observation.id).collect())
}
