//! This device: its name, and what others compare.

use egui::{Modal, RichText, TextEdit, TextWrapMode, Ui};
use fieldmesh::MediaPolicy;

use super::{card, part};
use crate::model::project::{About, Action};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// What a person has typed, and whether they are asked something.
#[derive(Debug, Default)]
pub(super) struct State {
    name: Option<String>,
    asking: bool,
}

/// Draws the part.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    let Some(device) = scene.app.project().map(|project| &project.device) else { return };
    part(ui, &fl!(language, "project-this-device-title"), "");
    card(ui, |ui| {
        let label = ui.label(fl!(language, "project-device-name"));
        ui.horizontal(|ui| {
            let mut text = state.name.clone().unwrap_or_else(|| device.name.clone());
            let field = TextEdit::singleline(&mut text).desired_width(space::NAME).char_limit(100);
            let field = ui.add(field).labelled_by(label.id);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            let new = !text.trim().is_empty() && text.trim() != device.name;
            let why_not = fl!(language, "project-device-name-hint");
            let pressed = widgets::button_if(ui, new, &fl!(language, "project-rename"), &why_not).clicked();
            if new && (pressed || entered) {
                scene.act(Action::Rename(text.trim().to_owned()));
                state.name = None;
            } else if field.changed() {
                state.name = Some(text);
            }
        });
        widgets::faint(ui, fl!(language, "project-device-name-hint"));
    });
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-identity"));
        widgets::faint(ui, fl!(language, "project-identity-hint"));
        ui.add_space(space::TINY);
        let large = |text: String| RichText::new(text).text_style(theme::large());
        ui.label(large(device.id.short()));
        ui.label(large(device.words.join(" ")).color(scene.palette.accent));
        ui.add_space(space::TINY);
        let whole = RichText::new(device.id.to_string()).monospace().color(scene.palette.faint);
        ui.add(egui::Label::new(whole).wrap_mode(TextWrapMode::Wrap));
    });
    if let Some(wanted) = scene.app.about().map(About::photos) {
        card(ui, |ui| {
            widgets::title(ui, fl!(language, "project-photos"));
            widgets::faint(ui, fl!(language, "project-photos-hint"));
            let choices = [
                (MediaPolicy::Everything, fl!(language, "project-photos-everything")),
                (MediaPolicy::Previews, fl!(language, "project-photos-previews")),
            ];
            for (policy, name) in choices {
                if widgets::radio(ui, wanted == policy, name).clicked() {
                    scene.act(Action::WantPhotos(policy));
                }
            }
        });
    }
    card(ui, |ui| {
        widgets::title(ui, fl!(language, "project-copied"));
        widgets::faint(ui, fl!(language, "project-copied-hint"));
        if widgets::button(ui, &fl!(language, "project-renew")).clicked() {
            state.asking = true;
        }
    });
    if state.asking {
        ask(ui, scene, state);
    }
}

fn ask(ui: &Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    let modal = Modal::new(egui::Id::unique("renew")).show(ui.ctx(), |ui| {
        ui.set_width(space::DIALOG);
        widgets::title(ui, fl!(language, "project-renew-question"));
        ui.label(fl!(language, "project-renew-explained"));
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "project-renew-yes")).clicked() {
                scene.act(Action::Renew);
                state.asking = false;
            }
            if widgets::button(ui, &fl!(language, "project-cancel")).clicked() {
                state.asking = false;
            }
        });
    });
    if modal.should_close() {
        state.asking = false;
    }
}
