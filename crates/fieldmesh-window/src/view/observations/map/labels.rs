//! Words on the map: degrees at its edges, the scale, and what the cursor is at.

use egui::{Align2, Color32, FontId, Painter, Rect, Stroke, pos2, vec2};
use fieldmesh::Language;
use fieldmesh_sentences as say;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::on_screen;
use crate::map::{Angle, Graticule, Hit, ScaleBar, Viewport};
use crate::model::observations::Observations;

/// How far lines of latitude and longitude stand apart, in points.
pub(super) const APART: f32 = 130.0;

/// Writes the degrees beside the lines that the ground has.
pub(super) fn graticule(painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport) {
    let colours = scene.palette;
    let font = FontId::proportional(size::MAP_TEXT);
    let lines = Graticule::new(view, APART);
    // Not where the controls are, nor the scale.
    let free = rect.top() + size::CONTROL + 24.0..=rect.bottom() - 40.0;
    for line in &lines.parallels {
        let at = pos2(rect.left() + 6.0, rect.top() + line.at - 2.0);
        if free.contains(&at.y) {
            let text = angle(scene.language, line.label, true);
            painter.text(at, Align2::LEFT_BOTTOM, text, font.clone(), colours.faint);
        }
    }
    let free = rect.left() + 48.0..=rect.right() - 150.0;
    for line in &lines.meridians {
        let at = pos2(rect.left() + line.at + 4.0, rect.bottom() - 4.0);
        if free.contains(&at.x) {
            let text = angle(scene.language, line.label, false);
            painter.text(at, Align2::LEFT_BOTTOM, text, font.clone(), colours.faint);
        }
    }
}

/// An angle with as many of its parts as it has: `77° W`, `77° 15′ W`.
fn angle(language: Language, angle: Angle, is_latitude: bool) -> String {
    let (degrees, minutes, seconds) = (angle.degrees(), angle.minutes(), angle.seconds());
    let mut text = format!("{degrees}°");
    if minutes > 0 || seconds > 0 {
        text.push_str(&format!(" {minutes}′"));
    }
    if seconds > 0 {
        text.push_str(&format!(" {seconds}″"));
    }
    let side = match (is_latitude, angle.is_negative()) {
        _ if degrees % 180 + minutes + seconds == 0 => return text,
        (true, false) => fl!(language, "observations-map-north"),
        (true, true) => fl!(language, "observations-map-south"),
        (false, false) => fl!(language, "observations-map-east"),
        (false, true) => fl!(language, "observations-map-west"),
    };
    format!("{text} {side}")
}

/// Draws the scale.
pub(super) fn scale(painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport) {
    let colours = scene.palette;
    let bar = ScaleBar::new(view, SCALE);
    let (amount, unit) = if bar.metres >= 1_000.0 { (bar.metres / 1_000.0, "km") } else { (bar.metres, "m") };
    let text = format!("{} {unit}", say::number(scene.language, amount.round().max(1.0) as u64));
    let right = rect.right() - 12.0;
    let y = rect.bottom() - 8.0;
    let left = right - bar.points;
    let font = FontId::proportional(size::MAP_TEXT);
    let galley = painter.layout_no_wrap(text, font, colours.ink);
    let height = galley.size().y;
    let paper = Rect::from_min_max(
        pos2(left.min(right - galley.size().x) - 6.0, y - height - 8.0),
        pos2(right + 6.0, y + 4.0),
    );
    painter.rect_filled(paper, size::RADIUS, colours.card.gamma_multiply(0.85));
    painter.galley(pos2((left + right - galley.size().x) / 2.0, y - height - 5.0), galley, colours.ink);
    let tick = |x: f32| [pos2(x, y - 5.0), pos2(x, y)];
    let stroke = Stroke::new(1.5, colours.ink);
    painter.line_segment(tick(left), stroke);
    painter.line_segment(tick(right), stroke);
    painter.line_segment([pos2(left, y), pos2(right, y)], stroke);
}

/// Names what the cursor is at.
pub(super) fn hovered(painter: &Painter, scene: &Scene<'_>, rect: Rect, view: &Viewport, hit: &Hit<'_>) {
    let Some(list) = scene.app.observations() else { return };
    let (at, text) = match hit {
        Hit::Selection => return,
        Hit::Cluster(cluster) => {
            let text = match cluster.single {
                Some(id) => {
                    let swatch = cluster.mix.first().map(|(swatch, _)| *swatch);
                    let name = category(scene, swatch.and_then(|swatch| list.places().category(swatch)));
                    let notes = list.line_of(&id).and_then(|line| list.row(line)?.notes.clone());
                    notes.map_or_else(|| name.clone(), |notes| format!("{name}: {}", notes.replace('\n', " ")))
                }
                None => several(scene, list, cluster.count, &cluster.mix),
            };
            (on_screen(rect, view.to_screen(cluster.at)), text)
        }
    };
    let font = FontId::proportional(size::MAP_TEXT + 1.0);
    let text: String = text.chars().take(LONGEST).collect();
    let galley = painter.layout(text, font, scene.palette.ink, (rect.width() - 48.0).clamp(80.0, WIDEST));
    let half = galley.size() / 2.0 + vec2(8.0, 4.0);
    let above = at - vec2(0.0, 22.0 + half.y);
    let below = at + vec2(0.0, 22.0 + half.y);
    let room = rect.shrink(4.0);
    let mut middle = if above.y - half.y < room.top() { below } else { above };
    middle.x = middle.x.clamp(room.left() + half.x, (room.right() - half.x).max(room.left() + half.x));
    let paper = Rect::from_center_size(middle, half * 2.0);
    painter.rect(
        paper,
        size::RADIUS,
        scene.palette.card,
        Stroke::new(1.0, scene.palette.line),
        egui::StrokeKind::Inside,
    );
    painter.galley(paper.min + vec2(8.0, 4.0), galley, Color32::PLACEHOLDER);
}

/// "12 observations" and the three most frequent of what they are.
fn several(scene: &Scene<'_>, list: &Observations, count: usize, mix: &[(crate::map::Swatch, u32)]) -> String {
    let count = count as u64;
    let shown = say::number(scene.language, count);
    let head = fl!(scene.language, "observations-count", n = count, shown = shown);
    let part = |(swatch, count): &(crate::map::Swatch, u32)| {
        format!("{} {count}", category(scene, list.places().category(*swatch)))
    };
    let parts: Vec<String> = mix.iter().take(3).map(part).collect();
    let more = if mix.len() > 3 { " · …" } else { "" };
    format!("{head}\n{}{more}", parts.join(" · "))
}

/// A category's name.
fn category(scene: &Scene<'_>, id: Option<&str>) -> String {
    let Some(id) = id else { return fl!(scene.language, "observations-no-category") };
    let configuration = scene.app.project().and_then(|project| project.configuration.as_ref());
    let known = configuration.and_then(|configuration| configuration.category(id));
    known.map_or(id, |category| category.name(scene.language.tag())).to_owned()
}

/// The longest scale, in points.
const SCALE: f32 = 110.0;
/// Characters of a name.
const LONGEST: usize = 120;
/// Its width.
const WIDEST: f32 = 260.0 + space::SMALL;
