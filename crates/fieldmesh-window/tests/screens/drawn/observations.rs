//! The screen *Observations*: filter, list and map.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use fieldmesh::{Deleted, Language, NewObservation, Observation, ObservationId, Query};
use fieldmesh_window::model::observations::{Action as Change, Filter, Kept};
use fieldmesh_window::model::{Action, App};

use super::Window;
use crate::folder;

/// Ana's window with these notes of camps, the newest last, each a little further east.
fn with(dir: &std::path::Path, notes: &[&str]) -> (Window, Vec<ObservationId>) {
    let mut window = Window::with_project(dir, "ana");
    let camp = |(number, notes): (usize, &&str)| -> NewObservation {
        Observation::at(-1.0, -77.0 + number as f64 / 100.0).unwrap().category("camp").notes(*notes)
    };
    let ids = notes.iter().enumerate().map(|one| window.project().observe(camp(one)).unwrap()).collect();
    window.act(Action::Show(fieldmesh_window::model::Screen::Observations));
    let count = notes.len();
    window.until("they are read", |app| shown(app) == count as u64 && on_map(app) == count);
    (window, ids)
}

fn shown(app: &App) -> u64 {
    app.observations().unwrap().totals().shown
}

fn on_map(app: &App) -> usize {
    app.observations().unwrap().places().index.len()
}

fn selected(window: &Window) -> Option<ObservationId> {
    window.app().observations().unwrap().selected()
}

fn focus(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).focus();
    window.harness.step();
}

fn press(window: &mut Window, key: Key) {
    window.harness.key_press(key);
    window.harness.step();
    window.harness.step();
}

#[test]
fn the_list_goes_by_keyboard_and_only_what_is_opened_loses_its_dot() {
    let dir = folder();
    let (mut window, _) = with(dir.path(), &["one", "two", "three"]);
    let [first, second, third] = [0, 1, 2].map(|line| window.app().observations().unwrap().row(line).unwrap().id);
    focus(&mut window, "List of observations");
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowDown);
    assert_eq!(selected(&window), None, "a row that is only passed is not opened");
    press(&mut window, Key::ArrowUp);
    press(&mut window, Key::Enter);
    assert_eq!(selected(&window), Some(second));
    press(&mut window, Key::End);
    press(&mut window, Key::Enter);
    assert_eq!(selected(&window), Some(third));
    press(&mut window, Key::Home);
    press(&mut window, Key::Enter);
    assert_eq!(selected(&window), Some(first));
}

#[test]
fn words_narrow_list_and_map_and_one_press_brings_all_back() {
    let dir = folder();
    let (mut window, _) = with(dir.path(), &["the roof is gone", "palm by the path", "palm at the river"]);
    assert!(window.says("3 observations"));
    window.type_into("Search", "palm");
    window.until_drawn("list and map are narrow", |window| {
        window.says("2 of 3 observations") && window.says("Map with 2 observations")
    });
    window.type_into("Search", "nothing like it");
    window.until_drawn("nothing is left", |window| window.says("Nothing fits the filter."));
    window.click("Clear the filter");
    window.until("all are back", |app| shown(app) == 3);
    window.until_drawn("the map too", |window| window.says("Map with 3 observations"));
    window.type_into("Search", "roof");
    window.until("the search works again", |app| shown(app) == 1);
}

#[test]
fn a_project_without_observations_says_what_to_do() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "ana");
    window.until_drawn("it is told", |window| window.says("No observations yet."));
    assert!(window.says("Synchronize with a colleague"));
    window.click("Record the first one");
    assert!(window.app().form().is_some());
}

#[test]
fn a_new_observation_begins_by_keyboard_and_takes_its_place_from_the_map() {
    let dir = folder();
    let (mut window, _) = with(dir.path(), &["here"]);
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::N);
    window.harness.step();
    window.until("the form is open", |app| app.form().is_some());
    assert_eq!(window.app().form().unwrap().place(), (String::new(), String::new()));
    window.until_drawn("the map is there", |window| window.says("Map with 1 observation"));
    window.click("Map with 1 observation");
    let (latitude, longitude) = window.app().form().unwrap().place();
    let near = |text: &str, degrees: f64| (text.parse::<f64>().unwrap() - degrees).abs() < 0.1;
    assert!(near(&latitude, -1.0) && near(&longitude, -77.0), "{latitude} {longitude}");
}

#[test]
fn the_map_has_a_button_to_record_on_it() {
    let dir = folder();
    let (mut window, _) = with(dir.path(), &["here"]);
    window.click("Record on the map");
    window.click("Map with 1 observation");
    let (latitude, _) = window.app().form().unwrap().place();
    assert!((latitude.parse::<f64>().unwrap() + 1.0).abs() < 0.1, "{latitude}");
}

#[test]
fn what_is_chosen_on_the_map_is_marked_in_the_list() {
    let dir = folder();
    let (mut window, ids) = with(dir.path(), &["here"]);
    // One observation alone stands in the middle.
    window.click("Map with 1 observation");
    assert_eq!(selected(&window), Some(ids[0]));
    let marked = |window: &Window| {
        let rows = window.harness.query_all_by_label_contains("Camp, ");
        rows.filter(|row| row.accesskit_node().is_selected() == Some(true)).count() == 1
    };
    window.until_drawn("its row is marked", marked);
    window.until("it was read", |app| app.detail().is_some());
}

#[test]
fn the_map_moves_by_keyboard_and_the_list_follows_where_that_was_asked_for() {
    let dir = folder();
    let (mut window, _) = with(dir.path(), &["west", "middle", "east"]);
    let area = |app: &App| app.observations().unwrap().filter().area;
    window.click("Only this area");
    window.until("the map's part is known", |app| area(app).is_some() && shown(app) == 3);
    let before = area(window.app()).unwrap();
    focus(&mut window, "Map with 3 observations");
    press(&mut window, Key::ArrowRight);
    window.until("it moved east", |app| area(app).unwrap().west > before.west);
    press(&mut window, Key::Num0);
    press(&mut window, Key::Plus);
    window.until("it is nearer", |app| {
        let now = area(app).unwrap();
        now.east - now.west < (before.east - before.west) * 0.6
    });
    for _ in 0..4 {
        press(&mut window, Key::Plus);
    }
    window.until("the list has what is left in view", |app| shown(app) == 1);
    assert_eq!(on_map(window.app()), 3, "the map shows what is around");
    window.click("Only this area");
    window.until("the list has all", |app| area(app).is_none() && shown(app) == 3);
}

#[test]
fn all_deleted_ones_are_restored_after_a_question() {
    let dir = folder();
    let (mut window, ids) = with(dir.path(), &["one", "two", "stays"]);
    for id in &ids[..2] {
        window.project().delete(id).unwrap();
    }
    let deleted = Filter { kept: Kept::Deleted, ..Filter::default() };
    window.act(Change::Filter(deleted));
    window.until("the deleted ones are listed", |app| shown(app) == 2);
    assert!(window.says("2 observations"));
    window.click("Restore all …");
    window.until_drawn("it asks first", |window| window.says("Restore 2 observations?"));
    window.click("Cancel");
    window.click("Restore all …");
    window.click("Restore");
    window.until("they are back", |app| app.observations().unwrap().totals().all == 3);
    assert_eq!(window.project().count(&Query { deleted: Deleted::Deleted, ..Query::default() }).unwrap(), 0);
    window.until_drawn("nothing is left to restore", |window| window.says("Nothing fits the filter."));
    window.harness.get_all_by_label("Show everything").next().unwrap().click();
    window.until("all are listed", |app| shown(app) == 3);
}

#[test]
fn what_others_deleted_stays_on_list_and_map_until_it_is_answered() {
    let dir = folder();
    let (mut window, ids) = with(dir.path(), &["one", "two", "three", "four"]);
    let marco = fieldmesh::Device::open(dir.path().join("Marco")).unwrap();
    let theirs = marco.join(&window.project().invite().unwrap()).unwrap();
    let file = dir.path().join("trip.fieldmesh");
    window.project().create_sync_file(&file).unwrap();
    let delete = |window: &mut Window, which: &[ObservationId]| {
        theirs.synchronize_file(&file).unwrap();
        which.iter().for_each(|id| drop(theirs.delete(id).unwrap()));
        theirs.synchronize_file(&file).unwrap();
        window.project().synchronize_file(&file).unwrap();
        window.act(Change::Reread);
        let count = which.len() as u64;
        window.until("they wait", |app| app.observations().unwrap().totals().held == count);
    };
    delete(&mut window, &ids[..3]);
    assert_eq!((shown(window.app()), on_map(window.app())), (4, 4));
    window.until_drawn("it asks", |window| window.says("3 observations were deleted on other devices."));
    assert!(window.says("deleted elsewhere, waiting for you"));
    for (language, text) in [
        (Language::Spanish, "3 observaciones fueron eliminadas en otros dispositivos."),
        (Language::Portuguese, "3 observações foram excluídas em outros dispositivos."),
        (Language::French, "3 observations ont été supprimées sur d'autres appareils."),
        (Language::English, "3 observations were deleted on other devices."),
    ] {
        window.act(Action::Speak(language));
        window.until_drawn("it asks in each language", |window| window.says(text));
    }

    // One is looked at; two are left, and shown by themselves.
    window.act(Change::Select(Some(ids[0])));
    window.until("one was looked at", |app| app.observations().unwrap().totals().held == 2);
    window.act(Change::Select(None));
    window.click("See them");
    window.until("the others are listed", |app| shown(app) == 2);
    window.click("Restore all …");
    window.until_drawn("it asks first", |window| window.says("Restore 2 observations?"));
    window.click("Restore");
    window.until("they are back", |app| app.observations().unwrap().totals().held == 0);
    assert_eq!(window.project().totals().unwrap().live, 3);

    window.project().synchronize_file(&file).unwrap();
    delete(&mut window, &ids[1..2]);
    window.act(Change::Filter(Filter::default()));
    window.until("all are listed", |app| shown(app) == 3);
    window.click("Leave them deleted");
    window.until("it is gone", |app| shown(app) == 2 && on_map(app) == 2);
    assert!(!window.says("deleted on other devices") && !window.says("deleted on another device"));
}

#[test]
fn the_screen_is_drawn_in_every_language_on_a_small_window() {
    let dir = folder();
    let (window, ids) = with(dir.path(), &["one", "two"]);
    drop(window);
    let mut window = Window::sized(dir.path(), "ana", Language::English, [800.0, 480.0]);
    window.until("they are read", |app| app.observations().is_some() && shown(app) == 2);
    window.act(Change::Select(Some(ids[0])));
    for language in Language::ALL {
        window.act(Action::Speak(language));
        for kept in
            [Kept::Live, Kept::New, Kept::Conflicts, Kept::Duplicates, Kept::Deleted, Kept::Came(0), Kept::Held]
        {
            window.act(Change::Filter(Filter { kept, ..Filter::default() }));
            window.until("it is read", |app| !app.observations().unwrap().is_loading());
        }
    }
}
