//! Long work: events while it runs, cancel at any time, the result at the end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use fieldmesh_sync::{AttachmentCount, Direction, Progress, Stage as Part};

/// What is being counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unit {
    /// Observations.
    Observations,
    /// Shards.
    Shards,
    /// Attachments.
    Attachments,
    /// Bytes.
    Bytes,
}

/// What a job is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Stage {
    /// Taking observations from the other side.
    ReceivingRecords,
    /// Giving observations to the other side.
    SendingRecords,
    /// Taking photos and other attachments.
    ReceivingAttachments,
    /// Giving photos and other attachments.
    SendingAttachments,
    /// Reading back what was written.
    Verifying,
    /// Reading a file.
    Importing,
    /// Building the tables of this device anew.
    Rebuilding,
}

/// How far a job has come. Within a stage `done` never falls and `total` never changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct JobEvent {
    /// What it is doing.
    pub stage: Stage,
    /// How much of it is done.
    pub done: u64,
    /// How much there is in all.
    pub total: u64,
    /// Of what.
    pub unit: Unit,
    /// The same in whole attachments, where photos and other attachments move.
    pub attachments: Option<AttachmentCount>,
}

impl JobEvent {
    /// Of stages, in the order in which they began, the one that tells most: the first that has not ended.
    pub fn current(stages: &[Self]) -> Option<&Self> {
        stages.iter().find(|stage| stage.done < stage.total).or_else(|| stages.last())
    }
}

/// The progress of a session is that of any long work.
impl From<Progress> for JobEvent {
    fn from(progress: Progress) -> Self {
        let (stage, unit) = match (progress.stage, progress.direction) {
            (Part::Records, Direction::Receiving) => (Stage::ReceivingRecords, Unit::Shards),
            (Part::Records, Direction::Sending) => (Stage::SendingRecords, Unit::Shards),
            (Part::Attachments, Direction::Receiving) => (Stage::ReceivingAttachments, Unit::Bytes),
            (Part::Attachments, Direction::Sending) => (Stage::SendingAttachments, Unit::Bytes),
        };
        Self { stage, unit, done: progress.done, total: progress.total, attachments: progress.attachments }
    }
}

/// Long work on a thread of its own. Dropping it cancels; [`Self::wait`] gives the result.
#[derive(Debug)]
pub struct Job<T, E> {
    events: Receiver<JobEvent>,
    canceller: Canceller,
    thread: Option<JoinHandle<Result<T, E>>>,
}

/// Stops a job from anywhere. What is durable by then stays.
#[derive(Clone, Debug, Default)]
pub struct Canceller(Arc<AtomicBool>);

impl Canceller {
    /// Asks the job to stop at the next safe point.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The job's own side: where it tells how far it is, and learns that it should stop.
#[derive(Clone, Debug)]
pub(crate) struct Reporter {
    events: Sender<JobEvent>,
    canceller: Canceller,
}

impl Reporter {
    pub(crate) fn report(&self, stage: Stage, unit: Unit, done: u64, total: u64) {
        self.tell(JobEvent { stage, done, total, unit, attachments: None });
    }

    pub(crate) fn tell(&self, event: JobEvent) {
        // Nobody listening is no reason to stop.
        let _ = self.events.send(event);
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.canceller.is_cancelled()
    }
}

impl<T: Send + 'static, E: Send + 'static> Job<T, E> {
    pub(crate) fn spawn(work: impl FnOnce(&Reporter) -> Result<T, E> + Send + 'static) -> Self {
        let (sender, events) = channel();
        let canceller = Canceller::default();
        let reporter = Reporter { events: sender, canceller: canceller.clone() };
        let thread = std::thread::spawn(move || work(&reporter));
        Self { events, canceller, thread: Some(thread) }
    }

    /// The events as they come; ends when the work does.
    pub fn events(&self) -> impl Iterator<Item = JobEvent> {
        self.events.iter()
    }

    /// Asks the work to stop at the next safe point.
    pub fn cancel(&self) {
        self.canceller.cancel();
    }

    /// Something that can stop the work from another thread.
    pub fn canceller(&self) -> Canceller {
        self.canceller.clone()
    }

    /// Waits for the result.
    ///
    /// # Errors
    /// Those of the work.
    ///
    /// # Panics
    /// If the work did, with its panic.
    pub fn wait(mut self) -> Result<T, E> {
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => unreachable!("a job has its thread until it is waited for, and that takes the job"),
        }
    }
}

impl<T, E> Drop for Job<T, E> {
    fn drop(&mut self) {
        self.canceller.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_tells_how_far_it_is_and_then_gives_its_result() {
        let job: Job<u8, ()> = Job::spawn(|reporter| {
            for done in 1..=3 {
                reporter.report(Stage::Verifying, Unit::Shards, done, 3);
            }
            Ok(7)
        });
        assert_eq!(job.events().map(|event| event.done).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(job.wait(), Ok(7));
    }

    #[test]
    fn the_stage_that_runs_is_the_first_that_has_not_ended() {
        let stage = |stage, done| JobEvent { stage, done, total: 3, unit: Unit::Shards, attachments: None };
        let (first, second) = (Stage::ReceivingRecords, Stage::SendingRecords);
        let of = |first_done, second_done| {
            JobEvent::current(&[stage(first, first_done), stage(second, second_done)]).map(|event| event.stage)
        };
        assert_eq!((of(2, 1), of(3, 1), of(3, 3)), (Some(first), Some(second), Some(second)));
        assert_eq!(JobEvent::current(&[]), None);
    }

    #[test]
    fn a_cancelled_job_ends() {
        let job: Job<(), &str> = Job::spawn(|reporter| {
            while !reporter.is_cancelled() {
                std::thread::yield_now();
            }
            Err("cancelled")
        });
        job.cancel();
        assert_eq!(job.wait(), Err("cancelled"));
    }
}
