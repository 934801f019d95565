//! A card: what belongs together, set off from the paper.

use egui::{CornerRadius, Frame, InnerResponse, Margin, Stroke, Ui};

use crate::view::theme;

/// Draws a card around `content`.
pub(crate) fn card<T>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> T) -> InnerResponse<T> {
    let colours = theme::palette(ui.visuals());
    Frame::new()
        .fill(colours.card)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CornerRadius::same(8))
        .inner_margin(Margin::same(12))
        .show(ui, content)
}
