//! The map.

use egui::Ui;

use crate::view::Scene;

/// What is remembered.
#[derive(Debug, Default)]
pub(crate) struct State;

/// Draws it.
pub(crate) fn show(_ui: &mut Ui, _scene: &mut Scene<'_>, _state: &mut State) {}
