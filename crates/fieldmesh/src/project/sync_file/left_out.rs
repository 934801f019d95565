//! What a sync file that is kept small has nothing of.

use std::ops::ControlFlow;

use fieldmesh_document::{AttachmentId, MediaPolicy, ObservationId, Replica};
use fieldmesh_store::Query;
use fieldmesh_syncfile::SyncFile;

use super::SyncFileError;
use crate::Project;

/// An attachment of which a sync file has nothing, not even a preview.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The observation that it belongs to.
    pub observation: ObservationId,
    /// Which attachment.
    pub attachment: AttachmentId,
    /// The name of the file that it was taken from.
    pub name: Option<String>,
    /// What it is, such as `audio/mp4`.
    pub media_type: String,
}

impl Project {
    /// The attachments of live observations that a file which does not want originals has nothing of; none for a
    /// file that wants everything.
    pub(super) fn left_out_of(&self, file: &SyncFile) -> Result<Vec<LeftOut>, SyncFileError> {
        if file.manifest().media == MediaPolicy::Everything {
            return Ok(Vec::new());
        }
        let (mut left_out, mut asked) = (Vec::new(), Ok(()));
        self.store().for_each(&Query::default(), |observation| {
            for (id, record) in &observation.attachments {
                let contents: Vec<_> = record.contents(*id).map(|(id, ..)| id).collect();
                match file.held(&contents) {
                    Ok(held) if held.iter().all(Option::is_none) => left_out.push(LeftOut {
                        observation: observation.id,
                        attachment: *id,
                        name: record.name.clone(),
                        media_type: record.media_type.clone(),
                    }),
                    Ok(_) => {}
                    Err(error) => {
                        asked = Err(error);
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        asked?;
        Ok(left_out)
    }
}
