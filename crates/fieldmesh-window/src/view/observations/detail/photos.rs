//! Photos and other files: thumbnails, and one of them large over everything.

use egui::{Id, Key, Modal, Modifiers, Ui};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::{size, space};
use super::super::super::widgets::{Choose, PathField};
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
pub(super) fn large(ui: &Ui, scene: &mut Scene<'_>, detail: &Detail, saving: &mut Option<PathField>) {
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
            if widgets::button(ui, &fl!(language, "detail-photo-save")).clicked() {
                let mut field = PathField::default();
                field.suggest(fieldmesh::attachment_file_name(id, record));
                *saving = Some(field);
            }
            if widgets::button(ui, &fl!(language, "close")).clicked() {
                ui.close();
            }
            widgets::faint(ui, format!("{} / {}", at + 1, photos.len()));
        });
        if let Some(field) = saving {
            let mut chosen = field.show(ui, language, &fl!(language, "detail-photo-save-path"), Choose::Save);
            if widgets::button(ui, &fl!(language, "detail-photo-save-now")).clicked() {
                chosen.extend(field.path());
            }
            if let Some(path) = chosen.into_iter().next() {
                scene.act(Action::SaveAttachment { id: *id, path, replace: false });
                *saving = None;
            }
        }
    });
    if modal.should_close() {
        *saving = None;
        scene.act(Action::ShowPicture(None));
    }
}

/// Asks whether a file that is there shall be replaced.
pub(super) fn question(ui: &Ui, scene: &mut Scene<'_>) {
    let app = scene.app;
    let Some((id, path)) = app.file_in_the_way() else { return };
    let language = scene.language;
    let modal = Modal::new(Id::unique("replace")).show(ui.ctx(), |ui| {
        ui.set_width(size::DIALOG);
        let file = path.display().to_string();
        widgets::title(ui, fl!(language, "detail-photo-replace", file = file));
        ui.add_space(space::MEDIUM);
        ui.horizontal(|ui| {
            if widgets::danger_button(ui, &fl!(language, "detail-photo-replace-yes")).clicked() {
                scene.act(Action::SaveAttachment { id, path: path.to_owned(), replace: true });
            }
            if widgets::button(ui, &fl!(language, "detail-photo-replace-no")).clicked() {
                ui.close();
            }
        });
    });
    if modal.should_close() {
        scene.act(Action::LeaveFile);
    }
}
