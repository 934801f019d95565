//! How long it takes from when an observation is saved until it can be seen on another device that is linked: two
//! devices in one process, over loopback, with their stores on disk.
//!
//! `cargo run --release --example measure_live -- [CHANGES] [OBSERVATIONS]`
//!
//! The devices change something in turns, every other time a new observation and every other time the notes of one
//! that came from the other device; OBSERVATIONS are there before. First with a rest after each change, as people
//! work, then each as soon as the last one was seen.

use std::error::Error;
use std::io::Write;
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, Instant};

use fieldmesh::{
    Configuration, Device, Edit, Lan, LanEvent, LanOptions, Observation, ObservationId, PeerState, Project,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often the other device is asked whether it has the change.
const GLANCE: Duration = Duration::from_micros(200);
/// What people are given to rest.
const REST: Duration = Duration::from_millis(150);

struct Party {
    project: Project,
    lan: Lan,
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let mut number = |usual: usize| args.next().map_or(Ok(usual), |text| text.parse::<usize>());
    let (changes, before) = (number(200)?, number(0)?);
    let here = tempfile::tempdir()?;
    let ana = Device::open(here.path().join("ana"))?.create_project("live", Configuration::builtin())?;
    ana.observe(Observation::at(-1.48, -77.26)?.notes("first"))?;
    if before > 0 {
        ana.observe_all(vec![Observation::at(-1.48, -77.26)?.notes("before"); before])?;
    }
    let marco = Device::open(here.path().join("marco"))?.join(&ana.invite()?)?;
    let open = |project: Project| -> Result<Party> {
        let listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
        let lan = project.open_lan(LanOptions { listen, discovery: None, live: true })?;
        Ok(Party { project, lan })
    };
    let pair = [open(ana)?, open(marco)?];
    synchronize(&pair)?;

    let mut out = std::io::stdout().lock();
    writeln!(out, "{changes} changes, {} observations before, milliseconds\n", before + 1)?;
    writeln!(out, "| | median | 99 of 100 | most |\n|---|---|---|---|")?;
    for (what, rest) in [("with a rest", REST), ("without", Duration::ZERO)] {
        let (mut called, mut saved) = (Vec::new(), Vec::new());
        let mut last: Option<ObservationId> = None;
        for nth in 0..changes {
            thread::sleep(rest);
            let [here, there] = if nth % 2 == 0 { [0, 1] } else { [1, 0] };
            let (Some(here), Some(there)) = (pair.get(here), pair.get(there)) else { continue };
            let notes = format!("{what} {nth}");
            let begun = Instant::now();
            let id = match last.filter(|_| nth % 4 > 1) {
                Some(id) => {
                    here.project.edit(&id, &Edit { notes: Some(Some(notes.clone())), ..Edit::default() })?.id
                }
                None => here.project.observe(Observation::at(-1.48, -77.26)?.notes(&notes))?,
            };
            let committed = Instant::now();
            until(|| there.project.observation(&id).is_ok_and(|seen| seen.notes.as_ref() == Some(&notes)))?;
            called.push(begun.elapsed());
            saved.push(committed.elapsed());
            last = Some(id);
        }
        row(&mut out, &format!("{what}: from saved to seen"), saved)?;
        row(&mut out, &format!("{what}: from begun to seen"), called)?;
    }
    Ok(())
}

/// Synchronizes for the first time, as people do.
fn synchronize(pair: &[Party; 2]) -> Result<()> {
    let [ana, marco] = pair;
    ana.lan.dial(marco.lan.address());
    let mut complete = [false; 2];
    let begun = Instant::now();
    while complete != [true; 2] {
        if begun.elapsed() > PATIENCE {
            return Err("the devices do not synchronize".into());
        }
        for (Party { lan, .. }, complete) in pair.iter().zip(&mut complete) {
            for peer in lan.peers() {
                match peer.state {
                    PeerState::Ready if lan.address() == ana.lan.address() => lan.synchronize(&peer.key.device)?,
                    PeerState::Asking { .. } => lan.answer(&peer.key.device, true)?,
                    _ => {}
                }
            }
            match lan.next_event(Duration::from_millis(20)) {
                Some(LanEvent::Complete(_)) => *complete = true,
                Some(LanEvent::Failed(_, error)) => return Err(error.into()),
                _ => {}
            }
        }
    }
    Ok(())
}

fn until(mut seen: impl FnMut() -> bool) -> Result<()> {
    let begun = Instant::now();
    while !seen() {
        if begun.elapsed() > PATIENCE {
            return Err("a change did not arrive".into());
        }
        thread::sleep(GLANCE);
    }
    Ok(())
}

fn row(out: &mut impl Write, what: &str, mut times: Vec<Duration>) -> Result<()> {
    times.sort_unstable();
    let at = |part: usize| {
        let time = times.get((times.len() * part).div_ceil(100).saturating_sub(1));
        time.map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
    };
    writeln!(out, "| {what} | {:.1} | {:.1} | {:.1} |", at(50), at(99), at(100))?;
    Ok(())
}
