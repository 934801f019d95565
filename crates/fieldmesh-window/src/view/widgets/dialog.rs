//! A dialog: what must be answered before anything else is done.

use egui::{Frame, Id, Margin, Modal, Ui};

use crate::view::theme::{size, space};

/// What came of a dialog in this frame.
#[derive(Debug)]
pub(crate) struct Dialog<T> {
    /// What its content gave.
    pub(crate) inner: T,
    /// Whether it was left, by Escape or a click beside it.
    pub(crate) closed: bool,
}

/// Draws a dialog over everything else.
pub(crate) fn dialog<T>(ui: &Ui, name: &str, content: impl FnOnce(&mut Ui) -> T) -> Dialog<T> {
    let room = ui.ctx().content_rect().width() - 2.0 * space::LARGE;
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let response = Modal::new(Id::unique(name)).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(size::WIDE_DIALOG.min(room));
        content(ui)
    });
    Dialog { closed: response.should_close(), inner: response.inner }
}
