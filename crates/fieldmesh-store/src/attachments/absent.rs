//! Attachments that should be here and are not.

use std::collections::BTreeSet;
use std::io;

use fieldmesh_document::{AttachmentClass, AttachmentId, AttachmentWant, ObservationId, ReplicaError};
use rusqlite::OptionalExtension;

use super::quarantine;
use crate::Store;
use crate::error::{disk, sql};
use crate::record::Records;

/// A content that this device wants and does not hold whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AbsentAttachment {
    /// Which content.
    pub id: AttachmentId,
    /// Which rendition it is.
    pub class: AttachmentClass,
    /// Its bytes, as the record says.
    pub size: u64,
    /// How many of them, from the start, are here.
    pub held: u64,
    /// An observation that refers to it.
    pub observation: ObservationId,
    /// Whether it was here and was put aside, since its bytes were not what they had been.
    pub damaged: bool,
}

/// What live observations refer to, this device wants and does not hold whole. Each comes with the next session with a
/// device that has it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AbsentAttachments {
    /// How many never came, or are gone.
    pub missing: u64,
    /// How many were put aside as damaged.
    pub damaged: u64,
    /// Some of them, the damaged ones first, each sort by id.
    pub first: Vec<AbsentAttachment>,
}

impl Store {
    /// What this device wants and does not hold whole, in numbers, and the first `most` by name.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`], [`ReplicaError::Damaged`].
    pub fn absent_attachments(&self, most: usize) -> Result<AbsentAttachments, ReplicaError> {
        let wants = self.wanted_attachments()?;
        let aside = self.set_aside_before()?;
        let (damaged, missing): (Vec<_>, Vec<_>) = wants.into_iter().partition(|want| aside.contains(&want.id));
        let count = |list: &[AttachmentWant]| list.len() as u64;
        let mut absent =
            AbsentAttachments { missing: count(&missing), damaged: count(&damaged), first: Vec::new() };
        self.reading(|connection| {
            let mut records = Records::new(connection);
            let marked = damaged.iter().map(|want| (want, true)).chain(missing.iter().map(|want| (want, false)));
            for (AttachmentWant { id, class, size, held }, damaged) in marked.take(most) {
                let referring = connection
                    .prepare_cached(
                        "SELECT m.row, o.local FROM media m JOIN observations o ON o.row = m.row
                         WHERE m.hash = ?1 AND m.live LIMIT 1",
                    )
                    .and_then(|mut statement| {
                        statement.query_row([id.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
                    })
                    .map_err(sql("looking for what refers to an attachment"))?;
                // A commit in between may have taken the reference away.
                let Some((row, local)) = referring else { continue };
                let observation = records.id(row, local)?;
                let (id, class, size, held) = (*id, *class, *size, *held);
                absent.first.push(AbsentAttachment { id, class, size, held, observation, damaged });
            }
            Ok(absent)
        })
    }

    /// The contents of which a spoilt copy was put aside at any time.
    fn set_aside_before(&self) -> Result<BTreeSet<AttachmentId>, ReplicaError> {
        let doing = "looking for damaged attachments";
        let files = match fs_err::read_dir(self.attachments_folder().join(quarantine::FOLDER)) {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
            Err(error) => return Err(disk(doing)(error)),
        };
        let id = |file: io::Result<fs_err::DirEntry>| {
            let name = file.map_err(disk(doing))?.file_name();
            let hex = name.to_str().and_then(|name| name.split('-').next());
            Ok(hex.and_then(|hex| AttachmentId::from_hex(hex).ok()))
        };
        files.filter_map(|file| id(file).transpose()).collect()
    }
}
