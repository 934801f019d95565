//! `fieldmesh demo --window`: two practice devices, and a window for each.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fieldmesh::{Edit, ErrorKind};

use super::{Demo, ROOF};
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// How often the two are looked after.
const TICK: Duration = Duration::from_millis(200);

/// Where the windows are: side by side on a screen of 1280 × 720.
const PLACES: [(&str, &str); 2] = [("ana", "0,0,800,640"), ("marco", "480,40,800,640")];

/// Opens both windows and waits until both are closed.
pub(crate) fn windows(context: &Context) -> Result<(), Failure> {
    let dir = tempfile::tempdir()?;
    prepare(context, dir.path())?;
    context.output.note(&fl!("demo-windows"));
    let program = std::env::current_exe()?;
    let mut windows = Vec::new();
    for (folder, place) in PLACES {
        let mut command = Command::new(&program);
        command.arg("--data-dir").arg(dir.path().join(folder));
        command.args(["--language", context.language.tag(), "window", "--practice", "--at", place]);
        windows.push(command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).spawn()?);
    }
    let result = wait(&mut windows);
    for window in &mut windows {
        // One that has ended cannot be ended again.
        let _ = window.kill();
        let _ = window.wait();
    }
    result
}

/// Both are members, each has something the other lacks, and one observation has two different notes.
fn prepare(context: &Context, dir: &std::path::Path) -> Result<(), Failure> {
    let demo = Demo::begin(context, dir)?;
    let disputed = demo.record()?;
    demo.ana.create_sync_file(&demo.file)?;
    demo.marco.synchronize_file(&demo.file)?;
    for (project, notes) in [(&demo.ana, ROOF[0]), (&demo.marco, ROOF[1])] {
        project.edit(&disputed, &Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() })?;
    }
    Ok(())
}

/// Until the last is closed, or one could not be opened.
fn wait(windows: &mut [Child]) -> Result<(), Failure> {
    loop {
        let mut open = 0;
        for window in windows.iter_mut() {
            match window.try_wait()? {
                Some(status) if !status.success() => {
                    return Err(Failure::plain(ErrorKind::NoDisplay));
                }
                Some(_) => {}
                None => open += 1,
            }
        }
        if open == 0 {
            return Ok(());
        }
        std::thread::sleep(TICK);
    }
}
