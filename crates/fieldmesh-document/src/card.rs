//! Device cards: what a device says of itself, and with whom it synchronized. Cards travel with couriers, so
//! that names and *who has what* reach devices that never met; what another device passed on is second-hand.
//! Specified in `docs/document-schema.md`, section 5.

use std::collections::BTreeMap;

use automerge::ReadDoc;
use automerge::transaction::Transactable;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::shard::entry::Weight;
use crate::shard::limits::MAX_NAME_BYTES;
use crate::shard::schema::{card as key, root};
use crate::shard::{Shard, ShardWriter, WriteError, Written};
use crate::{DeviceId, ProjectId, RecordsDigest, ShardId, Timestamp};

/// What a device is, as people see it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum DeviceKind {
    /// A laptop or any other computer.
    Laptop,
    /// A phone or tablet.
    Phone,
    /// A sync file.
    File,
}

impl DeviceKind {
    /// The word in documents and formats.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Laptop => "laptop",
            Self::Phone => "phone",
            Self::File => "file",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Laptop, Self::Phone, Self::File].into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A completed session with another device, the newest one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CardSession {
    /// The digest that both sides proved.
    pub records_digest: RecordsDigest,
    /// How many observations both held.
    pub observations: u64,
    /// When, by the clock of the device whose card this is.
    pub at: Timestamp,
}

/// What a device says of itself. Any member of the project can write any card: it is a claim.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceCard {
    /// Which device.
    pub device: DeviceId,
    /// The name its people gave it; at most 1 KiB.
    pub name: String,
    /// What it is; `None` for a kind of a newer version.
    pub kind: Option<DeviceKind>,
    /// The program and its version, such as `fieldmesh 0.1.0`.
    pub program: String,
    /// The public key of its channel.
    pub x25519: [u8; 32],
    /// The public key of its signatures.
    pub ed25519: [u8; 32],
    /// The newest session with each device.
    pub sessions: BTreeMap<DeviceId, CardSession>,
}

impl ShardId {
    /// The shard of a device's card.
    pub fn of_card(project: &ProjectId, device: &DeviceId) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 device card shard");
        hasher.update(project.as_bytes());
        hasher.update(device.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(hasher.finalize().as_bytes().split_at(16).0);
        Self::from_bytes(id)
    }
}

impl Shard {
    /// The card that this shard holds, once it was written.
    pub fn card(&self) -> Option<DeviceCard> {
        let card = self.root_map(root::CARD)?;
        let text = |key| self.string_at(&card, key);
        let mut sessions = BTreeMap::new();
        if let Some(map) = self.root_map(root::SESSIONS) {
            for item in self.doc().keys(&map) {
                let session = self.string_at(&map, &item).and_then(|json| session_from_json(&json));
                if let (Ok(device), Some(session)) = (DeviceId::from_hex(&item), session) {
                    sessions.insert(device, session);
                }
            }
        }
        Some(DeviceCard {
            device: DeviceId::from_hex(&text(key::DEVICE)?).ok()?,
            name: text(key::NAME).unwrap_or_default(),
            kind: text(key::KIND).and_then(|word| DeviceKind::from_word(&word)),
            program: text(key::PROGRAM).unwrap_or_default(),
            x25519: key_from_hex(&text(key::X25519)?)?,
            ed25519: key_from_hex(&text(key::ED25519)?)?,
            sessions,
        })
    }
}

impl ShardWriter {
    /// Writes what of a card differs from the one that is there; sessions that `card` does not name stay. None
    /// when nothing differs.
    ///
    /// # Errors
    /// [`WriteError::TooLarge`], [`WriteError::Full`], [`WriteError::Newer`], and [`WriteError::Kind`] in a shard
    /// that does not hold a card.
    pub fn write_card(&mut self, card: &DeviceCard, now: Timestamp) -> Result<Option<Written>, WriteError> {
        let missing = || WriteError::Kind(self.shard().kind());
        let map = self.shard().root_map(root::CARD).ok_or_else(missing)?;
        let sessions = self.shard().root_map(root::SESSIONS).ok_or_else(missing)?;
        for (what, text) in [("device name", &card.name), ("program", &card.program)] {
            if text.len() > MAX_NAME_BYTES {
                let (have, limit) = (text.len() as u64, MAX_NAME_BYTES as u64);
                return Err(WriteError::TooLarge { what, have, limit });
            }
        }
        let before = self.shard().card();
        if before.as_ref() == Some(card) {
            return Ok(None);
        }
        let known = before.map(|before| before.sessions).unwrap_or_default();
        let new: Vec<_> =
            card.sessions.iter().filter(|(device, session)| known.get(device) != Some(session)).collect();
        let bytes = card.name.len() + card.program.len() + 512 + 320 * new.len();
        self.check_room(0, Weight { ops: 6 + new.len(), bytes })?;
        let written = self.commit(now, Vec::new(), |tx| {
            tx.put(&map, key::DEVICE, card.device.to_hex())?;
            tx.put(&map, key::NAME, card.name.as_str())?;
            if let Some(kind) = card.kind {
                tx.put(&map, key::KIND, kind.as_str())?;
            }
            tx.put(&map, key::PROGRAM, card.program.as_str())?;
            tx.put(&map, key::X25519, HEXLOWER.encode(&card.x25519))?;
            tx.put(&map, key::ED25519, HEXLOWER.encode(&card.ed25519))?;
            for (device, session) in new {
                tx.put(&sessions, device.to_hex(), session_to_json(session))?;
            }
            Ok(())
        });
        match written {
            Err(WriteError::Empty) => Ok(None),
            written => written.map(Some),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct SessionText {
    digest: String,
    observations: u64,
    at: i64,
}

fn session_to_json(session: &CardSession) -> String {
    let CardSession { records_digest, observations, at } = *session;
    serde_json::json!(SessionText { digest: records_digest.to_string(), observations, at: at.0 }).to_string()
}

fn session_from_json(json: &str) -> Option<CardSession> {
    let read: SessionText = serde_json::from_str(json).ok()?;
    let records_digest = RecordsDigest(key_from_hex(&read.digest)?);
    Some(CardSession { records_digest, observations: read.observations, at: Timestamp(read.at) })
}

fn key_from_hex(text: &str) -> Option<[u8; 32]> {
    HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ShardKind;

    fn card() -> DeviceCard {
        let (x25519, ed25519) = ([1; 32], [2; 32]);
        DeviceCard {
            device: DeviceId::from_public_keys(&x25519, &ed25519),
            name: "Ana's laptop".into(),
            kind: Some(DeviceKind::Laptop),
            program: "fieldmesh 0.1.0".into(),
            x25519,
            ed25519,
            sessions: BTreeMap::new(),
        }
    }

    fn session(count: u64) -> CardSession {
        CardSession { records_digest: RecordsDigest([7; 32]), observations: count, at: Timestamp(5) }
    }

    fn writer() -> ShardWriter {
        let id = ShardId::of_card(&ProjectId::from_bytes([9; 16]), &card().device);
        Shard::create(id, ShardKind::DEVICE_CARD).write_as(card().device)
    }

    #[test]
    fn a_card_reads_back_and_is_written_only_where_it_differs() {
        let mut writer = writer();
        assert_eq!(writer.shard().card(), None);
        let mut card = card();
        writer.write_card(&card, Timestamp(1000)).unwrap().unwrap();
        assert_eq!(writer.shard().card().unwrap(), card);
        let before = writer.shard().heads();
        assert_eq!(writer.write_card(&card, Timestamp(2000)).unwrap(), None);
        assert_eq!(writer.shard().heads(), before);
        card.name = "Ana".into();
        card.sessions.insert(DeviceId::from_bytes([4; 32]), session(12));
        let written = writer.write_card(&card, Timestamp(3000)).unwrap().unwrap();
        assert!(written.changes[0].len() < 600, "{} bytes", written.changes[0].len());
        assert_eq!(writer.shard().card().unwrap(), card);
    }

    #[test]
    fn sessions_that_a_card_does_not_name_stay() {
        let mut writer = writer();
        let mut card = card();
        card.sessions.insert(DeviceId::from_bytes([4; 32]), session(1));
        writer.write_card(&card, Timestamp(1000)).unwrap();
        let first = std::mem::take(&mut card.sessions);
        assert_eq!(writer.write_card(&card, Timestamp(2000)).unwrap(), None);
        assert_eq!(writer.shard().card().unwrap().sessions, first);
    }

    #[test]
    fn observations_do_not_go_into_a_card_nor_cards_among_observations() {
        let refused = writer().create(vec![crate::NewObservation::default()], Timestamp(0)).unwrap_err();
        assert!(matches!(refused, WriteError::Kind(ShardKind::DEVICE_CARD)));
        let mut other =
            Shard::create(ShardId::from_bytes([1; 16]), ShardKind::OBSERVATIONS).write_as(card().device);
        assert!(matches!(other.write_card(&card(), Timestamp(0)), Err(WriteError::Kind(_))));
        assert_eq!(other.shard().card(), None);
    }
}
