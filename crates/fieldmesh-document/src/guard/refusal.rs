//! Why the guard refuses.

use crate::ShardKind;

/// Why bytes were refused. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// More than the guard lets in; for bombs, counted up to where the counting stopped.
    #[error("too large: {have} {what}, the limit is {limit}")]
    TooLarge {
        /// What is counted.
        what: &'static str,
        /// How many there are, at least.
        have: u64,
        /// How many there may be.
        limit: u64,
    },
    /// Not exactly one Automerge chunk of the kind asked for.
    #[error("not a shard: {what}")]
    Malformed {
        /// What is wrong.
        what: &'static str,
    },
    /// Automerge refused the bytes, or panicked over them.
    #[error("automerge cannot decode it: {reason}")]
    Undecodable {
        /// What it said, cut to 200 characters.
        reason: String,
    },
    /// Changes depend on others that are neither here nor with them.
    #[error("{count} changes that it depends on are missing")]
    MissingDependencies {
        /// How many are missing.
        count: usize,
    },
    /// The heads are not those announced, or none were announced where they must be.
    #[error("{announced} heads were announced, {unmet} of them are not met")]
    WrongHeads {
        /// How many were announced.
        announced: usize,
        /// How many announced ones are missing, or found ones were not announced.
        unmet: usize,
    },
    /// The shard does not start from the genesis of its id and kind, or somebody else wrote as its actor.
    #[error("it does not have the genesis of its id and kind")]
    WrongGenesis,
    /// It says to be of another kind than announced.
    #[error("kind {} was announced, it is {found:?}", announced.number())]
    WrongKind {
        /// The kind announced.
        announced: ShardKind,
        /// The number it holds, if any.
        found: Option<i64>,
    },
    /// An author that is not 32 bytes, or stands elsewhere than in its actor's first change.
    #[error("an author of {bytes} bytes in change {seq} of its actor")]
    Author {
        /// The sequence number of the change.
        seq: u64,
        /// The bytes of the author's record.
        bytes: u64,
    },
    /// Two changes of one actor with one number, or a number left out.
    #[error("change {have} of an actor where {want} comes next")]
    Sequence {
        /// The number expected.
        want: u64,
        /// The number found.
        have: u64,
    },
    /// The entry of an observation was deleted, or replaced by another map: it would be out of sight without a trace.
    #[error("an observation was removed or replaced, rather than marked as deleted")]
    Removed,
    /// An observation whose key is not 16 lower-case hexadecimal digits, or that is not a map.
    #[error("{key:?} is not an observation")]
    Key {
        /// The key, cut to 32 characters.
        key: String,
    },
}

impl Refusal {
    pub(super) fn undecodable(reason: impl ToString) -> Self {
        Self::Undecodable { reason: reason.to_string().chars().take(200).collect() }
    }
}
