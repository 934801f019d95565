//! Fields in conflict: what happened in plain words, and the values side by side.

use egui::{Label, RichText, Ui};
use fieldmesh::FieldName;

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::super::theme::space;
use super::super::super::widgets;
use super::values;
use crate::model::detail::{Action, Detail, Dispute, Shown};

pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, detail: &Detail) {
    for dispute in detail.disputes() {
        super::warning(ui, scene, |ui, scene| one(ui, scene, dispute));
    }
}

fn one(ui: &mut Ui, scene: &mut Scene<'_>, dispute: &Dispute) {
    let language = scene.language;
    let text = RichText::new(what_happened(scene, dispute)).color(scene.palette.warning).strong();
    ui.add(Label::new(text).wrap());
    let deletion = dispute.field == FieldName::Deleted;
    for (at, choice) in dispute.values.iter().enumerate() {
        ui.push_id(at, |ui| {
            widgets::card(ui, |ui| {
                ui.take_available_width();
                ui.spacing_mut().item_spacing.y = space::TINY;
                let said = match &choice.shown {
                    Shown::Deleted(_) => fl!(language, "detail-conflict-deleted"),
                    Shown::NotDeleted => fl!(language, "detail-conflict-edited"),
                    shown => values::value(scene, shown),
                };
                ui.add(Label::new(said).selectable(true).wrap());
                let who = values::who(scene, choice.name.as_deref(), choice.author);
                widgets::faint(ui, format!("{who} · {}", values::when(choice.at)));
                let keep = match (deletion, &choice.shown) {
                    (true, Shown::Deleted(_)) => fl!(language, "detail-keep-deleted"),
                    (true, _) => fl!(language, "detail-restore"),
                    _ => fl!(language, "detail-keep"),
                };
                if widgets::button(ui, &keep).clicked() {
                    scene.act(Action::Resolve { field: dispute.field.clone(), change: Some(choice.change) });
                }
            });
        });
    }
    if deletion {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button(fl!(language, "detail-write-other")).clicked() {
            scene.act(Action::Edit);
        }
        // Where nothing is one of the values, it is kept like the others.
        let offered = dispute.values.iter().any(|choice| choice.value.is_none());
        if !offered && ui.button(fl!(language, "detail-keep-nothing")).clicked() {
            scene.act(Action::Resolve { field: dispute.field.clone(), change: None });
        }
    });
}

fn what_happened(scene: &Scene<'_>, dispute: &Dispute) -> String {
    let language = scene.language;
    let mut names: Vec<String> = Vec::new();
    for choice in &dispute.values {
        let who = values::who(scene, choice.name.as_deref(), choice.author);
        if !names.contains(&who) {
            names.push(who);
        }
    }
    if dispute.field == FieldName::Deleted {
        let of = |deleted: bool| {
            let choice = dispute.values.iter().find(|one| matches!(one.shown, Shown::Deleted(_)) == deleted);
            choice.map(|choice| values::who(scene, choice.name.as_deref(), choice.author)).unwrap_or_default()
        };
        return fl!(language, "detail-conflict-deletion", deleter = of(true), editor = of(false));
    }
    let who = match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => fl!(language, "detail-and", before = before.join(", "), last = last.as_str()),
    };
    match (&dispute.field, &dispute.label) {
        (FieldName::Notes, _) => fl!(language, "detail-conflict-notes", who = who),
        (FieldName::Position, _) => fl!(language, "detail-conflict-place", who = who),
        (FieldName::Category, _) => fl!(language, "detail-conflict-category", who = who),
        (FieldName::ObservedAt, _) => fl!(language, "detail-conflict-time", who = who),
        (field, label) => {
            let field = values::field(scene, field, label.as_deref());
            fl!(language, "detail-conflict-answer", who = who, field = field)
        }
    }
}
