//! Devices of one project on one network, in one process and over real connections: who is asked, what follows by
//! itself, and how many connections there are.

use std::cell::Cell;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use fieldmesh::{
    Activity, ActivityEnd, Device, ErrorKind, Lan, LanEvent, LanOptions, LanPeer, Observation, PeerState, Presence,
    Project, Query,
};
use fieldmesh_testkit::{Network, copy_folder};
use tempfile::TempDir;

use crate::team;

/// Longer than anything here takes, and than an address is ignored whose calls failed too often: all have the same one.
const DEADLINE: Duration = Duration::from_secs(150);

struct Member {
    project: Project,
    lan: Lan,
    /// Sessions that were completed.
    sessions: Cell<u64>,
}

/// Members of one project, each open to the network on loopback, with typed addresses alone.
fn members(count: usize) -> (TempDir, Vec<Member>) {
    let dir = tempfile::tempdir().unwrap();
    let projects = team(dir.path(), (0..count).map(|number| format!("device {number}")));
    let members = projects.into_iter().map(|project| Member::open(project, true)).collect();
    (dir, members)
}

impl Member {
    fn open(project: Project, live: bool) -> Self {
        let listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
        let lan = project.open_lan(LanOptions { listen, discovery: None, live }).unwrap();
        Self { project, lan, sessions: Cell::new(0) }
    }

    /// Closes Synchronize, records something, and opens it again, where what was recorded follows by itself.
    fn away(self, other: &Self) -> Self {
        let Self { project, lan, .. } = self;
        lan.leave();
        other.until_gone(&project);
        let wanted = other.live() + 1;
        project.observe(Observation::at(-1.0, -77.0).unwrap().notes("on the way")).unwrap();
        let back = Self::open(project, true);
        back.lan.dial(other.lan.address());
        while other.live() < wanted {
            other.complete();
        }
        for (one, two) in [(&back, other), (other, &back)] {
            one.until(two, "the same data", |peer| peer.same_data && matches!(peer.state, PeerState::Complete));
        }
        back
    }

    fn observe(&self) {
        self.project.observe(Observation::at(-1.0, -77.0).unwrap().notes("camp")).unwrap();
    }

    fn live(&self) -> u64 {
        self.project.totals().unwrap().live
    }

    /// Waits until another device is shown as wanted.
    fn until(&self, other: &Self, what: &str, wanted: impl Fn(&LanPeer) -> bool) -> LanPeer {
        let end = Instant::now() + DEADLINE;
        loop {
            let id = other.project.device().id();
            let found = self.lan.peers().into_iter().find(|peer| peer.key.device == id);
            if let Some(peer) = found.filter(&wanted) {
                return peer;
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(!left.is_zero(), "not within {DEADLINE:?}: {what}; {:?}", self.lan.peers());
            self.next_event(left);
        }
    }

    /// Waits for the end of a session, and gives what came with it.
    fn complete(&self) -> u64 {
        let end = Instant::now() + DEADLINE;
        loop {
            match self.next_event(end.saturating_duration_since(Instant::now())) {
                Some(LanEvent::Complete(outcome)) => return outcome.received.counts.new,
                Some(LanEvent::Failed(_, error)) => panic!("{error}"),
                Some(_) => {}
                None => assert!(Instant::now() < end, "no session was completed within {DEADLINE:?}"),
            }
        }
    }

    /// Waits until a device is shown as gone, or not at all.
    fn until_gone(&self, other: &Project) {
        let end = Instant::now() + DEADLINE;
        let is_here = |peer: &LanPeer| peer.key.device == other.device().id() && peer.presence == Presence::Here;
        while self.lan.peers().iter().any(is_here) {
            assert!(Instant::now() < end, "it did not go");
            self.next_event(Duration::from_millis(100));
        }
    }

    fn next_event(&self, wait: Duration) -> Option<LanEvent> {
        let event = self.lan.next_event(wait)?;
        if matches!(event, LanEvent::Complete(_)) {
            self.sessions.set(self.sessions.get() + 1);
        }
        Some(event)
    }

    fn id(&self) -> fieldmesh::DeviceId {
        self.project.device().id()
    }
}

/// Connects two, presses on one, and says on both that it is the right device.
fn synchronize(one: &Member, two: &Member) {
    meet(one, two);
    one.lan.synchronize(&two.id()).unwrap();
    one.until(two, "asked", |peer| matches!(peer.state, PeerState::Asking { invited: false }));
    one.lan.answer(&two.id(), true).unwrap();
    two.until(one, "invited", |peer| matches!(peer.state, PeerState::Asking { invited: true }));
    two.lan.answer(&one.id(), true).unwrap();
    for (one, two) in [(one, two), (two, one)] {
        one.complete();
        // As soon as it is complete, not when the other side has said so.
        one.until(two, "the same data", |peer| peer.same_data && peer.observations == one.live());
    }
}

fn meet(one: &Member, two: &Member) {
    one.lan.dial(two.lan.address());
    for (from, to) in [(one, two), (two, one)] {
        from.until(to, "ready", |peer| matches!(peer.state, PeerState::Ready));
    }
}

#[test]
fn nothing_moves_before_both_say_that_it_is_the_device_and_a_no_is_told() {
    let (_dir, members) = members(2);
    let [ana, marco] = members.as_slice() else { unreachable!() };
    ana.observe();
    meet(ana, marco);
    ana.lan.synchronize(&marco.id()).unwrap();
    ana.until(marco, "asked", |peer| matches!(peer.state, PeerState::Asking { invited: false }));
    // What changes is told over the link, so that whatever could have moved had its time.
    ana.observe();
    marco.until(ana, "two observations there", |peer| peer.observations == 2);
    assert!(marco.lan.peers().iter().all(|peer| matches!(peer.state, PeerState::Ready)));

    ana.lan.answer(&marco.id(), true).unwrap();
    marco.until(ana, "invited", |peer| matches!(peer.state, PeerState::Asking { invited: true }));
    ana.until(marco, "waiting", |peer| matches!(peer.state, PeerState::Waiting | PeerState::Running(_)));
    ana.observe();
    marco.until(ana, "three observations there", |peer| peer.observations == 3);
    assert_eq!(marco.live(), 0);

    marco.lan.answer(&ana.id(), false).unwrap();
    let declined = ana.until(marco, "declined", |peer| matches!(peer.state, PeerState::Failed(_)));
    assert_eq!(declined.kind_of_trouble(), Some(ErrorKind::Cancelled));
    marco.until(ana, "ready again", |peer| matches!(peer.state, PeerState::Ready));
    assert!(!marco.until(ana, "there", |_| true).is_compared());
    assert_eq!(marco.live(), 0);

    // Ana said yes once, and is not asked again.
    ana.lan.synchronize(&marco.id()).unwrap();
    marco.until(ana, "invited", |peer| matches!(peer.state, PeerState::Asking { invited: true }));
    marco.lan.answer(&ana.id(), true).unwrap();
    assert_eq!(marco.complete(), 3);
    assert_eq!(marco.project.digest().unwrap(), ana.project.digest().unwrap());
}

#[test]
fn what_is_recorded_follows_at_once_and_through_a_second_device_to_a_third() {
    const EDITS: u64 = 5;
    // Both have something, so that what each says of itself changes with the first session.
    let (_dir, members) = members(3);
    let [ana, marco, carla] = members.as_slice() else { unreachable!() };
    ana.observe();
    marco.observe();
    synchronize(ana, marco);
    synchronize(marco, carla);
    for edit in 3..3 + EDITS {
        // From both ends in turn.
        let (from, to) = if edit % 2 == 0 { (carla, ana) } else { (ana, carla) };
        from.observe();
        // What was recorded here before was told of, too; and it may be here before its session is told.
        while to.live() < edit {
            to.complete();
        }
        assert_eq!(to.live(), edit);
        assert_eq!(to.project.digest().unwrap(), from.project.digest().unwrap());
    }
    for (one, two) in [(ana, marco), (marco, ana), (marco, carla), (carla, marco)] {
        one.until(two, "the same data", |peer| peer.same_data && matches!(peer.state, PeerState::Complete));
    }
    // One session for each pair and edit: no two devices go on without something new.
    for (member, pairs) in [(ana, 1), (marco, 2), (carla, 1)] {
        while member.next_event(Duration::ZERO).is_some() {}
        let name = member.project.device().name();
        assert_eq!(member.sessions.get(), pairs * (1 + EDITS), "{name}");
        // All of them stand in the book as what was begun by hand, and all that came with them.
        let book = book(member);
        let came: u64 = book.iter().sum();
        let own = member.project.list(&Query::default()).unwrap();
        let own = own.iter().filter(|one| one.author == Some(member.id())).count() as u64;
        assert_eq!((book.len() as u64, came), (pairs, member.live() - own), "{name}");
    }
}

/// What came in each entry of the book, that which began last first.
fn book(member: &Member) -> Vec<u64> {
    let received = |activity: &Activity| match &activity.end {
        ActivityEnd::Complete(completed) => completed.received.counts.new,
        other => panic!("{other:?}"),
    };
    member.project.activity(100).unwrap().iter().map(|(_, activity)| received(activity)).collect()
}

#[test]
fn what_a_person_begins_and_what_a_new_link_brings_are_entries_of_their_own() {
    let (_dir, members) = members(2);
    let Ok([ana, mut marco]) = <[Member; 2]>::try_from(members) else { unreachable!() };
    marco.observe();
    synchronize(&ana, &marco);
    follow(&marco, &ana);
    assert_eq!(book(&ana), [2]);
    ana.lan.synchronize(&marco.id()).unwrap();
    ana.complete();
    assert_eq!(book(&ana), [0, 2]);
    follow(&marco, &ana);
    assert_eq!(book(&ana), [1, 2]);

    marco = marco.away(&ana);
    follow(&marco, &ana);
    assert_eq!(book(&ana), [2, 1, 2]);
}

/// Of two that stay open one begins by itself what the other then takes part in. Which one is must not matter where
/// only one of them has stayed open.
#[test]
fn whichever_of_two_stays_open_goes_on_when_the_other_comes_back() {
    let (_dir, members) = members(2);
    let Ok([mut ana, mut marco]) = <[Member; 2]>::try_from(members) else { unreachable!() };
    marco.observe();
    synchronize(&ana, &marco);
    for _ in 0..2 {
        marco = marco.away(&ana);
        follow(&ana, &marco);
        ana = ana.away(&marco);
        follow(&marco, &ana);
    }
}

/// Records something, which follows by itself.
fn follow(from: &Member, to: &Member) {
    let (before, wanted) = (to.sessions.get(), to.live() + 1);
    from.observe();
    while to.live() < wanted || to.sessions.get() == before {
        to.complete();
    }
}

#[test]
fn an_attachment_follows_through_a_second_device_to_a_third_though_its_record_is_there_before() {
    let (_dir, members) = members(3);
    let [ana, marco, carla] = members.as_slice() else { unreachable!() };
    ana.observe();
    synchronize(ana, marco);
    synchronize(marco, carla);
    // So large that its record has gone all the way while it is on its first.
    let film = vec![7; 24 << 20];
    let (id, record) = ana.project.attach_bytes(Some("river.mp4"), &film).unwrap();
    ana.project.observe(Observation::at(0.0, 0.0).unwrap().attachment(id, record)).unwrap();
    let end = Instant::now() + DEADLINE;
    while carla.project.media_digest().unwrap() != ana.project.media_digest().unwrap() {
        assert!(Instant::now() < end, "the film did not come: {:?}", carla.lan.peers());
        carla.next_event(Duration::from_millis(100));
    }
    for (one, two) in [(ana, marco), (marco, ana), (marco, carla), (carla, marco)] {
        one.until(two, "the same data", |peer| peer.same_data && matches!(peer.state, PeerState::Complete));
    }
}

/// By its counter alone, where its files were written over; by another store id, where they are a copy.
#[test]
fn a_device_that_was_put_back_is_noticed_at_its_hello_and_not_believed_to_hold_what_it_held() {
    for written_over in [true, false] {
        let dir = tempfile::tempdir().unwrap();
        let [ana, marco] = <[Project; 2]>::try_from(team(dir.path(), ["ana", "marco"])).unwrap();
        ana.observe(Observation::at(-1.0, -77.0).unwrap().notes("by Ana")).unwrap();
        let (place, last_week) = (dir.path().join("ana"), dir.path().join("last week"));
        drop(ana);
        copy_folder(&place, &last_week).unwrap();

        // Nothing follows by itself: what is noticed is noticed by the hello.
        let open = |project| Member::open(project, false);
        let reopen = || open(Device::open(&place).unwrap().project(None).unwrap());
        let (ana, marco) = (reopen(), open(marco));
        marco.observe();
        synchronize(&ana, &marco);
        let believed = |other: &Member| {
            let peers = marco.project.peers().unwrap();
            let peer = peers.into_iter().find(|peer| peer.device == other.id()).unwrap();
            let known = peer.first_hand.unwrap();
            (marco.project.only_here().unwrap(), known.records_digest, known.observations)
        };
        assert_eq!(believed(&ana), (0, Some(marco.project.digest().unwrap()), Some(2)));
        let store = ana.project.store_id();
        // As long as it is only away it is believed.
        drop(ana);
        let ana = reopen();
        ana.lan.dial(marco.lan.address());
        ana.until(&marco, "the same data", |peer| peer.same_data);
        marco.until(&ana, "the same data", |peer| peer.presence == Presence::Here && peer.same_data);
        assert_eq!(believed(&ana), (0, Some(marco.project.digest().unwrap()), Some(2)));

        drop(ana);
        put_back(&last_week, &place, written_over);
        let ana = reopen();
        assert_eq!((ana.project.store_id() == store, ana.live()), (written_over, 1));
        ana.lan.dial(marco.lan.address());
        let end = Instant::now() + DEADLINE;
        while marco.project.only_here().unwrap() == 0 {
            assert!(Instant::now() < end, "what Ana lost is believed to be there");
            marco.next_event(Duration::from_millis(20));
        }
        // Of the two observations she holds one; which, only a session tells.
        assert_eq!(believed(&ana), (2, None, None));
        assert_eq!((ana.sessions.get(), ana.live()), (0, 1));

        // She has forgotten that she compared him with his screen; he has not.
        ana.until(&marco, "ready", |peer| matches!(peer.state, PeerState::Ready));
        ana.lan.synchronize(&marco.id()).unwrap();
        ana.until(&marco, "asked", |peer| matches!(peer.state, PeerState::Asking { invited: false }));
        ana.lan.answer(&marco.id(), true).unwrap();
        for member in [&ana, &marco] {
            member.complete();
        }
        assert_eq!(believed(&ana), (0, Some(ana.project.digest().unwrap()), Some(2)));
    }
}

/// Puts the data of a device back. Written over, the database keeps the number that the file system gave it, by which a
/// copy is told otherwise.
fn put_back(from: &Path, to: &Path, written_over: bool) {
    if !written_over {
        fs_err::remove_dir_all(to).unwrap();
        copy_folder(from, to).unwrap();
        return;
    }
    let project =
        |device: &Path| fs_err::read_dir(device.join("projects")).unwrap().next().unwrap().unwrap().path();
    let (from, to) = (project(from), project(to));
    for name in ["project.db", "project.db-wal", "project.db-shm"] {
        match fs_err::read(from.join(name)) {
            Ok(bytes) => fs_err::write(to.join(name), bytes).unwrap(),
            Err(_) if to.join(name).exists() => fs_err::remove_file(to.join(name)).unwrap(),
            Err(_) => {}
        }
    }
}

#[test]
fn thirty_devices_that_all_call_all_have_one_connection_for_each_pair() {
    const COUNT: usize = 30;
    if let Err(error) = Network::new().and_then(|network| network.enter()) {
        eprintln!("skipped: no network of its own in which to count connections: {error}");
        return;
    }
    let (_dir, members) = members(COUNT);
    let begun = Instant::now();
    for one in &members {
        for two in &members {
            if one.lan.address() != two.lan.address() {
                one.lan.dial(two.lan.address());
            }
        }
    }
    for one in &members {
        for two in members.iter().filter(|two| two.id() != one.id()) {
            one.until(two, "here", |peer| peer.presence == Presence::Here);
        }
    }
    eprintln!("all see all after {:?}", begun.elapsed());
    // Those that were made twice are closed by now, or will be.
    let end = Instant::now() + DEADLINE;
    while connections() != COUNT * (COUNT - 1) / 2 {
        assert!(Instant::now() < end, "{} connections", connections());
        members[0].lan.next_event(Duration::from_millis(50));
    }
    for one in &members {
        let peers = one.lan.peers();
        assert_eq!(peers.len(), COUNT - 1);
        assert!(peers.iter().all(|peer| peer.presence == Presence::Here));
    }
}

/// Established connections in the network of the calling thread.
fn connections() -> usize {
    let table = fs_err::read_to_string("/proc/thread-self/net/tcp").unwrap();
    let established = table.lines().filter(|line| line.split_whitespace().nth(3) == Some("01"));
    // Each stands there from both ends.
    established.count() / 2
}
