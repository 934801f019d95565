//! Who has what: from this device's own synchronizations, and from what other devices' cards tell.

use std::collections::BTreeMap;

use fieldmesh_document::{CardSession, DeviceId, RecordsDigest, Timestamp};
use fieldmesh_store::{SessionRecord, Store};

use crate::ProjectError;

/// Milliseconds by which clocks of people who set them by hand may differ.
const CLOCK_TOLERANCE: i64 = 3_600_000;

/// Another device of the project, as far as this one knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Peer {
    /// Its id.
    pub device: DeviceId,
    /// Its name, from its card.
    pub name: Option<String>,
    /// Its newest completed synchronization with this device.
    pub first_hand: Option<Known>,
    /// Its newest completed synchronization with a third device, where that was later than with this one and left
    /// something else, or there was none with this one. What is dated by a clock that is known to be wrong counts only where
    /// nothing else is known.
    pub second_hand: Option<Told>,
    /// When a person compared its id with its own screen, by this device's clock.
    pub compared: Option<Timestamp>,
    /// By how many milliseconds its clock is off at least, or this one's: negative where it is behind. Known from its
    /// card, which dates a synchronization with this device in the future, or before the project was here. `None` up
    /// to an hour, and where nothing tells.
    pub clock_off: Option<i64>,
}

/// What a device held when a synchronization was complete.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// When, by the clock of the device that tells it.
    pub at: Timestamp,
    /// The digest both had then; none where the device was put back to an earlier state since, or is another copy.
    pub records_digest: Option<RecordsDigest>,
    /// How many observations both had then; none where that says nothing of it any more.
    pub observations: Option<u64>,
}

/// What the card of either of the two tells of a synchronization of which this device's own book knows nothing: a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// With which third device.
    pub with: DeviceId,
    /// The name of that one, as far as it is known.
    pub with_name: Option<String>,
    /// What both held.
    pub known: Known,
}

impl Peer {
    /// The newest that is known of it, at whichever hand.
    pub fn newest(&self) -> Option<&Known> {
        self.second_hand.as_ref().map(|told| &told.known).or(self.first_hand.as_ref())
    }

    /// Takes what somebody tells of it where that is news. What a wrong clock dates is not newer than anything.
    fn hear(&mut self, told: Told, in_time: bool) {
        let other = |known: &Known| known.records_digest != told.known.records_digest;
        let later = self.newest().is_none_or(|before| in_time && before.at < told.known.at);
        if later && self.first_hand.as_ref().is_none_or(other) {
            self.second_hand = Some(told);
        }
    }
}

impl Known {
    /// What is still known of a device whose data went back at `dropped`.
    fn unless(self, dropped: Option<&Timestamp>) -> Self {
        match dropped {
            Some(dropped) if self.at <= *dropped => Self { records_digest: None, observations: None, ..self },
            _ => self,
        }
    }
}

impl From<&SessionRecord> for Known {
    fn from(session: &SessionRecord) -> Self {
        let (digest, observations) = (session.records_digest, session.observations);
        Self { at: session.at, records_digest: Some(digest), observations: Some(observations) }
    }
}

impl From<&CardSession> for Known {
    fn from(session: &CardSession) -> Self {
        let (digest, observations) = (session.records_digest, session.observations);
        Self { at: session.at, records_digest: Some(digest), observations: Some(observations) }
    }
}

/// Every other device known of, newest synchronization first.
pub(super) fn peers(store: &Store, own: DeviceId, now: Timestamp) -> Result<Vec<Peer>, ProjectError> {
    let (cards, here_since, gone_back) = (store.cards()?, store.created_at()?, store.gone_back()?);
    let mut peers = BTreeMap::new();
    for session in store.sessions()? {
        // Newest first.
        of(&mut peers, session.device).first_hand.get_or_insert_with(|| Known::from(&session));
    }
    for card in cards.iter() {
        let peer = of(&mut peers, card.device);
        peer.name = Some(card.name.clone());
        peer.clock_off = card.sessions.get(&own).and_then(|with_us| clock_off(with_us.at, here_since, now));
    }
    for compared in store.compared()? {
        let peer = of(&mut peers, compared.device);
        peer.compared = Some(compared.at);
        peer.name.get_or_insert(compared.name);
    }
    // It has synchronized then, and holds something else now. What is told of it afterwards may be the same again.
    for peer in peers.values_mut() {
        peer.first_hand = peer.first_hand.map(|known| known.unless(gone_back.get(&peer.device)));
    }
    let mut told = Vec::new();
    for card in cards.iter() {
        let is_right = of(&mut peers, card.device).clock_off.is_none();
        told.extend(card.sessions.iter().map(|(with, session)| {
            let in_time = is_right && session.at.0 <= now.0.saturating_add(CLOCK_TOLERANCE);
            (in_time, card.device, *with, session)
        }));
    }
    // What a wrong clock dates comes last: it is heard of devices of which nobody else tells.
    told.sort_by_key(|(in_time, ..)| !in_time);
    for (in_time, by, with, session) in told {
        for (device, third) in [(by, with), (with, by)] {
            let with_name = of(&mut peers, third).name.clone();
            let peer = of(&mut peers, device);
            let known = Known::from(session).unless(gone_back.get(&device));
            // A session with this device is in its own book, or that is of a time before it.
            if third != own || peer.first_hand.is_none() {
                peer.hear(Told { with: third, with_name, known }, in_time);
            }
        }
    }
    peers.remove(&own);
    let mut peers: Vec<_> = peers.into_values().collect();
    let last = |peer: &Peer| peer.newest().map(|known| known.at);
    peers.sort_by(|a, b| last(b).cmp(&last(a)).then(a.device.cmp(&b.device)));
    Ok(peers)
}

fn of(peers: &mut BTreeMap<DeviceId, Peer>, device: DeviceId) -> &mut Peer {
    peers.entry(device).or_insert_with(|| Peer {
        device,
        name: None,
        first_hand: None,
        second_hand: None,
        compared: None,
        clock_off: None,
    })
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
mod tests;
