//! What is told to a person outside of any one screen: typed, to be said in their language by the view.

use std::error::Error;
use std::path::PathBuf;

use fieldmesh::{ErrorKind, ImportReport, LeftOut, MediaPolicy, ObservationId, OtherConfiguration, ProjectId};

use super::synchronize::Ending;

/// Tells one notice from the others.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NoticeId(u64);

/// Something to be told; it stays until it is dismissed, or its offer accepted.
#[derive(Clone, PartialEq, Debug)]
pub struct Notice {
    /// Which one.
    pub id: NoticeId,
    /// What it tells.
    pub news: News,
}

/// What a notice tells.
#[derive(Clone, PartialEq, Debug)]
pub enum News {
    /// Something was not done.
    Failed(Failure),
    /// A sync file was written and read back; its medium can be removed.
    FileCreated {
        /// Where it is.
        path: PathBuf,
        /// Its bytes.
        bytes: u64,
        /// How many observations it holds that are not deleted.
        observations: u64,
        /// How much it keeps of photos and other attachments.
        media: MediaPolicy,
        /// Those of which it has nothing, where it keeps less than everything.
        left_out: Vec<LeftOut>,
        /// Whether its project keeps no secrets: that is said with every file.
        open: bool,
    },
    /// A synchronization ended.
    Synchronized(Box<Ending>),
    /// A file was imported.
    Imported(ImportReport),
    /// A file was exported.
    Exported {
        /// Where it is.
        path: PathBuf,
        /// How many observations it holds.
        observations: u64,
    },
    /// An observation was deleted; accepting restores it.
    Deleted(ObservationId),
    /// An attachment was written to a file.
    AttachmentWritten(PathBuf),
    /// An invite file was written: whoever has it is a member.
    InviteWritten(PathBuf),
    /// Another configuration is used from now on.
    ConfigurationUsed {
        /// Its name.
        name: String,
        /// How many things of the archive are kept differently or were left out.
        warnings: usize,
    },
}

/// Something that was not done.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// What was being done.
    pub doing: Doing,
    /// The sort of trouble: names the sentence and the hint.
    pub kind: ErrorKind,
    /// The device or file it was done with, where there is one.
    pub about: Option<String>,
    /// The cause in the words of the libraries, in English: for the log and the diagnostics.
    pub cause: String,
    /// A way out that a person can take at once.
    pub offer: Option<Offer>,
}

/// What was being done when something failed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Doing {
    /// Anything else.
    Working,
    /// Opening a project.
    Opening,
    /// Starting or joining a project.
    Joining,
    /// Reading observations.
    Reading,
    /// Recording, editing, deleting, restoring, resolving.
    Saving,
    /// Taking a photo or another file.
    Attaching,
    /// Writing an attachment to a file.
    WritingAttachment,
    /// Opening the project to the local network.
    OpeningNetwork,
    /// Synchronizing with a device.
    Synchronizing,
    /// Writing a sync file.
    CreatingFile,
    /// Synchronizing with a sync file.
    SynchronizingFile,
    /// Importing observations.
    Importing,
    /// Exporting observations.
    Exporting,
    /// Importing a configuration.
    Configuring,
    /// Naming the device, or making it one of its own.
    NamingDevice,
    /// Making an invite.
    Inviting,
}

/// A way out of trouble.
#[derive(Clone, PartialEq, Debug)]
pub enum Offer {
    /// The file belongs to this other project of the device: open that one, and synchronize it with the file.
    SwitchProject {
        /// Which.
        project: ProjectId,
        /// Its name.
        name: String,
        /// The file.
        file: PathBuf,
    },
    /// The file uses another configuration: a person chooses one of the two, by
    /// [`Action::Choose`](super::Action::Choose), and the synchronization goes on.
    ChooseConfiguration {
        /// What differs, and which is newer.
        other: Box<OtherConfiguration>,
        /// The file.
        file: PathBuf,
    },
    /// No key of this device opens the file: ask for an invite, join, and synchronize with the file.
    AskForInvite {
        /// The file.
        file: PathBuf,
    },
    /// This device is a copy of another: make it one of its own.
    RenewDevice,
}

impl Failure {
    pub(crate) const fn new(doing: Doing, kind: ErrorKind, cause: String) -> Self {
        Self { doing, kind, about: None, cause, offer: None }
    }

    /// A failure with its whole chain of causes.
    pub(crate) fn of(doing: Doing, kind: ErrorKind, error: &dyn Error) -> Self {
        let mut cause = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            cause.push_str(": ");
            cause.push_str(&error.to_string());
            source = error.source();
        }
        Self::new(doing, kind, cause)
    }

    pub(crate) fn about(mut self, name: impl Into<String>) -> Self {
        self.about = Some(name.into());
        self
    }

    pub(crate) fn with(mut self, offer: Option<Offer>) -> Self {
        self.offer = offer;
        self
    }
}

/// The most notices kept; the oldest go first.
const MOST: usize = 20;

/// All notices, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    list: Vec<Notice>,
    last: u64,
}

impl Notices {
    pub(crate) fn push(&mut self, news: News) {
        self.last += 1;
        self.list.push(Notice { id: NoticeId(self.last), news });
        if self.list.len() > MOST {
            self.list.remove(0);
        }
    }

    pub(crate) fn list(&self) -> &[Notice] {
        &self.list
    }

    pub(crate) fn take(&mut self, id: NoticeId) -> Option<News> {
        let at = self.list.iter().position(|notice| notice.id == id)?;
        Some(self.list.remove(at).news)
    }
}
