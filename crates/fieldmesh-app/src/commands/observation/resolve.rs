//! `fieldmesh observation resolve`.

use fieldmesh::config::Configuration;
use fieldmesh::{Edit, ErrorKind, FieldName, Observation, Project};
use fieldmesh_sentences as sentences;

use crate::assignment::{self, Assignment};
use crate::cli::ResolveArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// Settles fields in conflict, all in one edit.
pub(crate) fn run(context: &Context, project: &Project, args: &ResolveArgs) -> Result<(), Failure> {
    let id = project.find(&args.id)?;
    let configuration = project.configuration()?;
    let before = project.observation(&id)?;
    let mut edit = Edit::default();
    for given in &args.choices {
        write(&mut edit, &before, configuration.as_ref(), Assignment::parse(given)?)?;
    }
    for given in &args.keep {
        let malformed = || Failure::new(ErrorKind::InvalidValue, fl!("not-keepable", given = given.as_str()));
        let (key, prefix) = given.split_once('=').ok_or_else(malformed)?;
        keep(&mut edit, project, &before, key, &prefix.to_lowercase())?;
    }
    for key in &args.clear {
        edit.write_like(disputed(&before, key)?, None);
    }
    let observation = project.resolve(&id, &edit)?;
    super::told(context, &observation, sentences::resolved(context.language, observation.conflicts.len()))
}

/// The field that is in conflict and called so.
fn disputed<'a>(observation: &'a Observation, key: &str) -> Result<&'a FieldName, Failure> {
    let mut fields = observation.conflicts.iter().map(|conflict| &conflict.field);
    fields
        .find(|field| show::field_key(field) == key || json::field_name(field) == key)
        .ok_or_else(|| Failure::new(ErrorKind::InvalidValue, fl!("not-in-conflict", key = key)))
}

/// A value that was typed.
fn write(
    edit: &mut Edit,
    before: &Observation,
    configuration: Option<&Configuration>,
    mut choice: Assignment,
) -> Result<(), Failure> {
    let field = disputed(before, &choice.key)?;
    let text = choice.text();
    match field {
        FieldName::Notes => edit.notes = Some(Some(text)),
        FieldName::Category => edit.category = Some(Some(text)),
        FieldName::ObservedAt => edit.observed_at = Some(Some(assignment::moment(&text)?)),
        FieldName::Position => edit.position = Some(Some(assignment::place(&text)?)),
        FieldName::Deleted => {
            let sentence = || fl!("not-yes-or-no", given = text.as_str());
            let parsed = text.parse().map_err(|_| Failure::new(ErrorKind::InvalidValue, sentence()))?;
            edit.deleted = Some(parsed);
        }
        FieldName::Tag(key) => {
            choice.key.clone_from(key);
            let value = choice.tag_value(configuration, before.category.as_deref())?;
            edit.tags.insert(key.clone(), Some(value));
        }
    }
    Ok(())
}

/// The value that one of the versions in conflict wrote.
fn keep(edit: &mut Edit, project: &Project, before: &Observation, key: &str, prefix: &str) -> Result<(), Failure> {
    let field = disputed(before, key)?;
    let values = before.conflicts.iter().filter(|conflict| conflict.field == *field);
    let mut changes = values.flat_map(|conflict| &conflict.values).map(|value| value.change);
    let mut found = changes.by_ref().filter(|change| !prefix.is_empty() && change.to_string().starts_with(prefix));
    match (found.next(), found.next()) {
        (Some(change), None) => {
            edit.write_like(field, Some(&project.observation_at(&before.id, &change)?));
            Ok(())
        }
        (None, _) => {
            let sentence = fl!("no-such-value", key = key, given = prefix);
            Err(Failure::new(ErrorKind::InvalidValue, sentence))
        }
        (Some(_), Some(_)) => Err(Failure::new(ErrorKind::AmbiguousId, fl!("ambiguous-hash", given = prefix))),
    }
}
