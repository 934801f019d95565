//! Who else is near: devices of other projects, and addresses that lead to nobody.

use egui::{Button, RichText, Role, Ui, WidgetInfo};
use fieldmesh::DialTarget;

use super::dialogs::Dialog;
use crate::model::synchronize::{Action, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::space;
use crate::view::widgets;

/// Draws a line for each.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, dialog: &mut Option<Dialog>) {
    let language = scene.language;
    let near = screen.surroundings();
    if near.others > 0 {
        let text = fieldmesh_sentences::others_nearby(language, near.others);
        let name = fl!(language, "sync-what-to-do-others");
        if line(ui, scene, &text, Some((&fl!(language, "sync-what-to-do"), &name))) {
            *dialog = Some(Dialog::Others);
        }
    }
    for unreached in &near.unreached {
        let typed = match unreached.target {
            DialTarget::Typed(address) => Some(address),
            DialTarget::Seen(_) => None,
        };
        let Some(address) = typed.or_else(|| unreached.addresses.first().copied()) else { continue };
        let text = fieldmesh_sentences::unreached(language, &address, unreached.failure);
        let name = fl!(language, "sync-forget-address", address = address.to_string());
        let forget = fl!(language, "sync-forget");
        let button = typed.map(|_| (forget.as_str(), name.as_str()));
        if line(ui, scene, &text, button) {
            scene.act(Action::Forget(address));
        }
    }
}

/// A sentence, and a button at its right. Says whether it was pressed.
fn line(ui: &mut Ui, scene: &Scene<'_>, text: &str, button: Option<(&str, &str)>) -> bool {
    ui.add_space(space::TINY);
    let left = |ui: &mut Ui| drop(ui.add(egui::Label::new(RichText::new(text).color(scene.palette.ink)).wrap()));
    widgets::ends(ui, left, |ui| {
        let Some((text, name)) = button else { return false };
        let response = ui.add(Button::new(text));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        response.clicked()
    })
}
