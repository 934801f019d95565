//! `fieldmesh observation`: write, read and change observations.

mod deletions;
mod history;
mod list;
mod resolve;

use std::collections::BTreeMap;
use std::path::PathBuf;

use fieldmesh::config::Configuration;
use fieldmesh::{
    AttachmentId, AttachmentRecord, Edit, ErrorKind, Fix, NewObservation, Observation, Project, TagValue,
};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::json;

use crate::assignment::{self, Assignment};
use crate::cli::{AddArgs, EditArgs, ObservationCommand, ShowArgs};
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

pub(crate) use deletions::ask;
pub(crate) use list::query;

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: ObservationCommand) -> Result<(), Failure> {
    let project = context.project()?;
    match command {
        ObservationCommand::Add(args) => add(context, &project, &args),
        ObservationCommand::List(filters) => list::run(context, &project, &filters),
        ObservationCommand::Edit(args) => edit(context, &project, &args),
        ObservationCommand::Show(args) => show(context, &project, &args),
        ObservationCommand::Delete { id } => {
            let observation = project.delete(&project.find(&id)?)?;
            told(context, &observation, word::deleted_everywhere(context.language))
        }
        ObservationCommand::Restore { id, at } => {
            let observation = history::restore(&project, &project.find(&id)?, at.as_deref())?;
            let sentence = if at.is_some() { word::version_back } else { word::restored };
            told(context, &observation, sentence(context.language))
        }
        ObservationCommand::Deletions { accept: true, .. } => deletions::accept(context, &project),
        ObservationCommand::Deletions { restore: true, .. } => deletions::restore(context, &project),
        ObservationCommand::Deletions { .. } => deletions::list(context, &project),
        ObservationCommand::History { id } => history::run(context, &project, &project.find(&id)?),
        ObservationCommand::Resolve(args) => resolve::run(context, &project, &args),
        ObservationCommand::Attachment { id, hash, file } => {
            save(context, &project, &project.observation(&project.find(&id)?)?, &hash, file)
        }
    }
}

fn add(context: &Context, project: &Project, args: &AddArgs) -> Result<(), Failure> {
    let configuration = project.configuration()?;
    let mut new = NewObservation {
        category: args.category.clone(),
        notes: args.notes.clone(),
        observed_at: args.at.as_deref().map(assignment::moment).transpose()?,
        ..NewObservation::default()
    };
    new.position = assignment::given_place(&args.place)?;
    new.metadata = Fix {
        provider: args.provider.clone(),
        heading: args.heading.as_deref().map(assignment::heading).transpose()?,
        speed: None,
        mocked: args.mocked.then_some(true),
        manual: args.manual.then_some(true),
    }
    .to_metadata();
    for given in &args.tags {
        let assignment = Assignment::parse(given)?;
        let value = assignment.tag_value(configuration.as_ref(), args.category.as_deref())?;
        join(&mut new.tags, assignment.key, value);
    }
    warn(context, configuration.as_ref(), new.category.as_deref(), &new.tags);
    new.attachments = attach(project, &args.photos)?;
    let id = project.observe(new)?;
    let observation = project.observation(&id)?;
    context.output.answer(|| json::observation(&observation), || id.to_string())?;
    context.output.note(&word::saved(context.language));
    Ok(())
}

fn edit(context: &Context, project: &Project, args: &EditArgs) -> Result<(), Failure> {
    let id = project.find(&args.id)?;
    let configuration = project.configuration()?;
    let mut edit =
        Edit { category: args.category.clone().map(Some), notes: args.notes.clone().map(Some), ..Edit::default() };
    let before = project.observation(&id)?;
    edit.position = assignment::given_place(&args.place)?.map(Some);
    let shape = before.position.as_ref().and_then(|position| sentences::shape(context.language, position));
    if let (Some(shape), Some(_)) = (shape, &args.place.lat) {
        return Err(Failure::new(ErrorKind::InvalidValue, fl!("not-flattened", shape = shape)));
    }
    let category = args.category.as_deref().or(before.category.as_deref());
    let mut tags = BTreeMap::new();
    for given in &args.set {
        let assignment = Assignment::parse(given)?;
        let value = assignment.tag_value(configuration.as_ref(), category)?;
        join(&mut tags, assignment.key, value);
    }
    warn(context, configuration.as_ref(), category, &tags);
    edit.tags = tags.into_iter().map(|(key, value)| (key, Some(value))).collect();
    edit.tags.extend(args.unset.iter().map(|key| (key.clone(), None)));
    for prefix in &args.remove_photos {
        edit.remove_attachments.insert(attachment(&before, prefix)?);
    }
    edit.add_attachments = attach(project, &args.photos)?;
    let observation = project.edit(&id, &edit)?;
    told(context, &observation, word::saved(context.language))
}

fn show(context: &Context, project: &Project, args: &ShowArgs) -> Result<(), Failure> {
    let id = project.find(&args.id)?;
    let observation = match &args.at {
        None => project.observation(&id)?,
        Some(prefix) => project.observation_at(&id, &history::version(project, &id, prefix)?)?,
    };
    let vocabulary = project.vocabulary()?;
    context.output.answer(
        || json::observation(&observation),
        || show::observation(context, project, &vocabulary, &observation),
    )
}

/// A key given twice becomes a list.
fn join(tags: &mut BTreeMap<String, TagValue>, key: String, value: TagValue) {
    let as_list = |value| match value {
        TagValue::One(one) => vec![one],
        TagValue::List(list) => list,
    };
    let joined = match tags.remove(&key) {
        None => value,
        Some(before) => TagValue::List(as_list(before).into_iter().chain(as_list(value)).collect()),
    };
    tags.insert(key, joined);
}

fn attach(project: &Project, photos: &[PathBuf]) -> Result<BTreeMap<AttachmentId, AttachmentRecord>, Failure> {
    photos.iter().map(|path| Ok(project.attach(path)?)).collect()
}

/// Writes an attachment to a file, or under its own name into a folder.
fn save(
    context: &Context,
    project: &Project,
    observation: &Observation,
    prefix: &str,
    mut file: PathBuf,
) -> Result<(), Failure> {
    let id = attachment(observation, prefix)?;
    let record = observation.attachments.get(&id);
    if file.is_dir() {
        file.push(record.map_or_else(|| id.to_string(), |record| fieldmesh::attachment_file_name(&id, record)));
    }
    project.save_attachment(&id, &file, false)?;
    let told = file.display().to_string();
    context.output.answer(
        || json!({ "file": told, "id": id.to_string(), "bytes": record.map(|record| record.size) }),
        || sentences::written(context.language, &told),
    )
}

/// The attachment whose hash begins so.
fn attachment(observation: &Observation, prefix: &str) -> Result<AttachmentId, Failure> {
    let prefix = prefix.to_lowercase();
    let mut found =
        observation.attachments.keys().filter(|id| !prefix.is_empty() && id.to_string().starts_with(&prefix));
    match (found.next(), found.next()) {
        (Some(id), None) => Ok(*id),
        (None, _) => Err(Failure::new(ErrorKind::AttachmentMissing, fl!("no-such-attachment", given = prefix))),
        (Some(_), Some(_)) => Err(Failure::new(ErrorKind::AmbiguousId, fl!("ambiguous-hash", given = prefix))),
    }
}

fn told(context: &Context, observation: &Observation, sentence: String) -> Result<(), Failure> {
    context.output.answer(|| json::observation(observation), || observation.id.to_string())?;
    context.output.note(&sentence);
    Ok(())
}

/// Says what of the answers does not fit the configuration.
fn warn(
    context: &Context,
    configuration: Option<&Configuration>,
    category: Option<&str>,
    tags: &BTreeMap<String, TagValue>,
) {
    let problems = configuration.into_iter().flat_map(|configuration| configuration.check(category, tags));
    for problem in problems {
        context.output.note(&fl!("warning", text = sentences::misfit(context.language, &problem)));
    }
}
