//! Where and when: degrees typed, or a click on the map, or what a photo told.

use egui::{TextEdit, Ui};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::space;
use super::super::super::widgets;
use super::super::say;
use crate::model::edit::{Action, Fault, Form, Placing};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, form: &Form, faults: &[Fault], wanted: bool) {
    let language = scene.language;
    super::heading(ui, &fl!(language, "detail-place"));
    if let Some(shape) = form.shape() {
        ui.label(fieldmesh_sentences::place(language, Some(shape)));
        if widgets::button(ui, &fl!(language, "form-place-replace")).clicked() {
            scene.act(Action::ReplaceShape);
        }
    } else {
        point(ui, scene, form, faults, wanted);
    }
    if let Some(at) = form.observed_at() {
        super::heading(ui, &fl!(language, "detail-observed-at"));
        ui.horizontal_wrapped(|ui| {
            ui.label(say::moment(at));
            if widgets::button(ui, &fl!(language, "form-time-remove")).clicked() {
                scene.act(Action::ObservedAt(None));
            }
        });
    }
}

fn point(ui: &mut Ui, scene: &mut Scene<'_>, form: &Form, faults: &[Fault], wanted: bool) {
    let language = scene.language;
    let (mut latitude, mut longitude) = form.place();
    let both = !latitude.trim().is_empty() && !longitude.trim().is_empty();
    let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
    let mut changed = false;
    ui.horizontal(|ui| {
        for (name, text) in
            [(fl!(language, "form-latitude"), &mut latitude), (fl!(language, "form-longitude"), &mut longitude)]
        {
            ui.vertical(|ui| {
                ui.set_width(half - 1.0);
                ui.spacing_mut().item_spacing.y = space::TINY;
                let label = widgets::faint(ui, name);
                let field = TextEdit::singleline(text).desired_width(f32::INFINITY);
                changed |= ui.add(field).labelled_by(label.id).changed();
            });
        }
    });
    for fault in faults {
        let text = match fault {
            Fault::LatitudeNotANumber => fl!(language, "form-fault-latitude"),
            Fault::LongitudeNotANumber => fl!(language, "form-fault-longitude"),
            Fault::Place(_) => fl!(language, "form-fault-earth"),
            _ => continue,
        };
        // Who has typed one of the two is about to type the other.
        if both || wanted {
            super::wrong(ui, scene, text);
        }
    }
    if changed {
        scene.act(Action::Place { latitude, longitude });
    }
    if form.placing() == Placing::OnMap {
        ui.label(fl!(language, "form-place-click"));
        if widgets::button(ui, &fl!(language, "form-place-type")).clicked() {
            scene.act(Action::Placing(Placing::Typed));
        }
    } else if widgets::button(ui, &fl!(language, "form-place-on-map")).clicked() {
        scene.act(Action::Placing(Placing::OnMap));
    }
}
