//! On the map: nearer, farther, everything, layers, recording, and whether the list shows this part only.

use egui::{
    Color32, Frame, Margin, Painter, Popup, PopupCloseBehavior, Pos2, Rect, RectAlign, Response, RichText, Role,
    Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets::{self, Choose, PathField};
use super::{fit, place};
use crate::map::{BackgroundError, ScreenPoint, Viewport};
use crate::model::observations::{Action, Filter, Ground};
use crate::model::settings::Settings;

/// What they remember.
#[derive(Debug, Default)]
pub(super) struct State {
    own_map: PathField,
}

/// Draws them.
pub(super) fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    state: &mut State,
    placing: &mut place::State,
    rect: Rect,
    view: &mut Viewport,
) {
    let language = scene.language;
    let (right, top) = (rect.right() - space::SMALL - size::CONTROL, rect.top() + space::SMALL);
    let at = |row: f32, gaps: f32| pos2(right, top + row * (size::CONTROL - 1.0) + gaps * space::SMALL);
    let middle = ScreenPoint { x: rect.width() / 2.0, y: rect.height() / 2.0 };
    if button(ui, scene, at(0.0, 0.0), &fl!(language, "observations-map-nearer"), false, plus).clicked() {
        view.zoom_about(middle, 1.0);
    }
    if button(ui, scene, at(1.0, 0.0), &fl!(language, "observations-map-farther"), false, minus).clicked() {
        view.zoom_about(middle, -1.0);
    }
    if button(ui, scene, at(2.0, 1.0), &fl!(language, "observations-map-fit"), false, corners).clicked()
        && let Some(list) = scene.app.observations()
    {
        fit(view, list);
    }
    let layers = button(ui, scene, at(3.0, 2.0), &fl!(language, "observations-map-layers"), false, sheets);
    let popup = Popup::from_toggle_button_response(&layers).align(RectAlign::BOTTOM_END);
    popup.close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(size::LAYERS);
        layers_menu(ui, scene, state);
    });
    if scene.app.form().is_none_or(|form| form.observation().is_some()) {
        let name = if scene.app.form().is_some() {
            fl!(language, "observations-map-place-here")
        } else {
            fl!(language, "observations-map-record")
        };
        if button(ui, scene, at(4.0, 3.0), &name, placing.is_on(), pin).clicked() {
            placing.toggle();
        }
    }
    this_part(ui, scene, rect, view);
}

/// The choice to list only what is on this part of the map.
fn this_part(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, view: &Viewport) {
    let Some(list) = scene.app.observations() else { return };
    let mut on = list.filter().area.is_some();
    let room = Rect::from_min_max(
        rect.min + vec2(space::SMALL, space::SMALL),
        pos2(rect.right() - size::CONTROL - 3.0 * space::SMALL, rect.bottom()),
    );
    let colours = scene.palette;
    let (fill, edge) = if on { (colours.selected, colours.accent) } else { (colours.card, colours.line) };
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        let frame = Frame::new()
            .fill(fill)
            .stroke(Stroke::new(1.0, edge))
            .corner_radius(size::RADIUS)
            .inner_margin(Margin::symmetric(8, 0));
        frame.show(ui, |ui| {
            let choice = ui.checkbox(&mut on, fl!(scene.language, "observations-map-this-part"));
            if choice.on_hover_text(fl!(scene.language, "observations-map-this-part-means")).clicked() {
                let area = on.then(|| view.bounds());
                scene.act(Action::Filter(Filter { area, ..list.filter().clone() }));
            }
        });
    });
}

fn layers_menu(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    let mut borders = scene.app.settings().borders;
    if ui.checkbox(&mut borders, fl!(language, "observations-map-borders")).clicked() {
        scene.act(crate::model::Action::Set(Settings { borders, ..*scene.app.settings() }));
    }
    let small = |text: String| RichText::new(text).small().color(scene.palette.faint);
    ui.label(small(fl!(language, "observations-map-borders-mean")));
    ui.separator();
    widgets::title(ui, fl!(language, "observations-map-own"));
    ui.label(small(fl!(language, "observations-map-own-means")));
    let name = fl!(language, "observations-map-own-file");
    if let Some(path) = state.own_map.show(ui, language, &name, Choose::Open).pop() {
        scene.act(Action::Ground(Some(path)));
    }
    let Some(list) = scene.app.observations() else { return };
    let (text, colour) = match list.ground() {
        Ground::None => return,
        Ground::Reading(_) => (fl!(language, "observations-reading"), scene.palette.faint),
        Ground::Shown(path, shown) => {
            let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let left_out = shown.skipped();
            let text = if left_out == 0 {
                fl!(language, "observations-map-own-shown", file = file)
            } else {
                fl!(language, "observations-map-own-shown-partly", file = file, n = left_out)
            };
            (text, scene.palette.good)
        }
        Ground::Failed(_, error) => (why_not(scene, error), scene.palette.danger),
    };
    ui.label(RichText::new(text).color(colour));
    if widgets::button(ui, &fl!(language, "observations-map-own-remove")).clicked() {
        state.own_map.clear();
        scene.act(Action::Ground(None));
    }
}

/// Why a map of one's own cannot be shown.
fn why_not(scene: &Scene<'_>, error: &BackgroundError) -> String {
    let language = scene.language;
    match error {
        BackgroundError::TooLarge { limit } => {
            let mebibytes = limit >> 20;
            fl!(language, "observations-map-own-too-large", n = mebibytes)
        }
        BackgroundError::TooManyCoordinates { .. } => fl!(language, "observations-map-own-too-much"),
        BackgroundError::NotGeoJson(_) => fl!(language, "observations-map-own-not-geojson"),
        BackgroundError::Empty { skipped: 0 } => fl!(language, "observations-map-own-empty"),
        BackgroundError::Empty { .. } => fl!(language, "observations-map-own-elsewhere"),
        _ => fl!(language, "observations-map-own-unreadable"),
    }
}

/// A square button with a drawing.
fn button(
    ui: &Ui,
    scene: &Scene<'_>,
    at: Pos2,
    name: &str,
    on: bool,
    draw: impl FnOnce(&Painter, Pos2, Color32),
) -> Response {
    let colours = scene.palette;
    let rect = Rect::from_min_size(at, vec2(size::CONTROL, size::CONTROL));
    let response = ui.interact(rect, ui.scope_id().with(name), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, name));
    let lit = on || response.hovered() || response.is_pointer_button_down_on();
    let fill = if lit { colours.selected } else { colours.card };
    let edge = if on || response.has_focus() { colours.accent } else { colours.line };
    let width = if response.has_focus() { 2.0 } else { 1.0 };
    ui.painter().rect(rect, size::RADIUS, fill, Stroke::new(width, edge), StrokeKind::Inside);
    draw(ui.painter(), rect.center(), colours.ink);
    response.on_hover_text(name)
}

fn plus(painter: &Painter, at: Pos2, colour: Color32) {
    minus(painter, at, colour);
    painter.line_segment([at - vec2(0.0, 6.0), at + vec2(0.0, 6.0)], Stroke::new(2.0, colour));
}

fn minus(painter: &Painter, at: Pos2, colour: Color32) {
    painter.line_segment([at - vec2(6.0, 0.0), at + vec2(6.0, 0.0)], Stroke::new(2.0, colour));
}

/// Four corners: everything.
fn corners(painter: &Painter, at: Pos2, colour: Color32) {
    for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
        let corner = at + vec2(7.0 * x, 7.0 * y);
        let line = vec![corner - vec2(5.0 * x, 0.0), corner, corner - vec2(0.0, 5.0 * y)];
        painter.line(line, Stroke::new(1.8, colour));
    }
}

/// Sheets on each other: layers.
fn sheets(painter: &Painter, at: Pos2, colour: Color32) {
    let sheet = |y: f32| [vec2(-8.0, y), vec2(0.0, y - 4.5), vec2(8.0, y), vec2(0.0, y + 4.5)].map(|by| at + by);
    let [left, top, right, bottom] = sheet(-3.0);
    painter.add(egui::Shape::closed_line(vec![left, top, right, bottom], Stroke::new(1.6, colour)));
    for y in [1.0, 5.0] {
        let [left, _, right, bottom] = sheet(y);
        painter.line(vec![left, bottom, right], Stroke::new(1.6, colour));
    }
}

fn pin(painter: &Painter, at: Pos2, colour: Color32) {
    place::draw_pin(painter, at + vec2(0.0, 10.0), 0.72, colour, Color32::TRANSPARENT);
}
