//! What is told of other devices, and by whose word.

use std::collections::BTreeMap;

use fieldmesh_document::{CardSession, Content, DeviceCard, Incoming, Replica, ShardId, Snapshot, StoreId};
use fieldmesh_store::Via;

use super::*;
use crate::{Configuration, Device, Project};

const YEAR: i64 = 31_557_600_000;
const MINUTE: i64 = 60_000;

/// Ana's project, and two others of it, of whom her device knows what a test says.
struct Team {
    dir: tempfile::TempDir,
    ana: Device,
    project: Project,
}

impl Team {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let ana = Device::open(dir.path().join("ana")).unwrap();
        let project = ana.create_project("Río Napo", Configuration::builtin()).unwrap();
        Self { dir, ana, project }
    }

    fn join(&self, name: &str) -> (Device, Project) {
        let device = Device::open(self.dir.path().join(name)).unwrap();
        device.rename(name).unwrap();
        let project = device.join(&self.project.invite().unwrap()).unwrap();
        (device, project)
    }

    /// The card of a device arrives at Ana's, and tells of these sessions.
    fn hear(&self, (device, project): &(Device, Project), sessions: &[(DeviceId, CardSession)]) {
        let keys = device.public_keys();
        let card = DeviceCard {
            device: device.id(),
            name: device.name(),
            kind: None,
            program: String::new(),
            x25519: keys.x25519,
            ed25519: keys.ed25519,
            sessions: sessions.iter().copied().collect::<BTreeMap<_, _>>(),
        };
        project.store().update_card(&card, crate::time::now()).unwrap();
        let shard = ShardId::of_card(&project.id(), &device.id());
        let Snapshot { kind, heads, bytes } = project.store().snapshot(&shard).unwrap();
        let incoming = Incoming { shard, kind, heads, content: Content::Snapshot(bytes) };
        assert!(self.project.store().merge(vec![incoming]).unwrap().iter().all(|merged| merged.result.is_ok()));
    }

    /// Ana's device has a session with another.
    fn meet(&self, device: DeviceId, session: CardSession) {
        let record = SessionRecord {
            device,
            store_id: StoreId::new(7),
            records_digest: session.records_digest,
            observations: session.observations,
            at: session.at,
            via: Via::Lan,
        };
        self.project
            .store()
            .enter(|books| books.session(&record, &self.project.store().inventory().unwrap()))
            .unwrap();
    }

    fn of(&self, device: &Device) -> Peer {
        self.project.peers().unwrap().into_iter().find(|peer| peer.device == device.id()).unwrap()
    }
}

/// So many minutes from now, after which both held so many.
fn session(minutes: i64, observations: u8) -> CardSession {
    let at = Timestamp(crate::time::now().0 + minutes * MINUTE);
    CardSession { records_digest: RecordsDigest([observations; 32]), observations: observations.into(), at }
}

#[test]
fn a_clock_is_off_by_what_lies_outside_of_what_can_be() {
    let off = |said: i64| clock_off(Timestamp(said), Timestamp(10 * YEAR), Timestamp(11 * YEAR));
    assert_eq!(off(YEAR), Some(-9 * YEAR));
    assert_eq!(off(10 * YEAR - CLOCK_TOLERANCE), None);
    assert_eq!(off(11 * YEAR + CLOCK_TOLERANCE), None);
    assert_eq!(off(21 * YEAR), Some(10 * YEAR));
    assert_eq!(off(i64::MIN), Some(i64::MIN));
}

#[test]
fn a_device_ten_years_off_is_known_by_its_card() {
    let team = Team::new();
    let marco = team.join("Marco");
    for years in [-10, 10] {
        let ended = session(years * YEAR / MINUTE, 0);
        team.hear(&marco, &[(team.ana.id(), ended)]);
        let off = team.of(&marco.0).clock_off.unwrap() as f64;
        assert_eq!((off / YEAR as f64).round() as i64, years);
    }
}

#[test]
fn who_met_elsewhere_since_is_told_of_by_the_card_of_either() {
    let team = Team::new();
    let (marco, luz) = (team.join("Marco"), team.join("Luz"));
    let ours = session(-60, 12);
    team.meet(marco.0.id(), ours);
    let theirs = session(-5, 20);
    team.hear(&luz, &[(marco.0.id(), theirs)]);

    let told = |with: &Device, name: Option<&str>| {
        Some(Told { with: with.id(), with_name: name.map(str::to_owned), known: (&theirs).into() })
    };
    let of_marco = team.of(&marco.0);
    assert_eq!((of_marco.first_hand, &of_marco.second_hand), (Some((&ours).into()), &told(&luz.0, Some("Luz"))));
    assert_eq!(of_marco.newest(), Some(&(&theirs).into()));
    // Never met here; and no card of Marco's has come.
    let of_luz = team.of(&luz.0);
    assert_eq!((of_luz.first_hand, of_luz.second_hand), (None, told(&marco.0, None)));
}

#[test]
fn what_is_older_or_the_same_or_with_this_device_is_no_news() {
    let team = Team::new();
    let (marco, luz) = (team.join("Marco"), team.join("Luz"));
    team.meet(marco.0.id(), session(-60, 12));
    let nothing_told = |sessions: &[(DeviceId, CardSession)]| {
        team.hear(&luz, sessions);
        assert_eq!(team.of(&marco.0).second_hand, None, "{sessions:?}");
    };
    nothing_told(&[(marco.0.id(), session(-61, 11))]);
    nothing_told(&[(marco.0.id(), session(-5, 12))]);
    team.hear(&marco, &[(team.ana.id(), session(-4, 13))]);
    assert_eq!(team.of(&marco.0).second_hand, None);
}

#[test]
fn a_wrong_clock_is_newer_than_nothing() {
    let team = Team::new();
    let (marco, luz, other) = (team.join("Marco"), team.join("Luz"), team.join("Other"));
    let in_ten_years = 10 * YEAR / MINUTE;
    let said = [(team.ana.id(), session(in_ten_years, 1)), (marco.0.id(), session(in_ten_years, 9))];
    team.hear(&luz, &said);
    assert!(team.of(&luz.0).clock_off.is_some());
    // Better than nothing.
    assert_eq!(team.of(&marco.0).second_hand.unwrap().known.observations, Some(9));
    team.hear(&other, &[(marco.0.id(), session(-5, 7))]);
    assert_eq!(team.of(&marco.0).second_hand.unwrap().known.observations, Some(7));
    team.meet(marco.0.id(), session(-1, 8));
    assert_eq!(team.of(&marco.0).second_hand, None);
}

#[test]
fn what_is_dated_in_the_future_by_a_device_never_met_is_newer_than_nothing() {
    let team = Team::new();
    let (marco, luz, other) = (team.join("Marco"), team.join("Luz"), team.join("Other"));
    team.hear(&luz, &[(marco.0.id(), session(10 * YEAR / MINUTE, 9))]);
    assert_eq!(team.of(&luz.0).clock_off, None, "nothing tells");
    assert_eq!(team.of(&marco.0).second_hand.unwrap().known.observations, Some(9));
    team.hear(&other, &[(marco.0.id(), session(-5, 7))]);
    assert_eq!(team.of(&marco.0).second_hand.unwrap().known.observations, Some(7));
    team.meet(marco.0.id(), session(-1, 8));
    assert_eq!(team.of(&marco.0).second_hand, None);
}

#[test]
fn a_device_that_was_put_back_and_reached_the_same_again_elsewhere_is_told_to_hold_it() {
    let team = Team::new();
    let (marco, luz) = (team.join("Marco"), team.join("Luz"));
    let met = |counter| fieldmesh_store::Met { device: marco.0.id(), store_id: StoreId::new(7), counter };
    let an_hour_ago = Timestamp(crate::time::now().0 - 60 * MINUTE);
    team.project.store().meet(&met(9), an_hour_ago).unwrap();
    team.meet(marco.0.id(), session(-120, 12));
    team.project.store().meet(&met(3), an_hour_ago).unwrap();
    let again = session(-5, 12);
    team.hear(&luz, &[(marco.0.id(), again)]);
    let peer = team.of(&marco.0);
    assert_eq!(peer.first_hand.unwrap().records_digest, None);
    assert_eq!(peer.second_hand.unwrap().known, (&again).into());
}

#[test]
fn a_device_that_lost_its_own_book_learns_from_cards_with_whom_it_had_synchronized() {
    let team = Team::new();
    let marco = team.join("Marco");
    let ended = session(-60, 12);
    team.hear(&marco, &[(team.ana.id(), ended)]);
    let peer = team.of(&marco.0);
    let with_name = Some(team.ana.name());
    assert_eq!(
        (peer.first_hand, peer.second_hand),
        (None, Some(Told { with: team.ana.id(), with_name, known: (&ended).into() }))
    );
}

#[test]
fn what_a_device_was_said_to_hold_is_not_believed_once_it_was_put_back() {
    let team = Team::new();
    let (marco, luz) = (team.join("Marco"), team.join("Luz"));
    let met = |counter| fieldmesh_store::Met { device: marco.0.id(), store_id: StoreId::new(7), counter };
    team.project.store().meet(&met(9), crate::time::now()).unwrap();
    team.meet(marco.0.id(), session(-60, 12));
    team.hear(&luz, &[(marco.0.id(), session(-5, 20))]);
    team.project.store().meet(&met(3), crate::time::now()).unwrap();
    let peer = team.of(&marco.0);
    let known = peer.first_hand.unwrap();
    assert_eq!((known.records_digest, known.observations, peer.second_hand), (None, None, None));
}
