//! The door *Join my team*: by an invite, or by a sync file that an invite opens.

use std::path::Path;

use egui::Ui;

use crate::model::start::Action;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::space;
use crate::view::widgets::{self, Choose, PathField};

/// What a person has typed.
#[derive(Debug, Default)]
pub(super) struct State {
    invite: PathField,
    file: PathField,
}

impl State {
    /// Puts the path of an invite in its field.
    pub(super) fn suggest(&mut self, invite: &Path) {
        self.invite.clear();
        self.invite.suggest(invite.display().to_string());
    }
}

/// Draws the page behind the door.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    ui.heading(fl!(language, "start-join"));
    let waiting = scene.app.start().waiting_file().map(widgets::file_name);
    if let Some(file) = &waiting {
        ui.add_space(space::SMALL);
        widgets::warning(ui, |ui| {
            ui.label(fl!(language, "start-waiting", file = file.as_str()));
            if widgets::button(ui, &fl!(language, "start-forget-file")).clicked() {
                scene.act(Action::ForgetFile);
            }
        });
    }
    ui.add_space(space::SMALL);
    part(ui, &fl!(language, "start-by-invite"), &fl!(language, "start-by-invite-hint"), |ui| {
        let chosen = state.invite.show(ui, language, &fl!(language, "start-invite-field"), Choose::Open);
        let typed = state.invite.path();
        let ready = typed.is_some() && !scene.app.start().is_busy();
        let pressed = widgets::main_button(ui, ready, &fl!(language, "start-join-now")).clicked();
        let invite = chosen.into_iter().next().or(typed.filter(|_| pressed));
        if let Some(invite) = invite {
            scene.act(Action::Join(invite.display().to_string()));
        }
    });
    part(ui, &fl!(language, "start-nearby"), &fl!(language, "start-nearby-hint"), |_| ());
    if waiting.is_none() {
        part(ui, &fl!(language, "start-by-file"), &fl!(language, "start-by-file-hint"), |ui| {
            let chosen = state.file.show(ui, language, &fl!(language, "start-file-field"), Choose::Open);
            let typed = state.file.path();
            let ready = typed.is_some() && !scene.app.start().is_busy();
            let why_not = fl!(language, "start-file-field");
            let pressed = widgets::button_if(ui, ready, &fl!(language, "start-open-file"), &why_not).clicked();
            if let Some(file) = chosen.into_iter().next().or(typed.filter(|_| pressed)) {
                scene.act(Action::JoinFile(file));
            }
        });
    }
}

/// One of the ways in: what it is called, what it is for, and its controls.
fn part(ui: &mut Ui, name: &str, hint: &str, controls: impl FnOnce(&mut Ui)) {
    widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::title(ui, name);
        widgets::faint(ui, hint);
        controls(ui);
    });
}
