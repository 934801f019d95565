//! Two networks of one process that look after changes by themselves so rarely that it never happens.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use fieldmesh_document::{
    AttachmentId, AttachmentRecord, Content, DeviceId, DeviceKind, Incoming, MediaPolicy, NewObservation, Replica,
    ShardId, ShardKind, Snapshot, Timestamp,
};
use fieldmesh_sync::{Hello, LinkOptions, Outcome, Party, ReplicaState};
use fieldmesh_testkit::MemoryReplica;
use tokio::time::Duration;

use super::Pace;
use crate::PeerKey;
use crate::connection::tests::member;
use crate::host::{Host, HostError};
use crate::lan::{Lan, LanEvent, LanOptions};

const NEVER: Duration = Duration::from_secs(1 << 30);
/// After which a test fails.
const LONG: Duration = Duration::from_secs(60);

/// A device whose replica counts its changes.
struct Device {
    n: u8,
    replica: MemoryReplica,
    changes: AtomicU64,
    /// Waits for a word before a completed session is recorded.
    slow: Option<Mutex<mpsc::Receiver<()>>>,
}

impl Host for Device {
    fn replica(&self) -> &dyn Replica {
        &self.replica
    }

    fn link_options(&self) -> Result<LinkOptions, HostError> {
        let PeerKey { device, store } = member(self.n).key;
        let name = format!("laptop {}", self.n);
        let hello = Hello {
            program: "test".into(),
            party: Party::Device { device, store, counter: 0, name, kind: DeviceKind::Laptop },
            project: member(self.n).project,
            configuration: None,
            state: ReplicaState::of(&self.replica, 0, MediaPolicy::Everything)?,
        };
        Ok(LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() })
    }

    fn changes(&self) -> Result<u64, HostError> {
        Ok(self.changes.load(Ordering::SeqCst))
    }

    fn compared(&self, _: &DeviceId) -> bool {
        true
    }

    fn remember(&self, _: &DeviceId, _: &str) -> Result<(), HostError> {
        Ok(())
    }

    fn met(&self, _: &Hello) -> Result<(), HostError> {
        Ok(())
    }

    fn completed(&self, _: &Hello, _: &Outcome, _: Duration, _: bool) -> Result<(), HostError> {
        if let Some(slow) = &self.slow {
            let _ = slow.lock().unwrap().recv();
        }
        Ok(())
    }

    fn configuration_arrived(&self, _: &Arc<[u8]>) -> Result<(), HostError> {
        Ok(())
    }
}

impl Device {
    fn new(n: u8) -> Arc<Self> {
        Arc::new(Self { n, replica: MemoryReplica::new(), changes: AtomicU64::new(0), slow: None })
    }

    /// One that records a session when it is told to.
    fn slow(n: u8) -> (Arc<Self>, mpsc::Sender<()>) {
        let (sender, words) = mpsc::channel();
        let slow = Some(Mutex::new(words));
        (Arc::new(Self { n, replica: MemoryReplica::new(), changes: AtomicU64::new(0), slow }), sender)
    }

    /// Records an observation, as a person does, and says so.
    fn record(&self, lan: &Lan) {
        let (shard, author) = (ShardId::from_bytes([self.n; 16]), member(self.n).key.device);
        self.replica
            .write(shard, ShardKind::OBSERVATIONS, author, |writer| {
                writer.create(vec![NewObservation::default()], Timestamp(0))
            })
            .unwrap();
        self.changes.fetch_add(1, Ordering::SeqCst);
        assert!(lan.nudge().tell());
    }
}

fn open(device: &Arc<Device>) -> Lan {
    open_at(Pace { linked: NEVER, alone: NEVER }, device)
}

fn open_at(pace: Pace, device: &Arc<Device>) -> Lan {
    let options = LanOptions { listen: Some("127.0.0.1:0".parse().unwrap()), discovery: None, live: true };
    Lan::open_at(pace, member(device.n), Arc::<Device>::clone(device), &options).unwrap()
}

/// Waits for the end of a session.
fn completed(lan: &Lan) -> Arc<Outcome> {
    loop {
        match lan.next_event(LONG).expect("nothing more happens") {
            LanEvent::Complete(_, outcome) => return outcome,
            LanEvent::Failed(_, failure) => panic!("{failure}"),
            _ => {}
        }
    }
}

/// Links two, and has them synchronize for the first time.
fn linked(one: &Lan, two: &Lan) {
    one.dial(two.address());
    // A device is shown when both have accepted the link.
    let peer = loop {
        if let LanEvent::Peer(peer) = one.next_event(LONG).expect("nothing more happens") {
            break peer.key;
        }
    };
    one.synchronize(peer);
    completed(one);
    completed(two);
}

#[test]
fn what_is_recorded_in_this_process_is_on_the_other_side_without_anybody_looking_after_it() {
    let (a, b) = (Device::new(1), Device::new(2));
    let (one, two) = (open(&a), open(&b));
    linked(&one, &two);
    // From both sides: one of them begins all sessions.
    for round in 1..=3 {
        a.record(&one);
        assert_eq!(completed(&two).received.counts.new, 1, "round {round}");
        completed(&one);
        b.record(&two);
        assert_eq!(completed(&one).received.counts.new, 1, "round {round}");
        completed(&two);
        assert_eq!(a.replica.observations(), b.replica.observations());
    }
    let nudge = one.nudge();
    one.leave();
    assert!(!nudge.tell());
}

#[test]
fn a_session_that_comes_while_the_last_one_is_recorded_waits_for_that() {
    // The device with the smaller key begins; the other one is slow with its book.
    let (fast, slow) = if member(1).key < member(2).key { (1, 2) } else { (2, 1) };
    let (a, (b, words)) = (Device::new(fast), Device::slow(slow));
    let (one, two) = (open(&a), open(&b));
    words.send(()).unwrap();
    linked(&one, &two);
    a.record(&one);
    completed(&one);
    a.record(&one);
    drop(words);
    for _ in 0..2 {
        assert_eq!(completed(&two).received.counts.new, 1);
    }
    completed(&one);
    assert_eq!(a.replica.observations(), b.replica.observations());
}

/// Copies the records of one to another, without the photos.
fn share(from: &MemoryReplica, to: &MemoryReplica) {
    let inventory = from.inventory().unwrap();
    let incoming = inventory.iter().map(|(shard, _)| {
        let Snapshot { kind, heads, bytes } = from.snapshot(shard).unwrap();
        Incoming { shard: *shard, kind, heads, content: Content::Snapshot(bytes) }
    });
    to.merge(incoming.collect()).unwrap();
}

#[test]
fn photos_that_some_of_three_hold_come_once_and_by_themselves_wherever_they_are_asked_for_first() {
    let contents: Vec<Vec<u8>> = (0..20_u8).map(|n| (0..150_000_u32).map(|k| k as u8 ^ n).collect()).collect();
    let peers = [Device::new(1), Device::new(2), Device::new(3)];
    let (asking, author) = (Device::new(4), member(1).key.device);
    for content in &contents {
        let record = AttachmentRecord {
            media_type: "image/jpeg".into(),
            size: content.len() as u64,
            name: None,
            created: None,
            preview: None,
            thumbnail: None,
        };
        let attachments = [(AttachmentId::of(content), record)].into();
        let observation = NewObservation { attachments, ..NewObservation::default() };
        peers[0]
            .replica
            .write(ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS, author, |writer| {
                writer.create(vec![observation], Timestamp(0))
            })
            .unwrap();
    }
    for other in [&peers[1], &peers[2], &asking] {
        share(&peers[0].replica, &other.replica);
    }
    // The first holds no photo and wants none, so that asking it helps nobody.
    peers[0].replica.set_policy(MediaPolicy::Nothing);
    for content in &contents {
        for peer in &peers[1..] {
            peer.replica.add_content(content.clone());
        }
    }
    let lan = open_at(Pace::default(), &asking);
    let others: Vec<Lan> = peers.iter().map(|peer| open_at(Pace::default(), peer)).collect();
    for other in &others {
        lan.dial(other.address());
    }
    while lan.peers().len() < 3 {
        lan.next_event(LONG).expect("nothing more happens");
    }
    for peer in lan.peers() {
        lan.synchronize(peer.key);
    }
    let (mut sessions, mut bytes, mut photos) = (0, 0, 0);
    while sessions < 3 || !asking.replica.wanted().unwrap().is_empty() || photos < 20 {
        let outcome = completed(&lan);
        sessions += 1;
        bytes += outcome.received.bytes();
        photos += outcome.received.attachments;
    }
    assert_eq!((photos, bytes), (20, 20 * 150_000));
}
