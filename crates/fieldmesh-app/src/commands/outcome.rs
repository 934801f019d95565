//! What is said after a synchronization, whatever carried it.

use fieldmesh::{
    DeclineReason, ErrorKind, FileOutcome, LanOutcome, MergeCounts, Moved, PhotosOutcome, Project, ShardId,
};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::show;

/// More deletions than this, or than one in [`DELETED_SHARE`], are pointed out.
const DELETED_MANY: u64 = 20;
const DELETED_SHARE: u64 = 20;

/// What both carriers tell of a session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending<'a> {
    pub(crate) sent: Moved,
    pub(crate) received: Moved,
    pub(crate) photos: PhotosOutcome,
    pub(crate) declined: &'a [(ShardId, DeclineReason)],
}

impl Ending<'_> {
    /// What this device got, what the other side got, and what deserves a second look.
    pub(crate) fn moved(&self, context: &Context, before: u64) -> Result<(), Failure> {
        context.output.words(&came(&self.received.counts))?;
        if let Some(sentence) = went(&self.sent.counts) {
            context.output.words(&sentence)?;
        }
        let deleted = self.received.counts.deleted;
        if deleted > DELETED_MANY || deleted * DELETED_SHARE > before {
            context.output.note(&fl!("many-deleted", n = deleted));
        }
        Ok(())
    }

    /// How photos stand, and the words that both sides show.
    pub(crate) fn proof(&self, context: &Context, project: &Project) -> Result<(), Failure> {
        if self.photos.on_neither > 0 {
            context.output.words(&fl!("photos-on-neither", n = self.photos.on_neither))?;
        } else if self.photos.complete && self.sent.attachments + self.received.attachments > 0 {
            context.output.words(&fl!("photos-on-both"))?;
        }
        let words = project.data_words(context.language)?;
        context.output.words(&fl!("data-words", words = show::words(words)))
    }

    /// What both carriers tell, to be added to a line of JSON.
    pub(crate) fn fields(&self) -> serde_json::Map<String, Value> {
        let reason = |reason: &DeclineReason| format!("{reason:?}").to_lowercase();
        let declined = self.declined.iter();
        let declined = declined.map(|(shard, why)| json!({ "shard": shard.to_hex(), "reason": reason(why) }));
        let photos = json!({
            "complete": self.photos.complete, "on_neither": self.photos.on_neither,
            "missing_here": self.photos.missing_here, "missing_there": self.photos.missing_there,
        });
        [
            ("sent", moved(&self.sent)),
            ("received", moved(&self.received)),
            ("photos", photos),
            ("declined", declined.collect()),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
    }

    /// Complete except some is told last, as its own ending.
    pub(crate) fn excepted(&self) -> Result<(), Failure> {
        let missing = self.photos.missing_here + self.photos.missing_there;
        if !self.declined.is_empty() {
            Err(Failure::new(ErrorKind::Incomplete, fl!("except-shards", n = self.declined.len())))
        } else if missing > 0 {
            Err(Failure::new(ErrorKind::Incomplete, fl!("except-attachments", n = missing)))
        } else {
            Ok(())
        }
    }
}

impl<'a> From<&'a FileOutcome> for Ending<'a> {
    fn from(outcome: &'a FileOutcome) -> Self {
        let FileOutcome { sent, received, photos, declined, .. } = outcome;
        Self { sent: *sent, received: *received, photos: *photos, declined }
    }
}

impl<'a> From<&'a LanOutcome> for Ending<'a> {
    fn from(outcome: &'a LanOutcome) -> Self {
        let LanOutcome { sent, received, photos, declined, .. } = outcome;
        Self { sent: *sent, received: *received, photos: *photos, declined }
    }
}

/// What moved one way.
pub(crate) fn moved(moved: &Moved) -> Value {
    let counts = &moved.counts;
    json!({
        "new": counts.new, "changed": counts.changed, "deleted": counts.deleted, "conflicts": counts.conflicts,
        "attachments": moved.attachments, "bytes": moved.bytes,
    })
}

fn came(counts: &MergeCounts) -> String {
    if *counts == MergeCounts::default() {
        return fl!("nothing-new");
    }
    let MergeCounts { new, changed, deleted, conflicts } = counts;
    fl!("moved", new = new, changed = changed, deleted = deleted, conflicts = conflicts)
}

fn went(counts: &MergeCounts) -> Option<String> {
    let MergeCounts { new, changed, deleted, .. } = counts;
    (*counts != MergeCounts::default()).then(|| fl!("given", new = new, changed = changed, deleted = deleted))
}
