//! Devices nearby, over the loopback interface with typed addresses.

use std::net::SocketAddr;

use fieldmesh::{DeviceStanding, PeerState};
use fieldmesh_window::model::synchronize::{self as screen, Network, With};

use super::*;

fn address(app: &App) -> Option<SocketAddr> {
    match app.synchronize()?.network() {
        Network::Open { address, .. } => Some(*address),
        _ => None,
    }
}

fn open(person: &mut Person) -> SocketAddr {
    person.act(Action::Synchronize(screen::Action::Listen(loopback())));
    person.act(Action::Show(Screen::Synchronize));
    person.until("the network is open", |app| address(app).is_some());
    address(&person.app).unwrap()
}

fn peer(person: &Person) -> Option<&fieldmesh::LanPeer> {
    person.app.synchronize()?.peers().first()
}

/// Ana and Marco with both screens open, each in the other's list.
fn meeting(dir: &Path) -> (Person, Person) {
    let mut ana = Person::with_project(dir, "Ana");
    ana.record("camp", "roof gone", Some((-1.0, -77.0)));
    let mut marco = Person::joining(dir, "Marco", &ana);
    marco.project().set_configuration(&fieldmesh::Configuration::builtin()).unwrap();
    marco.record("tree", "palm", None);
    marco.record("tree", "ceiba", None);
    open(&mut ana);
    let at = open(&mut marco);
    ana.act(Action::Synchronize(screen::Action::Dial(at)));
    until(&mut [&mut ana, &mut marco], "they see each other", |people| {
        people.iter().all(|one| peer(one).is_some())
    });
    (ana, marco)
}

#[test]
fn two_devices_ask_once_synchronize_and_say_that_both_hold_the_same() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path());
    let row = peer(&ana).unwrap();
    assert_eq!((row.name.as_str(), row.same_data, row.last), ("Marco", false, None));
    assert_eq!(row.standing, DeviceStanding::New);
    ana.act(Action::Synchronize(screen::Action::Synchronize(marco.device.id())));
    ana.until("she is asked", |app| !app.questions().is_empty());
    let question = ana.app.questions().remove(0);
    assert_eq!((question.ours, question.theirs, question.invited), (1, 2, false));
    assert_eq!(question.device, marco.device.id());
    assert_eq!(question.words, marco.app.project().unwrap().device.words, "the same on her screen");
    assert_eq!(question.known_by_that_name, None);
    ana.act(Action::Synchronize(screen::Action::Answer { device: question.device, yes: true }));
    until(&mut [&mut ana, &mut marco], "Marco is asked", |people| !people[1].app.questions().is_empty());
    let asked = marco.app.questions().remove(0);
    assert!(asked.invited);
    assert_eq!((asked.device, asked.ours, asked.theirs), (ana.device.id(), 2, 1));
    assert_eq!(ana.project().totals().unwrap().live, 1, "nothing moved before the answer");
    marco.act(Action::Synchronize(screen::Action::Answer { device: asked.device, yes: true }));
    until(&mut [&mut ana, &mut marco], "both are told", |people| {
        people.iter().all(|one| !one.app.synchronize().unwrap().endings().is_empty())
    });
    let ending = ana.app.synchronize().unwrap().endings()[0].clone();
    assert_eq!(ending.with, With::Device { device: marco.device.id(), name: "Marco".to_owned() });
    assert_eq!((ending.received.new, ending.sent.new, ending.both_hold), (2, 1, Some(3)));
    assert!(ending.photos.complete && ending.photos.on_neither == 0);
    assert_eq!((ending.left_out, ending.held_deletions), (0, 0));
    let theirs = marco.app.synchronize().unwrap().endings()[0].clone();
    assert_eq!((theirs.received.new, theirs.sent.new, theirs.both_hold), (1, 2, Some(3)));
    until(&mut [&mut ana, &mut marco], "the list says so", |people| {
        people.iter().all(|one| {
            let row = peer(one).unwrap();
            let compared = matches!(row.standing, DeviceStanding::Compared { .. });
            row.same_data && compared && matches!(row.state, PeerState::Complete)
        })
    });
    until(&mut [&mut ana, &mut marco], "the same words", |people| {
        let words = |nth: usize| people[nth].app.synchronize().unwrap().standing().words;
        words(0) == words(1) && !words(0)[0].is_empty()
    });

    // What came is two, with dots, and not what Ana recorded before or after.
    ana.record("camp", "after", None);
    ana.act(Action::Synchronize(screen::Action::View(ending.came.unwrap())));
    ana.until("what came is shown", |app| {
        let list = app.observations().unwrap();
        app.screen() == Screen::Observations && !list.is_loading() && list.totals().shown == 2
    });
    let list = ana.app.observations().unwrap();
    assert!((0..2).all(|number| list.row(number).unwrap().unseen));
    assert!(matches!(ana.app.synchronize().unwrap().network(), Network::Closed), "nobody can find her now");
    marco.until("she has left", |app| {
        app.synchronize().unwrap().peers().iter().all(|peer| peer.presence == fieldmesh::Presence::Gone)
    });
}

#[test]
fn many_deletions_are_pointed_out_and_restored_together() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path());
    let [ana_id, marco_id] = [ana.device.id(), marco.device.id()];
    ana.project().mark_compared(&marco_id, "Marco").unwrap();
    marco.project().mark_compared(&ana_id, "Ana").unwrap();
    let session = |ana: &mut Person, marco: &mut Person| {
        let before = ana.app.synchronize().unwrap().endings().len();
        ana.act(Action::Synchronize(screen::Action::Synchronize(marco_id)));
        until(&mut [ana, marco], "complete", |people| {
            people[0].app.synchronize().unwrap().endings().len() > before
        });
        ana.app.synchronize().unwrap().endings().last().unwrap().clone()
    };
    assert_eq!(session(&mut ana, &mut marco).both_hold, Some(3));
    for observation in marco.project().list(&fieldmesh::Query::default()).unwrap() {
        marco.project().delete(&observation.id).unwrap();
    }
    let ending = session(&mut ana, &mut marco);
    assert_eq!((ending.held_deletions, ending.both_hold), (3, Some(0)));
    ana.act(Action::Synchronize(screen::Action::View(list::Kept::Held)));
    ana.until("the deleted ones are shown", |app| {
        let list = app.observations().unwrap();
        !list.is_loading() && list.totals().shown == 3
    });
    ana.act(Action::Observations(list::Action::RestoreAll));
    ana.until("they are back", |app| app.observations().unwrap().totals().held == 0);
    assert_eq!(ana.project().totals().unwrap().live, 3);
}

#[test]
fn a_device_that_is_not_the_one_it_says_to_be_gets_nothing() {
    let dir = folder();
    let (mut ana, mut marco) = meeting(dir.path());
    ana.act(Action::Synchronize(screen::Action::Synchronize(marco.device.id())));
    ana.until("she is asked", |app| !app.questions().is_empty());
    ana.act(Action::Synchronize(screen::Action::Answer { device: marco.device.id(), yes: false }));
    until(&mut [&mut ana, &mut marco], "nothing goes on", |people| {
        people.iter().all(|one| one.app.questions().is_empty())
    });
    assert_eq!((ana.project().totals().unwrap().live, marco.project().totals().unwrap().live), (1, 2));
}

#[test]
fn a_network_that_does_not_open_says_so_and_is_tried_again() {
    let dir = folder();
    let mut ana = Person::with_project(dir.path(), "Ana");
    // Another window of the same device has Synchronize open.
    let other = ana.project().open_lan(loopback()).unwrap();
    ana.act(Action::Synchronize(screen::Action::Listen(loopback())));
    ana.act(Action::Show(Screen::Synchronize));
    ana.until_failed(ErrorKind::InUse);
    assert!(matches!(ana.app.synchronize().unwrap().network(), Network::Failed(ErrorKind::InUse)));
    other.leave();
    ana.act(Action::Synchronize(screen::Action::Retry));
    ana.until("it is open", |app| address(app).is_some());
}
