//! What a connection tells, until it is taken: a bounded list, whatever the other side does.

use std::collections::{BTreeMap, VecDeque};

use fieldmesh_document::Timestamp;
use fieldmesh_sync::{Direction, Progress, Stage};

use super::Event;
use crate::contact::Closing;

/// Milliseconds between two [`Event::Heard`].
const HEARD_EVERY: i64 = 1_000;

/// Milliseconds between two [`Event::Progress`] of one stage and direction, but for the last one.
const PROGRESS_EVERY: i64 = 100;

/// Events after which nothing more is read from the other side until they are taken.
const ENOUGH: usize = 16;

#[derive(Debug, Default)]
pub(super) struct Events {
    queue: VecDeque<Event>,
    progress: BTreeMap<(Stage, Direction), Gauge>,
    heard: Option<Timestamp>,
}

/// One kind of progress.
#[derive(Debug)]
struct Gauge {
    newest: Progress,
    /// When the newest may be told; `None` when it was.
    due: Option<Timestamp>,
    told: Option<Timestamp>,
}

impl Events {
    /// Adds an event. Of progress and states only the newest is kept.
    pub(super) fn push(&mut self, event: Event, now: Timestamp) {
        match event {
            Event::Progress(progress) => {
                let gauge = self.progress.entry((progress.stage, progress.direction)).or_insert(Gauge {
                    newest: progress,
                    due: None,
                    told: None,
                });
                gauge.newest = progress;
                let next = gauge.told.map_or(now, |told| Timestamp(told.0.saturating_add(PROGRESS_EVERY)));
                gauge.due = Some(if progress.done == progress.total { now } else { next });
                return;
            }
            Event::StateChanged(_) => self.queue.retain(|event| !matches!(event, Event::StateChanged(_))),
            Event::Began => self.progress.clear(),
            Event::Finished(_) | Event::Failed(_) => {
                let untold = std::mem::take(&mut self.progress).into_values().filter(|gauge| gauge.due.is_some());
                self.queue.extend(untold.map(|gauge| Event::Progress(gauge.newest)));
            }
            _ => {}
        }
        self.queue.push_back(event);
    }

    /// Notes that something was heard.
    pub(super) fn heard(&mut self, now: Timestamp) {
        if self.heard.is_none_or(|last| now.0.saturating_sub(last.0) >= HEARD_EVERY) {
            self.heard = Some(now);
            self.queue.retain(|event| !matches!(event, Event::Heard));
            self.queue.push_back(Event::Heard);
        }
    }

    /// The next event that is due.
    pub(super) fn pop(&mut self, now: Timestamp) -> Option<Event> {
        self.queue.pop_front().or_else(|| {
            let gauge = self.progress.values_mut().find(|gauge| gauge.due.is_some_and(|due| due <= now))?;
            (gauge.due, gauge.told) = (None, Some(now));
            Some(Event::Progress(gauge.newest))
        })
    }

    /// When [`Self::pop`] has something; `None` while there is nothing.
    pub(super) fn due(&self) -> Option<Timestamp> {
        if self.queue.is_empty() {
            self.progress.values().filter_map(|gauge| gauge.due).min()
        } else {
            Some(Timestamp(i64::MIN))
        }
    }

    /// Everything that was not taken, and the last event.
    pub(super) fn into_rest(self, closing: Closing) -> impl Iterator<Item = Event> {
        self.queue.into_iter().chain([Event::Closed(closing)])
    }

    /// Whether reading on must wait until some were taken.
    pub(super) fn is_full(&self) -> bool {
        self.queue.len() >= ENOUGH
    }
}
