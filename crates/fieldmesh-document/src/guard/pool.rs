//! One budget for all guards of the process, so that the number of threads does not multiply memory.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Waits, first come first served, until a share of the budget is free.
pub(super) struct Pool {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    free: u64,
    next_ticket: u64,
    served: u64,
}

/// A share of the budget, given back when dropped.
pub(super) struct Share<'a> {
    pool: &'a Pool,
    size: u64,
}

impl Pool {
    pub(super) const fn new(size: u64) -> Self {
        Self { state: Mutex::new(State { free: size, next_ticket: 0, served: 0 }), changed: Condvar::new() }
    }

    /// Takes a share, which must not be larger than the pool. A thread that holds one must not ask for
    /// another.
    pub(super) fn take(&self, size: u64) -> Share<'_> {
        let mut state = self.lock();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        while state.served != ticket || state.free < size {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.served += 1;
        state.free -= size;
        self.changed.notify_all();
        Share { pool: self, size }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.pool.lock().free += self.size;
        self.pool.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn shares_held_at_once_never_exceed_the_pool_and_everyone_is_served() {
        let pool = Pool::new(10);
        let held = AtomicU64::new(0);
        let served = AtomicU64::new(0);
        std::thread::scope(|scope| {
            for size in [1, 10, 3, 7, 5, 6, 10, 2] {
                let (pool, held, served) = (&pool, &held, &served);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let share = pool.take(size);
                        assert!(held.fetch_add(size, Ordering::SeqCst) + size <= 10);
                        held.fetch_sub(size, Ordering::SeqCst);
                        drop(share);
                        served.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(served.load(Ordering::SeqCst), 400);
        assert_eq!(pool.lock().free, 10);
    }
}
