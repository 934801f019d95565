//! The white bar at the bottom: which configuration this project uses, and its data as four words.

use egui::{Button, RichText, Ui};
use fieldmesh::Configuration;

use crate::model::synchronize::Synchronize;
use crate::model::{Action, Screen};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::{theme, widgets};

/// Draws the bar.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize) {
    let Some(project) = scene.app.project() else { return };
    let (language, colours) = (scene.language, scene.palette);
    let configuration = match &project.configuration {
        Some(configuration) => fl!(language, "sync-configuration", name = named(configuration)),
        None => fieldmesh_sentences::word::no_configuration(language),
    };
    widgets::card(ui, |ui| {
        let mut pressed = false;
        let left = |ui: &mut Ui| {
            ui.label(RichText::new(&project.name).family(theme::bold()));
            ui.label(RichText::new("·").color(colours.faint));
            let link = Button::new(RichText::new(configuration).color(colours.accent)).frame(false).truncate();
            pressed = ui.add(link).on_hover_text(fl!(language, "sync-open-project")).clicked();
        };
        widgets::ends(ui, left, |ui| {
            let words = screen.standing().words;
            // Not counted yet.
            if words.iter().all(|word| !word.is_empty()) {
                let words = fieldmesh_sentences::data_words(language, words);
                ui.label(RichText::new(words).family(theme::bold()))
                    .on_hover_text(fl!(language, "sync-words-meaning"));
            }
        });
        if pressed {
            scene.act(Action::Show(Screen::Project));
        }
    });
}

/// `Jungle 2.1 · 41C9-7DE2`.
fn named(configuration: &Configuration) -> String {
    let version = configuration.version.as_deref().unwrap_or_default();
    let name = format!("{} {version}", configuration.name);
    format!("{} · {}", name.trim_end(), configuration.fingerprint().short())
}
