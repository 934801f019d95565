//! `fieldmesh demo --window`: two practice devices, and a window for each.

use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
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
    static STOPPED: AtomicBool = AtomicBool::new(false);
    // Before the first window: whatever ends this program then ends them too, and the folder goes.
    if let Err(error) = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed)) {
        tracing::warn!(%error, "Ctrl-C leaves the windows open");
    }
    let program = std::env::current_exe()?;
    let mut windows = Windows::default();
    for (folder, place) in PLACES {
        let mut command = Command::new(&program);
        command.arg("--data-dir").arg(dir.path().join(folder));
        command.args(["--language", context.language.tag(), "window", "--practice", "--at", place]);
        windows.0.push(command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).spawn()?);
    }
    wait(&mut windows, &STOPPED)
}

/// Ends those that are open when it goes.
#[derive(Default)]
struct Windows(Vec<Child>);

impl Drop for Windows {
    fn drop(&mut self) {
        for window in &mut self.0 {
            // One that has ended cannot be ended again.
            let _ = window.kill();
            let _ = window.wait();
        }
    }
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

/// Until the last is closed, one could not be opened, or this program is to stop.
fn wait(windows: &mut Windows, stopped: &AtomicBool) -> Result<(), Failure> {
    loop {
        if stopped.load(Ordering::Relaxed) {
            return Err(Failure::plain(ErrorKind::Cancelled));
        }
        let mut open = 0;
        for window in &mut windows.0 {
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_stops_the_program_ends_both_windows() {
        // Stands for a window: it stays open until it is ended.
        let open = || Command::new("sleep").arg("600").stdout(Stdio::piped()).spawn().unwrap();
        let mut windows = Windows(vec![open(), open()]);
        let outputs: Vec<_> = windows.0.iter_mut().map(|window| window.stdout.take().unwrap()).collect();
        let stopped = wait(&mut windows, &AtomicBool::new(true)).unwrap_err();
        assert!(matches!(stopped, Failure::Told { kind: ErrorKind::Cancelled, .. }), "{stopped:?}");
        drop(windows);
        // Nobody holds the other end of these any more.
        for mut output in outputs {
            assert_eq!(std::io::copy(&mut output, &mut std::io::sink()).unwrap(), 0);
        }
    }
}
