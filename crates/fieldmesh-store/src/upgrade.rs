//! Tables of an earlier version become those of this one (`docs/store.md`, section 6).

use std::io;
use std::path::Path;

use fieldmesh_document::ReplicaError;
use rusqlite::Connection;

use crate::error::{disk, sql};
use crate::schema::{self, VERSION};
use crate::{lock, platform};

const DOING: &str = "upgrading the project database";
/// The database as it was before; the number of its version follows.
const BEFORE: &str = "project.db.version-";

/// What version 2 added. Of attachments it is not known who brought them, so all count as added here: too many are
/// then called only here, until the next session, rather than too few.
const FROM_1: &str = "
ALTER TABLE attachments ADD COLUMN own INTEGER NOT NULL DEFAULT 1;
ALTER TABLE covered ADD COLUMN originals INTEGER NOT NULL DEFAULT 0;
CREATE TABLE activity(
    number INTEGER PRIMARY KEY,
    entry  BLOB NOT NULL);
CREATE TABLE met(
    device  BLOB PRIMARY KEY,
    store   INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    dropped INTEGER) WITHOUT ROWID;
";

/// What version 3 added to what arrived. Of deletions that came before it is not known whether they came as such: none of
/// them is asked about.
const DELETIONS_FROM_2: &str = "
ALTER TABLE arrivals ADD COLUMN deletion INTEGER NOT NULL DEFAULT 0;
CREATE INDEX arrivals_deletion ON arrivals(deletion) WHERE deletion > 0;
";

/// What turns each version into the next, from version 1 on.
const STEPS: [&[&str]; 2] = [&[FROM_1], &[schema::MEDIA_CHANGES, DELETIONS_FROM_2]];

/// Upgrades a database of an earlier version. The lock is taken only then: nobody else may have it open.
pub(crate) fn upgrade(directory: &Path, connection: &mut Connection) -> Result<(), ReplicaError> {
    if !is_due(connection)? {
        return Ok(());
    }
    let _alone = lock::alone(directory)?;
    upgrade_alone(directory, connection)
}

/// The same for who holds the lock.
pub(crate) fn upgrade_alone(directory: &Path, connection: &mut Connection) -> Result<(), ReplicaError> {
    // Another process may have been first.
    if !is_due(connection)? {
        return Ok(());
    }
    keep(directory, connection)?;
    let (_, version) = schema::header(connection).map_err(sql(DOING))?;
    let before = usize::try_from(version - 1).unwrap_or_default();
    let transaction = connection.transaction().map_err(sql(DOING))?;
    STEPS
        .iter()
        .skip(before)
        .copied()
        .flatten()
        .try_for_each(|step| transaction.execute_batch(step))
        .and_then(|()| transaction.pragma_update(None, "user_version", VERSION))
        .map_err(sql(DOING))?;
    transaction.commit().map_err(sql(DOING))
}

fn is_due(connection: &Connection) -> Result<bool, ReplicaError> {
    let (_, version) = schema::header(connection).map_err(sql(DOING))?;
    Ok(version < VERSION)
}

/// Copies the database beside itself before anything changes it.
fn keep(directory: &Path, connection: &Connection) -> Result<(), ReplicaError> {
    let (_, version) = schema::header(connection).map_err(sql(DOING))?;
    let kept = directory.join(format!("{BEFORE}{version}"));
    let unfinished = directory.join(format!("{BEFORE}{version}.new"));
    match fs_err::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(DOING)(error)),
        _ => {}
    }
    let name = unfinished.to_str().ok_or_else(|| disk(DOING)(io::ErrorKind::InvalidFilename.into()))?;
    connection.execute("VACUUM INTO ?1", [name]).map_err(sql(DOING))?;
    let file = fs_err::OpenOptions::new().read(true).write(true).open(&unfinished);
    file.and_then(|file| file.sync_all()).map_err(disk(DOING))?;
    fs_err::rename(&unfinished, &kept).map_err(disk(DOING))?;
    platform::sync_directory(directory).map_err(disk(DOING))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use fieldmesh_document::{DeviceId, NewObservation, ProjectId, Replica, Timestamp};

    use super::*;
    use crate::{OpenError, ProjectInfo, Query, Store};

    const DEVICE: DeviceId = DeviceId::from_bytes([2; 32]);
    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    /// The columns of every table, in order, without their defaults, and the triggers.
    fn tables(directory: &Path) -> BTreeMap<String, Vec<String>> {
        let connection = Connection::open(directory.join("project.db")).unwrap();
        let mut statement = connection
            .prepare(
                "SELECT m.name, c.name || ' ' || c.type FROM sqlite_master m, pragma_table_info(m.name) c
                 WHERE m.type = 'table' ORDER BY m.name, c.cid",
            )
            .unwrap();
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap() {
            let (table, column): (String, String) = row.unwrap();
            tables.entry(table).or_default().push(column);
        }
        let mut statement =
            connection.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
        for row in statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap() {
            let (name, text): (String, String) = row.unwrap();
            tables.insert(name, vec![text]);
        }
        tables
    }

    /// What takes away from tables of this version, for each earlier one, what came after it.
    const UNDO: [&str; 2] = [
        "DROP TABLE activity; DROP TABLE met; ALTER TABLE attachments DROP COLUMN own;
         ALTER TABLE covered DROP COLUMN originals;",
        "DROP TRIGGER media_inserted; DROP TRIGGER media_updated; DROP TRIGGER media_deleted;
         DROP TRIGGER attachments_inserted; DROP TRIGGER attachments_updated; DROP TRIGGER attachments_deleted;
         DROP TABLE media_changes; DROP INDEX arrivals_deletion; ALTER TABLE arrivals DROP COLUMN deletion;",
    ];

    #[test]
    fn a_store_of_an_earlier_version_is_kept_and_upgraded_while_nobody_else_has_it_open() {
        for version in [1, 2] {
            becomes_this_version(version);
        }
    }

    fn becomes_this_version(version: usize) {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DEVICE, NOW).unwrap();
        let made = store.create_observations(vec![NewObservation::default(); 3], NOW).unwrap();
        let (photo, _) = store.add_attachment(&b"a photo"[..]).unwrap();
        let (inventory, activity) = (store.inventory().unwrap(), store.activity(9).unwrap());
        drop(store);
        let now = tables(directory.path());
        let old = Connection::open(directory.path().join("project.db")).unwrap();
        for undo in UNDO.iter().skip(version - 1).rev() {
            old.execute_batch(undo).unwrap();
        }
        old.pragma_update(None, "user_version", version).unwrap();
        drop(old);
        let before = tables(directory.path());
        assert_ne!(before, now);

        let other = lock::shared(directory.path()).unwrap();
        let busy = Store::open(directory.path(), DEVICE);
        assert!(matches!(busy, Err(OpenError::Storage(ReplicaError::Busy))), "{busy:?}");
        assert_eq!(tables(directory.path()), before, "nothing is changed under another process");
        drop(other);

        // As a crash leaves it.
        let kept = format!("project.db.version-{version}");
        fs_err::write(directory.path().join(format!("{kept}.new")), b"half").unwrap();
        let store = Store::open(directory.path(), DEVICE).unwrap();
        assert_eq!(store.list(&Query::default()).unwrap().len(), made.len());
        assert_eq!(store.inventory().unwrap(), inventory);
        assert!(store.open_attachment(&photo).is_ok());
        assert!(store.check(&mut |_, _| ()).unwrap().is_sound());
        assert_eq!(store.activity(9).unwrap(), activity);
        drop(store);
        assert_eq!(tables(directory.path()), now);
        let kept = Connection::open(directory.path().join(kept)).unwrap();
        assert_eq!(schema::header(&kept).unwrap(), (schema::APPLICATION_ID, version as i64));
        let count: i64 = kept.query_row("SELECT count(*) FROM observations", [], |row| row.get(0)).unwrap();
        assert_eq!(count, 3);
    }
}
