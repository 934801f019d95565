//! The screen *Synchronize*: this laptop as others see it, devices nearby and what goes on with each, sync files, and
//! how the data stands.

mod address;
mod bar;
mod devices;
mod dialogs;
mod endings;
mod files;
mod header;
mod help;
mod icon;
mod question;
mod row;
mod state;
mod surroundings;

use egui::{CentralPanel, Frame, Panel, ScrollArea, Ui};

use super::Scene;
use super::theme::space;

pub(crate) use dialogs::differences;
pub(crate) use endings::content as ending;
pub(crate) use question::show as question;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    address: address::State,
    files: files::State,
    help: help::State,
    dialog: Option<dialogs::Dialog>,
    /// How many endings were shown before: a new one is scrolled to.
    endings: usize,
}

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let Some(screen) = scene.app.synchronize() else { return };
    let panel = |panel: Panel| panel.frame(Frame::NONE).resizable(false).show_separator_line(false);
    panel(Panel::top("sync-header")).show(ui, |ui| {
        header::show(ui, scene, screen);
        ui.add_space(space::SMALL);
    });
    panel(Panel::bottom("sync-bar")).show(ui, |ui| {
        ui.add_space(space::SMALL);
        bar::show(ui, scene, screen);
    });
    panel(Panel::bottom("sync-files")).show(ui, |ui| {
        ui.add_space(space::SMALL);
        files::show(ui, scene, screen, &mut state.files);
    });
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        devices::heading(ui, scene, screen, &mut state.address);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            devices::show(ui, scene, screen, &mut state.dialog);
            surroundings::show(ui, scene, screen, &mut state.dialog);
            help::show(ui, scene, screen, &mut state.help);
            endings::show(ui, scene, screen, &mut state.endings);
        });
    });
    dialogs::show(ui, scene, screen, &mut state.dialog);
}
