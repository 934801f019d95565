//! The selected observation: what it is, what can be done with it, and below what it says.

mod conflicts;
mod facts;
mod history;
mod photos;
mod values;

use egui::{Frame, Id, Margin, Modal, RichText, ScrollArea, Ui};
use fieldmesh::ObservationId;

use super::super::Scene;
use super::super::language::fl;
use super::super::theme::{self, size, space};
use super::super::widgets;
use super::say;
use crate::model::detail::{Action, Detail};
use crate::model::observations;

pub(super) use facts::problem_text;
pub(super) use values::{field, stored};

/// What is remembered of the observation that is shown.
#[derive(Debug, Default)]
pub(crate) struct State {
    of: Option<ObservationId>,
    deleting: bool,
    /// Where an attachment shall be written, while a person says so.
    saving: Option<widgets::PathField>,
    /// The version that may be restored, while a person is asked.
    reverting: Option<fieldmesh::ChangeHash>,
    /// Whether the history was open in the frame before: when it opens, one looks at it.
    history: bool,
}

/// Draws it.
pub(crate) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let app = scene.app;
    let Some(detail) = app.detail() else { return };
    let id = detail.observation().id;
    if state.of != Some(id) {
        *state = State { of: Some(id), ..State::default() };
    }
    let opened = detail.history().is_some() && !state.history;
    state.history = detail.history().is_some();
    let shown = detail.past().map_or(detail, |past| &past.detail);
    head(ui, scene, shown);
    if detail.past().is_some() {
        history::banner(ui, scene, detail, &mut state.reverting);
    } else if detail.observation().is_deleted() {
        deleted(ui, scene, detail);
    } else {
        actions(ui, scene, detail, state);
    }
    ui.add_space(space::TINY);
    ui.separator();
    // Each observation begins at its top.
    ScrollArea::vertical().id_salt(("detail", id)).auto_shrink([false, false]).show(ui, |ui| {
        if app.saved() == Some(id) {
            ui.label(RichText::new(fl!(scene.language, "detail-saved")).color(scene.palette.good).strong());
        }
        if detail.past().is_none() {
            conflicts::show(ui, scene, detail);
        }
        photos::show(ui, scene, shown);
        facts::show(ui, scene, shown);
        history::show(ui, scene, detail, opened, &mut state.reverting);
        ui.add_space(space::MEDIUM);
    });
    photos::large(ui, scene, detail, &mut state.saving);
    photos::question(ui, scene);
    question(ui, scene, state);
    history::question(ui, scene, detail, &mut state.reverting);
}

fn head(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let language = scene.language;
    let observation = detail.observation();
    ui.horizontal(|ui| {
        scene.icons.show(ui, observation.category.as_deref(), size::HEAD_ICON);
        ui.allocate_ui_with_layout(
            egui::vec2(ui.available_width() - size::CONTROL - space::SMALL, size::HEAD_ICON),
            egui::Layout::top_down(egui::Align::LEFT),
            |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let none = || fl!(language, "observations-no-category");
                let name = detail.category().or(observation.category.as_deref()).map_or_else(none, str::to_owned);
                let name = RichText::new(name).text_style(theme::title());
                ui.add(egui::Label::new(name).truncate());
                widgets::faint(ui, say::moment(detail.moment()));
            },
        );
        ui.with_layout(egui::Layout::right_to_left(egui::Align::TOP), |ui| {
            let close = ui.add(egui::Button::new("×").frame(false).min_size(egui::Vec2::splat(size::CONTROL)));
            close
                .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, fl!(language, "detail-close")));
            if close.on_hover_text(fl!(language, "detail-close")).clicked() {
                scene.act(observations::Action::Select(None));
            }
        });
    });
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail, state: &mut State) {
    let language = scene.language;
    ui.horizontal_wrapped(|ui| {
        if widgets::main_button(ui, true, &fl!(language, "detail-edit")).clicked() {
            scene.act(Action::Edit);
        }
        history::toggle(ui, scene, detail);
        if widgets::danger_button(ui, &fl!(language, "detail-delete")).clicked() {
            state.deleting = true;
        }
    });
}

fn deleted(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let language = scene.language;
    let at = detail.observation().deleted_at.map(|at| say::moment(fieldmesh::Moment::utc(at))).unwrap_or_default();
    warning(ui, scene, |ui, scene| {
        ui.label(RichText::new(fl!(language, "detail-deleted", at = at)).color(scene.palette.warning).strong());
        ui.label(fl!(language, "detail-deleted-means"));
        ui.horizontal_wrapped(|ui| {
            if widgets::main_button(ui, true, &fl!(language, "detail-restore")).clicked() {
                scene.act(Action::Restore);
            }
            history::toggle(ui, scene, detail);
        });
    });
}

/// Something to be looked at, across the panel.
pub(super) fn warning(ui: &mut Ui, scene: &mut Scene<'_>, content: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let frame = Frame::new()
        .fill(scene.palette.warning_paper)
        .corner_radius(6)
        .inner_margin(Margin::symmetric(12, 8))
        .outer_margin(Margin::symmetric(0, 4));
    frame.show(ui, |ui| {
        ui.take_available_width();
        content(ui, scene);
    });
}

fn question(ui: &Ui, scene: &mut Scene<'_>, state: &mut State) {
    if !state.deleting {
        return;
    }
    let language = scene.language;
    let modal = Modal::new(Id::unique("delete")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        widgets::title(ui, fl!(language, "detail-delete-question"));
        ui.label(fl!(language, "detail-delete-means"));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            let delete = widgets::danger_button(ui, &fl!(language, "detail-delete-yes"));
            if delete.clicked() {
                scene.act(Action::Delete);
                ui.close();
            }
            if widgets::button(ui, &fl!(language, "detail-delete-no")).clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        state.deleting = false;
    }
}
