//! Versions of an observation: what each changed, and whether its time can be right.

use fieldmesh::{ClockDoubt, Difference, FieldName, Language, Observation, Vocabulary};

use crate::observation::{NOTHING, field_name, plain_value};
use crate::say::say;
use crate::word;

/// What one version changed, in one line.
pub fn difference(
    language: Language,
    vocabulary: &Vocabulary,
    observation: &Observation,
    difference: &Difference,
) -> String {
    match difference {
        Difference::Field { field: FieldName::Deleted, to, settled, .. } => {
            let changed = if to.is_some() { word::deleted(language) } else { word::version_restored(language) };
            with_settled(language, changed, *settled)
        }
        Difference::Field { field, from, to, settled } => {
            let name = field_name(language, vocabulary, observation, field);
            let shown = |text: &Option<String>| {
                let said = plain_value(language, vocabulary, observation, field, text.as_deref());
                if said.is_empty() { NOTHING.to_owned() } else { said }
            };
            let changed = if from == to {
                format!("{name}: {}", shown(to))
            } else {
                format!("{name}: {} → {}", shown(from), shown(to))
            };
            with_settled(language, changed, *settled)
        }
        Difference::Added(_, record) => {
            let name = record.name.as_deref().unwrap_or(&record.media_type);
            say!(language, "version-added", name = name)
        }
        Difference::Removed(_, record) => {
            let name = record.name.as_deref().unwrap_or(&record.media_type);
            say!(language, "version-removed", name = name)
        }
    }
}

/// Why the time of a version cannot be right, or that of another one.
pub fn clock_doubt(language: Language, doubt: ClockDoubt) -> String {
    match doubt {
        ClockDoubt::Behind => say!(language, "version-clock-behind"),
        ClockDoubt::Ahead => say!(language, "version-clock-ahead"),
    }
}

fn with_settled(language: Language, changed: String, settled: bool) -> String {
    if settled { say!(language, "version-settled", change = changed) } else { changed }
}

#[cfg(test)]
mod tests {
    use fieldmesh::{Configuration, Device, Edit};

    use super::*;

    #[test]
    fn what_a_version_changed_is_told_in_the_words_of_the_configuration() {
        let dir = tempfile::tempdir().unwrap();
        let device = Device::open(dir.path()).unwrap();
        let project = device.create_project("Río Napo", Configuration::builtin()).unwrap();
        let camp = Observation::at(-1.48, -77.26).unwrap().category("camp").notes("roof");
        let id = project.observe(camp).unwrap();
        let edit = Edit { category: Some(None), notes: Some(None), ..Edit::default() };
        project.edit(&id, &edit).unwrap();
        project.delete(&id).unwrap();
        project.restore(&id).unwrap();
        let (vocabulary, history) = (project.vocabulary().unwrap(), project.history(&id).unwrap());
        let told: Vec<String> = history
            .iter()
            .flat_map(|version| {
                let differences = version.differences();
                let told = differences
                    .iter()
                    .map(|one| difference(Language::Spanish, &vocabulary, &version.observation, one));
                told.collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(told, ["categoría: Campamento → –", "notas: roof → –", "eliminada", "restaurada"]);
        let settled = Difference::Field {
            field: FieldName::Notes,
            from: Some("\"a\"".to_owned()),
            to: Some("\"a\"".to_owned()),
            settled: true,
        };
        let one = &history[0].observation;
        assert_eq!(difference(Language::English, &vocabulary, one, &settled), "notes: a (conflict settled)");
    }
}
