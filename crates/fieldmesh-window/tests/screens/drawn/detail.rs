//! One observation, drawn.

use fieldmesh::{Edit, Observation, ObservationId};
use fieldmesh_window::model::detail as details;
use fieldmesh_window::model::observations as list;

use super::{Key, Modifiers, Queryable, Window};
use crate::folder;

fn shown(window: &mut Window, id: ObservationId) {
    window.act(list::Action::Select(Some(id)));
    window.until("it is shown", |app| {
        !app.is_reading_detail() && app.detail().is_some_and(|one| one.observation().id == id)
    });
}

fn notes(text: &str) -> Edit {
    Edit { notes: Some(Some(text.to_owned())), ..Edit::default() }
}

/// Ana before her window, and Marco's project: both hold one observation.
fn two(dir: &std::path::Path) -> (Window, fieldmesh::Project, ObservationId, std::path::PathBuf) {
    let window = Window::with_project(dir, "Ana");
    let project = window.project();
    let id = project.observe(Observation::at(-1.48, -77.26).unwrap().category("camp").notes("roof")).unwrap();
    let marco = fieldmesh::Device::open(dir.join("Marco")).unwrap();
    marco.rename("Marco").unwrap();
    let marco = marco.join(&project.invite().unwrap()).unwrap();
    let file = dir.join("trip.fieldmesh");
    project.create_sync_file(&file).unwrap();
    marco.synchronize_file(&file).unwrap();
    project.synchronize_file(&file).unwrap();
    (window, marco, id, file)
}

#[test]
fn what_an_observation_says_is_shown_with_who_said_it() {
    let dir = folder();
    let (mut window, _, id, _) = two(dir.path());
    shown(&mut window, id);
    for text in ["-1.480000, -77.260000", "roof", "Recorded by", "Ana ·", "as the devices give them", "Camp"] {
        assert!(window.says(text), "{text}");
    }
}

#[test]
fn deleting_asks_says_what_it_means_and_can_be_taken_back() {
    let dir = folder();
    let (mut window, _, id, _) = two(dir.path());
    shown(&mut window, id);
    window.click("Delete");
    assert!(window.says(
        "It disappears from the list everywhere it is synchronized. It stays in the history, and whoever has a copy \
         can restore it."
    ));
    window.harness.key_press(Key::Escape);
    window.until_drawn("Escape keeps it", |window| !window.says("Delete this observation?"));
    assert!(!window.project().observation(&id).unwrap().is_deleted());
    window.click("Delete");
    window.click("Delete it");
    window.until_drawn("it is deleted", |window| window.says("It is in the history and can be restored."));
    assert!(window.project().observation(&id).unwrap().is_deleted());
    // The notice offers it too.
    window.harness.get_all_by_label("Restore").next().unwrap().click();
    window.until("it is back", |app| app.detail().is_some_and(|one| !one.observation().is_deleted()));
}

#[test]
fn a_conflict_is_told_in_plain_words_and_settled_by_a_click() {
    let dir = folder();
    let (mut window, marco, id, file) = two(dir.path());
    let ana = window.project();
    ana.edit(&id, &notes("by Ana")).unwrap();
    marco.edit(&id, &notes("by Marco")).unwrap();
    marco.synchronize_file(&file).unwrap();
    ana.synchronize_file(&file).unwrap();
    shown(&mut window, id);
    let told = window.says("Ana and Marco wrote different notes. Both are kept until somebody chooses.")
        || window.says("Marco and Ana wrote different notes. Both are kept until somebody chooses.");
    assert!(told);
    assert!(window.says("by Ana") && window.says("by Marco"));
    let other = window.app().detail().unwrap().disputes()[0].values[1].value.clone().unwrap();
    window.harness.get_all_by_label("Keep this one").nth(1).unwrap().click();
    window.until("it is settled", |app| app.detail().is_some_and(|one| one.disputes().is_empty()));
    assert_eq!(ana.observation(&id).unwrap().notes.as_deref(), Some(other.trim_matches('"')));
}

#[test]
fn a_conflict_is_settled_by_another_value_too() {
    let dir = folder();
    let (mut window, marco, id, file) = two(dir.path());
    let ana = window.project();
    ana.edit(&id, &notes("by Ana")).unwrap();
    marco.edit(&id, &notes("by Marco")).unwrap();
    marco.synchronize_file(&file).unwrap();
    ana.synchronize_file(&file).unwrap();
    shown(&mut window, id);
    window.click("Write another value");
    window.until("the form is open", |app| app.form().is_some());
    window.type_into("Notes", "by both");
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::S);
    window.until("it is settled", |app| {
        app.form().is_none() && app.detail().is_some_and(|one| one.disputes().is_empty())
    });
    assert_eq!(ana.observation(&id).unwrap().notes.as_deref(), Some("by both"));
}

#[test]
fn the_history_shows_both_edits_and_a_version_is_looked_at_and_restored() {
    let dir = folder();
    let (mut window, marco, id, file) = two(dir.path());
    marco.edit(&id, &notes("new roof")).unwrap();
    marco.synchronize_file(&file).unwrap();
    window.project().synchronize_file(&file).unwrap();
    shown(&mut window, id);
    window.click("History");
    window.until("it was read", |app| app.detail().is_some_and(|one| one.history().is_some()));
    let history = window.app().detail().unwrap().history().unwrap().len();
    assert_eq!((history, window.harness.query_all_by_label("roof").count()), (2, 1), "what was before");
    assert!(window.says("new roof"));
    assert!(window.says("Recorded") && window.says("This is how it is now."));
    let first = window.app().detail().unwrap().history().unwrap()[0].change;
    window.act(details::Action::ShowVersion(Some(first)));
    window.until_drawn("it is shown as it was", |window| {
        window.says("As it was on") && window.says("written by Ana")
    });
    window.click("Back to now");
    window.until("it is as it is", |app| app.detail().is_some_and(|one| one.past().is_none()));
    window.act(details::Action::ShowVersion(Some(first)));
    window.until_drawn("it is shown as it was", |window| window.says("As it was on"));
    window.harness.get_all_by_label("Restore this version").next().unwrap().click();
    window.until_drawn("it asks", |window| window.says("what it is now stays in the history"));
    assert_eq!(window.project().history(&id).unwrap().len(), 2);
    window.click("Restore it");
    window.until("it is restored", |app| {
        app.detail().is_some_and(|one| one.observation().notes.as_deref() == Some("roof") && one.past().is_none())
    });
    assert_eq!(window.project().history(&id).unwrap().len(), 3);
}

#[test]
fn a_conflict_is_settled_by_leaving_it_empty() {
    let dir = folder();
    let (mut window, marco, id, file) = two(dir.path());
    let ana = window.project();
    ana.edit(&id, &notes("by Ana")).unwrap();
    marco.edit(&id, &notes("by Marco")).unwrap();
    marco.synchronize_file(&file).unwrap();
    ana.synchronize_file(&file).unwrap();
    shown(&mut window, id);
    window.click("Leave it empty");
    window.until("it is settled", |app| app.detail().is_some_and(|one| one.disputes().is_empty()));
    assert_eq!(ana.observation(&id).unwrap().notes, None);
}
