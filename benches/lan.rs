//! How long two devices take on a local network: two processes of the program on this computer, over loopback.
//!
//! `cargo build --release && cargo run --example measure_lan -- target/release/fieldmesh [OBSERVATIONS] [RUNS]`
//!
//! Each run: one device has everything and the other nothing; both closed, 100 more on each, both opened again; then
//! single observations while both stay linked, added by a third process. A run through a relay that counts bytes
//! comes first and is not timed. Measures on Linux only, where `/proc` tells memory and processor time.
//!
//! With `attachments COUNT MIB` in the place of the numbers: so many files of so many MiB instead.

use std::error::Error;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use fieldmesh::{Device, Project};
use serde_json::Value;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How long a session may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Single observations of each run.
const SINGLES: u64 = 12;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let program = PathBuf::from(args.next().ok_or("the program to measure is missing")?);
    let rest: Vec<_> = args.collect();
    let number = |at: usize, usual: u64| rest.get(at).map_or(Ok(usual), |text| text.parse::<u64>());
    let mut figures = Figures::default();
    if rest.first().is_some_and(|word| word == "attachments") {
        attachments(&program, number(1, 20)?, number(2, 50)?, &mut figures)?;
    } else {
        let (observations, runs) = (number(0, 10_000)?, number(1, 5)?);
        run(&program, observations, 0, true, &mut figures)?;
        for nth in 1..=runs {
            run(&program, observations, nth, false, &mut figures)?;
        }
    }
    figures.print()
}

fn run(program: &Path, observations: u64, nth: u64, counted: bool, figures: &mut Figures) -> Result<()> {
    let here = tempfile::tempdir()?;
    let pair = Pair::new(program, here.path())?;
    pair.ana.call(&["generate", &observations.to_string(), "--seed", &nth.to_string()])?;

    let first = pair.open(counted)?;
    let (linked, complete) = first.complete()?;
    let listed = pair.marco.call(&["observation", "list", "--limit", "100", "--json"])?;
    let until_listed = first.begun.elapsed();
    let rows = serde_json::from_slice::<Value>(&listed)?.as_array().map_or(0, Vec::len);
    if u64::try_from(rows)? != observations.min(100) {
        return Err(format!("{rows} observations are listed").into());
    }
    let (processor, [ana_peak, marco_peak]) = (first.processor_time()?, first.peak_memory()?);
    if counted {
        figures.note("all to an empty device, bytes on the wire", first.wire() as f64);
    } else {
        figures.note("all to an empty device: start to linked, ms", millis(linked));
        figures.note("all to an empty device: start to complete, ms", millis(complete));
        figures.note("all to an empty device: start to listed, ms", millis(until_listed));
        figures.note("all to an empty device: processor time of both together, ms", millis(processor));
        figures.note("peak memory of the sender, MiB", ana_peak);
        figures.note("peak memory of the receiver, MiB", marco_peak);
    }
    drop(first);

    pair.ana.call(&["generate", "100", "--seed", &(1_000 + nth).to_string()])?;
    pair.marco.call(&["generate", "100", "--seed", &(2_000 + nth).to_string()])?;
    let second = pair.open(counted)?;
    let (linked, complete) = second.complete()?;
    if counted {
        figures.note("100 more on each, bytes on the wire", second.wire() as f64);
    } else {
        figures.note("100 more on each: start to linked, ms", millis(linked));
        figures.note("100 more on each: start to complete on both, ms", millis(complete));
    }

    let (here, there) = (pair.ana.project()?, pair.marco.project()?);
    equal(&here, &there, observations + 200)?;
    thread::sleep(Duration::from_secs(1));
    let (cpu, idle) = (second.processor_time()?, Instant::now());
    thread::sleep(Duration::from_secs(3));
    if !counted {
        let spent = millis(second.processor_time()? - cpu) / 2.0;
        figures.note("linked and idle, % of a core each", spent / millis(idle.elapsed()) * 100.0);
    }
    let before = second.wire();
    for single in 0..SINGLES {
        // Not in step with whatever looks at the database at fixed times.
        thread::sleep(Duration::from_millis(400 + single * 37));
        let begun = Instant::now();
        pair.ana.call(&["observation", "add", "--lat", "-1.48", "--lon", "-77.26", "--notes", "live"])?;
        let added = Instant::now();
        while there.totals()?.live < observations + 201 + single {
            if added.elapsed() > PATIENCE {
                return Err("an observation did not arrive".into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        if !counted {
            figures.note("one on a live link: recorded to visible, ms", millis(added.elapsed()));
            figures.note("one on a live link: with the recording, ms", millis(begun.elapsed()));
        }
    }
    thread::sleep(Duration::from_secs(1));
    equal(&here, &there, observations + 200 + SINGLES)?;
    if counted {
        figures.note("one on a live link, bytes on the wire", (second.wire() - before) as f64 / SINGLES as f64);
    }
    Ok(())
}

fn attachments(program: &Path, count: u64, mebibytes: u64, figures: &mut Figures) -> Result<()> {
    let here = tempfile::tempdir()?;
    let pair = Pair::new(program, here.path())?;
    let file = here.path().join("recording.bin");
    for _ in 0..count {
        let mut noise = fs_err::File::open("/dev/urandom")?.take(mebibytes << 20);
        std::io::copy(&mut noise, &mut fs_err::File::create(&file)?)?;
        let file = file.to_str().ok_or("a path without a text")?;
        pair.ana.call(&["observation", "add", "--lat", "-1.48", "--lon", "-77.26", "--photo", file])?;
    }
    let open = pair.open(false)?;
    let (linked, complete) = open.complete()?;
    let (processor, [ana_peak, marco_peak]) = (open.processor_time()?, open.peak_memory()?);
    let size = (count * mebibytes) as f64;
    figures.note("attachments: start to complete, ms", millis(complete));
    figures.note("attachments: MiB a second", size / (complete - linked).as_secs_f64());
    figures.note("attachments: MiB for a second of one core, both sides together", size / processor.as_secs_f64());
    figures.note("peak memory of the sender, MiB", ana_peak);
    figures.note("peak memory of the receiver, MiB", marco_peak);
    let (here, there) = (pair.ana.project()?, pair.marco.project()?);
    if there.totals()?.attachments_present != count || here.media_digest()? != there.media_digest()? {
        return Err("not everything arrived".into());
    }
    equal(&here, &there, count)
}

/// Both hold so many observations, and the same.
fn equal(here: &Project, there: &Project, observations: u64) -> Result<()> {
    let (live, digests) = ([here.totals()?.live, there.totals()?.live], [here.digest()?, there.digest()?]);
    if live != [observations; 2] || digests[0] != digests[1] {
        return Err(format!("{live:?} observations instead of {observations}, or not the same ones").into());
    }
    Ok(())
}

/// One device.
struct Place {
    program: PathBuf,
    directory: PathBuf,
}

/// Two devices of one project.
struct Pair {
    ana: Place,
    marco: Place,
}

impl Pair {
    fn new(program: &Path, here: &Path) -> Result<Self> {
        let place = |name| Place { program: program.to_owned(), directory: here.join(name) };
        let pair = Self { ana: place("ana"), marco: place("marco") };
        let invite = here.join("team.invite");
        let invite = invite.to_str().ok_or("a path without a text")?;
        pair.ana.call(&["project", "create", "Measured"])?;
        pair.ana.call(&["project", "invite", invite])?;
        pair.marco.call(&["project", "join", invite])?;
        Ok(pair)
    }

    /// Opens both to the network: Ana listens, Marco calls and synchronizes. The clock starts before Marco's
    /// process does.
    fn open(&self, counted: bool) -> Result<Open> {
        let ana = Running::start(&self.ana, &[])?;
        let (_, listening) = ana.until("listening")?;
        let address: SocketAddr = listening.get("address").and_then(Value::as_str).ok_or("no address")?.parse()?;
        let wire = Arc::new(AtomicU64::new(0));
        let address = if counted { relay(address, &wire)? } else { address };
        let begun = Instant::now();
        let marco = Running::start(&self.marco, &["--with", &address.to_string()])?;
        Ok(Open { ana, marco, begun, wire })
    }
}

impl Place {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.env("FIELDMESH_DATA_DIR", &self.directory);
        command
    }

    fn call(&self, args: &[&str]) -> Result<Vec<u8>> {
        let output = self.command().args(args).output()?;
        if !output.status.success() {
            let words = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(format!("{args:?}: {}: {words}", output.status).into());
        }
        Ok(output.stdout)
    }

    fn project(&self) -> Result<Project> {
        Ok(Device::open(&self.directory)?.project(None)?)
    }
}

/// Both devices while they are open to the network.
struct Open {
    ana: Running,
    marco: Running,
    begun: Instant,
    wire: Arc<AtomicU64>,
}

impl Open {
    /// How long it took until both were linked, and until both said that they hold the same.
    fn complete(&self) -> Result<(Duration, Duration)> {
        let (linked, _) = self.marco.until("peer")?;
        let (marco, _) = self.marco.until("complete")?;
        let (ana, _) = self.ana.until("complete")?;
        Ok((linked - self.begun, ana.max(marco) - self.begun))
    }

    fn wire(&self) -> u64 {
        self.wire.load(Ordering::Relaxed)
    }

    fn peak_memory(&self) -> Result<[f64; 2]> {
        Ok([self.ana.peak_memory()?, self.marco.peak_memory()?])
    }

    fn processor_time(&self) -> Result<Duration> {
        Ok(self.ana.processor_time()? + self.marco.processor_time()?)
    }
}

/// `fieldmesh sync`, running. Ends with this.
struct Running {
    child: Child,
    lines: Receiver<(Instant, Value)>,
}

impl Running {
    fn start(place: &Place, more: &[&str]) -> Result<Self> {
        let mut child = place
            .command()
            .args(["sync", "--no-discovery", "--listen", "127.0.0.1:0", "--yes", "--json"])
            .args(more)
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(|line| line.ok()) {
                let at = Instant::now();
                if serde_json::from_str(&line).is_ok_and(|line| sender.send((at, line)).is_err()) {
                    return;
                }
            }
        });
        Ok(Self { child, lines })
    }

    /// The next event of a kind, and when it was told.
    fn until(&self, event: &str) -> Result<(Instant, Value)> {
        loop {
            let (at, line) = self.lines.recv_timeout(PATIENCE)?;
            match line.get("event").and_then(Value::as_str) {
                Some(name) if name == event => return Ok((at, line)),
                Some("broken" | "failed") => return Err(line.to_string().into()),
                _ => {}
            }
        }
    }

    fn peak_memory(&self) -> Result<f64> {
        let status = fs_err::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak memory")?;
        let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes / 1024.0)
    }

    /// Of every thread that lives.
    fn processor_time(&self) -> Result<Duration> {
        let stat = fs_err::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let fields = stat.rsplit_once(") ").ok_or("no processor time")?.1;
        let ticks =
            fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<std::result::Result<u64, _>>()?;
        Ok(Duration::from_millis(ticks * 10))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes everything on to an address, and counts it.
fn relay(to: SocketAddr, bytes: &Arc<AtomicU64>) -> Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let bytes = Arc::clone(bytes);
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            let Ok(far) = TcpStream::connect(to) else { return };
            let Ok((near_again, far_again)) = near.try_clone().and_then(|near| Ok((near, far.try_clone()?))) else {
                return;
            };
            for (from, to) in [(near, far), (far_again, near_again)] {
                let bytes = Arc::clone(&bytes);
                thread::spawn(move || pass_on(from, to, &bytes));
            }
        }
    });
    Ok(address)
}

fn pass_on(mut from: TcpStream, mut to: TcpStream, bytes: &AtomicU64) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer)
        && let Some(read) = buffer.get(..length)
        && to.write_all(read).is_ok()
    {
        bytes.fetch_add(u64::try_from(length).unwrap_or_default(), Ordering::Relaxed);
    }
    let _ = to.shutdown(Shutdown::Write);
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// What was measured, in the order in which it first was.
#[derive(Default)]
struct Figures(Vec<(&'static str, Vec<f64>)>);

impl Figures {
    fn note(&mut self, what: &'static str, figure: f64) {
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, figures)) => figures.push(figure),
            None => self.0.push((what, vec![figure])),
        }
    }

    /// As a table.
    fn print(self) -> Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "| | median | least | most | of |\n|---|---|---|---|---|")?;
        for (what, mut figures) in self.0 {
            figures.sort_by(f64::total_cmp);
            let at = |at: usize| figures.get(at).copied().unwrap_or_default();
            let last = figures.len() - 1;
            writeln!(out, "| {what} | {:.1} | {:.1} | {:.1} | {} |", at(last / 2), at(0), at(last), figures.len())?;
        }
        Ok(())
    }
}
