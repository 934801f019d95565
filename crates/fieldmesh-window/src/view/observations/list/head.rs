//! Above the rows: how many there are, and for what came, was deleted or is in conflict, what one can do with it.

use egui::{Frame, Id, Margin, Modal, RichText, Ui};
use fieldmesh::Language;
use fieldmesh_sentences as say;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets;
use crate::model::observations::{Action, Filter, Kept, Observations};

/// What it remembers.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Whether it asks before it restores all.
    asking: bool,
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
    if list.filter().kept != Kept::Live {
        banner(ui, scene, list.filter().kept, list.totals().shown, state);
    }
    ui.painter().hline(ui.max_rect().x_range(), ui.min_rect().bottom(), egui::Stroke::new(1.0, scene.palette.line));
    question(ui, scene, list.totals().shown, state);
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
        Kept::CameDeleted(_) => fl!(language, "observations-about-came-deleted"),
    };
    let grave = matches!(kept, Kept::Conflicts | Kept::CameDeleted(_));
    let colours = scene.palette;
    let (paper, ink) = if grave { (colours.warning_paper, colours.ink) } else { (colours.selected, colours.ink) };
    Frame::new().fill(paper).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.take_available_width();
        ui.label(RichText::new(told).color(ink));
        ui.horizontal_wrapped(|ui| {
            if matches!(kept, Kept::Deleted | Kept::CameDeleted(_)) && shown > 0 {
                state.asking |= widgets::button(ui, &fl!(language, "observations-restore-all")).clicked();
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

fn question(ui: &Ui, scene: &mut Scene<'_>, shown: u64, state: &mut State) {
    if !state.asking {
        return;
    }
    let language = scene.language;
    let modal = Modal::new(Id::unique("restore-all")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        let count = say::number(language, shown);
        widgets::title(ui, fl!(language, "observations-restore-question", n = shown, count = count));
        ui.label(fl!(language, "observations-restore-means"));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "observations-restore-yes")).clicked() {
                scene.act(Action::RestoreAll);
                ui.close();
            }
            if widgets::button(ui, &fl!(language, "observations-cancel")).clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        state.asking = false;
    }
}
