//! Attachment files: added whole, received in pieces, served. A file gets its name only when its bytes have
//! that hash, and the database says so only when the file is durable. File names are always our own hex.

mod trail;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::MutexGuard;

use fieldmesh_document::{
    AttachmentClass, AttachmentId, AttachmentRecord, AttachmentWant, MediaDigest, PieceOutcome, ReplicaError,
};
use rusqlite::{Connection, OptionalExtension};

use crate::error::{damaged, disk, sql};
use crate::{AttachmentError, Store, platform, store};
use trail::Trail;

const FOLDER: &str = "attachments";
const PARTIAL: &str = "partial";
/// Begins the names of files that are being added; the rest is random.
const UNFINISHED: &str = "new-";
/// Received bytes are made durable, and counted as held, at least so often: what a power cut costs is a second or two
/// of a slow network, and a fast one does not wait for the disk at every turn.
const DURABLE_EVERY: u64 = 8 << 20;
/// Files of abandoned contents kept open for their next piece.
const MOST_RECEIVING: usize = 64;
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

/// A content on its way in.
#[derive(Debug)]
pub(crate) struct Receiving {
    file: fs_err::File,
    hasher: blake3::Hasher,
    length: u64,
    /// How much of it is durable and recorded.
    durable: u64,
    trail: Trail,
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
        self.keep(&unfinished.0, &id, size)?;
        Ok((id, size))
    }

    /// Opens the file of a content that is held.
    ///
    /// # Errors
    /// [`ReplicaError::NotHeld`], [`ReplicaError::Damaged`] when its file is gone, [`ReplicaError::Io`].
    pub fn open_attachment(&self, id: &AttachmentId) -> Result<fs_err::File, ReplicaError> {
        match self.attachment_state(id)? {
            AttachmentState::Present { .. } => {}
            _ => return Err(ReplicaError::NotHeld { what: name(id) }),
        }
        fs_err::File::open(self.attachment_file(id)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => damaged(name(id), error),
            _ => disk("opening an attachment")(error),
        })
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
        self.reading(|connection| {
            let policy = store::media_policy(connection)?;
            let classes: Vec<_> = AttachmentClass::ALL
                .into_iter()
                .filter(|class| policy.wants(*class))
                .map(|class| class.number().to_string())
                .collect();
            wanted(connection, &classes.join(", ")).map_err(sql("listing wanted attachments"))
        })
    }

    pub(crate) fn held_attachments(&self, ids: &[AttachmentId]) -> Result<Vec<Option<u64>>, ReplicaError> {
        self.reading(|connection| {
            ids.iter()
                .map(|id| match state(connection, id)? {
                    AttachmentState::Present { size } => Ok(Some(size)),
                    AttachmentState::Partial { .. } | AttachmentState::Missing => Ok(None),
                })
                .collect()
        })
    }

    pub(crate) fn digest_of_media(&self, class: AttachmentClass) -> Result<MediaDigest, ReplicaError> {
        let present = |connection: &Connection| -> rusqlite::Result<Vec<AttachmentId>> {
            connection
                .prepare_cached(
                    "SELECT DISTINCT m.hash FROM media m JOIN attachments a ON a.hash = m.hash
                     WHERE m.class = ?1 AND m.live AND a.whole ORDER BY m.hash",
                )?
                .query_map([class.number()], |row| row.get(0).map(AttachmentId::from_bytes))?
                .collect()
        };
        let present = self.reading(|connection| present(connection).map_err(sql("listing attachments")))?;
        Ok(MediaDigest::of(class, &present))
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

    pub(crate) fn receive_piece(
        &self,
        want: &AttachmentWant,
        offset: u64,
        bytes: &[u8],
    ) -> Result<PieceOutcome, ReplicaError> {
        let doing = "writing a piece of an attachment";
        let mut receiving = self.receiving();
        let partial = self.attachments_folder().join(PARTIAL).join(want.id.to_hex());
        let (mut entry, resumed) = match receiving.entry(want.id) {
            Entry::Occupied(entry) => (entry, false),
            Entry::Vacant(entry) => {
                let durable = match self.attachment_state(&want.id)? {
                    AttachmentState::Present { .. } => return Ok(PieceOutcome::Complete),
                    AttachmentState::Partial { held } => held,
                    AttachmentState::Missing => 0,
                };
                if self.adopt(&want.id)? {
                    return Ok(PieceOutcome::Complete);
                }
                make_folders(&self.directory)?;
                (entry.insert_entry(resume(&partial, durable)?), true)
            }
        };
        let current = entry.get_mut();
        let end = offset.saturating_add(bytes.len() as u64);
        if end > want.size || want.size > AttachmentRecord::MAX_SIZE || offset > current.length {
            // More than the record says, or a gap: whatever follows, the whole cannot get its hash.
            // A gap after what another session is bringing is no reason to drop that.
            if resumed || offset <= current.length {
                entry.remove();
                self.drop_partial(&want.id, &partial)?;
            }
            return Ok(PieceOutcome::Mismatch);
        }
        // Another session may have brought the first bytes of this piece already.
        let known = usize::try_from(current.length - offset).unwrap_or(usize::MAX);
        let new = bytes.get(known..).unwrap_or_default();
        if let Err(error) = current.file.write_all(new) {
            // How much was written is unknown: the next piece resumes from what is durable.
            entry.remove();
            return Err(disk(doing)(error));
        }
        current.hasher.update(new);
        current.length += new.len() as u64;
        // Asked after every piece: a record may give another size than the content has.
        let hash = current.hasher.finalize();
        let whole = AttachmentId::from_bytes(*hash.as_bytes()) == want.id;
        if !whole && current.length < want.size {
            current.trail.note(current.length, &hash).map_err(disk(doing))?;
            if current.length - current.durable >= DURABLE_EVERY {
                self.make_durable(&want.id, current)?;
            }
            return Ok(PieceOutcome::Partial);
        }
        if !whole {
            entry.remove();
            self.drop_partial(&want.id, &partial)?;
            return Ok(PieceOutcome::Mismatch);
        }
        current.file.sync_all().map_err(disk(doing))?;
        let size = current.length;
        entry.remove();
        self.keep(&partial, &want.id, size)?;
        remove_if_there(&trail::path(&partial))?;
        Ok(PieceOutcome::Complete)
    }

    /// Counts as held what a killed process had received. What another process receives at this moment stays its.
    pub(crate) fn recover_pieces(&self) -> Result<(), ReplicaError> {
        let doing = "looking for partial attachments";
        let folder = self.attachments_folder().join(PARTIAL);
        for entry in fs_err::read_dir(&folder).map_err(disk(doing))? {
            let name = entry.map_err(disk(doing))?.file_name();
            let Some(id) = name.to_str().and_then(|name| AttachmentId::from_hex(name).ok()) else { continue };
            let durable = match self.attachment_state(&id)? {
                AttachmentState::Present { .. } => continue,
                AttachmentState::Partial { held } => held,
                AttachmentState::Missing => 0,
            };
            match resume(&folder.join(name), durable) {
                Ok(mut received) if received.length > durable => self.make_durable(&id, &mut received)?,
                Ok(_) | Err(ReplicaError::Busy) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Makes every received piece durable and counts it as held.
    pub(crate) fn make_pieces_durable(&self) -> Result<(), ReplicaError> {
        let mut receiving = self.receiving();
        for (id, current) in receiving.iter_mut() {
            if current.durable < current.length {
                self.make_durable(id, current)?;
            }
        }
        if receiving.len() > MOST_RECEIVING {
            receiving.clear();
        }
        Ok(())
    }

    /// Drops a content whose file no longer has its hash; one that has it stays.
    pub(crate) fn drop_if_damaged(&self, id: &AttachmentId) -> Result<bool, ReplicaError> {
        let intact = match self.open_attachment(id) {
            Ok(file) => hash(file).map_err(disk("reading an attachment"))?.0 == *id,
            Err(ReplicaError::Damaged { .. }) => false,
            Err(ReplicaError::NotHeld { .. }) => return Ok(false),
            Err(error) => return Err(error),
        };
        if !intact {
            self.transact(|transaction| forget(transaction, id))?;
            remove_if_there(&self.attachment_file(id))?;
        }
        Ok(!intact)
    }

    /// Gives durable bytes their name, then says that they are held.
    pub(crate) fn keep(&self, file: &Path, id: &AttachmentId, size: u64) -> Result<(), ReplicaError> {
        let doing = "keeping an attachment";
        let target = self.attachment_file(id);
        if let Some(folder) = target.parent() {
            fs_err::create_dir_all(folder).map_err(disk(doing))?;
            fs_err::rename(file, &target).map_err(disk(doing))?;
            platform::sync_directory(folder).map_err(disk(doing))?;
            platform::sync_directory(&self.attachments_folder()).map_err(disk(doing))?;
        }
        self.record(id, size, true)
    }

    /// Says that a content is held which a crash kept from being said, after it had its name.
    fn adopt(&self, id: &AttachmentId) -> Result<bool, ReplicaError> {
        let file = match fs_err::File::open(self.attachment_file(id)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(disk("opening an attachment")(error)),
        };
        let (found, size) = hash(file).map_err(disk("reading an attachment"))?;
        if found == *id {
            self.record(id, size, true)?;
        }
        Ok(found == *id)
    }

    fn record(&self, id: &AttachmentId, held: u64, whole: bool) -> Result<(), ReplicaError> {
        self.transact(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO attachments VALUES (?1, ?2, ?3) ON CONFLICT(hash)
                     DO UPDATE SET held = excluded.held, whole = excluded.whole WHERE NOT whole",
                )
                .and_then(|mut statement| statement.execute((id.as_bytes(), held, whole)))
                .map(drop)
                .map_err(sql("recording an attachment"))
        })
    }

    fn make_durable(&self, id: &AttachmentId, receiving: &mut Receiving) -> Result<(), ReplicaError> {
        receiving.file.sync_all().map_err(disk("writing a piece of an attachment"))?;
        self.record(id, receiving.length, false)?;
        receiving.durable = receiving.length;
        Ok(())
    }

    fn drop_partial(&self, id: &AttachmentId, partial: &Path) -> Result<(), ReplicaError> {
        remove_if_there(partial)?;
        remove_if_there(&trail::path(partial))?;
        self.transact(|transaction| forget(transaction, id))
    }

    fn receiving(&self) -> MutexGuard<'_, HashMap<AttachmentId, Receiving>> {
        self.receiving.lock().unwrap_or_else(|poisoned| {
            // What the thread that panicked was receiving is resumed from what is durable.
            let mut receiving = poisoned.into_inner();
            receiving.clear();
            self.receiving.clear_poison();
            receiving
        })
    }
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

/// Opens the bytes that a former session received and hashes them again. Another process that receives the
/// same content at this moment has the file locked.
fn resume(partial: &Path, durable: u64) -> Result<Receiving, ReplicaError> {
    let doing = "resuming an attachment";
    let mut file = fs_err::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(partial)
        .map_err(disk(doing))?;
    if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
        return Err(ReplicaError::Busy);
    }
    let mut hasher = blake3::Hasher::new();
    let held = io::copy(&mut (&mut file).take(durable), &mut hasher).map_err(disk(doing))?;
    let length = trail::follow(partial, &mut file, &mut hasher, held).map_err(disk(doing))?;
    // Behind that, a power cut may have left anything.
    file.set_len(length).and_then(|()| file.seek(SeekFrom::Start(length))).map_err(disk(doing))?;
    let mut trail = Trail::begin(partial).map_err(disk(doing))?;
    if length > held {
        trail.note(length, &hasher.finalize()).map_err(disk(doing))?;
    }
    Ok(Receiving { file, hasher, length, durable: held, trail })
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
