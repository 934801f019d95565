//! The three doors.

use super::*;

#[test]
fn a_device_without_a_project_shows_the_doors_and_one_with_a_project_opens_it() {
    let dir = folder();
    let mut ana = Person::at(dir.path(), "Ana");
    ana.until("the doors are shown", |app| app.screen() == Screen::Start);
    assert!(ana.app.project().is_none() && ana.app.observations().is_none());
    ana.act(Action::Show(Screen::Synchronize));
    assert_eq!(ana.app.screen(), Screen::Start, "there is nothing to synchronize");
    ana.act(Action::Start(doors::Action::Create { name: " ".to_owned(), configuration: None, open: false }));
    ana.until_failed(ErrorKind::InvalidName);
    drop(Person::with_project(dir.path(), "Marco"));
    let mut again = Person::at(dir.path(), "Marco");
    again.until("it opens by itself", |app| app.screen() == Screen::Observations);
    assert_eq!(again.app.project().unwrap().name, "Río Napo");
    again.until("the projects are listed", |app| app.start().projects().len() == 1);
}

#[test]
fn one_joins_with_the_text_or_the_file_of_an_invite() {
    let dir = folder();
    let ana = Person::with_project(dir.path(), "Ana");
    let file = dir.path().join("napo.invite");
    ana.project().invite().unwrap().write_file(&file).unwrap();
    let text = ana.project().invite().unwrap().to_text();
    for (name, invite) in [("Marco", text.clone()), ("Carla", file.display().to_string())] {
        let mut person = Person::at(dir.path(), name);
        person.act(Action::Start(doors::Action::Join(text[..40].to_owned())));
        person.until_failed(ErrorKind::NotAnInvite);
        person.act(Action::Start(doors::Action::Join(invite)));
        person.until("joined", |app| app.screen() == Screen::Observations);
        assert_eq!(person.app.project().unwrap().id, ana.app.project().unwrap().id);
        assert_eq!(person.app.project().unwrap().configuration.is_some(), name == "Carla");
    }
}

#[test]
fn joining_with_a_sync_file_asks_for_an_invite_and_then_brings_what_the_file_holds() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let id = ana.record("camp", "roof gone", None);
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();

    let mut marco = Person::at(dir.path(), "Marco");
    marco.act(Action::Start(doors::Action::JoinFile(file.clone())));
    let failure = marco.until_failed(ErrorKind::OtherProject);
    assert_eq!(failure.offer, Some(Offer::AskForInvite { file: file.clone() }));
    assert_eq!(marco.app.start().waiting_file(), Some(file.as_path()));
    marco.act(Action::Start(doors::Action::Join(ana.project().invite().unwrap().to_text())));
    marco.until("the file was synchronized with", |app| {
        app.synchronize().is_some_and(|screen| !screen.endings().is_empty())
    });
    assert_eq!(marco.app.start().waiting_file(), None);
    assert!(marco.project().observation(&id).is_ok());
    marco.until("the configuration of the file is used", |app| app.project().unwrap().configuration.is_some());
}

#[test]
fn sample_data_is_there_to_look_around_in_once() {
    let dir = folder();
    let mut ana = Person::at(dir.path(), "Ana");
    for _ in 0..2 {
        ana.act(Action::Start(doors::Action::Sample));
        ana.until("observations are shown", |app| {
            app.observations().is_some_and(|list| list.totals().all == 60 && list.row(0).is_some())
        });
        ana.act(Action::Show(Screen::Start));
    }
    let list = ana.app.observations().unwrap();
    assert!(list.totals().unseen == 30, "what the other person recorded carries a dot");
    assert!((0..60).filter_map(|number| list.row(number)).any(|row| row.thumbnail.is_some()));
    ana.until("it is one project", |app| app.start().projects().len() == 1);
}

#[test]
fn a_file_that_is_no_configuration_starts_no_project() {
    let dir = folder();
    let mut ana = Person::at(dir.path(), "Ana");
    for (path, kind) in [
        (PathBuf::from("/nonexistent/x.comapeocat"), ErrorKind::NoSuchFile),
        (dir.path().join("Ana/device.json"), ErrorKind::NotAConfiguration),
    ] {
        let create = doors::Action::Create { name: "Napo".to_owned(), configuration: Some(path), open: false };
        ana.act(Action::Start(create));
        ana.until_failed(kind);
    }
    assert!(ana.device.projects().unwrap().is_empty());
}
