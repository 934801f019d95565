//! The devices of the project: who has what, as far as this one knows.

use egui::{RichText, Ui};
use fieldmesh::{Known, Peer};
use fieldmesh_sentences as sentences;

use super::{card, part};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// Draws the part. Says whether somebody wants to invite.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>) -> bool {
    let language = scene.language;
    part(ui, &fl!(language, "project-devices-title"), &fl!(language, "project-devices-hint"));
    let standing = scene.app.synchronize().map(crate::model::synchronize::Synchronize::standing);
    if let Some(standing) = standing {
        card(ui, |ui| {
            let name = scene.app.project().map(|project| project.device.name.clone()).unwrap_or_default();
            ui.label(RichText::new(fl!(language, "project-this-laptop", name = name)).family(theme::bold()));
            ui.label(fl!(language, "project-holds", n = standing.observations));
            let only_here = fl!(language, "project-only-here", n = standing.only_here);
            let unread = scene.app.about().map_or(0, |about| about.totals().unread_shards);
            if unread > 0 {
                ui.label(sentences::unread_parts(language, unread));
            }
            if standing.only_here > 0 {
                ui.colored_label(scene.palette.warning, only_here);
            } else if standing.observations > 0 {
                ui.colored_label(scene.palette.good, only_here);
            }
            let originals = scene.app.about().map_or(0, crate::model::project::About::originals_only_here);
            if originals > 0 {
                ui.colored_label(scene.palette.warning, sentences::originals_only_here(language, originals));
            }
        });
    }
    let peers = scene.app.about().map(crate::model::project::About::peers).unwrap_or_default();
    if peers.is_empty() {
        ui.add_space(space::SMALL);
        ui.label(fl!(language, "project-no-devices"));
        return widgets::button(ui, &fl!(language, "project-invite-title")).clicked();
    }
    for peer in peers {
        card(ui, |ui| device(ui, scene, peer));
    }
    false
}

fn device(ui: &mut Ui, scene: &Scene<'_>, peer: &Peer) {
    let spoken = scene.language;
    ui.horizontal_wrapped(|ui| {
        let name = peer.name.clone().unwrap_or_else(|| fl!(spoken, "project-nameless"));
        ui.label(RichText::new(name).family(theme::bold()));
        ui.label(RichText::new(peer.device.short()).monospace());
        if let Some(time) = peer.compared {
            ui.colored_label(scene.palette.good, sentences::compared_on(spoken, Some(time)));
        }
    });
    if let Some(off) = peer.clock_off {
        let label = ui.colored_label(scene.palette.warning, sentences::clock_off(spoken, off));
        label.on_hover_text(fl!(spoken, "project-clock-known"));
    }
    let digest = scene.app.about().and_then(crate::model::project::About::digest);
    let told = peer.second_hand.as_ref().zip(digest);
    match peer.first_hand {
        Some(Known { at, observations: Some(n), .. }) => {
            ui.label(fl!(spoken, "project-last", when = sentences::time(at), n = n));
        }
        Some(Known { at, .. }) => {
            ui.label(fl!(spoken, "project-last-back", when = sentences::time(at)));
        }
        None if told.is_none() => {
            widgets::faint(ui, fl!(spoken, "project-never"));
        }
        None => {}
    }
    if let Some((told, digest)) = told {
        widgets::faint(ui, sentences::second_hand(spoken, told, digest));
    }
}
