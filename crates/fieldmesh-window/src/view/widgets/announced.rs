//! What a screen reader tells as soon as it appears, whatever the person is doing.

use egui::accesskit::Live;
use egui::{Role, Ui, UiBuilder};

/// Draws a part of the screen that is read aloud when it appears or changes, after what is being read.
pub(crate) fn announced<T>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> T) -> T {
    let builder = UiBuilder::new().accessibility_role(Role::Log).accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_live(Live::Polite));
        content(ui)
    })
    .inner
}
