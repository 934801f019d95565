//! Sync files.

use fieldmesh::{
    ConfigurationSummary, Edition, FileOutcome, Language, OtherConfiguration, SyncFileInfo, SyncFileState,
};

use crate::configuration::configuration;
use crate::numbers::bytes;
use crate::say::say;
use crate::time::time;
use crate::word;

/// A file was written, and read back.
pub fn file_written(language: Language, outcome: &FileOutcome) -> String {
    say!(
        language,
        "file-created",
        file = outcome.path.display().to_string(),
        size = bytes(language, outcome.bytes),
        n = outcome.observations
    )
}

/// That device and file hold the same `n` observations.
pub fn file_holds(language: Language, n: u64) -> String {
    say!(language, "file-same", n = n)
}

/// The project uses the configuration of the file from now on.
pub fn adopted(language: Language, summary: &ConfigurationSummary) -> String {
    say!(language, "file-configuration-adopted", name = configuration(summary))
}

/// The file has the configuration of the project from now on.
pub fn given(language: Language, summary: &ConfigurationSummary) -> String {
    say!(language, "file-configuration-given", name = configuration(summary))
}

/// The file has another configuration, and a person must say which is to be used.
pub fn other_configuration(language: Language, other: &OtherConfiguration) -> String {
    let (ours, theirs) = (configuration(&other.ours), configuration(&other.theirs));
    match other.edition {
        Edition::Newer => say!(language, "file-newer-configuration", ours = ours, theirs = theirs),
        Edition::Older | Edition::Apart => {
            say!(language, "file-other-configuration", ours = ours, theirs = theirs)
        }
    }
}

/// What a file holds, who wrote it, and who synchronized with it.
pub fn file_contents(language: Language, info: &SyncFileInfo) -> String {
    let manifest = &info.manifest;
    let configuration = manifest.configuration.as_ref();
    let mut text = say!(
        language,
        "file-info",
        project = manifest.name.as_str(),
        n = info.observations,
        attachments = info.attachments,
        size = bytes(language, info.bytes),
        writer = manifest.writer.name.as_str(),
        created = time(manifest.created),
        configuration = configuration.map_or_else(|| word::no_configuration(language), |one| one.name.clone())
    );
    for visit in &info.visits {
        text.push_str("\n  ");
        text.push_str(&say!(language, "file-visit", name = visit.visitor.name.as_str(), at = time(visit.at)));
    }
    text
}

/// Whether a file is whole.
pub fn file_state(language: Language, state: &SyncFileState) -> String {
    match state {
        SyncFileState::Intact => say!(language, "file-whole"),
        SyncFileState::Unfinished { .. } => say!(language, "file-unfinished"),
        &SyncFileState::Damaged { at } => say!(language, "file-damaged", at = at),
    }
}
