//! How large a shard, and what is written into it, may become (`docs/document-schema.md`, section 7).

/// Observations at which their creator opens a new shard.
pub const ROLL_OVER_OBSERVATIONS: usize = 256;
/// Saved bytes at which their creator opens a new shard.
pub const ROLL_OVER_BYTES: usize = 256 << 10;

/// Observations that the guard admits in one shard: 16 times the roll-over, so that a laptop cloned a few times, each
/// copy of which goes on in the same open shard, stays readable.
pub const MAX_OBSERVATIONS: usize = 4_096;
/// Saved bytes of one shard that the guard admits: 16 times the roll-over. A shard is loaded whole for every edit of it.
pub const MAX_SAVED_BYTES: usize = 4 << 20;
/// Bytes of one shard's inflated columns that the guard admits. While a shard is loaded and read, Automerge, the guard and
/// what is read take up to nine times as much: the tracks among them as coordinates of 32 bytes, where the text of one
/// may be 6.
pub const MAX_INFLATED_BYTES: usize = 12 << 20;
/// Operations of one shard that the guard admits: 61 for each of the most observations. Automerge and the guard take up
/// to 200 bytes for each while a shard is loaded: 50 MB.
pub const MAX_OPS: usize = 250_000;
/// Changes of one shard that the guard admits: 8 for each of the most observations. Automerge makes each one anew while
/// it loads, with one to two kilobytes: 50 MB.
pub const MAX_CHANGES: usize = 32_768;
/// Actors of one shard that the guard admits: 16 times as many as a roll-over of observations of which each was made by
/// a run of the program of its own.
pub const MAX_ACTORS: usize = 4_096;
/// Changes times actors of one shard that the guard admits, such as 32,768 changes by 512 actors. For each pair
/// Automerge takes up to four bytes while it loads (which actors each change names, and a clock of all actors at every
/// sixteenth change): 64 MiB.
pub const MAX_CHANGES_BY_ACTORS: usize = 1 << 24;

/// Local writes to a shard stop at this part of what the guard admits, so that what several devices write
/// apart from each other is still admitted when it meets.
pub const LOCAL_PART: usize = 4;

/// Bytes of one text: notes, the text of a tag, the metadata. A sixteenth of what local writes put into one shard, so
/// that no single text fills it.
pub const MAX_TEXT_BYTES: usize = 64 << 10;
/// Bytes of one name: a category, a tag key, a media type, a file name, a part of a source. File systems allow 255 to a
/// name, and four bytes to a letter.
pub const MAX_NAME_BYTES: usize = 1 << 10;
/// Bytes of one position as JSON: about 10,000 coordinates of a track, a day of one every ten seconds. A longer text is
/// not read as a position either: in memory its coordinates take many times as much.
pub const MAX_POSITION_BYTES: usize = 512 << 10;
/// Tags of one observation, values of one list, and attachments of one observation, each: more than a person answers.
pub const MAX_ENTRIES: usize = 1_024;
/// Minutes that a zone is east or west of UTC.
pub const MAX_ZONE_MINUTES: u16 = 1_080;
/// Versions of one observation that its history gives: the newest, more than a person looks through.
pub const MAX_VERSIONS: usize = 1_000;
/// Operations and dependencies that are gone along for a history: each version may cost as much as all of its shard.
pub const MAX_HISTORY_OPS: usize = 10_000_000;
/// Bytes of all versions of a history together: each is a whole observation.
pub const MAX_HISTORY_BYTES: usize = 16 << 20;
