//! Checking everything a store holds, making its rows and indexes anew, and copying it.

use std::io;
use std::path::Path;
use std::time::Duration;

use fieldmesh_document::{AttachmentId, ReplicaError, ShardId};
use rusqlite::{Connection, Transaction};

use crate::commit;
use crate::error::{disk, sql};
use crate::parallel::overlap;
use crate::record::Usual;
use crate::rows::{self, ObservationRow, Scope, Tally};
use crate::shards::{self, ShardRow};
use crate::{Store, attachments, indexes, platform, schema, store};

/// What was found by loading every shard through the guard and hashing every attachment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct CheckReport {
    /// Shards looked at.
    pub shards: u64,
    /// Observations in them.
    pub observations: u64,
    /// Shards whose bytes do not verify.
    pub damaged_shards: Vec<ShardId>,
    /// Rows that said something else than their shard.
    pub stale_rows: u64,
    /// Attachments looked at.
    pub attachments: u64,
    /// Bytes of these.
    pub attachment_bytes: u64,
    /// Attachments recorded as held whose bytes are gone or do not have their hash.
    pub damaged_attachments: Vec<AttachmentId>,
    /// What SQLite says of its own file; empty when it finds nothing.
    pub database: Vec<String>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    pub const fn is_sound(&self) -> bool {
        self.damaged_shards.is_empty()
            && self.stale_rows == 0
            && self.damaged_attachments.is_empty()
            && self.database.is_empty()
    }
}

/// What a rebuild found and put right: stale rows were written anew; damaged shards are asked of others again,
/// and stay readable meanwhile; damaged attachments are wanted again.
pub type RebuildReport = CheckReport;

impl Store {
    /// Verifies everything, changing nothing. `progress` is called with the shards and attachments done and
    /// their total.
    ///
    /// # Errors
    /// [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn check(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<CheckReport, ReplicaError> {
        self.verify(progress, false)
    }

    /// Verifies everything, and makes rows and indexes anew from the shards.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn rebuild(&self, progress: &mut dyn FnMut(u64, u64)) -> Result<RebuildReport, ReplicaError> {
        let report = self.verify(progress, true)?;
        self.transact(|transaction| indexes::begin_anew(transaction))?;
        self.catch_up_indexes(Duration::MAX)?;
        Ok(report)
    }

    /// Copies the store, database and attachments, into a directory that does not exist yet. The copy is a
    /// store; opening it draws a store id of its own.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`], also
    /// when the directory exists.
    pub fn backup(&self, to: &Path) -> Result<(), ReplicaError> {
        let doing = "copying the project";
        fs_err::create_dir(to).map_err(disk(doing))?;
        let database = to.join(store::DATABASE);
        let name = database.to_str().ok_or_else(|| disk(doing)(io::ErrorKind::InvalidFilename.into()))?;
        let writing = self.writing();
        writing.connection.execute("VACUUM INTO ?1", [name]).map_err(sql(doing))?;
        fs_err::OpenOptions::new()
            .read(true)
            .write(true)
            .open(&database)
            .and_then(|file| file.sync_all())
            .map_err(disk(doing))?;
        attachments::make_folders(to)?;
        for id in self.reading(recorded)? {
            let from = self.attachment_file(&id);
            let relative = from.strip_prefix(&self.directory).unwrap_or(&from);
            let target = to.join(relative);
            if let Some(folder) = target.parent() {
                fs_err::create_dir_all(folder).map_err(disk(doing))?;
                copy(&from, &target).map_err(disk(doing))?;
                platform::sync_directory(folder).map_err(disk(doing))?;
            }
        }
        platform::sync_directory(to).map_err(disk(doing))
    }

    /// What SQLite finds wrong with its own file. On a connection of its own: FTS5 checks a table by what a
    /// connection remembers of it, and calls it corrupt after another connection wrote.
    fn integrity(&self) -> Result<Vec<String>, ReplicaError> {
        let connection = schema::connect(&self.directory.join(store::DATABASE), false)?;
        let found: Vec<String> = connection
            .prepare("PRAGMA integrity_check")
            .and_then(|mut statement| statement.query_map([], |row| row.get(0))?.collect())
            .map_err(sql("checking the project database"))?;
        Ok(found.into_iter().filter(|line| line != "ok").collect())
    }

    fn verify(&self, progress: &mut dyn FnMut(u64, u64), repair: bool) -> Result<CheckReport, ReplicaError> {
        let mut report = CheckReport { database: self.integrity()?, ..CheckReport::default() };
        let rows = self.reading(shards::all)?;
        let rows: Vec<ShardRow> = rows.into_iter().filter(|row| !row.heads.is_empty()).collect();
        let attachments = self.reading(recorded)?;
        let total = (rows.len() + attachments.len()) as u64;
        let mut done = 0;

        let verify = |row: ShardRow| {
            let verified = self.reading(|connection| Verified::of(connection, &row.id));
            (row.id, verified)
        };
        let mut note = |id: ShardId, verified, transaction: Option<&Transaction<'_>>| -> Result<(), ReplicaError> {
            report.shards += 1;
            done += 1;
            progress(done, total);
            let mut verified: Verified = match verified {
                Err(ReplicaError::Damaged { .. }) => {
                    report.damaged_shards.push(id);
                    return transaction.map_or(Ok(()), |transaction| shards::await_another(transaction, &id));
                }
                verified => verified?,
            };
            if let Some(transaction) = transaction {
                let now = shards::find(transaction, &id)?;
                if now.is_none_or(|row| row.heads != verified.row.heads) {
                    // Somebody wrote to it meanwhile.
                    verified = Verified::of(transaction, &id)?;
                }
                verified.rewrite(transaction)?;
            }
            report.observations += verified.rows.len() as u64;
            report.stale_rows += verified.stale;
            Ok(())
        };
        overlap(rows, verify, |results| {
            if repair {
                self.write_as_they_come(results, |transaction, _, (id, verified)| {
                    note(id, verified, Some(transaction)).map(|()| true)
                })
            } else {
                results.iter().try_for_each(|(_, (id, verified))| note(id, verified, None))
            }
        })?;

        for id in attachments {
            report.attachments += 1;
            match fs_err::File::open(self.attachment_file(&id)).and_then(attachments::hash) {
                Ok((found, size)) if found == id => report.attachment_bytes += size,
                Ok(_) => report.damaged_attachments.push(id),
                Err(error) if error.kind() == io::ErrorKind::NotFound => report.damaged_attachments.push(id),
                Err(error) => return Err(disk("reading an attachment")(error)),
            }
            done += 1;
            progress(done, total);
        }
        if repair {
            for id in &report.damaged_attachments {
                self.verify_attachment(id)?;
            }
        }
        report.damaged_shards.sort_unstable();
        Ok(report)
    }
}

/// A shard that loads, and the rows it makes.
struct Verified {
    row: ShardRow,
    schema: i64,
    rows: Vec<ObservationRow>,
    usual: Usual,
    stale: u64,
}

impl Verified {
    fn of(connection: &Connection, id: &ShardId) -> Result<Self, ReplicaError> {
        let Some(row) = shards::find(connection, id)? else {
            return Err(ReplicaError::NotHeld { what: format!("shard {}", id.to_hex()) });
        };
        let shard = shards::load(connection, &row)?;
        let (usual, rows) = commit::rows_of(Some(&row), &shard, commit::observations_of(&shard))?;
        let stale = match &row.usual {
            Some(_) => rows::stale(connection, row.number, &rows)?,
            // What no record can be read without is gone.
            None => rows.len() as u64,
        };
        Ok(Self { schema: shard.schema(), row, rows, usual, stale })
    }

    /// Writes every row anew; the shard verifies, so it is held.
    fn rewrite(&self, connection: &Connection) -> Result<(), ReplicaError> {
        let (_, tally, _) = rows::write(connection, self.row.number, &self.rows, Scope::Anew, &self.usual)?;
        let usual = if tally.observations > 0 { Some(self.usual.to_bytes()?) } else { None };
        connection
            .prepare_cached(
                "UPDATE shards SET declined = NULL, observations = ?2, live = ?3, deleted = ?4, conflicted = ?5, usual = ?6,
                 schema = ?7 WHERE number = ?1",
            )
            .and_then(|mut statement| {
                let Tally { observations, live, deleted, conflicted } = tally;
                statement.execute((self.row.number, observations, live, deleted, conflicted, usual, self.schema))
            })
            .map(drop)
            .map_err(sql("rebuilding rows"))
    }
}

/// The attachments recorded as held.
fn recorded(connection: &Connection) -> Result<Vec<AttachmentId>, ReplicaError> {
    connection
        .prepare("SELECT hash FROM attachments WHERE whole ORDER BY hash")
        .and_then(|mut statement| {
            statement.query_map([], |row| row.get(0).map(AttachmentId::from_bytes))?.collect()
        })
        .map_err(sql("listing attachments"))
}

/// Copies a file and makes the copy durable. One that is gone is left out: the copy wants it, as the check
/// of the original says.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    match fs_err::copy(from, to) {
        Ok(_) => fs_err::OpenOptions::new().read(true).write(true).open(to)?.sync_all(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
