//! Errors as people and programs see them: kind, sentence, causes, hint, exit code.

use std::error::Error;
use std::process::ExitCode;

use fieldmesh::ErrorKind;
use fieldmesh_sentences as sentences;
use serde_json::json;

use crate::language::{self, fl};
use crate::output::Output;
use crate::show;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something to be told.
    Told {
        /// Stable word for programs.
        kind: ErrorKind,
        /// A sentence that says more than the catalogue's for this kind.
        sentence: Option<String>,
        /// What the library said, outermost first.
        causes: Vec<String>,
    },
    /// Whoever reads standard output went away; that is no error.
    NobodyReads,
}

/// The exit code of a kind: the table in `docs/cli.md`, section 3.
pub(crate) const fn exit_code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::NoSuchFile
        | ErrorKind::FileExists
        | ErrorKind::NoProject
        | ErrorKind::NoSuchProject
        | ErrorKind::ChooseProject
        | ErrorKind::ProjectExists
        | ErrorKind::InvalidName
        | ErrorKind::NoSuchDevice
        | ErrorKind::ChooseDevice
        | ErrorKind::MistypedDevice
        | ErrorKind::NoSuchObservation
        | ErrorKind::NoSuchShard
        | ErrorKind::AmbiguousId
        | ErrorKind::InvalidId
        | ErrorKind::InvalidValue
        | ErrorKind::NothingToDo
        | ErrorKind::AttachmentTooLarge
        | ErrorKind::AttachmentMissing => 2,
        ErrorKind::NewerVersion
        | ErrorKind::OtherProject
        | ErrorKind::OtherConfiguration
        | ErrorKind::NotForComapeo
        | ErrorKind::CopiedDevice
        | ErrorKind::NotCompared => 3,
        ErrorKind::Damaged
        | ErrorKind::NotAnInvite
        | ErrorKind::NotAConfiguration
        | ErrorKind::NotGeojson
        | ErrorKind::NotAShard
        | ErrorKind::NotASyncFile
        | ErrorKind::OverBudget => 4,
        ErrorKind::NobodyFound | ErrorKind::Unreachable => 5,
        ErrorKind::Protocol | ErrorKind::Incomplete | ErrorKind::Interrupted | ErrorKind::Cancelled => 6,
        _ => 1,
    }
}

impl Failure {
    /// A failure the program found itself, in the user's language.
    pub(crate) fn new(kind: ErrorKind, sentence: impl Into<String>) -> Self {
        Self::Told { kind, sentence: Some(sentence.into()), causes: Vec::new() }
    }

    /// A failure that its kind says all of.
    #[cfg(feature = "window")]
    pub(crate) const fn plain(kind: ErrorKind) -> Self {
        Self::Told { kind, sentence: None, causes: Vec::new() }
    }

    /// A failure of the library.
    pub(crate) fn of(kind: ErrorKind, error: &dyn Error) -> Self {
        let mut causes: Vec<String> = Vec::new();
        let mut next = Some(error);
        while let Some(cause) = next {
            let text = cause.to_string();
            if !causes.last().is_some_and(|last| last.contains(&text)) {
                causes.push(text);
            }
            next = cause.source();
        }
        tracing::error!(%kind, ?causes, "failed");
        Self::Told { kind, sentence: None, causes }
    }

    /// A fault of the program; the log has the details.
    pub(crate) fn panicked() -> Self {
        let place = crate::log::path().map(|path| path.display().to_string());
        let sentence = fl!("error-panicked", log = place.unwrap_or_else(|| "-".to_owned()));
        Self::Told { kind: ErrorKind::Internal, sentence: Some(sentence), causes: Vec::new() }
    }

    /// Tells it, on standard output to programs, on standard error to people.
    pub(crate) fn report(self, output: Output) -> ExitCode {
        let Self::Told { kind, sentence, causes } = self else { return ExitCode::SUCCESS };
        let message = sentence.unwrap_or_else(|| sentences::error(language::chosen(), kind));
        let hint = language::lookup(&format!("hint-{kind}")).unwrap_or_default();
        // Nothing more can be done where even this cannot be written.
        let _ = if output.is_json() {
            output.line(&json!({
                "event": "failed", "kind": kind.as_str(), "message": message, "hint": hint, "causes": causes,
            }))
        } else {
            let mut text = fl!("error-line", message = message);
            for cause in causes {
                text.push_str("\n  ");
                text.push_str(&cause);
            }
            if !hint.is_empty() {
                text.push('\n');
                text.push_str(&fl!("next-line", hint = hint));
            }
            output.error(&text)
        };
        ExitCode::from(exit_code(kind))
    }
}

/// Ends a command line that clap does not understand, or that asks for help.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() && std::env::args_os().any(|argument| argument == "--json") {
        let text = error.render().to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let line = json!({
            "event": "failed", "kind": "usage", "message": message, "hint": fl!("hint-usage"), "causes": [],
        });
        let _ = Output::new(true, false).line(&line);
    } else {
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

macro_rules! from_library {
    ($($error:ty: $kind:expr),* $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::of($kind(&error), &error)
            }
        })*
    };
}

from_library! {
    fieldmesh::AttachmentError: fieldmesh::AttachmentError::kind,
    fieldmesh::DeviceError: fieldmesh::DeviceError::kind,
    fieldmesh::ImportError: fieldmesh::ImportError::kind,
    fieldmesh::InviteError: fieldmesh::InviteError::kind,
    fieldmesh::ObservationError: fieldmesh::ObservationError::kind,
    fieldmesh::OpenLanError: fieldmesh::OpenLanError::kind,
    fieldmesh::ProjectError: fieldmesh::ProjectError::kind,
    fieldmesh::ReadConfigurationError: fieldmesh::ReadConfigurationError::kind,
    fieldmesh::ShardError: fieldmesh::ShardError::kind,
    fieldmesh::SyncFileError: fieldmesh::SyncFileError::kind,
    fieldmesh::config::ConfigurationError: ErrorKind::from,
    fieldmesh::config::ExportError: ErrorKind::from,
}

/// A device that was not found is told in the user's language, with those that are spelt alike.
impl From<fieldmesh::SelectDeviceError> for Failure {
    fn from(error: fieldmesh::SelectDeviceError) -> Self {
        use fieldmesh::{ParseDeviceIdError, ParseWordsError, SelectDeviceError};
        let sentence = match &error {
            SelectDeviceError::NotFound { given, near } if near.is_empty() => {
                fl!("unknown-device", given = given.as_str())
            }
            SelectDeviceError::NotFound { given, near } => {
                fl!("unknown-device-near", given = given.as_str(), devices = show::devices(near))
            }
            SelectDeviceError::Ambiguous { given, fits } => {
                fl!("several-devices", given = given.as_str(), devices = show::devices(fits))
            }
            SelectDeviceError::Id(ParseDeviceIdError::Group { group, text }) => {
                fl!("mistyped-group", group = group, text = text.as_str())
            }
            SelectDeviceError::Id(ParseDeviceIdError::Length { have }) => fl!("mistyped-length", have = have),
            SelectDeviceError::Words(ParseWordsError::Unknown { position, word, near, .. }) if near.is_empty() => {
                fl!("mistyped-word", position = position, word = word.as_str())
            }
            SelectDeviceError::Words(ParseWordsError::Unknown { position, word, near, .. }) => {
                fl!("mistyped-word-near", position = position, word = word.as_str(), near = near.join(", "))
            }
            error => return Self::of(error.kind(), error),
        };
        Self::new(error.kind(), sentence)
    }
}

/// An export whose reader went away ends like any other output.
impl From<fieldmesh::ExportError> for Failure {
    fn from(error: fieldmesh::ExportError) -> Self {
        match error {
            fieldmesh::ExportError::Io(error) => error.into(),
            error => Self::of(error.kind(), &error),
        }
    }
}

/// Files that the program itself reads and writes.
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::of((&error).into(), &error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_documentation_has_each_kind_once_with_its_exit_code_and_hint() {
        let mut kinds: Vec<_> = ErrorKind::ALL.iter().map(|kind| (kind.as_str(), exit_code(*kind))).collect();
        kinds.push(("usage", 2));
        kinds.sort_unstable();
        let rows: Vec<_> = kinds
            .into_iter()
            .map(|(kind, code)| {
                let hint = language::lookup(&format!("hint-{kind}")).unwrap();
                format!("| `{kind}` | {code} | {hint} |")
            })
            .collect();
        let document = include_str!("../../../docs/cli.md");
        let (_, table) = document.split_once("| kind | exit code | hint |\n| --- | --- | --- |\n").unwrap();
        let documented: Vec<_> = table.lines().take_while(|line| line.starts_with('|')).collect();
        assert_eq!(documented, rows, "each kind of error, in the order of the alphabet");
    }

    #[test]
    fn a_cause_that_repeats_the_one_above_is_told_once() {
        let inner = std::io::Error::other("the stick was pulled");
        let outer = std::io::Error::other(inner);
        let Failure::Told { causes, .. } = Failure::of(ErrorKind::Io, &outer) else { panic!("told") };
        assert_eq!(causes, ["the stick was pulled"]);
    }
}
