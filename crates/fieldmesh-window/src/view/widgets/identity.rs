//! A device as people compare it: eight characters and four words.

use egui::{RichText, Ui};

use crate::view::theme;

/// Draws the short id and the words of a device, side by side.
pub(crate) fn identity(ui: &mut Ui, short: &str, words: [&str; 4]) {
    let colours = theme::palette(ui.visuals());
    ui.label(RichText::new(short).monospace());
    ui.label(RichText::new(words.join(" ")).color(colours.accent).family(theme::bold()));
}
