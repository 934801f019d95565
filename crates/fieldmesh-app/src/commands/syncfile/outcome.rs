//! What is said after a sync file was written or synchronized with.

use fieldmesh::{FileOutcome, Project, Visitor};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::commands::outcome::Ending;
use crate::context::Context;
use crate::failure::Failure;
use crate::json;
use crate::language::fl;

/// Says that a file was written.
pub(super) fn created(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<(), Failure> {
    if context.output.is_json() {
        return context.output.line(&complete(context, project, outcome)?);
    }
    context.output.words(&sentences::file_written(context.language, outcome))?;
    left_out(context, outcome)?;
    if project.is_open() {
        context.output.note(&word::open_warning(context.language));
    }
    Ending::from(outcome).proof(context)
}

/// Says what came, what went, and that both hold the same.
pub(super) fn synchronized(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<(), Failure> {
    let ending = Ending::from(outcome);
    if context.output.is_json() {
        context.output.line(&complete(context, project, outcome)?)?;
        return ending.excepted(context);
    }
    if outcome.unfinished_before {
        context.output.note(&word::file_was_unfinished(context.language));
    }
    if let Some(one) = &outcome.adopted {
        context.output.words(&sentences::adopted(context.language, one))?;
    }
    if let Some(one) = &outcome.given {
        context.output.words(&sentences::given(context.language, one))?;
    }
    ending.moved(context, project)?;
    if outcome.declined.is_empty() {
        context.output.words(&sentences::file_holds(context.language, outcome.observations))?;
    }
    left_out(context, outcome)?;
    let writer = project.device().sync_file_info(&outcome.path).ok().map(|info| info.manifest.writer.device);
    for Visitor { device, name, new } in &outcome.waiting {
        context.output.words(&if writer.as_ref() == Some(device) {
            fl!("file-carry-back", n = new, name = name.as_str())
        } else {
            fl!("file-carry-on", n = new, name = name.as_str())
        })?;
    }
    ending.proof(context)?;
    ending.excepted(context)
}

/// Says of which attachments the file has nothing.
fn left_out(context: &Context, outcome: &FileOutcome) -> Result<(), Failure> {
    match sentences::file_left_out(context.language, &outcome.left_out) {
        Some(sentence) => context.output.words(&sentence),
        None => Ok(()),
    }
}

fn complete(context: &Context, project: &Project, outcome: &FileOutcome) -> Result<Value, Failure> {
    let new_for = outcome.waiting.iter().map(|visitor| {
        json!({ "device": visitor.device.to_string(), "name": visitor.name, "observations": visitor.new })
    });
    let left_out = outcome.left_out.iter().map(|one| {
        json!({
            "observation": one.observation.to_string(), "id": one.attachment.to_hex(), "name": one.name,
            "media_type": one.media_type,
        })
    });
    let mut line = json!({
        "event": "complete",
        "peer": { "kind": "file", "path": outcome.path.display().to_string(), "bytes": outcome.bytes },
        "observations": outcome.observations,
        "adopted": json::configuration_summary(outcome.adopted.as_ref()),
        "given": json::configuration_summary(outcome.given.as_ref()),
        "unfinished_before": outcome.unfinished_before,
        "new_for": new_for.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
    });
    if let Value::Object(line) = &mut line {
        line.extend(Ending::from(outcome).fields(context, project)?);
    }
    Ok(line)
}
