//! Where blocking work runs: three threads that take tasks in order, one for reading, one for writing and one for
//! pictures, and a thread of its own for everything long. What a task gives is a change of the [`App`], made by [`App::poll`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use fieldmesh::{ErrorKind, Job, JobEvent};

use super::App;
use super::notice::{Doing, Failure};

/// Called from any thread when [`App::poll`] has something to do: it makes the window draw a frame.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

type Change = Box<dyn FnOnce(&mut App) + Send>;
type Task = Box<dyn FnOnce() -> Change + Send>;

/// Which thread a task runs on; each takes its tasks in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lane {
    /// Reads never wait for a commit.
    Read,
    /// What a person did, in the order in which they did it.
    Write,
    /// Pictures are decoded while everything else is read.
    Pictures,
}

/// Where results go.
#[derive(Clone)]
pub(crate) struct Outbox {
    changes: Sender<Change>,
    waker: Waker,
}

/// How far something long is: the newest word on each stage, so that an unread one costs nothing.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    stages: Arc<Mutex<Vec<JobEvent>>>,
    stop: Arc<AtomicBool>,
}

pub(crate) struct Worker {
    outbox: Outbox,
    changes: Receiver<Change>,
    lanes: Option<Lanes>,
    threads: Vec<JoinHandle<()>>,
    long: Vec<(Progress, JoinHandle<()>)>,
}

/// The ways to the threads.
struct Lanes {
    reads: Sender<Task>,
    writes: Sender<Task>,
    pictures: Sender<Task>,
}

impl Outbox {
    pub(crate) fn send(&self, change: impl FnOnce(&mut App) + Send + 'static) {
        // Nobody hears it only after the window is gone.
        let _ = self.changes.send(Box::new(change));
        (self.waker)();
    }

    pub(crate) fn waker(&self) -> &Waker {
        &self.waker
    }
}

impl Progress {
    /// Each stage that has begun, in the order in which they began.
    pub fn stages(&self) -> Vec<JobEvent> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether a person stopped it.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    fn note(&self, event: JobEvent) {
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        match stages.iter_mut().find(|known| known.stage == event.stage) {
            Some(known) => *known = event,
            None => stages.push(event),
        }
    }

    /// Follows a job to its end, on the thread that calls.
    pub(crate) fn follow<T: Send + 'static, E: Send + 'static>(
        &self,
        job: Job<T, E>,
        outbox: &Outbox,
    ) -> Result<T, E> {
        for event in job.events() {
            if self.is_stopped() {
                job.cancel();
            }
            self.note(event);
            (outbox.waker)();
        }
        job.wait()
    }
}

impl Worker {
    pub(crate) fn new(waker: Waker) -> Self {
        let (sender, changes) = channel();
        let outbox = Outbox { changes: sender, waker };
        let (reads, reading) = lane(&outbox);
        let (writes, writing) = lane(&outbox);
        let (pictures, decoding) = lane(&outbox);
        let lanes = Some(Lanes { reads, writes, pictures });
        Self { outbox, changes, lanes, threads: vec![reading, writing, decoding], long: Vec::new() }
    }

    pub(crate) const fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Runs `work` after everything given to this lane before, then `done` with what it gave.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        on: Lane,
        work: impl FnOnce() -> T + Send + 'static,
        done: impl FnOnce(&mut App, T) + Send + 'static,
    ) {
        let task: Task = Box::new(move || {
            let result = work();
            Box::new(move |app| done(app, result))
        });
        if let Some(Lanes { reads, writes, pictures }) = &self.lanes {
            let lane = match on {
                Lane::Read => reads,
                Lane::Write => writes,
                Lane::Pictures => pictures,
            };
            // The thread ends only with this worker.
            let _ = lane.send(task);
        }
    }

    /// Runs `work` on a thread of its own. It looks at the progress it is given to know whether it was stopped.
    pub(crate) fn run_long<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Progress, &Outbox) -> T + Send + 'static,
        done: impl FnOnce(&mut App, T) + Send + 'static,
    ) -> Progress {
        self.long.retain(|(_, thread)| !thread.is_finished());
        let progress = Progress::default();
        let (own, outbox) = (progress.clone(), self.outbox.clone());
        let thread = std::thread::spawn(move || {
            let task: Task = {
                let outbox = outbox.clone();
                Box::new(move || {
                    let result = work(&own, &outbox);
                    Box::new(move |app| done(app, result))
                })
            };
            outbox.send(contained(task));
        });
        self.long.push((progress.clone(), thread));
        progress
    }

    /// The next change that waits.
    pub(crate) fn next(&self) -> Option<Change> {
        self.changes.try_recv().ok()
    }
}

/// Ends what is long, and waits for what was already asked to be written.
impl Drop for Worker {
    fn drop(&mut self) {
        self.lanes = None;
        for (progress, _) in &self.long {
            progress.stop();
        }
        for thread in self.threads.drain(..).chain(self.long.drain(..).map(|(_, thread)| thread)) {
            let _ = thread.join();
        }
    }
}

impl std::fmt::Debug for Worker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Worker").field("long", &self.long.len()).finish_non_exhaustive()
    }
}

fn lane(outbox: &Outbox) -> (Sender<Task>, JoinHandle<()>) {
    let (sender, tasks) = channel::<Task>();
    let outbox = outbox.clone();
    let thread = std::thread::spawn(move || {
        for task in tasks {
            outbox.send(contained(task));
        }
    });
    (sender, thread)
}

/// Runs a task; a panic in it is told as a fault of the program and leaves the thread alive.
fn contained(task: Task) -> Change {
    catch_unwind(AssertUnwindSafe(task)).unwrap_or_else(|_| {
        Box::new(|app| app.fail(Failure::new(Doing::Working, ErrorKind::Internal, "a task panicked".to_owned())))
    })
}
