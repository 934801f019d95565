//! When deletions that others made deserve a second look.

use fieldmesh_document::MergeCounts;

/// So many deletions at once are usual work.
const USUAL: u64 = 20;

/// One observation in so many may be deleted at once without remark: 5 %.
const SHARE: u64 = 20;

/// Whether what came deleted so much that a person is to be told, and shown how to restore it: more than 20
/// observations at once, or more than 5 % of the `observations_before` that this device held and that were not
/// deleted.
pub const fn many_deleted(counts: &MergeCounts, observations_before: u64) -> bool {
    counts.deleted > USUAL || counts.deleted * SHARE > observations_before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_twenty_or_five_percent_are_many() {
        let many = |deleted, before| many_deleted(&MergeCounts { deleted, ..MergeCounts::default() }, before);
        assert!(!many(0, 0) && !many(0, 10_000));
        assert!(many(1, 19) && !many(1, 20));
        assert!(many(6, 119) && !many(6, 120));
        assert!(!many(20, 10_000) && many(21, 10_000));
        assert!(many(u64::MAX, u64::MAX));
    }
}
