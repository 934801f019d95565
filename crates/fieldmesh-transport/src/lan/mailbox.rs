//! Events on their way from the network's thread to whoever reads them, however slowly.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::peer::{LanEvent, Peer};

/// Ends of sessions that wait for a reader; older ones are dropped, since each row tells its newest.
const ENDINGS: usize = 256;

/// A queue in which a newer word on the same thing takes the place of the older one, so that it stays as short as
/// the list of devices.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    state: Mutex<State>,
    filled: Condvar,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<LanEvent>,
    peers: Vec<Peer>,
    closed: bool,
}

impl Mailbox {
    pub(super) fn put(&self, event: LanEvent) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(older) = state.events.iter().position(|older| replaces(&event, older)) {
            // At the end, not in its place: an ending in between was told of an earlier state.
            state.events.remove(older);
        }
        if is_ending(&event) && state.events.iter().filter(|event| is_ending(event)).count() >= ENDINGS {
            let oldest = state.events.iter().position(is_ending);
            oldest.map(|oldest| state.events.remove(oldest));
        }
        state.events.push_back(event);
        self.filled.notify_one();
    }

    /// The list as it is now.
    pub(super) fn list(&self, peers: Vec<Peer>) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).peers = peers;
    }

    pub(super) fn peers(&self) -> Vec<Peer> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).peers.clone()
    }

    /// No more events come.
    pub(super) fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.filled.notify_all();
    }

    /// The next event, within `wait`; `None` when none came, or none will.
    pub(super) fn take(&self, wait: Duration) -> Option<LanEvent> {
        let until = Instant::now() + wait;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(event) = state.events.pop_front() {
                return Some(event);
            }
            let left = until.saturating_duration_since(Instant::now());
            if state.closed || left.is_zero() {
                return None;
            }
            state = self.filled.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.closed && state.events.is_empty()
    }
}

const fn is_ending(event: &LanEvent) -> bool {
    matches!(event, LanEvent::Complete(..) | LanEvent::Failed(..))
}

fn replaces(new: &LanEvent, old: &LanEvent) -> bool {
    match (new, old) {
        (LanEvent::Peer(new), LanEvent::Peer(old)) => new.key == old.key,
        (LanEvent::Gone(new), LanEvent::Peer(old)) => *new == old.key,
        (LanEvent::Surroundings(_), LanEvent::Surroundings(_))
        | (LanEvent::Discovery(_), LanEvent::Discovery(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lan::peer::Surroundings;

    const NOW: Duration = Duration::ZERO;

    #[test]
    fn a_reader_that_sleeps_finds_only_the_newest_word() {
        let mailbox = Mailbox::default();
        for others in 0..1_000 {
            mailbox.put(LanEvent::Surroundings(Surroundings { others, unreached: Vec::new() }));
            mailbox.put(LanEvent::Discovery(None));
        }
        let LanEvent::Surroundings(newest) = mailbox.take(NOW).unwrap() else { panic!("surroundings") };
        assert_eq!(newest.others, 999);
        assert!(matches!(mailbox.take(NOW), Some(LanEvent::Discovery(None))));
        assert!(mailbox.take(NOW).is_none());
    }

    #[test]
    fn what_was_told_before_the_end_is_still_read() {
        let mailbox = Mailbox::default();
        mailbox.put(LanEvent::Discovery(None));
        mailbox.close();
        assert!(!mailbox.is_closed());
        assert!(mailbox.take(Duration::from_secs(600)).is_some());
        assert!(mailbox.is_closed());
        assert!(mailbox.take(Duration::from_secs(600)).is_none());
    }
}
