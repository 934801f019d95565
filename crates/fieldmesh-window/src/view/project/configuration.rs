//! The configuration in use, and another one from a file.

use std::path::Path;

use egui::{RichText, Ui};
use fieldmesh::Configuration;
use fieldmesh::config::Difference;
use fieldmesh_sentences as sentences;

use super::{card, part};
use crate::model::project::Action;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets::{self, Choose, PathField};

/// What a person has typed.
#[derive(Debug, Default)]
pub(super) struct State {
    file: PathField,
}

impl State {
    /// Puts the path of a configuration in its field.
    pub(super) fn suggest(&mut self, path: &Path) {
        self.file.clear();
        self.file.suggest(path.display().to_string());
    }
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    part(ui, &fl!(language, "project-configuration-title"), &fl!(language, "project-configuration-hint"));
    let configuration = scene.app.project().and_then(|project| project.configuration.as_ref());
    card(ui, |ui| match configuration {
        None => drop(ui.label(fl!(language, "project-no-configuration"))),
        Some(configuration) => in_use(ui, scene, configuration),
    });
    if let Some(changed) = scene.app.about().and_then(crate::model::project::About::changed) {
        card(ui, |ui| differences(ui, scene, changed));
    }
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-import-configuration"));
        widgets::faint(ui, fl!(language, "project-import-configuration-hint"));
        let chosen = state.file.show(ui, language, &fl!(language, "project-configuration-path"), Choose::Open);
        let typed = state.file.path();
        let why_not = fl!(language, "project-configuration-path");
        let pressed = widgets::button_if(ui, typed.is_some(), &fl!(language, "project-import-now"), &why_not);
        if let Some(path) = chosen.into_iter().next().or(typed.filter(|_| pressed.clicked())) {
            state.file.clear();
            scene.act(Action::ImportConfiguration(path));
        }
    });
    if let Some(configuration) = configuration {
        card(ui, |ui| categories(ui, scene, configuration));
    }
}

fn in_use(ui: &mut Ui, scene: &Scene<'_>, configuration: &Configuration) {
    let language = scene.language;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&configuration.name).text_style(theme::large()));
        if let Some(version) = &configuration.version {
            ui.label(fl!(language, "project-version", version = version.as_str()));
        }
    });
    ui.horizontal_wrapped(|ui| {
        widgets::faint(ui, fl!(language, "project-fingerprint"));
        ui.label(RichText::new(configuration.fingerprint().short()).monospace());
        widgets::faint(ui, fl!(language, "project-fingerprint-hint"));
    });
}

/// What can be recorded with it.
fn categories(ui: &mut Ui, scene: &mut Scene<'_>, configuration: &Configuration) {
    let language = scene.language;
    let (categories, fields) = (configuration.categories.len(), configuration.fields.len());
    widgets::title(ui, fl!(language, "project-counts", categories = categories, fields = fields));
    ui.add_space(space::TINY);
    let columns = 3;
    let width = (ui.available_width() / columns as f32 - space::SMALL).floor();
    egui::Grid::new("categories").num_columns(columns).min_col_width(width).max_col_width(width).show(ui, |ui| {
        for (number, category) in configuration.categories.iter().enumerate() {
            ui.horizontal(|ui| {
                scene.icons.show(ui, Some(category.id.as_str()), space::LARGE);
                ui.add(egui::Label::new(category.name(language.tag())).truncate());
            });
            if number % columns == columns - 1 {
                ui.end_row();
            }
        }
    });
}

/// What the last import changed, in words.
fn differences(ui: &mut Ui, scene: &Scene<'_>, changed: &Difference) {
    let spoken = scene.language;
    widgets::title(ui, fl!(spoken, "project-differs"));
    if changed.is_same_meaning() {
        ui.label(fl!(spoken, "project-differs-not"));
        return;
    }
    for line in sentences::main_differences(spoken, changed) {
        ui.label(format!("· {line}"));
    }
    widgets::faint(ui, fl!(spoken, "project-differs-hint"));
}
