//! The form in which an observation is recorded or edited. Only what a person touched is written.

mod entry;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fieldmesh::config::Problem;
use fieldmesh::{
    AttachmentId, AttachmentRecord, Coordinate, Edit, FieldName, Fix, Geometry, Moment, NewObservation,
    Observation, ObservationId, PhotoFacts, Position, Project, TagValue, Timestamp,
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
    /// What a photo told of the place: how exact it is. `None` for a place that a person set.
    from_photo: Option<Option<f64>>,
    /// Whether a point takes the place of a track or area.
    replacing: bool,
    placing: Placing,
    observed_at: Option<Option<Moment>>,
    answers: BTreeMap<String, Entry>,
    notes: Option<String>,
    added: BTreeMap<AttachmentId, AttachmentRecord>,
    removed: BTreeSet<AttachmentId>,
    facts: BTreeMap<AttachmentId, PhotoFacts>,
    attaching: usize,
    saving: bool,
    faults: Vec<Fault>,
}

/// How the place is chosen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Placing {
    /// In the fields of the form.
    #[default]
    Typed,
    /// By the next click on the map, which then does [`Action::PlaceAt`].
    OnMap,
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
    /// Chooses the place by typing, or by a click on the map.
    Placing(Placing),
    /// Has clicked on the map.
    PlaceAt(Coordinate),
    /// Puts a point in the place of a track or area.
    ReplaceShape,
    /// Takes the place that a photo tells.
    UsePlace(AttachmentId),
    /// Takes the time that a photo tells as the one when it was seen.
    UseTime(AttachmentId),
    /// Says when it was seen; without, when it was recorded.
    ObservedAt(Option<Moment>),
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
    /// Tells this form from those that were open before.
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// Whether this is its place.
    pub fn has_place(&self, at: Coordinate) -> bool {
        self.place() == typed(at)
    }

    /// Whether it has the time that a photo tells.
    pub fn has_time_of(&self, photo: &AttachmentId) -> bool {
        let taken = self.facts.get(photo).and_then(|facts| facts.taken);
        taken.is_some_and(|taken| self.observed_at() == Some(taken.moment(zone_at(taken.clock))))
    }

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

    /// Whether the next click on the map is the place.
    pub const fn placing(&self) -> Placing {
        self.placing
    }

    /// When it was seen, where that was said.
    pub fn observed_at(&self) -> Option<Moment> {
        match self.observed_at {
            Some(chosen) => chosen,
            None => self.before.as_ref()?.observed_at,
        }
    }

    /// What the photos that were added tell, each that tells anything.
    pub fn facts(&self) -> impl Iterator<Item = (&AttachmentId, &PhotoFacts)> {
        self.facts.iter().filter(|(id, _)| self.added.contains_key(id))
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
            || self.observed_at.is_some()
            || self.notes.is_some()
            || !(self.answers.is_empty() && self.added.is_empty() && self.removed.is_empty())
            || self.attaching > 0
    }

    /// The track or area that is its place. No point takes its place by the way.
    pub fn shape(&self) -> Option<&Position> {
        let position = self.before.as_ref()?.position.as_ref()?;
        (!self.replacing && !matches!(position.geometry(), Geometry::Point(_))).then_some(position)
    }

    /// What is known of how the place of a new observation came about.
    fn fix(&self) -> Fix {
        match (&self.place, self.from_photo) {
            (None, _) => Fix::default(),
            (Some(_), Some(_)) => Fix { provider: Some("photo".to_owned()), ..Fix::default() },
            (Some(_), None) => Fix { manual: Some(true), ..Fix::default() },
        }
    }

    /// Puts it somewhere, and leaves the map.
    fn put(&mut self, at: Coordinate, from_photo: Option<Option<f64>>) {
        self.from_photo = from_photo;
        self.place = Some(typed(at));
        self.placing = Placing::Typed;
    }

    const fn new(number: u64, before: Option<Arc<Observation>>) -> Self {
        Self {
            number,
            before,
            category: None,
            place: None,
            from_photo: None,
            replacing: false,
            placing: Placing::Typed,
            observed_at: None,
            answers: BTreeMap::new(),
            notes: None,
            added: BTreeMap::new(),
            removed: BTreeSet::new(),
            facts: BTreeMap::new(),
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
            Action::Save => self.save(),
            Action::Cancel => self.change_form(None),
            Action::AddFiles(paths) => self.add_files(paths),
            other => {
                let Some(form) = self.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
                let keeps_shape = form.shape().is_some();
                match other {
                    Action::Place { .. } | Action::Placing(_) | Action::PlaceAt(_) | Action::UsePlace(_)
                        if keeps_shape => {}
                    Action::ReplaceShape => form.replacing = true,
                    // What choosing a category adds and takes away is written with it.
                    Action::Category(category) => form.category = Some(category),
                    Action::Place { latitude, longitude } => {
                        (form.place, form.from_photo) = (Some((latitude, longitude)), None);
                    }
                    Action::Placing(placing) => form.placing = placing,
                    Action::PlaceAt(at) => form.put(at, None),
                    Action::UsePlace(photo) => {
                        let told = form.facts.get(&photo).and_then(|facts| Some((facts.place?, facts.accuracy)));
                        if let Some((at, accuracy)) = told {
                            form.put(at, Some(accuracy));
                        }
                    }
                    Action::UseTime(photo) => {
                        if let Some(taken) = form.facts.get(&photo).and_then(|facts| facts.taken) {
                            form.observed_at = Some(Some(taken.moment(zone_at(taken.clock))));
                        }
                    }
                    Action::ObservedAt(moment) => form.observed_at = Some(moment),
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

    /// What stands in the way of saving the form as it is now.
    pub fn form_faults(&self) -> Vec<Fault> {
        let configuration = self.project().and_then(|project| project.configuration.as_ref());
        self.form().and_then(|form| form.written(configuration).err()).unwrap_or_default()
    }

    /// The fields that a person touched in the form and that became other ones elsewhere meanwhile: saving puts what
    /// the form has in their place. Those she did not touch stay as they became.
    pub fn form_overtaken(&self) -> Vec<FieldName> {
        let (Some(form), Some(detail)) = (self.form(), self.detail()) else { return Vec::new() };
        let Some(before) = form.observation() else { return Vec::new() };
        let now = detail.observation();
        if now.id != before.id {
            return Vec::new();
        }
        let touched = [
            (form.category.is_some() && now.category != before.category, FieldName::Category),
            (form.place.is_some() && now.position != before.position, FieldName::Position),
            (form.observed_at.is_some() && now.observed_at != before.observed_at, FieldName::ObservedAt),
            (form.notes.is_some() && now.notes != before.notes, FieldName::Notes),
        ];
        let answers = form.answers.keys().filter(|key| now.tags.get(*key) != before.tags.get(*key));
        let fields = touched.into_iter().filter(|(overtaken, _)| *overtaken).map(|(_, field)| field);
        fields.chain(answers.map(|key| FieldName::Tag(key.clone()))).collect()
    }

    /// The observation that was saved last, until another one is looked at or edited. It is on the disk.
    pub fn saved(&self) -> Option<ObservationId> {
        self.open.as_ref()?.saved
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
        form.place = at.map(typed);
        self.change_form(Some(form));
    }

    const fn next_form(&mut self) -> u64 {
        self.forms += 1;
        self.forms
    }

    fn change_form(&mut self, form: Option<Form>) {
        if let Some(open) = &mut self.open {
            open.form = form;
            open.saved = None;
        }
    }

    fn add_files(&mut self, paths: Vec<PathBuf>) {
        let Some(form) = self.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
        form.attaching += paths.len();
        let number = form.number;
        for path in paths {
            let attach = move |project: &Project| {
                // A failure must reach the form, which counts what is on its way.
                let attached = project.attach(&path);
                let facts = || facts_of(&path);
                let attached = attached.map(|(id, record)| (id, record, facts()));
                Ok(attached.map_err(|error| Failure::of(Doing::Attaching, error.kind(), &error)))
            };
            self.work(Lane::Write, attach, move |app, attached| {
                let attached = app.succeed(attached);
                let Some(form) = app.open.as_mut().and_then(|open| open.form.as_mut()) else { return };
                if form.number != number {
                    return;
                }
                form.attaching = form.attaching.saturating_sub(1);
                match attached {
                    Some((id, record, facts)) => {
                        form.removed.remove(&id);
                        form.facts.extend(facts.map(|facts| (id, facts)));
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
        let (number, before, fix) = (form.number, form.before.clone(), form.fix());
        let save = move |project: &Project| Ok(record(project, before.as_deref(), written, &fix));
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
                    if let Some(open) = &mut app.open {
                        open.saved = Some(id);
                    }
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

/// Degrees as a person would type them: a millionth is a hand's breadth.
fn typed(at: Coordinate) -> (String, String) {
    let text = |degrees: f64| ((degrees * 1e6).round() / 1e6).to_string();
    (text(at.latitude), text(at.longitude))
}

/// Bytes of a file in which facts are looked for.
const MOST_READ: u64 = 64 << 20;

/// Writes a form; gives the id of its observation.
fn record(
    project: &Project,
    before: Option<&Observation>,
    edit: Edit,
    fix: &Fix,
) -> Result<ObservationId, Failure> {
    let Some(before) = before else {
        let answered = edit.tags.into_iter().filter_map(|(key, value)| Some((key, value?)));
        let new = NewObservation {
            observed_at: edit.observed_at.flatten(),
            position: edit.position.flatten(),
            category: edit.category.flatten(),
            tags: answered.collect::<BTreeMap<String, TagValue>>(),
            notes: edit.notes.flatten(),
            attachments: edit.add_attachments,
            metadata: fix.to_metadata(),
            ..NewObservation::default()
        };
        return project.observe(new).map_err(saving);
    };
    if !edit.is_empty() {
        project.edit(&before.id, &edit).map_err(saving)?;
    }
    Ok(before.id)
}

/// What a file tells of itself, where it is a photo that tells anything.
fn facts_of(path: &Path) -> Option<PhotoFacts> {
    let mut bytes = Vec::new();
    fs_err::File::open(path).ok()?.take(MOST_READ).read_to_end(&mut bytes).ok()?;
    Some(PhotoFacts::read(&bytes)).filter(|facts| *facts != PhotoFacts::default())
}

/// Minutes east of UTC of this computer when its clock shows this time.
fn zone_at(clock: Timestamp) -> i16 {
    let Ok(at) = jiff::Timestamp::from_millisecond(clock.0) else { return 0 };
    let offset = jiff::tz::TimeZone::system().to_offset(at);
    i16::try_from(offset.seconds() / 60).unwrap_or_default()
}
