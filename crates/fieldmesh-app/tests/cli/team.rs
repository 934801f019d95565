//! Devices in one temporary folder, and calls of the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use fieldmesh_testkit::Network;
use serde_json::Value;
use tempfile::TempDir;

/// Several devices, each a folder, and the files between them.
pub(crate) struct Team {
    dir: TempDir,
}

/// What a call printed, and how it ended.
pub(crate) struct Called {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Team {
    pub(crate) fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// As [`Self::new`], in a network of its own where that can be had: multicast DNS joins its group on every
    /// interface there is, whichever it is to use.
    pub(crate) fn apart() -> Self {
        let _ = Network::new().and_then(|network| network.enter());
        Self::new()
    }

    /// Ana starts the project and Marco joins it.
    pub(crate) fn of_two() -> Self {
        let team = Self::new();
        team.json("ana", &["project", "create", "Río Napo"]);
        team.json("ana", &["device", "rename", "Ana's laptop"]);
        team.json("ana", &["project", "invite", "napo.invite"]);
        team.json("marco", &["project", "join", "napo.invite"]);
        team.json("marco", &["device", "rename", "Marco's laptop"]);
        team
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// The program, with this device and English.
    pub(crate) fn command(&self, device: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fieldmesh"));
        command.current_dir(self.dir.path()).args(args).stdin(Stdio::null());
        command.env("FIELDMESH_DATA_DIR", Path::new(device)).env("FIELDMESH_LANGUAGE", "en");
        // No test opens a window.
        for display in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(display);
        }
        command
    }

    pub(crate) fn call(&self, device: &str, args: &[&str]) -> Called {
        Called::from(self.command(device, args).output().unwrap())
    }

    /// The last JSON value of a call that succeeds.
    pub(crate) fn json(&self, device: &str, args: &[&str]) -> Value {
        let called = self.call(device, &[args, &["--json"]].concat());
        assert_eq!(called.code, 0, "{args:?}\n{}{}", called.out, called.err);
        called.values().pop().unwrap()
    }

    /// The kind and exit code of a call that fails.
    pub(crate) fn failure(&self, device: &str, args: &[&str]) -> (String, i32) {
        let called = self.call(device, &[args, &["--json"]].concat());
        let last = called.values().pop().unwrap_or_default();
        assert_eq!(last["event"], "failed", "{args:?}\n{}{}", called.out, called.err);
        assert!(!last["message"].as_str().unwrap().is_empty());
        assert!(!last["hint"].as_str().unwrap().is_empty());
        (last["kind"].as_str().unwrap().to_owned(), called.code)
    }

    pub(crate) fn digest(&self, device: &str) -> Value {
        self.json(device, &["status"])["records_digest"].take()
    }
}

impl Called {
    /// Every JSON value on standard output, one after the other.
    pub(crate) fn values(&self) -> Vec<Value> {
        serde_json::Deserializer::from_str(&self.out).into_iter().collect::<Result<_, _>>().unwrap_or_else(
            |error| {
                panic!("not JSON: {error}\n{}\n{}", self.out, self.err);
            },
        )
    }
}

impl From<Output> for Called {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let called =
            Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
        for stream in [&called.out, &called.err] {
            assert!(!stream.contains("panicked at") && !stream.contains("RUST_BACKTRACE"), "{stream}");
        }
        called
    }
}
