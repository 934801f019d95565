//! How far something is: never backwards, because the model never goes back.

use egui::{ProgressBar, Ui};

use crate::view::theme::size;

/// Draws a bar with its words.
pub(crate) fn bar(ui: &mut Ui, done: u64, total: u64, words: &str) {
    let share = if total == 0 { 0.0 } else { done as f64 / total as f64 };
    ui.add(
        ProgressBar::new(share.clamp(0.0, 1.0) as f32).text(words).desired_width(ui.available_width().min(260.0)),
    );
}

/// Draws a bar whose words stand beside it.
pub(crate) fn thin_bar(ui: &mut Ui, done: u64, total: u64) {
    let share = if total == 0 { 0.0 } else { done as f64 / total as f64 };
    let bar = ProgressBar::new(share.clamp(0.0, 1.0) as f32).desired_height(size::THIN_BAR);
    ui.add(bar.desired_width(ui.available_width().min(260.0)));
}
