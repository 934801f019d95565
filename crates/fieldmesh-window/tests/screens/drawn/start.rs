//! The three doors, drawn.

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use fieldmesh::{Device, ErrorKind, Language};
use fieldmesh_window::model::Screen;
use fieldmesh_window::model::notice::News;

use super::Window;
use crate::folder;

fn at_the_doors(name: &str) -> (tempfile::TempDir, Window) {
    let dir = folder();
    let mut window = Window::at(dir.path(), name, Language::English);
    window.until("the doors are shown", |app| app.screen() == Screen::Start);
    (dir, window)
}

fn until_told(window: &mut Window, kind: ErrorKind) {
    window.until(&format!("{kind} is told"), |app| {
        app.notices().iter().any(|one| matches!(&one.news, News::Failed(failure) if failure.kind == kind))
    });
}

#[test]
fn a_new_project_is_started_by_its_name_alone() {
    let (_dir, mut window) = at_the_doors("ana");
    window.click("Start a new project");
    assert!(window.harness.get_by_label("Start the project").accesskit_node().is_disabled(), "it has no name");
    window.type_into("Name of the project", "Río Napo");
    window.click("Start the project");
    window.until("it is open", |app| app.screen() == Screen::Observations);
    let project = window.app().project().unwrap();
    assert!(project.name == "Río Napo" && !project.open && project.configuration.is_some());
}

#[test]
fn an_open_project_takes_an_explicit_choice_that_warns() {
    let (_dir, mut window) = at_the_doors("ana");
    window.click("Start a new project");
    window.type_into("Name of the project", "Feria");
    assert!(!window.says("Anyone who knows the name"));
    window.click("Open project: no secrecy");
    assert!(window.says("Anyone who knows the name of the project can read and write everything"));
    window.click("Start the project");
    window.until("it is open", |app| app.project().is_some_and(|project| project.open));
}

#[test]
fn a_configuration_comes_from_a_file_and_one_that_is_not_there_starts_nothing() {
    let (dir, mut window) = at_the_doors("ana");
    window.click("Start a new project");
    window.type_into("Name of the project", "Río Napo");
    window.click("From a file of Mapeo, CoMapeo or Fieldmesh");
    window.type_into("Configuration file", "/nonexistent/jungle.comapeocat");
    window.click("Start the project");
    until_told(&mut window, ErrorKind::NoSuchFile);
    assert_eq!(window.app().screen(), Screen::Start);
    // The notice takes room from the screen until it is read.
    window.click("Close");

    let mut jungle = fieldmesh::Configuration::builtin();
    jungle.name = "Jungle".to_owned();
    let file = dir.path().join("jungle.json");
    fs_err::write(&file, jungle.to_bytes().unwrap()).unwrap();
    window.type_into("Configuration file", &file.display().to_string());
    window.click("Start the project");
    window.until("it is open", |app| {
        app.project().is_some_and(|project| project.configuration.as_ref().unwrap().name == "Jungle")
    });
}

#[test]
fn one_joins_with_an_invite_and_a_bad_one_is_refused() {
    let (dir, mut window) = at_the_doors("marco");
    let ana = Window::with_project(dir.path(), "ana");
    let invite = ana.project().invite().unwrap().to_text();
    window.click("Join my team");
    assert!(window.says("Project › Invite"), "it says how a colleague nearby gives the invite");
    window.type_into("Invite text, or an invite file", &invite[..40]);
    window.click("Join");
    until_told(&mut window, ErrorKind::NotAnInvite);
    window.type_into("Invite text, or an invite file", &invite);
    window.click("Join");
    window.until("joined", |app| app.screen() == Screen::Observations);
    assert_eq!(window.app().project().unwrap().id, ana.app().project().unwrap().id);
}

#[test]
fn a_sync_file_that_waits_for_an_invite_says_so_and_can_be_forgotten() {
    let (dir, mut window) = at_the_doors("marco");
    let ana = Window::with_project(dir.path(), "ana");
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    window.click("Join my team");
    window.type_into("Sync file (.fieldmesh)", "/nonexistent/trip.fieldmesh");
    window.click("Open the file");
    until_told(&mut window, ErrorKind::NoSuchFile);
    window.type_into("Sync file (.fieldmesh)", &file.display().to_string());
    window.click("Open the file");
    window.until_drawn("it waits", |window| window.says("trip.fieldmesh waits for an invite"));
    window.click("Go on without the file");
    window.until("it is forgotten", |app| app.start().waiting_file().is_none());
    window.until_drawn("nothing waits", |window| !window.says("waits for an invite"));
}

#[test]
fn sample_data_opens_with_one_press_and_another_project_leads_back_to_the_doors() {
    let (_dir, mut window) = at_the_doors("ana");
    window.click("Look around with sample data");
    window.until("observations are shown", |app| app.observations().is_some_and(|list| list.totals().all == 60));
    window.show(Screen::Start);
    window.until_drawn("the project is listed", |window| window.says("Río Napo (sample)"));
    assert!(window.says("Open now"));
    assert!(!window.says("This laptop is called"), "that was asked before");
    window.click("Start a new project");
    window.type_into("Name of the project", "Curaray");
    window.click("Start the project");
    window.until("the other is open", |app| app.project().is_some_and(|project| project.name == "Curaray"));
    window.show(Screen::Start);
    window.until_drawn("both are listed", |window| window.says("Open Río Napo (sample)"));
    window.click("Open Río Napo (sample)");
    window.until("the first is open again", |app| app.project().unwrap().name == "Río Napo (sample)");
}

#[test]
fn the_device_is_named_before_it_is_a_member() {
    let (_dir, mut window) = at_the_doors("x");
    window.type_into("This laptop is called", "Ana's laptop");
    window.click("Join my team");
    window.until("it is named", |app| app.start().device_name() == "Ana's laptop");
    assert_eq!(window.device.name(), "Ana's laptop");
    window.click("‹ Back");
    assert!(window.says("Welcome to Fieldmesh"));
}

#[test]
fn the_language_is_chosen_at_the_doors() {
    let (_dir, mut window) = at_the_doors("ana");
    window.click("Español");
    window.until_drawn("the doors speak it", |window| window.says("Unirse a mi equipo"));
    let doors = window.harness.query_all_by_role(Role::Button).count();
    assert!(doors >= 7, "three doors and four languages, found {doors}");
}

#[test]
fn a_file_the_program_is_opened_with_leads_to_its_place() {
    use fieldmesh_window::model::Action;
    let (dir, mut window) = at_the_doors("marco");
    let ana = Device::open(dir.path().join("ana")).unwrap();
    let project = ana.create_project("Río Napo", fieldmesh::Configuration::builtin()).unwrap();
    let [invite, sync_file, configuration] =
        ["a.invite", "a.fieldmesh", "a.json"].map(|name| dir.path().join(name));
    project.invite().unwrap().write_file(&invite).unwrap();
    project.create_sync_file(&sync_file).unwrap();
    fs_err::write(&configuration, fieldmesh::Configuration::builtin().to_bytes().unwrap()).unwrap();

    window.act(Action::Open(configuration.clone()));
    window.until_drawn("a new project may use it", |window| window.says("Start the project"));
    window.act(Action::Open(sync_file));
    window.until_drawn("it waits for an invite", |window| window.says("a.fieldmesh waits for an invite"));
    window.act(Action::Open(invite));
    window
        .until("it is taken", |app| matches!(app.given(), Some(fieldmesh_window::model::given::Given::Invite(_))));
    window.click("Join");
    window.until("the file is synchronized", |app| {
        app.synchronize().is_some_and(|screen| !screen.endings().is_empty())
    });
    window.act(Action::Open(configuration));
    window.until("the project may use it", |app| app.screen() == Screen::Project);
    assert!(window.says("Import a configuration…"));
    window.act(Action::Open(dir.path().join("marco/device.json")));
    until_told(&mut window, ErrorKind::NotASyncFile);
}
