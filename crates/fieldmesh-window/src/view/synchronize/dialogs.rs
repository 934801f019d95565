//! What to do about a device that cannot be synchronized with, and about other projects.

use egui::{RichText, ScrollArea, Ui};
use fieldmesh::{DeviceId, Edition, ErrorKind, LanPeer, OtherConfiguration};

use crate::model::project;
use crate::model::synchronize::{Action, Synchronize};
use crate::view::Scene;
use crate::view::language::{self, fl};
use crate::view::theme::space;
use crate::view::widgets;

/// What a person asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialog {
    /// A device.
    Device(DeviceId),
    /// Devices of other projects.
    Others,
}

/// Draws the dialog that is open.
pub(super) fn show(ui: &Ui, scene: &mut Scene<'_>, screen: &Synchronize, open: &mut Option<Dialog>) {
    let Some(which) = *open else { return };
    let closed = match which {
        Dialog::Others => {
            let dialog = widgets::dialog(ui, "sync-others", |ui| others(ui, scene));
            dialog.inner || dialog.closed
        }
        Dialog::Device(device) => match screen.peers().iter().find(|peer| peer.key.device == device) {
            Some(peer) => {
                let dialog = widgets::dialog(ui, "sync-trouble", |ui| trouble(ui, scene, screen, peer));
                dialog.inner || dialog.closed
            }
            None => true,
        },
    };
    if closed {
        *open = None;
    }
}

fn others(ui: &mut Ui, scene: &Scene<'_>) -> bool {
    widgets::title(ui, fl!(scene.language, "sync-others-title"));
    ui.label(fl!(scene.language, "sync-others-way"));
    ui.add_space(space::SMALL);
    widgets::button(ui, &fl!(scene.language, "close")).clicked()
}

fn trouble(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, peer: &LanPeer) -> bool {
    match peer.kind_of_trouble() {
        Some(ErrorKind::OtherConfiguration) => {
            configuration(ui, scene, screen, peer, screen.other_configuration(&peer.key.device))
        }
        Some(kind) => {
            let language = scene.language;
            widgets::title(ui, peer.name.as_str());
            let renew = kind == ErrorKind::CopiedDevice;
            if renew {
                ui.label(fl!(language, "sync-renew-offer", name = peer.name.as_str()));
            } else {
                ui.label(fieldmesh_sentences::error(language, kind));
                ui.label(language::hint(language, kind));
            }
            ui.add_space(space::SMALL);
            ui.horizontal_wrapped(|ui| {
                let renewed = renew && widgets::main_button(ui, true, &fl!(language, "sync-renew")).clicked();
                if renewed {
                    scene.act(project::Action::Renew);
                }
                widgets::button(ui, &fl!(language, "close")).clicked() || renewed
            })
            .inner
        }
        // It became ready meanwhile.
        None => true,
    }
}

fn configuration(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    screen: &Synchronize,
    peer: &LanPeer,
    other: Option<&OtherConfiguration>,
) -> bool {
    let (language, device, name) = (scene.language, peer.key.device, peer.name.as_str());
    widgets::title(ui, fl!(language, "sync-configuration-title", name = name));
    match other {
        Some(other) => explain(ui, scene, name, other),
        None => drop(ui.label(fl!(language, "sync-configuration-awaited"))),
    }
    ui.label(fl!(language, "sync-configuration-kept"));
    if screen.has_asked(&device) {
        ui.label(RichText::new(fl!(language, "sync-asked", name = name)).color(scene.palette.good));
    }
    ui.add_space(space::SMALL);
    ui.horizontal_wrapped(|ui| {
        let arrived = peer.configuration.is_some();
        let (use_theirs, awaited) = (fl!(language, "sync-use-theirs"), fl!(language, "sync-configuration-awaited"));
        let used = match arrived {
            true => widgets::main_button(ui, true, &use_theirs).clicked(),
            false => widgets::button_if(ui, false, &use_theirs, &awaited).clicked(),
        };
        if used {
            scene.act(Action::UseTheirs(device));
        }
        if widgets::button(ui, &fl!(language, "sync-give-ours")).clicked() {
            scene.act(Action::GiveOurs(device));
        }
        widgets::button(ui, &fl!(language, "close")).clicked() || used
    })
    .inner
}

/// Which two they are, which is newer, and what differs.
fn explain(ui: &mut Ui, scene: &Scene<'_>, name: &str, other: &OtherConfiguration) {
    let language = scene.language;
    ui.label(match other.edition {
        Edition::Newer => fl!(language, "sync-configuration-newer", name = name),
        Edition::Older => fl!(language, "sync-configuration-older", name = name),
        Edition::Apart => fl!(language, "sync-configuration-apart"),
    });
    let (theirs, ours) =
        (fieldmesh_sentences::configuration(&other.theirs), fieldmesh_sentences::configuration(&other.ours));
    ui.label(fl!(language, "sync-configuration-both", theirs = theirs, ours = ours));
    ui.label(fl!(language, "sync-configuration-differences", name = name));
    differences(ui, scene, other);
}

/// What differs, in words.
pub(crate) fn differences(ui: &mut Ui, scene: &Scene<'_>, other: &OtherConfiguration) {
    ScrollArea::vertical().id_salt("differences").max_height(DIFFERENCES).show(ui, |ui| {
        for line in fieldmesh_sentences::main_differences(scene.language, &other.difference) {
            widgets::faint(ui, line);
        }
    });
}

/// How high what differs may be.
const DIFFERENCES: f32 = 160.0;
