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

#[cfg(test)]
mod tests {
    use fieldmesh_sync::SessionError;

    use super::*;

    const fn progress(done: u64) -> Event {
        Event::Progress(Progress {
            stage: Stage::Records,
            direction: Direction::Sending,
            done,
            total: 100,
            attachments: None,
        })
    }

    /// What is due at a moment, by `done` of progress, and by name.
    fn due(events: &mut Events, now: i64) -> Vec<String> {
        let name = |event| match event {
            Event::Progress(progress) => progress.done.to_string(),
            Event::Heard => "heard".into(),
            Event::Failed(_) => "failed".into(),
            other => format!("{other:?}"),
        };
        std::iter::from_fn(|| events.pop(Timestamp(now))).map(name).collect()
    }

    #[test]
    fn progress_is_told_ten_times_a_second_the_newest_and_the_last() {
        let mut events = Events::default();
        let mut told = Vec::new();
        for millis in 0..=100 {
            events.push(progress(millis), Timestamp(5 * millis as i64));
            told.extend(due(&mut events, 5 * millis as i64));
        }
        assert_eq!(told, ["0", "20", "40", "60", "80", "100"]);
    }

    #[test]
    fn progress_that_waits_is_due_by_itself_and_comes_before_the_end() {
        let mut events = Events::default();
        events.push(progress(1), Timestamp(0));
        assert_eq!(due(&mut events, 0), ["1"]);
        events.push(progress(2), Timestamp(1));
        assert_eq!(events.due(), Some(Timestamp(100)));
        assert_eq!(due(&mut events, 99), [""; 0]);
        assert_eq!(due(&mut events, 100), ["2"]);
        assert_eq!(events.due(), None);
        events.push(progress(3), Timestamp(101));
        events.push(Event::Failed(SessionError::Cancelled), Timestamp(101));
        assert_eq!(due(&mut events, 101), ["3", "failed"]);
    }

    #[test]
    fn however_much_is_heard_one_event_waits() {
        let mut events = Events::default();
        for now in 0..100_000 {
            events.heard(Timestamp(now));
        }
        assert!(!events.is_full());
        assert_eq!(due(&mut events, 100_000), ["heard"]);
        events.heard(Timestamp(100_000));
        events.heard(Timestamp(100_999));
        assert_eq!(due(&mut events, 101_000), ["heard"]);
    }

    #[test]
    fn reading_waits_when_sixteen_events_do() {
        let mut events = Events::default();
        for n in 0..16 {
            assert!(!events.is_full(), "{n}");
            events.push(Event::Invited, Timestamp(0));
        }
        assert!(events.is_full());
        events.pop(Timestamp(0));
        assert!(!events.is_full());
    }
}
