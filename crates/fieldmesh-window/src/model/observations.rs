//! The list and the map: one filter, one selection. Rows come from the database a page at a time; places come all at
//! once, each a few bytes, for the map to cluster.

mod background;
mod filter;
mod places;
mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fieldmesh::config::Color;
use fieldmesh::{AttachmentId, Coordinate, Moment, ObservationId};

use crate::map::Layer;

pub use background::Ground;
pub use filter::{Day, Filter, Kept};
pub use places::Places;
pub(super) use read::{names, reading, saving};

use super::worker::Lane;
use super::{App, Screen};

/// Rows read at once.
pub const PAGE: u64 = 100;
/// Pages kept on each side of what is shown.
const BESIDE: u64 = 2;

/// What list and map show.
#[derive(Debug, Default)]
pub struct Observations {
    pub(super) filter: Filter,
    pub(super) totals: Totals,
    pub(super) pages: BTreeMap<u64, Vec<Row>>,
    pub(super) places: Arc<Places>,
    pub(super) selected: Option<ObservationId>,
    pub(super) reveal: Option<u64>,
    looked_for: u64,
    /// The track or area of the selected observation.
    shape: Option<Arc<Layer>>,
    ground: Ground,
    shown: Range<u64>,
    /// Questions for the list, for the rows of it that are on the screen, and for the places.
    list: Asked,
    rows: Asked,
    map: Asked,
    /// The revision of the project at which the list was asked for that is shown; `None` until one could be read.
    revision: Option<u64>,
}

/// Counts the questions of one kind; the answer to any but the newest is not worth reading.
#[derive(Clone, Debug, Default)]
struct Asked {
    count: Arc<AtomicU64>,
    answered: u64,
}

impl Asked {
    /// A question, and what tells whether it is still the newest.
    fn ask(&self) -> (u64, impl Fn() -> bool + Clone + Send + 'static) {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        let count = self.count.clone();
        (number, move || count.load(Ordering::Relaxed) == number)
    }

    fn is_waiting(&self) -> bool {
        self.answered < self.count.load(Ordering::Relaxed)
    }
}

/// How many there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// That fit the filter.
    pub shown: u64,
    /// In the whole project, not deleted or not shown so yet.
    pub all: u64,
    /// That came or were changed since a person looked, of these.
    pub unseen: u64,
    /// That other devices deleted, and that are shown until a person answers.
    pub held: u64,
    /// With a field in conflict.
    pub conflicted: u64,
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    /// Which observation.
    pub id: ObservationId,
    /// When it was recorded.
    pub at: Moment,
    /// The id of its category.
    pub category: Option<String>,
    /// The name of its category, in the person's language; `None` for a category that this configuration lacks.
    pub name: Option<String>,
    /// The colour of its category.
    pub color: Option<Color>,
    /// The name of the device that recorded it, where that is known.
    pub author: Option<String>,
    /// Its notes.
    pub notes: Option<String>,
    /// Its first coordinate.
    pub place: Option<Coordinate>,
    /// How many photos and other files it has.
    pub attachments: usize,
    /// A small picture.
    pub thumbnail: Option<AttachmentId>,
    /// Whether a field is in conflict.
    pub conflict: bool,
    /// Whether it is deleted.
    pub deleted: bool,
    /// Whether it carries a dot: it came or was changed since a person looked.
    pub unseen: bool,
    /// Whether another device deleted it and that waits for an answer.
    pub held: bool,
}

/// What a person does with list and map.
#[derive(Clone, Debug)]
pub enum Action {
    /// Asks for other observations.
    Filter(Filter),
    /// Scrolls so that these rows are visible.
    Scroll(Range<u64>),
    /// Selects one, in the list or on the map, or none.
    Select(Option<ObservationId>),
    /// Reads everything again.
    Reread,
    /// Has seen everything: no dot stays.
    MarkAllSeen,
    /// Restores every deleted observation that fits the filter.
    RestoreAll,
    /// Lets go of what other devices deleted.
    AcceptDeletions,
    /// Restores what other devices deleted, where that waits for an answer.
    RestoreDeletions,
    /// Brings the selected one to the middle of the map.
    ShowOnMap,
    /// Shows a GeoJSON file under the observations, or none.
    Ground(Option<PathBuf>),
}

impl Observations {
    /// What is asked for.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How many there are.
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// One line, if it was read already; [`Action::Scroll`] asks for those around.
    pub fn row(&self, number: u64) -> Option<&Row> {
        self.pages.get(&(number / PAGE))?.get(usize::try_from(number % PAGE).ok()?)
    }

    /// Where everything is that fits the filter.
    pub const fn places(&self) -> &Arc<Places> {
        &self.places
    }

    /// The selected observation.
    pub const fn selected(&self) -> Option<ObservationId> {
        self.selected
    }

    /// The number of the line of the observation that was selected last, once it is known: to scroll there.
    pub const fn reveal(&self) -> Option<u64> {
        self.reveal
    }

    /// The line of an observation, if it is one of those in memory.
    pub fn line_of(&self, id: &ObservationId) -> Option<u64> {
        let in_page = |rows: &[Row]| rows.iter().position(|row| row.id == *id);
        self.pages.iter().find_map(|(page, rows)| Some(page * PAGE + in_page(rows)? as u64))
    }

    /// Counts how often somebody wanted to see the selected one on the map.
    pub const fn looked_for(&self) -> u64 {
        self.looked_for
    }

    /// The track or area of the selected observation.
    pub const fn shape(&self) -> Option<&Arc<Layer>> {
        self.shape.as_ref()
    }

    /// The map of a person's own under the observations.
    pub const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// Whether a newer answer is on its way.
    pub fn is_loading(&self) -> bool {
        self.list.is_waiting() || self.map.is_waiting()
    }

    /// Whether the list was read at all.
    pub const fn is_read(&self) -> bool {
        self.revision.is_some()
    }

    /// The revision that is shown, or is about to be.
    pub(super) fn revision(&self) -> u64 {
        self.revision.unwrap_or_default()
    }

    /// How many lines are in memory.
    pub fn held(&self) -> usize {
        self.pages.values().map(Vec::len).sum()
    }

    fn wanted(&self) -> Range<u64> {
        let first = (self.shown.start / PAGE).saturating_sub(BESIDE);
        first..self.shown.end.div_ceil(PAGE).max(1).saturating_add(BESIDE)
    }
}

impl App {
    pub(super) fn act_observations(&mut self, action: Action) {
        match action {
            Action::Filter(filter) => self.filter(filter),
            Action::Scroll(rows) => self.scroll(rows),
            Action::Select(id) => self.select(id),
            Action::Reread => self.refresh(),
            Action::MarkAllSeen => {
                let mark = |project: &fieldmesh::Project| project.mark_all_seen().map_err(saving);
                self.work(Lane::Write, mark, |app, ()| app.refresh());
            }
            Action::RestoreAll => self.restore_all(),
            Action::AcceptDeletions => self.accept_deletions(),
            Action::RestoreDeletions => self.restore_deletions(),
            Action::ShowOnMap => {
                if let Some(open) = &mut self.open {
                    open.observations.looked_for += 1;
                }
            }
            Action::Ground(path) => self.lay_ground(path),
        }
    }

    /// Reads lists again: something changed.
    pub(super) fn refresh(&mut self) {
        self.reread_detail();
        self.read_list();
        self.read_places();
    }

    fn read_list(&mut self) {
        let Some(question) = self.question(|list| list.wanted()) else { return };
        let Some(open) = &self.open else { return };
        let selected = open.observations.selected;
        let (number, is_newest) = open.observations.list.ask();
        let read = move |project: &fieldmesh::Project| {
            if !is_newest() {
                return Ok(None);
            }
            // Before anything else, so that what is written meanwhile is read again.
            let revision = project.revision().map_err(reading)?;
            let shape = selected.and_then(|id| read::shape_of(project, &id));
            Ok(Some((revision, question.answer(project)?, shape)))
        };
        self.work(
            Lane::Read,
            move |project| Ok(read(project)),
            move |app, answer| {
                // One that failed is answered too: nothing more comes of it.
                if let Some(open) = &mut app.open {
                    open.observations.list.answered = number;
                }
                let (Some((revision, (totals, pages), shape)), Some(open)) =
                    (app.succeed(answer).flatten(), &mut app.open)
                else {
                    return;
                };
                let list = &mut open.observations;
                (list.totals, list.pages, list.revision) = (totals, pages, Some(revision));
                // Whoever scrolled since it was asked wants other pages, and has asked for them.
                let wanted = list.wanted();
                list.pages.retain(|page, _| wanted.contains(page));
                if list.selected == selected {
                    list.shape = shape;
                }
            },
        );
    }

    fn read_places(&mut self) {
        let Some(question) = self.question(|_| 0..0) else { return };
        let Some(open) = &self.open else { return };
        let (number, is_newest) = open.observations.map.ask();
        let read = move |project: &fieldmesh::Project| question.places(project, is_newest);
        self.work(
            Lane::Read,
            move |project| Ok(read(project)),
            move |app, places| {
                if let Some(open) = &mut app.open {
                    open.observations.map.answered = number;
                }
                if let (Some(places), Some(open)) = (app.succeed(places).flatten(), &mut app.open) {
                    open.observations.places = Arc::new(places);
                }
            },
        );
    }

    fn question(&self, pages: impl FnOnce(&Observations) -> Range<u64>) -> Option<read::Question> {
        let open = self.open.as_ref()?;
        Some(read::Question {
            filter: open.observations.filter.clone(),
            pages: pages(&open.observations),
            summary: open.summary.clone(),
            language: self.language,
        })
    }

    /// Shows what the filter keeps.
    pub(super) fn filter(&mut self, filter: Filter) {
        let Some(open) = &mut self.open else { return };
        let list = &mut open.observations;
        let before = std::mem::replace(&mut list.filter, filter);
        list.shown = 0..0;
        list.reveal = None;
        let places = list.filter.around() != before.around();
        self.reread_detail();
        self.read_list();
        if places {
            self.read_places();
        }
    }

    /// Shows what came with a synchronization, deletions too.
    pub(super) fn view_what_came(&mut self, kept: Kept) {
        self.filter(Filter { kept, ..Filter::default() });
        self.show(Screen::Observations);
    }

    fn scroll(&mut self, rows: Range<u64>) {
        let Some(open) = &mut self.open else { return };
        let list = &mut open.observations;
        list.shown = rows;
        let wanted = list.wanted();
        list.pages.retain(|page, _| wanted.contains(page));
        let last = list.totals.shown.div_ceil(PAGE);
        let missing: Vec<_> = wanted.filter(|page| *page < last && !list.pages.contains_key(page)).collect();
        let (Some(first), Some(end)) = (missing.first(), missing.last()) else { return };
        let pages = *first..*end + 1;
        let Some(question) = self.question(|_| pages) else { return };
        let Some(open) = &self.open else { return };
        let list = &open.observations;
        // A newer list brings these rows itself; who scrolls on wants others.
        let asked = list.list.count.load(Ordering::Relaxed);
        let (_, is_newest) = list.rows.ask();
        let read = move |project: &fieldmesh::Project| {
            if is_newest() { question.rows(project) } else { Ok(BTreeMap::new()) }
        };
        self.work(Lane::Read, read, move |app, pages| {
            let Some(open) = &mut app.open else { return };
            let list = &mut open.observations;
            if list.list.count.load(Ordering::Relaxed) == asked {
                let wanted = list.wanted();
                list.pages.extend(pages.into_iter().filter(|(page, _)| wanted.contains(page)));
            }
        });
    }

    fn select(&mut self, id: Option<ObservationId>) {
        let Some(open) = &mut self.open else { return };
        let list = &mut open.observations;
        list.selected = id;
        list.reveal = None;
        list.shape = None;
        let filter = list.filter.clone();
        open.detail = open.detail.take().filter(|detail| Some(detail.observation().id) == id);
        let Some(id) = id else { return };
        self.reread_detail();
        self.see(id);
        let read = move |project: &fieldmesh::Project| {
            Ok((read::line_of(project, &filter, &id)?, read::shape_of(project, &id)))
        };
        self.work(Lane::Read, read, move |app, (line, shape)| {
            if let Some(open) = &mut app.open
                && open.observations.selected == Some(id)
            {
                (open.observations.reveal, open.observations.shape) = (line, shape);
            }
        });
    }

    /// Takes the dot from an observation that a person opened.
    fn see(&mut self, id: ObservationId) {
        self.work(
            Lane::Write,
            move |project| {
                let before = project.revision().map_err(reading)?;
                project.mark_seen(&id).map_err(saving)?;
                Ok((before, project.revision().map_err(reading)?))
            },
            move |app, (before, after)| {
                let Some(open) = &mut app.open else { return };
                let list = &mut open.observations;
                // Where nothing else was written, the list is as new as before: read again, it would lose the one that
                // a person has just opened where only those with a dot are kept.
                if list.revision == Some(before) && after - before <= 1 {
                    list.revision = Some(after);
                }
                let row = list.pages.values_mut().flatten().find(|row| row.id == id && row.unseen);
                if let Some(row) = row {
                    let (held, counted) = (row.held, row.held || !row.deleted);
                    (row.unseen, row.held) = (false, false);
                    list.totals.unseen = list.totals.unseen.saturating_sub(u64::from(counted));
                    list.totals.held = list.totals.held.saturating_sub(u64::from(held));
                }
            },
        );
    }

    fn restore_all(&mut self) {
        let Some(open) = &self.open else { return };
        let filter = open.observations.filter.clone();
        self.restore_every(filter);
    }

    fn accept_deletions(&mut self) {
        self.answered();
        let accept = |project: &fieldmesh::Project| project.accept_deletions().map_err(saving);
        self.work(Lane::Write, accept, |app, _| app.refresh());
    }

    /// Restores what other devices deleted; what they did stays in the history.
    pub(super) fn restore_deletions(&mut self) {
        self.answered();
        self.restore_every(Filter { kept: Kept::Held, ..Filter::default() });
    }

    /// Restores every deleted observation that fits a filter.
    pub(super) fn restore_every(&mut self, filter: Filter) {
        self.work(
            Lane::Write,
            move |project| read::restore_all(project, &filter),
            |app, ()| {
                app.refresh();
                app.survey();
            },
        );
    }
}
