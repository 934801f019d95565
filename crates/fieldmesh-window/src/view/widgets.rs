//! Controls that several screens share. Each has an accessible name.

mod announced;
mod card;
mod dialog;
mod ends;
mod identity;
mod path_field;
mod progress;

use std::path::Path;

use egui::{Button, CornerRadius, Frame, Margin, Response, RichText, Stroke, Ui};

use super::theme;

pub(crate) use announced::announced;
pub(crate) use card::card;
pub(crate) use dialog::dialog;
pub(crate) use ends::ends;
pub(crate) use identity::identity;
pub(crate) use path_field::{Choose, PathField};
pub(crate) use progress::{bar, thin_bar};

/// A button like any other.
pub(crate) fn button(ui: &mut Ui, text: &str) -> Response {
    ui.add(Button::new(text))
}

/// A button that may be pressed only where that makes sense; why not is told when one points at it.
pub(crate) fn button_if(ui: &mut Ui, enabled: bool, text: &str, why_not: &str) -> Response {
    ui.add_enabled(enabled, Button::new(text)).on_disabled_hover_text(why_not)
}

/// The one button of a screen that a person came for.
pub(crate) fn main_button(ui: &mut Ui, enabled: bool, text: &str) -> Response {
    let colours = theme::palette(ui.visuals());
    let text = RichText::new(text).color(colours.on_accent).strong();
    ui.add_enabled(enabled, Button::new(text).fill(colours.accent).stroke(Stroke::NONE))
}

/// A button that takes something away.
pub(crate) fn danger_button(ui: &mut Ui, text: &str) -> Response {
    let colours = theme::palette(ui.visuals());
    let text = RichText::new(text).color(colours.danger);
    ui.add(Button::new(text).stroke(Stroke::new(1.0, colours.danger)))
}

/// A line of text with its name above, both known to a screen reader as one.
pub(crate) fn text_field(ui: &mut Ui, name: &str, text: &mut String) -> Response {
    let label = ui.label(RichText::new(name).small());
    ui.text_edit_singleline(text).labelled_by(label.id)
}

/// Text that is not to be overlooked.
pub(crate) fn bold(ui: &mut Ui, text: impl Into<String>, colour: egui::Color32) -> Response {
    ui.add(egui::Label::new(RichText::new(text).family(theme::bold()).color(colour)).wrap())
}

/// Text that may be overlooked.
pub(crate) fn faint(ui: &mut Ui, text: impl Into<String>) -> Response {
    let colours = theme::palette(ui.visuals());
    ui.label(RichText::new(text).color(colours.faint))
}

/// A heading within a screen.
pub(crate) fn title(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).text_style(theme::title()))
}

/// Something to be read before going on, on amber.
pub(crate) fn warning(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let colours = theme::palette(ui.visuals());
    let frame = Frame::new().fill(colours.warning_paper).corner_radius(CornerRadius::same(8));
    frame.inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.visuals_mut().override_text_color = Some(colours.warning);
        content(ui);
    });
}

/// One of several choices, with a ring that is seen before it is chosen.
pub(crate) fn radio(ui: &mut Ui, chosen: bool, text: String) -> Response {
    ui.scope(|ui| {
        let colours = theme::palette(ui.visuals());
        ui.visuals_mut().widgets.inactive.bg_stroke.color = colours.faint;
        ui.radio(chosen, text)
    })
    .inner
}

/// A file without its folders.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
