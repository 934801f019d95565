//! Observations in and out as GeoJSON.

use egui::Ui;
use fieldmesh_sentences as sentences;

use super::{card, part};
use crate::model::project::{About, Action};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::widgets::{self, Choose, PathField};

/// What a person has typed.
#[derive(Debug, Default)]
pub(super) struct State {
    import: PathField,
    export: PathField,
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    part(ui, &fl!(language, "project-data-title"), &fl!(language, "project-data-hint"));
    working(ui, scene);
    let free = scene.app.about().and_then(About::working).is_none();
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-import"));
        widgets::faint(ui, fl!(language, "project-import-hint"));
        let chosen = state.import.show(ui, language, &fl!(language, "project-import-path"), Choose::Open);
        let typed = state.import.path();
        let why_not = fl!(language, "project-import-path");
        let ready = free && typed.is_some();
        let pressed = widgets::button_if(ui, ready, &fl!(language, "project-import-now"), &why_not);
        if let Some(path) = chosen.into_iter().next().or(typed.filter(|_| pressed.clicked())) {
            state.import.clear();
            scene.act(Action::Import(path));
        }
    });
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-export"));
        let totals = scene.app.observations().map(crate::model::observations::Observations::totals);
        let (shown, all) = totals.map_or((0, 0), |totals| (totals.shown, totals.all));
        widgets::faint(ui, fl!(language, "project-export-hint", shown = shown, all = all));
        let chosen = state.export.show(ui, language, &fl!(language, "project-export-path"), Choose::Save);
        let typed = state.export.path();
        let why_not = fl!(language, "project-export-path");
        let ready = free && typed.is_some();
        let pressed = widgets::button_if(ui, ready, &fl!(language, "project-export-now"), &why_not);
        if let Some(path) = chosen.into_iter().next().or(typed.filter(|_| pressed.clicked())) {
            state.export.clear();
            scene.act(Action::Export(path));
        }
    });
}

/// How far it is, and a way to stop it.
fn working(ui: &mut Ui, scene: &mut Scene<'_>) {
    let Some(progress) = scene.app.about().and_then(About::working) else { return };
    let spoken = scene.language;
    card(ui, |ui| {
        ui.horizontal(|ui| {
            match progress.stages().last() {
                Some(event) => widgets::bar(ui, event.done, event.total, &sentences::stage(spoken, event.stage)),
                None => drop(ui.label(fl!(spoken, "project-working"))),
            }
            if widgets::button(ui, &fl!(spoken, "project-stop")).clicked() {
                scene.act(Action::Stop);
            }
        });
    });
}
