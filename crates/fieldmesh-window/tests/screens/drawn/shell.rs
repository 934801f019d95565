//! What stands around every screen.

use fieldmesh::Language;
use fieldmesh_window::model::{Action, Screen};

use super::Window;
use crate::folder;

#[test]
fn the_modes_at_the_left_lead_to_the_screens() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "ana");
    assert_eq!(window.app().screen(), Screen::Observations);
    window.click("Project");
    assert_eq!(window.app().screen(), Screen::Project);
    window.click("Observations");
    assert_eq!(window.app().screen(), Screen::Observations);
}

#[test]
fn the_language_changes_while_the_window_is_open() {
    let dir = folder();
    let mut window = Window::with_project(dir.path(), "ana");
    for (language, word) in [(Language::Spanish, "Sincronizar"), (Language::French, "Synchroniser")] {
        window.act(Action::Speak(language));
        window.until_drawn("the panel speaks it", |window| window.says(word));
    }
}
