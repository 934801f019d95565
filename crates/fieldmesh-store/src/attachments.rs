//! Attachment files: added whole, received in pieces, served. A file gets its name only when its bytes have
//! that hash, and the database says so only when the file is durable. File names are always our own hex.

mod absent;
mod quarantine;
mod receive;
mod summary;
mod trail;

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, MediaPolicy, ReplicaError,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{disk, sql};
use crate::{AttachmentError, Store, platform, store};
pub use absent::{AbsentAttachment, AbsentAttachments};
pub(crate) use receive::Receiving;
pub(crate) use summary::MediaSummary;

const FOLDER: &str = "attachments";
const PARTIAL: &str = "partial";
/// Begins the names of files that are being added; the rest is random.
const UNFINISHED: &str = "new-";
const BUFFER: usize = 64 << 10;

/// How much of a content a store holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttachmentState {
    /// All of it, verified.
    Present {
        /// Its bytes.
        size: u64,
    },
    /// Its beginning.
    Partial {
        /// Bytes held and durable.
        held: u64,
    },
    /// Nothing.
    Missing,
}

/// What is recorded of a content.
#[derive(Clone, Copy, Debug)]
enum Held {
    /// Its beginning.
    Part,
    /// All of it; `own` if it was added here and did not come from elsewhere.
    Whole { own: bool },
}

impl Store {
    /// Adds the bytes of an attachment: read in pieces, hashed, made durable. Returns its id and size. Adding
    /// the same bytes again changes nothing.
    ///
    /// # Errors
    /// Every [`AttachmentError`].
    pub fn add_attachment(&self, mut from: impl Read) -> Result<(AttachmentId, u64), AttachmentError> {
        let doing = "adding an attachment";
        let folder = make_folders(&self.directory)?;
        let name = AttachmentId::random().map_err(AttachmentError::Random)?;
        let unfinished = Unfinished(folder.join(format!("{UNFINISHED}{}", name.to_hex())));
        let mut file = fs_err::File::create_new(&unfinished.0).map_err(disk(doing))?;
        let mut hasher = blake3::Hasher::new();
        let (mut size, mut buffer) = (0_u64, vec![0; BUFFER]);
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(AttachmentError::Read(error)),
            };
            let piece = buffer.get(..read).unwrap_or_default();
            size += piece.len() as u64;
            if size > AttachmentRecord::MAX_SIZE {
                return Err(AttachmentError::TooLarge { limit: AttachmentRecord::MAX_SIZE });
            }
            hasher.update(piece);
            file.write_all(piece).map_err(disk(doing))?;
        }
        file.sync_all().map_err(disk(doing))?;
        drop(file);
        let id = AttachmentId::from_bytes(*hasher.finalize().as_bytes());
        self.keep(&unfinished.0, &id, size, true)?;
        Ok((id, size))
    }

    /// How much of a content is held.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn attachment_state(&self, id: &AttachmentId) -> Result<AttachmentState, ReplicaError> {
        self.reading(|connection| state(connection, id))
    }

    pub(crate) fn attachment_file(&self, id: &AttachmentId) -> PathBuf {
        let hex = id.to_hex();
        let folder: String = hex.chars().take(2).collect();
        self.directory.join(FOLDER).join(folder).join(hex)
    }

    /// The folder of the attachment files.
    pub(crate) fn attachments_folder(&self) -> PathBuf {
        self.directory.join(FOLDER)
    }

    pub(crate) fn wanted_attachments(&self) -> Result<Vec<AttachmentWant>, ReplicaError> {
        let most = AttachmentRecord::MAX_SIZE;
        let wanted = |connection: &Connection, classes: &str| -> rusqlite::Result<Vec<AttachmentWant>> {
            connection
                .prepare(&format!(
                    "SELECT m.hash, min(m.class), max(m.size), ifnull(max(a.held), 0)
                     FROM media m LEFT JOIN attachments a ON a.hash = m.hash
                     WHERE m.live AND m.class IN ({classes}) AND ifnull(a.whole, 0) = 0 AND m.size <= {most}
                     GROUP BY m.hash ORDER BY m.hash"
                ))?
                .query_map([], |row| {
                    let class: u8 = row.get(1)?;
                    Ok(AttachmentWant {
                        id: AttachmentId::from_bytes(row.get(0)?),
                        class: AttachmentClass::from_number(class).unwrap_or(AttachmentClass::Original),
                        size: row.get(2)?,
                        held: row.get(3)?,
                    })
                })?
                .collect()
        };
        // Looking for what is wanted looks at each photo.
        if self.media_summary()?.wanted == 0 {
            return Ok(Vec::new());
        }
        let mut wants = self.reading(|connection| {
            let classes = classes(store::media_policy(connection)?);
            wanted(connection, &classes).map_err(sql("listing wanted attachments"))
        })?;
        let receiving = self.receiving();
        for want in &mut wants {
            if let Some(current) = receiving.get(&want.id) {
                want.held = want.held.max(current.length());
            }
        }
        Ok(wants)
    }

    pub(crate) fn read_attachment(
        &self,
        id: &AttachmentId,
        offset: u64,
        most: usize,
    ) -> Result<Vec<u8>, ReplicaError> {
        let doing = "reading an attachment";
        let mut file = self.open_attachment(id)?;
        file.seek(SeekFrom::Start(offset)).map_err(disk(doing))?;
        let mut piece = Vec::new();
        file.take(most as u64).read_to_end(&mut piece).map_err(disk(doing))?;
        Ok(piece)
    }

    /// Gives durable bytes their name, then says that they are held.
    fn keep(&self, file: &Path, id: &AttachmentId, size: u64, own: bool) -> Result<(), ReplicaError> {
        let doing = "keeping an attachment";
        let target = self.attachment_file(id);
        if let Some(folder) = target.parent() {
            fs_err::create_dir_all(folder).map_err(disk(doing))?;
            fs_err::rename(file, &target).map_err(disk(doing))?;
            platform::sync_directory(folder).map_err(disk(doing))?;
            platform::sync_directory(&self.attachments_folder()).map_err(disk(doing))?;
        }
        self.record(id, size, Held::Whole { own })
    }

    fn record(&self, id: &AttachmentId, bytes: u64, held: Held) -> Result<(), ReplicaError> {
        let (whole, own) = (matches!(held, Held::Whole { .. }), matches!(held, Held::Whole { own: true }));
        self.transact(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO attachments VALUES (?1, ?2, ?3, ?4) ON CONFLICT(hash)
                     DO UPDATE SET held = excluded.held, whole = excluded.whole, own = excluded.own WHERE NOT whole",
                )
                .and_then(|mut statement| statement.execute((id.as_bytes(), bytes, whole, own)))
                .map(drop)
                .map_err(sql("recording an attachment"))
        })
    }
}

/// The numbers of the classes that a policy wants, as SQL lists them.
pub(crate) fn classes(policy: MediaPolicy) -> String {
    let wanted = AttachmentClass::ALL.into_iter().filter(|class| policy.wants(*class));
    wanted.map(|class| class.number().to_string()).collect::<Vec<_>>().join(", ")
}

/// Makes the folders of a store's attachments, if need be, and returns that of partial ones.
pub(crate) fn make_folders(directory: &Path) -> Result<PathBuf, ReplicaError> {
    let folder = directory.join(FOLDER).join(PARTIAL);
    fs_err::create_dir_all(&folder).map_err(disk("making the attachments folder"))?;
    Ok(folder)
}

/// The hash and the size of what a reader gives.
pub(crate) fn hash(mut from: impl Read) -> io::Result<(AttachmentId, u64)> {
    let mut hasher = blake3::Hasher::new();
    let size = io::copy(&mut from, &mut hasher)?;
    Ok((AttachmentId::from_bytes(*hasher.finalize().as_bytes()), size))
}

/// Removes what a crash left half added. Only while no other process has the store open.
pub(crate) fn clear_unfinished(directory: &Path) -> Result<(), ReplicaError> {
    let doing = "clearing the attachments folder";
    let entries = match fs_err::read_dir(directory.join(FOLDER).join(PARTIAL)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(disk(doing)(error)),
    };
    for entry in entries {
        let entry = entry.map_err(disk(doing))?;
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            remove_if_there(&entry.path())?;
        }
    }
    Ok(())
}

/// Removed when dropped; by then it has its own name, or was not finished.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Err(error) = remove_if_there(&self.0) {
            tracing::warn!(%error, "an unfinished attachment stays until the project is opened again");
        }
    }
}

fn state(connection: &Connection, id: &AttachmentId) -> Result<AttachmentState, ReplicaError> {
    let found: Option<(u64, bool)> = connection
        .prepare_cached("SELECT held, whole FROM attachments WHERE hash = ?1")
        .and_then(|mut statement| {
            statement.query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
        })
        .map_err(sql("looking for an attachment"))?;
    Ok(match found {
        Some((size, true)) => AttachmentState::Present { size },
        Some((held, false)) => AttachmentState::Partial { held },
        None => AttachmentState::Missing,
    })
}

fn forget(connection: &Connection, id: &AttachmentId) -> Result<(), ReplicaError> {
    connection
        .execute("DELETE FROM attachments WHERE hash = ?1", [id.as_bytes()])
        .map(drop)
        .map_err(sql("forgetting an attachment"))
}

fn remove_if_there(file: &Path) -> Result<(), ReplicaError> {
    match fs_err::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk("removing a file")(error)),
        _ => Ok(()),
    }
}

fn name(id: &AttachmentId) -> String {
    format!("attachment {id}")
}
