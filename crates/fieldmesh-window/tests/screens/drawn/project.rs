//! The screen *Project*, drawn.

use egui_kittest::kittest::Queryable;
use fieldmesh::{ErrorKind, Language};
use fieldmesh_window::model::Screen;
use fieldmesh_window::model::notice::News;
use fieldmesh_window::model::settings::Appearance;

use super::Window;
use crate::folder;

fn shown(name: &str) -> (tempfile::TempDir, Window) {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), name);
    window.show(Screen::Project);
    window.until("it is read", |app| !app.about().unwrap().diagnostics().is_empty());
    (dir, window)
}

#[test]
fn the_invite_is_hidden_until_somebody_asks_for_it() {
    let (dir, mut window) = shown("ana");
    let text = window.project().invite().unwrap().to_text();
    assert!(window.says("Whoever has this invite is a member and can read everything: treat it like a key."));
    assert!(!window.says(&text));
    window.click("Show text and QR code");
    window.until_drawn("it is shown", |window| window.says(&text));
    assert!(window.harness.query_by_label("The invite as a QR code").is_some());
    window.click("Devices");
    window.click("Invite");
    window.until_drawn("it is hidden again", |window| !window.says(&text) && window.says("Show text and QR code"));

    let file = dir.path().join("napo.invite");
    window.type_into("File to write", &file.display().to_string());
    window.click("Write the file");
    window.until("it is written", |app| {
        app.notices().iter().any(|one| one.news == News::InviteWritten(file.clone()))
    });
    assert!(fieldmesh::Invite::read_file(&file).is_ok());
}

#[test]
fn the_device_is_renamed_and_shows_what_others_compare() {
    let (_dir, mut window) = shown("ana");
    window.click("This device");
    let device = window.app().project().unwrap().device.clone();
    assert!(window.says(&device.id.short()) && window.says(&device.words.join(" ")));
    window.type_into("Name of this laptop", "Ana María");
    window.click("Rename");
    window.until("renamed", |app| app.project().unwrap().device.name == "Ana María");
    assert_eq!(window.device.name(), "Ana María");
}

#[test]
fn a_copied_device_becomes_its_own_only_after_a_question() {
    let (_dir, mut window) = shown("ana");
    let before = window.device.id();
    window.click("This device");
    window.click("Make this a device of its own…");
    assert!(window.says("Nothing is lost"));
    window.click("Cancel");
    assert_eq!(window.device.id(), before);
    window.click("Make this a device of its own…");
    window.click("Make it its own");
    window.until("it is renewed", |app| app.project().is_some_and(|project| project.device.id != before));
}

#[test]
fn what_was_synchronized_is_listed_with_a_receipt_to_copy() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "ana");
    let outcome = window.project().create_sync_file(dir.path().join("trip.fieldmesh")).unwrap();
    window.show(Screen::Project);
    window.until("it is read", |app| !app.about().unwrap().activity().is_empty());
    window.click("Activity");
    assert!(window.says("the sync file trip.fieldmesh") && !window.says(&outcome.proven.to_string()));
    window.click("Show receipt 1");
    window.until_drawn("the receipt", |window| window.says(&outcome.proven.to_string()));
    window.click("Copy the receipt");
    assert!(window.says("Copied"));
    window.click("Hide receipt 1");
    assert!(!window.says(&outcome.proven.to_string()));
}

#[test]
fn a_configuration_is_imported_and_what_differs_is_told() {
    let (dir, mut window) = shown("ana");
    let mut jungle = fieldmesh::Configuration::builtin();
    jungle.name = "Jungle".to_owned();
    let gone = jungle.categories.pop().unwrap();
    jungle.offered.values_mut().for_each(|ids| ids.retain(|id| *id != gone.id));
    let file = dir.path().join("jungle.json");
    fs_err::write(&file, jungle.to_bytes().unwrap()).unwrap();
    window.click("Configuration");
    window.type_into("Configuration file", "/nonexistent.json");
    window.click("Import");
    window.until("it is refused", |app| {
        app.notices().iter().any(|one| matches!(&one.news, News::Failed(one) if one.kind == ErrorKind::NoSuchFile))
    });
    window.type_into("Configuration file", &file.display().to_string());
    window.click("Import");
    window.until_drawn("its name is shown", |window| window.says("Jungle"));
    window.until_drawn("what differs is told", |window| {
        window.says("What is different now") && window.says(gone.name("en"))
    });
    assert!(window.says(&jungle.fingerprint().short()));
}

#[test]
fn the_devices_of_the_project_are_listed_with_what_is_known_of_them() {
    let (dir, mut window) = shown("ana");
    window.click("Devices");
    assert!(window.says("No other device is known yet"));
    let project = window.project();
    project.observe(fieldmesh::Observation::at(-1.0, -77.0).unwrap().category("camp")).unwrap();
    let marco = fieldmesh::Device::open(dir.path().join("marco")).unwrap();
    marco.rename("Marco's laptop").unwrap();
    let joined = marco.join(&project.invite().unwrap()).unwrap();
    let file = dir.path().join("trip.fieldmesh");
    project.create_sync_file(&file).unwrap();
    joined.synchronize_file(&file).unwrap();
    project.synchronize_file(&file).unwrap();
    window.show(Screen::Project);
    window.until_drawn("Marco is listed", |window| window.says("Marco's laptop"));
    assert!(window.says(&marco.id().short()));
}

#[test]
fn diagnostics_are_shown_and_hold_no_key() {
    let (_dir, mut window) = shown("ana");
    window.click("About");
    let invite = window.project().invite().unwrap().to_text();
    let (_, code) = invite.split_once(':').unwrap();
    assert!(window.says("records digest"), "what is copied is shown");
    assert!(!window.says(&code[40..70]), "the key");
    window.click("Copy diagnostics");
    let copied = window.harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    // The click takes effect in the first of two frames; what it copied may be out of the last one's output.
    assert!(copied.is_none_or(|text| text.contains("records digest") && !text.contains(&code[40..70])));
    assert!(window.says("Copied"));
}

#[test]
fn observations_go_out_and_come_in() {
    let (dir, mut window) = shown("ana");
    let project = window.project();
    project.observe(fieldmesh::Observation::at(-1.0, -77.0).unwrap().category("camp")).unwrap();
    let file = dir.path().join("out.geojson");
    window.click("Import and export");
    window.type_into("File to write (.geojson)", &file.display().to_string());
    window.harness.get_all_by_label("Export").last().unwrap().click();
    window.until("it is exported", |app| {
        app.notices().iter().any(|one| matches!(&one.news, News::Exported { observations: 1, .. }))
    });
    window.type_into("File to read (.geojson)", &file.display().to_string());
    window.harness.get_all_by_label("Import").last().unwrap().click();
    window.until("it is imported", |app| {
        app.notices().iter().any(|one| matches!(&one.news, News::Imported(report) if report.added == 0))
    });
}

#[test]
fn language_and_appearance_are_chosen() {
    let (_dir, mut window) = shown("ana");
    window.click("Language and appearance");
    window.click("Dark");
    window.until("it is dark", |app| app.settings().appearance == Appearance::Dark);
    window.harness.get_all_by_label("Português").last().unwrap().click();
    window.until("it speaks Portuguese", |app| app.language() == Language::Portuguese);
    window.until_drawn("the part too", |window| window.says("Escura"));
}

#[test]
fn a_project_without_secrecy_says_so_here_too() {
    let dir = folder();
    let device = fieldmesh::Device::open(dir.path().join("ana")).unwrap();
    device.create_open_project("Feria", fieldmesh::Configuration::builtin()).unwrap();
    drop(device);
    let mut window = Window::at(dir.path(), "ana", Language::English);
    window.until("it is open", |app| app.project().is_some());
    window.show(Screen::Project);
    assert!(window.says("open: no secrecy"));
}
