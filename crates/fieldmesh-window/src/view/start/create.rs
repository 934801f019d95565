//! The door *Start a new project*.

use std::path::Path;

use egui::{RichText, TextEdit, Ui};

use crate::model::start::Action;
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets::{self, Choose, PathField};

/// What a person has typed and chosen.
#[derive(Debug, Default)]
pub(super) struct State {
    name: String,
    from_file: bool,
    file: PathField,
    open: bool,
}

impl State {
    /// Chooses the configuration in a file.
    pub(super) fn suggest(&mut self, configuration: &Path) {
        self.from_file = true;
        self.file.clear();
        self.file.suggest(configuration.display().to_string());
    }
}

/// Draws the page behind the door.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    ui.heading(fl!(language, "start-new"));
    ui.add_space(space::SMALL);
    widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        let label = ui.label(RichText::new(fl!(language, "start-project-name")).text_style(theme::title()));
        let field = TextEdit::singleline(&mut state.name).desired_width(space::NAME).char_limit(100);
        let field = ui.add(field).labelled_by(label.id);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        widgets::faint(ui, fl!(language, "start-project-name-hint"));

        ui.add_space(space::MEDIUM);
        widgets::title(ui, fl!(language, "start-configuration"));
        widgets::faint(ui, fl!(language, "start-configuration-hint"));
        choice(ui, &mut state.from_file, false, fl!(language, "start-builtin"));
        choice(ui, &mut state.from_file, true, fl!(language, "start-from-file"));
        if state.from_file {
            ui.horizontal(|ui| {
                ui.add_space(space::LARGE);
                state.file.show(ui, language, &fl!(language, "start-configuration-field"), Choose::Open);
            });
        }

        ui.add_space(space::MEDIUM);
        widgets::title(ui, fl!(language, "start-secrecy"));
        choice(ui, &mut state.open, false, fl!(language, "start-secret"));
        choice(ui, &mut state.open, true, fl!(language, "start-open-project"));
        if state.open {
            widgets::warning(ui, |ui| {
                ui.label(fl!(language, "start-open-warning"));
            });
        }

        ui.add_space(space::MEDIUM);
        let complete = !state.name.trim().is_empty() && (!state.from_file || state.file.path().is_some());
        let ready = complete && !scene.app.start().is_busy();
        let pressed = widgets::main_button(ui, ready, &fl!(language, "start-create")).clicked();
        if ready && (pressed || entered) {
            scene.act(Action::Create {
                name: state.name.trim().to_owned(),
                configuration: state.file.path().filter(|_| state.from_file),
                open: state.open,
            });
        }
    });
}

fn choice(ui: &mut Ui, chosen: &mut bool, is: bool, text: String) {
    if widgets::radio(ui, *chosen == is, text).clicked() {
        *chosen = is;
    }
}
