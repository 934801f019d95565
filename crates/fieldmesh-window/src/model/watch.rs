//! What another process records is seen: the project is asked once in a while whether it changed.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use fieldmesh::Project;

use super::App;
use super::worker::Outbox;

/// How often it is asked. The answer is one number from one row.
const EVERY: Duration = Duration::from_secs(1);

/// Asks until it is dropped.
#[derive(Debug)]
pub(super) struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Begins, on a thread of its own.
    pub(super) fn begin(project: Project, opening: u64, outbox: Outbox) -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let mut known = project.revision().ok();
            while stopped.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                // What cannot be asked now is asked again.
                let Ok(revision) = project.revision() else { continue };
                if known.replace(revision) != Some(revision) {
                    outbox.send(move |app| {
                        if app.openings == opening {
                            app.follow(revision);
                        }
                    });
                }
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl App {
    /// Reads again what the screens show, where that is older than this revision of the project.
    pub(super) fn follow(&mut self, revision: u64) {
        if self.open.as_ref().is_some_and(|open| open.observations.revision() < revision) {
            self.reread();
        }
    }
}
