//! `fieldmesh import` and `fieldmesh export`: observations from and to other programs.

use std::path::Path;

use fieldmesh_sentences as sentences;
use fs_err as fs;
use serde_json::{Value, json};

use super::observation;
use crate::cli::{ExportArgs, Format};
use crate::context::Context;
use crate::failure::Failure;
use crate::progress;

/// Adds the observations of a GeoJSON file.
pub(crate) fn import(context: &Context, file: &Path) -> Result<(), Failure> {
    let project = context.project()?;
    let report = progress::follow(context.output, project.import(file))?;
    let skipped = || {
        let skipped = report.skipped.iter();
        skipped.map(|one| json!({ "number": one.number, "reason": one.reason })).collect::<Value>()
    };
    if context.output.is_json() {
        return context.output.line(&json!({
            "event": "complete", "added": report.added, "already_present": report.already_present,
            "times_found": report.times_found, "skipped": skipped(),
        }));
    }
    context.output.words(&sentences::imported(context.language, report.added, report.already_present))?;
    for one in &report.skipped {
        context.output.note(&sentences::skipped(context.language, one.number, &one.reason));
    }
    Ok(())
}

/// Writes observations to a file or to standard output.
pub(crate) fn export(context: &Context, args: &ExportArgs) -> Result<(), Failure> {
    let project = context.project()?;
    let query = observation::query(&args.filters)?;
    let Format::Geojson = args.format;
    if args.file == Path::new("-") {
        project.export_geojson(&query, std::io::stdout().lock())?;
        return Ok(());
    }
    let out = fs::OpenOptions::new().write(true).create_new(true).open(&args.file)?;
    let observations = project.export_geojson(&query, &out)?;
    out.sync_all()?;
    let file = args.file.display().to_string();
    context.output.answer(
        || json!({ "file": file, "format": "geojson", "observations": observations }),
        || sentences::exported(context.language, &file, observations),
    )
}
