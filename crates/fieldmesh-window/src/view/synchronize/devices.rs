//! The devices nearby.

use egui::{Align, Layout, RichText, Stroke, Ui};
use fieldmesh::{PeerState, Presence};

use super::dialogs::Dialog;
use super::{address, row};
use crate::model::synchronize::{Action, Network, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// Draws what stands above the list, and the field for an address where it is asked for.
pub(super) fn heading(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, typed: &mut address::State) {
    let language = scene.language;
    ui.horizontal(|ui| {
        ui.label(RichText::new(fl!(language, "sync-devices")).text_style(theme::title()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            address::button(ui, scene, typed);
            let ready = screen.peers().iter().any(|peer| {
                let idle = matches!(peer.state, PeerState::Ready | PeerState::Complete | PeerState::Failed(_));
                idle && peer.presence == Presence::Here && !peer.same_data
            });
            let (text, why_not) = (fl!(language, "sync-all"), fl!(language, "sync-all-none"));
            if widgets::button_if(ui, ready, &text, &why_not).clicked() {
                scene.act(Action::SynchronizeAll);
            }
        });
    });
    address::field(ui, scene, screen, typed);
    if let Some(why) = screen.undiscoverable() {
        let text = RichText::new(fl!(language, "sync-undiscoverable")).color(scene.palette.warning);
        ui.label(text).on_hover_text(why);
    }
    ui.add_space(space::TINY);
}

/// Draws the list.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, dialog: &mut Option<Dialog>) {
    if screen.peers().is_empty() {
        if matches!(screen.network(), Network::Open { .. }) {
            widgets::faint(ui, fieldmesh_sentences::word::looking(scene.language));
        }
        return;
    }
    widgets::card(ui, |ui| {
        for (number, peer) in screen.peers().iter().enumerate() {
            if number > 0 {
                let line = Stroke::new(1.0, scene.palette.line);
                ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - space::TINY, line);
            }
            ui.push_id(peer.key, |ui| row::show(ui, scene, screen, peer, dialog));
        }
    });
}
