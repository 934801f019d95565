//! One observation, drawn.

use fieldmesh::{Edit, NewObservation, Observation, ObservationId, Timestamp};
use fieldmesh_document::guard;
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

/// An edit by a laptop whose clock is off by this many years, on top of all that this one holds.
fn edit_by_a_wrong_clock(window: &Window, dir: &std::path::Path, id: &ObservationId, text: &str, years: i64) {
    const YEAR: i64 = 365 * 24 * 3_600_000;
    let project = window.project();
    let shard = guard::admit_unannounced(&project.export_shard(&id.shard).unwrap()).unwrap();
    let now = project.observation(id).unwrap().updated_at.0;
    let mut laptop = shard.write_as(fieldmesh::DeviceId::from_bytes([7; 32]));
    laptop.edit(&id.local, &notes(text), Timestamp(now + years * YEAR)).unwrap();
    let file = dir.join("laptop.automerge");
    fs_err::write(&file, laptop.into_shard().save()).unwrap();
    assert_eq!(project.import_shard(&file).unwrap().changes, 1);
}

#[test]
fn the_history_says_whose_clock_is_against_the_order_of_the_versions() {
    const EARLIER: &str = "Dated earlier than a change that was made before it: one of the two clocks was wrong.";
    const LATER: &str = "Dated later than a change that was made after it: one of the two clocks was wrong.";
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    let id = window.project().observe(NewObservation::default().category("camp").notes("roof")).unwrap();
    window.project().edit(&id, &notes("roof gone")).unwrap();
    shown(&mut window, id);
    window.click("History");
    window.until_drawn("two versions by one clock", |window| window.says("This is how it is now."));
    assert!(!window.says(EARLIER) && !window.says(LATER));

    edit_by_a_wrong_clock(&window, dir.path(), &id, "ten years off", -10);
    let versions = |window: &Window| {
        window.app().detail().and_then(|one| one.history().map(|history| history.len())).unwrap_or_default()
    };
    window.until_drawn("the third version is read", |window| versions(window) == 3);
    let count = |window: &Window, text: &str| window.harness.query_all_by_label(text).count();
    // The two before it and the one after: whose clock it was is for a person to know.
    assert_eq!((count(&window, LATER), count(&window, EARLIER)), (2, 1));
    // It is the newest all the same.
    assert_eq!(window.app().detail().unwrap().observation().notes.as_deref(), Some("ten years off"));
}

#[test]
fn an_attachment_is_saved_as_a_file_and_one_that_is_there_is_not_overwritten_unasked() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "Ana");
    let (call, record) = window.project().attach_bytes(Some("call.mp3"), b"ID3 kept").unwrap();
    let id = window.project().observe(NewObservation::default().attachment(call, record)).unwrap();
    shown(&mut window, id);
    window.harness.get_all_by_label_contains("call.mp3").next().unwrap().click();
    window.until_drawn("it is looked at", |window| window.says("Save as…"));

    let file = dir.path().join("kept.mp3");
    let save = |window: &mut Window| {
        window.click("Save as…");
        window.type_into("File to write", file.to_str().unwrap());
        window.click("Save the file");
    };
    let question = format!("There is a file {} already. Replace it?", file.display());
    save(&mut window);
    window.until_drawn("it is written", |window| window.says("kept.mp3") && !window.says("File to write"));
    window.until("it is told", |app| !app.notices().is_empty());
    assert_eq!(fs_err::read(&file).unwrap(), b"ID3 kept");
    assert!(!window.says(&question));

    fs_err::write(&file, b"another").unwrap();
    save(&mut window);
    window.until_drawn("it asks", |window| window.says(&question));
    assert_eq!(fs_err::read(&file).unwrap(), b"another");
    window.click("Leave it");
    window.until_drawn("it is left", |window| !window.says(&question));
    assert_eq!(fs_err::read(&file).unwrap(), b"another");

    save(&mut window);
    window.until_drawn("it asks again", |window| window.says(&question));
    window.click("Replace it");
    window.until_drawn("it is replaced", |_| fs_err::read(&file).unwrap() == b"ID3 kept");
    assert!(!window.says(&question));
}
