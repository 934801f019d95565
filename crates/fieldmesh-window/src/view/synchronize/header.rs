//! This laptop as others see it: what must stand on their screens, and the address to type there.

use egui::{RichText, TextStyle, Ui};

use crate::model::synchronize::{Action, Network, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme;
use crate::view::widgets;

/// Draws the line at the top.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize) {
    let Some(project) = scene.app.project() else { return };
    let device = &project.device;
    let own = fl!(scene.language, "sync-this-laptop", name = device.name.as_str());
    let reached = reached(scene, screen);
    let all = format!("{own}  {}  {}", device.id.short(), device.words.join(" "));
    let all = ui.painter().layout_no_wrap(all, theme::title().resolve(ui.style()), scene.palette.faint);
    let at = ui.painter().layout_no_wrap(reached.clone(), TextStyle::Body.resolve(ui.style()), scene.palette.faint);
    // On a small window, or with a long name, what is compared gets a line of its own.
    let room = all.size().x + at.size().x.max(ADDRESS);
    widgets::card(ui, |ui| {
        let stacked = room > ui.available_width();
        let identity = |ui: &mut Ui| widgets::identity(ui, &device.id.short(), device.words);
        let left = |ui: &mut Ui| {
            ui.add(egui::Label::new(RichText::new(own).text_style(theme::title())).truncate());
            if !stacked {
                identity(ui);
            }
        };
        let mut pressed = false;
        widgets::ends(ui, left, |ui| pressed = network(ui, scene, screen, &reached));
        if stacked {
            ui.horizontal(identity);
        }
        if pressed {
            scene.act(Action::Retry);
        }
    });
}

/// Where this device listens, or why it does not. Says whether it is to be tried again.
fn network(ui: &mut Ui, scene: &Scene<'_>, screen: &Synchronize, reached: &str) -> bool {
    let (language, colours) = (scene.language, scene.palette);
    match screen.network() {
        Network::Closed | Network::Opening(_) => {
            widgets::faint(ui, fl!(language, "sync-opening"));
        }
        Network::Failed(kind) => {
            let again = widgets::button(ui, &fl!(language, "sync-try-again")).clicked();
            ui.label(RichText::new(fieldmesh_sentences::error(language, *kind)).color(colours.danger));
            return again;
        }
        Network::Open { .. } if screen.addresses().is_empty() => {
            ui.label(RichText::new(fl!(language, "sync-no-network")).color(colours.warning));
        }
        Network::Open { .. } => {
            ui.label(reached).on_hover_text(fl!(language, "sync-listens"));
        }
    }
    false
}

/// In which networks this laptop is, and what to type to reach it there.
fn reached(scene: &Scene<'_>, screen: &Synchronize) -> String {
    let addresses = screen.addresses().iter().take(MOST);
    addresses.map(|local| fieldmesh_sentences::reached(scene.language, local)).collect::<Vec<_>>().join("   ")
}

/// A laptop with cable and Wi-Fi has two.
const MOST: usize = 2;

/// What stands in its place while there is none, in points.
const ADDRESS: f32 = 170.0;
