//! What was not done: what it was, why, what to do next, and a way out that can be taken at once.

use egui::{RichText, Ui};
use fieldmesh::{ConfigurationChoice, ErrorKind, Language};
use fieldmesh_sentences as sentences;

use crate::model::Action;
use crate::model::notice::{Doing, Failure, NoticeId, Offer};
use crate::view::language::{self, fl};
use crate::view::{Scene, synchronize, widgets};

/// Draws a failure. Says whether its cause is to be shown or hidden.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, id: NoticeId, failure: &Failure, is_open: bool) -> bool {
    let (language, colours) = (scene.language, scene.palette);
    let left = |ui: &mut Ui| drop(widgets::bold(ui, title(language, failure), colours.danger));
    let (close, details) = widgets::ends(ui, left, |ui| {
        let close = widgets::button(ui, &fl!(language, "close")).clicked();
        (close, ui.add(egui::Button::new(fl!(language, "notice-details")).selected(is_open)).clicked())
    });
    match &failure.offer {
        Some(offer) => offered(ui, scene, id, failure.kind, offer),
        None => {
            ui.label(sentences::error(language, failure.kind));
            widgets::faint(ui, language::hint(language, failure.kind));
        }
    }
    if is_open {
        ui.label(RichText::new(&failure.cause).small().color(colours.faint));
    }
    if close {
        scene.act(Action::Dismiss(id));
    }
    details
}

/// A way out, as a question with its answers.
fn offered(ui: &mut Ui, scene: &mut Scene<'_>, id: NoticeId, kind: ErrorKind, offer: &Offer) {
    let language = scene.language;
    match offer {
        Offer::SwitchProject { name, .. } => {
            ui.label(fl!(language, "notice-switch-offer", name = name.as_str()));
            accept(ui, scene, id, &fl!(language, "notice-switch", name = name.as_str()));
        }
        Offer::ChooseConfiguration { other, .. } => {
            ui.label(sentences::other_configuration(language, other));
            // The answers stand above what there is to read, so that they are on the screen whatever is to be read.
            ui.horizontal_wrapped(|ui| {
                let use_theirs = fl!(language, "notice-use-theirs");
                if widgets::main_button(ui, true, &use_theirs).clicked() {
                    scene.act(Action::Choose(id, ConfigurationChoice::UseTheirs));
                }
                if widgets::button(ui, &fl!(language, "notice-give-ours")).clicked() {
                    scene.act(Action::Choose(id, ConfigurationChoice::GiveOurs));
                }
            });
            ui.label(fl!(language, "sync-configuration-kept"));
            synchronize::differences(ui, scene, other);
        }
        Offer::AskForInvite { .. } => {
            ui.label(sentences::error(language, kind));
            ui.label(fl!(language, "notice-invite-offer"));
            accept(ui, scene, id, &fl!(language, "notice-join"));
        }
        Offer::RenewDevice => {
            ui.label(fl!(language, "notice-renew-offer"));
            accept(ui, scene, id, &fl!(language, "sync-renew"));
        }
    }
}

fn accept(ui: &mut Ui, scene: &mut Scene<'_>, id: NoticeId, text: &str) {
    if widgets::main_button(ui, true, text).clicked() {
        scene.act(Action::Accept(id));
    }
}

fn title(language: Language, failure: &Failure) -> String {
    let what = not_done(language, failure.doing);
    match &failure.about {
        Some(about) => fl!(language, "notice-about", what = what, about = about.as_str()),
        None => what,
    }
}

fn not_done(language: Language, doing: Doing) -> String {
    match doing {
        Doing::Working => fl!(language, "notice-not-done"),
        Doing::Opening => fl!(language, "notice-not-opened"),
        Doing::Joining => fl!(language, "notice-not-joined"),
        Doing::Reading => fl!(language, "notice-not-read"),
        Doing::Saving => fl!(language, "notice-not-saved"),
        Doing::Attaching => fl!(language, "notice-not-attached"),
        Doing::WritingAttachment => fl!(language, "notice-not-written-attachment"),
        Doing::OpeningNetwork => fl!(language, "notice-not-opened-network"),
        Doing::Synchronizing => fl!(language, "notice-not-synchronized"),
        Doing::CreatingFile => fl!(language, "notice-not-created"),
        Doing::SynchronizingFile => fl!(language, "notice-not-synchronized-file"),
        Doing::Importing => fl!(language, "notice-not-imported"),
        Doing::Exporting => fl!(language, "notice-not-exported"),
        Doing::Configuring => fl!(language, "notice-not-configured"),
        Doing::NamingDevice => fl!(language, "notice-not-named"),
        Doing::Inviting => fl!(language, "notice-not-invited"),
    }
}
