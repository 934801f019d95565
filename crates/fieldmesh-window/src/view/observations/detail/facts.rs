//! What an observation says: place, answers, notes, and who says so.

use egui::{Label, RichText, Ui};
use fieldmesh::config::Problem;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::space;
use super::super::super::widgets;
use super::values;
use crate::model::detail::Detail;

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let language = scene.language;
    let observation = detail.observation();
    place(ui, scene, detail);
    for answer in detail.answers() {
        let said = match &answer.value {
            None => continue,
            Some(_) if !answer.chosen.is_empty() => answer.chosen.join(", "),
            Some(value) => values::stored(value),
        };
        if !said.trim().is_empty() {
            fact(ui, &answer.label, &said);
        }
    }
    if let Some(notes) = observation.notes.as_deref().filter(|notes| !notes.trim().is_empty()) {
        fact(ui, &fl!(language, "detail-notes"), notes);
    }
    if !detail.unasked().is_empty() {
        let tags = detail.unasked().iter().map(|(key, value)| format!("{key} = {}", values::stored(value)));
        fact(ui, &fl!(language, "detail-unasked"), &tags.collect::<Vec<_>>().join("\n"));
    }
    let unanswered = detail.answers().iter().filter(|answer| answer.value.is_none()).count();
    if unanswered > 0 {
        widgets::faint(ui, fl!(language, "detail-unanswered", n = unanswered));
    }
    problems(ui, scene, detail);
    ui.add_space(space::SMALL);
    ui.separator();
    let author = values::who(scene, detail.author(), observation.author);
    fact(
        ui,
        &fl!(language, "detail-recorded"),
        &format!("{author} · {}", super::super::say::moment(observation.created_at)),
    );
    let editor = values::who(scene, detail.editor(), observation.editor);
    let changed = values::when(observation.updated_at);
    if observation.updated_at.0 / 60_000 != observation.created_at.at.0 / 60_000 || editor != author {
        fact(ui, &fl!(language, "detail-changed"), &format!("{editor} · {changed}"));
    }
    ui.add(Label::new(RichText::new(fl!(language, "detail-according")).small().color(scene.palette.faint)).wrap());
    if let Some(name) = detail.captured_under() {
        widgets::faint(ui, fl!(language, "detail-captured-under", name = name));
    }
}

fn place(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let language = scene.language;
    let name = fl!(language, "detail-place");
    let Some(position) = &detail.observation().position else {
        fact(ui, &name, &fl!(language, "detail-no-place"));
        return;
    };
    let mut said = values::position(language, position);
    if let Some(metres) = position.accuracy() {
        said = format!("{said}  ±{metres:.0} m");
    }
    fact(ui, &name, &said);
    let located = fieldmesh_sentences::located(language, detail.observation());
    if !located.is_empty() {
        widgets::faint(ui, located);
    }
    if widgets::button(ui, &fl!(language, "detail-show-on-map")).clicked() {
        scene.act(crate::model::observations::Action::ShowOnMap);
    }
}

fn problems(ui: &mut Ui, scene: &Scene<'_>, detail: &Detail) {
    for problem in detail.problems() {
        let label = |field: &fieldmesh::config::FieldId| {
            let answer = detail.answers().iter().find(|answer| answer.field == *field);
            answer.map_or_else(|| field.as_str().to_owned(), |answer| answer.label.clone())
        };
        let text = problem_text(scene, problem, label);
        ui.add(Label::new(RichText::new(text).color(scene.palette.warning)).wrap());
    }
}

/// What does not fit the configuration.
pub(in crate::view::observations) fn problem_text(
    scene: &Scene<'_>,
    problem: &Problem,
    label: impl Fn(&fieldmesh::config::FieldId) -> String,
) -> String {
    let language = scene.language;
    match problem {
        Problem::UnknownCategory { category } => {
            fl!(language, "detail-problem-category", category = category.as_str())
        }
        Problem::Kind { field, expected } => {
            let field = label(field);
            match *expected {
                "number" => fl!(language, "detail-problem-number", field = field),
                "date" => fl!(language, "detail-problem-date", field = field),
                "date_time" => fl!(language, "detail-problem-date-time", field = field),
                _ => fl!(language, "detail-problem-kind", field = field),
            }
        }
        Problem::UnknownOption { field, value } => {
            fl!(language, "detail-problem-option", field = label(field), value = value.as_str())
        }
        Problem::OutOfRange { field, value } => {
            fl!(language, "detail-problem-range", field = label(field), value = value.to_string())
        }
        _ => fl!(language, "detail-problem-other"),
    }
}

/// A small name, and below it what it is; that can be marked and copied.
pub(super) fn fact(ui: &mut Ui, name: &str, said: &str) {
    ui.add_space(space::TINY);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let colours = crate::view::theme::palette(ui.visuals());
        ui.add(Label::new(RichText::new(name).small().color(colours.faint)).wrap());
        ui.add(Label::new(said).selectable(true).wrap());
    });
}
