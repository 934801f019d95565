//! What the configuration asks, in its order and in the person's language.

use egui::{Button, ComboBox, Id, TextEdit, Ui};
use fieldmesh::config::{Field, FieldKind, SelectOption, Value};
use fieldmesh::{Language, Scalar};

use super::super::super::Scene;
use super::super::super::language::fl;
use crate::model::edit::{Action, Entry, Fault, Form};

/// With more options than this they are in a list that opens.
const BESIDE_EACH_OTHER: usize = 12;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, form: &Form, faults: &[Fault]) {
    let app = scene.app;
    let Some(configuration) = app.project().and_then(|project| project.configuration.as_ref()) else { return };
    let tag = scene.language.tag();
    for field in configuration.fields_of(form.category()) {
        ui.push_id(field.id.as_str(), |ui| {
            let name = super::heading(ui, field.label(tag));
            if let Some(help) = field.helper.get(tag) {
                ui.add(egui::Label::new(egui::RichText::new(help).small().color(scene.palette.faint)).wrap());
            }
            let before = form.entry(&field.tag_key);
            if let Some(entry) = entry(ui, scene.language, field, name, before.as_ref()) {
                scene.act(Action::Answer { tag_key: field.tag_key.clone(), entry });
            }
            let not_a_number =
                |fault: &Fault| matches!(fault, Fault::NotANumber { tag_key } if *tag_key == field.tag_key);
            if faults.iter().any(not_a_number) {
                super::wrong(ui, scene, fl!(scene.language, "form-fault-number"));
            }
        });
    }
}

/// Draws the entry of a field; gives another one when it was changed.
fn entry(ui: &mut Ui, language: Language, field: &Field, name: Id, before: Option<&Entry>) -> Option<Entry> {
    match &field.kind {
        FieldKind::SelectOne { options } => one(ui, language, options, name, before),
        FieldKind::SelectMultiple { options } => several(ui, language, options, before),
        kind => {
            let mut text = super::typed(before);
            let hint = match kind {
                FieldKind::Date => "2026-11-22".to_owned(),
                FieldKind::DateTime => "2026-11-22T14:30".to_owned(),
                _ => field.placeholder.get(language.tag()).unwrap_or_default().to_owned(),
            };
            let edit = match kind {
                FieldKind::Text { multiline: true } => TextEdit::multiline(&mut text).desired_rows(3),
                _ => TextEdit::singleline(&mut text),
            };
            let response = ui.add(edit.hint_text(hint).desired_width(f32::INFINITY)).labelled_by(name);
            response.changed().then_some(Entry::Typed(text))
        }
    }
}

fn one(
    ui: &mut Ui,
    language: Language,
    options: &[SelectOption],
    name: Id,
    before: Option<&Entry>,
) -> Option<Entry> {
    let chosen = options.iter().position(|option| before.is_some_and(|entry| is(entry, &option.value)));
    let mut changed = None;
    let mut draw = |ui: &mut Ui| {
        for (at, option) in options.iter().enumerate() {
            let selected = chosen == Some(at);
            let button = Button::new(option.label(language.tag())).selected(selected);
            if ui.add(button).clicked() {
                // A second click takes it back.
                changed = Some(if selected { Entry::Nothing } else { Entry::One(Scalar::from(&option.value)) });
            }
        }
    };
    if options.len() <= BESIDE_EACH_OTHER {
        ui.horizontal_wrapped(draw);
        return changed;
    }
    let label = chosen.and_then(|at| options.get(at)).map(|option| option.label(language.tag()).into_owned());
    let combo = ComboBox::from_id_salt("options")
        .selected_text(label.unwrap_or_else(|| fl!(language, "form-no-answer")))
        .width(ui.available_width());
    combo.show_ui(ui, &mut draw).response.labelled_by(name);
    changed
}

fn several(ui: &mut Ui, language: Language, options: &[SelectOption], before: Option<&Entry>) -> Option<Entry> {
    let list: Vec<Scalar> = match before {
        Some(Entry::Many(list)) => list.clone(),
        Some(Entry::One(scalar)) => vec![scalar.clone()],
        Some(Entry::Typed(text)) => vec![Scalar::Text(text.clone())],
        Some(Entry::Nothing) | None => Vec::new(),
    };
    let mut changed = false;
    let mut kept: Vec<Scalar> = Vec::new();
    for option in options {
        let mut chosen = list.iter().any(|scalar| option.value.is(scalar));
        changed |= ui.checkbox(&mut chosen, option.label(language.tag())).changed();
        kept.extend(chosen.then(|| Scalar::from(&option.value)));
    }
    // What no option has came from elsewhere and stays.
    let known = |scalar: &&Scalar| options.iter().any(|option| option.value.is(scalar));
    kept.extend(list.iter().filter(|scalar| !known(scalar)).cloned());
    changed.then_some(if kept.is_empty() { Entry::Nothing } else { Entry::Many(kept) })
}

/// Whether an entry is an option.
fn is(entry: &Entry, option: &Value) -> bool {
    match entry {
        Entry::One(scalar) => option.is(scalar),
        // Numbers are read as they are typed.
        Entry::Typed(text) => option.to_string() == *text,
        Entry::Many(list) => matches!(list.as_slice(), [only] if option.is(only)),
        Entry::Nothing => false,
    }
}
