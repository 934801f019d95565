//! The form in which an observation is recorded or edited. What is typed lives in the model, so that nothing is lost
//! when something comes from elsewhere meanwhile.

mod answers;
mod category;
mod photos;
mod place;

use egui::{Id, Key, KeyboardShortcut, Label, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};

use super::super::Scene;
use super::super::language::fl;
use super::super::theme::{size, space};
use super::super::widgets;
use super::detail;
use crate::model::edit::{Action, Entry, Fault, Form};

/// What is remembered of the form that is open.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// Which form; another one begins anew.
    number: u64,
    category: category::State,
    photos: photos::State,
    leaving: bool,
    /// Whether somebody wanted to save: then everything that stands in the way is said.
    wanted: bool,
}

/// Draws it.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let app = scene.app;
    let Some(form) = app.form() else { return };
    let begun = state.number != form.number();
    if begun {
        *state = State { number: form.number(), ..State::default() };
    }
    keys(ui, scene, state, form);
    head(ui, scene, state, form);
    ui.separator();
    let faults = app.form_faults();
    ScrollArea::vertical().id_salt(("form", form.number())).auto_shrink([false, false]).show(ui, |ui| {
        overtaken(ui, scene);
        category::show(ui, scene, &mut state.category, form, begun);
        place::show(ui, scene, form, &faults, state.wanted);
        photos::show(ui, scene, &mut state.photos, form);
        answers::show(ui, scene, form, &faults);
        notes(ui, scene, form);
        problems(ui, scene);
        ui.add_space(space::MEDIUM);
    });
    question(ui, scene, state);
}

fn keys(ui: &Ui, scene: &mut Scene<'_>, state: &mut State, form: &Form) {
    let save = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
    if ui.input_mut(|input| input.consume_shortcut(&save)) {
        state.wanted = true;
        scene.act(Action::Save);
    }
    let free = !state.leaving && !egui::Popup::is_any_open(ui.ctx());
    if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        leave(scene, state, form);
    }
}

fn leave(scene: &mut Scene<'_>, state: &mut State, form: &Form) {
    if form.is_touched() {
        state.leaving = true;
    } else {
        scene.act(Action::Cancel);
    }
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State, form: &Form) {
    let language = scene.language;
    let new = form.observation().is_none();
    widgets::title(ui, if new { fl!(language, "form-new") } else { fl!(language, "form-edit") });
    ui.horizontal_wrapped(|ui| {
        let save = if form.is_saving() { fl!(language, "form-saving") } else { fl!(language, "form-save") };
        let save = widgets::main_button(ui, !form.is_saving(), &save);
        if save.on_hover_text("Ctrl+S").clicked() {
            state.wanted = true;
            scene.act(Action::Save);
        }
        if widgets::button(ui, &fl!(language, "form-cancel")).clicked() {
            leave(scene, state, form);
        }
        if form.attaching() > 0 {
            widgets::faint(ui, fl!(language, "form-attaching", n = form.attaching()));
        }
    });
    // Said where one looks when one has pressed Save.
    for fault in form.faults() {
        let text = match fault {
            Fault::Empty => fl!(language, "form-fault-empty"),
            Fault::NotANumber { .. } => fl!(language, "form-fault-number"),
            _ => fl!(language, "form-fault-place"),
        };
        wrong(ui, scene, text);
    }
}

fn overtaken(ui: &mut Ui, scene: &mut Scene<'_>) {
    let fields = scene.app.form_overtaken();
    if fields.is_empty() {
        return;
    }
    let app = scene.app;
    let label = |key: &str| {
        let answer = app.detail()?.answers().iter().find(|answer| answer.tag_key == key)?;
        Some(answer.label.clone())
    };
    let names: Vec<_> = fields
        .iter()
        .map(|field| {
            let label = if let fieldmesh::FieldName::Tag(key) = field { label(key) } else { None };
            detail::field(scene, field, label.as_deref())
        })
        .collect();
    detail::warning(ui, scene, |ui, scene| {
        let text = fl!(scene.language, "form-overtaken", fields = names.join(", "));
        ui.add(Label::new(RichText::new(text).color(scene.palette.warning)).wrap());
    });
}

fn notes(ui: &mut Ui, scene: &mut Scene<'_>, form: &Form) {
    let name = heading(ui, &fl!(scene.language, "detail-notes"));
    let mut text = form.notes().to_owned();
    let field = TextEdit::multiline(&mut text).desired_rows(4).desired_width(f32::INFINITY);
    if ui.add(field).labelled_by(name).changed() {
        scene.act(Action::Notes(text));
    }
}

fn problems(ui: &mut Ui, scene: &mut Scene<'_>) {
    let app = scene.app;
    let problems = app.form_problems();
    if problems.is_empty() {
        return;
    }
    let language = scene.language;
    detail::warning(ui, scene, |ui, scene| {
        for problem in &problems {
            let label = |id: &fieldmesh::config::FieldId| {
                let configuration = app.project().and_then(|project| project.configuration.as_ref());
                let field = configuration.and_then(|all| all.field(id.as_str()));
                field.map_or_else(|| id.as_str().to_owned(), |field| field.label(language.tag()).to_owned())
            };
            let text = detail::problem_text(scene, problem, label);
            ui.add(Label::new(RichText::new(text).color(scene.palette.warning)).wrap());
        }
        ui.add(Label::new(fl!(language, "form-problems-kept")).wrap());
    });
}

fn question(ui: &Ui, scene: &mut Scene<'_>, state: &mut State) {
    if !state.leaving {
        return;
    }
    let language = scene.language;
    let modal = Modal::new(Id::unique("leave-form")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        widgets::title(ui, fl!(language, "form-leave-question"));
        ui.label(fl!(language, "form-leave-means"));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "form-leave-no")).clicked() {
                ui.close();
            }
            if widgets::danger_button(ui, &fl!(language, "form-leave-yes")).clicked() {
                scene.act(Action::Cancel);
                ui.close();
            }
        });
    });
    if modal.should_close() {
        state.leaving = false;
    }
}

/// The name of what stands below it.
fn heading(ui: &mut Ui, name: &str) -> Id {
    ui.add_space(space::SMALL);
    ui.add(Label::new(RichText::new(name).strong()).wrap()).id
}

/// Something that cannot be as it is.
fn wrong(ui: &mut Ui, scene: &Scene<'_>, text: String) {
    ui.add(Label::new(RichText::new(text).color(scene.palette.danger)).wrap());
}

/// The text of an entry.
fn typed(entry: Option<&Entry>) -> String {
    match entry {
        Some(Entry::Typed(text)) => text.clone(),
        Some(Entry::One(scalar)) => detail::stored(&fieldmesh::TagValue::One(scalar.clone())),
        Some(Entry::Many(list)) => detail::stored(&fieldmesh::TagValue::List(list.clone())),
        Some(Entry::Nothing) | None => String::new(),
    }
}
