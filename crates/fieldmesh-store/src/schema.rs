//! The tables (`docs/store.md`, section 2), and how a connection is set up.

use std::path::Path;
use std::time::Duration;

use fieldmesh_document::ReplicaError;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::OpenError;
use crate::error::sql;

/// Marks the file as ours: `FMSH`.
pub(crate) const APPLICATION_ID: i64 = 0x464D_5348;
/// The version of the tables, kept in `user_version`. Those before it were preliminary: their shards have another genesis.
pub(crate) const VERSION: i64 = 4;
/// How often a write looks whether another process has ended its own, and how many times.
const POLL: Duration = Duration::from_millis(1);
const POLLS: i32 = 10_000;

const TABLES: &str = "
CREATE TABLE project(
    one           INTEGER PRIMARY KEY CHECK(one = 1),
    id            BLOB NOT NULL,
    name          TEXT NOT NULL,
    open          INTEGER NOT NULL,
    device        BLOB NOT NULL,
    store         INTEGER NOT NULL,
    counter       INTEGER NOT NULL,
    identity      TEXT NOT NULL,
    policy        INTEGER NOT NULL,
    created       INTEGER NOT NULL,
    configuration BLOB);
CREATE TABLE configurations(
    fingerprint BLOB PRIMARY KEY,
    name        TEXT NOT NULL,
    version     TEXT NOT NULL,
    bytes       BLOB NOT NULL);
CREATE TABLE shards(
    number         INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    kind           INTEGER NOT NULL,
    heads          BLOB NOT NULL,
    declined       INTEGER,
    own            INTEGER NOT NULL,
    observations   INTEGER NOT NULL,
    live           INTEGER NOT NULL,
    deleted        INTEGER NOT NULL,
    conflicted     INTEGER NOT NULL,
    snapshot_bytes INTEGER NOT NULL,
    change_bytes   INTEGER NOT NULL,
    usual          BLOB,
    schema         INTEGER NOT NULL);
CREATE INDEX shards_own ON shards(number) WHERE own;
CREATE TABLE snapshots(
    shard INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL);
CREATE TABLE changes(
    place INTEGER PRIMARY KEY,
    shard INTEGER NOT NULL,
    hash  BLOB NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE(shard, hash));
CREATE TABLE quarantine(
    place INTEGER PRIMARY KEY,
    shard BLOB NOT NULL,
    bytes BLOB NOT NULL);
CREATE TABLE observations(
    row      INTEGER PRIMARY KEY,
    local    INTEGER NOT NULL,
    flags    INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    lon      REAL,
    lat      REAL,
    category TEXT,
    record   BLOB NOT NULL);
CREATE INDEX observations_created ON observations(created);
CREATE TABLE media(
    row   INTEGER NOT NULL,
    hash  BLOB NOT NULL,
    class INTEGER NOT NULL,
    size  INTEGER NOT NULL,
    live  INTEGER NOT NULL,
    PRIMARY KEY(row, hash, class)) WITHOUT ROWID;
CREATE INDEX media_hash ON media(hash, class);
CREATE TABLE attachments(
    hash BLOB PRIMARY KEY,
    held INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    own  INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE sources(
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    row  INTEGER NOT NULL,
    PRIMARY KEY(kind, id, row)) WITHOUT ROWID;
CREATE TABLE sessions(
    device  BLOB NOT NULL,
    store   INTEGER NOT NULL,
    via     INTEGER NOT NULL,
    digest  BLOB NOT NULL,
    observations INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY(device, store, via)) WITHOUT ROWID;
CREATE TABLE covered(
    shard  INTEGER NOT NULL,
    device BLOB NOT NULL,
    heads  BLOB NOT NULL,
    originals INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(shard, device)) WITHOUT ROWID;
CREATE TABLE activity(
    number INTEGER PRIMARY KEY,
    entry  BLOB NOT NULL);
CREATE TABLE met(
    device  BLOB PRIMARY KEY,
    store   INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    dropped INTEGER) WITHOUT ROWID;
CREATE TABLE compared(
    device BLOB PRIMARY KEY,
    name   TEXT NOT NULL,
    at     INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE arrivals(
    row     INTEGER PRIMARY KEY,
    counter INTEGER NOT NULL,
    seen    INTEGER NOT NULL,
    deletion INTEGER NOT NULL DEFAULT 0);
CREATE INDEX arrivals_deletion ON arrivals(deletion) WHERE deletion > 0;
CREATE TABLE pending(row INTEGER PRIMARY KEY);
-- Counts the changes, by whichever process, of all that the digests of media and the number of wanted contents
-- follow from. Pieces of a content that is not whole change neither.
CREATE TABLE media_changes(
    one   INTEGER PRIMARY KEY CHECK(one = 1),
    count INTEGER NOT NULL);
INSERT INTO media_changes VALUES (1, 0);
CREATE TRIGGER media_inserted AFTER INSERT ON media
    BEGIN UPDATE media_changes SET count = count + 1; END;
CREATE TRIGGER media_updated AFTER UPDATE ON media
    BEGIN UPDATE media_changes SET count = count + 1; END;
CREATE TRIGGER media_deleted AFTER DELETE ON media
    BEGIN UPDATE media_changes SET count = count + 1; END;
CREATE TRIGGER attachments_inserted AFTER INSERT ON attachments WHEN NEW.whole
    BEGIN UPDATE media_changes SET count = count + 1; END;
CREATE TRIGGER attachments_updated AFTER UPDATE ON attachments WHEN OLD.whole <> NEW.whole
    BEGIN UPDATE media_changes SET count = count + 1; END;
CREATE TRIGGER attachments_deleted AFTER DELETE ON attachments WHEN OLD.whole
    BEGIN UPDATE media_changes SET count = count + 1; END;
";

/// The indexes that follow behind the watermark, and can be made anew from the rows.
pub(crate) const CATCH_UP_TABLES: &str = "
CREATE TABLE names(
    local INTEGER NOT NULL,
    row   INTEGER NOT NULL,
    PRIMARY KEY(local, row)) WITHOUT ROWID;
CREATE VIRTUAL TABLE places USING rtree(row, west, east, south, north);
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
";

/// Takes the catch-up indexes away.
pub(crate) const DROP_CATCH_UP_TABLES: &str = "DROP TABLE names; DROP TABLE places; DROP TABLE words;";

/// Opens a connection and sets it up. The file must exist unless `create`.
pub(crate) fn connect(file: &Path, create: bool) -> Result<Connection, ReplicaError> {
    let doing = "opening the project database";
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let mut connection = Connection::open_with_flags(file, flags).map_err(sql(doing))?;
    connection
        .busy_handler(Some(|polls| {
            std::thread::sleep(POLL);
            polls < POLLS
        }))
        .map_err(sql(doing))?;
    connection.set_prepared_statement_cache_capacity(64);
    connection
        .execute_batch(
            "PRAGMA trusted_schema = OFF; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;",
        )
        .map_err(sql(doing))?;
    // A commit is durable in the log. Moving pages from there less often lets a bulk merge rewrite fewer of them.
    connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES).map_err(sql(doing))?;
    Ok(connection)
}

/// Makes the tables in an empty database.
pub(crate) fn create(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    transaction.execute_batch(TABLES)?;
    transaction.execute_batch(CATCH_UP_TABLES)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", VERSION)
}

/// What a database is, by its header.
pub(crate) fn header(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((number("application_id")?, number("user_version")?))
}

/// Opens a connection to a database that must be ours and of a version this program reads.
pub(crate) fn open(file: &Path) -> Result<Connection, OpenError> {
    let opened = connect(file, false).and_then(|connection| {
        let header = header(&connection).map_err(sql("reading the header of the project database"))?;
        Ok((connection, header))
    });
    let (connection, (application, version)) = match opened {
        Ok(opened) => opened,
        // A file that SQLite cannot read at all is none of ours; damage behind the header is found later.
        Err(ReplicaError::Damaged { .. }) => return Err(OpenError::NotAStore { path: file.to_owned() }),
        Err(other) => return Err(other.into()),
    };
    if application != APPLICATION_ID || version < 1 {
        return Err(OpenError::NotAStore { path: file.to_owned() });
    }
    if version > VERSION {
        return Err(OpenError::Newer { have: version, supported: VERSION });
    }
    if version < VERSION {
        return Err(OpenError::Preliminary { have: version });
    }
    Ok(connection)
}

/// Begins a write. Never begun as a reader and upgraded, which SQLite would refuse when another process wrote.
pub(crate) fn begin(connection: &mut Connection) -> Result<Transaction<'_>, ReplicaError> {
    let doing = "beginning a write";
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(sql(doing))?;
    let version: i64 =
        transaction.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(sql(doing))?;
    if version == VERSION {
        Ok(transaction)
    } else {
        // Another process runs a newer program and changed the tables under this one.
        Err(ReplicaError::Busy)
    }
}

/// Pages of 4 KiB in the write-ahead log after which they are moved into the database: 16 MiB.
const LOG_PAGES: i64 = 4_096;
