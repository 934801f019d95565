//! The book of synchronizations: what each did, and its receipt to copy.

use egui::{RichText, TextWrapMode, Ui};
use fieldmesh::Activity;
use fieldmesh_sentences as sentences;

use super::{card, part};
use crate::model::project::About;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme;
use crate::view::widgets;

/// What the part remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Of which one the receipt is open.
    open: Option<u64>,
    copied: Option<u64>,
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, state: &mut State) {
    let language = scene.language;
    part(ui, &fl!(language, "project-activity-title"), &fl!(language, "project-activity-hint"));
    let all = scene.app.about().map(About::activity).unwrap_or_default();
    if all.is_empty() {
        ui.label(fl!(language, "project-no-activity"));
    }
    for (number, activity) in all {
        card(ui, |ui| one(ui, scene, state, *number, activity));
    }
}

fn one(ui: &mut Ui, scene: &Scene<'_>, state: &mut State, number: u64, activity: &Activity) {
    let language = scene.language;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(&activity.name).family(theme::bold()));
        widgets::faint(ui, sentences::time(activity.at));
        widgets::faint(ui, sentences::carried_by(language, activity));
    });
    ui.label(sentences::activity_end(language, &activity.end));
    let is_open = state.open == Some(number);
    ui.horizontal(|ui| {
        let name = if is_open {
            fl!(language, "project-hide-receipt", number = number)
        } else {
            fl!(language, "project-show-receipt", number = number)
        };
        if widgets::button(ui, &name).clicked() {
            state.open = (!is_open).then_some(number);
        }
        let Some(project) = scene.app.project().filter(|_| is_open) else { return };
        if widgets::button(ui, &fl!(language, "project-copy-receipt")).clicked() {
            let here = (project.device.name.as_str(), &project.device.id);
            ui.ctx().copy_text(sentences::receipt(language, &project.name, here, number, activity));
            state.copied = Some(number);
        }
        if state.copied == Some(number) {
            ui.colored_label(scene.palette.good, fl!(language, "project-copied-now"));
        }
    });
    if let Some(project) = scene.app.project().filter(|_| is_open) {
        let here = (project.device.name.as_str(), &project.device.id);
        let text = sentences::receipt(language, &project.name, here, number, activity);
        ui.add(egui::Label::new(RichText::new(text).monospace()).wrap_mode(TextWrapMode::Wrap));
    }
}
