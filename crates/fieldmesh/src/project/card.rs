//! What this device says of itself to the others (`docs/document-schema.md`, section 5).

use std::collections::BTreeMap;

use fieldmesh_document::{CardSession, DeviceCard, DeviceId, DeviceKind, WriteError};
use fieldmesh_store::StoreWriteError;

use super::Project;
use crate::ProjectError;
use crate::time::now;

/// Milliseconds between two sessions with one device that are written. A card has room for some thousand writes, and
/// what changes live completes a session with each change.
const APART: u64 = 15 * 60 * 1000;

impl Project {
    /// Writes what this device is to its card, for the others to learn.
    pub(crate) fn announce(&self) -> Result<(), ProjectError> {
        self.write_card(BTreeMap::new())
    }

    /// Writes to this device's card that it synchronized with `with`, so that others learn at second hand who has
    /// what; with it the newest session of every other device. The session is in the store already. Not where the card
    /// tells of one with that device that is as good as new.
    pub(crate) fn announce_session(&self, with: &DeviceId) -> Result<(), ProjectError> {
        let mut newest = BTreeMap::<_, CardSession>::new();
        for session in self.store.sessions()? {
            let (records_digest, observations, at) = (session.records_digest, session.observations, session.at);
            if newest.get(&session.device).is_none_or(|before| before.at < at) {
                newest.insert(session.device, CardSession { records_digest, observations, at });
            }
        }
        let own = self.device.id();
        let cards = self.store.cards()?;
        let card = cards.iter().find(|card| card.device == own);
        let written = card.and_then(|card| card.sessions.get(with).copied());
        let as_good_as_new =
            |written: CardSession| newest.get(with).is_some_and(|one| one.at.0.abs_diff(written.at.0) < APART);
        if written.is_some_and(as_good_as_new) { Ok(()) } else { self.write_card(newest) }
    }

    /// A card that is full stays as it is: what is told here is told by each session's hello as well, so nothing fails
    /// for it.
    fn write_card(&self, sessions: BTreeMap<DeviceId, CardSession>) -> Result<(), ProjectError> {
        let keys = self.device.public_keys();
        let card = DeviceCard {
            device: self.device.id(),
            name: self.device.name(),
            kind: Some(DeviceKind::Laptop),
            program: concat!("fieldmesh ", env!("CARGO_PKG_VERSION")).to_owned(),
            x25519: keys.x25519,
            ed25519: keys.ed25519,
            sessions,
        };
        match self.store.update_card(&card, now()) {
            Err(StoreWriteError::Refused(error @ (WriteError::Full { .. } | WriteError::Newer))) => {
                tracing::info!(%error, "the card of this device takes no more writes");
                Ok(())
            }
            written => Ok(written?),
        }
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::{
        Content, Heads, Incoming, RecordsDigest, Replica, Shard, ShardId, ShardKind, StoreId, Timestamp,
    };
    use fieldmesh_store::{SessionRecord, Via};

    use super::*;
    use crate::{Configuration, Device};

    const MARCO: DeviceId = DeviceId::from_bytes([4; 32]);
    const LUZ: DeviceId = DeviceId::from_bytes([5; 32]);

    fn project() -> (tempfile::TempDir, Project) {
        let dir = tempfile::tempdir().unwrap();
        let device = Device::open(dir.path()).unwrap();
        (dir, device.create_project("Río Napo", Configuration::builtin()).unwrap())
    }

    /// A completed session with a device, `seconds` after the first one, announced.
    fn met(project: &Project, device: DeviceId, seconds: i64) {
        let session = SessionRecord {
            device,
            store_id: StoreId::new(7),
            records_digest: RecordsDigest([seconds.to_le_bytes()[0]; 32]),
            observations: u64::try_from(seconds).unwrap(),
            at: Timestamp::from_seconds(1_790_000_000 + seconds),
            via: Via::Lan,
        };
        project.store().enter(|books| books.session(&session, &project.store().inventory().unwrap())).unwrap();
        project.announce_session(&device).unwrap();
    }

    fn heads(project: &Project) -> Heads {
        let shard = ShardId::of_card(&project.id(), &project.device().id());
        project.store().snapshot(&shard).unwrap().heads
    }

    fn told(project: &Project, device: DeviceId) -> Option<u64> {
        let own = project.device().id();
        let cards = project.store().cards().unwrap();
        let card = cards.iter().find(|card| card.device == own).unwrap();
        card.sessions.get(&device).map(|session| session.observations)
    }

    #[test]
    fn sessions_with_one_device_are_written_a_quarter_of_an_hour_apart() {
        let (_dir, project) = project();
        met(&project, MARCO, 0);
        let first = heads(&project);
        for seconds in [1, 2, 3, 899] {
            met(&project, MARCO, seconds);
            assert_eq!((heads(&project), told(&project, MARCO)), (first.clone(), Some(0)));
        }
        met(&project, MARCO, 900);
        assert_eq!(told(&project, MARCO), Some(900));
    }

    #[test]
    fn a_session_that_is_written_takes_those_with_others_along() {
        let (_dir, project) = project();
        met(&project, MARCO, 0);
        met(&project, MARCO, 10);
        met(&project, LUZ, 20);
        assert_eq!((told(&project, MARCO), told(&project, LUZ)), (Some(10), Some(20)));
    }

    #[test]
    fn a_full_card_stays_as_it_is_and_fails_nothing() {
        let (_dir, project) = project();
        let mut card = project.store().cards().unwrap()[0].clone();
        let shard = ShardId::of_card(&project.id(), &card.device);
        let mut writer = Shard::create(shard, ShardKind::DEVICE_CARD).write_as(card.device);
        // What cannot be compressed well, until not even the shortest name fits.
        let (mut number, mut length) = (0_u64, 1_024);
        while length > 0 {
            number += 1;
            let mut random = vec![0; 768];
            blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof().fill(&mut random);
            let text = data_encoding::BASE64.encode(&random);
            card.name = text[..length].to_owned();
            card.program = text[1_024 - length..].to_owned();
            match writer.write_card(&card, now()) {
                Ok(_) => {}
                Err(WriteError::Full { .. }) => length /= 4,
                Err(error) => panic!("{error}"),
            }
        }
        let (kind, heads_there, bytes) = (ShardKind::DEVICE_CARD, writer.shard().heads(), writer.shard().save());
        let incoming = Incoming { shard, kind, heads: heads_there, content: Content::Snapshot(bytes) };
        assert!(project.store().merge(vec![incoming]).unwrap()[0].result.is_ok());
        let refused =
            project.store().update_card(&DeviceCard { name: "Ana".to_owned(), ..card }, now()).unwrap_err();
        assert!(matches!(refused, StoreWriteError::Refused(WriteError::Full { .. })), "{refused}");

        let before = heads(&project);
        met(&project, MARCO, 0);
        project.announce().unwrap();
        assert_eq!((heads(&project), told(&project, MARCO)), (before, None));
        let peers = project.peers().unwrap();
        let known = peers.iter().find(|peer| peer.device == MARCO).unwrap().first_hand.unwrap();
        assert_eq!(known.observations, Some(0));
    }
}
