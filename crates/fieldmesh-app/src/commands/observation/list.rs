//! `fieldmesh observation list`, and the filters it shares with `export`.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;

use fieldmesh::{Deleted, Project, Query};
use fieldmesh_sentences::word;

use crate::cli::Filters;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{assignment, json, show};

use super::deletions;

/// How many a person is shown who gave no limit.
const SHOWN: u64 = 100;

/// The query of these filters.
pub(crate) fn query(filters: &Filters) -> Result<Query, Failure> {
    Ok(Query {
        category: filters.category.clone(),
        since: filters.since.as_deref().map(assignment::since).transpose()?,
        until: filters.until.as_deref().map(assignment::until).transpose()?,
        bbox: filters.bbox.as_deref().map(assignment::bounding_box).transpose()?,
        search: filters.search.clone(),
        conflicts: filters.conflicts,
        duplicates: filters.duplicates,
        deleted: match (filters.deleted, filters.conflicts) {
            (true, _) => Deleted::Deleted,
            // Deleted on one device and edited on another is a conflict like others.
            (false, true) => Deleted::All,
            (false, false) => Deleted::Live,
        },
        limit: filters.limit.map(u64::from),
        ..Query::default()
    })
}

/// Lists them.
pub(crate) fn run(context: &Context, project: &Project, filters: &Filters) -> Result<(), Failure> {
    let mut query = query(filters)?;
    if query.deleted == Deleted::Live {
        query.deleted = Deleted::Shown;
    }
    if context.output.is_json() {
        return stream(project, &query);
    }
    table(context, project, query)
}

/// Shows them to a person.
pub(super) fn table(context: &Context, project: &Project, mut query: Query) -> Result<(), Failure> {
    query.limit.get_or_insert(SHOWN);
    let list = project.list_marked(&query)?;
    let vocabulary = project.vocabulary()?;
    // Those of one source lie side by side.
    let groups = list.chunk_by(|one, next| !query.duplicates || one.observation.source == next.observation.source);
    let tables: Vec<_> = groups.map(|group| show::observations(context, &vocabulary, group)).collect();
    let tables = if tables.is_empty() { word::no_observations(context.language) } else { tables.join("\n\n") };
    context.output.words(&tables)?;
    let total = project.count(&Query { limit: None, ..query })?;
    let shown = u64::try_from(list.len()).unwrap_or(u64::MAX);
    if shown < total {
        context.output.note(&fl!("more-observations", shown = shown, total = total));
    }
    deletions::ask(context, project)
}

/// An array, one observation on each line, however many there are.
pub(super) fn stream(project: &Project, query: &Query) -> Result<(), Failure> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    out.write_all(b"[")?;
    let (mut between, mut result) = ("\n", Ok(()));
    project.for_each_marked(query, |listed| {
        result = write!(out, "{between}{}", json::listed(&listed));
        between = ",\n";
        if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    result?;
    out.write_all(b"\n]\n")?;
    Ok(out.flush()?)
}
