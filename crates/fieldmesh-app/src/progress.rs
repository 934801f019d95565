//! Long work: a bar for people, JSON lines for programs, and Ctrl-C to stop it with everything kept.

use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use fieldmesh::{AttachmentCount, Canceller, Job, JobEvent, Stage, Unit};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::language;
use crate::output::Output;

/// How often JSON lines tell how far a stage is; its first and last event are always told.
const EVERY: Duration = Duration::from_millis(200);

/// The job that Ctrl-C stops.
static RUNNING: Mutex<Option<Canceller>> = Mutex::new(None);

/// Waits for a job and tells how far it is. Ctrl-C asks it to stop; a second one ends the program, which is safe
/// at any time.
pub(crate) fn follow<T, E>(output: Output, job: Job<T, E>) -> Result<T, Failure>
where
    T: Send + 'static,
    E: Send + 'static,
    Failure: From<E>,
{
    Ok(watch(output, job)??)
}

/// [`follow`], with the error of the job as it is.
pub(crate) fn watch<T, E>(output: Output, job: Job<T, E>) -> Result<Result<T, E>, Failure>
where
    T: Send + 'static,
    E: Send + 'static,
{
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = Some(job.canceller());
    static HANDLER: Once = Once::new();
    HANDLER.call_once(|| {
        let stop = || match RUNNING.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(canceller) => canceller.cancel(),
            None => std::process::exit(6),
        };
        if let Err(error) = ctrlc::set_handler(stop) {
            tracing::warn!(%error, "Ctrl-C ends the program at once");
        }
    });
    let mut teller = Teller::new(output);
    let told = job.events().try_for_each(|event| teller.tell(&Step::from(&event)));
    drop(teller);
    let result = job.wait();
    *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) = None;
    // What became of the job counts more than that its progress could not be told.
    if result.is_ok() {
        told?;
    }
    Ok(result)
}

/// How far something is, for programs and for people.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    /// A stable word for what is being done.
    pub(crate) word: &'static str,
    /// The same in a few words of the user's language.
    pub(crate) sentence: String,
    pub(crate) done: u64,
    pub(crate) total: u64,
    pub(crate) unit: Unit,
    pub(crate) attachments: Option<AttachmentCount>,
}

impl Step {
    /// As a line of JSON.
    pub(crate) fn line(&self) -> Value {
        let attachments = self.attachments.map(|count| json!({ "done": count.done, "total": count.total }));
        json!({
            "event": "progress", "stage": self.word, "done": self.done, "total": self.total,
            "unit": unit_word(self.unit), "attachments": attachments,
        })
    }
}

impl From<&JobEvent> for Step {
    fn from(event: &JobEvent) -> Self {
        let language = language::chosen();
        let sentence = match event.attachments {
            // The bar counts bytes.
            Some(_) => fieldmesh_sentences::progress(language, event),
            None => fieldmesh_sentences::stage(language, event.stage),
        };
        let JobEvent { done, total, unit, attachments, .. } = *event;
        Self { word: stage_word(event.stage), sentence, done, total, unit, attachments }
    }
}

/// The stable word of a stage.
const fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::ReceivingRecords => "receiving-records",
        Stage::SendingRecords => "sending-records",
        Stage::ReceivingAttachments => "receiving-attachments",
        Stage::SendingAttachments => "sending-attachments",
        Stage::Verifying => "verifying",
        Stage::Importing => "importing",
        Stage::Rebuilding => "rebuilding",
        _ => "working",
    }
}

/// Tells how far work is: a bar on a terminal, lines of JSON to programs, otherwise nothing.
#[derive(Debug)]
pub(crate) struct Teller {
    output: Output,
    last: Option<(&'static str, Instant)>,
    bar: Option<ProgressBar>,
}

impl Teller {
    /// Has told nothing yet.
    pub(crate) const fn new(output: Output) -> Self {
        Self { output, last: None, bar: None }
    }

    /// Tells how far a step is.
    pub(crate) fn tell(&mut self, step: &Step) -> Result<(), Failure> {
        let begins = self.last.is_none_or(|(last, _)| last != step.word);
        if self.output.is_json() {
            let recent = self.last.is_some_and(|(_, at)| at.elapsed() < EVERY);
            if begins || !recent || step.done >= step.total {
                self.last = Some((step.word, Instant::now()));
                self.output.line(&step.line())?;
            }
        } else if self.output.is_watched() {
            if begins {
                self.clear();
                let bar = ProgressBar::new(step.total);
                bar.set_style(style(step.unit));
                self.bar = Some(bar);
                self.last = Some((step.word, Instant::now()));
            }
            if let Some(bar) = &self.bar {
                bar.set_message(step.sentence.clone());
                bar.set_position(step.done);
            }
        }
        Ok(())
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The stable word of a unit.
const fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Observations => "observations",
        Unit::Shards => "shards",
        Unit::Attachments => "attachments",
        Unit::Bytes => "bytes",
    }
}

fn style(unit: Unit) -> ProgressStyle {
    let template = match unit {
        Unit::Bytes => "{msg:<28} {bar:30} {decimal_bytes} / {decimal_total_bytes}",
        // A shard holds many observations: its number would be taken for theirs.
        Unit::Shards => "{msg:<28} {bar:30} {percent} %",
        Unit::Observations | Unit::Attachments => "{msg:<28} {bar:30} {human_pos} / {human_len}",
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
