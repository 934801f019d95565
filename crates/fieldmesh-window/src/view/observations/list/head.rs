//! Above the rows: how many there are, and for what came, was deleted or is in conflict, what one can do with it.

use egui::{Frame, Id, Margin, Modal, RichText, Ui};
use fieldmesh::Language;
use fieldmesh_sentences as say;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets;
use crate::model::observations::{Action, Filter, Kept, Observations, Totals};

/// What it remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// What it asks about before it is done.
    asking: Option<Asking>,
}

/// What is done only after a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asking {
    /// Restoring every deleted one that is listed.
    RestoreAll,
    /// Restoring what other devices deleted.
    RestoreDeletions,
}

/// Draws it.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let Some(list) = scene.app.observations() else { return };
    let frame = Frame::new().inner_margin(Margin::symmetric(12, 8));
    frame.show(ui, |ui| {
        ui.take_available_width();
        let text = if list.is_read() { counted(scene.language, list) } else { String::new() };
        ui.label(RichText::new(text).small().color(scene.palette.faint));
    });
    let totals = list.totals();
    match list.filter().kept {
        Kept::Live | Kept::Held if totals.held > 0 => held(ui, scene, list.filter().kept, totals.held, state),
        Kept::Live => {}
        kept => banner(ui, scene, kept, totals.shown, state),
    }
    ui.painter().hline(ui.max_rect().x_range(), ui.min_rect().bottom(), egui::Stroke::new(1.0, scene.palette.line));
    question(ui, scene, totals, state);
}

/// "204 of 1,204 observations": what fits, and out of how many, where it is a part of them.
fn counted(language: Language, list: &Observations) -> String {
    let totals = list.totals();
    let shown = say::number(language, totals.shown);
    let part = matches!(list.filter().kept, Kept::Live | Kept::New) && !list.filter().is_default();
    if part {
        let all = say::number(language, totals.all);
        return fl!(language, "observations-count-of", n = totals.all, shown = shown, all = all);
    }
    fl!(language, "observations-count", n = totals.shown, shown = shown)
}

/// Why these are shown, and what one can do with all of them.
fn banner(ui: &mut Ui, scene: &mut Scene<'_>, kept: Kept, shown: u64, state: &mut State) {
    let language = scene.language;
    let told = match kept {
        Kept::Live => return,
        Kept::Conflicts => fl!(language, "observations-about-conflicts"),
        Kept::Duplicates => fl!(language, "observations-about-duplicates"),
        Kept::Deleted => fl!(language, "observations-about-deleted"),
        Kept::New => fl!(language, "observations-about-new"),
        Kept::Came(_) => fl!(language, "observations-about-came"),
        Kept::Held => fl!(language, "observations-about-deleted"),
    };
    let grave = kept == Kept::Conflicts;
    let colours = scene.palette;
    let (paper, ink) = if grave { (colours.warning_paper, colours.ink) } else { (colours.selected, colours.ink) };
    Frame::new().fill(paper).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.label(RichText::new(told).color(ink));
        ui.horizontal_wrapped(|ui| {
            if kept == Kept::Deleted
                && shown > 0
                && widgets::button(ui, &fl!(language, "observations-restore-all")).clicked()
            {
                state.asking = Some(Asking::RestoreAll);
            }
            if kept == Kept::New
                && shown > 0
                && widgets::button(ui, &fl!(language, "observations-mark-seen")).clicked()
            {
                scene.act(Action::MarkAllSeen);
            }
            if widgets::button(ui, &fl!(language, "observations-show-all")).clicked() {
                scene.act(Action::Filter(Filter::default()));
            }
        });
    });
}

/// That other devices deleted many, and what a person can answer.
fn held(ui: &mut Ui, scene: &mut Scene<'_>, kept: Kept, held: u64, state: &mut State) {
    let (language, colours) = (scene.language, scene.palette);
    Frame::new().fill(colours.warning_paper).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.label(RichText::new(say::held_deletions(language, held)).color(colours.ink));
        ui.horizontal_wrapped(|ui| {
            if widgets::button(ui, &fl!(language, "observations-held-accept")).clicked() {
                scene.act(Action::AcceptDeletions);
            }
            if widgets::button(ui, &fl!(language, "observations-restore-all")).clicked() {
                state.asking = Some(Asking::RestoreDeletions);
            }
            if kept == Kept::Live {
                if widgets::button(ui, &fl!(language, "sync-see-them")).clicked() {
                    scene.act(Action::Filter(Filter { kept: Kept::Held, ..Filter::default() }));
                }
            } else if widgets::button(ui, &fl!(language, "observations-show-all")).clicked() {
                scene.act(Action::Filter(Filter::default()));
            }
        });
    });
}

fn question(ui: &Ui, scene: &mut Scene<'_>, totals: Totals, state: &mut State) {
    let Some(asking) = state.asking else { return };
    let (n, action) = match asking {
        Asking::RestoreAll => (totals.shown, Action::RestoreAll),
        Asking::RestoreDeletions => (totals.held, Action::RestoreDeletions),
    };
    let language = scene.language;
    let modal = Modal::new(Id::unique("restore-all")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        let count = say::number(language, n);
        widgets::title(ui, fl!(language, "observations-restore-question", n = n, count = count));
        ui.label(fl!(language, "observations-restore-means"));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "observations-restore-yes")).clicked() {
                scene.act(action);
                ui.close();
            }
            if widgets::button(ui, &fl!(language, "observations-cancel")).clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        state.asking = None;
    }
}
