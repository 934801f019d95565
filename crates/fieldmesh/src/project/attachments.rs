//! Photos and other files of observations.

use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use fieldmesh_document::{AttachmentId, AttachmentRecord, MediaPolicy, ReplicaError, VariantRecord};

use super::error::replica_kind;
use super::{Project, ProjectError};
use crate::{ErrorKind, media};

/// Why an attachment could not be taken or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AttachmentError {
    /// More than [`AttachmentRecord::MAX_SIZE`].
    #[error("{have} bytes are too many for an attachment, the most is {limit}", limit = AttachmentRecord::MAX_SIZE)]
    TooLarge {
        /// Its bytes.
        have: u64,
    },
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// The bytes could not be kept.
    #[error("the attachment cannot be kept")]
    Keep(#[from] fieldmesh_store::AttachmentError),
    /// The bytes are not on this device, or the store failed.
    #[error(transparent)]
    Store(#[from] ReplicaError),
}

impl AttachmentError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::TooLarge { .. } => ErrorKind::AttachmentTooLarge,
            Self::Io(error) => ErrorKind::from(error),
            Self::Keep(error) => match error {
                fieldmesh_store::AttachmentError::TooLarge { .. } => ErrorKind::AttachmentTooLarge,
                fieldmesh_store::AttachmentError::Read(error) => ErrorKind::from(error),
                fieldmesh_store::AttachmentError::Storage(error) => replica_kind(error),
                _ => ErrorKind::Internal,
            },
            Self::Store(ReplicaError::NotHeld { .. }) => ErrorKind::AttachmentMissing,
            Self::Store(error) => replica_kind(error),
        }
    }
}

impl Project {
    /// Keeps a file as an attachment: its bytes, and with the feature `media` for a photo a preview (2,000 pixels on the
    /// longer side) and a thumbnail (400). The record goes into an observation; without one, the bytes belong to nothing.
    ///
    /// # Errors
    /// Every variant.
    pub fn attach(&self, path: &Path) -> Result<(AttachmentId, AttachmentRecord), AttachmentError> {
        let mut file = fs_err::File::open(path)?;
        let have = file.metadata()?.len();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        self.attach_from(name, have, &mut file)
    }

    /// Keeps these bytes as an attachment.
    ///
    /// # Errors
    /// [`AttachmentError::TooLarge`], [`AttachmentError::Store`].
    pub fn attach_bytes(
        &self,
        name: Option<&str>,
        bytes: &[u8],
    ) -> Result<(AttachmentId, AttachmentRecord), AttachmentError> {
        let have = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.attach_from(name.map(str::to_owned), have, &mut Cursor::new(bytes))
    }

    /// The bytes of an attachment that is on this device.
    ///
    /// # Errors
    /// [`AttachmentError::Store`].
    pub fn open_attachment(&self, id: &AttachmentId) -> Result<fs_err::File, AttachmentError> {
        Ok(self.store().open_attachment(id)?)
    }

    /// Writes the bytes of an attachment to a file. With `replace` a file that is there is replaced once all is written;
    /// without, it is an error and left alone.
    ///
    /// # Errors
    /// [`AttachmentError::Store`], [`AttachmentError::Io`].
    pub fn save_attachment(&self, id: &AttachmentId, path: &Path, replace: bool) -> Result<(), AttachmentError> {
        // What leaves the project is what was taken, or nothing.
        self.verify_attachment(id)?;
        let mut from = self.open_attachment(id)?;
        let beside;
        let target = if replace {
            let mut name = path.file_name().unwrap_or_default().to_os_string();
            name.push(".part");
            beside = path.with_file_name(name);
            beside.as_path()
        } else {
            path
        };
        let mut to = fs_err::OpenOptions::new().write(true).create_new(true).open(target)?;
        let mut written = io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
        if written.is_ok() && replace {
            written = fs_err::rename(target, path);
        }
        if let Err(error) = written {
            // What is half there is of no use; that it cannot go either is told by the error before.
            let _ = fs_err::remove_file(target);
            return Err(error.into());
        }
        Ok(())
    }

    /// Reads an attachment from end to end. One whose bytes are not what they were is put aside and wanted again.
    /// Whether it is here and sound.
    ///
    /// # Errors
    /// [`AttachmentError::Store`].
    pub fn verify_attachment(&self, id: &AttachmentId) -> Result<bool, AttachmentError> {
        Ok(self.store().verify_attachment(id)?)
    }

    /// Which photos and other attachments of the project this device wants.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn media_policy(&self) -> Result<MediaPolicy, ProjectError> {
        Ok(self.store().media_policy()?)
    }

    /// Sets which photos and other attachments of the project this device wants: at any time, from the next session on.
    /// What is here stays.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn set_media_policy(&self, policy: MediaPolicy) -> Result<(), ProjectError> {
        Ok(self.store().set_media_policy(policy)?)
    }

    fn attach_from(
        &self,
        name: Option<String>,
        have: u64,
        source: &mut (impl Read + Seek),
    ) -> Result<(AttachmentId, AttachmentRecord), AttachmentError> {
        if have > AttachmentRecord::MAX_SIZE {
            return Err(AttachmentError::TooLarge { have });
        }
        let mut head = Vec::new();
        source.by_ref().take(SNIFFED).read_to_end(&mut head)?;
        source.rewind()?;
        let media_type = media::media_type(&head).to_owned();
        let (preview, thumbnail) = self.keep_renditions(&media_type, source)?;
        let (id, size) = self.store().add_attachment(source)?;
        Ok((id, AttachmentRecord { media_type, size, name, created: None, preview, thumbnail }))
    }

    /// Keeps the preview and thumbnail of a photo; nothing for anything else.
    #[cfg(feature = "media")]
    fn keep_renditions(
        &self,
        media_type: &str,
        source: &mut (impl Read + Seek),
    ) -> Result<(Option<VariantRecord>, Option<VariantRecord>), AttachmentError> {
        if !media_type.starts_with("image/") {
            return Ok((None, None));
        }
        let mut photo = Vec::new();
        source.by_ref().take(AttachmentRecord::MAX_SIZE).read_to_end(&mut photo)?;
        source.rewind()?;
        let Some(renditions) = media::renditions(&photo) else { return Ok((None, None)) };
        let keep = |rendition: &[u8]| -> Result<_, AttachmentError> {
            let (id, size) = self.store().add_attachment(&mut Cursor::new(rendition))?;
            Ok(Some(VariantRecord { id, size }))
        };
        Ok((keep(&renditions.preview)?, keep(&renditions.thumbnail)?))
    }

    /// Without the feature `media` no renditions are made; others' are kept and carried all the same.
    #[cfg(not(feature = "media"))]
    fn keep_renditions(
        &self,
        _media_type: &str,
        _source: &mut (impl Read + Seek),
    ) -> Result<(Option<VariantRecord>, Option<VariantRecord>), AttachmentError> {
        Ok((None, None))
    }
}

/// A name for a file of an attachment. The name it has may be a path from elsewhere: of that only the last part is
/// taken, and where nothing is left, the beginning of the hash.
pub fn attachment_file_name(id: &AttachmentId, record: &AttachmentRecord) -> String {
    let last = record.name.as_deref().and_then(|name| name.rsplit(['/', '\\', ':']).next());
    let plain: String = last.unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    match plain.trim_matches([' ', '.']) {
        "" => id.to_hex().chars().take(16).collect(),
        plain => plain.to_owned(),
    }
}

/// The bytes that tell a media type.
const SNIFFED: u64 = 8 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Configuration, Device};

    #[test]
    fn a_name_from_elsewhere_is_no_path() {
        let id = AttachmentId::of(b"x");
        let named = |name: Option<&str>| {
            let media_type = "image/jpeg".to_owned();
            let name = name.map(str::to_owned);
            let record =
                AttachmentRecord { media_type, size: 1, name, created: None, preview: None, thumbnail: None };
            attachment_file_name(&id, &record)
        };
        assert_eq!(named(Some("río.jpg")), "río.jpg");
        assert_eq!(named(Some("../../etc/passwd")), "passwd");
        assert_eq!(named(Some("C:\\a\\b.jpg")), "b.jpg");
        for nothing in [None, Some(""), Some(".."), Some("a/"), Some("\u{7}")] {
            assert_eq!(named(nothing), id.to_hex()[..16], "{nothing:?}");
        }
    }

    #[test]
    fn an_attachment_is_saved_and_replaces_a_file_only_when_told() {
        let dir = tempfile::tempdir().unwrap();
        let project = Device::open(dir.path()).unwrap().create_project("Napo", Configuration::builtin()).unwrap();
        let (id, _) = project.attach_bytes(Some("a.txt"), b"kept").unwrap();
        let file = dir.path().join("a.txt");
        project.save_attachment(&id, &file, false).unwrap();
        assert_eq!(fs_err::read(&file).unwrap(), b"kept");
        fs_err::write(&file, b"another").unwrap();
        let refused = project.save_attachment(&id, &file, false).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::FileExists);
        assert_eq!(fs_err::read(&file).unwrap(), b"another");
        project.save_attachment(&id, &file, true).unwrap();
        assert_eq!(fs_err::read(&file).unwrap(), b"kept");
        let files = fs_err::read_dir(dir.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file());
        assert!(files.into_iter().all(|entry| !entry.unwrap().path().ends_with("a.txt.part")));
        let missing = project.save_attachment(&AttachmentId::of(b"elsewhere"), &file, true).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::AttachmentMissing);
        assert_eq!(fs_err::read(&file).unwrap(), b"kept");
    }
}
