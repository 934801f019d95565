//! What is said after a sync file was written or synchronized with.

use fieldmesh::{ErrorKind, FileOutcome, MergeCounts, Moved, Project, Visitor};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::show;

/// More deletions than this, or than one in [`DELETED_SHARE`], are pointed out.
const DELETED_MANY: u64 = 20;
const DELETED_SHARE: u64 = 20;

/// Says that a file was written.
pub(super) fn created(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<(), Failure> {
    if context.output.is_json() {
        return context.output.line(&complete(context, project, outcome)?);
    }
    let file = outcome.path.display().to_string();
    context.output.words(&fl!(
        "file-created",
        file = file,
        size = show::bytes(outcome.bytes),
        n = outcome.observations
    ))?;
    if project.is_open() {
        context.output.note(&fl!("open-warning"));
    }
    endings(context, project, outcome)
}

/// Says what came, what went, and that both hold the same.
pub(super) fn synchronized(
    context: &Context,
    project: &Project,
    outcome: &FileOutcome,
    before: u64,
) -> Result<(), Failure> {
    if context.output.is_json() {
        context.output.line(&complete(context, project, outcome)?)?;
        return excepted(outcome);
    }
    if outcome.unfinished_before {
        context.output.note(&fl!("file-was-unfinished"));
    }
    context.output.words(&came(&outcome.received.counts))?;
    if let Some(sentence) = went(&outcome.sent.counts) {
        context.output.words(&sentence)?;
    }
    if outcome.declined.is_empty() {
        context.output.words(&fl!("file-same", n = outcome.observations))?;
    }
    let writer = project.device().sync_file_info(&outcome.path).ok().map(|info| info.manifest.writer.device);
    for Visitor { device, name, new } in &outcome.waiting {
        context.output.words(&if writer.as_ref() == Some(device) {
            fl!("file-carry-back", n = new, name = name.as_str())
        } else {
            fl!("file-carry-on", n = new, name = name.as_str())
        })?;
    }
    let deleted = outcome.received.counts.deleted;
    if deleted > DELETED_MANY || deleted * DELETED_SHARE > before {
        context.output.note(&fl!("many-deleted", n = deleted));
    }
    endings(context, project, outcome)?;
    excepted(outcome)
}

/// What this device got.
fn came(counts: &MergeCounts) -> String {
    if *counts == MergeCounts::default() {
        return fl!("nothing-new");
    }
    let MergeCounts { new, changed, deleted, conflicts } = counts;
    fl!("moved", new = new, changed = changed, deleted = deleted, conflicts = conflicts)
}

/// What the file got.
fn went(counts: &MergeCounts) -> Option<String> {
    let MergeCounts { new, changed, deleted, .. } = counts;
    (*counts != MergeCounts::default()).then(|| fl!("given", new = new, changed = changed, deleted = deleted))
}

fn endings(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<(), Failure> {
    if outcome.photos.on_neither > 0 {
        context.output.words(&fl!("photos-on-neither", n = outcome.photos.on_neither))?;
    } else if outcome.photos.complete && outcome.sent.attachments + outcome.received.attachments > 0 {
        context.output.words(&fl!("photos-on-both"))?;
    }
    let words = project.data_words(context.language)?;
    context.output.words(&fl!("data-words", words = show::words(words)))
}

fn complete(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<Value, Failure> {
    let new_for = outcome.waiting.iter().map(|visitor| {
        json!({ "device": visitor.device.to_string(), "name": visitor.name, "observations": visitor.new })
    });
    let declined = outcome
        .declined
        .iter()
        .map(|(shard, reason)| json!({ "shard": shard.to_hex(), "reason": format!("{reason:?}").to_lowercase() }));
    Ok(json!({
        "event": "complete",
        "peer": { "kind": "file", "path": outcome.path.display().to_string(), "bytes": outcome.bytes },
        "observations": outcome.observations,
        "sent": moved(&outcome.sent),
        "received": moved(&outcome.received),
        "photos": {
            "complete": outcome.photos.complete, "on_neither": outcome.photos.on_neither,
            "missing_here": outcome.photos.missing_here, "missing_there": outcome.photos.missing_there,
        },
        "declined": declined.collect::<Vec<_>>(),
        "unfinished_before": outcome.unfinished_before,
        "new_for": new_for.collect::<Vec<_>>(),
        "records_digest": outcome.digest.to_string(),
        "data_words": project.data_words(context.language)?,
    }))
}

/// What moved one way.
pub(crate) fn moved(moved: &Moved) -> Value {
    let counts = &moved.counts;
    json!({
        "new": counts.new, "changed": counts.changed, "deleted": counts.deleted, "conflicts": counts.conflicts,
        "attachments": moved.attachments, "bytes": moved.bytes,
    })
}

/// Complete except some is told last, as its own ending.
fn excepted(outcome: &FileOutcome) -> Result<(), Failure> {
    let missing = outcome.photos.missing_here + outcome.photos.missing_there;
    if !outcome.declined.is_empty() {
        Err(Failure::new(ErrorKind::Incomplete, fl!("except-shards", n = outcome.declined.len())))
    } else if missing > 0 {
        Err(Failure::new(ErrorKind::Incomplete, fl!("except-attachments", n = missing)))
    } else {
        Ok(())
    }
}
