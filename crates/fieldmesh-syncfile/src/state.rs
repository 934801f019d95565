//! What opening a file found, and who was there before.

use fieldmesh_document::{MergeCounts, Timestamp};

use crate::Visitor;

/// In what state a file was found (`docs/syncfile-format.md`, section 8).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// Whole: it ends with a commit and no fault was seen.
    Intact,
    /// The last update did not finish. The state before it is intact and is used; the next commit replaces
    /// what was left.
    Unfinished {
        /// The last commit that is whole.
        intact_sequence: u64,
        /// Who wrote that commit.
        by: Option<Visitor>,
        /// When, by that device's clock.
        at: Option<Timestamp>,
        /// How many segments of the unfinished update are whole and used as well.
        recovered: u64,
    },
    /// There is a fault before the last commit. Nothing is appended to such a file.
    Damaged {
        /// Where the first fault is, in bytes.
        at: u64,
    },
}

/// One synchronization with a file, as the file remembers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Visit {
    /// Who synchronized.
    pub visitor: Visitor,
    /// When, by that device's clock.
    pub at: Timestamp,
    /// The number of its last commit.
    pub sequence: u64,
    /// Whether it ended as it should.
    pub complete: bool,
    /// What it brought to the file.
    pub counts: MergeCounts,
}
