//! Shards out to other Automerge programs, and back.

use std::io::{self, Read};
use std::path::Path;

use fieldmesh_document::guard::{self, Announced};
use fieldmesh_document::shard::limits::MAX_SAVED_BYTES;
use fieldmesh_document::{
    Content, Incoming, MergeCounts, Merged, Refusal, Replica, ReplicaError, ShardId, ShardKind, WriteError,
};

use super::Project;
use super::error::{refused_write_kind, replica_kind};
use crate::ErrorKind;

/// What came with a shard that another program wrote to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportedShard {
    /// Which one.
    pub shard: ShardId,
    /// Changes that were not held here.
    pub changes: u64,
    /// How many of them name no device as their author.
    pub by_another_program: u64,
    /// What they did to observations.
    pub counts: MergeCounts,
}

/// Why a shard could not be written out or taken back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ShardError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// The guard refused it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It would make the shard one that no device of this version writes to.
    #[error(transparent)]
    NotWritable(#[from] WriteError),
    /// This project holds no such shard.
    #[error("shard {} is not held here", shard.to_hex())]
    NotHeld {
        /// Which one.
        shard: ShardId,
    },
    /// The store failed.
    #[error(transparent)]
    Store(ReplicaError),
}

impl ShardError {
    fn of_store(shard: ShardId, error: ReplicaError) -> Self {
        match error {
            ReplicaError::NotHeld { .. } => Self::NotHeld { shard },
            error => Self::Store(error),
        }
    }

    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => error.into(),
            Self::Refused(Refusal::TooLarge { .. }) | Self::NotWritable(WriteError::Full { .. }) => {
                ErrorKind::OverBudget
            }
            Self::Refused(_) | Self::NotWritable(WriteError::Kind(_)) => ErrorKind::NotAShard,
            Self::NotWritable(error) => refused_write_kind(error),
            Self::NotHeld { .. } => ErrorKind::NoSuchShard,
            Self::Store(error) => replica_kind(error),
        }
    }
}

impl Project {
    /// One shard as an Automerge document, which any Automerge program reads.
    ///
    /// # Errors
    /// [`ShardError::NotHeld`], [`ShardError::Store`].
    pub fn export_shard(&self, shard: &ShardId) -> Result<Vec<u8>, ShardError> {
        let snapshot = self.store().snapshot(shard).map_err(|error| ShardError::of_store(*shard, error))?;
        Ok(snapshot.bytes)
    }

    /// Takes back a shard of this project that another Automerge program wrote to and saved. What was written here
    /// meanwhile stays, and a second import of the same file changes nothing.
    ///
    /// # Errors
    /// Every variant.
    pub fn import_shard(&self, path: impl AsRef<Path>) -> Result<ImportedShard, ShardError> {
        let mut bytes = Vec::new();
        // One byte more than there may be is enough for the guard to refuse it.
        let most = u64::try_from(MAX_SAVED_BYTES).unwrap_or(u64::MAX).saturating_add(1);
        fs_err::File::open(path.as_ref())?.take(most).read_to_end(&mut bytes)?;
        let theirs = guard::admit_unannounced(&bytes)?;
        let (shard, kind) = (theirs.id(), theirs.kind());
        if kind != ShardKind::OBSERVATIONS {
            return Err(WriteError::Kind(kind).into());
        }
        let ours = self.store().load(&shard).map_err(|error| ShardError::of_store(shard, error))?;
        let mut new = theirs.change_hashes();
        new.retain(|hash| !ours.contains_all(&[*hash]));
        let announced = Announced { shard, kind, heads: theirs.heads() };
        let merged = guard::admit_changes(&ours, &theirs.changes(&new), &announced)?;
        merged.write_as(self.device().id()).check_writable()?;
        let foreign = new.iter().filter(|change| theirs.author_of(change).is_none()).count();
        let incoming = Incoming { shard, kind, heads: announced.heads, content: Content::Snapshot(bytes) };
        let merged = self.store().merge(vec![incoming]).map_err(ShardError::Store)?;
        let counts =
            merged.into_iter().next().map_or(Ok(MergeCounts::default()), |Merged { result, .. }| result)?;
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Ok(ImportedShard { shard, changes: count(new.len()), by_another_program: count(foreign), counts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Configuration, Device, Edit, ObservationId, TagValue};

    /// What `doctor --export-shard` wrote, and what the npm package made of it (`tests/data/README.md`).
    const EXPORTED: &[u8] = include_bytes!("../../tests/data/exported.automerge");
    const EDITED: &[u8] = include_bytes!("../../tests/data/edited.automerge");

    fn hold(project: &Project, bytes: &[u8]) -> ShardId {
        let shard = guard::admit_unannounced(bytes).unwrap();
        let (id, kind, heads) = (shard.id(), shard.kind(), shard.heads());
        let incoming = Incoming { shard: id, kind, heads, content: Content::Snapshot(bytes.to_vec()) };
        assert!(project.store().merge(vec![incoming]).unwrap().remove(0).result.is_ok());
        id
    }

    fn written(dir: &Path, bytes: &[u8]) -> std::path::PathBuf {
        let file = dir.join("edited.automerge");
        fs_err::write(&file, bytes).unwrap();
        file
    }

    fn project(dir: &Path) -> Project {
        Device::open(dir.join("ana")).unwrap().create_project("Río Napo", Configuration::builtin()).unwrap()
    }

    fn the_one(project: &Project) -> ObservationId {
        project.list(&crate::Query::default()).unwrap().pop().unwrap().id
    }

    #[test]
    fn what_another_program_wrote_comes_in_and_goes_on_to_every_device() {
        let dir = tempfile::tempdir().unwrap();
        let ana = project(dir.path());
        let shard = hold(&ana, EXPORTED);
        let id = the_one(&ana);
        // Meanwhile the same field is written here.
        ana.edit(&id, &Edit { notes: Some(Some("roof gone, says Ana".to_owned())), ..Edit::default() }).unwrap();

        let file = written(dir.path(), EDITED);
        let taken = ana.import_shard(&file).unwrap();
        let counts = MergeCounts { new: 0, changed: 1, deleted: 0, conflicts: 1 };
        assert_eq!(taken, ImportedShard { shard, changes: 1, by_another_program: 1, counts });
        let shown = ana.observation(&id).unwrap();
        assert_eq!(shown.tags["roof"], TagValue::from("palm"));
        assert_eq!(shown.tags["wood"], TagValue::from("oak"));
        assert_eq!(shown.conflicts[0].values.len(), 2);
        let authors: Vec<_> = ana.history(&id).unwrap().iter().map(|version| version.author).collect();
        assert_eq!(authors.iter().filter(|author| author.is_none()).count(), 1);
        assert!(authors[0].is_some() && authors.len() == 3);
        let again = ana.import_shard(&file).unwrap();
        assert_eq!((again.changes, again.counts), (0, MergeCounts::default()));

        // By a sync file to another device, which writes on top of it, and back.
        let marco = Device::open(dir.path().join("marco")).unwrap().join(&ana.invite().unwrap()).unwrap();
        let trip = dir.path().join("trip.fieldmesh");
        ana.create_sync_file(&trip).unwrap();
        assert!(marco.synchronize_file(&trip).unwrap().declined.is_empty());
        assert_eq!(marco.observation(&id).unwrap(), shown);
        let notes = Edit { notes: Some(Some("roof repaired".to_owned())), ..Edit::default() };
        assert!(marco.edit(&id, &notes).unwrap().conflicts.is_empty());
        marco.synchronize_file(&trip).unwrap();
        assert!(ana.synchronize_file(&trip).unwrap().declined.is_empty());
        assert_eq!(ana.observation(&id).unwrap(), marco.observation(&id).unwrap());
        assert_eq!(ana.digest().unwrap(), marco.digest().unwrap());
        for project in [ana, marco] {
            assert!(project.check().wait().unwrap().is_sound());
        }
    }

    #[test]
    fn what_is_not_a_shard_of_the_project_is_refused_before_anything_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let ana = project(dir.path());
        ana.announce().unwrap();
        let inventory = ana.inventory().unwrap();
        let card = inventory.iter().find(|(_, entry)| entry.kind == ShardKind::DEVICE_CARD).unwrap();
        let card = ana.export_shard(card.0).unwrap();
        let mut spoilt = EDITED.to_vec();
        spoilt[4] ^= 1;
        let newer = include_bytes!("../../../fieldmesh-store/tests/data/newer.automerge");
        let refused = |bytes: &[u8]| {
            let before = (ana.digest().unwrap(), ana.store().commit_counter().unwrap());
            let error = ana.import_shard(written(dir.path(), bytes)).unwrap_err();
            assert_eq!((ana.digest().unwrap(), ana.store().commit_counter().unwrap()), before);
            error.kind()
        };
        assert_eq!(refused(EDITED), ErrorKind::NoSuchShard);
        assert_eq!(refused(newer), ErrorKind::NoSuchShard);
        assert_eq!(refused(&card), ErrorKind::NotAShard);
        assert_eq!(refused(&spoilt), ErrorKind::NotAShard);
        assert_eq!(refused(b""), ErrorKind::NotAShard);
        assert_eq!(refused(&vec![0; MAX_SAVED_BYTES + 9]), ErrorKind::OverBudget);
        let missing = ana.import_shard(dir.path().join("missing")).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NoSuchFile);
        let unknown = ana.export_shard(&ShardId::from_bytes([9; 16])).unwrap_err();
        assert_eq!(unknown.kind(), ErrorKind::NoSuchShard);

        // Held, and raised to the next major version by what came.
        hold(&ana, include_bytes!("../../../fieldmesh-document/tests/data/javascript.automerge"));
        assert_eq!(refused(newer), ErrorKind::NewerVersion);
    }
}
