//! Reading lists: the part that runs on another thread.

use std::collections::{BTreeMap, HashMap};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use fieldmesh::{
    Arrived, Deleted, DeviceId, Geometry, Language, Listed, Observation, ObservationError, ObservationId, Project,
    Query, Timestamp,
};

use super::places::Surveyor;
use super::{Filter, Kept, PAGE, Places, Row, Totals};
use crate::map::{Layer, LayerBuilder};
use crate::model::OpenProject;
use crate::model::notice::{Doing, Failure};

/// Which rows of which list.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) filter: Filter,
    pub(super) pages: Range<u64>,
    pub(super) summary: Arc<OpenProject>,
    pub(super) language: Language,
}

/// The points of tracks and areas that a map holds: some hundred walks of a day.
const MOST_SHAPED: usize = 500_000;

pub(super) type Pages = BTreeMap<u64, Vec<Row>>;

impl Question {
    pub(super) fn answer(&self, project: &Project) -> Result<(Totals, Pages), Failure> {
        let count = |query: &Query| project.count(query).map_err(reading);
        let totals = Totals {
            shown: count(&self.filter.query())?,
            all: count(&Query { deleted: Deleted::Shown, ..Query::default() })?,
            unseen: count(&Query { arrived: Some(Arrived::Unseen), deleted: Deleted::Shown, ..Query::default() })?,
            held: project.held_deletions().map_err(reading)?,
            conflicted: count(&Query { conflicts: true, deleted: Deleted::All, ..Query::default() })?,
        };
        Ok((totals, self.rows(project)?))
    }

    pub(super) fn rows(&self, project: &Project) -> Result<Pages, Failure> {
        let names = names(project)?;
        let (offset, pages) = (self.pages.start * PAGE, self.pages.end.saturating_sub(self.pages.start));
        let query = Query { limit: Some(pages.saturating_mul(PAGE)), offset, ..self.filter.query() };
        let listed = project.list_marked(&query).map_err(reading)?;
        let mut pages = Pages::new();
        for (number, listed) in (offset..).zip(listed) {
            pages.entry(number / PAGE).or_default().push(self.row(listed, &names));
        }
        Ok(pages)
    }

    /// The places, as long as they are wanted.
    pub(super) fn places(&self, project: &Project, wanted: impl Fn() -> bool) -> Result<Option<Places>, Failure> {
        let mut surveyor = Surveyor::new(self.summary.configuration.as_ref());
        let mut stopped = !wanted();
        let take = |place: fieldmesh::Place<'_>| {
            stopped |= surveyor.taken().is_multiple_of(1_000) && !wanted();
            if stopped {
                return ControlFlow::Break(());
            }
            surveyor.take(&place);
            ControlFlow::Continue(())
        };
        project.for_each_place(&self.filter.around().query(), take).map_err(reading)?;
        if stopped {
            return Ok(None);
        }
        let mut shapes = LayerBuilder::default();
        let mut points = 0;
        let take = |one: Observation| {
            let Some(position) = &one.position else { return ControlFlow::Continue(()) };
            points += position.coordinates().count();
            shapes.geometry(position.geometry());
            if points < MOST_SHAPED && wanted() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let shaped = Query { shaped: true, ..self.filter.around().query() };
        project.for_each(&shaped, take).map_err(reading)?;
        Ok(Some(surveyor.finish(shapes.build())))
    }

    fn row(&self, listed: Listed, names: &HashMap<DeviceId, String>) -> Row {
        let Listed { observation, unseen, held } = listed;
        let configuration = self.summary.configuration.as_ref();
        let category = observation.category.as_deref().and_then(|id| configuration?.category(id));
        Row {
            id: observation.id,
            at: observation.created_at,
            name: category.map(|category| category.name(self.language.tag()).to_owned()),
            color: category.and_then(|category| category.color),
            author: observation.author.and_then(|author| names.get(&author).cloned()),
            place: observation.position.as_ref().and_then(|position| position.anchor().copied()),
            attachments: observation.attachments.len(),
            thumbnail: observation.attachments.values().find_map(|one| one.thumbnail).map(|small| small.id),
            conflict: !observation.conflicts.is_empty(),
            deleted: observation.is_deleted(),
            unseen,
            held,
            category: observation.category,
            notes: observation.notes,
        }
    }
}

/// What the devices of the project are called, this one too.
pub(in crate::model) fn names(project: &Project) -> Result<HashMap<DeviceId, String>, Failure> {
    let failed = |error: fieldmesh::ProjectError| Failure::of(Doing::Reading, error.kind(), &error);
    let peers = project.peers().map_err(failed)?;
    let own = (project.device().id(), project.device().name());
    Ok(peers.into_iter().filter_map(|peer| Some((peer.device, peer.name?))).chain([own]).collect())
}

/// The number of the line that an observation has in a list; `None` if the filter does not keep it.
pub(super) fn line_of(project: &Project, filter: &Filter, id: &ObservationId) -> Result<Option<u64>, Failure> {
    let at = match project.observation(id) {
        Ok(Observation { created_at, .. }) => created_at.at,
        Err(ObservationError::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(reading(error)),
    };
    let query = filter.query();
    if query.duplicates {
        return line_by_walking(project, &query, id);
    }
    let later = Query { since: query.since.max(Some(Timestamp(at.0.saturating_add(1)))), ..query.clone() };
    let outside = query.since.is_some_and(|since| at < since) || query.until.is_some_and(|until| at > until);
    if outside {
        return Ok(None);
    }
    let before = project.count(&later).map_err(reading)?;
    let mut same = 0;
    let mut found = None;
    project
        .for_each(&Query { since: Some(at), until: Some(at), ..query }, |one| {
            if one.id == *id {
                found = Some(before + same);
                return ControlFlow::Break(());
            }
            same += 1;
            ControlFlow::Continue(())
        })
        .map_err(reading)?;
    Ok(found)
}

/// The line of an observation in a list that is not ordered by time.
fn line_by_walking(project: &Project, query: &Query, id: &ObservationId) -> Result<Option<u64>, Failure> {
    let (mut line, mut found) = (0, None);
    let take = |one: Observation| {
        if one.id == *id {
            found = Some(line);
            return ControlFlow::Break(());
        }
        line += 1;
        ControlFlow::Continue(())
    };
    project.for_each(query, take).map_err(reading)?;
    Ok(found)
}

/// The track or area of an observation. That it cannot be read is told by whoever reads the rest of it.
pub(super) fn shape_of(project: &Project, id: &ObservationId) -> Option<Arc<Layer>> {
    let position = project.observation(id).ok()?.position?;
    if matches!(position.geometry(), Geometry::Point(_)) {
        return None;
    }
    let mut layer = LayerBuilder::default();
    layer.geometry(position.geometry());
    Some(Arc::new(layer.build()))
}

pub(super) fn restore_all(project: &Project, filter: &Filter) -> Result<(), Failure> {
    if filter.kept == Kept::Held {
        return project.restore_deletions().map(drop).map_err(saving);
    }
    let deleted = Query { deleted: Deleted::Deleted, ..filter.query() };
    for observation in project.list(&deleted).map_err(reading)? {
        project.restore(&observation.id).map_err(saving)?;
    }
    Ok(())
}

pub(in crate::model) fn reading(error: ObservationError) -> Failure {
    Failure::of(Doing::Reading, error.kind(), &error)
}

pub(in crate::model) fn saving(error: ObservationError) -> Failure {
    Failure::of(Doing::Saving, error.kind(), &error)
}
