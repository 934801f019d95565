//! Sync files.

use fieldmesh::{
    ConfigurationSummary, Edition, FileOutcome, Language, LeftOut, MediaPolicy, OtherConfiguration, SyncFileInfo,
    SyncFileState,
};

use crate::configuration::configuration;
use crate::ending::kept;
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

/// Which kind of file it is, by how much of photos and other attachments it keeps.
pub fn file_kind(language: Language, media: MediaPolicy) -> String {
    match media {
        MediaPolicy::Everything => say!(language, "file-everything"),
        MediaPolicy::Previews => say!(language, "file-for-mail"),
        MediaPolicy::Nothing => say!(language, "file-without-photos"),
    }
}

/// Of which attachments a file that keeps less than everything has nothing, where there are any; the first few by name,
/// with their observation.
pub fn file_left_out(language: Language, left_out: &[LeftOut]) -> Option<String> {
    let name =
        |one: &LeftOut| format!("{} ({})", one.name.as_deref().unwrap_or(&one.media_type), one.observation.short());
    let mut names: Vec<_> = left_out.iter().take(NAMED).map(name).collect();
    if left_out.len() > NAMED {
        names.push("…".to_owned());
    }
    (!left_out.is_empty()).then(|| say!(language, "file-left-out", n = left_out.len(), names = names.join(", ")))
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
    let kind = file_kind(language, manifest.media);
    let contents = kept(language, manifest.media).map_or_else(|| kind.clone(), |kept| format!("{kind}. {kept}"));
    let mut text = say!(
        language,
        "file-info",
        project = manifest.name.as_str(),
        n = info.observations,
        attachments = info.attachments,
        size = bytes(language, info.bytes),
        writer = manifest.writer.name.as_str(),
        created = time(manifest.created),
        configuration = configuration.map_or_else(|| word::no_configuration(language), |one| one.name.clone()),
        contents = contents
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

/// How many attachments that a file has nothing of are named.
const NAMED: usize = 5;
