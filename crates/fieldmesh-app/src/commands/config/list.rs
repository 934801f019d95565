//! `fieldmesh config list`: the configurations of a project, and what was recorded under each.

use fieldmesh::{ConfigurationUse, Project};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

pub(super) fn told(context: &Context, project: &Project) -> Result<(), Failure> {
    let uses = project.configuration_uses()?;
    let value = || {
        let one = |one: &ConfigurationUse| {
            let configuration = one.configuration.as_ref();
            json!({
                "fingerprint": one.fingerprint.map(|fingerprint| fingerprint.to_string()),
                "name": configuration.map(|one| &one.name),
                "version": configuration.and_then(|one| one.version.as_ref()),
                "current": one.current,
                "observations": one.observations,
                "first": one.span.map(|(first, _)| json::time(first)),
                "last": one.span.map(|(_, last)| json::time(last)),
            })
        };
        uses.iter().map(one).collect::<Value>()
    };
    context.output.answer(value, || {
        let header = [
            String::new(),
            fl!("fingerprint"),
            word::name(context.language),
            word::observations(context.language),
            word::date(context.language),
        ];
        let mut table = show::table(&header);
        for one in &uses {
            let name = one.configuration.as_ref().map_or_else(
                || fl!("config-not-here"),
                |one| format!("{} {}", one.name, one.version.as_deref().unwrap_or_default()),
            );
            let span =
                one.span.map(|(first, last)| format!("{} – {}", sentences::time(first), sentences::time(last)));
            table.add_row([
                if one.current { "*".to_owned() } else { String::new() },
                one.fingerprint.map(|fingerprint| fingerprint.short()).unwrap_or_default(),
                name,
                one.observations.to_string(),
                span.unwrap_or_default(),
            ]);
        }
        table.trim_fmt()
    })
}
