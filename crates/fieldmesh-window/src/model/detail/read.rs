//! Reading and settling one observation: the part that runs on another thread.

use std::collections::HashMap;
use std::sync::Arc;

use fieldmesh::config::Configuration;
use fieldmesh::{
    AttachmentId, ChangeHash, DeviceId, Edit, FieldName, Language, Observation, ObservationError, ObservationId,
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

/// Gives a field the value that a change wrote.
pub(super) fn resolve(
    project: &Project,
    id: &ObservationId,
    field: &FieldName,
    change: &ChangeHash,
) -> Result<(), Failure> {
    let chosen = project.observation_at(id, change).map_err(reading)?;
    let edit = match field {
        FieldName::Deleted => {
            let settled = if chosen.is_deleted() { project.delete(id) } else { project.restore(id) };
            return settled.map(drop).map_err(saving);
        }
        FieldName::Position => Edit { position: Some(chosen.position), ..Edit::default() },
        FieldName::Category => Edit { category: Some(chosen.category), ..Edit::default() },
        FieldName::ObservedAt => Edit { observed_at: Some(chosen.observed_at), ..Edit::default() },
        FieldName::Notes => Edit { notes: Some(chosen.notes), ..Edit::default() },
        FieldName::Tag(key) => {
            Edit { tags: [(key.clone(), chosen.tags.get(key).cloned())].into(), ..Edit::default() }
        }
    };
    project.edit(id, &edit).map(drop).map_err(saving)
}

/// Writes what differs from a version.
pub(super) fn revert(project: &Project, id: &ObservationId, change: &ChangeHash) -> Result<(), Failure> {
    let (then, now) =
        (project.observation_at(id, change).map_err(reading)?, project.observation(id).map_err(reading)?);
    let edit = edit_towards(&now, &then);
    if !edit.is_empty() {
        project.edit(id, &edit).map_err(saving)?;
    }
    match (then.is_deleted(), now.is_deleted()) {
        (false, true) => project.restore(id).map(drop).map_err(saving),
        (true, false) => project.delete(id).map(drop).map_err(saving),
        _ => Ok(()),
    }
}

/// The edit that makes one state of an observation the other.
fn edit_towards(now: &Observation, then: &Observation) -> Edit {
    fn other<T: Clone + PartialEq>(now: &T, then: &T) -> Option<T> {
        (now != then).then(|| then.clone())
    }
    let keys = now.tags.keys().chain(then.tags.keys());
    let tags = keys.filter(|key| now.tags.get(*key) != then.tags.get(*key));
    let missing = |from: &Observation, id: &AttachmentId| !from.attachments.contains_key(id);
    let added = then.attachments.iter().filter(|(id, _)| missing(now, id));
    Edit {
        position: other(&now.position, &then.position),
        category: other(&now.category, &then.category),
        observed_at: other(&now.observed_at, &then.observed_at),
        notes: other(&now.notes, &then.notes),
        tags: tags.map(|key| (key.clone(), then.tags.get(key).cloned())).collect(),
        add_attachments: added.map(|(id, record)| (*id, record.clone())).collect(),
        remove_attachments: now.attachments.keys().filter(|id| missing(then, id)).copied().collect(),
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
