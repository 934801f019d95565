//! `fieldmesh syncfile`: synchronize by a file.

mod info;
mod outcome;

use std::path::{Path, PathBuf};

use fieldmesh::Project;
use jiff::Zoned;
use unicode_normalization::UnicodeNormalization;

use crate::cli::SyncFileCommand;
use crate::context::Context;
use crate::failure::Failure;
use crate::progress;

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: SyncFileCommand) -> Result<(), Failure> {
    match command {
        SyncFileCommand::Create { file } => create(context, file),
        SyncFileCommand::Sync { file } => sync(context, &file),
        SyncFileCommand::Info { file } => info::info(context, &file, &context.device()?.sync_file_info(&file)?),
        SyncFileCommand::Verify { file } => {
            let report = progress::follow(context.output, context.device()?.verify_sync_file(&file))?;
            info::verified(context, &file, &report)
        }
    }
}

fn create(context: &Context, file: PathBuf) -> Result<(), Failure> {
    let project = context.project()?;
    let file = if file.is_dir() { file.join(default_name(&project)) } else { file };
    let outcome = progress::follow(context.output, project.begin_create_sync_file(&file))?;
    outcome::created(context, &project, &outcome)
}

fn sync(context: &Context, file: &Path) -> Result<(), Failure> {
    let project = context.project()?;
    let before = project.totals()?.live;
    let outcome = progress::follow(context.output, project.begin_synchronize_file(file))?;
    outcome::synchronized(context, &project, &outcome, before)
}

/// Project, day and device: `Rio-Napo 2026-11-22 K7QF.fieldmesh`, in letters that every file system takes.
fn default_name(project: &Project) -> String {
    let plain = project.name().nfd().filter(|c| c.is_ascii()).collect::<String>();
    let parts = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join("-");
    let device: String = project.device().id().short().chars().take(4).collect();
    format!("{name} {} {device}.fieldmesh", Zoned::now().strftime("%Y-%m-%d")).trim_start().to_owned()
}
