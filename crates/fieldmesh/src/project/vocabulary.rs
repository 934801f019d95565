//! What categories and answers are called, under every configuration a project has had.

use std::collections::BTreeMap;

use fieldmesh_config::{Category, Configuration, Field};
use fieldmesh_document::{Fingerprint, Observation, Timestamp};
use fieldmesh_store::{Deleted, Query};

use super::Project;
use crate::ProjectError;

/// The configurations of a project, to show observations by. What none of them knows is shown under its id or key,
/// never hidden.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The one in use first.
    configurations: Vec<(Fingerprint, Configuration)>,
}

/// A configuration that observations were captured under.
#[derive(Clone, PartialEq, Debug)]
pub struct ConfigurationUse {
    /// What it means; `None` for observations that name none, such as those that other programs wrote.
    pub fingerprint: Option<Fingerprint>,
    /// The configuration; `None` where this device never had it.
    pub configuration: Option<Configuration>,
    /// Whether it is in use.
    pub current: bool,
    /// How many observations, not deleted, were captured under it.
    pub observations: u64,
    /// When the first of them was recorded, and the last.
    pub span: Option<(Timestamp, Timestamp)>,
}

impl Vocabulary {
    /// The configuration in use.
    pub fn current(&self) -> Option<&Configuration> {
        self.configurations.first().map(|(_, configuration)| configuration)
    }

    /// The category of an observation: the one it names, else the one whose tags it carries
    /// ([`Configuration::category_of`]). As the configuration in use has it, else the one it was captured under, else
    /// any.
    pub fn category(&self, observation: &Observation) -> Option<&Category> {
        match observation.category.as_deref() {
            Some(id) => self.category_named(id, observation.configuration.as_ref()),
            None => self.first(observation.configuration.as_ref(), |one| one.category_of(&observation.tags)),
        }
    }

    /// The category with this id, of an observation captured under `captured`.
    pub fn category_named(&self, id: &str, captured: Option<&Fingerprint>) -> Option<&Category> {
        self.first(captured, |one| one.category(id))
    }

    /// The field that asks for this tag of an observation.
    pub fn field(&self, observation: &Observation, tag_key: &str) -> Option<&Field> {
        let category = observation.category.as_deref();
        self.first(observation.configuration.as_ref(), |one| one.field_for(category, tag_key))
    }

    fn first<'a, T>(
        &'a self,
        captured: Option<&Fingerprint>,
        find: impl Fn(&'a Configuration) -> Option<T>,
    ) -> Option<T> {
        let captured = self.configurations.iter().filter(|(fingerprint, _)| Some(fingerprint) == captured);
        let order = self.configurations.iter().take(1).chain(captured).chain(&self.configurations);
        order.into_iter().find_map(|(_, configuration)| find(configuration))
    }
}

impl Project {
    /// What categories and answers are called here.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn vocabulary(&self) -> Result<Vocabulary, ProjectError> {
        let mut configurations: Vec<_> =
            self.configurations()?.into_iter().map(|one| (one.fingerprint(), one)).collect();
        let current = self.store().configuration()?.map(|stored| stored.fingerprint);
        configurations.sort_by_key(|(fingerprint, _)| Some(*fingerprint) != current);
        Ok(Vocabulary { configurations })
    }

    /// Every configuration that the project has had on this device, or under which an observation in it was captured
    /// elsewhere; the one in use first. Reads every observation.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn configuration_uses(&self) -> Result<Vec<ConfigurationUse>, ProjectError> {
        let mut counted: BTreeMap<Option<Fingerprint>, (u64, Timestamp, Timestamp)> = BTreeMap::new();
        self.store().for_each(&Query { deleted: Deleted::Live, ..Query::default() }, |observation| {
            let at = observation.created_at.at;
            let (count, first, last) = counted.entry(observation.configuration).or_insert((0, at, at));
            (*count, *first, *last) = (*count + 1, at.min(*first), at.max(*last));
            std::ops::ControlFlow::Continue(())
        })?;
        let current = self.store().configuration()?.map(|stored| stored.fingerprint);
        let mut known: Vec<_> = self
            .vocabulary()?
            .configurations
            .into_iter()
            .map(|(fingerprint, one)| (Some(fingerprint), Some(one)))
            .collect();
        let elsewhere =
            counted.keys().filter(|captured| known.iter().all(|(fingerprint, _)| fingerprint != *captured));
        known.extend(elsewhere.map(|captured| (*captured, None)).collect::<Vec<_>>());
        let uses = known.into_iter().map(|(fingerprint, configuration)| {
            let counted = counted.get(&fingerprint);
            ConfigurationUse {
                fingerprint,
                configuration,
                current: fingerprint.is_some() && fingerprint == current,
                observations: counted.map_or(0, |(count, ..)| *count),
                span: counted.map(|(_, first, last)| (*first, *last)),
            }
        });
        Ok(uses.collect())
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_config::Localized;
    use fieldmesh_document::NewObservation;
    use fieldmesh_document::observation::Edit;

    use super::*;
    use crate::Device;

    fn project(dir: &tempfile::TempDir) -> Project {
        Device::open(dir.path()).unwrap().create_project("Río Napo", Configuration::builtin()).unwrap()
    }

    /// The built-in configuration, but its first category has another id and name, and tags.
    fn changed(id: &str) -> Configuration {
        let mut configuration = Configuration::builtin();
        let category = &mut configuration.categories[0];
        (category.id, category.names) = (id.into(), Localized::from(id));
        category.tags.insert("natural".to_owned(), id.into());
        configuration
    }

    fn of(category: &str) -> NewObservation {
        NewObservation { category: Some(category.to_owned()), ..NewObservation::default() }
    }

    #[test]
    fn an_observation_keeps_the_name_of_its_category_when_the_configuration_changes() {
        let dir = tempfile::tempdir().unwrap();
        let project = project(&dir);
        let (old, name) = {
            let category = &Configuration::builtin().categories[0];
            (category.id.as_str().to_owned(), category.name("en").to_owned())
        };
        let id = project.observe(of(&old)).unwrap();
        let unknown = project.observe(of("nowhere")).unwrap();
        project.change_configuration(changed("spring")).unwrap();
        let (observation, unknown) = (project.observation(&id).unwrap(), project.observation(&unknown).unwrap());
        let vocabulary = project.vocabulary().unwrap();
        assert!(vocabulary.current().unwrap().category(&old).is_none());
        assert_eq!(vocabulary.category(&observation).map(|one| one.name("en")), Some(name.as_str()));
        assert_eq!(vocabulary.category(&unknown), None);
        assert_eq!(project.list(&Query::default()).unwrap().len(), 2, "an unknown category hides nothing");

        // Without a category the tags tell.
        let tagged = NewObservation {
            tags: BTreeMap::from([("natural".to_owned(), "spring".into())]),
            ..NewObservation::default()
        };
        let tagged = project.observation(&project.observe(tagged).unwrap()).unwrap();
        assert_eq!(tagged.category, None);
        assert_eq!(vocabulary.category(&tagged).map(|one| one.id.as_str()), Some("spring"));
    }

    #[test]
    fn every_configuration_is_listed_with_what_was_captured_under_it() {
        let dir = tempfile::tempdir().unwrap();
        let project = project(&dir);
        let old = Configuration::builtin().fingerprint();
        let never_here = changed("never here").fingerprint();
        project.observe(of("camp")).unwrap();
        let deleted = project.observe(of("camp")).unwrap();
        project.delete(&deleted).unwrap();
        let new = project.change_configuration(changed("spring")).unwrap().fingerprint();
        let uses = || {
            let uses = project.configuration_uses().unwrap().into_iter();
            uses.map(|one| (one.fingerprint, one.configuration.is_some(), one.current, one.observations))
                .collect::<Vec<_>>()
        };
        assert_eq!(uses(), [(Some(new), true, true, 0), (Some(old), true, false, 1)]);
        for _ in 0..2 {
            project.observe(NewObservation { configuration: Some(never_here), ..of("camp") }).unwrap();
        }
        project.observe(of("spring")).unwrap();
        let expected =
            [(Some(new), true, true, 1), (Some(old), true, false, 1), (Some(never_here), false, false, 2)];
        assert_eq!(uses(), expected);
        let all = project.configuration_uses().unwrap();
        assert!(all.iter().all(|one| one.span.is_some_and(|(first, last)| first <= last)));
    }

    #[test]
    fn choosing_a_category_writes_its_tags_and_leaves_what_a_person_wrote() {
        let dir = tempfile::tempdir().unwrap();
        let project = project(&dir);
        project.change_configuration(changed("spring")).unwrap();
        let tags = |id| project.observation(&id).unwrap().tags;
        let spring = || BTreeMap::from([("natural".to_owned(), "spring".into())]);
        let id = project.observe(of("spring")).unwrap();
        assert_eq!(tags(id), spring());
        project.edit(&id, &Edit { category: Some(Some("river".to_owned())), ..Edit::default() }).unwrap();
        assert_eq!(tags(id), BTreeMap::new());
        project.edit(&id, &Edit { category: Some(Some("spring".to_owned())), ..Edit::default() }).unwrap();
        assert_eq!(tags(id), spring());
        let mine = BTreeMap::from([("natural".to_owned(), "mine".into())]);
        let id = project.observe(NewObservation { tags: mine.clone(), ..of("spring") }).unwrap();
        assert_eq!(tags(id), mine);
        // What comes from another program is recorded as it is.
        let imported = project.observe_all(vec![of("spring")]).unwrap();
        assert_eq!(imported[0].tags, BTreeMap::new());
    }
}
