//! Whole daemons on the loopback interface, each test in a network or on a port of its own.

mod packet;

use std::net::{Ipv4Addr, UdpSocket};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use fieldmesh_testkit::may_multicast;
use mdns_sd::{IfKind, ServiceDaemon};
use socket2::SockRef;

use super::samples::{fingerprint, member};
use super::*;
use packet::{Announcement, announce};

/// Longer than anything here takes, shorter than records last.
const DEADLINE: Duration = Duration::from_secs(30);

/// Instances of which all records fit into a packet of 9,000 bytes; larger ones are not read.
const PER_PACKET: usize = 30;

const GROUP: Ipv4Addr = Ipv4Addr::new(224, 0, 0, 251);

/// A started discovery with what it told.
struct Device {
    discovery: Discovery,
    told: Receiver<Discovered>,
    daemons: Receiver<ServiceDaemon>,
}

impl Device {
    fn start(port: u16, key: u8, instance: u64, configuration: Option<Fingerprint>) -> Self {
        Self::start_on("lo", port, key, instance, configuration)
    }

    fn start_on(interface: &str, port: u16, key: u8, instance: u64, configuration: Option<Fingerprint>) -> Self {
        let options = DiscoveryOptions {
            membership: member(key),
            instance: Instance(instance),
            host_label: instance + 1_000,
            port: 41_327,
            configuration,
            interfaces: Interfaces::Named(vec![interface.into()]),
        };
        let (tell, told) = mpsc::channel();
        let (begun, daemons): (Sender<ServiceDaemon>, _) = mpsc::channel();
        let new_daemon = move || {
            let daemon = ServiceDaemon::new_with_port(port)?;
            let _ = begun.send(daemon.clone());
            Ok(daemon)
        };
        let sink = move |event| drop(tell.send(event));
        Self { discovery: Discovery::start_with(options, new_daemon, sink).unwrap(), told, daemons }
    }

    /// Waits for an event, and returns it with those before it.
    fn until(&self, wanted: impl Fn(&Discovered) -> bool) -> Vec<Discovered> {
        let end = Instant::now() + DEADLINE;
        let mut told = Vec::new();
        loop {
            match self.told.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(event) => told.push(event),
                Err(_) => panic!("not told within {DEADLINE:?}, but {told:?}"),
            }
            if told.last().is_some_and(&wanted) {
                return told;
            }
        }
    }

    fn until_sighted(&self, instance: u64, same_configuration: bool) -> Sighting {
        let wanted = |event: &Discovered| {
            matches!(event, Discovered::Sighted(sighting)
                if sighting.instance == Instance(instance) && sighting.same_configuration == same_configuration)
        };
        match self.until(wanted).pop() {
            Some(Discovered::Sighted(sighting)) => sighting,
            other => panic!("{other:?}"),
        }
    }
}

/// A port for multicast DNS that nothing else uses, or nothing, with the reason printed, where multicast does not
/// work on the loopback interface.
fn port() -> Option<u16> {
    if !may_multicast() {
        return None;
    }
    let try_it = || {
        let receiver = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
        receiver.join_multicast_v4(&GROUP, &Ipv4Addr::LOCALHOST)?;
        receiver.set_read_timeout(Some(Duration::from_secs(5)))?;
        let port = receiver.local_addr()?.port();
        sender()?.send_to(b"?", (GROUP, port))?;
        receiver.recv(&mut [0; 1])?;
        io::Result::Ok(port)
    };
    try_it().inspect_err(|error| eprintln!("skipped: no multicast on the loopback interface: {error}")).ok()
}

/// A socket whose multicast goes to the loopback interface and nowhere else.
fn sender() -> io::Result<UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    SockRef::from(&socket).set_multicast_if_v4(&Ipv4Addr::LOCALHOST)?;
    Ok(socket)
}

/// Sends a packet to the daemons on this port, and waits until this one did something; false when it ended instead.
fn send(port: u16, daemon: &ServiceDaemon, packet: &[u8]) -> bool {
    sender().unwrap().send_to(packet, (GROUP, port)).unwrap();
    let end = Instant::now() + DEADLINE;
    let Ok(answer) = daemon.get_metrics() else { return false };
    while Instant::now() < end {
        // An ended daemon leaves an order unanswered that came while it ended, and takes no further one.
        match answer.recv_timeout(Duration::from_millis(100)) {
            Ok(_) => return true,
            Err(_) if daemon.get_metrics().is_err() => return false,
            Err(_) => {}
        }
    }
    panic!("no answer within {DEADLINE:?}");
}

#[test]
fn members_find_each_other_count_strangers_and_see_a_goodbye() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, Some(fingerprint(1)));
    let marco = Device::start(port, 1, 2, Some(fingerprint(1)));
    let stranger = Device::start(port, 2, 3, Some(fingerprint(1)));

    assert_eq!(ana.until_sighted(2, true).addresses, [([127, 0, 0, 1], 41_327).into()]);
    assert_eq!(marco.until_sighted(1, true).addresses, [([127, 0, 0, 1], 41_327).into()]);
    let both = |event: &Discovered| matches!(event, Discovered::Foreign { present: true, .. });
    stranger.until(both);
    let told = stranger.until(both);
    assert!(!told.iter().any(|event| matches!(event, Discovered::Sighted(_))), "{told:?}");

    // Its records would last for 2 minutes, so that within the deadline only a goodbye takes it away.
    let begun = Instant::now();
    marco.discovery.stop();
    ana.until(|event| *event == Discovered::Vanished(Instance(2)));
    eprintln!("gone {:?} after it began to stop", begun.elapsed());
    drop(stranger.discovery);
    ana.until(|event| matches!(event, Discovered::Foreign { present: false, .. }));
}

#[test]
fn a_new_configuration_is_announced_and_compared_anew() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, Some(fingerprint(1)));
    let marco = Device::start(port, 1, 2, None);
    ana.until_sighted(2, false);
    marco.until_sighted(1, false);
    marco.discovery.reconfigure(Some(fingerprint(1)));
    ana.until_sighted(2, true);
    marco.until_sighted(1, true);
}

#[test]
fn a_daemon_that_dies_is_started_again_and_finds_who_came() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, None);
    let daemon = ana.daemons.recv_timeout(DEADLINE).unwrap();
    wait_for_browse(&daemon);
    daemon.shutdown().unwrap();
    ana.until(|event| *event == Discovered::Unavailable(Unavailable::Ended));
    let marco = Device::start(port, 1, 2, None);
    let told =
        ana.until(|event| matches!(event, Discovered::Sighted(sighting) if sighting.instance == Instance(2)));
    assert!(told.contains(&Discovered::Restarted), "{told:?}");
    marco.until_sighted(1, true);
}

#[test]
fn a_member_that_does_not_answer_a_verification_vanishes() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, None);
    let marco = Device::start(port, 1, 2, None);
    ana.until_sighted(2, true);
    // It falls silent without a goodbye.
    let daemon = marco.daemons.recv_timeout(DEADLINE).unwrap();
    daemon.disable_interface(IfKind::All).unwrap();
    ana.discovery.verify(Instance(2));
    ana.until(|event| *event == Discovered::Vanished(Instance(2)));
    // When it is back, it is found again.
    daemon.enable_interface(IfKind::LoopbackV4).unwrap();
    ana.until_sighted(2, true);
}

#[test]
fn without_an_interface_it_says_so_and_stops_well() {
    if !may_multicast() {
        return;
    }
    let device = Device::start_on("no such interface", 0, 1, 1, None);
    let told = device.until(|event| *event == Discovered::Unavailable(Unavailable::NoInterface));
    assert_eq!(told.len(), 1);
    let daemon = device.daemons.recv_timeout(DEADLINE).unwrap();
    device.discovery.stop();
    assert!(daemon.browse(record::SERVICE).is_err(), "it ended");
}

#[test]
fn hostile_records_are_strangers_at_most() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, None);
    // It searches when its daemon has an address; what comes before that is not for it.
    let daemon = ana.daemons.recv_timeout(DEADLINE).unwrap();
    wait_for_browse(&daemon);
    let good = Announcement::of(7);
    let hostile = [
        Announcement { text: vec![b'x'; 255], copies_of_text: 30, ..good.clone() },
        Announcement { text: b"p".to_vec(), instance: Some("UPPER".into()), ..good.clone() },
        Announcement { instance: Some("0123456789abcdeg".into()), ..good.clone() },
        Announcement { instance: Some("z".repeat(63)), ..good.clone() },
        Announcement { host: Some("laptop".into()), instance: Some("00000000000000aa".into()), ..good.clone() },
        Announcement { addresses: vec![], instance: Some("00000000000000ab".into()), ..good.clone() },
        Announcement {
            addresses: (0..200u32).map(|n| Ipv4Addr::from(0x0808_0000 + n)).collect(),
            instance: Some("00000000000000ac".into()),
            ..good.clone()
        },
        Announcement { port: 0, instance: Some("00000000000000ad".into()), ..good },
    ];
    let mut packets: Vec<_> = hostile.iter().map(|announcement| announce([announcement])).collect();
    let cut: Vec<_> = (0..64).map(|length| packets[1][..length].to_vec()).collect();
    packets.extend(cut);
    packets.push(vec![0xff; 9_000]);
    for packet in packets {
        assert!(send(port, &daemon, &packet));
    }
    // A member, after all that.
    let (tags, text) = packet::tags_of(&member(1), 2);
    assert_ne!(tags.project, [0; 8]);
    assert!(send(port, &daemon, &announce([&Announcement { text, ..Announcement::of(2) }])));
    let told = ana.until(|event| matches!(event, Discovered::Sighted(_)));
    let strangers = told.iter().filter(|event| matches!(event, Discovered::Foreign { present: true, .. })).count();
    assert!((1..=8).contains(&strangers), "{told:?}");
    assert!(matches!(told.last(), Some(Discovered::Sighted(sighting)) if sighting.instance == Instance(2)));
}

#[test]
fn a_flood_of_instances_ends_the_daemon_and_discovery_goes_on() {
    let Some(port) = port() else { return };
    let ana = Device::start(port, 1, 1, None);
    let daemon = ana.daemons.recv_timeout(DEADLINE).unwrap();
    wait_for_browse(&daemon);
    for first in (0..6_000).step_by(PER_PACKET) {
        let announcements: Vec<_> = (first..first + PER_PACKET as u64).map(Announcement::of).collect();
        if !send(port, &daemon, &announce(&announcements)) {
            break;
        }
    }
    let told = ana.until(|event| matches!(event, Discovered::Unavailable(Unavailable::Excess { .. })));
    let strangers = told.iter().filter(|event| matches!(event, Discovered::Foreign { present: true, .. })).count();
    assert_eq!(strangers, 256);
    ana.until(|event| *event == Discovered::Restarted);
    let marco = Device::start(port, 1, 0xffff, None);
    ana.until_sighted(0xffff, true);
    marco.until_sighted(1, true);
}

/// Waits until a daemon asked for others.
fn wait_for_browse(daemon: &ServiceDaemon) {
    let end = Instant::now() + DEADLINE;
    while Instant::now() < end {
        let metrics = daemon.get_metrics().unwrap().recv_timeout(DEADLINE).unwrap();
        if metrics.get("browse").is_some_and(|count| *count > 0) {
            return;
        }
        thread::yield_now();
    }
    panic!("no question within {DEADLINE:?}");
}

/// What a bare daemon takes; the figures stand at the limits in `budget.rs`.
#[test]
#[ignore = "a measurement: run alone, with --nocapture"]
fn memory_of_a_daemon_without_limits() {
    let Some(port) = port() else { return };
    let daemon = ServiceDaemon::new_with_port(port).unwrap();
    daemon.disable_interface(IfKind::All).unwrap();
    daemon.enable_interface(IfKind::LoopbackV4).unwrap();
    daemon.accept_unsolicited(true).unwrap();
    let resident = || {
        let status = fs_err::read_to_string("/proc/self/status").unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let present = || {
        let metrics = daemon.get_metrics().unwrap().recv_timeout(DEADLINE).unwrap();
        metrics.get("cached-ptr").copied().unwrap_or(0)
    };
    let flood = |range: std::ops::Range<u64>, size: usize| {
        let begun = Instant::now();
        let step = if size > 0 { 1 } else { PER_PACKET };
        for first in range.clone().step_by(step) {
            let announcements: Vec<_> = (first..first + step as u64)
                .map(|n| match size {
                    0 => Announcement::of(n),
                    _ => Announcement { text: vec![b'x'; 250], copies_of_text: size / 251, ..Announcement::of(n) },
                })
                .collect();
            sender().unwrap().send_to(&announce(&announcements), (GROUP, port)).unwrap();
            while present() < i64::try_from(first).unwrap() + i64::try_from(step).unwrap() {
                assert!(begun.elapsed() < DEADLINE, "a packet was lost");
                thread::yield_now();
            }
        }
        eprintln!("{size} bytes of text: {} present, {} KiB, {:?}", present(), resident(), begun.elapsed());
    };
    assert_eq!(present(), 0, "and it has taken its orders");
    eprintln!("before: {} KiB", resident());
    flood(0..990, 0);
    flood(990..1_980, 8_000);
    flood(1_980..3_990, 0);
    daemon.shutdown().unwrap().recv_timeout(DEADLINE).unwrap();
}
