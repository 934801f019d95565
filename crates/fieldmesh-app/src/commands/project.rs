//! `fieldmesh project`: start, join and choose projects.

use std::path::Path;

use fieldmesh::config::Configuration;
use fieldmesh::{Invite, Project};
use serde_json::{Value, json};

use crate::cli::ProjectCommand;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: ProjectCommand) -> Result<(), Failure> {
    match command {
        ProjectCommand::Create { name, config, open } => create(context, &name, config.as_deref(), open),
        ProjectCommand::Invite { file } => invite(context, file.as_deref()),
        ProjectCommand::Join { invite } => {
            let invite = Invite::load(&invite)?;
            let project = context.device()?.join(&invite)?;
            told(context, &project, fl!("project-joined", name = project.name()))
        }
        ProjectCommand::List => list(context),
        ProjectCommand::Use { name } => {
            let device = context.device()?;
            let project = device.project(Some(&name))?;
            device.use_project(&project.id())?;
            told(context, &project, fl!("project-used", name = project.name()))
        }
        ProjectCommand::Show => {
            let project = context.project()?;
            let sentence = summary(&project)?;
            told(context, &project, sentence)
        }
    }
}

fn create(context: &Context, name: &str, config: Option<&Path>, open: bool) -> Result<(), Failure> {
    let (configuration, key) = match config {
        Some(file) => {
            let imported = super::config::read(context, file)?;
            (imported.configuration, imported.project_key)
        }
        None => (Configuration::builtin(), None),
    };
    let device = context.device()?;
    let project = match key {
        _ if open => device.create_open_project(name, configuration)?,
        Some(key) => device.create_keyed_project(name, &key, configuration)?,
        None => device.create_project(name, configuration)?,
    };
    told(context, &project, fl!("project-created", name = project.name()))
}

fn invite(context: &Context, file: Option<&Path>) -> Result<(), Failure> {
    let project = context.project()?;
    let invite = project.invite()?;
    if let Some(file) = file {
        invite.write_file(file)?;
    }
    // A file holds the key; only without one is it printed.
    let text = file.is_none().then(|| invite.to_text());
    let value = || {
        json!({
            "id": project.id().to_hex(), "name": project.name(), "open": project.is_open(),
            "text": text, "file": file.map(|file| file.display().to_string()),
        })
    };
    context.output.answer(value, || match (&text, file) {
        (Some(text), _) => text.clone(),
        (None, file) => fl!("invite-written", file = file.unwrap_or(Path::new("")).display().to_string()),
    })?;
    context.output.note(&fl!("invite-warning", name = project.name()));
    Ok(())
}

fn list(context: &Context) -> Result<(), Failure> {
    let projects = context.device()?.projects()?;
    let value = || {
        projects
            .iter()
            .map(|project| {
                json!({
                    "id": project.id.to_hex(), "name": project.name, "open": project.open, "current": project.current,
                })
            })
            .collect::<Value>()
    };
    context.output.answer(value, || {
        if projects.is_empty() {
            return fl!("no-projects");
        }
        let mut table = show::table(&[String::new(), fl!("name"), "ID".to_owned(), String::new()]);
        for project in &projects {
            table.add_row([
                if project.current { "*".to_owned() } else { String::new() },
                project.name.clone(),
                project.id.to_hex().chars().take(8).collect(),
                if project.open { fl!("open-mark") } else { String::new() },
            ]);
        }
        table.trim_fmt()
    })
}

fn summary(project: &Project) -> Result<String, Failure> {
    let configuration = project.configuration()?;
    let configuration = match &configuration {
        Some(one) => format!("{} {}", one.name, one.version.as_deref().unwrap_or_default()),
        None => fl!("no-configuration"),
    };
    Ok(fl!(
        "project-summary",
        name = project.name(),
        id = project.id().to_hex(),
        configuration = configuration.trim()
    ))
}

fn told(context: &Context, project: &Project, sentence: String) -> Result<(), Failure> {
    let configuration = project.configuration()?;
    context.output.answer(|| json::project(project, configuration.as_ref()), || sentence)?;
    if project.is_open() {
        context.output.note(&fl!("open-warning"));
    }
    Ok(())
}
