//! Reading and settling one observation: the part that runs on another thread.

use std::collections::HashMap;
use std::sync::Arc;

use fieldmesh::config::Configuration;
use fieldmesh::{
    ChangeHash, DeviceId, Edit, ErrorKind, FieldName, Language, Observation, ObservationError, ObservationId,
    Project, Version,
};

use super::compare::{Wording, scalars};
use super::{Answer, Choice, Detail, Dispute, HistoryLine, Past};
use crate::model::OpenProject;
use crate::model::notice::{Doing, Failure};
use crate::model::observations::{names, reading, saving};

/// What observations are read with.
struct Reader<'a> {
    project: &'a Project,
    wording: Wording<'a>,
    names: HashMap<DeviceId, String>,
}

/// What the detail shows; `None` for an observation that is not held. All of it is read in one go, so that no part
/// of it is older than another.
pub(super) fn detail(
    project: &Project,
    id: &ObservationId,
    summary: &OpenProject,
    language: Language,
    history: bool,
    past: Option<ChangeHash>,
) -> Result<Option<Detail>, Failure> {
    let observation = match project.observation(id) {
        Ok(observation) => observation,
        Err(ObservationError::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(reading(error)),
    };
    let nothing = Configuration::default();
    let configuration = summary.configuration.as_ref().unwrap_or(&nothing);
    let wording = Wording { configuration, language: language.tag() };
    // The names after the observation: whoever changed it was named before that came here.
    let reader = Reader { project, wording, names: names(project)? };
    let mut detail = reader.detail(observation)?;
    if history {
        let versions = project.history(id).map_err(reading)?;
        detail.history = Some(versions.into_iter().map(|version| reader.line(version)).collect());
    }
    if let Some(change) = past {
        let then = project.observation_at(id, &change).map_err(reading)?;
        detail.past = Some(Box::new(Past { change, detail: reader.detail(then)? }));
    }
    Ok(Some(detail))
}

impl Reader<'_> {
    fn name(&self, device: Option<DeviceId>) -> Option<String> {
        device.and_then(|device| self.names.get(&device).cloned())
    }

    fn detail(&self, observation: Observation) -> Result<Detail, Failure> {
        let Wording { configuration, language } = self.wording;
        let category = observation.category.as_deref();
        let answers: Vec<Answer> = configuration
            .fields_of(category)
            .map(|field| {
                let value = observation.tags.get(&field.tag_key).cloned();
                let chosen = value.as_ref().map(scalars).unwrap_or_default().iter().filter_map(|scalar| {
                    let option = field.kind.options().iter().find(|option| option.value.is(scalar))?;
                    Some(option.label(language).into_owned())
                });
                Answer {
                    field: field.id.clone(),
                    tag_key: field.tag_key.clone(),
                    label: field.label(language).to_owned(),
                    chosen: chosen.collect(),
                    value,
                }
            })
            .collect();
        let asked = |key: &str| answers.iter().any(|answer| answer.tag_key == key);
        let unasked = observation.tags.iter().filter(|(key, _)| !asked(key));
        Ok(Detail {
            category: category
                .and_then(|id| configuration.category(id))
                .map(|category| category.name(language).to_owned()),
            author: self.name(observation.author),
            editor: self.name(observation.editor),
            captured_under: captured_under(self.project, &observation, configuration)?,
            unasked: unasked.map(|(key, value)| (key.clone(), value.clone())).collect(),
            problems: configuration.check(category, &observation.tags),
            disputes: self.disputes(&observation),
            answers,
            history: None,
            past: None,
            picture: None,
            observation: Arc::new(observation),
        })
    }

    fn line(&self, version: Version) -> HistoryLine {
        let before = version.before.as_ref();
        HistoryLine {
            change: version.change,
            at: version.at,
            author: version.author,
            name: self.name(version.author),
            clock: version.clock,
            first: before.is_none(),
            differences: before
                .map(|before| self.wording.differences(before, &version.observation))
                .unwrap_or_default(),
            observation: version.observation,
        }
    }

    fn disputes(&self, observation: &Observation) -> Vec<Dispute> {
        let choice = |field: &FieldName, value: &fieldmesh::ConflictValue| {
            // As the change that wrote it left it: typed, where the conflict has plain JSON.
            let then = self.project.observation_at(&observation.id, &value.change).ok();
            let raw = || value.value.clone().map_or(super::Shown::Nothing, |raw| super::Shown::Words(vec![raw]));
            Choice {
                shown: then.map_or_else(raw, |then| self.wording.value(field, &then)),
                value: value.value.clone(),
                author: value.author,
                name: self.name(value.author),
                at: value.at,
                change: value.change,
            }
        };
        let dispute = |conflict: &fieldmesh::Conflict| Dispute {
            field: conflict.field.clone(),
            label: self.wording.label(&conflict.field, observation),
            values: conflict.values.iter().map(|value| choice(&conflict.field, value)).collect(),
        };
        observation.conflicts.iter().map(dispute).collect()
    }
}

/// Gives a field in conflict the value that a change wrote, or none.
pub(super) fn resolve(
    project: &Project,
    id: &ObservationId,
    field: &FieldName,
    change: Option<&ChangeHash>,
) -> Result<(), Failure> {
    let chosen = change.map(|change| project.observation_at(id, change)).transpose().map_err(reading)?;
    let mut edit = Edit::default();
    edit.write_like(field, chosen.as_ref());
    project.resolve(id, &edit).map(drop).map_err(saving)
}

/// Writes what differs from a version; nothing where nothing does.
pub(super) fn revert(project: &Project, id: &ObservationId, change: &ChangeHash) -> Result<(), Failure> {
    match project.revert(id, change) {
        Err(error) if error.kind() == ErrorKind::NothingToDo => Ok(()),
        reverted => reverted.map(drop).map_err(saving),
    }
}

fn captured_under(
    project: &Project,
    observation: &Observation,
    configuration: &Configuration,
) -> Result<Option<String>, Failure> {
    let Some(fingerprint) = observation.configuration else { return Ok(None) };
    if fingerprint == configuration.fingerprint() {
        return Ok(None);
    }
    let known = project.configurations().map_err(|error| Failure::of(Doing::Reading, error.kind(), &error))?;
    let known = known.into_iter().find(|known| known.fingerprint() == fingerprint);
    Ok(Some(known.map_or_else(|| fingerprint.short(), |known| known.name)))
}
