//! The screen *Project*.

use fieldmesh_window::model::project as about;

use super::*;

#[test]
fn a_name_an_invite_and_facts_without_secrets() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.act(Action::Project(about::Action::Rename("Ana María".to_owned())));
    ana.until("renamed", |app| app.project().unwrap().device.name == "Ana María");
    ana.act(Action::Project(about::Action::Rename(String::new())));
    ana.until_failed(ErrorKind::InvalidName);
    ana.act(Action::Project(about::Action::ShowInvite(true)));
    ana.until("the invite is shown", |app| app.about().unwrap().invite().is_some());
    let invite = ana.app.about().unwrap().invite().unwrap().to_owned();
    assert!(fieldmesh::Invite::parse(&invite).is_ok());
    ana.act(Action::Project(about::Action::ShowInvite(false)));
    assert_eq!(ana.app.about().unwrap().invite(), None);
    let file = dir.path().join("napo.invite");
    ana.act(Action::Project(about::Action::WriteInvite(file.clone())));
    ana.until("it is written", |app| app.notices().iter().any(|one| one.news == News::InviteWritten(file.clone())));

    ana.act(Action::Show(Screen::Project));
    ana.until("the facts are read", |app| !app.about().unwrap().diagnostics().is_empty());
    let facts = ana.app.about().unwrap().diagnostics();
    assert!(facts.iter().any(|(name, fact)| *name == "device" && *fact == ana.device.id().to_string()));
    let (_, code) = invite.split_once(':').unwrap();
    // The key begins behind version, flags and project id.
    let key = &code[40..70];
    assert!(facts.iter().all(|(_, fact)| !fact.contains(key)));
}

#[test]
fn a_configuration_is_imported_and_the_lists_speak_by_it() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let mut jungle = fieldmesh::Configuration::builtin();
    jungle.name = "Jungle".to_owned();
    let file = dir.path().join("jungle.json");
    fs_err::write(&file, jungle.to_bytes().unwrap()).unwrap();
    ana.act(Action::Project(about::Action::ImportConfiguration(file)));
    ana.until("it is used", |app| app.project().unwrap().configuration.as_ref().unwrap().name == "Jungle");
    ana.act(Action::Project(about::Action::ImportConfiguration(dir.path().join("none.json"))));
    ana.until_failed(ErrorKind::NoSuchFile);
}

#[test]
fn geojson_goes_out_and_comes_in() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "roof gone", Some((-1.0, -77.0)));
    let file = dir.path().join("out.geojson");
    ana.act(Action::Project(about::Action::Export(file.clone())));
    let exported = News::Exported { path: file.clone(), observations: 1 };
    ana.until("it is exported", |app| app.notices().iter().any(|one| one.news == exported));
    ana.act(Action::Project(about::Action::Export(file.clone())));
    ana.until_failed(ErrorKind::FileExists);

    let mut marco = Person::with_project(dir.path(), "Marco");
    marco.act(Action::Project(about::Action::Import(file)));
    marco.until("it is imported", |app| {
        app.notices().iter().any(|one| matches!(&one.news, News::Imported(report) if report.added == 1))
    });
    marco.until("it is in the list", |app| app.observations().unwrap().totals().all == 1);
    marco.act(Action::Project(about::Action::Import(dir.path().join("Marco/device.json"))));
    marco.until_failed(ErrorKind::NotGeojson);
}

#[test]
fn a_copied_device_becomes_one_of_its_own() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let id = ana.record("camp", "roof gone", None);
    let before = ana.device.id();
    ana.act(Action::Project(about::Action::Renew));
    ana.until("it is renewed", |app| app.project().is_some_and(|project| project.device.id != before));
    assert!(ana.project().observation(&id).is_ok(), "nothing is lost");
    ana.until("it is listed", |app| app.observations().unwrap().totals().all == 1);
}
