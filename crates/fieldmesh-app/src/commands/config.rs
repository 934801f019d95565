//! `fieldmesh config`: the categories and fields of the project.

use fieldmesh::config::{Category, Configuration, Field};
use fieldmesh::{ErrorKind, Project};
use fs_err as fs;
use serde_json::{Value, json};
use std::io::Write;

use crate::cli::ConfigCommand;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::show;

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: ConfigCommand) -> Result<(), Failure> {
    let project = context.project()?;
    match command {
        ConfigCommand::Show => told(context, &of(&project)?),
        ConfigCommand::Import { file } => {
            let configuration = Configuration::from_bytes(&fs::read(file)?)?;
            project.set_configuration(&configuration)?;
            told(context, &configuration)
        }
        ConfigCommand::Export { file } => {
            let configuration = of(&project)?;
            let bytes = configuration.to_bytes()?;
            let mut out = fs::OpenOptions::new().write(true).create_new(true).open(&file)?;
            out.write_all(&bytes)?;
            out.sync_all()?;
            let file = file.display().to_string();
            context.output.answer(
                || {
                    json!({
                        "file": file, "name": configuration.name, "version": configuration.version,
                        "fingerprint": configuration.fingerprint().to_string(),
                    })
                },
                || fl!("written", file = file.as_str()),
            )
        }
    }
}

fn of(project: &Project) -> Result<Configuration, Failure> {
    project.configuration()?.ok_or_else(|| Failure::new(ErrorKind::NotAConfiguration, fl!("no-configuration")))
}

fn told(context: &Context, configuration: &Configuration) -> Result<(), Failure> {
    let language = context.language.tag();
    let value = || {
        json!({
            "name": configuration.name,
            "version": configuration.version,
            "fingerprint": configuration.fingerprint().to_string(),
            "categories": configuration.categories.iter().map(|one| category(one, language)).collect::<Value>(),
            "fields": configuration.fields.iter().map(|one| field(one, language)).collect::<Value>(),
        })
    };
    context.output.answer(value, || {
        let version = configuration.version.as_deref().unwrap_or_default();
        let mut text = format!("{} {version}  {}\n", configuration.name, configuration.fingerprint().short());
        let mut table = show::table(&["ID".to_owned(), fl!("category"), fl!("fields")]);
        for one in &configuration.categories {
            let fields = configuration.fields_of(Some(one.id.as_str()));
            let keys = fields.map(|field| field.tag_key.as_str()).collect::<Vec<_>>().join(", ");
            table.add_row([one.id.as_str(), one.name(language), &keys]);
        }
        text.push_str(&table.trim_fmt());
        text
    })
}

fn category(one: &Category, language: &str) -> Value {
    json!({
        "id": one.id, "name": one.name(language), "applies_to": one.applies_to,
        "tags": one.tags, "fields": one.fields, "color": one.color,
    })
}

fn field(one: &Field, language: &str) -> Value {
    let options = one.kind.options().iter();
    json!({
        "id": one.id, "tag_key": one.tag_key, "type": one.kind.name(), "label": one.label(language),
        "universal": one.universal,
        "options": options.map(|option| json!({ "value": option.value, "label": option.label(language) })).collect::<Value>(),
    })
}
