//! `fieldmesh project`: start, join and choose projects.

use std::path::Path;

use fieldmesh::config::Configuration;
use fieldmesh::{Invite, MediaPolicy, Project};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::cli::{Photos, ProjectCommand};
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: ProjectCommand) -> Result<(), Failure> {
    match command {
        ProjectCommand::Create { name, config, open } => create(context, &name, config.as_deref(), open),
        ProjectCommand::Invite { file, qr } => invite(context, file.as_deref(), qr),
        ProjectCommand::Join { invite } => {
            let invite = match invite.as_str() {
                "-" => Invite::read(std::io::stdin().lock())?,
                given => Invite::load(given)?,
            };
            let project = context.device()?.join(&invite)?;
            told(context, &project, sentences::project_joined(context.language, &project.name()))
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
            let sentence = summary(context, &project)?;
            told(context, &project, sentence)
        }
        ProjectCommand::Photos { which } => photos(context, which),
    }
}

fn photos(context: &Context, which: Option<Photos>) -> Result<(), Failure> {
    let project = context.project()?;
    if let Some(which) = which {
        project.set_media_policy(match which {
            Photos::Everything => MediaPolicy::Everything,
            Photos::Previews => MediaPolicy::Previews,
        })?;
    }
    let policy = project.media_policy()?;
    let sentence = sentences::photos_wanted(context.language, policy);
    told_with(context, &project, sentence, Some(("photos", json::photos(policy).into())))
}

fn create(context: &Context, name: &str, config: Option<&Path>, open: bool) -> Result<(), Failure> {
    let (configuration, key, warnings) = match config {
        Some(file) => {
            let imported = super::config::read(context, file)?;
            (imported.configuration, imported.project_key, imported.warnings)
        }
        None => (Configuration::builtin(), None, Vec::new()),
    };
    let device = context.device()?;
    let project = match key {
        _ if open => device.create_open_project(name, configuration)?,
        Some(key) => device.create_keyed_project(name, &key, configuration)?,
        None => device.create_project(name, configuration)?,
    };
    let warnings = warnings.iter().map(ToString::to_string).collect();
    told_with(
        context,
        &project,
        sentences::project_created(context.language, &project.name()),
        Some(("warnings", warnings)),
    )
}

fn invite(context: &Context, file: Option<&Path>, qr: bool) -> Result<(), Failure> {
    let project = context.project()?;
    let invite = project.invite()?;
    let code = invite.to_code()?;
    match file {
        Some(file) if file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("png")) => {
            code.write_png(file, &sentences::invite_caption(context.language, &project.name()))?;
        }
        Some(file) => invite.write_file(file)?,
        None => {}
    }
    // A file holds the key; only without one is it printed.
    let text = file.is_none().then(|| invite.to_text());
    let value = || {
        json!({
            "id": project.id().to_hex(), "name": project.name(), "open": project.is_open(),
            "text": text, "file": file.map(|file| file.display().to_string()),
        })
    };
    context.output.answer(value, || {
        let code = if qr { code.to_text() } else { String::new() };
        let told = match (&text, file) {
            (Some(text), _) => text.clone(),
            (None, file) => fl!("invite-written", file = file.unwrap_or(Path::new("")).display().to_string()),
        };
        code + &told
    })?;
    context.output.note(&sentences::invite_warning(context.language, &project.name()));
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
        let mut table = show::table(&[String::new(), word::name(context.language), "ID".to_owned(), String::new()]);
        for project in &projects {
            table.add_row([
                if project.current { "*".to_owned() } else { String::new() },
                project.name.clone(),
                project.id.to_hex().chars().take(8).collect(),
                if project.open { word::open(context.language) } else { String::new() },
            ]);
        }
        table.trim_fmt()
    })
}

fn summary(context: &Context, project: &Project) -> Result<String, Failure> {
    let configuration = project.configuration()?;
    let configuration = match &configuration {
        Some(one) => format!("{} {}", one.name, one.version.as_deref().unwrap_or_default()),
        None => word::no_configuration(context.language),
    };
    Ok(fl!(
        "project-summary",
        name = project.name(),
        id = project.id().to_hex(),
        configuration = configuration.trim()
    ))
}

fn told(context: &Context, project: &Project, sentence: String) -> Result<(), Failure> {
    told_with(context, project, sentence, None)
}

/// Tells of a project, to programs with something more.
fn told_with(
    context: &Context,
    project: &Project,
    sentence: String,
    more: Option<(&str, Value)>,
) -> Result<(), Failure> {
    let configuration = project.configuration()?;
    let value = || {
        let mut value = json::project(project, configuration.as_ref());
        if let (Some((key, more)), Some(value)) = (more, value.as_object_mut()) {
            value.insert(key.to_owned(), more);
        }
        value
    };
    context.output.answer(value, || sentence)?;
    if project.is_open() {
        context.output.note(&word::open_warning(context.language));
    }
    Ok(())
}
