//! What the daemon may hold before it is started anew.
//!
//! mdns-sd 0.21.7 keeps whatever is announced for as long as the announcement says, records that nobody asked for
//! among it, and has no limit of its own. A daemon over these limits is shut down, and its memory with it. Measured
//! over the loopback interface (`memory_of_a_daemon_without_limits`): 990 instances of the usual size take 3 MiB, 9,490
//! take 25 MiB, and 990 with 8,000 bytes of text take 10 MiB. What runs out first is time: to take in the first
//! thousand took 0.1 seconds, six thousand on top of four thousand 13 seconds.

use mdns_sd::Metrics;

use super::Unavailable;

/// Instances present. Every question repeats them as known answers, some 40 bytes each, and every answer is compared
/// with all of them: beyond this the daemon itself would become a burden on the network and the processor.
const MAX_INSTANCES: i64 = 1_024;

/// Records in the cache, of at most 9 KB each: 4 to 6 for each instance, and those of other programs.
const MAX_RECORDS: i64 = 8_192;

/// Wake-ups it has planned, 16 bytes each: two or three for each record heard, until the record would run out.
const MAX_TIMERS: i64 = 500_000;

/// Instances found in the life of one daemon: it remembers each name for good, some 100 bytes.
const MAX_FOUND: i64 = 16_384;

/// The counter of instances present.
const INSTANCES: &str = "cached-ptr";

/// The counters of the records in the daemon's cache.
const RECORDS: [&str; 6] = [INSTANCES, "cached-srv", "cached-txt", "cached-addr", "cached-nsec", "cached-subtype"];

/// What one daemon has used up.
#[derive(Default)]
pub(super) struct Budget {
    found: i64,
}

impl Budget {
    /// Counts an instance that was found.
    ///
    /// # Errors
    /// [`Unavailable::Excess`] when there were too many.
    pub(super) fn found(&mut self) -> Result<(), Unavailable> {
        self.found = self.found.saturating_add(1);
        within(self.found, "names", MAX_FOUND)
    }

    /// Looks at what the daemon counts itself.
    ///
    /// # Errors
    /// [`Unavailable::Excess`] when it holds too much.
    pub(super) fn check(&self, metrics: &Metrics) -> Result<(), Unavailable> {
        let count = |name: &str| metrics.get(name).copied().unwrap_or(0);
        within(count(INSTANCES), "instances", MAX_INSTANCES)?;
        within(RECORDS.into_iter().map(count).fold(0, i64::saturating_add), "records", MAX_RECORDS)?;
        within(count("timer"), "timers", MAX_TIMERS)
    }
}

fn within(count: i64, what: &'static str, limit: i64) -> Result<(), Unavailable> {
    if count > limit { Err(Unavailable::Excess { count, what, limit }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metrics(counts: &[(&str, i64)]) -> Metrics {
        counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn a_daemon_that_found_too_many_instances_is_over_budget() {
        let mut budget = Budget::default();
        assert!((0..MAX_FOUND).all(|_| budget.found().is_ok()));
        assert!(matches!(budget.found(), Err(Unavailable::Excess { what: "names", .. })));
    }

    #[test]
    fn instances_are_bounded_and_records_of_every_kind_count_together() {
        let budget = Budget::default();
        let all = |instances, others| {
            let count = |name| if name == INSTANCES { instances } else { others };
            budget.check(&metrics(&RECORDS.map(|name| (name, count(name)))))
        };
        let others = (MAX_RECORDS - MAX_INSTANCES) / 5;
        assert_eq!(all(MAX_INSTANCES, others), Ok(()));
        assert!(matches!(all(MAX_INSTANCES + 1, 0), Err(Unavailable::Excess { what: "instances", .. })));
        assert!(matches!(all(MAX_INSTANCES, others + 1), Err(Unavailable::Excess { what: "records", .. })));
    }

    #[test]
    fn planned_wake_ups_count() {
        let budget = Budget::default();
        assert_eq!(budget.check(&metrics(&[("timer", MAX_TIMERS), ("browse", i64::MAX)])), Ok(()));
        assert!(budget.check(&metrics(&[("timer", MAX_TIMERS + 1)])).is_err());
    }
}
