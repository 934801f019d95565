//! A row of the list: what it is, what was noted, when and by whom, and what one should know about it.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, Color32, FontId, Rect, Stroke, Ui, pos2, vec2};
use fieldmesh_sentences as say;

use super::super::super::language::fl;
use super::super::super::theme::{self, size, space};
use super::super::super::{Scene, pictures};
use crate::model::observations::Row;

/// Draws one that is still being read.
pub(super) fn waiting(ui: &Ui, rect: Rect) {
    let colours = theme::palette(ui.visuals());
    let middle = pos2(rect.left() + space::SMALL + size::ROW_ICON / 2.0 + 4.0, rect.center().y);
    ui.painter().circle_filled(middle, size::ROW_ICON / 2.0, colours.paper);
    edge(ui, rect);
}

/// What a screen reader says of it.
pub(super) fn spoken(scene: &Scene<'_>, row: &Row) -> String {
    let mut parts = vec![title(scene, row), say::moment(row.at)];
    parts.extend(row.author.clone());
    parts.extend(row.notes.as_deref().map(one_line).filter(|notes| !notes.is_empty()));
    let language = scene.language;
    if row.unseen {
        parts.push(fl!(language, "observations-row-new"));
    }
    if row.conflict {
        parts.push(fl!(language, "observations-row-conflict"));
    }
    if row.held {
        parts.push(say::word::deletion_held(language));
    } else if row.deleted {
        parts.push(fl!(language, "observations-row-deleted"));
    }
    if row.attachments > 0 {
        parts.push(fl!(language, "observations-row-photos", n = row.attachments));
    }
    parts.join(", ")
}

/// Draws it.
pub(super) fn paint(ui: &Ui, scene: &mut Scene<'_>, rect: Rect, row: &Row, selected: bool, hovered: bool) {
    let colours = scene.palette;
    if selected {
        ui.painter().rect_filled(rect, 0.0, colours.selected);
    } else if hovered {
        ui.painter().rect_filled(rect, 0.0, colours.paper);
    }
    if selected {
        let bar = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(bar, 0.0, colours.accent);
    }
    let icon = Rect::from_center_size(
        pos2(rect.left() + 12.0 + size::ROW_ICON / 2.0, rect.center().y),
        vec2(size::ROW_ICON, size::ROW_ICON),
    );
    scene.icons.paint(ui, icon, row.category.as_deref());
    if row.unseen {
        // In the corner of the icon, where nothing else can come.
        let at = icon.right_top() + vec2(-4.0, 4.0);
        ui.painter().circle(at, size::DOT, colours.accent, Stroke::new(2.0, colours.card));
    }
    let mut text = Rect::from_min_max(pos2(icon.right() + 12.0, rect.top()), rect.right_bottom() - vec2(12.0, 0.0));
    text.max.x = picture(ui, scene, text, row).unwrap_or_else(|| marks(ui, scene, text, row, row.attachments));
    lines(ui, scene, text, row);
    edge(ui, rect);
}

/// The lines of text, in the middle of the row however many there are.
fn lines(ui: &Ui, scene: &Scene<'_>, place: Rect, row: &Row) {
    let colours = scene.palette;
    let ink = if row.deleted { colours.faint } else { colours.ink };
    let body = egui::TextStyle::Body.resolve(ui.style());
    let small = egui::TextStyle::Small.resolve(ui.style());
    let notes = row.notes.as_deref().map(one_line).filter(|notes| !notes.is_empty() && row.name.is_some());
    let mut when = say::moment(row.at);
    if let Some(author) = &row.author {
        when.push_str(" · ");
        when.push_str(author);
    }
    let heading = FontId::new(body.size, theme::bold());
    let parts = [
        Some((title(scene, row), heading, ink, row.deleted)),
        // That it is in question matters more than what was noted.
        match row.held {
            true => Some((say::word::deletion_held(scene.language), small.clone(), colours.warning, false)),
            false => notes.map(|notes| (notes, small.clone(), ink, false)),
        },
        Some((when, small, colours.faint, false)),
    ];
    let galleys: Vec<_> = parts
        .into_iter()
        .flatten()
        .map(|(text, font, colour, struck)| {
            ui.painter().layout_job(single(text, font, colour, struck, place.width()))
        })
        .collect();
    let height: f32 = galleys.iter().map(|galley| galley.size().y).sum();
    let mut y = place.center().y - height / 2.0;
    for galley in galleys {
        let below = y + galley.size().y;
        ui.painter().galley(pos2(place.left(), y), galley, ink);
        y = below;
    }
}

/// Text on one line, cut off with an ellipsis where it is too long.
fn single(text: String, font: FontId, colour: Color32, struck: bool, width: f32) -> LayoutJob {
    let strikethrough = if struck { Stroke::new(1.0, colour) } else { Stroke::NONE };
    let format = TextFormat { font_id: font, color: colour, strikethrough, ..TextFormat::default() };
    let mut job = LayoutJob::single_section(text, format);
    job.wrap = TextWrapping { max_width: width, max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    job
}

/// The picture at the right edge, and the other marks beside it; gives where the text must end.
fn picture(ui: &Ui, scene: &mut Scene<'_>, place: Rect, row: &Row) -> Option<f32> {
    let side = vec2(size::ROW_PICTURE, size::ROW_PICTURE);
    let frame = Rect::from_center_size(pos2(place.right() - side.x / 2.0, place.center().y), side);
    if !pictures::small(ui, scene, frame, &row.thumbnail?) {
        return None;
    }
    let colours = scene.palette;
    if row.attachments > 1 {
        let font = egui::TextStyle::Small.resolve(ui.style());
        let galley = ui.painter().layout_no_wrap(row.attachments.to_string(), font, colours.ink);
        let paper = Align2::RIGHT_BOTTOM.anchor_size(frame.right_bottom(), galley.size() + vec2(8.0, 0.0));
        ui.painter().rect_filled(paper, size::RADIUS, colours.card.gamma_multiply(0.85));
        ui.painter().galley(paper.min + vec2(4.0, 0.0), galley, colours.ink);
    }
    let rest = Rect::from_min_max(place.min, pos2(frame.left() - space::SMALL, place.bottom()));
    Some(marks(ui, scene, rest, row, 0))
}

/// The marks at the right edge; gives where the text must end.
fn marks(ui: &Ui, scene: &Scene<'_>, place: Rect, row: &Row, attachments: usize) -> f32 {
    let colours = scene.palette;
    let font = egui::TextStyle::Small.resolve(ui.style());
    let mut right = place.right();
    let mut low = place.center().y + 4.0;
    if row.conflict {
        let at = pos2(right - 8.0, place.center().y - 12.0);
        ui.painter().circle_filled(at, 8.0, colours.warning);
        let font = FontId::new(font.size, theme::bold());
        ui.painter().text(at, Align2::CENTER_CENTER, "!", font, colours.card);
        low += 4.0;
    }
    let mut text_ends = if row.conflict { right - 24.0 } else { right };
    if attachments > 0 {
        let count = attachments.to_string();
        let galley = ui.painter().layout_no_wrap(count, font, colours.faint);
        right -= galley.size().x;
        ui.painter().galley(pos2(right, low), galley.clone(), colours.faint);
        let frame = Rect::from_center_size(pos2(right - 12.0, low + galley.size().y / 2.0), vec2(16.0, 12.0));
        photo(ui, frame, colours.faint);
        text_ends = text_ends.min(frame.left() - space::SMALL);
    }
    text_ends
}

/// A small picture of a picture.
fn photo(ui: &Ui, frame: Rect, colour: Color32) {
    let stroke = Stroke::new(1.2, colour);
    ui.painter().rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Inside);
    let hill = |x: f32, y: f32| frame.left_bottom() + vec2(x * frame.width(), -y * frame.height());
    let line = vec![hill(0.12, 0.2), hill(0.38, 0.58), hill(0.56, 0.34), hill(0.68, 0.48), hill(0.9, 0.2)];
    ui.painter().line(line, stroke);
}

/// A category's name; without one the first words of the notes.
fn title(scene: &Scene<'_>, row: &Row) -> String {
    let notes = || row.notes.as_deref().map(one_line).filter(|notes| !notes.is_empty());
    let named = row.name.clone().or_else(notes).or_else(|| row.category.clone());
    named.unwrap_or_else(|| fl!(scene.language, "observations-no-category"))
}

/// The beginning of a text without line breaks: no more than a row could ever show.
fn one_line(text: &str) -> String {
    let words = text.chars().take(300).collect::<String>();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn edge(ui: &Ui, rect: Rect) {
    let colours = theme::palette(ui.visuals());
    let inset = rect.left() + 12.0 + size::ROW_ICON + 12.0;
    ui.painter().hline(inset..=rect.right(), rect.bottom() - 0.5, Stroke::new(1.0, colours.line));
}
