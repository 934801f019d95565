//! The list and the map: one filter, one selection. Rows come from the database a page at a time; places come all at
//! once, each a few bytes, for the map to cluster.

mod filter;
mod read;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use fieldmesh::config::Color;
use fieldmesh::{AttachmentId, Coordinate, Moment, ObservationId};

pub use filter::{Filter, Kept};
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
    shown: Range<u64>,
    loading: bool,
    /// Counts the questions asked; the answer to any but the newest is not worth reading.
    asked: Arc<AtomicU64>,
}

/// How many there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Totals {
    /// That fit the filter.
    pub shown: u64,
    /// In the whole project, not deleted.
    pub all: u64,
    /// That came or were changed since a person looked, not deleted.
    pub unseen: u64,
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
}

/// Where everything is that fits the filter.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Places {
    /// The places, newest observation first.
    pub list: Vec<Place>,
    /// The categories that occur, with their colours.
    pub categories: Vec<(Option<String>, Option<Color>)>,
}

/// One place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    /// Which observation.
    pub id: ObservationId,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Its category: an index of [`Places::categories`].
    pub category: u32,
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
    /// Has seen everything: no dot stays.
    MarkAllSeen,
    /// Restores every deleted observation that fits the filter.
    RestoreAll,
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

    /// Whether a newer answer is on its way.
    pub const fn is_loading(&self) -> bool {
        self.loading
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
            Action::MarkAllSeen => {
                let mark = |project: &fieldmesh::Project| project.mark_all_seen().map_err(saving);
                self.work(Lane::Write, mark, |app, ()| app.refresh());
            }
            Action::RestoreAll => self.restore_all(),
        }
    }

    /// Reads lists again: something changed.
    pub(super) fn refresh(&mut self) {
        let Some(open) = &mut self.open else { return };
        let list = &mut open.observations;
        list.loading = true;
        let newest = list.asked.fetch_add(1, Ordering::Relaxed) + 1;
        let question = read::Question {
            filter: list.filter.clone(),
            pages: list.wanted(),
            summary: open.summary.clone(),
            language: self.language,
        };
        let asked = list.asked.clone();
        let is_newest = move || asked.load(Ordering::Relaxed) == newest;
        let (first, second) = (is_newest.clone(), is_newest.clone());
        let places = question.clone();
        let read =
            move |project: &fieldmesh::Project| if first() { question.answer(project).map(Some) } else { Ok(None) };
        self.work(Lane::Read, read, move |app, answer| {
            if let (Some((totals, pages)), Some(open)) = (answer, &mut app.open) {
                (open.observations.totals, open.observations.pages) = (totals, pages);
            }
        });
        let read =
            move |project: &fieldmesh::Project| if second() { places.places(project).map(Some) } else { Ok(None) };
        self.work(Lane::Read, read, move |app, places| {
            if let (Some(places), Some(open)) = (places, &mut app.open) {
                open.observations.places = Arc::new(places);
                open.observations.loading = !is_newest();
            }
        });
        self.reread_detail();
    }

    /// Shows what the filter keeps.
    pub(super) fn filter(&mut self, filter: Filter) {
        let Some(open) = &mut self.open else { return };
        open.observations.filter = filter;
        open.observations.shown = 0..0;
        open.observations.reveal = None;
        self.refresh();
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
        let question = read::Question {
            filter: list.filter.clone(),
            pages: *first..*end + 1,
            summary: open.summary.clone(),
            language: self.language,
        };
        let asked = list.asked.load(Ordering::Relaxed);
        self.work(
            Lane::Read,
            move |project| question.rows(project),
            move |app, pages| {
                let Some(open) = &mut app.open else { return };
                // A newer question brings these rows itself.
                if open.observations.asked.load(Ordering::Relaxed) == asked {
                    let wanted = open.observations.wanted();
                    open.observations.pages.extend(pages.into_iter().filter(|(page, _)| wanted.contains(page)));
                }
            },
        );
    }

    fn select(&mut self, id: Option<ObservationId>) {
        let Some(open) = &mut self.open else { return };
        open.observations.selected = id;
        open.observations.reveal = None;
        open.detail = open.detail.take().filter(|detail| Some(detail.observation().id) == id);
        let filter = open.observations.filter.clone();
        let Some(id) = id else { return };
        self.reread_detail();
        self.see(id);
        self.work(
            Lane::Read,
            move |project| read::line_of(project, &filter, &id),
            move |app, line| {
                if let Some(open) = &mut app.open
                    && open.observations.selected == Some(id)
                {
                    open.observations.reveal = line;
                }
            },
        );
    }

    /// Takes the dot from an observation that a person opened.
    fn see(&mut self, id: ObservationId) {
        self.work(
            Lane::Write,
            move |project| project.mark_seen(&id).map_err(saving),
            move |app, ()| {
                let Some(open) = &mut app.open else { return };
                let list = &mut open.observations;
                let row = list.pages.values_mut().flatten().find(|row| row.id == id && row.unseen);
                if let Some(row) = row {
                    row.unseen = false;
                    list.totals.unseen = list.totals.unseen.saturating_sub(u64::from(!row.deleted));
                }
            },
        );
    }

    fn restore_all(&mut self) {
        let Some(open) = &self.open else { return };
        let filter = open.observations.filter.clone();
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
