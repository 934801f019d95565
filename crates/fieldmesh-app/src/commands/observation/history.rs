//! `fieldmesh observation history`, and what is done with one of its versions.

use fieldmesh::{ChangeHash, ErrorKind, Observation, ObservationId, Project, Version, Vocabulary};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// Lists the versions of an observation, oldest first, with what each changed.
pub(crate) fn run(context: &Context, project: &Project, id: &ObservationId) -> Result<(), Failure> {
    let (versions, vocabulary) = (project.history(id)?, project.vocabulary()?);
    context.output.answer(
        || versions.iter().map(json::version).collect::<Value>(),
        || {
            let mut table = show::table(&[
                fl!("version"),
                word::date(context.language),
                word::device(context.language),
                fl!("history-changes"),
            ]);
            for version in &versions {
                table.add_row([
                    version.change.to_string().chars().take(8).collect(),
                    sentences::time(version.at),
                    context.device_name(project, version.author.as_ref()),
                    changes(context, &vocabulary, version),
                ]);
            }
            table.trim_fmt()
        },
    )?;
    context.output.note(&fl!("see-version", id = id.short()));
    Ok(())
}

/// The version whose change begins so.
pub(crate) fn version(project: &Project, id: &ObservationId, prefix: &str) -> Result<ChangeHash, Failure> {
    let prefix = prefix.to_lowercase();
    let history = project.history(id)?;
    let mut found = history.iter().filter(|version| version.change.to_string().starts_with(&prefix));
    match (found.next(), found.next()) {
        (Some(version), None) => Ok(version.change),
        (None, _) => Err(Failure::new(ErrorKind::NoSuchObservation, fl!("no-such-version", given = prefix))),
        (Some(_), Some(_)) => Err(Failure::new(ErrorKind::AmbiguousId, fl!("ambiguous-hash", given = prefix))),
    }
}

/// Undoes a deletion, or makes an observation what it was at a version.
pub(crate) fn restore(project: &Project, id: &ObservationId, at: Option<&str>) -> Result<Observation, Failure> {
    match at {
        None => Ok(project.restore(id)?),
        Some(prefix) => Ok(project.revert(id, &version(project, id, prefix)?)?),
    }
}

/// One line for each thing that a version changed.
fn changes(context: &Context, vocabulary: &Vocabulary, version: &Version) -> String {
    let observation = &version.observation;
    let told = |one| sentences::difference(context.language, vocabulary, observation, one);
    let mut lines: Vec<String> = version.differences().iter().map(told).collect();
    if version.before.is_none() {
        lines.push(word::version_recorded(context.language));
    } else if lines.is_empty() {
        lines.push(word::version_same(context.language));
    }
    lines.extend(version.clock.map(|doubt| sentences::clock_doubt(context.language, doubt)));
    lines.join("\n")
}
