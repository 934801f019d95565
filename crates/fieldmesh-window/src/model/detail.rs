//! The selected observation: its fields in the order and language of the configuration, photos, conflicts, history.

mod compare;
mod read;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fieldmesh::config::{FieldId, Problem};
use fieldmesh::{
    AttachmentId, AttachmentRecord, ChangeHash, ClockDoubt, DeviceId, ErrorKind, FieldName, Moment, Observation,
    ObservationId, Position, Project, TagValue, Timestamp,
};

use super::App;
use super::notice::{Doing, Failure, News};
use super::observations::saving;
use super::worker::Lane;

/// What the detail shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Detail {
    pub(super) observation: Arc<Observation>,
    pub(super) category: Option<String>,
    pub(super) author: Option<String>,
    pub(super) editor: Option<String>,
    pub(super) captured_under: Option<String>,
    pub(super) answers: Vec<Answer>,
    pub(super) unasked: Vec<(String, TagValue)>,
    pub(super) problems: Vec<Problem>,
    pub(super) disputes: Vec<Dispute>,
    pub(super) history: Option<Vec<HistoryLine>>,
    pub(super) past: Option<Box<Past>>,
    pub(super) picture: Option<AttachmentId>,
}

/// A question of the configuration, and what was answered.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// Which field.
    pub field: FieldId,
    /// The key of its tag.
    pub tag_key: String,
    /// The question, in the person's language.
    pub label: String,
    /// The answer as it is stored; `None` where there is none.
    pub value: Option<TagValue>,
    /// The labels of the options chosen, in the person's language; empty for fields without options.
    pub chosen: Vec<String>,
}

/// The value of a field, to be said.
#[derive(Clone, PartialEq, Debug)]
pub enum Shown {
    /// It has none.
    Nothing,
    /// Words, in the person's language where the configuration has them; several for an answer of several options.
    Words(Vec<String>),
    /// Where.
    Place(Position),
    /// When it was seen.
    Moment(Moment),
    /// Deleted, at this time.
    Deleted(Timestamp),
    /// Of the deletion: there is none.
    NotDeleted,
}

/// A field in conflict, to be shown side by side.
#[derive(Clone, PartialEq, Debug)]
pub struct Dispute {
    /// Which field.
    pub field: FieldName,
    /// Its question in the person's language, for a tag that the configuration asks for.
    pub label: Option<String>,
    /// The values to choose from; the one shown first at the front.
    pub values: Vec<Choice>,
}

/// One of the values of a field in conflict.
#[derive(Clone, PartialEq, Debug)]
pub struct Choice {
    /// The value, to be said.
    pub shown: Shown,
    /// As plain JSON; `None` where the field was removed, or for a deletion where it was edited or restored.
    pub value: Option<String>,
    /// The device that wrote it, according to that device.
    pub author: Option<DeviceId>,
    /// Its name.
    pub name: Option<String>,
    /// When, by that device's clock.
    pub at: Timestamp,
    /// The change that wrote it.
    pub change: ChangeHash,
}

/// A version of the observation.
#[derive(Clone, PartialEq, Debug)]
pub struct HistoryLine {
    /// The change that made it.
    pub change: ChangeHash,
    /// When, by the device's clock.
    pub at: Timestamp,
    /// The device that made it, according to that device.
    pub author: Option<DeviceId>,
    /// Its name.
    pub name: Option<String>,
    /// What the order of the versions says against that clock.
    pub clock: Option<ClockDoubt>,
    /// Whether it is the one in which it was recorded.
    pub first: bool,
    /// What it changed of what the device had before.
    pub differences: Vec<Difference>,
    /// The observation as that device had it.
    pub observation: Observation,
}

/// Something that one version changed.
#[derive(Clone, PartialEq, Debug)]
pub enum Difference {
    /// A field has another value, or is no longer in conflict.
    Field {
        /// Which field.
        field: FieldName,
        /// Its question in the person's language, for a tag that the configuration asks for.
        label: Option<String>,
        /// Its value before.
        from: Shown,
        /// Its value since.
        to: Shown,
        /// Whether it was in conflict before and is not since.
        settled: bool,
    },
    /// A photo or other file came to it.
    Added(AttachmentId, AttachmentRecord),
    /// A photo or other file was taken away.
    Removed(AttachmentId, AttachmentRecord),
}

/// A version that a person looks at.
#[derive(Clone, PartialEq, Debug)]
pub struct Past {
    /// The change that made it.
    pub change: ChangeHash,
    /// The observation as it was.
    pub detail: Detail,
}

/// What is read for the detail, and how far that is.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    of: Option<ObservationId>,
    history: bool,
    past: Option<ChangeHash>,
    asked: Arc<AtomicU64>,
    answered: u64,
}

/// What a person does with it.
#[derive(Clone, Debug)]
pub enum Action {
    /// Begins to edit.
    Edit,
    /// Deletes it. It leaves the list everywhere it is synchronized, stays in the history, and can be restored.
    Delete,
    /// Takes the deletion back.
    Restore,
    /// Settles a conflict: the field gets the value that this change wrote, or none.
    Resolve {
        /// Which field.
        field: FieldName,
        /// [`Choice::change`].
        change: Option<ChangeHash>,
    },
    /// Reads the history, and again with every change.
    ShowHistory,
    /// Closes the history.
    HideHistory,
    /// Looks at it as it was in a version, or as it is.
    ShowVersion(Option<ChangeHash>),
    /// Writes the fields as they were in a version.
    Revert(ChangeHash),
    /// Looks at a picture, or at none.
    ShowPicture(Option<AttachmentId>),
    /// Writes an attachment to a file.
    SaveAttachment {
        /// Which.
        id: AttachmentId,
        /// The file.
        path: PathBuf,
        /// Whether one that is there is replaced; a person is asked before.
        replace: bool,
    },
    /// Leaves the file that is there.
    LeaveFile,
}

impl Detail {
    /// The observation itself.
    pub fn observation(&self) -> &Observation {
        &self.observation
    }

    /// When it was seen, or else recorded.
    pub fn moment(&self) -> Moment {
        self.observation.observed_at.unwrap_or(self.observation.created_at)
    }

    /// The name of its category, in the person's language.
    pub fn category(&self) -> Option<&str> {
        self.category.as_deref()
    }

    /// The name of the device that recorded it, where that is known.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// The name of the device that changed it last, where that is known.
    pub fn editor(&self) -> Option<&str> {
        self.editor.as_deref()
    }

    /// The name of the configuration it was recorded under, where that is another one than the one in use.
    pub fn captured_under(&self) -> Option<&str> {
        self.captured_under.as_deref()
    }

    /// What the configuration asks of its category, in that order.
    pub fn answers(&self) -> &[Answer] {
        &self.answers
    }

    /// Tags that the configuration does not ask for, by key.
    pub fn unasked(&self) -> &[(String, TagValue)] {
        &self.unasked
    }

    /// Where it does not fit the configuration. Nothing is refused for it.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Photos and other files.
    pub fn attachments(&self) -> impl Iterator<Item = (&AttachmentId, &AttachmentRecord)> {
        self.observation.attachments.iter()
    }

    /// Fields in conflict.
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// Every version, oldest first, once asked for.
    pub fn history(&self) -> Option<&[HistoryLine]> {
        self.history.as_deref()
    }

    /// The version that is looked at.
    pub fn past(&self) -> Option<&Past> {
        self.past.as_deref()
    }

    /// The picture that is looked at.
    pub const fn picture(&self) -> Option<AttachmentId> {
        self.picture
    }
}

impl App {
    pub(super) fn act_detail(&mut self, action: Action) {
        let Some(id) = self.observations().and_then(super::observations::Observations::selected) else { return };
        match action {
            Action::Edit => self.edit_selected(),
            Action::Delete => self.delete(id),
            Action::Restore => self.restore(id),
            Action::Resolve { field, change } => {
                self.write(move |project| read::resolve(project, &id, &field, change.as_ref()));
            }
            Action::Revert(change) => {
                // Then one looks at it as it is.
                if let Some(open) = &mut self.open {
                    open.reading.past = None;
                }
                self.write(move |project| read::revert(project, &id, &change));
            }
            Action::ShowHistory => self.read_also(|reading| reading.history = true),
            Action::HideHistory => {
                self.read_also(|reading| (reading.history, reading.past) = (false, None));
                self.change_detail(id, |detail| (detail.history, detail.past) = (None, None));
            }
            Action::ShowVersion(None) => {
                self.read_also(|reading| reading.past = None);
                self.change_detail(id, |detail| detail.past = None);
            }
            Action::ShowVersion(change) => self.read_also(|reading| reading.past = change),
            Action::SaveAttachment { id, path, replace } => self.save_attachment(id, path, replace),
            Action::LeaveFile => {
                if let Some(open) = &mut self.open {
                    open.in_the_way = None;
                }
            }
            Action::ShowPicture(picture) => self.change_detail(id, |detail| {
                let held = |id: &AttachmentId| detail.observation.attachments.contains_key(id);
                let past = |id: &AttachmentId| {
                    detail.past().is_some_and(|past| past.detail.observation.attachments.contains_key(id))
                };
                detail.picture = picture.filter(|id| held(id) || past(id));
            }),
        }
    }

    /// The file that stands where an attachment was to be written: a person is asked.
    pub fn file_in_the_way(&self) -> Option<(AttachmentId, &Path)> {
        let (id, path) = self.open.as_ref()?.in_the_way.as_ref()?;
        Some((*id, path))
    }

    fn save_attachment(&mut self, id: AttachmentId, path: PathBuf, replace: bool) {
        if let Some(open) = &mut self.open {
            open.in_the_way = None;
        }
        let to = path.clone();
        let save = move |project: &Project| match project.save_attachment(&id, &to, replace) {
            Err(error) if error.kind() == ErrorKind::FileExists && !replace => Ok(false),
            saved => {
                saved.map(|()| true).map_err(|error| Failure::of(Doing::WritingAttachment, error.kind(), &error))
            }
        };
        self.work(Lane::Write, save, move |app, written| {
            if written {
                app.tell(News::AttachmentWritten(path));
            } else if let Some(open) = &mut app.open {
                open.in_the_way = Some((id, path));
            }
        });
    }

    /// Whether the selected observation is being read: what is shown may be what it was before.
    pub fn is_reading_detail(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.reading.answered < open.reading.asked.load(Ordering::Relaxed))
    }

    /// Changes what is read with the selected observation, and reads it.
    fn read_also(&mut self, change: impl FnOnce(&mut Reading)) {
        if let Some(open) = &mut self.open {
            change(&mut open.reading);
            self.reread_detail();
        }
    }

    /// Reads the selected observation again. Each question is answered in its turn, so that the newest is answered
    /// last; one that is older by then is not worth reading.
    pub(super) fn reread_detail(&mut self) {
        self.pictures.look_again();
        let language = self.language;
        let Some(open) = &mut self.open else { return };
        let Some(id) = open.observations.selected else { return };
        let reading = &mut open.reading;
        if reading.of != Some(id) {
            (reading.of, reading.history, reading.past) = (Some(id), false, None);
            open.saved = None;
        }
        let number = reading.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let (asked, history, past) = (reading.asked.clone(), reading.history, reading.past);
        let summary = open.summary.clone();
        let work = move |project: &Project| {
            if asked.load(Ordering::Relaxed) != number {
                return Ok(None);
            }
            // A failure must arrive too: nothing is on its way any more.
            Ok(Some(read::detail(project, &id, &summary, language, history, past)))
        };
        self.work(Lane::Read, work, move |app, answer| {
            let Some(answer) = answer else { return };
            let read = app.succeed(answer);
            let Some(open) = &mut app.open else { return };
            open.reading.answered = number;
            let (Some(read), true) = (read, open.observations.selected == Some(id)) else { return };
            let before = open.detail.take().filter(|before| before.observation.id == id);
            open.detail = read.map(|mut detail| {
                let held = |id: &AttachmentId| detail.observation.attachments.contains_key(id);
                detail.picture = before.and_then(|before| before.picture).filter(held);
                detail
            });
        });
    }

    pub(super) fn restore(&mut self, id: ObservationId) {
        self.write(move |project| project.restore(&id).map(drop).map_err(saving));
    }

    /// Writes on another thread, then reads again what is shown.
    pub(super) fn write(&mut self, write: impl FnOnce(&Project) -> Result<(), Failure> + Send + 'static) {
        self.work(Lane::Write, write, |app, ()| {
            app.refresh();
            app.survey();
        });
    }

    fn delete(&mut self, id: ObservationId) {
        let delete = move |project: &Project| project.delete(&id).map(drop).map_err(saving);
        self.work(Lane::Write, delete, move |app, ()| {
            app.tell(News::Deleted(id));
            app.refresh();
            app.survey();
        });
    }

    fn change_detail(&mut self, id: ObservationId, change: impl FnOnce(&mut Detail)) {
        let detail = self.open.as_mut().and_then(|open| open.detail.as_mut());
        if let Some(detail) = detail.filter(|detail| detail.observation.id == id) {
            change(detail);
        }
    }
}
