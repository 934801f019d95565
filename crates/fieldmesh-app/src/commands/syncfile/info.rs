//! What is said of a sync file without synchronizing with it.

use std::path::Path;

use fieldmesh::{ErrorKind, MergeCounts, ShardId, SyncFileInfo, SyncFileState, VerifyReport};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::json;
use crate::language::fl;

/// Says what a file holds.
pub(super) fn info(context: &Context, file: &Path, info: &SyncFileInfo) -> Result<(), Failure> {
    context.output.answer(|| value(file, info), || words(context, info))?;
    stated(context, &info.state)
}

/// Says what reading the whole file found.
pub(super) fn verified(context: &Context, file: &Path, report: &VerifyReport) -> Result<(), Failure> {
    if context.output.is_json() {
        context.output.line(&json!({
            "event": "complete", "file": file.display().to_string(), "state": state(&report.state),
            "segments": report.segments, "shards": report.shards, "attachments": report.attachments,
            "bytes": report.bytes, "damaged_segments": report.damaged_segments,
            "damaged_shards": report.damaged_shards.iter().map(ShardId::to_hex).collect::<Vec<_>>(),
            "damaged_attachments": report.damaged_attachments.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }))?;
    }
    let faults = report.damaged_segments.len() + report.damaged_shards.len() + report.damaged_attachments.len();
    if faults > 0 {
        return Err(Failure::new(ErrorKind::Damaged, fl!("doctor-faults", n = faults)));
    }
    stated(context, &report.state)?;
    if context.output.is_json() { Ok(()) } else { context.output.words(&word::file_verified(context.language)) }
}

fn value(file: &Path, info: &SyncFileInfo) -> Value {
    let manifest = &info.manifest;
    let visits = info.visits.iter().map(|visit| {
        let MergeCounts { new, changed, deleted, conflicts } = visit.counts;
        json!({
            "device": visit.visitor.device.to_string(), "name": visit.visitor.name, "at": json::time(visit.at),
            "complete": visit.complete,
            "brought": { "new": new, "changed": changed, "deleted": deleted, "conflicts": conflicts },
        })
    });
    json!({
        "file": file.display().to_string(),
        "state": state(&info.state),
        "project": { "id": manifest.project.to_hex(), "name": manifest.name },
        "config": manifest.configuration.as_ref().map(|one| {
            json!({ "name": one.name, "version": one.version, "fingerprint": one.fingerprint.to_string() })
        }),
        "created_at": json::time(manifest.created),
        "writer": { "device": manifest.writer.device.to_string(), "name": manifest.writer.name },
        "media": json::photos(manifest.media),
        "sequence": info.sequence,
        "observations": info.observations,
        "shards": info.shards,
        "attachments": info.attachments,
        "bytes": info.bytes,
        "visits": visits.collect::<Vec<_>>(),
    })
}

fn words(context: &Context, info: &SyncFileInfo) -> String {
    let contents = sentences::file_contents(context.language, info);
    match &info.state {
        SyncFileState::Intact => format!("{contents}\n{}", sentences::file_state(context.language, &info.state)),
        // Told as an error.
        SyncFileState::Unfinished { .. } | SyncFileState::Damaged { .. } => contents,
    }
}

const fn state(state: &SyncFileState) -> &'static str {
    match state {
        SyncFileState::Intact => "intact",
        SyncFileState::Unfinished { .. } => "unfinished",
        SyncFileState::Damaged { .. } => "damaged",
    }
}

/// A file that is not whole ends the command with its own exit code.
fn stated(context: &Context, state: &SyncFileState) -> Result<(), Failure> {
    let kind = match state {
        SyncFileState::Intact => return Ok(()),
        SyncFileState::Unfinished { .. } => ErrorKind::Incomplete,
        SyncFileState::Damaged { .. } => ErrorKind::Damaged,
    };
    Err(Failure::new(kind, sentences::file_state(context.language, state)))
}
