//! Every version: who, when, and what it changed.

use egui::{Id, Label, Modal, RichText, Ui};
use fieldmesh::ChangeHash;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::{pictures, widgets};
use super::values;
use crate::model::detail::{Action, Detail, Difference, HistoryLine, Shown};

/// The button that opens and closes it.
pub(super) fn toggle(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let language = scene.language;
    if detail.history().is_none() {
        if widgets::button(ui, &fl!(language, "detail-history")).clicked() {
            scene.act(Action::ShowHistory);
        }
    } else if widgets::button(ui, &fl!(language, "detail-history-close")).clicked() {
        scene.act(Action::HideHistory);
    }
}

/// Says that what is shown is how it was.
pub(super) fn banner(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail, reverting: &mut Option<ChangeHash>) {
    let language = scene.language;
    let Some(past) = detail.past() else { return };
    let line = detail.history().and_then(|history| history.iter().find(|line| line.change == past.change));
    super::warning(ui, scene, |ui, scene| {
        let at = line.map(|line| values::when(line.at)).unwrap_or_default();
        let who = line.map(|line| values::who(scene, line.name.as_deref(), line.author)).unwrap_or_default();
        let text = fl!(language, "detail-as-it-was", at = at, who = who);
        ui.add(Label::new(RichText::new(text).color(scene.palette.warning).strong()).wrap());
        ui.horizontal_wrapped(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "detail-back-to-now")).clicked() {
                scene.act(Action::ShowVersion(None));
            }
            if widgets::button(ui, &fl!(language, "detail-restore-version")).clicked() {
                *reverting = Some(past.change);
            }
        });
    });
}

/// The history, if it is open.
pub(super) fn show(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    detail: &Detail,
    opened: bool,
    reverting: &mut Option<ChangeHash>,
) {
    let Some(history) = detail.history() else { return };
    let language = scene.language;
    ui.add_space(space::MEDIUM);
    let title = widgets::title(ui, fl!(language, "detail-history"));
    if opened {
        title.scroll_to_me(Some(egui::Align::TOP));
    }
    let looked_at = detail.past().map(|past| past.change);
    for (at, line) in history.iter().enumerate().rev() {
        ui.push_id(line.change.0, |ui| {
            widgets::card(ui, |ui| {
                ui.take_available_width();
                ui.spacing_mut().item_spacing.y = space::TINY;
                version(ui, scene, line);
                let newest = at + 1 == history.len();
                if newest {
                    widgets::faint(ui, fl!(language, "detail-version-newest"));
                    return;
                }
                ui.horizontal_wrapped(|ui| {
                    let shown = looked_at == Some(line.change);
                    let why = fl!(language, "detail-version-shown");
                    if widgets::button_if(ui, !shown, &fl!(language, "detail-show-version"), &why).clicked() {
                        scene.act(Action::ShowVersion(Some(line.change)));
                    }
                    if widgets::button(ui, &fl!(language, "detail-restore-version")).clicked() {
                        *reverting = Some(line.change);
                    }
                });
            });
        });
    }
}

/// Asks whether a version shall be restored.
pub(super) fn question(ui: &Ui, scene: &mut Scene<'_>, detail: &Detail, reverting: &mut Option<ChangeHash>) {
    let Some(change) = *reverting else { return };
    let line = detail.history().and_then(|history| history.iter().find(|line| line.change == change));
    let Some(line) = line else {
        *reverting = None;
        return;
    };
    let language = scene.language;
    let modal = Modal::new(Id::unique("revert")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        let who = values::who(scene, line.name.as_deref(), line.author);
        let at = values::when(line.at);
        widgets::title(ui, fl!(language, "detail-restore-version-question", at = at, who = who));
        ui.label(fl!(language, "detail-restore-version-means"));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "detail-restore-version-yes")).clicked() {
                scene.act(Action::Revert(change));
                ui.close();
            }
            if widgets::button(ui, &fl!(language, "detail-restore-version-no")).clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        *reverting = None;
    }
}

fn version(ui: &mut Ui, scene: &Scene<'_>, line: &HistoryLine) {
    let language = scene.language;
    let who = values::who(scene, line.name.as_deref(), line.author);
    ui.add(Label::new(RichText::new(who).strong()).truncate());
    widgets::faint(ui, values::when(line.at));
    if let Some(doubt) = line.clock {
        let text = fieldmesh_sentences::clock_doubt(language, doubt);
        ui.add(Label::new(RichText::new(text).small().color(scene.palette.warning)).wrap());
    }
    if line.first {
        ui.label(fl!(language, "detail-version-recorded"));
    } else if line.differences.is_empty() {
        ui.label(fl!(language, "detail-version-same"));
    }
    for difference in &line.differences {
        let text = match difference {
            Difference::Field { to: Shown::Deleted(_), .. } => fl!(language, "detail-version-deleted"),
            Difference::Field { to: Shown::NotDeleted, .. } => fl!(language, "detail-version-restored"),
            Difference::Field { field, label, from, to, settled } => {
                let field = values::field(scene, field, label.as_deref());
                ui.add(Label::new(RichText::new(field).small().color(scene.palette.faint)).wrap());
                if *settled {
                    widgets::faint(ui, fl!(language, "detail-version-settled"));
                }
                if *from != Shown::Nothing && from != to {
                    let from = RichText::new(values::value(scene, from)).color(scene.palette.faint).strikethrough();
                    ui.add(Label::new(from).selectable(true).wrap());
                }
                values::value(scene, to)
            }
            Difference::Added(_, record) => {
                fl!(language, "detail-version-added", name = pictures::name(scene, record))
            }
            Difference::Removed(_, record) => {
                fl!(language, "detail-version-removed", name = pictures::name(scene, record))
            }
        };
        ui.add(Label::new(text).selectable(true).wrap());
    }
}
