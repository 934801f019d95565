//! `fieldmesh sync`: synchronize with devices on the same network.

mod lines;
mod plan;
mod screen;

use std::io::IsTerminal;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fieldmesh::{DEFAULT_PORT, ErrorKind, Interfaces, Lan, LanEvent, LanOptions, Project};

use crate::cli::SyncArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use lines::Lines;
use plan::{Plan, Step};
use screen::{Key, Screen};

/// How long the list waits for something to happen before it looks at keys and clock.
const TICK: Duration = Duration::from_millis(50);

/// Set by Ctrl-C and by the system when it wants the program to end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Where what happens is told.
enum Face<'a> {
    Screen(Screen<'a>),
    Lines(Lines<'a>),
}

/// Runs until the plan is done, its time is over, or a person leaves.
pub(crate) fn run(context: &Context, args: SyncArgs) -> Result<(), Failure> {
    let project = context.project()?;
    let (addresses, devices) = targets(&args.with)?;
    let options = LanOptions {
        listen: args.listen,
        discovery: match args.interface.as_slice() {
            _ if args.no_discovery => None,
            [] => Some(Interfaces::Usual),
            names => Some(Interfaces::Named(names.to_vec())),
        },
        live: !args.once,
    };
    let watched = is_interactive(context);
    let mut plan = Plan::new(context.language, &args, addresses.clone(), devices, watched);
    let lan = project.open_lan(options)?;
    for address in addresses {
        lan.dial(address);
    }
    if let Err(error) = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed)) {
        tracing::warn!(%error, "Ctrl-C ends the program at once");
    }
    let mut face = Face::new(context, &project, &lan, watched)?;
    let result = follow(&lan, &mut plan, &mut face, args.timeout);
    // Others learn at once that this device is gone, not after half a minute.
    lan.leave();
    drop(face);
    result.and_then(|()| plan.result())
}

fn follow(lan: &Lan, plan: &mut Plan, face: &mut Face<'_>, timeout: Option<u32>) -> Result<(), Failure> {
    let begun = Instant::now();
    let until = timeout.map(|seconds| begun + Duration::from_secs(seconds.into()));
    while !plan.is_done(Instant::now()) && until.is_none_or(|until| Instant::now() < until) {
        if INTERRUPTED.load(Ordering::Relaxed) {
            plan.interrupt();
            break;
        }
        if let Some(event) = lan.next_event(TICK) {
            plan.heard(&event, Instant::now());
            face.tell(&event, lan)?;
            let steps: Vec<_> = lan.peers().iter().flat_map(|peer| plan.steps(peer)).collect();
            for step in steps {
                take(lan, step);
            }
        }
        match face.key(lan, begun.elapsed())? {
            Some(Key::Leave) => break,
            Some(Key::Step(step)) => take(lan, step),
            Some(Key::All) => lan.peers().iter().filter_map(plan::begin).for_each(|step| take(lan, step)),
            None => {}
        }
    }
    Ok(())
}

/// Does a step. A device that has gone meanwhile is no reason to end: the list says so.
fn take(lan: &Lan, step: Step) {
    let result = match step {
        Step::Synchronize(device) => lan.synchronize(&device),
        Step::Answer(device, yes) => lan.answer(&device, yes),
        Step::Stop(device) => lan.stop(&device),
        Step::UseTheirs(device) => lan.use_theirs(&device).map(drop),
        Step::GiveMine(device) => lan.give_ours(&device),
    };
    if let Err(error) = result {
        tracing::warn!(%error, "a device was not there any more");
    }
}

/// Tells addresses from devices, and finds the addresses of host names.
fn targets(given: &[String]) -> Result<(Vec<SocketAddr>, Vec<String>), Failure> {
    let (mut addresses, mut devices) = (Vec::new(), Vec::new());
    for text in given {
        let alone = text.parse::<std::net::IpAddr>();
        let address = alone.map_or_else(|_| text.clone(), |ip| SocketAddr::new(ip, DEFAULT_PORT).to_string());
        let is_address = address.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        if !is_address {
            devices.push(text.clone());
            continue;
        }
        let mut found: Vec<_> = address.to_socket_addrs().map_err(|_| unreadable(text))?.collect();
        // Devices listen on IPv4 unless they were told otherwise.
        found.sort_by_key(|address| !address.is_ipv4());
        addresses.push(*found.first().ok_or_else(|| unreadable(text))?);
    }
    Ok((addresses, devices))
}

fn unreadable(text: &str) -> Failure {
    Failure::new(ErrorKind::Unreachable, fl!("sync-no-host", host = text))
}

/// Whether a person sees the list and can press keys.
fn is_interactive(context: &Context) -> bool {
    context.output.is_watched() && std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

impl<'a> Face<'a> {
    fn new(context: &'a Context, project: &'a Project, lan: &Lan, watched: bool) -> Result<Self, Failure> {
        if watched {
            return Ok(Self::Screen(Screen::open(context, project, lan)?));
        }
        let lines = Lines::new(context, project);
        lines.listening(lan)?;
        Ok(Self::Lines(lines))
    }

    fn tell(&mut self, event: &LanEvent, lan: &Lan) -> Result<(), Failure> {
        match self {
            Self::Screen(screen) => screen.tell(event, lan),
            Self::Lines(lines) => lines.tell(event),
        }
    }

    fn key(&mut self, lan: &Lan, elapsed: Duration) -> Result<Option<Key>, Failure> {
        match self {
            Self::Screen(screen) => screen.key(lan, elapsed),
            Self::Lines(lines) => lines.wait(lan, elapsed).map(|()| None),
        }
    }
}
