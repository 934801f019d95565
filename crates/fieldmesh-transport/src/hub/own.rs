//! What this device says of itself, as far as the hub knows.

use fieldmesh_sync::ReplicaState;

/// Our state, and how many changes the replica had counted before that was read.
#[derive(Default, Debug)]
pub(super) struct Own {
    changes: u64,
    state: Option<ReplicaState>,
}

impl Own {
    pub(super) const fn state(&self) -> Option<&ReplicaState> {
        self.state.as_ref()
    }

    /// Takes a state, and says whether it is another than before. Several threads read states, and what one of them
    /// read earlier may be told later: that is dropped, since nobody would look again to put it right.
    pub(super) fn take(&mut self, changes: u64, state: &ReplicaState) -> bool {
        if changes < self.changes {
            return false;
        }
        self.changes = changes;
        let other = self.state.as_ref() != Some(state);
        if other {
            self.state = Some(state.clone());
        }
        other
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::{MediaDigest, MediaPolicy, RecordsDigest};

    use super::*;

    fn state(number: u8) -> ReplicaState {
        ReplicaState {
            records: RecordsDigest([number; 32]),
            gossip: RecordsDigest([0; 32]),
            observations: u64::from(number),
            media: [MediaDigest([0; 32]); 3],
            wanted: 0,
            policy: MediaPolicy::default(),
        }
    }

    #[test]
    fn a_state_that_was_read_earlier_and_is_told_later_is_dropped() {
        let mut own = Own::default();
        assert!(own.take(5, &state(5)));
        assert!(!own.take(6, &state(5)), "it is the same");
        assert!(own.take(7, &state(7)));
        assert!(!own.take(6, &state(6)), "read before, told after");
        assert_eq!(own.state(), Some(&state(7)));
        assert!(own.take(7, &state(8)), "read after the same count, which may be of a change since");
    }
}
