//! What another process records while the window is open.

use fieldmesh::{Device, NewObservation};

use super::*;

#[test]
fn what_another_process_records_stands_in_the_list_without_a_touch() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.until("the list was read", |app| app.observations().unwrap().is_read());
    // A device of its own on the same folder is what the command line has.
    let elsewhere = Device::open(dir.path().join("Ana")).unwrap().project(None).unwrap();
    let id = elsewhere.observe(NewObservation::default().category("camp").notes("roof gone")).unwrap();
    ana.until("it is listed", |app| app.observations().unwrap().line_of(&id) == Some(0));
    ana.until("and counted", |app| app.synchronize().unwrap().standing().only_here == 1);
    ana.select(id);
    elsewhere
        .edit(&id, &fieldmesh::Edit { notes: Some(Some("new roof".to_owned())), ..fieldmesh::Edit::default() })
        .unwrap();
    ana.until("its detail follows", |app| app.detail().unwrap().observation().notes.as_deref() == Some("new roof"));
}

#[test]
fn what_a_person_has_opened_stays_in_a_list_of_what_is_new() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let marco = Person::joining(dir.path(), "Marco", &ana);
    let file = dir.path().join("trip.fieldmesh");
    let ids = ["palm", "ceiba"]
        .map(|notes| marco.project().observe(NewObservation::default().category("tree").notes(notes)).unwrap());
    marco.project().create_sync_file(&file).unwrap();
    ana.project().synchronize_file(&file).unwrap();
    let unseen = list::Filter { kept: list::Kept::New, ..list::Filter::default() };
    assert_eq!(ana.show(unseen).len(), 2);
    ana.select(ids[0]);
    ana.until("its dot is gone", |app| app.observations().unwrap().totals().unseen == 1);
    let elsewhere = Device::open(dir.path().join("Ana")).unwrap().project(None).unwrap();
    assert!(ana.app.observations().unwrap().line_of(&ids[0]).is_some());
    // Only what somebody else changes has the list read again.
    elsewhere.delete(&ids[1]).unwrap();
    ana.until("the list followed", |app| app.observations().unwrap().line_of(&ids[1]).is_none());
}
