//! The list by keyboard: arrows move a mark from row to row, Enter opens. What is only passed keeps its dot.

use egui::{EventFilter, Key, Modifiers, Response, Ui};

use super::super::super::Scene;
use super::State;
use crate::model::observations::Action;

/// Takes the keys that are for the list, if it has the focus. Gives the row to scroll to.
pub(super) fn pressed(
    ui: &Ui,
    scene: &mut Scene<'_>,
    state: &mut State,
    response: &Response,
    page: u64,
    total: u64,
) -> Option<u64> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let list = scene.app.observations()?;
    let selected = list.selected().and_then(|id| list.line_of(&id)).or_else(|| list.reveal());
    let at = state.cursor.or(selected);
    let last = total.saturating_sub(1);
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let moved = if pressed(Key::ArrowDown) {
        Some(at.map_or(0, |at| at.saturating_add(1)))
    } else if pressed(Key::ArrowUp) {
        Some(at.map_or(0, |at| at.saturating_sub(1)))
    } else if pressed(Key::PageDown) {
        Some(at.unwrap_or(0).saturating_add(page))
    } else if pressed(Key::PageUp) {
        Some(at.unwrap_or(0).saturating_sub(page))
    } else if pressed(Key::Home) {
        Some(0)
    } else if pressed(Key::End) {
        Some(last)
    } else {
        None
    };
    if let Some(moved) = moved {
        state.cursor = Some(moved.min(last));
        return state.cursor;
    }
    if response.gained_focus() {
        state.cursor = Some(at.unwrap_or(0).min(last));
        return state.cursor;
    }
    if (pressed(Key::Enter) || pressed(Key::Space))
        && let Some(row) = at.and_then(|at| list.row(at))
    {
        scene.act(Action::Select(Some(row.id)));
    }
    None
}
