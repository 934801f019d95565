//! The screen *Observations*: the filter on top, list and map side by side, and what is selected or being recorded.

mod detail;
mod filter;
mod form;
mod list;
mod map;

use egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, Ui, UiBuilder};
use fieldmesh_sentences as say;

use super::Scene;
use super::language::fl;
use super::theme::{self, space};
use super::widgets;
use crate::model::edit;

/// What the screen remembers.
#[derive(Debug, Default)]
pub(crate) struct State {
    filter: filter::State,
    list: list::State,
    map: map::State,
    detail: detail::State,
    form: form::State,
}

/// Draws the screen.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    // List and map go to the edges.
    let whole = ui.max_rect().expand(space::MEDIUM);
    ui.scope_builder(UiBuilder::new().max_rect(whole), |ui| parts(ui, scene, state));
}

fn parts(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let colours = scene.palette;
    let recording = scene.app.form().is_some();
    let new = egui::KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
    if !recording && ui.input_mut(|input| input.consume_shortcut(&new)) {
        scene.act(edit::Action::Begin(None));
    }

    let bar = Frame::new().fill(colours.paper).inner_margin(Margin::symmetric(12, 8));
    Panel::top("filter").frame(bar).show(ui, |ui| filter::show(ui, scene, &mut state.filter));

    let width = ui.available_width();
    let side = Frame::new().fill(colours.card);
    Panel::left("list")
        .frame(side)
        .default_size(theme::size::LIST)
        .size_range(220.0..=(width * 0.45).max(220.0))
        .show(ui, |ui| list::show(ui, scene, &mut state.list));

    let selected = scene.app.observations().is_some_and(|list| list.selected().is_some());
    if recording || selected {
        let side = side.inner_margin(Margin::same(12));
        Panel::right("detail")
            .frame(side)
            .default_size(theme::size::DETAIL)
            .size_range(280.0..=(width * 0.6).max(280.0))
            .show(ui, |ui| {
                ui.take_available_width();
                if recording {
                    form::show(ui, scene, &mut state.form);
                } else if scene.app.detail().is_some() {
                    detail::show(ui, scene, &mut state.detail);
                } else {
                    widgets::faint(ui, fl!(scene.language, "observations-reading"));
                }
            });
    }

    let ground = Frame::new().fill(colours.sea);
    CentralPanel::default().frame(ground).show(ui, |ui| map::show(ui, scene, &mut state.map));
}
