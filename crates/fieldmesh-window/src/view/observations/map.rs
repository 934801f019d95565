//! The map: land, lines and points of [`crate::map`] on a painter. What is drawn is kept as triangles until the view
//! or the data change, so that a map at which nothing happens costs nothing.

mod bake;
mod controls;
mod ground;
mod input;
mod labels;
mod markers;
mod place;

use std::sync::Arc;

use egui::{CursorIcon, Rect, Role, Sense, Ui, WidgetInfo};
use fieldmesh::{Bounds, Coordinate, ObservationId, ProjectId};
use fieldmesh_sentences as say;

use super::super::Scene;
use super::super::language::fl;
use crate::map::{Hit, ScreenPoint, ScreenSize, Viewport, WorldRect};
use crate::model::observations::{Action, Observations};

/// What the map remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    project: Option<ProjectId>,
    view: Option<Viewport>,
    /// The view of the frame before: once it rests, the list may follow it.
    before: Option<Viewport>,
    /// Whether the observations were brought into view once, or a person moved the map before.
    fitted: bool,
    /// The selection that was brought into view.
    followed: Option<ObservationId>,
    /// How often somebody had looked for it by then.
    looked_for: u64,
    /// Whether the first click of a double click did something already.
    clicked: bool,
    ground: ground::Ground,
    markers: markers::Markers,
    controls: controls::State,
    place: place::State,
}

/// Draws the map.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let rect = ui.available_rect_before_wrap();
    let response = ui.allocate_rect(rect, Sense::click_and_drag());
    let Some(list) = scene.app.observations() else { return };
    let count = list.places().index.len() as u64;
    let number = say::number(scene.language, count);
    let name = fl!(scene.language, "observations-map", n = count, count = number);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, &name));

    let project = scene.app.project().map(|project| project.id);
    if state.project != project {
        *state = State { project, ..State::default() };
    }
    let mut view = state.view.take().unwrap_or_else(|| whole_world(rect));
    view.resize(size_of(rect));
    if !state.fitted && !list.places().index.is_empty() {
        fit(&mut view, list);
        state.fitted = true;
    }
    if input::moved(ui, &response, &mut view, list) {
        state.fitted = true;
        state.followed = list.selected();
    }
    follow(&mut view, list, state);

    let painter = ui.painter().with_clip_rect(rect);
    state.ground.paint(ui, &painter, scene, rect, &view);
    labels::graticule(&painter, scene, rect, &view);
    state.markers.paint(ui, &painter, scene, rect, &view);
    place::pin(&painter, scene, rect, &view);
    labels::scale(&painter, scene, rect, &view);

    let hit = response.hover_pos().and_then(|at| state.markers.hit(&view, on_map(rect, at)));
    let placing = state.place.is_placing(scene);
    if placing {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    } else if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    } else if let Some(hit) = &hit {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        labels::hovered(&painter, scene, rect, &view, hit);
    }
    let zoomed = click(ui, scene, state, &response, rect, &view);
    view = zoomed.unwrap_or(view);
    place::menu(scene, &mut state.place, &response, rect, &view);
    place::hint(&painter, scene, &state.place, rect);
    controls::show(ui, scene, &mut state.controls, &mut state.place, rect, &mut view);
    narrow(ui, scene, state, &view);
    if state.before != Some(view) {
        state.before = Some(view);
        // Drawn from the new view, and then the list follows.
        ui.ctx().request_repaint();
    }
    state.view = Some(view);
}

/// Does what a click means. Gives another view where it zooms.
fn click(
    ui: &Ui,
    scene: &mut Scene<'_>,
    state: &mut State,
    response: &egui::Response,
    rect: Rect,
    view: &Viewport,
) -> Option<Viewport> {
    if !response.clicked() {
        return None;
    }
    response.request_focus();
    let at = on_map(rect, response.interact_pointer_pos().or_else(|| ui.ctx().pointer_latest_pos())?);
    if state.place.is_placing(scene) {
        state.place.take(scene, view.to_world(at).to_coordinate());
        state.clicked = true;
        return None;
    }
    if response.double_clicked() {
        let mut nearer = *view;
        nearer.zoom_about(at, 1.0);
        return (!state.clicked).then_some(nearer);
    }
    let hit = state.markers.hit(view, at);
    state.clicked = hit.is_some();
    let list = scene.app.observations()?;
    match hit? {
        Hit::Selection => None,
        Hit::Cluster(cluster) => {
            if let Some(id) = cluster.single {
                state.followed = Some(id);
                scene.act(Action::Select(Some(id)));
                return None;
            }
            let mut nearer = *view;
            let index = &list.places().index;
            let split = index.zoom_to_split(cluster.id);
            nearer.centre_on(cluster.at, split.unwrap_or(ALL_THE_SAME).max(view.zoom() + 1.0));
            // All of them, if that is nearer still.
            let mut all = *view;
            if let Some(bounds) = WorldRect::around(index.members(cluster.id).iter().map(|point| point.at)) {
                all.fit(&bounds, AROUND, ALL_THE_SAME);
            }
            nearer = if all.zoom() > nearer.zoom() { all } else { nearer };
            if split.is_none() {
                // No zoom tells them apart, but the list does.
                scene.act(Action::Filter(crate::model::observations::Filter {
                    area: Some(nearer.bounds()),
                    ..list.filter().clone()
                }));
            }
            Some(nearer)
        }
    }
}

/// The zoom at which somebody sees where an observation is: a valley.
const NEAR: f64 = 9.0;

/// Brings another selection into view where it is not.
fn follow(view: &mut Viewport, list: &Observations, state: &mut State) {
    let asked = list.looked_for() != state.looked_for;
    if list.selected() == state.followed && !asked {
        return;
    }
    let Some(id) = list.selected() else {
        state.followed = None;
        return;
    };
    // A new one may be on its way to the map.
    let Some(point) = list.places().index.point(&id) else { return };
    let seen = view.visible().grown(-SEEN * view.visible().width());
    if asked {
        view.centre_on(point.at, view.zoom().max(NEAR));
    } else if !(-1..=1).any(|turns| seen.contains(point.at.shifted(turns))) {
        view.centre_on(point.at, view.zoom());
    }
    (state.followed, state.looked_for) = (Some(id), list.looked_for());
}

/// Lets the list follow the map, where a person asked for that, as soon as the map rests.
fn narrow(ui: &Ui, scene: &mut Scene<'_>, state: &State, view: &Viewport) {
    let Some(list) = scene.app.observations() else { return };
    let resting = state.before == Some(*view) && !ui.input(|input| input.pointer.any_down());
    let bounds: Bounds = view.bounds();
    if resting && list.filter().area.is_some_and(|area| area != bounds) {
        let filter = crate::model::observations::Filter { area: Some(bounds), ..list.filter().clone() };
        scene.act(Action::Filter(filter));
    }
}

/// Shows all observations.
fn fit(view: &mut Viewport, list: &Observations) {
    if let Some(bounds) = list.places().index.bounds() {
        view.fit(&bounds, AROUND, CLOSEST_FIT);
    }
}

fn whole_world(rect: Rect) -> Viewport {
    Viewport::new(&Coordinate { longitude: 0.0, latitude: 10.0, altitude: None }, 1.0, size_of(rect))
}

fn size_of(rect: Rect) -> ScreenSize {
    ScreenSize { width: rect.width(), height: rect.height() }
}

fn on_map(rect: Rect, at: egui::Pos2) -> ScreenPoint {
    ScreenPoint { x: at.x - rect.left(), y: at.y - rect.top() }
}

fn on_screen(rect: Rect, at: ScreenPoint) -> egui::Pos2 {
    egui::pos2(rect.left() + at.x, rect.top() + at.y)
}

/// Whether two shared values are one.
fn same<T>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    one.map(Arc::as_ptr) == other.map(Arc::as_ptr)
}

/// Room around all observations, in points.
const AROUND: f32 = 56.0;
/// How near a few of them are shown at first.
const CLOSEST_FIT: f64 = 13.0;
/// The zoom at which places that are all the same are shown.
const ALL_THE_SAME: f64 = 18.0;
/// What is nearer to the edge than this share of the width is not well in view.
const SEEN: f64 = 0.04;
