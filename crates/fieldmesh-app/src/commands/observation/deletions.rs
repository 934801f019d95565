//! `fieldmesh observation deletions`: what other devices deleted and still waits for an answer.

use fieldmesh::{Deleted, Project, Query};
use fieldmesh_sentences as sentences;
use serde_json::json;

use super::list;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// Lists them.
pub(super) fn list(context: &Context, project: &Project) -> Result<(), Failure> {
    let query = Query { deleted: Deleted::Held, ..Query::default() };
    if context.output.is_json() {
        return list::stream(project, &query);
    }
    match project.held_deletions()? {
        0 => context.output.words(&fl!("no-held-deletions")),
        _ => list::table(context, project, query),
    }
}

/// Shows them as deleted.
pub(super) fn accept(context: &Context, project: &Project) -> Result<(), Failure> {
    let n = project.accept_deletions()?;
    context.output.answer(|| json!({ "accepted": n }), || fl!("deletions-accepted", n = n))
}

/// Restores them.
pub(super) fn restore(context: &Context, project: &Project) -> Result<(), Failure> {
    let n = project.restore_deletions()?;
    context.output.answer(|| json!({ "restored": n }), || fl!("deletions-restored", n = n))
}

/// Asks for an answer, where one is awaited.
pub(crate) fn ask(context: &Context, project: &Project) -> Result<(), Failure> {
    let n = project.held_deletions()?;
    if n > 0 {
        let sentence = sentences::held_deletions(context.language, n);
        context.output.note(&format!("{sentence} {}", fl!("see-held")));
    }
    Ok(())
}
