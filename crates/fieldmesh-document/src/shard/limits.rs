//! How large a shard, and what is written into it, may become (`docs/document-schema.md`, section 7).

/// Observations at which their creator opens a new shard.
pub const ROLL_OVER_OBSERVATIONS: usize = 256;
/// Saved bytes at which their creator opens a new shard.
pub const ROLL_OVER_BYTES: usize = 256 << 10;

/// Observations that the guard admits in one shard.
pub const MAX_OBSERVATIONS: usize = 4_096;
/// Saved bytes of one shard that the guard admits.
pub const MAX_SAVED_BYTES: usize = 4 << 20;
/// Bytes of one shard's inflated columns that the guard admits.
pub const MAX_INFLATED_BYTES: usize = 16 << 20;
/// Operations of one shard that the guard admits.
pub const MAX_OPS: usize = 250_000;
/// Changes of one shard that the guard admits.
pub const MAX_CHANGES: usize = 32_768;
/// Actors of one shard that the guard admits. Automerge keeps a clock of four bytes per actor at every
/// sixteenth change, so changes × actors / 4 bytes: 64 MiB.
pub const MAX_ACTORS: usize = 8_192;

/// Local writes to a shard stop at this part of what the guard admits, so that what several devices write
/// apart from each other is still admitted when it meets.
pub const LOCAL_PART: usize = 4;

/// Bytes of one text: notes, the text of a tag, the metadata.
pub const MAX_TEXT_BYTES: usize = 64 << 10;
/// Bytes of one name: a category, a tag key, a media type, a file name, a part of a source.
pub const MAX_NAME_BYTES: usize = 1 << 10;
/// Bytes of one position as JSON: about 10,000 coordinates of a track.
pub const MAX_POSITION_BYTES: usize = 512 << 10;
/// Tags of one observation, values of one list, and attachments of one observation, each.
pub const MAX_ENTRIES: usize = 1_024;
/// Minutes that a zone is east or west of UTC.
pub const MAX_ZONE_MINUTES: u16 = 1_080;
/// Versions of one observation that its history gives: the newest.
pub const MAX_VERSIONS: usize = 1_000;
