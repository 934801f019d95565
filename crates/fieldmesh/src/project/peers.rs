//! Who has what: from this device's own synchronizations, and from what other devices' cards tell.

use std::collections::BTreeMap;

use fieldmesh_document::DeviceId;
use fieldmesh_store::Store;

use super::Peer;
use crate::ProjectError;

/// Every other device known of, newest synchronization first.
pub(super) fn peers(store: &Store, own: DeviceId) -> Result<Vec<Peer>, ProjectError> {
    let mut peers = BTreeMap::new();
    let peer = |device| Peer {
        device,
        name: None,
        last: None,
        records_digest: None,
        observations: None,
        first_hand: false,
        compared: None,
    };
    for card in store.cards()? {
        peers.entry(card.device).or_insert_with(|| peer(card.device)).name = Some(card.name.clone());
        for (device, session) in card.sessions {
            let known = peers.entry(device).or_insert_with(|| peer(device));
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
