//! Contents that are not what they were: put aside, and wanted again.

use std::io::ErrorKind;

use fieldmesh_document::{AttachmentId, ReplicaError};

use super::{AttachmentState, Held, hash, name, remove_if_there, state};
use crate::error::{damaged, disk, misshapen, sql};
use crate::{Store, platform};

/// Beside the attachment files: nothing in it is ever removed, since a spoilt copy may be the only one.
pub(super) const FOLDER: &str = "quarantine";

impl Store {
    /// Opens the file of a content that is held. When it is gone, or longer or shorter than it was, the content is put
    /// aside and wanted again.
    ///
    /// # Errors
    /// [`ReplicaError::NotHeld`], [`ReplicaError::Damaged`] when its file is not what it was, [`ReplicaError::Io`].
    pub fn open_attachment(&self, id: &AttachmentId) -> Result<fs_err::File, ReplicaError> {
        let AttachmentState::Present { size } = self.attachment_state(id)? else {
            return Err(ReplicaError::NotHeld { what: name(id) });
        };
        let file = match fs_err::File::open(self.attachment_file(id)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.set_aside(id)?;
                return Err(damaged(name(id), error));
            }
            Err(error) => return Err(disk("opening an attachment")(error)),
        };
        let have = file.metadata().map_err(disk("opening an attachment"))?.len();
        if have != size {
            drop(file);
            self.set_aside(id)?;
            return Err(misshapen(format!("{}, which has {have} of {size} bytes,", name(id))));
        }
        Ok(file)
    }

    /// Reads a content that is held from end to end. One whose bytes do not have its hash any more is put aside and
    /// wanted again. Whether it was sound; nothing that is not held is.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn verify_attachment(&self, id: &AttachmentId) -> Result<bool, ReplicaError> {
        let file = match self.open_attachment(id) {
            Ok(file) => file,
            Err(ReplicaError::Damaged { .. } | ReplicaError::NotHeld { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        let sound = hash(file).map_err(disk("reading an attachment"))?.0 == *id;
        if !sound {
            self.set_aside(id)?;
        }
        Ok(sound)
    }

    pub(crate) fn held_attachments(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        let doing = "looking for an attachment";
        let states: Vec<_> =
            self.reading(|connection| ids.iter().map(|id| state(connection, id)).collect::<Result<_, _>>())?;
        let held = |(id, state): (&AttachmentId, AttachmentState)| {
            let AttachmentState::Present { size } = state else { return Ok(None) };
            match fs_err::metadata(self.attachment_file(id)) {
                Ok(found) if found.len() == size => return Ok(Some(size)),
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(disk(doing)(error)),
                Ok(_) | Err(_) => self.set_aside(id)?,
            }
            Ok(None)
        };
        ids.iter().zip(states).map(held).collect()
    }

    /// Says that a content is held which a crash kept from being said, after it had its name.
    pub(super) fn adopt(&self, id: &AttachmentId) -> Result<bool, ReplicaError> {
        let file = match fs_err::File::open(self.attachment_file(id)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(disk("opening an attachment")(error)),
        };
        let (found, size) = hash(file).map_err(disk("reading an attachment"))?;
        if found == *id {
            self.record(id, size, Held::Whole { own: false })?;
        } else {
            self.set_aside(id)?;
        }
        Ok(found == *id)
    }

    /// Moves what is left of a content away from its name, then says that it is not held.
    fn set_aside(&self, id: &AttachmentId) -> Result<(), ReplicaError> {
        let doing = "putting a damaged attachment aside";
        let (file, folder) = (self.attachment_file(id), self.attachments_folder().join(FOLDER));
        fs_err::create_dir_all(&folder).map_err(disk(doing))?;
        let (mut nth, mut aside) = (0_u32, folder.join(id.to_hex()));
        // Made before it is replaced, so that two processes never take one name.
        while let Err(error) = fs_err::File::create_new(&aside) {
            if error.kind() != ErrorKind::AlreadyExists {
                return Err(disk(doing)(error));
            }
            nth += 1;
            aside = folder.join(format!("{}-{nth}", id.to_hex()));
        }
        match fs_err::rename(&file, &aside) {
            Ok(()) => {
                tracing::warn!(attachment = %id, to = %aside.display(), "a damaged attachment was put aside");
                platform::sync_directory(&folder).map_err(disk(doing))?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                tracing::warn!(attachment = %id, "the file of an attachment is gone");
                remove_if_there(&aside)?;
            }
            Err(error) => {
                remove_if_there(&aside)?;
                return Err(disk(doing)(error));
            }
        }
        self.transact(|transaction| {
            transaction
                .execute("DELETE FROM attachments WHERE hash = ?1 AND whole", [id.as_bytes()])
                .map(drop)
                .map_err(sql(doing))
        })
    }
}
