//! What helps when nobody is there.

use egui::Ui;

use crate::model::synchronize::{Network, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::space;
use crate::view::widgets;

/// Since when nobody is there, by the clock of the frames, in seconds.
#[derive(Debug, Default)]
pub(super) struct State {
    alone_since: Option<f64>,
}

/// Draws the sentences, once nobody was there for a while.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, screen: &Synchronize, state: &mut State) {
    if !screen.peers().is_empty() || !matches!(screen.network(), Network::Open { .. }) {
        state.alone_since = None;
        return;
    }
    let now = ui.input(|input| input.time);
    let alone = now - *state.alone_since.get_or_insert(now);
    if alone < PATIENCE {
        ui.ctx().request_repaint_after_secs((PATIENCE - alone) as f32);
        return;
    }
    let language = scene.language;
    ui.add_space(space::SMALL);
    widgets::card(ui, |ui| {
        ui.set_max_width(space::COLUMN);
        widgets::bold(ui, fl!(language, "sync-help-nobody"), scene.palette.ink);
        for line in [
            fl!(language, "sync-help-wifi"),
            fl!(language, "sync-help-screen"),
            fl!(language, "sync-help-apart"),
            fl!(language, "sync-help-hotspot"),
            fl!(language, "sync-help-address"),
            fl!(language, "sync-help-file"),
        ] {
            ui.horizontal_wrapped(|ui| {
                widgets::faint(ui, "•");
                ui.label(line);
            });
        }
    });
}

/// How long devices of a quick network may need to find each other, in seconds.
const PATIENCE: f64 = 20.0;
