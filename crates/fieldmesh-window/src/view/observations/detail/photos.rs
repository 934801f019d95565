//! Photos and other files: thumbnails, and one of them large over everything.

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::space;
use super::super::super::{pictures, widgets};
use crate::model::detail::{Action, Detail};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    if detail.observation().attachments.is_empty() {
        return;
    }
    ui.add_space(space::TINY);
    ui.horizontal_wrapped(|ui| {
        for (id, record) in detail.attachments() {
            if pictures::thumbnail(ui, scene, id, record).clicked() {
                scene.act(Action::ShowPicture(Some(*id)));
            }
        }
    });
}

/// The picture that is looked at.
pub(super) fn large(ui: &Ui, scene: &mut Scene<'_>, detail: &Detail) {
    let shown = detail.past().map_or(detail, |past| &past.detail);
    let photos: Vec<_> = shown.attachments().collect();
    let Some(at) = detail.picture().and_then(|id| photos.iter().position(|(photo, _)| **photo == id)) else {
        return;
    };
    let Some((id, record)) = photos.get(at).copied() else { return };
    let language = scene.language;
    let beside = |step: isize| at.checked_add_signed(step).and_then(|at| photos.get(at)).map(|(id, _)| **id);
    let (before, after) = (beside(-1), beside(1));
    let modal = Modal::new(Id::unique("picture")).show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size() - egui::vec2(96.0, 160.0);
        ui.set_width(room.x);
        pictures::large(ui, scene, id, record, room);
        ui.add(egui::Label::new(pictures::name(scene, record)).truncate());
        ui.horizontal(|ui| {
            let only = fl!(language, "detail-photo-only");
            let back = widgets::button_if(ui, before.is_some(), &fl!(language, "detail-photo-before"), &only);
            let on = widgets::button_if(ui, after.is_some(), &fl!(language, "detail-photo-after"), &only);
            let key = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            if back.clicked() || key(ui, Key::ArrowLeft) {
                before.iter().for_each(|id| scene.act(Action::ShowPicture(Some(*id))));
            }
            if on.clicked() || key(ui, Key::ArrowRight) {
                after.iter().for_each(|id| scene.act(Action::ShowPicture(Some(*id))));
            }
            if widgets::button(ui, &fl!(language, "close")).clicked() {
                ui.close();
            }
            widgets::faint(ui, format!("{} / {}", at + 1, photos.len()));
        });
    });
    if modal.should_close() {
        scene.act(Action::ShowPicture(None));
    }
}
