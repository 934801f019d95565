//! The form in which an observation is recorded or edited. Only what a person touched is written.

mod entry;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use fieldmesh::config::Problem;
use fieldmesh::{
    AttachmentId, AttachmentRecord, Coordinate, Edit, Moment, NewObservation, Observation, ObservationId, Project,
    Scalar, TagValue, Timestamp,
};

pub use entry::{Entry, Fault};

use super::App;
use super::notice::{Doing, Failure};
use super::observations::saving;
use super::worker::Lane;

/// What the form shows.
#[derive(Clone, PartialEq, Debug)]
pub struct Form {
    /// Tells this form from one that was open before: a photo that is being taken belongs to one.
    number: u64,
    before: Option<Arc<Observation>>,
    category: Option<Option<String>>,
    place: Option<(String, String)>,
    answers: BTreeMap<String, Entry>,
    notes: Option<String>,
    added: BTreeMap<AttachmentId, AttachmentRecord>,
    removed: BTreeSet<AttachmentId>,
    attaching: usize,
    saving: bool,
    faults: Vec<Fault>,
}

/// What a person does with it.
#[derive(Clone, Debug)]
pub enum Action {
    /// Begins a new observation, at a place where one is known.
    Begin(Option<Coordinate>),
    /// Chooses a category, or none. What a category adds to an observation is added.
    Category(Option<String>),
    /// Types a place in degrees; two empty texts are none.
    Place {
        /// Degrees north.
        latitude: String,
        /// Degrees east.
        longitude: String,
    },
    /// Answers a question.
    Answer {
        /// The key of its tag.
        tag_key: String,
        /// What was typed or chosen.
        entry: Entry,
    },
    /// Types notes.
    Notes(String),
    /// Adds photos and other files.
    AddFiles(Vec<PathBuf>),
    /// Takes a photo or file away.
    RemoveAttachment(AttachmentId),
    /// Saves, as soon as every photo was taken.
    Save,
    /// Leaves without saving.
    Cancel,
}

impl Form {
    /// The observation that is edited; `None` for a new one.
    pub fn observation(&self) -> Option<&Observation> {
        self.before.as_deref()
    }

    /// The category chosen.
    pub fn category(&self) -> Option<&str> {
        match &self.category {
            Some(chosen) => chosen.as_deref(),
            None => self.before.as_ref()?.category.as_deref(),
        }
    }

    /// Latitude and longitude as typed, or as they are.
    pub fn place(&self) -> (String, String) {
        if let Some(typed) = &self.place {
            return typed.clone();
        }
        let position = self.before.as_ref().and_then(|before| before.position.as_ref());
        let anchor = position.and_then(|position| position.anchor());
        anchor.map(|at| (at.latitude.to_string(), at.longitude.to_string())).unwrap_or_default()
    }

    /// The answer under a tag key as typed or chosen, or as it is.
    pub fn entry(&self, tag_key: &str) -> Option<Entry> {
        let before = || self.before.as_ref()?.tags.get(tag_key).map(Entry::from);
        self.answers.get(tag_key).cloned().or_else(before)
    }

    /// The notes as typed, or as they are.
    pub fn notes(&self) -> &str {
        match &self.notes {
            Some(typed) => typed,
            None => self.before.as_ref().and_then(|before| before.notes.as_deref()).unwrap_or_default(),
        }
    }

    /// The photos and other files it will have.
    pub fn attachments(&self) -> impl Iterator<Item = (&AttachmentId, &AttachmentRecord)> {
        let before = self.before.iter().flat_map(|before| &before.attachments);
        before.chain(&self.added).filter(|(id, _)| !self.removed.contains(id))
    }

    /// How many files are being taken.
    pub const fn attaching(&self) -> usize {
        self.attaching
    }

    /// Whether it is being saved.
    pub const fn is_saving(&self) -> bool {
        self.saving
    }

    /// Why it was not saved when a person asked for it.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Whether anything was touched: then leaving loses something.
    pub fn is_touched(&self) -> bool {
        self.category.is_some()
            || self.place.is_some()
            || self.notes.is_some()
            || !(self.answers.is_empty() && self.added.is_empty() && self.removed.is_empty())
            || self.attaching > 0
    }

    const fn new(number: u64, before: Option<Arc<Observation>>) -> Self {
        Self {
            number,
            before,
            category: None,
            place: None,
            answers: BTreeMap::new(),
            notes: None,
            added: BTreeMap::new(),
            removed: BTreeSet::new(),
            attaching: 0,
            saving: false,
            faults: Vec::new(),
        }
    }
}

impl App {
    pub(super) fn act_edit(&mut self, action: Action) {
        match action {
            Action::Begin(at) => self.begin(at),
            Action::Category(category) => self.choose_category(category),
            Action::Save => self.save(),
            Action::Cancel => self.change_form(None),
            Action::AddFiles(paths) => self.add_files(paths),
            other => {
                let Some(form) = self.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
                match other {
                    Action::Place { latitude, longitude } => form.place = Some((latitude, longitude)),
                    Action::Answer { tag_key, entry } => drop(form.answers.insert(tag_key, entry)),
                    Action::Notes(notes) => form.notes = Some(notes),
                    Action::RemoveAttachment(id) => {
                        let was_there = form.added.remove(&id).is_none();
                        form.removed.extend(was_there.then_some(id));
                    }
                    _ => {}
                }
            }
        }
    }

    /// How the form does not fit the configuration. That is said, and never refused.
    pub fn form_problems(&self) -> Vec<Problem> {
        let Some((form, configuration)) =
            self.form().and_then(|form| Some((form, self.project()?.configuration.as_ref()?)))
        else {
            return Vec::new();
        };
        let mut tags = form.before.as_ref().map(|before| before.tags.clone()).unwrap_or_default();
        let Ok(answers) = form.written_answers(Some(configuration)) else { return Vec::new() };
        for (key, value) in answers {
            match value {
                Some(value) => drop(tags.insert(key, value)),
                None => drop(tags.remove(&key)),
            }
        }
        configuration.check(form.category(), &tags)
    }

    pub(super) fn edit_selected(&mut self) {
        let before = self.detail().map(|detail| detail.observation.clone());
        if let Some(before) = before {
            let number = self.next_form();
            self.change_form(Some(Form::new(number, Some(before))));
        }
    }

    fn begin(&mut self, at: Option<Coordinate>) {
        let mut form = Form::new(self.next_form(), None);
        form.place = at.map(|at| (at.latitude.to_string(), at.longitude.to_string()));
        self.change_form(Some(form));
    }

    const fn next_form(&mut self) -> u64 {
        self.forms += 1;
        self.forms
    }

    fn change_form(&mut self, form: Option<Form>) {
        if let Some(open) = &mut self.open {
            open.form = form;
        }
    }

    fn choose_category(&mut self, category: Option<String>) {
        let Some(open) = &mut self.open else { return };
        let Some(form) = &mut open.form else { return };
        let configuration = open.summary.configuration.as_ref();
        let find = |id: Option<&str>| configuration?.category(id?);
        if let Some(former) = find(form.category()) {
            let added = former.add_tags.as_ref().unwrap_or(&former.tags);
            let removed: Vec<_> = former.remove_tags.as_ref().unwrap_or(added).keys().cloned().collect();
            for key in removed {
                form.answers.insert(key, Entry::Nothing);
            }
        }
        if let Some(chosen) = find(category.as_deref()) {
            for (key, value) in chosen.add_tags.as_ref().unwrap_or(&chosen.tags) {
                form.answers.insert(key.clone(), Entry::One(Scalar::from(value)));
            }
        }
        form.category = Some(category);
    }

    fn add_files(&mut self, paths: Vec<PathBuf>) {
        let Some(form) = self.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
        form.attaching += paths.len();
        let number = form.number;
        for path in paths {
            let attach = move |project: &Project| {
                // A failure must reach the form, which counts what is on its way.
                Ok(project.attach(&path).map_err(|error| Failure::of(Doing::Attaching, error.kind(), &error)))
            };
            self.work(Lane::Write, attach, move |app, attached| {
                let attached = app.succeed(attached);
                let Some(form) = app.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
                if form.number != number {
                    return;
                }
                form.attaching = form.attaching.saturating_sub(1);
                match attached {
                    Some((id, record)) => {
                        form.removed.remove(&id);
                        form.added.insert(id, record);
                    }
                    // A person should know before it is saved without the photo.
                    None => form.saving = false,
                }
                if form.saving && form.attaching == 0 {
                    app.save();
                }
            });
        }
    }

    fn save(&mut self) {
        let Some(open) = &mut self.open else { return };
        let Some(form) = &mut open.form else { return };
        let written = form.written(open.summary.configuration.as_ref());
        form.faults = written.as_ref().err().cloned().unwrap_or_default();
        form.saving = written.is_ok();
        let Ok(written) = written else { return };
        if form.attaching > 0 {
            return;
        }
        let (number, before) = (form.number, form.before.clone());
        let save = move |project: &Project| Ok(record(project, before.as_deref(), written));
        self.work(Lane::Write, save, move |app, saved| {
            let saved = app.succeed(saved);
            let Some(open) = &mut app.open else { return };
            let same = open.form.as_ref().is_some_and(|form| form.number == number);
            match saved {
                Some(id) => {
                    if same {
                        app.change_form(None);
                    }
                    app.act_observations(super::observations::Action::Select(Some(id)));
                    app.refresh();
                    app.survey();
                }
                None => {
                    if let Some(form) = open.form.as_mut().filter(|_| same) {
                        form.saving = false;
                    }
                }
            }
        });
    }
}

/// Writes a form; gives the id of its observation.
fn record(project: &Project, before: Option<&Observation>, edit: Edit) -> Result<ObservationId, Failure> {
    let Some(before) = before else {
        let answered = edit.tags.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let new = NewObservation {
            created_at: Some(now()),
            position: edit.position.flatten(),
            category: edit.category.flatten(),
            tags: answered.collect::<BTreeMap<String, TagValue>>(),
            notes: edit.notes.flatten(),
            attachments: edit.add_attachments,
            ..NewObservation::default()
        };
        return project.observe(new).map_err(saving);
    };
    if !edit.is_empty() {
        project.edit(&before.id, &edit).map_err(saving)?;
    }
    Ok(before.id)
}

/// This computer's time, with its zone.
fn now() -> Moment {
    let now = jiff::Zoned::now();
    let minutes = i16::try_from(now.offset().seconds() / 60).ok();
    Moment { at: Timestamp(now.timestamp().as_millisecond()), zone: minutes }
}
