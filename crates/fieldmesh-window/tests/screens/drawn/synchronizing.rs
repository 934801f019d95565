//! Devices nearby and sync files, as a person sees them: two windows over the loopback interface, and files whose
//! paths are typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use fieldmesh::{Configuration, LanOptions, NewObservation, Query};
use fieldmesh_window::model::synchronize::{Action, Network};

use super::*;
use crate::{folder, loopback};

/// A member of the project of another window, before her own.
fn member(dir: &Path, name: &str, of: &Window) -> Window {
    let device = Device::open(dir.join(name)).unwrap();
    let project = device.join(&of.project().invite().unwrap()).unwrap();
    project.set_configuration(&Configuration::builtin()).unwrap();
    drop((project, device));
    let mut window = Window::at(dir, name, Language::English);
    window.until("the project is open", |app| app.project().is_some());
    window
}

fn record(window: &Window, notes: &[&str]) {
    for notes in notes {
        window.project().observe(NewObservation::default().category("camp").notes(*notes)).unwrap();
    }
}

/// Opens the screen by its name at the left.
fn open(window: &mut Window, options: LanOptions) -> SocketAddr {
    window.act(Action::Listen(options));
    window.click("Synchronize");
    let address = |app: &App| match app.synchronize()?.network() {
        Network::Open { .. } => app.synchronize()?.addresses().first().map(|local| local.address),
        _ => None,
    };
    window.until("the network is open", |app| address(app).is_some());
    address(window.app()).unwrap()
}

fn press(window: &mut Window, button: &str) {
    window.harness.get_by_role_and_label(Role::Button, button).click();
    window.harness.step();
    window.harness.step();
}

/// Types into the field of this name, in place of what is there, and presses Enter.
fn enter(window: &mut Window, field: &str, text: &str) {
    window.type_into(field, text);
    window.harness.key_press(Key::Enter);
    window.harness.step();
    window.harness.step();
}

fn until_both(a: &mut Window, b: &mut Window, what: &str, shown: impl Fn(&Window, &Window) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        a.harness.step();
        b.harness.step();
        if shown(a, b) {
            return;
        }
        assert!(Instant::now() < deadline, "{what}: {:#?} {:#?}", a.app().notices(), b.app().notices());
        let _ = a.woken.recv_timeout(Duration::from_millis(20));
        let _ = b.woken.recv_timeout(Duration::from_millis(20));
    }
}

/// Two windows that see each other.
fn meeting(dir: &Path, options: LanOptions) -> (Window, Window) {
    let mut ana = Window::with_project(dir, "Ana");
    record(&ana, &["roof gone"]);
    let mut marco = member(dir, "Marco", &ana);
    record(&marco, &["palm", "ceiba"]);
    open(&mut ana, options.clone());
    let at = open(&mut marco, options);
    ana.click("Type address");
    enter(&mut ana, "Address of the other device", &at.to_string());
    until_both(&mut ana, &mut marco, "they see each other", |ana, marco| ana.says("Marco") && marco.says("Ana"));
    (ana, marco)
}

#[test]
fn two_windows_compare_words_synchronize_and_show_what_came() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path(), loopback());
    assert!(ana.says("new here") && ana.says("Last: never"));
    press(&mut ana, "Synchronize with Marco");
    ana.until_drawn("she is asked", |ana| ana.says("All data is shared in both directions."));
    assert!(ana.says("Marco gets your 1 observation, you get its 2 observations."));
    let identity = |of: &Window| {
        let device = of.app().project().unwrap().device.clone();
        format!("{} · {}", device.id.short(), device.words.join(" "))
    };
    let marcos = identity(&marco);
    assert!(ana.says(&marcos));
    press(&mut ana, "Synchronize");
    until_both(&mut ana, &mut marco, "Marco is asked", |_, marco| {
        marco.says("wants to synchronize with this laptop")
    });
    assert!(marco.says(&identity(&ana)));
    assert_eq!(ana.project().totals().unwrap().live, 1, "nothing moved before the answer");
    press(&mut marco, "Synchronize");
    until_both(&mut ana, &mut marco, "both are told", |ana, marco| {
        [ana, marco].iter().all(|one| one.says("Both hold the same 3 observations."))
    });
    assert!(ana.says("Synchronized with Marco") && ana.says("Came: 2 new") && ana.says("Went: 1 new"));
    assert!(!ana.says("photos"), "there are none");
    until_both(&mut ana, &mut marco, "the rows say so", |ana, marco| {
        [ana, marco].iter().all(|one| one.says("Same data as this laptop") && one.says("compared"))
    });
    press(&mut ana, "View what came");
    ana.until("what came is shown", |app| {
        let list = app.observations().unwrap();
        app.screen() == Screen::Observations && !list.is_loading() && list.totals().shown == 2
    });
    until_both(&mut ana, &mut marco, "she has left his list", |_, marco| {
        marco.app().synchronize().unwrap().peers().iter().all(|peer| peer.presence == fieldmesh::Presence::Gone)
    });
}

#[test]
fn not_this_one_moves_nothing() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path(), loopback());
    press(&mut ana, "Synchronize with Marco");
    ana.until_drawn("she is asked", |ana| ana.says("Is this the device?"));
    press(&mut ana, "Not this one");
    until_both(&mut ana, &mut marco, "nobody is asked", |ana, marco| {
        [ana, marco].iter().all(|one| !one.says("Is this the device?"))
    });
    assert_eq!((ana.project().totals().unwrap().live, marco.project().totals().unwrap().live), (1, 2));
}

#[test]
fn what_is_recorded_later_arrives_by_itself_while_both_screens_are_open() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path(), LanOptions { live: true, ..loopback() });
    ana.project().mark_compared(&marco.device.id(), "Marco").unwrap();
    marco.project().mark_compared(&ana.device.id(), "Ana").unwrap();
    press(&mut ana, "Synchronize with Marco");
    until_both(&mut ana, &mut marco, "both hold the same", |ana, marco| {
        [ana, marco].iter().all(|one| one.says("Both hold the same 3 observations."))
    });
    record(&ana, &["a new camp"]);
    until_both(&mut ana, &mut marco, "Marco has it, and his screen says so", |ana, marco| {
        let standing = |one: &Window| one.app().synchronize().unwrap().standing().clone();
        standing(marco).observations == 4 && standing(ana).words == standing(marco).words
    });
}

#[test]
fn another_configuration_is_explained_and_taken_over() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let mut marco = member(dir.path(), "Marco", &ana);
    let mut jungle = Configuration::builtin();
    jungle.name = "Jungle".to_owned();
    jungle.categories.truncate(3);
    marco.project().set_configuration(&jungle).unwrap();
    open(&mut ana, loopback());
    let at = open(&mut marco, loopback());
    ana.click("Type address");
    enter(&mut ana, "Address of the other device", &at.to_string());
    until_both(&mut ana, &mut marco, "she sees it", |ana, _| ana.says("ther configuration (Jungle"));
    press(&mut ana, "What to do about Marco");
    until_both(&mut ana, &mut marco, "what differs has arrived", |ana, _| ana.says("What changes here"));
    assert!(ana.says("- category"));
    press(&mut ana, "Ask them to use mine");
    until_both(&mut ana, &mut marco, "Marco is asked", |ana, marco| {
        ana.says("The person there decides.") && marco.says("asks this device to use it")
    });
    press(&mut ana, "Use their configuration");
    until_both(&mut ana, &mut marco, "they can synchronize", |ana, _| {
        ana.harness.query_by_role_and_label(Role::Button, "Synchronize with Marco").is_some()
    });
    ana.until("it is in use", |app| app.project().unwrap().configuration.as_ref().unwrap().name == "Jungle");
}

#[test]
fn an_address_that_leads_to_nobody_is_told_and_forgotten_and_nonsense_is_refused() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    open(&mut ana, loopback());
    ana.click("Type address");
    enter(&mut ana, "Address of the other device", "Marco");
    assert!(ana.says("This is not an address."));
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    enter(&mut ana, "Address of the other device", &free.to_string());
    ana.until_drawn("it is told", |ana| ana.says("cannot be reached"));
    press(&mut ana, &format!("Forget {free}"));
    ana.until_drawn("it is forgotten", |ana| !ana.says("cannot be reached"));
}

#[test]
fn what_helps_is_told_when_nobody_is_there_for_a_while() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    open(&mut ana, loopback());
    assert!(ana.says("Looking for devices") && !ana.says("Nobody is found yet"));
    // The clock of the frames goes a quarter of a second each.
    ana.harness.run_steps(90);
    for sentence in ["Nobody is found yet", "same Wi-Fi", "Guest networks", "hotspot", "carry a sync file"] {
        assert!(ana.says(sentence), "{sentence}");
    }
}

#[test]
fn a_file_goes_there_and_back_by_typed_paths() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    record(&ana, &["roof gone"]);
    let mut marco = member(dir.path(), "Marco", &ana);
    record(&marco, &["palm"]);
    let file = dir.path().join("trip.fieldmesh").display().to_string();

    open(&mut ana, loopback());
    ana.until_drawn("it is counted", |ana| ana.says("exist only here") || ana.says("exists only here"));
    ana.click("Create a sync file");
    enter(&mut ana, "Name and place of the new sync file", &file);
    ana.until_drawn("it is written", |ana| ana.says("You can remove the stick now."));
    assert!(ana.says("Written and checked.") && ana.says(&file));
    press(&mut ana, "Close");

    let synchronize = |window: &mut Window| {
        window.click("Sync from a file");
        enter(window, "Sync file", &file);
        window.until_drawn("it ended", |window| window.says("the file now hold the same 2 observations"));
    };
    open(&mut marco, loopback());
    synchronize(&mut marco);
    assert!(marco.says("1 of them is new for Ana, which wrote this file: carry it back"));
    synchronize(&mut ana);
    assert!(!ana.says("carry it back"));
    let words = |one: &Window| one.app().synchronize().unwrap().standing().words;
    until_both(&mut ana, &mut marco, "the same four words", |ana, marco| words(ana) == words(marco));
    assert!(ana.says(&words(&ana).join(" ")));
    press(&mut ana, "Close");
    assert!(!ana.says("Synchronized with the file"));
}

#[test]
fn a_file_for_mail_is_one_press_and_says_what_it_has_nothing_of() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let project = ana.project();
    let (photo, record) =
        project.attach_bytes(Some("river.jpg"), &fieldmesh_workload::scene(1, 1).unwrap()).unwrap();
    let (talk, of_talk) = project.attach_bytes(Some("talk.m4a"), &vec![7; 2 << 20]).unwrap();
    let observation = fieldmesh::Observation::at(0.0, 0.0).unwrap();
    project.observe(observation.attachment(photo, record).attachment(talk, of_talk)).unwrap();
    let mut marco = member(dir.path(), "Marco", &ana);
    let file = dir.path().join("mail.fieldmesh").display().to_string();
    open(&mut ana, loopback());
    ana.until_drawn("it is counted", |ana| ana.says("exists only here"));
    ana.click("Create a sync file");
    for size in [[1024.0, 600.0], [1280.0, 720.0]] {
        ana.harness.set_size(size.into());
        ana.until_drawn("both sizes are explained", |ana| {
            ana.says("all observations, and all photos that are on this laptop")
                && ana.says("all observations, and previews of photos")
        });
    }
    ana.harness.get_by_role_and_label(Role::RadioButton, "For mail").click();
    ana.harness.step();
    enter(&mut ana, "Name and place of the new sync file", &file);
    ana.until_drawn("it is written", |ana| ana.says("You can remove the stick now."));
    assert!(ana.says("Only previews of photos") && ana.says("not even a preview is in this file: talk.m4a"));

    open(&mut marco, loopback());
    marco.click("Sync from a file");
    enter(&mut marco, "Sync file", &file);
    marco.until_drawn("it ended", |marco| marco.says("the file now hold the same observation"));
    assert!(marco.says("Only previews of photos"));
    assert!(!marco.says("attachments are on both") && !marco.says("attachment is on both"));
    assert!(marco.project().open_attachment(&photo).is_err());
}

/// Synchronizes with a file by its typed path.
fn take(window: &mut Window, file: &Path) {
    if window.app().screen() != Screen::Synchronize {
        open(window, loopback());
    }
    window.click("Sync from a file");
    enter(window, "Sync file", &file.display().to_string());
}

#[test]
fn each_refused_file_says_why_and_what_to_do() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    record(&ana, &["roof gone"]);
    let whole = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&whole).unwrap();
    let bytes = fs_err::read(&whole).unwrap();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = dir.path().join(name);
        fs_err::write(&path, bytes).unwrap();
        path
    };
    let mut damaged = bytes.clone();
    let middle = bytes.len() / 3;
    damaged[middle] ^= 1;
    for (path, why, hint) in [
        (write("letter.txt", b"Dear Ana"), "not a sync file of this program", "ends in .fieldmesh"),
        (write("damaged.fieldmesh", &damaged), "damaged", "ask for it again"),
        (dir.path().join("missing.fieldmesh"), "no such file", "Browse…"),
    ] {
        take(&mut ana, &path);
        ana.until_drawn("it is refused", |ana| ana.says("Not synchronized with the file"));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(ana.says(why) && ana.says(hint) && ana.says(&name), "{name}");
        press(&mut ana, "Details");
        press(&mut ana, "Close");
        assert!(!ana.says("Not synchronized with the file"));
    }
}

#[test]
fn a_file_of_an_unknown_project_leads_to_the_invite() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let other = Device::open(dir.path().join("Other")).unwrap();
    let file = dir.path().join("foreign.fieldmesh");
    other.create_project("Elsewhere", Configuration::builtin()).unwrap().create_sync_file(&file).unwrap();
    take(&mut ana, &file);
    ana.until_drawn("it is refused", |ana| ana.says("Ask a member of its project for an invite."));
    press(&mut ana, "Join with an invite");
    assert_eq!(ana.app().screen(), Screen::Start);
    assert_eq!(ana.app().start().waiting_file(), Some(file.as_path()));
}

#[test]
fn a_file_of_another_project_of_this_laptop_leads_there() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    record(&ana, &["roof gone"]);
    let (first, file) = (ana.app().project().unwrap().id, dir.path().join("trip.fieldmesh"));
    ana.project().create_sync_file(&file).unwrap();
    let other = ana.device.create_project("Other", Configuration::builtin()).unwrap().id();
    ana.act(fieldmesh_window::model::start::Action::Open(other));
    ana.until("the other one is open", |app| app.project().unwrap().id == other);
    take(&mut ana, &file);
    ana.until_drawn("it is refused", |ana| ana.says("This file belongs to your project Río Napo. Switch to it?"));
    press(&mut ana, "Switch to Río Napo");
    ana.until_drawn("it is synchronized", |ana| ana.says("the file now hold the same observation"));
    assert_eq!(ana.app().project().unwrap().id, first);
}

#[test]
fn a_file_with_another_configuration_asks_which_one_to_use() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    let mut jungle = Configuration::builtin();
    jungle.name = "Jungle".to_owned();
    jungle.categories.truncate(3);
    ana.project().set_configuration(&jungle).unwrap();
    take(&mut ana, &file);
    ana.until_drawn("it asks", |ana| ana.says("The file has another configuration"));
    assert!(ana.says("+ category"));
    press(&mut ana, "Use the one of the file");
    ana.until_drawn("it is used", |ana| ana.says("This project now uses the configuration"));
    ana.until("it is in use", |app| app.project().unwrap().configuration.as_ref().unwrap().categories.len() > 3);
}

#[test]
fn many_deletions_are_said_loudly_and_restored_with_one_press() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    record(&ana, &["one", "two", "three"]);
    let marco = Device::open(dir.path().join("Marco")).unwrap();
    let theirs = marco.join(&ana.project().invite().unwrap()).unwrap();
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    theirs.synchronize_file(&file).unwrap();
    for observation in theirs.list(&Query::default()).unwrap() {
        theirs.delete(&observation.id).unwrap();
    }
    theirs.synchronize_file(&file).unwrap();
    take(&mut ana, &file);
    ana.until_drawn("it is said", |ana| ana.says("3 observations were deleted on other devices."));
    assert!(ana.says("See them"));
    press(&mut ana, "Restore");
    ana.until("they are back", |app| app.synchronize().unwrap().standing().observations == 3);
    assert!(!ana.says("were deleted on other devices"));
}

#[test]
fn the_screen_is_drawn_in_every_language_and_size() {
    let dir = folder();
    let mut ana = Window::with_project(dir.path(), "Ana");
    let file = dir.path().join("trip.fieldmesh");
    ana.project().create_sync_file(&file).unwrap();
    take(&mut ana, &file);
    ana.until_drawn("it ended", |ana| ana.says("Synchronized with the file"));
    for size in [[1280.0, 720.0], [1024.0, 600.0]] {
        ana.harness.set_size(size.into());
        for (language, word) in [
            (Language::Spanish, "Dispositivos cercanos"),
            (Language::Portuguese, "Dispositivos por perto"),
            (Language::French, "Appareils à proximité"),
            (Language::English, "Devices nearby"),
        ] {
            ana.act(Action::Read(99));
            ana.act(fieldmesh_window::model::Action::Speak(language));
            ana.until_drawn("the screen speaks it", |ana| ana.says(word));
        }
    }
}
