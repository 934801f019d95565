//! The screen *Observations*: filter, list and map side by side, and what is selected.

mod detail;
mod form;

use egui::Ui;

use super::Scene;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    detail: detail::State,
    form: form::State,
}

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    if scene.app.form().is_some() {
        form::show(ui, scene, &mut state.form);
    } else {
        detail::show(ui, scene, &mut state.detail);
    }
}
