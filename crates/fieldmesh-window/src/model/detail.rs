//! The selected observation: its fields in the order and language of the configuration, photos, conflicts, history.

mod read;

use std::io::Read;
use std::sync::Arc;

use fieldmesh::config::{FieldId, Problem};
use fieldmesh::{
    AttachmentId, AttachmentRecord, ChangeHash, DeviceId, ErrorKind, FieldName, Moment, Observation, ObservationId,
    Project, TagValue, Timestamp,
};

use super::App;
use super::notice::{Doing, Failure, News};
use super::observations::saving;
use super::worker::Lane;

/// The most bytes of a picture that is read for the screen.
const PICTURE_MAX: u64 = 32 << 20;

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
    pub(super) picture: Option<Picture>,
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
    /// The observation as that device had it.
    pub observation: Observation,
}

/// A picture that a person looks at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Which attachment.
    pub id: AttachmentId,
    /// Its preview, or the original where there is none; `None` where this device holds neither.
    pub bytes: Option<Arc<[u8]>>,
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
    /// Settles a conflict: the field gets the value that this change wrote.
    Resolve {
        /// Which field.
        field: FieldName,
        /// [`Choice::change`].
        change: ChangeHash,
    },
    /// Reads the history.
    ShowHistory,
    /// Writes the fields as they were in a version.
    Revert(ChangeHash),
    /// Looks at a picture, or at none.
    ShowPicture(Option<AttachmentId>),
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

    /// The picture that is looked at.
    pub const fn picture(&self) -> Option<&Picture> {
        self.picture.as_ref()
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
                self.write(move |project| read::resolve(project, &id, &field, &change));
            }
            Action::Revert(change) => self.write(move |project| read::revert(project, &id, &change)),
            Action::ShowHistory => {
                let history = move |project: &Project| read::history(project, &id);
                self.work(Lane::Read, history, move |app, history| {
                    app.change_detail(id, |detail| detail.history = Some(history));
                });
            }
            Action::ShowPicture(None) => self.change_detail(id, |detail| detail.picture = None),
            Action::ShowPicture(Some(picture)) => self.show_picture(id, picture),
        }
    }

    /// Reads the selected observation again.
    pub(super) fn reread_detail(&mut self) {
        let language = self.language;
        let Some(open) = &self.open else { return };
        let Some(id) = open.observations.selected else { return };
        let summary = open.summary.clone();
        let work = move |project: &Project| read::detail(project, &id, &summary, language);
        self.work(Lane::Read, work, move |app, read| {
            let Some(open) = &mut app.open else { return };
            if open.observations.selected != Some(id) {
                return;
            }
            let before = open.detail.take();
            open.detail = read.map(|mut detail| {
                if let Some(before) = before.filter(|before| before.observation.id == id) {
                    detail.picture = before.picture;
                    // A history is of one state: it is asked for again after a change.
                    detail.history = before.history.filter(|_| before.observation == detail.observation);
                }
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

    fn show_picture(&mut self, id: ObservationId, picture: AttachmentId) {
        let Some(record) = self.detail().and_then(|detail| detail.observation.attachments.get(&picture)).cloned()
        else {
            return;
        };
        let work = move |project: &Project| load(project, picture, &record);
        self.work(Lane::Read, work, move |app, bytes| {
            app.change_detail(id, |detail| detail.picture = Some(Picture { id: picture, bytes }));
        });
    }

    fn change_detail(&mut self, id: ObservationId, change: impl FnOnce(&mut Detail)) {
        let detail = self.open.as_mut().and_then(|open| open.detail.as_mut());
        if let Some(detail) = detail.filter(|detail| detail.observation.id == id) {
            change(detail);
        }
    }
}

/// The bytes of the best rendition for a screen that is held.
fn load(project: &Project, id: AttachmentId, record: &AttachmentRecord) -> Result<Option<Arc<[u8]>>, Failure> {
    let smaller = record.preview.map(|preview| preview.id);
    for id in smaller.into_iter().chain([id]).chain(record.thumbnail.map(|thumbnail| thumbnail.id)) {
        let file = match project.open_attachment(&id) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::AttachmentMissing => continue,
            Err(error) => return Err(Failure::of(Doing::Reading, error.kind(), &error)),
        };
        let mut bytes = Vec::new();
        file.take(PICTURE_MAX)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::of(Doing::Reading, ErrorKind::Io, &error))?;
        return Ok(Some(bytes.into()));
    }
    Ok(None)
}
