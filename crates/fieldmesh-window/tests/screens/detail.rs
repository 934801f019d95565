//! The selected observation.

use fieldmesh::{Edit, FieldName};
use fieldmesh_window::model::detail::{Difference, Shown};
use fieldmesh_window::model::observations::{Filter, Kept};

use super::*;

/// Ana and Marco, who both hold one observation; and a file that carries changes between them.
fn two(dir: &Path) -> (Person, Person, ObservationId, PathBuf) {
    let mut ana = Person::with_project(dir, "Ana");
    let id = ana.record("camp", "roof gone", Some((-1.0, -77.0)));
    let file = dir.join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    let marco = Person::joining(dir, "Marco", &ana);
    marco.project().synchronize_file(&file).unwrap();
    (ana, marco, id, file)
}

#[test]
fn a_conflict_is_shown_side_by_side_and_settled_by_a_choice() {
    let dir = folder();
    let (mut ana, marco, id, file) = two(dir.path());
    let notes = |text: &str| Edit { notes: Some(Some(text.to_owned())), ..Edit::default() };
    ana.project().edit(&id, &notes("by Ana")).unwrap();
    marco.project().edit(&id, &notes("by Marco")).unwrap();
    marco.project().synchronize_file(&file).unwrap();
    ana.project().synchronize_file(&file).unwrap();
    let conflicts = Filter { kept: Kept::Conflicts, ..Filter::default() };
    assert_eq!(ana.show(conflicts.clone())[0].id, id);
    assert!(ana.app.observations().unwrap().row(0).unwrap().conflict);
    assert_eq!(ana.app.observations().unwrap().totals().conflicted, 1);
    ana.select(id);
    let dispute = ana.app.detail().unwrap().disputes()[0].clone();
    assert_eq!(dispute.field, FieldName::Notes);
    let mut names: Vec<_> = dispute.values.iter().map(|value| value.name.clone().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["Ana", "Marco"]);
    // The one that is not shown first.
    let chosen = &dispute.values[1];
    let value: String = chosen.value.clone().unwrap().trim_matches('"').to_owned();
    ana.detail(details::Action::Resolve { field: FieldName::Notes, change: Some(chosen.change) });
    ana.until("it is settled", |app| app.detail().unwrap().disputes().is_empty());
    assert_eq!(ana.app.detail().unwrap().observation().notes.as_ref(), Some(&value));
    assert!(ana.show(conflicts).is_empty());
}

#[test]
fn a_conflict_is_settled_by_no_value_and_the_history_says_so() {
    let dir = folder();
    let (mut ana, marco, id, file) = two(dir.path());
    let notes = |text: &str| Edit { notes: Some(Some(text.to_owned())), ..Edit::default() };
    ana.project().edit(&id, &notes("by Ana")).unwrap();
    marco.project().edit(&id, &notes("by Marco")).unwrap();
    marco.project().synchronize_file(&file).unwrap();
    ana.project().synchronize_file(&file).unwrap();
    ana.select(id);
    ana.detail(details::Action::Resolve { field: FieldName::Notes, change: None });
    ana.until("it is settled", |app| app.detail().unwrap().disputes().is_empty());
    assert_eq!(ana.app.detail().unwrap().observation().notes, None);
    ana.detail(details::Action::ShowHistory);
    ana.until("the history was read", |app| app.detail().unwrap().history().is_some());
    let differences = &ana.app.detail().unwrap().history().unwrap().last().unwrap().differences;
    let settled = |one: &Difference| matches!(one, Difference::Field { to: Shown::Nothing, settled: true, .. });
    assert!(differences.len() == 1 && settled(&differences[0]), "{differences:?}");
}

#[test]
fn a_deletion_that_did_not_know_of_an_edit_is_settled_either_way() {
    for keep in [true, false] {
        let dir = folder();
        let (mut ana, marco, id, file) = two(dir.path());
        ana.project().delete(&id).unwrap();
        let edit = Edit { notes: Some(Some("new roof".to_owned())), ..Edit::default() };
        marco.project().edit(&id, &edit).unwrap();
        marco.project().synchronize_file(&file).unwrap();
        ana.project().synchronize_file(&file).unwrap();
        ana.select(id);
        let dispute = ana.app.detail().unwrap().disputes()[0].clone();
        assert_eq!(dispute.field, FieldName::Deleted);
        let chosen = dispute.values.iter().find(|value| value.value.is_none() == keep).unwrap();
        ana.detail(details::Action::Resolve { field: FieldName::Deleted, change: Some(chosen.change) });
        ana.until("it is settled", |app| app.detail().unwrap().disputes().is_empty());
        assert_eq!(ana.app.detail().unwrap().observation().is_deleted(), !keep);
    }
}

#[test]
fn the_history_tells_who_wrote_what_and_any_version_can_be_written_again() {
    let dir = folder();
    let (mut ana, marco, id, file) = two(dir.path());
    let edit = Edit { notes: Some(Some("new roof".to_owned())), ..Edit::default() };
    marco.project().edit(&id, &edit).unwrap();
    marco.project().synchronize_file(&file).unwrap();
    ana.project().synchronize_file(&file).unwrap();
    ana.select(id);
    assert!(ana.app.detail().unwrap().history().is_none());
    assert_eq!(ana.app.detail().unwrap().editor(), Some("Marco"));
    ana.detail(details::Action::ShowHistory);
    ana.until("the history was read", |app| app.detail().unwrap().history().is_some());
    let history = ana.app.detail().unwrap().history().unwrap().to_vec();
    let names: Vec<_> = history.iter().filter_map(|line| line.name.as_deref()).collect();
    assert_eq!(names, ["Ana", "Marco"]);
    assert!(history[0].first && history[0].differences.is_empty());
    let words = |text: &str| Shown::Words(vec![text.to_owned()]);
    let changed = Difference::Field {
        field: FieldName::Notes,
        label: None,
        from: words("roof gone"),
        to: words("new roof"),
        settled: false,
    };
    assert_eq!(history[1].differences, [changed]);
    ana.detail(details::Action::ShowVersion(Some(history[0].change)));
    ana.until("it is shown as it was", |app| app.detail().unwrap().past().is_some());
    let then = ana.app.detail().unwrap().past().unwrap().detail.observation().notes.clone();
    assert_eq!(then.as_deref(), Some("roof gone"));
    ana.detail(details::Action::Revert(history[0].change));
    ana.until("it is as it was", |app| app.detail().unwrap().observation().notes.as_deref() == Some("roof gone"));
    assert_eq!(ana.project().history(&id).unwrap().len(), 3, "nothing is lost");
    let detail = ana.app.detail().unwrap();
    assert!(detail.past().is_none(), "one looks at it as it is");
    assert_eq!(detail.history().unwrap().len(), 3, "the history that is open goes along");
}

#[test]
fn fields_are_asked_in_the_order_and_language_of_the_configuration() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let configuration = fieldmesh::Configuration::builtin();
    let asked: Vec<_> = configuration.fields_of(Some("camp")).map(|field| field.label("en").to_owned()).collect();
    let option = configuration.fields_of(Some("camp")).find(|field| !field.kind.options().is_empty()).unwrap();
    let value = option.kind.options()[0].value.as_text().unwrap().to_owned();
    let new = Observation::at(0.0, 0.0).unwrap().category("camp").tag(&option.tag_key, value).tag("own", "kept");
    let id = ana.project().observe(new).unwrap();
    ana.select(id);
    let detail = ana.app.detail().unwrap();
    assert_eq!(detail.category(), Some("Camp"));
    assert_eq!(detail.answers().iter().map(|answer| answer.label.clone()).collect::<Vec<_>>(), asked);
    let answer = detail.answers().iter().find(|answer| answer.tag_key == option.tag_key).unwrap();
    assert_eq!(answer.chosen, [option.kind.options()[0].label("en")]);
    assert_eq!(detail.unasked(), [("own".to_owned(), "kept".into())]);
    assert_eq!(detail.captured_under(), None);
}

#[test]
fn an_attachment_is_saved_and_a_file_that_is_there_is_replaced_only_after_a_question() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let (photo, record) = ana.project().attach_bytes(Some("call.mp3"), b"ID3 kept").unwrap();
    let id = ana.project().observe(fieldmesh::NewObservation::default().attachment(photo, record)).unwrap();
    ana.select(id);
    let file = dir.path().join("call.mp3");
    let save = |replace| details::Action::SaveAttachment { id: photo, path: file.clone(), replace };
    let written = |app: &App| app.notices().iter().any(|one| one.news == News::AttachmentWritten(file.clone()));
    ana.detail(save(false));
    ana.until("it is written", written);
    assert_eq!(fs_err::read(&file).unwrap(), b"ID3 kept");
    ana.dismiss_all();
    fs_err::write(&file, b"another").unwrap();
    ana.detail(save(false));
    ana.until("it asks", |app| app.file_in_the_way() == Some((photo, file.as_path())));
    assert_eq!(fs_err::read(&file).unwrap(), b"another");
    ana.detail(details::Action::LeaveFile);
    assert!(ana.app.file_in_the_way().is_none());
    ana.detail(save(true));
    ana.until("it is replaced", written);
    assert_eq!(fs_err::read(&file).unwrap(), b"ID3 kept");
}
