//! Not drawn yet.

use egui::Ui;

use crate::view::Scene;

/// What is remembered.
#[derive(Debug, Default)]
pub(crate) struct State;

/// Draws it.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, _state: &mut State) {
    ui.label(format!("{:?}", scene.app.screen()));
}
