//! Sync files at the window.

use fieldmesh::{Configuration, ConfigurationChoice, Edition, MediaPolicy};
use fieldmesh_window::model::synchronize::{self as screen, Ending, With};

use super::*;

fn ending(person: &mut Person) -> Ending {
    person.until("a synchronization ended", |app| {
        assert!(!app.notices().iter().any(|notice| matches!(notice.news, News::Failed(_))), "{:?}", app.notices());
        app.synchronize().is_some_and(|screen| !screen.endings().is_empty())
    });
    let ending = person.app.synchronize().unwrap().endings()[0].clone();
    let told = |app: &App| app.notices().iter().any(|notice| matches!(notice.news, News::Synchronized(_)));
    assert_eq!(told(&person.app), person.app.screen() != Screen::Synchronize, "told beside another screen");
    person.act(Action::Synchronize(screen::Action::Read(0)));
    person.dismiss_all();
    ending
}

fn synchronize(person: &mut Person, file: &Path) {
    person.act(Action::Synchronize(screen::Action::SynchronizeFile(file.to_owned())));
}

#[test]
fn a_file_goes_there_and_back_and_says_who_waits_for_it() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "roof gone", None);
    ana.until("a name is suggested", |app| !app.synchronize().unwrap().suggested_name().is_empty());
    let file = dir.path().join(ana.app.synchronize().unwrap().suggested_name());
    assert!(file.display().to_string().ends_with(".fieldmesh"));
    ana.act(Action::Synchronize(screen::Action::CreateFile(file.clone(), MediaPolicy::Everything)));
    assert_eq!(ana.app.synchronize().unwrap().file().unwrap().path, file);
    ana.until("it is written", |app| !app.notices().is_empty());
    let bytes = fs_err::metadata(&file).unwrap().len();
    let created = News::FileCreated {
        path: file.clone(),
        bytes,
        observations: 1,
        media: MediaPolicy::Everything,
        left_out: Vec::new(),
        open: false,
    };
    assert_eq!(ana.app.notices()[0].news, created);
    assert!(ana.app.synchronize().unwrap().file().is_none());
    ana.dismiss_all();
    ana.act(Action::Synchronize(screen::Action::CreateFile(file.clone(), MediaPolicy::Everything)));
    ana.until_failed(ErrorKind::FileExists);

    let mut marco = Person::joining(dir.path(), "Marco", &ana);
    marco.record("tree", "palm", None);
    synchronize(&mut marco, &file);
    let came = ending(&mut marco);
    assert!(matches!(&came.with, With::File { path, .. } if *path == file));
    assert_eq!((came.received.new, came.sent.new, came.both_hold), (1, 1, Some(2)));
    assert!(came.photos.complete && came.photos.on_neither == 0);
    let [waiting] = came.waiting.as_slice() else { panic!("{:?}", came.waiting) };
    assert_eq!((waiting.name.as_str(), waiting.new, waiting.wrote_it), ("Ana", 1, true));
    // View what came.
    marco.act(Action::Synchronize(screen::Action::View(came.came.unwrap())));
    marco.until("what came is shown", |app| {
        let list = app.observations().unwrap();
        !list.is_loading() && list.totals().shown == 1
    });
    assert_eq!(marco.app.observations().unwrap().row(0).unwrap().notes.as_deref(), Some("roof gone"));

    synchronize(&mut ana, &file);
    let back = ending(&mut ana);
    assert_eq!((back.received.new, back.both_hold, back.waiting.len()), (1, Some(2), 0));
    ana.until("both show the same words", |app| {
        app.synchronize().unwrap().standing().words == marco.project().data_words(Language::English).unwrap()
    });
    assert_eq!(ana.app.synchronize().unwrap().standing().only_here, 0);
}

#[test]
fn each_refused_file_is_a_notice_with_its_way_out_and_stays_as_it_was() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "roof gone", None);
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    let whole = fs_err::read(&file).unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs_err::write(&path, bytes).unwrap();
        path
    };
    let mut newer = whole.clone();
    newer[8] = 9;
    let mut damaged = whole.clone();
    let middle = whole.len() / 3;
    damaged[middle] ^= 1;
    let others = Person::with_project(dir.path(), "Marco");
    let foreign = dir.path().join("foreign.fieldmesh");
    others.project().create_sync_file(&foreign).unwrap();
    let ask = Offer::AskForInvite { file: foreign.clone() };
    for (path, kind, offer) in [
        (dir.path().join("missing.fieldmesh"), ErrorKind::NoSuchFile, None),
        (write("letter.txt", b"Dear Ana"), ErrorKind::NotASyncFile, None),
        (write("newer.fieldmesh", &newer), ErrorKind::NewerVersion, None),
        (write("damaged.fieldmesh", &damaged), ErrorKind::Damaged, None),
        (foreign, ErrorKind::OtherProject, Some(ask)),
    ] {
        let before = fs_err::read(&path).ok();
        synchronize(&mut ana, &path);
        let failure = ana.until_failed(kind);
        assert_eq!(failure.offer, offer, "{kind}");
        assert!(!failure.cause.is_empty());
        assert_eq!(fs_err::read(&path).ok(), before, "{kind}");
        assert!(ana.app.synchronize().unwrap().file().is_none());
    }
}

#[test]
fn a_file_of_another_project_of_this_device_offers_to_switch_to_it() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    ana.record("camp", "roof gone", None);
    let (first, file) = (ana.app.project().unwrap().id, dir.path().join("trip.fieldmesh"));
    ana.project().create_sync_file(&file).unwrap();
    ana.act(Action::Start(doors::Action::Create { name: "Other".to_owned(), configuration: None, open: false }));
    ana.until("the other one is open", |app| app.project().unwrap().name == "Other");
    synchronize(&mut ana, &file);
    ana.until("it is refused", |app| !app.notices().is_empty());
    let notice = ana.app.notices()[0].clone();
    let News::Failed(failure) = notice.news else { panic!("refused") };
    let name = "Río Napo".to_owned();
    assert_eq!(failure.offer, Some(Offer::SwitchProject { project: first, name, file: file.clone() }));
    ana.act(Action::Accept(notice.id));
    ana.until("the first one is open again", |app| app.project().unwrap().id == first);
    assert_eq!(ending(&mut ana).both_hold, Some(1));
}

#[test]
fn a_file_with_another_configuration_asks_and_goes_on_with_what_was_chosen() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    let mut other = Configuration::builtin();
    other.name = "Jungle".to_owned();
    other.categories.truncate(3);
    ana.project().set_configuration(&other).unwrap();
    synchronize(&mut ana, &file);
    ana.until("it asks", |app| !app.notices().is_empty());
    let notice = ana.app.notices()[0].clone();
    let News::Failed(failure) = notice.news else { panic!("refused") };
    let Some(Offer::ChooseConfiguration { other: offered, .. }) = failure.offer else { panic!("no choice") };
    assert_eq!((offered.ours.name.as_str(), offered.edition), ("Jungle", Edition::Apart));
    ana.act(Action::Choose(notice.id, ConfigurationChoice::UseTheirs));
    let ended = ending(&mut ana);
    assert_eq!(ended.adopted.unwrap().fingerprint, Configuration::builtin().fingerprint());
    ana.until("it is in use", |app| app.project().unwrap().configuration.as_ref().unwrap().categories.len() > 3);
}
