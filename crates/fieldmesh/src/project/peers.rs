//! Who has what: from this device's own synchronizations, and from what other devices' cards tell.

use std::collections::BTreeMap;

use fieldmesh_document::{DeviceId, Timestamp};
use fieldmesh_store::Store;

use super::Peer;
use crate::ProjectError;

/// Milliseconds by which clocks of people who set them by hand may differ.
const CLOCK_TOLERANCE: i64 = 3_600_000;

/// Every other device known of, newest synchronization first.
pub(super) fn peers(store: &Store, own: DeviceId, now: Timestamp) -> Result<Vec<Peer>, ProjectError> {
    let here_since = store.created_at()?;
    let mut peers = BTreeMap::new();
    let peer = |device| Peer {
        device,
        name: None,
        last: None,
        records_digest: None,
        observations: None,
        first_hand: false,
        compared: None,
        clock_off: None,
    };
    for card in store.cards()?.iter() {
        let known = peers.entry(card.device).or_insert_with(|| peer(card.device));
        known.name = Some(card.name.clone());
        known.clock_off = card.sessions.get(&own).and_then(|with_us| clock_off(with_us.at, here_since, now));
        for (device, session) in &card.sessions {
            let known = peers.entry(*device).or_insert_with(|| peer(*device));
            if known.last < Some(session.at) {
                known.last = Some(session.at);
                known.records_digest = Some(session.records_digest);
                known.observations = Some(session.observations);
            }
        }
    }
    for session in store.sessions()? {
        let known = peers.entry(session.device).or_insert_with(|| peer(session.device));
        // What this device took part in counts before what others tell.
        if !known.first_hand || known.last < Some(session.at) {
            known.last = Some(session.at);
            known.records_digest = Some(session.records_digest);
            known.observations = Some(session.observations);
            known.first_hand = true;
        }
    }
    for (device, dropped) in store.gone_back()? {
        // It has synchronized then, and holds something else now.
        if let Some(known) = peers.get_mut(&device).filter(|known| known.last <= Some(dropped)) {
            (known.records_digest, known.observations) = (None, None);
        }
    }
    for compared in store.compared()? {
        let known = peers.entry(compared.device).or_insert_with(|| peer(compared.device));
        known.compared = Some(compared.at);
        known.name.get_or_insert(compared.name);
    }
    peers.remove(&own);
    let mut peers: Vec<_> = peers.into_values().collect();
    peers.sort_by(|a, b| b.last.cmp(&a.last).then(a.device.cmp(&b.device)));
    Ok(peers)
}

/// How far a time is outside of those between which it must lie, in milliseconds; less than nothing before them.
const fn clock_off(said: Timestamp, from: Timestamp, until: Timestamp) -> Option<i64> {
    let (behind, ahead) = (said.0.saturating_sub(from.0), said.0.saturating_sub(until.0));
    if behind < -CLOCK_TOLERANCE {
        Some(behind)
    } else if ahead > CLOCK_TOLERANCE {
        Some(ahead)
    } else {
        None
    }
}

#[cfg(all(test, unix))]
mod put_back;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use fieldmesh_document::{
        CardSession, Content, DeviceCard, Incoming, RecordsDigest, Replica, ShardId, Snapshot,
    };

    use super::*;
    use crate::{Configuration, Device};

    const YEAR: i64 = 31_557_600_000;

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
        let dir = tempfile::tempdir().unwrap();
        let ana = Device::open(dir.path().join("ana")).unwrap();
        let project = ana.create_project("Río Napo", Configuration::builtin()).unwrap();
        let marco = Device::open(dir.path().join("marco")).unwrap();
        let other = marco.join(&project.invite().unwrap()).unwrap();
        let off = |years: i64| {
            let at = Timestamp(crate::time::now().0 + years * YEAR);
            let session = CardSession { records_digest: RecordsDigest([1; 32]), observations: 0, at };
            let keys = marco.public_keys();
            let card = DeviceCard {
                device: marco.id(),
                name: "Marco".to_owned(),
                kind: None,
                program: String::new(),
                x25519: keys.x25519,
                ed25519: keys.ed25519,
                sessions: BTreeMap::from([(ana.id(), session)]),
            };
            other.store().update_card(&card, at).unwrap();
            let shard = ShardId::of_card(&project.id(), &marco.id());
            let Snapshot { kind, heads, bytes } = other.store().snapshot(&shard).unwrap();
            let incoming = Incoming { shard, kind, heads, content: Content::Snapshot(bytes) };
            assert!(project.store().merge(vec![incoming]).unwrap().iter().all(|merged| merged.result.is_ok()));
            project.peers().unwrap()[0].clock_off
        };
        let years = |off: Option<i64>| off.map(|off| (off as f64 / YEAR as f64).round() as i64);
        assert_eq!(years(off(-10)), Some(-10));
        assert_eq!(years(off(10)), Some(10));
    }
}
