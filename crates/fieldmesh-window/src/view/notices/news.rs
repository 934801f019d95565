//! Each piece of news in words, with what can be done about it.

use std::path::Path;

use egui::{RichText, Ui};
use fieldmesh_sentences as sentences;

use super::failure;
use crate::model::Action;
use crate::model::notice::{News, Notice};
use crate::view::language::fl;
use crate::view::theme::Palette;
use crate::view::{Scene, synchronize, widgets};

/// Draws one notice. Says whether its details are to be shown or hidden.
pub(super) fn show(ui: &mut Ui, scene: &mut Scene<'_>, notice: &Notice, is_open: bool) -> bool {
    let language = scene.language;
    let close = fl!(language, "close");
    let read = match &notice.news {
        News::Failed(failed) => return failure::show(ui, scene, notice.id, failed, is_open),
        News::Synchronized(ending) => synchronize::ending(ui, scene, ending, &close),
        News::Imported(report) => return imported(ui, scene, notice, report, is_open),
        news => {
            let (title, lines) = words(scene, news);
            let undo = matches!(news, News::Deleted(_)).then(|| fl!(language, "notice-undo"));
            let pressed = headed(ui, scene.palette, &title, undo.as_deref(), &close);
            for line in lines {
                ui.label(line);
            }
            if pressed == Some(Pressed::Way) {
                scene.act(Action::Accept(notice.id));
            }
            pressed == Some(Pressed::Close)
        }
    };
    if read {
        scene.act(Action::Dismiss(notice.id));
    }
    false
}

/// What was pressed in the first line of a notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pressed {
    Way,
    Close,
}

/// The first line: what happened, a way on where there is one, and *Close*.
fn headed(ui: &mut Ui, colours: &Palette, title: &str, way: Option<&str>, close: &str) -> Option<Pressed> {
    let left = |ui: &mut Ui| drop(widgets::bold(ui, title, colours.good));
    let (close, way) = widgets::ends(ui, left, |ui| {
        let close = widgets::button(ui, close).clicked();
        (close, way.is_some_and(|way| widgets::button(ui, way).clicked()))
    });
    match (close, way) {
        (true, _) => Some(Pressed::Close),
        (_, true) => Some(Pressed::Way),
        _ => None,
    }
}

/// What the simple ones say: a title, and the sentences below.
fn words(scene: &Scene<'_>, news: &News) -> (String, Vec<String>) {
    let language = scene.language;
    let project = scene.app.project().map(|project| project.name.as_str()).unwrap_or_default();
    let place = |path: &Path| path.display().to_string();
    match news {
        News::FileCreated { path, bytes, media, left_out, open, .. } => {
            let size = sentences::bytes(language, *bytes);
            let mut lines = vec![place(path)];
            lines.extend(sentences::kept(language, *media));
            lines.extend(sentences::file_left_out(language, left_out));
            if *open {
                lines.push(fl!(language, "notice-file-open"));
            }
            (fl!(language, "notice-file-created", size = size), lines)
        }
        News::Exported { path, observations } => {
            (sentences::exported(language, &place(path), *observations), Vec::new())
        }
        News::Deleted(_) => (sentences::word::deleted_everywhere(language), Vec::new()),
        News::AttachmentWritten(path) => (sentences::written(language, &place(path)), Vec::new()),
        News::InviteWritten(path) => {
            (sentences::written(language, &place(path)), vec![sentences::invite_warning(language, project)])
        }
        News::ConfigurationUsed { name, warnings } => {
            let n = *warnings as u64;
            let lines = (n > 0).then(|| fl!(language, "notice-configuration-warnings", n = n));
            (fl!(language, "notice-configuration-used", name = name.as_str()), lines.into_iter().collect())
        }
        News::Failed(_) | News::Synchronized(_) | News::Imported(_) => (String::new(), Vec::new()),
    }
}

/// How an import ended; what was left out stands in the details.
fn imported(
    ui: &mut Ui,
    scene: &mut Scene<'_>,
    notice: &Notice,
    report: &fieldmesh::ImportReport,
    is_open: bool,
) -> bool {
    let language = scene.language;
    let title = sentences::imported(language, report.added, report.already_present);
    let skipped = &report.skipped;
    let details = (!skipped.is_empty()).then(|| fl!(language, "notice-details"));
    let pressed = headed(ui, scene.palette, &title, details.as_deref(), &fl!(language, "close"));
    if !skipped.is_empty() {
        let n = skipped.len() as u64;
        ui.label(fl!(language, "notice-import-skipped", n = n));
    }
    if is_open {
        for one in skipped.iter().take(SKIPPED) {
            ui.label(RichText::new(sentences::skipped(language, one.number, &one.reason)).small());
        }
    }
    if pressed == Some(Pressed::Close) {
        scene.act(Action::Dismiss(notice.id));
    }
    pressed == Some(Pressed::Way)
}

/// So many of what was left out are told.
const SKIPPED: usize = 20;
