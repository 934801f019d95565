//! `fieldmesh config`: the categories and fields of the project.

mod diff;
mod list;
mod show;

use std::io::Write;
use std::path::Path;

use fieldmesh::config::{self, Configuration, Imported};
use fieldmesh::{ErrorKind, Project};
use fieldmesh_sentences::{self as sentences, word};
use fs_err as fs;
use serde_json::json;

use crate::cli::ConfigCommand;
use crate::context::{Context, now};
use crate::failure::Failure;
use crate::language::fl;

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: ConfigCommand) -> Result<(), Failure> {
    let project = context.project()?;
    match command {
        ConfigCommand::Show => show::told(context, &of(context, &project)?, None),
        ConfigCommand::List => list::told(context, &project),
        ConfigCommand::Import { file, replace } => {
            let mut imported = read(context, &file)?;
            if imported.project_key.as_ref().is_some_and(|key| key.project_id() != project.id()) {
                context.output.note(&fl!("config-other-key"));
            }
            if replace {
                project.set_configuration(&imported.configuration)?;
            } else {
                imported.configuration = project.change_configuration(imported.configuration)?;
            }
            show::told(context, &imported.configuration, Some(&imported))
        }
        ConfigCommand::Export { file } => export(context, &of(context, &project)?, &file),
        ConfigCommand::Diff { other } => {
            let after = named(context, &project, &other)?;
            diff::told(context, &of(context, &project)?, &after)
        }
    }
}

/// Reads an archive or a configuration file, and says what of it is kept differently.
pub(crate) fn read(context: &Context, file: &Path) -> Result<Imported, Failure> {
    let imported = fieldmesh::read_configuration(file)?;
    if !imported.warnings.is_empty() {
        let mut text = sentences::left_out(context.language, imported.warnings.len());
        for warning in &imported.warnings {
            text.push_str("\n  ");
            text.push_str(&warning.to_string());
        }
        context.output.note(&text);
    }
    Ok(imported)
}

fn export(context: &Context, configuration: &Configuration, file: &Path) -> Result<(), Failure> {
    let is_json = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let bytes = match is_json {
        true => configuration.file()?.into_owned(),
        false => config::export(configuration, now())?,
    };
    let mut out = fs::OpenOptions::new().write(true).create_new(true).open(file)?;
    out.write_all(&bytes)?;
    out.sync_all()?;
    let file = file.display().to_string();
    context.output.answer(
        || {
            json!({
                "file": file, "format": if is_json { "fieldmesh-config.json" } else { "comapeocat" },
                "name": configuration.name, "version": configuration.version,
                "fingerprint": configuration.fingerprint().to_string(),
            })
        },
        || sentences::written(context.language, &file),
    )
}

/// The configuration in a file, or the one of this project whose fingerprint begins so.
fn named(context: &Context, project: &Project, other: &str) -> Result<Configuration, Failure> {
    if Path::new(other).exists() {
        return Ok(read(context, Path::new(other))?.configuration);
    }
    let wanted = other.to_ascii_lowercase();
    let fits = |one: &Configuration| {
        let fingerprint = one.fingerprint();
        let whole = fingerprint.to_string();
        let hash = whole.split_once('-').map_or("", |(_, hash)| hash);
        let short = fingerprint.short().to_ascii_lowercase();
        whole.starts_with(&wanted) || hash.starts_with(&wanted) || short.starts_with(&wanted)
    };
    let known = project.configurations()?;
    known
        .into_iter()
        .find(|one| wanted.len() >= 4 && fits(one))
        .ok_or_else(|| Failure::new(ErrorKind::NoSuchFile, fl!("config-unknown", given = other)))
}

fn of(context: &Context, project: &Project) -> Result<Configuration, Failure> {
    project
        .configuration()?
        .ok_or_else(|| Failure::new(ErrorKind::NotAConfiguration, word::no_configuration(context.language)))
}
