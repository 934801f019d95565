//! The store of one project on one device: making it, opening it, and what it says of itself.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fieldmesh_document::{
    AttachmentId, ChangeGraphs, Claims, DeviceId, Lru, MediaPolicy, ProjectId, ReplicaError, Shard, ShardWriter,
    StoreId, Timestamp,
};
use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::attachments::{self, MediaSummary, Receiving};
use crate::cards::Cards;
use crate::error::{disk, misshapen, sql};
use crate::listeners::Listeners;
use crate::turns::{BulkTurn, Turns};
use crate::{OpenError, lock, platform, schema};

/// The database, inside the directory of a store.
pub(crate) const DATABASE: &str = "project.db";
/// Open shards kept for writing.
const OPEN_FOR_WRITING: usize = 8;
/// Open shards kept for reading: a session asks for each shard that both sides changed more than once, and loading one
/// costs as much as all that is asked of it.
const OPEN_FOR_READING: usize = 64;
/// Idle connections kept for reading.
const IDLE_CONNECTIONS: usize = 8;
const READING: &str = "reading the project";

/// What a store says of its project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectInfo {
    /// Its permanent id.
    pub id: ProjectId,
    /// The name people gave it.
    pub name: String,
    /// Whether its key is derived from its name, so that it keeps no secret.
    pub open: bool,
}

/// What one device keeps of one project: a database and attachment files in a directory.
///
/// Calls block and may be made from several threads; several processes may have the same store open. What a
/// call reports as done is durable when it returns. Dropping it closes the database.
#[derive(Debug)]
pub struct Store {
    pub(crate) directory: PathBuf,
    pub(crate) device: DeviceId,
    store_id: StoreId,
    pub(crate) turns: Turns<Writing>,
    idle: Mutex<Vec<Connection>>,
    pub(crate) loaded: Mutex<Lru<Arc<Shard>>>,
    pub(crate) graphs: ChangeGraphs,
    pub(crate) receiving: Mutex<HashMap<AttachmentId, Receiving>>,
    pub(crate) cards: Mutex<Cards>,
    pub(crate) media: Mutex<Option<MediaSummary>>,
    pub(crate) listeners: Listeners,
    pub(crate) claims: Claims,
    _lock: fs_err::File,
}

/// The one connection that writes, and the shards open for writing.
#[derive(Debug)]
pub(crate) struct Writing {
    pub(crate) connection: Connection,
    pub(crate) writers: Lru<ShardWriter>,
}

impl Writing {
    /// A thread that panicked may have left a document half written. Its transaction is gone.
    fn recover(&mut self) {
        self.writers.clear();
    }
}

impl Store {
    /// Makes a store in a directory, which is made too if need be.
    ///
    /// # Errors
    /// [`OpenError::Exists`], [`OpenError::NetworkDrive`], [`OpenError::Random`], [`OpenError::Storage`].
    pub fn create(
        directory: &Path,
        project: ProjectInfo,
        device: DeviceId,
        now: Timestamp,
    ) -> Result<Self, OpenError> {
        let doing = "making the project database";
        fs_err::create_dir_all(directory).map_err(disk(doing))?;
        refuse_network_drive(directory)?;
        let lock = lock::shared(directory)?;
        let file = directory.join(DATABASE);
        let mut connection = schema::connect(&file, true)?;
        let header = schema::header(&connection).map_err(sql(doing))?;
        if header != (0, 0) {
            return Err(OpenError::Exists { path: directory.to_owned() });
        }
        let identity = platform::identity(&file).map_err(disk(doing))?;
        let store_id = StoreId::random().map_err(OpenError::Random)?;
        connection.pragma_update(None, "journal_mode", "wal").map_err(sql(doing))?;
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(sql(doing))?;
        schema::create(&transaction)
            .and_then(|()| {
                transaction.execute(
                    "INSERT INTO project VALUES (1, ?1, ?2, ?3, ?4, ?5, 0, ?6, 0, ?7, NULL)",
                    (
                        project.id.as_bytes(),
                        &project.name,
                        project.open,
                        device.as_bytes(),
                        store_id.get().cast_signed(),
                        identity,
                        now.0,
                    ),
                )
            })
            .map_err(sql(doing))?;
        transaction.commit().map_err(sql(doing))?;
        attachments::make_folders(directory)?;
        platform::sync_directory(directory).map_err(disk(doing))?;
        Ok(Self::assemble(directory, device, store_id, connection, lock))
    }

    /// Opens the store in a directory.
    ///
    /// A store whose files are a copy, or were put back from one, draws a new store id.
    ///
    /// # Errors
    /// Every [`OpenError`] but `Exists`.
    pub fn open(directory: &Path, device: DeviceId) -> Result<Self, OpenError> {
        let file = directory.join(DATABASE);
        if !file.is_file() {
            return Err(OpenError::NotFound { path: directory.to_owned() });
        }
        refuse_network_drive(directory)?;
        let mut connection = schema::open(&file)?;
        let doing = "opening the project database";
        let owner = connection.query_row("SELECT device FROM project", [], |row| row.get(0)).map_err(sql(doing))?;
        let owner = DeviceId::from_bytes(owner);
        if owner != device {
            return Err(OpenError::OtherDevice { owner });
        }
        let lock = lock::shared(directory)?;
        let store_id = recognise(&mut connection, &file)?;
        let store = Self::assemble(directory, device, store_id, connection, lock);
        if let Err(error) = store.recover_pieces() {
            // They come again; nothing else depends on them.
            tracing::warn!(%error, "partial attachments are not looked at");
        }
        Ok(store)
    }

    /// Gives the store of a directory to another device: a copied laptop becomes a device of its own. Its
    /// observations stay those of the device that recorded them. No other process may have it open.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn renew(directory: &Path, device: DeviceId) -> Result<(), OpenError> {
        let file = directory.join(DATABASE);
        if !file.is_file() {
            return Err(OpenError::NotFound { path: directory.to_owned() });
        }
        let _alone = lock::alone(directory)?;
        let mut connection = schema::open(&file)?;
        let identity = platform::identity(&file).map_err(disk(READING))?;
        let transaction = schema::begin(&mut connection)?;
        transaction
            .execute("UPDATE project SET device = ?1", [device.as_bytes()])
            .map_err(sql("renewing the device"))?;
        draw_store_id(&transaction, &identity)?;
        transaction.commit().map_err(sql("renewing the device"))?;
        Ok(())
    }

    fn assemble(
        directory: &Path,
        device: DeviceId,
        store_id: StoreId,
        connection: Connection,
        lock: fs_err::File,
    ) -> Self {
        Self {
            directory: directory.to_owned(),
            device,
            store_id,
            turns: Turns::new(Writing { connection, writers: Lru::new(OPEN_FOR_WRITING) }),
            idle: Mutex::new(Vec::new()),
            loaded: Mutex::new(Lru::new(OPEN_FOR_READING)),
            graphs: ChangeGraphs::default(),
            receiving: Mutex::new(HashMap::new()),
            cards: Mutex::default(),
            media: Mutex::new(None),
            listeners: Listeners::default(),
            claims: Claims::default(),
            _lock: lock,
        }
    }

    /// Where it is kept.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The device it belongs to.
    pub const fn device(&self) -> DeviceId {
        self.device
    }

    /// What tells this copy of the data from another.
    pub const fn store_id(&self) -> StoreId {
        self.store_id
    }

    /// How often it was written to; grows with every commit. A store that announces less than it did before
    /// was put back from a copy.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn commit_counter(&self) -> Result<u64, ReplicaError> {
        self.reading(|connection| {
            connection
                .prepare_cached("SELECT counter FROM project")
                .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
                .map_err(sql(READING))
        })
    }

    /// The project.
    ///
    /// # Errors
    /// As [`Self::commit_counter`].
    pub fn project(&self) -> Result<ProjectInfo, ReplicaError> {
        self.reading(|connection| {
            connection
                .query_row("SELECT id, name, open FROM project", [], |row| {
                    Ok(ProjectInfo { id: ProjectId::from_bytes(row.get(0)?), name: row.get(1)?, open: row.get(2)? })
                })
                .map_err(sql(READING))
        })
    }

    /// When the store was made, by this device's clock.
    ///
    /// # Errors
    /// As [`Self::commit_counter`].
    pub fn created_at(&self) -> Result<Timestamp, ReplicaError> {
        self.reading(|connection| {
            connection
                .query_row("SELECT created FROM project", [], |row| row.get(0).map(Timestamp))
                .map_err(sql(READING))
        })
    }

    /// Gives the project another name on this device.
    ///
    /// # Errors
    /// [`ReplicaError::Full`], [`ReplicaError::ReadOnly`], [`ReplicaError::Busy`], [`ReplicaError::Io`].
    pub fn rename_project(&self, name: &str) -> Result<(), ReplicaError> {
        self.transact(|transaction| {
            transaction
                .execute("UPDATE project SET name = ?1", [name])
                .map(drop)
                .map_err(sql("renaming the project"))
        })
    }

    /// Which attachments this device wants.
    ///
    /// # Errors
    /// As [`Self::commit_counter`].
    pub fn media_policy(&self) -> Result<MediaPolicy, ReplicaError> {
        self.reading(media_policy)
    }

    /// Sets which attachments this device wants; those it has stay.
    ///
    /// # Errors
    /// As [`Self::rename_project`].
    pub fn set_media_policy(&self, policy: MediaPolicy) -> Result<(), ReplicaError> {
        let number = match policy {
            MediaPolicy::Everything => 0,
            MediaPolicy::Previews => 1,
            MediaPolicy::Nothing => 2,
        };
        self.transact(|transaction| {
            transaction
                .execute("UPDATE project SET policy = ?1", [number])
                .map(drop)
                .map_err(sql("setting the media policy"))
        })
    }

    /// Runs a read that sees one state of the database from beginning to end.
    pub(crate) fn reading<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, ReplicaError>,
    ) -> Result<T, ReplicaError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let connection = schema::connect(&self.directory.join(DATABASE), false)?;
                connection.pragma_update(None, "query_only", true).map_err(sql(READING))?;
                connection
            }
        };
        let transaction = connection.unchecked_transaction().map_err(sql(READING))?;
        let result = read(&transaction);
        drop(transaction);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_CONNECTIONS {
            idle.push(connection);
        }
        result
    }

    /// The writing connection, held until the guard goes.
    pub(crate) fn writing(&self) -> MutexGuard<'_, Writing> {
        self.turns.next(Writing::recover)
    }

    /// The same for one of many transactions, which let everything else go first.
    pub(crate) fn writing_in_bulk(&self) -> BulkTurn<'_, Writing> {
        self.turns.bulk(Writing::recover)
    }

    /// Runs a write that is durable when this returns, or not done at all.
    pub(crate) fn transact<T, E: From<ReplicaError>>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let result = commit(&mut self.writing(), write)?;
        self.listeners.tell();
        Ok(result)
    }

    /// Counts the commit, makes it durable and tells of it.
    pub(crate) fn finish(&self, transaction: Transaction<'_>) -> Result<(), ReplicaError> {
        count(transaction)?;
        self.listeners.tell();
        Ok(())
    }
}

/// Runs a write in a transaction of its own.
pub(crate) fn commit<T, E: From<ReplicaError>>(
    writing: &mut Writing,
    write: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = schema::begin(&mut writing.connection)?;
    let result = write(&transaction)?;
    count(transaction)?;
    Ok(result)
}

fn count(transaction: Transaction<'_>) -> Result<(), ReplicaError> {
    let doing = "committing";
    transaction
        .prepare_cached("UPDATE project SET counter = counter + 1")
        .and_then(|mut statement| statement.execute([]))
        .map_err(sql(doing))?;
    transaction.commit().map_err(sql(doing))
}

pub(crate) fn media_policy(connection: &Connection) -> Result<MediaPolicy, ReplicaError> {
    let number: u8 =
        connection.query_row("SELECT policy FROM project", [], |row| row.get(0)).map_err(sql(READING))?;
    match number {
        0 => Ok(MediaPolicy::Everything),
        1 => Ok(MediaPolicy::Previews),
        2 => Ok(MediaPolicy::Nothing),
        other => Err(misshapen(format!("the media policy, which is {other},"))),
    }
}

fn refuse_network_drive(directory: &Path) -> Result<(), OpenError> {
    match platform::network_drive(directory) {
        Some(kind) => Err(OpenError::NetworkDrive { path: directory.to_owned(), kind }),
        None => Ok(()),
    }
}

/// The store id, drawn anew when the file is not the one it was, and refusals forgotten: a new opening asks
/// for the refused shards again.
fn recognise(connection: &mut Connection, file: &Path) -> Result<StoreId, ReplicaError> {
    let identity = platform::identity(file).map_err(disk(READING))?;
    let (known, store): (String, i64) = connection
        .query_row("SELECT identity, store FROM project", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .map_err(sql(READING))?;
    let refused: Option<i64> = connection
        .query_row("SELECT number FROM shards WHERE declined = 1 LIMIT 1", [], |row| row.get(0))
        .optional()
        .map_err(sql(READING))?;
    if known == identity && refused.is_none() {
        return Ok(StoreId::new(store.cast_unsigned()));
    }
    let transaction = schema::begin(connection)?;
    transaction.execute("DELETE FROM shards WHERE declined = 1", []).map_err(sql(READING))?;
    let store_id = if known == identity {
        StoreId::new(store.cast_unsigned())
    } else {
        draw_store_id(&transaction, &identity)?
    };
    transaction.commit().map_err(sql(READING))?;
    Ok(store_id)
}

/// Draws a store id. The shards that were open for creation may go on elsewhere, so they are closed here.
fn draw_store_id(transaction: &Transaction<'_>, identity: &str) -> Result<StoreId, ReplicaError> {
    let doing = "drawing a store id";
    let store_id = StoreId::random().map_err(|error| ReplicaError::Io { doing, source: Box::new(error) })?;
    transaction
        .execute("UPDATE project SET store = ?1, identity = ?2", (store_id.get().cast_signed(), identity))
        .and_then(|_| transaction.execute("UPDATE shards SET own = 0 WHERE own", []))
        .map_err(sql(doing))?;
    Ok(store_id)
}
