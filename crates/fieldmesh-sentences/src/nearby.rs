//! Devices nearby, and what goes on with them.

use std::net::SocketAddr;

use fieldmesh::{
    AttachmentCount, DEFAULT_PORT, DeviceStanding, DialFailure, Edition, InterfaceKind, JobEvent, LanAddress,
    LanPeer, Language, PeerState, Presence, Stage, Unit,
};

use crate::error::error;
use crate::numbers::{bytes, number};
use crate::observation::words;
use crate::say::say;
use crate::time::time;

/// Whether a person compared a device with its own screen.
pub fn standing(language: Language, standing: &DeviceStanding) -> String {
    match standing {
        DeviceStanding::Compared { .. } => say!(language, "compared"),
        DeviceStanding::New => say!(language, "sync-new-here"),
        DeviceStanding::KnownNameOtherKey { .. } => say!(language, "sync-other-key"),
    }
}

/// What goes on with a device, in a few words: before anybody presses anything, and while it goes on. `edition` is
/// how its configuration stands to ours, where that is known.
pub fn peer_state(language: Language, peer: &LanPeer, edition: Option<Edition>) -> String {
    match &peer.state {
        _ if peer.presence == Presence::Gone => say!(language, "sync-gone"),
        PeerState::Refused(_) => refused(language, peer, edition),
        PeerState::Asking { .. } => say!(language, "sync-asking"),
        PeerState::Waiting => say!(language, "sync-waiting"),
        PeerState::Running(stages) => {
            JobEvent::current(stages).map_or_else(|| say!(language, "stage-working"), |event| told(language, event))
        }
        PeerState::Failed(why) => error(language, why.kind()),
        _ if peer.same_data => say!(language, "same-data"),
        _ => match peer.last {
            Some(at) => say!(language, "sync-last-different", at = time(at)),
            None => say!(language, "sync-last-never"),
        },
    }
}

/// In which network this device is, and what to type on another one to reach it there: the port only where it is not
/// the usual one.
pub fn reached(language: Language, local: &LanAddress) -> String {
    let address = match local.address.port() {
        DEFAULT_PORT => local.address.ip().to_string(),
        _ => local.address.to_string(),
    };
    let name = local.interface.as_str();
    let network = match local.kind {
        InterfaceKind::Wifi => say!(language, "network-wifi", name = name),
        InterfaceKind::Cable => say!(language, "network-cable", name = name),
        InterfaceKind::Unknown => name.to_owned(),
    };
    if network.is_empty() { address } else { format!("{network} · {address}") }
}

/// What a job is doing.
pub fn stage(language: Language, stage: Stage) -> String {
    match stage {
        Stage::ReceivingRecords => say!(language, "stage-receiving-records"),
        Stage::SendingRecords => say!(language, "stage-sending-records"),
        Stage::ReceivingAttachments => say!(language, "stage-receiving-attachments"),
        Stage::SendingAttachments => say!(language, "stage-sending-attachments"),
        Stage::Verifying => say!(language, "stage-verifying"),
        Stage::Importing => say!(language, "stage-importing"),
        Stage::Rebuilding => say!(language, "stage-rebuilding"),
        _ => say!(language, "stage-working"),
    }
}

/// How far a stage is: photos and other attachments in whole ones; parts of the data, which are no unit that people
/// know, not at all.
pub fn progress(language: Language, event: &JobEvent) -> String {
    if let Some(AttachmentCount { done, total, photos }) = event.attachments {
        return match photos {
            true => say!(language, "progress-photos", done = done, total = total),
            false => say!(language, "progress-attachments", done = done, total = total),
        };
    }
    let stage = stage(language, event.stage);
    let say = |n: u64| match event.unit {
        Unit::Bytes => bytes(language, n),
        Unit::Observations | Unit::Shards | Unit::Attachments => number(language, n),
    };
    match event.unit {
        Unit::Shards => stage,
        _ => say!(language, "progress", stage = stage, done = say(event.done), total = say(event.total)),
    }
}

/// What a person is asked before the first synchronization with a device: what it means, and whether this is the
/// device. `ours` counts the observations here.
pub fn question(language: Language, peer: &LanPeer, ours: u64) -> String {
    let device = &peer.key.device;
    say!(
        language,
        "sync-question",
        name = peer.name.as_str(),
        ours = ours,
        theirs = peer.observations,
        short = device.short(),
        words = words(fieldmesh::words(device.as_bytes(), language))
    )
}

/// Nobody said yet that this is the device it says to be, and nobody is there to be asked.
pub fn never_compared(language: Language, peer: &LanPeer) -> String {
    say!(language, "sync-not-compared", name = peer.name.as_str(), short = peer.key.device.short())
}

/// A synchronization with a device of this name ended early; `why` is the sentence of its error.
pub fn broken(language: Language, name: &str, why: &str) -> String {
    say!(language, "sync-broken", name = name, why = why)
}

/// How many devices of other projects are near.
pub fn others_nearby(language: Language, n: usize) -> String {
    say!(language, "sync-others", n = n)
}

/// Why an address leads to nobody.
pub fn unreached(language: Language, address: &SocketAddr, failure: DialFailure) -> String {
    let host = address.to_string();
    match failure {
        DialFailure::NotMember => say!(language, "sync-not-member", host = host),
        DialFailure::Version { theirs_newer: true } => say!(language, "sync-newer", host = host),
        DialFailure::Version { theirs_newer: false } => say!(language, "sync-older", host = host),
        DialFailure::NotThisProgram => say!(language, "sync-not-this-program", host = host),
        DialFailure::Itself => say!(language, "sync-itself", host = host),
        DialFailure::Busy => say!(language, "sync-busy", host = host),
        DialFailure::Unreachable | DialFailure::TimedOut | DialFailure::Broken => {
            say!(language, "sync-unreachable", host = host)
        }
    }
}

fn refused(language: Language, peer: &LanPeer, edition: Option<Edition>) -> String {
    let (Some(_), Some(theirs)) = (&peer.configuration, &peer.summary) else {
        return peer.kind_of_trouble().map(|kind| error(language, kind)).unwrap_or_default();
    };
    let name = format!("{} {}", theirs.name, theirs.version);
    match edition {
        _ if peer.offered => say!(language, "sync-offered", name = name),
        Some(Edition::Newer) => say!(language, "sync-newer-configuration", name = name),
        Some(Edition::Older) => say!(language, "sync-older-configuration", name = name),
        Some(Edition::Apart) | None => say!(language, "sync-other-configuration", name = name),
    }
}

/// With the share done, where [`progress`] has no numbers and nobody draws a bar.
fn told(language: Language, event: &JobEvent) -> String {
    let words = progress(language, event);
    match event.unit {
        Unit::Shards => {
            let percent = (event.done * 100).checked_div(event.total).unwrap_or(100);
            format!("{words} {percent} %")
        }
        Unit::Observations | Unit::Attachments | Unit::Bytes => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn photos_are_counted_whole_and_other_attachments_are_not_called_photos() {
        let event = |photos| JobEvent {
            stage: Stage::ReceivingAttachments,
            done: 41_226_240,
            total: 98_566_144,
            unit: Unit::Bytes,
            attachments: Some(AttachmentCount { done: 12, total: 31, photos }),
        };
        assert_eq!(progress(Language::English, &event(true)), "Photos 12 of 31");
        assert_eq!(progress(Language::French, &event(true)), "Photos 12 sur 31");
        assert_eq!(progress(Language::Spanish, &event(false)), "Fotos y otros adjuntos 12 de 31");
        let shards = JobEvent { unit: Unit::Shards, attachments: None, ..event(true) };
        assert_eq!(progress(Language::English, &shards), "Taking attachments");
        let verifying = JobEvent { stage: Stage::Verifying, attachments: None, ..event(true) };
        assert_eq!(progress(Language::English, &verifying), "Checking: 41.2 MB of 98.6 MB");
    }

    #[test]
    fn a_network_is_named_by_its_kind_and_the_usual_port_is_not_told() {
        let at = |text: &str, interface: &str, kind| {
            let local = LanAddress { address: text.parse().unwrap(), interface: interface.to_owned(), kind };
            reached(Language::English, &local)
        };
        assert_eq!(at("192.168.4.12:41327", "wlan0", InterfaceKind::Wifi), "Wi-Fi wlan0 · 192.168.4.12");
        assert_eq!(at("10.0.0.7:5000", "eth0", InterfaceKind::Cable), "Cable eth0 · 10.0.0.7:5000");
        assert_eq!(at("192.168.4.12:41327", "Wi-Fi", InterfaceKind::Unknown), "Wi-Fi · 192.168.4.12");
        assert_eq!(at("192.168.4.12:41327", "", InterfaceKind::Unknown), "192.168.4.12");
    }
}
