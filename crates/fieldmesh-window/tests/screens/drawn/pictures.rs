//! How the screens look: each painted and compared with a picture in `tests/screens/pictures`.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p fieldmesh-window --test screens pictures` paints them anew; look at them before they
//! are committed. Where one differs, what was painted and the difference are written beside it.

use std::path::Path;

use egui_kittest::SnapshotOptions;
use fieldmesh::Language;
use fieldmesh_window::model::observations::Action as Change;
use fieldmesh_window::model::pictures::PictureSize;
use fieldmesh_window::model::settings::{Appearance, Settings};
use fieldmesh_window::model::{Action, Screen, edit, start};

use super::Window;
use crate::folder;

const WIDE: [f32; 2] = [1280.0, 720.0];
const NETBOOK: [f32; 2] = [1024.0, 600.0];
/// Observations of the sample project.
const SAMPLE: usize = 60;

fn compare(window: &mut Window, name: &str) {
    let options = SnapshotOptions::new().output_path("tests/screens/pictures");
    window.harness.snapshot_options(name, &options);
}

/// The window of a device whose key is always the same, so that its name and words are.
fn known(dir: &Path, language: Language, size: [f32; 2]) -> Window {
    let keys = dir.join("Ana/keys");
    fs_err::create_dir_all(&keys).unwrap();
    fs_err::write(keys.join("device.key"), [7; 64]).unwrap();
    Window::sized(dir, "Ana", language, size)
}

/// The same, looking around with sample data.
fn around(dir: &Path, language: Language, size: [f32; 2]) -> Window {
    let mut window = known(dir, language, size);
    window.act(start::Action::Sample);
    window.until("the sample is read", |app| {
        app.observations().is_some_and(|list| list.row(0).is_some() && list.places().index.len() == SAMPLE)
    });
    window.act(Change::MarkAllSeen);
    window.until("nothing is new", |app| app.observations().unwrap().totals().unseen == 0);
    window
}

#[test]
fn the_first_start() {
    let dir = folder();
    let mut window = known(dir.path(), Language::English, WIDE);
    window.until("the doors are there", |app| app.screen() == Screen::Start);
    compare(&mut window, "start");
}

#[test]
fn the_list_and_the_map_in_spanish() {
    let dir = folder();
    let mut window = around(dir.path(), Language::Spanish, WIDE);
    compare(&mut window, "observations-es");
}

#[test]
fn one_observation_on_a_small_dark_screen() {
    let dir = folder();
    let mut window = around(dir.path(), Language::English, NETBOOK);
    let settings = Settings { appearance: Appearance::Dark, ..*window.app().settings() };
    window.act(Action::Set(settings));
    // One with a photo: who changed it last, and when, is then below what fits.
    let list = window.app().observations().unwrap();
    let row = (0..).map_while(|line| list.row(line)).find(|row| row.attachments > 0).unwrap();
    let (id, photo) = (row.id, row.thumbnail.unwrap());
    window.act(Change::Select(Some(id)));
    window.until("it is read", |app| {
        let scrolled_to = app.observations().unwrap().reveal().is_some();
        scrolled_to
            && !app.is_reading_detail()
            && app.detail().is_some()
            && app.picture(&photo, PictureSize::Thumbnail).is_some()
    });
    compare(&mut window, "detail-small-dark");
}

#[test]
fn the_form_on_a_small_screen_in_french() {
    let dir = folder();
    let mut window = around(dir.path(), Language::French, NETBOOK);
    window.act(edit::Action::Begin(None));
    window.until("the form is open", |app| app.form().is_some());
    compare(&mut window, "form-small-fr");
}

#[test]
fn the_project_in_portuguese() {
    let dir = folder();
    let mut window = around(dir.path(), Language::Portuguese, WIDE);
    window.show(Screen::Project);
    window.until("it is read", |app| !app.about().unwrap().diagnostics().is_empty());
    compare(&mut window, "project-pt");
}
