//! The lock file of a store: held shared by every process that has the store open, and exclusively to clear what
//! a crash left behind or to change whose the store is.

use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use fieldmesh_document::ReplicaError;

use crate::attachments;
use crate::error::disk;

const LOCK: &str = "lock";
const DOING: &str = "locking the project";
/// As long as a write waits for another one's end. Whoever holds the lock exclusively needs milliseconds.
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// Holds the lock file shared. The only process that has the store open clears what a crash left behind.
pub(crate) fn shared(directory: &Path) -> Result<fs_err::File, ReplicaError> {
    let lock = open(directory)?;
    if lock.try_lock().is_ok() {
        attachments::clear_unfinished(directory)?;
        lock.unlock().map_err(disk(DOING))?;
    }
    // Another one who opens the store at this moment may be clearing.
    let deadline = Instant::now() + PATIENCE;
    loop {
        match lock.try_lock_shared() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::WouldBlock) => return Err(ReplicaError::Busy),
            // A medium without locks is used by one process at a time.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(lock),
            Err(TryLockError::Error(error)) => return Err(disk(DOING)(error)),
        }
    }
}

/// Holds the lock file exclusively, if nobody has the store open.
pub(crate) fn alone(directory: &Path) -> Result<fs_err::File, ReplicaError> {
    let lock = open(directory)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(ReplicaError::Busy),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(lock),
        Err(TryLockError::Error(error)) => Err(disk(DOING)(error)),
    }
}

fn open(directory: &Path) -> Result<fs_err::File, ReplicaError> {
    fs_err::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(directory.join(LOCK))
        .map_err(disk("opening the lock file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_open_a_store_at_the_same_moment_all_open_it() {
        let directory = tempfile::tempdir().unwrap();
        attachments::make_folders(directory.path()).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        shared(directory.path()).unwrap();
                    }
                });
            }
        });
    }

    #[test]
    fn a_store_that_is_open_is_nobodys_alone() {
        let directory = tempfile::tempdir().unwrap();
        attachments::make_folders(directory.path()).unwrap();
        let first = shared(directory.path()).unwrap();
        assert!(matches!(alone(directory.path()), Err(ReplicaError::Busy)));
        drop(first);
        alone(directory.path()).unwrap();
    }
}
