//! Contents on their way in, piece by piece, from several sources at a time.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::MutexGuard;

use fieldmesh_document::{AttachmentId, AttachmentRecord, AttachmentWant, PieceOutcome, ReplicaError};

use super::trail::{self, Trail};
use super::{AttachmentState, Held, PARTIAL, forget, make_folders, remove_if_there};
use crate::Store;
use crate::error::disk;

/// Received bytes are made durable, and counted as held, at least so often: what a power cut costs is a second or two
/// of a slow network, and a fast one does not wait for the disk at every turn.
const DURABLE_EVERY: u64 = 8 << 20;
/// Files of abandoned contents kept open for their next piece.
const MOST_RECEIVING: usize = 64;

/// A content on its way in.
#[derive(Debug)]
pub(crate) struct Receiving {
    file: fs_err::File,
    hasher: blake3::Hasher,
    length: u64,
    /// How much of it is durable and recorded.
    durable: u64,
    trail: Trail,
    /// Whether more than one source may have brought it: whose fault wrong bytes are cannot be told then.
    mixed: bool,
}

impl Receiving {
    /// Bytes received, durable or not.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    const fn mismatch(&self) -> PieceOutcome {
        if self.mixed { PieceOutcome::Later } else { PieceOutcome::Mismatch }
    }
}

impl Store {
    pub(crate) fn receive_piece(
        &self,
        want: &AttachmentWant,
        offset: u64,
        bytes: &[u8],
    ) -> Result<PieceOutcome, ReplicaError> {
        let doing = "writing a piece of an attachment";
        let mut receiving = self.receiving();
        let partial = self.attachments_folder().join(PARTIAL).join(want.id.to_hex());
        let mut entry = match receiving.entry(want.id) {
            Entry::Occupied(entry) => entry,
            Entry::Vacant(entry) => {
                let durable = match self.attachment_state(&want.id)? {
                    AttachmentState::Present { .. } => return Ok(PieceOutcome::Known),
                    AttachmentState::Partial { held } => held,
                    AttachmentState::Missing => 0,
                };
                if self.adopt(&want.id)? {
                    return Ok(PieceOutcome::Known);
                }
                make_folders(&self.directory)?;
                match resume(&partial, durable) {
                    Ok(resumed) => entry.insert_entry(resumed),
                    // Another process is receiving it.
                    Err(ReplicaError::Busy) => return Ok(PieceOutcome::Later),
                    Err(error) => return Err(error),
                }
            }
        };
        let current = entry.get_mut();
        let end = offset.saturating_add(bytes.len() as u64);
        if offset > current.length {
            if current.length == 0 {
                entry.remove();
                self.drop_partial(&want.id, &partial)?;
            }
            return Ok(PieceOutcome::Later);
        }
        current.mixed |= want.held > 0 || offset < current.length;
        if end > want.size || want.size > AttachmentRecord::MAX_SIZE {
            // Whatever follows, the whole cannot get its hash.
            let outcome = current.mismatch();
            entry.remove();
            self.drop_partial(&want.id, &partial)?;
            return Ok(outcome);
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
            let outcome = current.mismatch();
            entry.remove();
            self.drop_partial(&want.id, &partial)?;
            return Ok(outcome);
        }
        current.file.sync_all().map_err(disk(doing))?;
        let size = current.length;
        entry.remove();
        self.keep(&partial, &want.id, size, false)?;
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

    fn make_durable(&self, id: &AttachmentId, receiving: &mut Receiving) -> Result<(), ReplicaError> {
        receiving.file.sync_all().map_err(disk("writing a piece of an attachment"))?;
        self.record(id, receiving.length, Held::Part)?;
        receiving.durable = receiving.length;
        Ok(())
    }

    fn drop_partial(&self, id: &AttachmentId, partial: &Path) -> Result<(), ReplicaError> {
        remove_if_there(partial)?;
        remove_if_there(&trail::path(partial))?;
        self.transact(|transaction| forget(transaction, id))
    }

    pub(super) fn receiving(&self) -> MutexGuard<'_, HashMap<AttachmentId, Receiving>> {
        self.receiving.lock().unwrap_or_else(|poisoned| {
            // What the thread that panicked was receiving is resumed from what is durable.
            let mut receiving = poisoned.into_inner();
            receiving.clear();
            self.receiving.clear_poison();
            receiving
        })
    }
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
    Ok(Receiving { file, hasher, length, durable: held, trail, mixed: false })
}
