//! Who writes next: what a person waits for goes before bulk work, however many sessions merge.

use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// How often bulk work that stands back looks whether it may go on.
const STEP: Duration = Duration::from_millis(1);
/// How long it stands back at most, so that a stream of small writes does not keep it for ever.
const PATIENCE: Duration = Duration::from_millis(500);

/// Something that one at a time may write to.
#[derive(Debug)]
pub(crate) struct Turns<T> {
    /// Bulk writers stand in line here, so that one of them at most is before whoever is in a hurry.
    line: Mutex<()>,
    hurried: AtomicUsize,
    inner: Mutex<T>,
}

/// The turn of a bulk writer.
#[derive(Debug)]
pub(crate) struct BulkTurn<'a, T> {
    inner: MutexGuard<'a, T>,
    _line: MutexGuard<'a, ()>,
}

impl<T> Turns<T> {
    pub(crate) fn new(inner: T) -> Self {
        Self { line: Mutex::default(), hurried: AtomicUsize::new(0), inner: Mutex::new(inner) }
    }

    /// A turn for something small, as soon as whoever writes now has ended. `recover` puts right what a thread that
    /// panicked left.
    pub(crate) fn next(&self, recover: impl FnOnce(&mut T)) -> MutexGuard<'_, T> {
        match self.inner.try_lock() {
            Ok(inner) => return inner,
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Poisoned(_)) => return self.lock(recover),
        }
        self.hurried.fetch_add(1, Ordering::SeqCst);
        let inner = self.lock(recover);
        self.hurried.fetch_sub(1, Ordering::SeqCst);
        inner
    }

    /// A turn for one of many transactions.
    pub(crate) fn bulk(&self, recover: impl FnOnce(&mut T)) -> BulkTurn<'_, T> {
        let line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let began = Instant::now();
        while self.is_somebody_hurried() && began.elapsed() < PATIENCE {
            thread::sleep(STEP);
        }
        BulkTurn { inner: self.lock(recover), _line: line }
    }

    /// Whether bulk work should end its turn soon.
    pub(crate) fn is_somebody_hurried(&self) -> bool {
        self.hurried.load(Ordering::SeqCst) > 0
    }

    fn lock(&self, recover: impl FnOnce(&mut T)) -> MutexGuard<'_, T> {
        self.inner.lock().unwrap_or_else(|poisoned| {
            let mut inner = poisoned.into_inner();
            recover(&mut inner);
            self.inner.clear_poison();
            inner
        })
    }
}

impl<T> Deref for BulkTurn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> DerefMut for BulkTurn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many merge, an edit waits for the transaction that is being written, and for no other.
    #[test]
    fn whoever_is_in_a_hurry_is_next_however_many_stand_in_line() {
        const BULK: usize = 8;
        let turns = Turns::new(Vec::new());
        let in_line = AtomicUsize::new(0);
        thread::scope(|scope| {
            let first = turns.bulk(|_| ());
            for _ in 0..BULK {
                scope.spawn(|| {
                    in_line.fetch_add(1, Ordering::SeqCst);
                    turns.bulk(|_| ()).push("bulk");
                });
            }
            scope.spawn(|| turns.next(|_| ()).push("edit"));
            while !turns.is_somebody_hurried() || in_line.load(Ordering::SeqCst) < BULK {
                thread::yield_now();
            }
            drop(first);
        });
        let order = turns.next(|_| ());
        assert_eq!(order.first(), Some(&"edit"));
        assert_eq!(order.len(), 1 + BULK);
    }
}
