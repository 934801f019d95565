//! Recording on the map: by the button and a click, by the menu of the right button, or, while the form of a new
//! observation is open, by a click.

use egui::{Align2, Color32, FontId, Key, Modifiers, Painter, Rect, Response, Shape, Stroke, pos2, vec2};
use fieldmesh::Coordinate;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::size;
use super::super::super::widgets;
use super::{on_map, on_screen};
use crate::map::{Viewport, WorldPoint};
use crate::model::edit;

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Whether the next click is a place.
    placing: bool,
    /// Where the menu was opened.
    menu_at: Option<Coordinate>,
}

impl State {
    /// Whether the next click is a place: somebody asked for it, or records a new observation.
    pub(super) fn is_placing(&self, scene: &Scene<'_>) -> bool {
        let asked = |form: &edit::Form| form.observation().is_none() || form.placing() == edit::Placing::OnMap;
        self.placing || scene.app.form().is_some_and(asked)
    }

    /// Whether somebody asked for it.
    pub(super) const fn is_on(&self) -> bool {
        self.placing
    }

    pub(super) const fn toggle(&mut self) {
        self.placing = !self.placing;
    }

    /// Takes a place: for the form that is open, or to begin one.
    pub(super) fn take(&mut self, scene: &mut Scene<'_>, at: Coordinate) {
        self.placing = false;
        let at = rounded(at);
        if scene.app.form().is_some() {
            scene.act(edit::Action::PlaceAt(at));
        } else {
            scene.act(edit::Action::Begin(Some(at)));
        }
    }
}

/// A click is not more precise than a tenth of a metre.
fn rounded(at: Coordinate) -> Coordinate {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Coordinate { longitude: round(at.longitude), latitude: round(at.latitude), altitude: None }
}

/// The menu of the right button.
pub(super) fn menu(scene: &mut Scene<'_>, state: &mut State, response: &Response, rect: Rect, view: &Viewport) {
    if response.secondary_clicked()
        && let Some(at) = response.interact_pointer_pos()
    {
        state.menu_at = Some(rounded(view.to_world(on_map(rect, at)).to_coordinate()));
    }
    if state.placing && response.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        state.placing = false;
    }
    response.context_menu(|ui| {
        let Some(at) = state.menu_at else { return };
        let editing = scene.app.form().is_some();
        let name = if editing {
            fl!(scene.language, "observations-map-place-here")
        } else {
            fl!(scene.language, "observations-map-record-here")
        };
        if widgets::button(ui, &name).clicked() {
            state.take(scene, at);
            ui.close();
        }
        widgets::faint(ui, format!("{:.5}, {:.5}", at.latitude, at.longitude));
    });
}

/// Says what a click does now.
pub(super) fn hint(painter: &Painter, scene: &Scene<'_>, state: &State, rect: Rect) {
    if !state.is_placing(scene) {
        return;
    }
    let colours = scene.palette;
    let text = fl!(scene.language, "observations-map-click");
    let font = FontId::proportional(size::MAP_TEXT + 2.0);
    let galley = painter.layout(text, font, colours.on_accent, (rect.width() - 120.0).max(80.0));
    let paper = Align2::CENTER_BOTTOM
        .anchor_size(pos2(rect.center().x, rect.bottom() - 44.0), galley.size() + vec2(20.0, 12.0));
    painter.rect_filled(paper, size::RADIUS, colours.accent);
    painter.galley(paper.min + vec2(10.0, 6.0), galley, Color32::PLACEHOLDER);
}

/// Marks the place that the form has.
pub(super) fn pin(painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport) {
    let Some(form) = scene.app.form() else { return };
    let (latitude, longitude) = form.place();
    let degrees = |text: &str| text.trim().replace(',', ".").parse::<f64>().ok();
    let (Some(latitude), Some(longitude)) = (degrees(&latitude), degrees(&longitude)) else { return };
    if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
        return;
    }
    let at = WorldPoint::new(&Coordinate { longitude, latitude, altitude: None });
    let at = at.nearest_to(view.visible().middle());
    draw_pin(painter, on_screen(rect, view.to_screen(at)), 1.0, scene.palette.accent, scene.palette.marker_edge);
}

/// A pin whose point is at `at`.
pub(super) fn draw_pin(painter: &Painter, at: egui::Pos2, scale: f32, fill: Color32, edge: Color32) {
    let head = at - vec2(0.0, 20.0 * scale);
    let radius = 9.0 * scale;
    let side = |x: f32| head + vec2(x, 0.5) * radius;
    let cone = |grown: f32| vec![side(-0.88 * grown), at + vec2(0.0, grown - 1.0) * scale, side(0.88 * grown)];
    painter.circle_filled(head, radius + 1.5 * scale, edge);
    painter.add(Shape::convex_polygon(cone(1.2), edge, Stroke::new(1.0, edge)));
    painter.circle_filled(head, radius, fill);
    painter.add(Shape::convex_polygon(cone(1.0), fill, Stroke::NONE));
    painter.circle_filled(head, radius * 0.4, edge);
}
