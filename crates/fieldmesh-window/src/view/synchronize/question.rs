//! The question before the first session with a device.

use egui::{Frame, Margin, RichText, Ui};
use fieldmesh_sentences::words;

use crate::model::synchronize::{Action, Question};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// Asks the first question that waits for an answer, over whatever screen is shown.
pub(crate) fn show(ui: &Ui, scene: &mut Scene<'_>) {
    let questions = scene.app.questions();
    let Some(question) = questions.first() else { return };
    let dialog = widgets::dialog(ui, "sync-question", |ui| ask(ui, scene, question));
    let answer = dialog.inner.or_else(|| dialog.closed.then_some(false));
    if let Some(yes) = answer {
        scene.act(Action::Answer { device: question.device, yes });
    }
}

fn ask(ui: &mut Ui, scene: &Scene<'_>, question: &Question) -> Option<bool> {
    let (language, colours) = (scene.language, scene.palette);
    let name = question.name.as_str();
    if let Some(known) = question.known_by_that_name {
        let known = format!("{} · {}", known.short(), words(fieldmesh::words(known.as_bytes(), language)));
        Frame::new().fill(colours.danger_paper).corner_radius(6).inner_margin(Margin::same(12)).show(ui, |ui| {
            let text = fl!(language, "sync-question-stranger", name = name);
            ui.label(RichText::new(text).text_style(theme::title()).color(colours.danger));
            let text = fl!(language, "sync-question-stranger-known", name = name, known = known);
            ui.label(RichText::new(text).color(colours.danger));
        });
    }
    if question.invited {
        ui.label(fl!(language, "sync-question-invited", name = name));
    }
    widgets::title(ui, fl!(language, "sync-question-title"));
    ui.label(fl!(language, "sync-question-counts", name = name, ours = question.ours, theirs = question.theirs));
    ui.add_space(space::TINY);
    ui.label(fl!(language, "sync-question-device"));
    Frame::new().fill(colours.selected).corner_radius(6).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let text = format!("{} · {}", question.device.short(), words(question.words));
        ui.label(RichText::new(text).text_style(egui::TextStyle::Heading));
    });
    ui.label(fl!(language, "sync-question-screen"));
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        let yes = widgets::main_button(ui, true, &fl!(language, "sync-button")).clicked();
        let no = widgets::button(ui, &fl!(language, "sync-not-this-one")).clicked();
        (yes || no).then_some(yes)
    })
    .inner
}
