//! The screen, not drawn yet.

use egui::Ui;

use super::Scene;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State;

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, _state: &mut State) {
    ui.label(format!("{:?}", scene.app.screen()));
}
