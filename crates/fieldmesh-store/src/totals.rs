//! How much a store holds.

use fieldmesh_document::{AttachmentClass, MediaPolicy, ReplicaError, Shard, ShardKind};

use crate::Store;
use crate::attachments::classes;
use crate::error::sql;

const COUNTING: &str = "counting what the project holds";

/// How much a store holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// Observations that are not deleted.
    pub live: u64,
    /// Deleted observations.
    pub deleted: u64,
    /// Observations with a field in conflict.
    pub conflicted: u64,
    /// Photos and other attachments of live observations, their previews and thumbnails not counted.
    pub attachments_referenced: u64,
    /// How many of these are held.
    pub attachments_present: u64,
    /// Bytes of every content held: originals, previews and thumbnails, those of deleted observations too.
    pub attachment_bytes: u64,
    /// Shards held, of every kind.
    pub shards: u64,
    /// Those of them that a newer version wrote: of a kind that this one does not read, or of a newer major version
    /// of the schema, shown as far as it is understood and not written to. They are carried all the same.
    pub unread_shards: u64,
}

impl Store {
    /// How much it holds.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn totals(&self) -> Result<Totals, ReplicaError> {
        let mut totals = self.totals_of_records()?;
        self.reading(|connection| {
            let (referenced, present) = connection
                .query_row(
                    "SELECT count(*), ifnull(sum(EXISTS(
                        SELECT 1 FROM attachments a WHERE a.hash = m.hash AND a.whole)), 0)
                     FROM (SELECT DISTINCT hash FROM media WHERE live AND class = ?1) m",
                    [AttachmentClass::Original.number()],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .map_err(sql(COUNTING))?;
            let bytes = connection
                .query_row("SELECT ifnull(sum(held), 0) FROM attachments WHERE whole", [], |row| row.get(0))
                .map_err(sql(COUNTING))?;
            totals.attachments_referenced = referenced;
            totals.attachments_present = present;
            totals.attachment_bytes = bytes;
            Ok(totals)
        })
    }

    /// Bytes of the contents that live observations refer to, a policy wants, and this store holds whole.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn media_bytes(&self, policy: MediaPolicy) -> Result<u64, ReplicaError> {
        let classes = classes(policy);
        self.reading(|connection| {
            connection
                .query_row(
                    &format!(
                        "SELECT ifnull(sum(held), 0) FROM attachments a WHERE whole AND EXISTS(
                            SELECT 1 FROM media m WHERE m.hash = a.hash AND m.live AND m.class IN ({classes}))"
                    ),
                    [],
                    |row| row.get(0),
                )
                .map_err(sql(COUNTING))
        })
    }

    /// The totals without those of attachments.
    pub(crate) fn totals_of_records(&self) -> Result<Totals, ReplicaError> {
        self.reading(|connection| {
            connection
                .prepare_cached(
                    "SELECT ifnull(sum(live), 0), ifnull(sum(deleted), 0), ifnull(sum(conflicted), 0),
                            count(*) FILTER (WHERE declined IS NULL),
                            count(*) FILTER (WHERE declined IS NULL AND (kind NOT IN (?1, ?2) OR schema > ?3))
                     FROM shards",
                )
                .and_then(|mut statement| {
                    let [observations, card] =
                        [ShardKind::OBSERVATIONS, ShardKind::DEVICE_CARD].map(ShardKind::number);
                    statement.query_row((observations, card, Shard::SCHEMA), |row| {
                        Ok(Totals {
                            live: row.get(0)?,
                            deleted: row.get(1)?,
                            conflicted: row.get(2)?,
                            shards: row.get(3)?,
                            unread_shards: row.get(4)?,
                            ..Totals::default()
                        })
                    })
                })
                .map_err(sql(COUNTING))
        })
    }
}
