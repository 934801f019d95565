//! The form.

use fieldmesh::{Scalar, TagValue};
use fieldmesh_window::model::edit::{Entry, Fault};
use fieldmesh_window::model::pictures::{PictureSize, PictureState};

use super::*;

#[test]
fn only_what_a_person_touched_is_written() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let id = ana.record("camp", "before", Some((-1.0, -77.0)));
    ana.detail(details::Action::Edit);
    let form = ana.app.form().unwrap();
    assert_eq!((form.category(), form.notes()), (Some("camp"), "before"));
    assert_eq!(form.place(), ("-1".to_owned(), "-77".to_owned()));
    assert!(!form.is_touched());
    // Somebody else edits the notes meanwhile; here only the place is touched.
    let notes = fieldmesh::Edit { notes: Some(Some("meanwhile".to_owned())), ..Default::default() };
    ana.project().edit(&id, &notes).unwrap();
    let place = form::Action::Place { latitude: "-1,5".to_owned(), longitude: "-77".to_owned() };
    ana.act(Action::Edit(place));
    ana.act(Action::Edit(form::Action::Notes("before".to_owned())));
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.form().is_none());
    let saved = ana.project().observation(&id).unwrap();
    assert_eq!(saved.notes.as_deref(), Some("meanwhile"));
    assert_eq!(saved.position.unwrap().anchor().unwrap().latitude, -1.5);
}

#[test]
fn a_track_stays_one_until_somebody_puts_a_point_in_its_place() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let line = [(-1.0, -77.0), (-1.1, -77.0), (-1.1, -77.1)];
    let line = line.map(|(latitude, longitude)| Coordinate { latitude, longitude, altitude: None });
    let track = fieldmesh::Position::new(fieldmesh::Geometry::Track(line.to_vec())).unwrap();
    let new = fieldmesh::NewObservation { position: Some(track.clone()), ..Default::default() };
    let id = ana.project().observe(new).unwrap();
    ana.select(id);
    ana.detail(details::Action::Edit);
    assert_eq!(ana.app.form().unwrap().shape(), Some(&track));
    let elsewhere = || form::Action::Place { latitude: "0".to_owned(), longitude: "0".to_owned() };
    ana.act(Action::Edit(elsewhere()));
    ana.act(Action::Edit(form::Action::PlaceAt(line[1])));
    ana.act(Action::Edit(form::Action::Notes("the way".to_owned())));
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.form().is_none());
    let saved = ana.project().observation(&id).unwrap();
    assert_eq!((saved.position, saved.notes.as_deref()), (Some(track), Some("the way")));
    let has_line = |app: &App| app.observations().unwrap().places().shapes.bounds().is_some();
    ana.until("the map has its line", has_line);
    ana.select(id);
    ana.detail(details::Action::Edit);
    ana.act(Action::Edit(form::Action::ReplaceShape));
    // The first point of the track, so that nothing tells them apart but the shape.
    ana.act(Action::Edit(form::Action::PlaceAt(line[0])));
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.form().is_none());
    let saved = ana.project().observation(&id).unwrap();
    assert_eq!(saved.position, Some(fieldmesh::Position::point(-1.0, -77.0).unwrap()));
}

#[test]
fn a_place_that_a_person_sets_says_so() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let id = ana.record("camp", "on the map", Some((-1.0, -77.0)));
    let fix = |id| ana.project().observation(&id).unwrap().metadata.as_deref().map(fieldmesh::Fix::read);
    assert_eq!(fix(id).and_then(|fix| fix.manual), Some(true));
    let nowhere = ana.record("camp", "no place", None);
    assert_eq!(ana.project().observation(&nowhere).unwrap().metadata, None);
}

#[test]
fn a_form_that_cannot_be_saved_says_why_and_stays() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.act(Action::Edit(form::Action::Begin(None)));
    ana.act(Action::Edit(form::Action::Save));
    assert_eq!(ana.app.form().unwrap().faults(), [Fault::Empty]);
    let place = form::Action::Place { latitude: "95".to_owned(), longitude: "0".to_owned() };
    ana.act(Action::Edit(place));
    ana.act(Action::Edit(form::Action::Save));
    assert!(matches!(ana.app.form().unwrap().faults(), [Fault::Place(_)]));
    let key = number_field(&ana);
    ana.act(Action::Edit(form::Action::Answer { tag_key: key.clone(), entry: Entry::Typed("many".to_owned()) }));
    ana.act(Action::Edit(form::Action::Place { latitude: "0".to_owned(), longitude: "0".to_owned() }));
    ana.act(Action::Edit(form::Action::Save));
    assert_eq!(ana.app.form().unwrap().faults(), [Fault::NotANumber { tag_key: key.clone() }]);
    ana.act(Action::Edit(form::Action::Answer { tag_key: key.clone(), entry: Entry::Typed("3".to_owned()) }));
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.detail().is_some());
    let saved = ana.app.detail().unwrap().observation().clone();
    assert_eq!(saved.tags[&key], TagValue::One(Scalar::Int(3)));
    assert!(saved.created_at.zone.is_some(), "the zone it was lived in");
    ana.act(Action::Edit(form::Action::Begin(None)));
    ana.act(Action::Edit(form::Action::Cancel));
    assert!(ana.app.form().is_none());
}

fn number_field(person: &Person) -> String {
    let configuration = person.app.project().unwrap().configuration.as_ref().unwrap();
    let number = |field: &&fieldmesh::config::Field| field.kind.name() == "number";
    configuration.fields.iter().find(number).unwrap().tag_key.clone()
}

#[test]
fn a_photo_is_taken_shown_and_taken_away() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let photo = dir.path().join("tree.png");
    fs_err::write(&photo, fieldmesh_workload::scene(1, 1).unwrap()).unwrap();
    ana.act(Action::Edit(form::Action::Begin(None)));
    ana.act(Action::Edit(form::Action::AddFiles(vec![photo.clone()])));
    assert_eq!(ana.app.form().unwrap().attaching(), 1);
    // Saved as soon as the photo is there.
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.form().is_none() && app.detail().is_some());
    let (id, record) =
        ana.app.detail().unwrap().attachments().next().map(|(id, record)| (*id, record.clone())).unwrap();
    assert_eq!(record.name.as_deref(), Some("tree.png"));
    ana.detail(details::Action::ShowPicture(Some(id)));
    assert_eq!(ana.app.detail().unwrap().picture(), Some(id));
    let here = |app: &App, size| matches!(app.picture_of(&id, &record, size), PictureState::Here(_));
    ana.until("the picture is shown", |app| here(app, PictureSize::Large));
    ana.until("it is small in the list", |app| here(app, PictureSize::Thumbnail));
    let thumbnail = record.thumbnail.unwrap().id;
    ana.until("by its own id too", |app| app.picture(&thumbnail, PictureSize::Thumbnail).is_some());

    ana.detail(details::Action::Edit);
    ana.act(Action::Edit(form::Action::RemoveAttachment(id)));
    ana.act(Action::Edit(form::Action::AddFiles(vec![dir.path().join("missing.jpg")])));
    ana.act(Action::Edit(form::Action::Save));
    ana.until_failed(ErrorKind::NoSuchFile);
    assert!(!ana.app.form().unwrap().is_saving(), "a person decides whether to save without it");
    ana.act(Action::Edit(form::Action::Save));
    ana.until("saved", |app| app.form().is_none());
    ana.until("the photo is gone", |app| app.detail().unwrap().attachments().next().is_none());
}
