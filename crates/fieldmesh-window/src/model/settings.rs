//! What a person set for this window: kept beside the device's data, and of no meaning to anybody else.

use std::path::{Path, PathBuf};

use fieldmesh::Language;
use serde::{Deserialize, Serialize};

/// What a person set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The language of the window; the system's without.
    pub language: Option<Language>,
    /// Light or dark.
    pub appearance: Appearance,
    /// Whether the map shows borders of countries. Not before somebody asks: people map contested land.
    pub borders: bool,
}

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// As the system is set.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Where they are kept.
#[derive(Clone, Debug, Default)]
pub(super) struct SettingsFile(Option<PathBuf>);

/// The file, field by field; what is missing or unreadable is as it was made.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Written {
    language: Option<String>,
    appearance: Appearance,
    borders: bool,
}

impl Settings {
    /// What was set before, in a file that need not be there. A damaged one is as good as none.
    pub fn read(path: &Path) -> Self {
        let written: Written =
            fs_err::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        let language = written.language.and_then(|tag| tag.parse().ok());
        Self { language, appearance: written.appearance, borders: written.borders }
    }

    fn write(&self, path: &Path) -> Result<(), std::io::Error> {
        let language = self.language.map(|language| language.tag().to_owned());
        let written = Written { language, appearance: self.appearance, borders: self.borders };
        let beside = path.with_extension("new");
        fs_err::write(&beside, serde_json::to_vec_pretty(&written)?)?;
        fs_err::rename(&beside, path)
    }
}

/// Everything as it is made, in one language.
impl From<Language> for Settings {
    fn from(language: Language) -> Self {
        Self { language: Some(language), ..Self::default() }
    }
}

impl SettingsFile {
    pub(super) fn at(path: PathBuf) -> Self {
        Self(Some(path))
    }

    /// Keeps them. That they could not be kept is worth a line in the log and no more.
    pub(super) fn keep(&self, settings: &Settings) {
        let Some(path) = &self.0 else { return };
        if let Err(error) = settings.write(path) {
            tracing::warn!(%error, "the settings of the window cannot be kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_and_damage_is_no_trouble() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("window.json");
        assert_eq!(Settings::read(&path), Settings::default());
        let settings = Settings { language: Some(Language::French), appearance: Appearance::Dark, borders: true };
        settings.write(&path).unwrap();
        assert_eq!(Settings::read(&path), settings);
        fs_err::write(&path, "{\"language\":7").unwrap();
        assert_eq!(Settings::read(&path), Settings::default());
    }
}
