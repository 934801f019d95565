//! What the daemon may hold before it is started anew.
//!
//! mdns-sd 0.21.7 keeps whatever is announced for as long as the announcement says, records that nobody asked for
//! among it, and has no limit of its own. A daemon over these limits is shut down, and its memory with it.

use mdns_sd::Metrics;

use super::Unavailable;

/// Records in the cache: those of more than 1,000 devices, of 4 to 6 each.
const MAX_RECORDS: i64 = 8_192;

/// Wake-ups it has planned, 16 bytes each: two or three for each record heard, until the record would run out.
const MAX_TIMERS: i64 = 500_000;

/// Instances found in the life of one daemon; it remembers each name for good.
const MAX_FOUND: i64 = 4_096;

/// The counters of the records in the daemon's cache.
const RECORDS: [&str; 6] =
    ["cached-ptr", "cached-srv", "cached-txt", "cached-addr", "cached-nsec", "cached-subtype"];

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
        within(self.found, "instances", MAX_FOUND)
    }

    /// Looks at what the daemon counts itself.
    ///
    /// # Errors
    /// [`Unavailable::Excess`] when it holds too much.
    pub(super) fn check(&self, metrics: &Metrics) -> Result<(), Unavailable> {
        let count = |name: &str| metrics.get(name).copied().unwrap_or(0);
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
        assert!(matches!(budget.found(), Err(Unavailable::Excess { what: "instances", .. })));
    }

    #[test]
    fn records_of_every_kind_count_together() {
        let budget = Budget::default();
        let all = |each| metrics(&RECORDS.map(|name| (name, each)));
        assert_eq!(budget.check(&all(MAX_RECORDS / 6)), Ok(()));
        assert!(matches!(
            budget.check(&all(MAX_RECORDS / 6 + 1)),
            Err(Unavailable::Excess { what: "records", .. })
        ));
    }

    #[test]
    fn planned_wake_ups_count() {
        let budget = Budget::default();
        assert_eq!(budget.check(&metrics(&[("timer", MAX_TIMERS), ("browse", i64::MAX)])), Ok(()));
        assert!(budget.check(&metrics(&[("timer", MAX_TIMERS + 1)])).is_err());
    }
}
