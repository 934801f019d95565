//! `fieldmesh syncfile`: synchronize by a file.

mod info;
mod outcome;

use std::path::{Path, PathBuf};

use fieldmesh::{ConfigurationChoice, ErrorKind, MediaPolicy, OtherConfiguration, SyncFileError};
use fieldmesh_sentences as sentences;
use serde_json::json;

use crate::cli::SyncFileCommand;
use crate::context::{Context, now};
use crate::failure::Failure;
use crate::{json, progress};

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: SyncFileCommand) -> Result<(), Failure> {
    match command {
        SyncFileCommand::Create { file, for_mail } => {
            let media = if for_mail { MediaPolicy::Previews } else { MediaPolicy::Everything };
            create(context, file, media)
        }
        SyncFileCommand::Sync { file, use_theirs, give_mine } => {
            let choice = match (use_theirs, give_mine) {
                (true, _) => ConfigurationChoice::UseTheirs,
                (false, true) => ConfigurationChoice::GiveOurs,
                (false, false) => ConfigurationChoice::Ask,
            };
            sync(context, &file, choice)
        }
        SyncFileCommand::Info { file } => info::info(context, &file, &context.device()?.sync_file_info(&file)?),
        SyncFileCommand::Verify { file } => {
            let report = progress::follow(context.output, context.device()?.verify_sync_file(&file))?;
            info::verified(context, &file, &report)
        }
    }
}

fn create(context: &Context, file: PathBuf, media: MediaPolicy) -> Result<(), Failure> {
    let project = context.project()?;
    let file = if file.is_dir() { file.join(project.sync_file_name(now())) } else { file };
    let outcome = progress::follow(context.output, project.begin_create_sync_file(&file, media))?;
    outcome::created(context, &project, &outcome)
}

fn sync(context: &Context, file: &Path, choice: ConfigurationChoice) -> Result<(), Failure> {
    let project = context.project()?;
    match progress::watch(context.output, project.begin_synchronize_file(file, choice))? {
        Ok(outcome) => outcome::synchronized(context, &project, &outcome),
        Err(SyncFileError::OtherConfiguration(other)) => Err(refused(context, file, &other)?),
        Err(error) => Err(error.into()),
    }
}

/// Says what differs, so that a person can choose.
fn refused(context: &Context, file: &Path, other: &OtherConfiguration) -> Result<Failure, Failure> {
    if context.output.is_json() {
        context.output.line(&json!({
            "event": "refused",
            "peer": { "kind": "file", "path": file.display().to_string() },
            "other_configuration": json::other_configuration(other, context.language),
        }))?;
    }
    context.output.note(&sentences::main_differences(context.language, &other.difference).join("\n"));
    Ok(Failure::new(ErrorKind::OtherConfiguration, sentences::other_configuration(context.language, other)))
}
