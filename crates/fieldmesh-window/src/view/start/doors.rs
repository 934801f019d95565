//! The three doors as large cards.

use std::sync::Arc;

use egui::{CornerRadius, FontId, Galley, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui, Vec2};

use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, Palette, space};

/// A way into a project.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Door {
    Join,
    Create,
    Sample,
}

/// Draws them; gives the one that was chosen.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, enabled: bool) -> Option<Door> {
    let language = scene.language;
    let doors = [
        (Door::Join, fl!(language, "start-join"), fl!(language, "start-join-hint")),
        (Door::Create, fl!(language, "start-new"), fl!(language, "start-new-hint")),
        (Door::Sample, fl!(language, "start-sample"), fl!(language, "start-sample-hint")),
    ];
    let width = ((ui.available_width() - 2.0 * space::MEDIUM) / 3.0).floor();
    let inner = width - 2.0 * space::MEDIUM;
    let colours = scene.palette;
    let (bold, body) = (theme::title().resolve(ui.style()), TextStyle::Body.resolve(ui.style()));
    let lay = |ui: &Ui, text: &str, font: &FontId, colour| {
        ui.painter().layout(text.to_owned(), font.clone(), colour, inner)
    };
    let texts = doors
        .each_ref()
        .map(|(_, title, hint)| (lay(ui, title, &bold, colours.ink), lay(ui, hint, &body, colours.faint)));
    // All as high as the one with most to say.
    let height = |(title, hint): &(Arc<Galley>, Arc<Galley>)| title.size().y + hint.size().y;
    let tallest = texts.iter().map(height).fold(0.0, f32::max);
    let size = Vec2::new(width, tallest + PICTURE + 2.0 * space::MEDIUM + space::SMALL + space::TINY);
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::MEDIUM;
        for ((door, title, _), texts) in doors.iter().zip(texts) {
            let sense = if enabled { Sense::click() } else { Sense::hover() };
            let (rect, response) = ui.allocate_exact_size(size, sense);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, title));
            let lit = enabled && (response.hovered() || response.has_focus());
            paint(ui.painter(), rect, colours, *door, texts, lit);
            if response.clicked() {
                chosen = Some(*door);
            }
        }
    });
    chosen
}

/// The height of a picture.
const PICTURE: f32 = 44.0;

fn paint(
    painter: &Painter,
    rect: Rect,
    colours: &Palette,
    door: Door,
    (title, hint): (Arc<Galley>, Arc<Galley>),
    lit: bool,
) {
    let edge = if lit { Stroke::new(2.0, colours.accent) } else { Stroke::new(1.0, colours.line) };
    painter.rect(rect, CornerRadius::same(8), colours.card, edge, StrokeKind::Inside);
    let at = rect.min + Vec2::splat(space::MEDIUM);
    picture(painter, Rect::from_min_size(at, Vec2::splat(PICTURE)), colours, door);
    let at = at + Vec2::new(0.0, PICTURE + space::SMALL);
    let below = at + Vec2::new(0.0, title.size().y + space::TINY);
    painter.galley(at, title, colours.ink);
    painter.galley(below, hint, colours.faint);
}

/// What is behind the door, in a few lines: two laptops that hold the same; a place of one's own; a look around.
fn picture(painter: &Painter, rect: Rect, colours: &Palette, door: Door) {
    painter.circle_filled(rect.center(), rect.width() / 2.0, colours.selected);
    let stroke = Stroke::new(2.0, colours.accent);
    let at = |x: f32, y: f32| rect.center() + Vec2::new(x, y);
    let line = |from: Pos2, to: Pos2| painter.line_segment([from, to], stroke);
    match door {
        Door::Join => {
            for x in [-8.0, 8.0] {
                let screen = Rect::from_center_size(at(x, 2.0), Vec2::new(10.0, 8.0));
                painter.rect_stroke(screen, CornerRadius::same(1), stroke, StrokeKind::Middle);
                line(at(x - 7.0, 9.0), at(x + 7.0, 9.0));
            }
            line(at(-8.0, -8.0), at(8.0, -8.0));
            line(at(4.0, -12.0), at(8.0, -8.0));
            line(at(-4.0, -4.0), at(-8.0, -8.0));
        }
        Door::Create => {
            line(at(0.0, -9.0), at(0.0, 9.0));
            line(at(-9.0, 0.0), at(9.0, 0.0));
        }
        Door::Sample => {
            painter.circle_stroke(at(-2.0, -2.0), 7.5, stroke);
            line(at(3.5, 3.5), at(10.0, 10.0));
        }
    }
}
