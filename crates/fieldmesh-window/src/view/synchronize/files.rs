//! Synchronizing without a network: a sync file is written, or one that was carried here is synchronized with.

use egui::{Align, Key, Layout, RichText, TextStyle, Ui, WidgetText};
use fieldmesh::{JobEvent, MediaPolicy};
use fieldmesh_sentences as sentences;

use crate::model::synchronize::{Action, FileWork, Standing, Synchronize};
use crate::view::Scene;
use crate::view::language::fl;
use crate::view::theme::{self, space};
use crate::view::widgets::{self, Choose, PathField};

/// What is being chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Asked {
    #[default]
    Nothing,
    /// Where a new file goes.
    New,
    /// Which file to synchronize with.
    Known,
}

/// What is typed.
#[derive(Debug, Default)]
pub(super) struct State {
    asked: Asked,
    new: PathField,
    media: MediaPolicy,
    known: PathField,
}

/// Draws the part below the devices.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, state: &mut State) {
    widgets::card(ui, |ui| {
        ui.set_width(ui.available_width());
        if let Some(work) = screen.file() {
            return working(ui, scene, work);
        }
        choose(ui, scene, screen, state);
        match state.asked {
            Asked::Nothing => {}
            Asked::New => create(ui, scene, screen, state),
            Asked::Known => open(ui, scene, state),
        }
        if state.asked != Asked::Nothing && ui.input(|input| input.key_pressed(Key::Escape)) {
            state.asked = Asked::Nothing;
        }
    });
}

fn choose(ui: &mut Ui, scene: &Scene<'_>, screen: &Synchronize, state: &mut State) {
    let language = scene.language;
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(fl!(language, "sync-without-network")).family(theme::bold()));
        for (asked, text) in
            [(Asked::New, fl!(language, "sync-create-file")), (Asked::Known, fl!(language, "sync-from-file"))]
        {
            if ui.add(egui::Button::new(&text).selected(state.asked == asked)).clicked() {
                state.asked = if state.asked == asked { Asked::Nothing } else { asked };
            }
        }
        let only_here = screen.standing().only_here;
        if only_here > 0 {
            let text = RichText::new(sentences::only_here(language, only_here)).color(scene.palette.warning);
            let label = egui::Label::new(text);
            // At the right end where there is room, in the next line where there is none.
            let width =
                WidgetText::from(label.text()).into_galley(ui, None, f32::INFINITY, TextStyle::Body).size().x;
            if ui.available_size_before_wrap().x >= width {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.add(label));
            } else {
                ui.end_row();
                ui.add(label);
            }
        }
    });
}

/// Asks where the new file goes.
fn create(ui: &mut Ui, scene: &mut Scene<'_>, screen: &Synchronize, state: &mut State) {
    let language = scene.language;
    state.new.suggest(screen.suggested_path().display().to_string());
    ui.add_space(space::TINY);
    let mut chosen = Vec::new();
    ui.horizontal_wrapped(|ui| {
        chosen = state.new.show(ui, language, &fl!(language, "sync-create-where"), Choose::Save);
        if widgets::main_button(ui, state.new.path().is_some(), &fl!(language, "sync-create")).clicked() {
            chosen.extend(state.new.path());
        }
        if widgets::button(ui, &fl!(language, "sync-cancel")).clicked() {
            state.asked = Asked::Nothing;
        }
    });
    for (media, bytes) in sizes(screen.standing()) {
        let size = sentences::bytes(language, bytes);
        ui.horizontal_wrapped(|ui| {
            if widgets::radio(ui, state.media == media, sentences::file_kind(language, media)).clicked() {
                state.media = media;
            }
            widgets::faint(
                ui,
                match media {
                    MediaPolicy::Everything => fl!(language, "sync-file-size", size = size),
                    _ => fl!(language, "sync-file-size-mail", size = size),
                },
            );
        });
    }
    if scene.app.project().is_some_and(|project| project.open) {
        let text = fl!(language, "sync-file-open-project");
        widgets::bold(ui, text, scene.palette.warning);
    }
    if let Some(path) = chosen.into_iter().next() {
        state.asked = Asked::Nothing;
        state.new.clear();
        scene.act(Action::CreateFile(path, std::mem::take(&mut state.media)));
    }
}

/// The sizes that are offered, each with about how many bytes it has.
const fn sizes(standing: &Standing) -> [(MediaPolicy, u64); 2] {
    [(MediaPolicy::Everything, standing.file_bytes), (MediaPolicy::Previews, standing.mail_bytes)]
}

/// Asks for a file, and begins as soon as it is chosen.
fn open(ui: &mut Ui, scene: &mut Scene<'_>, state: &mut State) {
    let language = scene.language;
    ui.add_space(space::TINY);
    let mut chosen = Vec::new();
    ui.horizontal_wrapped(|ui| {
        chosen = state.known.show(ui, language, &fl!(language, "sync-file"), Choose::Open);
        if widgets::main_button(ui, state.known.path().is_some(), &fl!(language, "sync-open")).clicked() {
            chosen.extend(state.known.path());
        }
        if widgets::button(ui, &fl!(language, "sync-cancel")).clicked() {
            state.asked = Asked::Nothing;
        }
    });
    if let Some(path) = chosen.into_iter().next() {
        state.asked = Asked::Nothing;
        scene.act(Action::SynchronizeFile(path));
    }
}

fn working(ui: &mut Ui, scene: &mut Scene<'_>, work: &FileWork) {
    let language = scene.language;
    let name = work.path.file_name().unwrap_or(work.path.as_os_str()).to_string_lossy();
    let title = RichText::new(name.as_ref()).family(theme::bold());
    let left = |ui: &mut Ui| drop(ui.add(egui::Label::new(title).truncate()));
    if widgets::ends(ui, left, |ui| widgets::button(ui, &fl!(language, "sync-stop")).clicked()) {
        scene.act(Action::StopFile);
    }
    let stages = work.progress.stages();
    ui.horizontal_wrapped(|ui| match JobEvent::current(&stages) {
        Some(stage) => {
            widgets::thin_bar(ui, stage.done, stage.total);
            ui.label(sentences::progress(language, stage));
        }
        None => {
            widgets::thin_bar(ui, 0, 1);
            ui.label(sentences::word::working(language));
        }
    });
    widgets::faint(ui, fl!(language, "sync-working-file"));
}
