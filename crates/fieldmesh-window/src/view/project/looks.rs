//! Language and appearance of this window.

use egui::Ui;
use fieldmesh::Language;

use super::{card, part};
use crate::model::Action;
use crate::model::settings::{Appearance, Settings};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::shell::own_name;
use crate::view::widgets;

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let language = scene.language;
    part(ui, &fl!(language, "project-looks-title"), &fl!(language, "project-looks-hint"));
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "language"));
        for one in Language::ALL {
            if widgets::radio(ui, one == language, own_name(one).to_owned()).clicked() {
                scene.act(Action::Speak(one));
            }
        }
    });
    let settings = *scene.app.settings();
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-appearance"));
        let choices = [
            (Appearance::System, fl!(language, "project-as-system")),
            (Appearance::Light, fl!(language, "project-light")),
            (Appearance::Dark, fl!(language, "project-dark")),
        ];
        for (appearance, name) in choices {
            if widgets::radio(ui, appearance == settings.appearance, name).clicked() {
                scene.act(Action::Set(Settings { appearance, ..settings }));
            }
        }
    });
}
