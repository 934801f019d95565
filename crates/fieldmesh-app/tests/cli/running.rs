//! `fieldmesh sync` while it runs: what it says line by line, and how it ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::team::Team;

/// Longer than anything takes that a test waits for.
const DEADLINE: Duration = Duration::from_secs(60);

/// Ends with the test, if not before.
pub(crate) struct Running {
    child: Child,
    lines: Receiver<Value>,
    /// Every line that was read, with the moment.
    heard: Vec<(Instant, Value)>,
    errors: std::path::PathBuf,
}

/// How it ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    /// Every line that it said.
    pub(crate) said: Vec<Value>,
}

impl Running {
    /// Starts it as its arguments say, and waits until it listens.
    pub(crate) fn start(team: &Team, device: &str, args: &[&str]) -> Self {
        let mut command = team.command(device, &[&["sync", "--json"], args].concat());
        let errors = team.path(&format!("{device}.err"));
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(fs_err::File::create(&errors).unwrap().into_file())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (told, lines) = channel();
        thread::spawn(move || {
            // A line that a kill tore is none.
            out.lines()
                .map_while(Result::ok)
                .flat_map(|line| serde_json::from_str(&line))
                .try_for_each(|line| told.send(line))
        });
        let mut running = Self { child, lines, heard: Vec::new(), errors };
        running.until("it listens", |line| line["event"] == "listening" || line["event"] == "failed");
        running
    }

    /// Waits on loopback for calls, and takes everybody for whom they say to be.
    pub(crate) fn listening(team: &Team, device: &str) -> Self {
        Self::local(team, device, &["--yes"])
    }

    /// The same at a certain address, of one that was there before perhaps.
    pub(crate) fn listening_at(team: &Team, device: &str, address: &str) -> Self {
        Self::start(team, device, &["--listen", address, "--no-discovery", "--yes"])
    }

    /// On loopback, with typed addresses alone.
    pub(crate) fn local(team: &Team, device: &str, args: &[&str]) -> Self {
        Self::start(team, device, &[&["--listen", "127.0.0.1:0", "--no-discovery"], args].concat())
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        self.heard[0].1["address"].as_str().unwrap_or_else(|| panic!("{}", self.told())).to_owned()
    }

    /// Waits for a line, of those that were not waited for yet.
    pub(crate) fn until(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.within(DEADLINE, what, wanted)
    }

    pub(crate) fn within(&mut self, time: Duration, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + time;
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.heard.push((Instant::now(), line.clone()));
                    if wanted(&line) {
                        return line;
                    }
                }
                Err(error) => panic!("not within {time:?}: {what} ({error})\n{}", self.told()),
            }
        }
    }

    /// Waits for the end of a synchronization that went well.
    pub(crate) fn complete(&mut self) -> Value {
        self.until("a synchronization is complete", |line| line["event"] == "complete")
    }

    /// Waits until the row of a device has this state.
    pub(crate) fn state(&mut self, name: &str, state: &str) -> Value {
        let wanted = |line: &Value| line["name"] == name && line["state"] == state;
        self.until(&format!("{name} is {state}"), wanted)
    }

    /// Sends a signal, as in `INT`.
    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &pid]).status().unwrap().success());
    }

    /// Kills it, as a power cut does.
    pub(crate) fn kill(mut self) -> Ended {
        self.child.kill().unwrap();
        self.end()
    }

    /// Waits for its end.
    pub(crate) fn end(mut self) -> Ended {
        let end = Instant::now() + DEADLINE;
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => self.heard.push((Instant::now(), line)),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => panic!("it does not end\n{}", self.told()),
            }
        }
        let code = self.child.wait().unwrap().code();
        let told = self.told();
        assert!(!told.contains("panicked at"), "{told}");
        Ended { code, said: std::mem::take(&mut self.heard).into_iter().map(|(_, line)| line).collect() }
    }

    /// What was said, for whoever reads why a test failed.
    fn told(&self) -> String {
        let lines = self.heard.iter().map(|(at, line)| format!("-{:?} {line}", at.elapsed()));
        let errors = fs_err::read_to_string(&self.errors).unwrap_or_default();
        format!("{}\n{errors}", lines.collect::<Vec<_>>().join("\n"))
    }
}

impl Ended {
    /// The last line of this event.
    pub(crate) fn last(&self, event: &str) -> &Value {
        let found = self.said.iter().rev().find(|line| line["event"] == event);
        found.unwrap_or_else(|| panic!("no {event} in {:#?}", self.said))
    }

    /// The kind that it failed with, and its exit code.
    pub(crate) fn failure(&self) -> (&str, Option<i32>) {
        (self.last("failed")["kind"].as_str().unwrap(), self.code)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
