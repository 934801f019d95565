//! How synchronizations ended, each as a card until it is read.

use egui::{RichText, TextStyle, Ui};
use fieldmesh::{Language, MediaPolicy, PhotosOutcome};
use fieldmesh_sentences as sentences;

use crate::model::observations::Kept;
use crate::model::synchronize::{Action, Ending, Synchronize, With};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets;

/// Draws the cards, the newest first.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, shown: &mut usize) {
    let endings = screen.endings();
    let is_new = endings.len() > *shown;
    *shown = endings.len();
    for (number, ending) in endings.iter().enumerate().rev() {
        ui.add_space(space::SMALL);
        let name = title(scene.language, ending);
        let card = widgets::announced(ui, &name, |ui| {
            widgets::card(ui, |ui| {
                ui.set_width(ui.available_width());
                let close = fl!(scene.language, "close");
                if content(ui, scene, ending, &close) {
                    scene.act(Action::Read(number));
                }
            })
        });
        if is_new && number + 1 == endings.len() {
            ui.scroll_to_rect(card.response.rect, None);
        }
    }
}

/// Draws one ending. Says whether it was read.
pub(crate) fn content(ui: &mut Ui, scene: &mut Scene<'_>, ending: &Ending, close: &str) -> bool {
    let (language, colours) = (scene.language, scene.palette);
    let title = RichText::new(title(language, ending)).text_style(theme::title());
    let left = |ui: &mut Ui| drop(ui.add(egui::Label::new(title).wrap()));
    let read = widgets::ends(ui, left, |ui| widgets::button(ui, close).clicked());
    for line in counted(language, ending) {
        ui.label(line);
    }
    for (line, is_whole) in stands(language, ending) {
        let colour = if is_whole { colours.good } else { colours.warning };
        widgets::bold(ui, line, colour);
    }
    for line in waiting(language, ending) {
        widgets::bold(ui, line, colours.ink);
    }
    if let Some(digest) = ending.digest {
        ui.horizontal_wrapped(|ui| {
            let words = sentences::words(fieldmesh::words(&digest.0, language));
            ui.label(RichText::new(words).text_style(TextStyle::Heading).color(colours.accent));
            widgets::faint(ui, fl!(language, "sync-words-meaning"));
        });
    }
    buttons(ui, scene, ending);
    read
}

fn buttons(ui: &mut Ui, scene: &mut Scene<'_>, ending: &Ending) {
    let (language, colours) = (scene.language, scene.palette);
    if ending.held_deletions > 0 {
        ui.horizontal_wrapped(|ui| {
            widgets::bold(ui, sentences::held_deletions(language, ending.held_deletions), colours.danger);
            if widgets::button(ui, &fl!(language, "sync-see-them")).clicked() {
                scene.act(Action::View(Kept::Held));
            }
            if widgets::button(ui, &fl!(language, "sync-restore")).clicked() {
                scene.act(Action::Restore);
            }
        });
    }
    if let Some(kept) = ending.came
        && widgets::main_button(ui, true, &fl!(language, "sync-view-what-came")).clicked()
    {
        scene.act(Action::View(kept));
    }
}

fn title(language: Language, ending: &Ending) -> String {
    match &ending.with {
        With::Device { name, .. } => fl!(language, "sync-ended-device", name = name.as_str()),
        With::File { path, .. } => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            fl!(language, "sync-ended-file", name = name.as_ref())
        }
    }
}

/// What came, what went, and what else changed.
fn counted(language: Language, ending: &Ending) -> Vec<String> {
    let mut lines = vec![sentences::came(language, &ending.received)];
    lines.extend(sentences::went(language, &ending.sent));
    lines.extend(ending.adopted.as_ref().map(|summary| sentences::adopted(language, summary)));
    lines.extend(ending.given.as_ref().map(|summary| sentences::given(language, summary)));
    if ending.was_unfinished {
        lines.push(sentences::word::file_was_unfinished(language));
    }
    lines
}

/// Whether both hold everything: each sentence with whether it is good news.
fn stands(language: Language, ending: &Ending) -> Vec<(String, bool)> {
    let mut lines = Vec::new();
    if let Some(n) = ending.both_hold {
        lines.push(match ending.with {
            With::Device { .. } => (sentences::both_hold(language, n), true),
            With::File { .. } => (sentences::file_holds(language, n), true),
        });
    }
    let left_out = sentences::excepted(language, ending.left_out, &PhotosOutcome::default());
    lines.extend(left_out.map(|line| (line, false)));
    let PhotosOutcome { on_neither, missing_here: here, missing_there: there, coming_here: coming, .. } =
        ending.photos;
    if here > 0 {
        lines.push((fl!(language, "sync-photos-here", n = here), false));
    }
    if there > 0 {
        lines.push((fl!(language, "sync-photos-there", n = there), false));
    }
    lines.extend(
        sentences::photos(language, &ending.photos, ending.attachments, ending.media)
            .map(|line| (line, on_neither + coming == 0 && ending.media == MediaPolicy::Everything)),
    );
    lines.extend(sentences::file_left_out(language, &ending.not_in_file).map(|line| (line, false)));
    lines
}

/// To whom a file is to be carried next.
fn waiting(language: Language, ending: &Ending) -> impl Iterator<Item = String> {
    ending.waiting.iter().map(move |one| match one.wrote_it {
        true => fl!(language, "sync-carry-back", n = one.new, name = one.name.as_str()),
        false => fl!(language, "sync-carry-on", n = one.new, name = one.name.as_str()),
    })
}
