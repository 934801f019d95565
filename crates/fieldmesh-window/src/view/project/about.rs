//! About this program: what it protects and what not, its sources, and facts for whoever helps.

use egui::{CollapsingHeader, RichText, TextWrapMode, Ui};

use super::{card, part};
use crate::model::project::About;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::widgets;

/// What the part remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    copied: bool,
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let language = scene.language;
    part(ui, &format!("Fieldmesh {}", env!("CARGO_PKG_VERSION")), &fl!(language, "project-about-hint"));
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-protects"));
        ui.label(fl!(language, "project-protects-text"));
        ui.add_space(crate::view::theme::space::SMALL);
        widgets::title(ui, fl!(language, "project-protects-not"));
        ui.label(fl!(language, "project-protects-not-text"));
    });
    card(ui, |ui| diagnostics(ui, scene, state));
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-sources"));
        ui.label(fl!(language, "project-licence"));
        ui.label(fl!(language, "project-sources-text"));
    });
}

fn diagnostics(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let language = scene.language;
    let facts = scene.app.about().map(About::diagnostics).unwrap_or_default();
    let lines: Vec<String> = facts.iter().map(|(name, fact)| format!("{name}: {fact}")).collect();
    let text = lines.join("\n");
    widgets::title(ui, fl!(language, "project-diagnostics"));
    widgets::faint(ui, fl!(language, "project-diagnostics-hint"));
    ui.horizontal(|ui| {
        let why_not = fl!(language, "opening");
        if widgets::button_if(ui, !facts.is_empty(), &fl!(language, "project-copy-diagnostics"), &why_not).clicked()
        {
            ui.ctx().copy_text(text.clone());
            state.copied = true;
        }
        if state.copied {
            ui.colored_label(scene.palette.good, fl!(language, "project-copied-now"));
        }
    });
    CollapsingHeader::new(fl!(language, "project-diagnostics-shown")).default_open(true).show(ui, |ui| {
        ui.add(egui::Label::new(RichText::new(&text).monospace()).wrap_mode(TextWrapMode::Wrap));
    });
}
