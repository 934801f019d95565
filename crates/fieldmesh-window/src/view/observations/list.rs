//! The list: only the rows on the screen are drawn and asked for.

mod empty;
mod head;
mod keys;
mod row;

use std::ops::Range;

use egui::{Id, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo};
use fieldmesh::ObservationId;

use super::super::Scene;
use super::super::language::fl;
use super::super::theme::size;
use crate::model::observations::{Action, Filter};

/// What the list remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    head: head::State,
    /// The filter whose list is shown: another one begins at its top.
    filter: Filter,
    /// The rows that were asked for last.
    asked: Range<u64>,
    /// The row that the keyboard is at.
    cursor: Option<u64>,
    /// Where the list has scrolled to by itself.
    revealed: Option<(ObservationId, u64)>,
}

/// Draws the list.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    ui.take_available_width();
    let Some(list) = scene.app.observations() else { return };
    head::show(ui, scene, &mut state.head);
    let total = list.totals().shown;
    if *list.filter() != state.filter {
        let top = list.filter().around() != state.filter.around();
        state.filter = list.filter().clone();
        state.asked = 0..0;
        if top {
            state.cursor = None;
        }
    }
    if total == 0 {
        empty::show(ui, scene);
        return;
    }
    rows(ui, scene, state, total);
}

fn rows(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State, total: u64) {
    let Some(list) = scene.app.observations() else { return };
    // The list is one stop of the Tab key; arrows go from row to row.
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("rows");
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    let name = fl!(scene.language, "observations-list");
    response.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, &name));

    let page = ((area.height() / size::ROW).floor() as u64).max(1);
    let mut scroll_to = keys::pressed(ui, scene, state, &response, page, total);
    if let Some(reveal) = list.selected().zip(list.reveal())
        && state.revealed != Some(reveal)
    {
        state.revealed = Some(reveal);
        state.cursor = Some(reveal.1);
        scroll_to = Some(reveal.1);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = usize::try_from(total).unwrap_or(usize::MAX);
    let salt = ("list", format!("{:?}", state.filter.around()));
    let scroll = ScrollArea::vertical().id_salt(salt).auto_shrink(false).animated(false);
    scroll.show_rows(ui, size::ROW, count, |ui, shown| {
        let top = ui.max_rect().top() - shown.start as f32 * size::ROW;
        if let Some(number) = scroll_to {
            let rect = Rect::from_x_y_ranges(
                ui.max_rect().x_range(),
                top + number as f32 * size::ROW..=top + (number + 1) as f32 * size::ROW,
            );
            ui.scroll_to_rect(rect, None);
        }
        let shown = shown.start as u64..shown.end as u64;
        for number in shown.clone() {
            let clicked = one(ui, scene, state, number, response.has_focus());
            if clicked {
                response.request_focus();
            }
        }
        if state.asked != shown {
            state.asked = shown.clone();
            scene.act(Action::Scroll(shown));
        }
    });
}

/// Draws a row; says whether it was clicked.
fn one(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State, number: u64, focused: bool) -> bool {
    let (_, rect) = ui.allocate_space(egui::vec2(ui.available_width(), size::ROW));
    let Some(list) = scene.app.observations() else { return false };
    let Some(row) = list.row(number) else {
        row::waiting(ui, rect);
        return false;
    };
    let response = ui.interact(rect, Id::unique(("observation", row.id)), Sense::CLICK);
    let selected = list.selected() == Some(row.id);
    let name = row::spoken(scene, row);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(selected));
    row::paint(ui, scene, rect, row, selected, response.hovered());
    if focused && state.cursor == Some(number) {
        let stroke = Stroke::new(2.0, scene.palette.accent);
        ui.painter().rect_stroke(rect.shrink(2.0), size::RADIUS, stroke, StrokeKind::Inside);
    }
    if response.clicked() {
        state.cursor = Some(number);
        state.revealed = Some((row.id, number));
        scene.act(Action::Select(Some(row.id)));
    }
    response.clicked()
}
