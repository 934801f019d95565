//! Two devices in one process that find each other on loopback and synchronize.

use std::time::{Duration, Instant};

use fieldmesh::{ErrorKind, Interfaces, Lan, LanEvent, LanOptions, LanOutcome, PeerState, Project};

use crate::failure::Failure;
use crate::language::fl;

/// How long they look for each other before the address is used.
const LOOK: Duration = Duration::from_secs(4);

/// How long the whole may take.
const PATIENCE: Duration = Duration::from_secs(60);

const TICK: Duration = Duration::from_millis(20);

/// How it went.
pub(super) struct Met {
    /// As the first device tells it.
    pub(super) outcome: Box<LanOutcome>,
    /// Whether multicast found them; otherwise the address did.
    pub(super) by_discovery: bool,
}

/// Opens both to the loopback interface; the first presses, and both agree.
pub(super) fn synchronize(first: &Project, second: &Project) -> Result<Met, Failure> {
    let open = |project: &Project| {
        let loopback = Interfaces::Named(vec!["lo".to_owned()]);
        project.open_lan(LanOptions { listen: None, discovery: Some(loopback), live: false })
    };
    let (a, b) = (open(first)?, open(second)?);
    let by_discovery = wait(LOOK, || is_found(&a)).is_some();
    if !by_discovery {
        a.dial(b.address());
        wait(PATIENCE, || is_found(&a)).ok_or_else(apart)?;
    }
    a.synchronize(&second.device().id()).map_err(|error| Failure::of(error.kind(), &error))?;
    let outcome = wait(PATIENCE, || {
        agree(&a);
        agree(&b);
        match a.next_event(TICK)? {
            LanEvent::Complete(outcome) => Some(Ok(outcome)),
            LanEvent::Failed(_, error) => Some(Err(Failure::of(error.kind(), &*error))),
            _ => None,
        }
    });
    let outcome = outcome.ok_or_else(apart)??;
    // The second may still be recording what the first has proven.
    let is_complete = |event| matches!(event, LanEvent::Complete(_)).then_some(());
    wait(PATIENCE, || b.next_event(TICK).and_then(is_complete)).ok_or_else(apart)?;
    a.leave();
    b.leave();
    Ok(Met { outcome, by_discovery })
}

fn is_found(lan: &Lan) -> Option<()> {
    lan.next_event(TICK);
    (!lan.peers().is_empty()).then_some(())
}

/// A person would compare the words first.
fn agree(lan: &Lan) {
    for peer in lan.peers() {
        if matches!(peer.state, PeerState::Asking { .. }) {
            // Who is gone meanwhile shows in what follows.
            let _ = lan.answer(&peer.key.device, true);
        }
    }
}

fn wait<T>(patience: Duration, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
    let until = Instant::now() + patience;
    while Instant::now() < until {
        if let Some(value) = ready() {
            return Some(value);
        }
    }
    None
}

fn apart() -> Failure {
    Failure::new(ErrorKind::NobodyFound, fl!("demo-apart"))
}
