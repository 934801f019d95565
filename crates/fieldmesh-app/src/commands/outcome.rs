//! What is said after a synchronization, whatever carried it.

use fieldmesh::{
    DeclineReason, ErrorKind, FileOutcome, LanOutcome, MediaPolicy, Moved, PhotosOutcome, Project, RecordsDigest,
    ShardId,
};
use fieldmesh_sentences as sentences;
use serde_json::{Value, json};

use super::observation::ask;
use crate::context::Context;
use crate::failure::Failure;
use crate::json;

/// What both carriers tell of a session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ending<'a> {
    /// What both proved.
    pub(crate) digest: RecordsDigest,
    pub(crate) sent: Moved,
    pub(crate) received: Moved,
    pub(crate) photos: PhotosOutcome,
    pub(crate) media: MediaPolicy,
    pub(crate) attachments: u64,
    pub(crate) held_deletions: u64,
    pub(crate) declined: &'a [(ShardId, DeclineReason)],
}

impl Ending<'_> {
    /// What this device got, what the other side got, and what deserves a second look.
    pub(crate) fn moved(&self, context: &Context, project: &Project) -> Result<(), Failure> {
        context.output.words(&sentences::came(context.language, &self.received.counts))?;
        if let Some(sentence) = sentences::went(context.language, &self.sent.counts) {
            context.output.words(&sentence)?;
        }
        ask(context, project)
    }

    /// How photos stand, and the words that both sides show.
    pub(crate) fn proof(&self, context: &Context) -> Result<(), Failure> {
        if let Some(sentence) = sentences::photos(context.language, &self.photos, self.attachments, self.media) {
            context.output.words(&sentence)?;
        }
        let words = fieldmesh::words(&self.digest.0, context.language);
        context.output.words(&sentences::data_words(context.language, words))
    }

    /// What both carriers tell, to be added to a line of JSON.
    pub(crate) fn fields(
        &self,
        context: &Context,
        project: &Project,
    ) -> Result<serde_json::Map<String, Value>, Failure> {
        let reason = |reason: &DeclineReason| format!("{reason:?}").to_lowercase();
        let declined = self.declined.iter();
        let declined = declined.map(|(shard, why)| json!({ "shard": shard.to_hex(), "reason": reason(why) }));
        let photos = json!({
            "complete": self.photos.complete, "on_neither": self.photos.on_neither,
            "missing_here": self.photos.missing_here, "missing_there": self.photos.missing_there,
            "coming_here": self.photos.coming_here, "coming_there": self.photos.coming_there,
        });
        let only_here =
            json!({ "observations": project.only_here()?, "attachments": project.originals_only_here()? });
        let fields = [
            ("records_digest", self.digest.to_string().into()),
            ("data_words", json!(fieldmesh::words(&self.digest.0, context.language))),
            ("sent", moved(&self.sent)),
            ("received", moved(&self.received)),
            ("photos", photos),
            ("media", json::photos(self.media).into()),
            ("declined", declined.collect()),
            ("held_deletions", self.held_deletions.into()),
            ("only_here", only_here),
        ];
        Ok(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// Complete except some is told last, as its own ending.
    pub(crate) fn excepted(&self, context: &Context) -> Result<(), Failure> {
        let excepted = sentences::excepted(context.language, self.declined.len(), &self.photos);
        excepted.map_or(Ok(()), |sentence| Err(Failure::new(ErrorKind::Incomplete, sentence)))
    }
}

impl<'a> From<&'a FileOutcome> for Ending<'a> {
    fn from(outcome: &'a FileOutcome) -> Self {
        let FileOutcome { proven, sent, received, photos, media, attachments, held_deletions, declined, .. } =
            outcome;
        Self {
            digest: *proven,
            sent: *sent,
            received: *received,
            photos: *photos,
            media: *media,
            attachments: *attachments,
            held_deletions: *held_deletions,
            declined,
        }
    }
}

impl<'a> From<&'a LanOutcome> for Ending<'a> {
    fn from(outcome: &'a LanOutcome) -> Self {
        let LanOutcome { digest, sent, received, photos, media, attachments, held_deletions, declined, .. } =
            outcome;
        Self {
            digest: *digest,
            sent: *sent,
            received: *received,
            photos: *photos,
            media: *media,
            attachments: *attachments,
            held_deletions: *held_deletions,
            declined,
        }
    }
}

/// What moved one way.
pub(crate) fn moved(moved: &Moved) -> Value {
    let counts = &moved.counts;
    json!({
        "new": counts.new, "changed": counts.changed, "deleted": counts.deleted, "conflicts": counts.conflicts,
        "attachments": moved.attachments, "bytes": moved.bytes(), "record_bytes": moved.record_bytes,
        "attachment_bytes": moved.attachment_bytes,
    })
}
