//! A device as people compare it: eight characters and four words.

use egui::{RichText, Ui};

use crate::view::theme;

/// Draws the short id and the words of a device, large enough to be read out.
pub(crate) fn identity(ui: &mut Ui, short: &str, words: [&str; 4]) {
    let colours = theme::palette(ui.visuals());
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(short).monospace().strong());
        ui.label(RichText::new(words.join(" ")).color(colours.accent).strong());
    });
}
