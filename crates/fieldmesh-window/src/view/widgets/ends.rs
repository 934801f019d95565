//! A line with something at its right end, and the rest of the room for what stands at its left.

use egui::{Align, Layout, Ui};

/// Draws what is at the right first, so that a long text at the left knows where to wrap. Gives what `right` gave.
pub(crate) fn ends<T>(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui) -> T) -> T {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let right = right(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), left);
            right
        })
        .inner
    })
    .inner
}
