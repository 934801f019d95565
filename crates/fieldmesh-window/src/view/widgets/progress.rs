//! How far something is: never backwards, because the model never goes back.

use egui::{ProgressBar, Ui};

/// Draws a bar with its words.
pub(crate) fn bar(ui: &mut Ui, done: u64, total: u64, words: &str) {
    let share = if total == 0 { 0.0 } else { done as f64 / total as f64 };
    ui.add(ProgressBar::new(share.clamp(0.0, 1.0) as f32).text(words).desired_width(260.0));
}
