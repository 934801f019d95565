//! Photos and other files: chosen, typed or dropped; and what they tell of where and when.

use egui::Ui;
use fieldmesh::{AttachmentId, Moment, PhotoFacts};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::pictures;
use super::super::super::theme::size;
use super::super::super::widgets::{self, Choose, PathField};
use crate::model::edit::{Action, Form};

/// What is remembered.
#[derive(Debug, Default)]
pub(super) struct State {
    path: PathField,
}

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State, form: &Form) {
    let language = scene.language;
    super::heading(ui, &fl!(language, "form-photos"));
    if form.attachments().next().is_some() {
        ui.horizontal_wrapped(|ui| {
            for (id, record) in form.attachments() {
                ui.vertical(|ui| {
                    ui.set_width(size::THUMBNAIL);
                    pictures::thumbnail(ui, scene, id, record);
                    let remove =
                        ui.add_sized([size::THUMBNAIL, 28.0], egui::Button::new(fl!(language, "form-remove")));
                    if remove.clicked() {
                        scene.act(Action::RemoveAttachment(*id));
                    }
                });
            }
        });
    }
    for (id, facts) in form.facts() {
        ui.push_id(id, |ui| offer(ui, scene, form, id, facts));
    }
    let mut files = state.path.show(ui, language, &fl!(language, "form-photo-path"), Choose::OpenMany);
    if !files.is_empty() {
        state.path.clear();
    }
    let dropped = |input: &egui::InputState| {
        let paths = input.raw.dropped_files.iter().map(|file| file.path().to_path_buf());
        // A file that has only bytes has no path.
        paths.filter(|path| !path.as_os_str().is_empty()).collect::<Vec<_>>()
    };
    files.extend(ui.input(dropped));
    if !files.is_empty() {
        scene.act(Action::AddFiles(files));
    }
    widgets::faint(ui, fl!(language, "form-photo-drop"));
}

/// What a photo tells; it is taken only when somebody asks for it.
fn offer(ui: &mut Ui, scene: &mut Scene<'_>, form: &Form, id: &AttachmentId, facts: &PhotoFacts) {
    let language = scene.language;
    let place = facts.place.map(|at| format!("{:.5}, {:.5}", at.latitude, at.longitude));
    // By the camera's clock, as it showed the time.
    let clock = |at| super::super::say::moment(Moment { at, zone: Some(0) });
    let time = facts.taken.map(|taken| clock(taken.clock));
    let text = match (place, time) {
        (Some(place), Some(time)) => fl!(language, "form-photo-place-time", place = place, time = time),
        (Some(place), None) => fl!(language, "form-photo-place", place = place),
        (None, Some(time)) => fl!(language, "form-photo-time", time = time),
        (None, None) => return,
    };
    let (use_place, use_time) = (
        form.shape().is_none() && facts.place.is_some_and(|at| !form.has_place(at)),
        facts.taken.is_some_and(|_| !form.has_time_of(id)),
    );
    if !use_place && !use_time {
        return;
    }
    widgets::card(ui, |ui| {
        ui.take_available_width();
        ui.add(egui::Label::new(text).wrap());
        ui.horizontal_wrapped(|ui| {
            if use_place && widgets::button(ui, &fl!(language, "form-use-place")).clicked() {
                scene.act(Action::UsePlace(*id));
            }
            if use_time && widgets::button(ui, &fl!(language, "form-use-time")).clicked() {
                scene.act(Action::UseTime(*id));
            }
        });
    });
}
