//! What is told below every screen.

use fieldmesh::NewObservation;
use fieldmesh_window::model::{detail, observations, project};

use super::*;
use crate::folder;

#[test]
fn what_was_deleted_comes_back_by_undo() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let id = ana.project().observe(NewObservation::default().category("camp").notes("roof gone")).unwrap();
    ana.act(observations::Action::Select(Some(id)));
    ana.until("it was read", |app| app.detail().is_some());
    ana.act(detail::Action::Delete);
    ana.until_drawn("it is told", |ana| ana.says("It disappears from the list everywhere"));
    ana.harness.get_by_role_and_label(Role::Button, "Undo").click();
    ana.harness.step();
    ana.until("it is back", |app| app.detail().is_some_and(|one| one.observation().deleted_at.is_none()));
    assert!(ana.app().notices().is_empty());
}

#[test]
fn an_invite_that_was_written_says_that_it_is_a_key() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let file = dir.path().join("team.invite");
    ana.act(project::Action::WriteInvite(file.clone()));
    ana.until_drawn("it is told", |ana| ana.says("treat it like a key"));
    assert!(ana.says(&file.display().to_string()));
    ana.click("Close");
    assert!(ana.app().notices().is_empty());
}

#[test]
fn many_notices_leave_room_for_the_screen() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    ana.harness.set_size([1024.0, 600.0].into());
    for number in 0..12 {
        let file = dir.path().join(format!("missing-{number}.json"));
        ana.act(project::Action::ImportConfiguration(file));
    }
    ana.until("all are told", |app| app.notices().len() == 12);
    ana.harness.step();
    // The newest is read first, and the modes at the left stay where they are.
    let closes = ana.harness.query_all_by_role_and_label(Role::Button, "Close");
    let highest = closes.map(|close| close.rect().top()).fold(f32::INFINITY, f32::min);
    assert!(highest > 350.0, "{highest}");
    assert!(ana.says("The configuration was not changed"));
}
