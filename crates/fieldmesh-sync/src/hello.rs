//! What two sides tell each other before anything else (`docs/protocol.md`, section 2).

use serde::{Deserialize, Deserializer, Serialize};

use fieldmesh_document::{
    AttachmentClass, DeviceId, DeviceKind, Fingerprint, MediaDigest, MediaPolicy, ProjectId, RecordsDigest,
    Replica, ReplicaError, StoreId,
};

/// The version of every message of this crate.
pub const WIRE_VERSION: u8 = 1;

/// The minor version: how much was added that an older program of the same version does without.
pub const WIRE_MINOR: u16 = 0;

/// Most characters of the name of a device or a configuration.
pub const NAME_LIMIT: usize = 100;

/// Most characters of a version.
pub const VERSION_LIMIT: usize = 64;

/// What one side says of itself when it meets another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hello {
    /// The version of its program, as text; at most [`VERSION_LIMIT`] characters.
    pub program: String,
    /// Who it is.
    pub party: Party,
    /// The project it speaks of.
    pub project: ProjectId,
    /// The configuration it uses; `None` for a device that has none yet, which is never a mismatch.
    pub configuration: Option<ConfigurationSummary>,
    /// What its replica holds.
    pub state: ReplicaState,
}

/// Who stands behind a replica.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Party {
    /// A device.
    Device {
        /// Its id.
        device: DeviceId,
        /// Which copy of its data.
        store: StoreId,
        /// Commits of that store so far: a lower one than before means that it was restored.
        counter: u64,
        /// The name people gave it; at most [`NAME_LIMIT`] characters.
        name: String,
        /// What it is.
        #[serde(deserialize_with = "known_kind")]
        kind: DeviceKind,
    },
    /// A sync file.
    File {
        /// The device that wrote its last commit.
        writer: DeviceId,
        /// The store that it was written from.
        store: StoreId,
        /// Commits of that store when it was written.
        counter: u64,
        /// The name of the writer; at most [`NAME_LIMIT`] characters.
        name: String,
    },
}

/// Which configuration a replica uses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ConfigurationSummary {
    /// Its name; at most [`NAME_LIMIT`] characters.
    pub name: String,
    /// Its version; at most [`VERSION_LIMIT`] characters.
    pub version: String,
    /// What it means.
    pub fingerprint: Fingerprint,
}

/// What a replica holds, in a few hashes and numbers.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReplicaState {
    /// The digest of its observations.
    pub records: RecordsDigest,
    /// The digest of its gossip.
    pub gossip: RecordsDigest,
    /// How many observations it holds that are not deleted.
    pub observations: u64,
    /// The digests of its verified attachments, in the order of [`AttachmentClass::ALL`].
    pub media: [MediaDigest; 3],
    /// How many attachments it wants and lacks.
    pub wanted: u64,
    /// Which attachments it wants.
    #[serde(deserialize_with = "known_policy")]
    pub policy: MediaPolicy,
}

fn known_kind<'de, D: Deserializer<'de>>(number: D) -> Result<DeviceKind, D::Error> {
    Ok(match u32::deserialize(number)? {
        1 => DeviceKind::Phone,
        2 => DeviceKind::File,
        _ => DeviceKind::Laptop,
    })
}

fn known_policy<'de, D: Deserializer<'de>>(number: D) -> Result<MediaPolicy, D::Error> {
    Ok(match u32::deserialize(number)? {
        1 => MediaPolicy::Previews,
        2 => MediaPolicy::Nothing,
        _ => MediaPolicy::Everything,
    })
}

impl ReplicaState {
    /// Asks a replica for its state. The number of observations is the caller's, who has an index of them.
    ///
    /// # Errors
    /// As [`Replica::inventory`], [`Replica::media_digest`] and [`Replica::wanted_count`].
    pub fn of(replica: &dyn Replica, observations: u64, policy: MediaPolicy) -> Result<Self, ReplicaError> {
        let inventory = replica.inventory()?;
        let [original, preview, thumbnail] = AttachmentClass::ALL;
        Ok(Self {
            records: inventory.records_digest(),
            gossip: inventory.gossip_digest(),
            observations,
            media: [
                replica.media_digest(original)?,
                replica.media_digest(preview)?,
                replica.media_digest(thumbnail)?,
            ],
            wanted: replica.wanted_count()?,
            policy,
        })
    }

    /// Whether a session with a replica in another state would move nothing that is known of: both hold the same
    /// observations, and neither wants an attachment while the other holds others than it does.
    pub fn is_even_with(&self, other: &Self) -> bool {
        let may_lack = self.wanted > 0 || other.wanted > 0;
        self.records == other.records && (!may_lack || self.media == other.media)
    }
}

impl Party {
    /// The name people gave to the device, or to the device that wrote the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Device { name, .. } | Self::File { name, .. } => name,
        }
    }

    fn name_mut(&mut self) -> &mut String {
        match self {
            Self::Device { name, .. } | Self::File { name, .. } => name,
        }
    }

    /// The device, or the device that wrote the file.
    pub const fn device(&self) -> DeviceId {
        match self {
            Self::Device { device, .. } => *device,
            Self::File { writer, .. } => *writer,
        }
    }
}

impl Hello {
    /// Cuts texts of our own to what the protocol carries.
    pub(crate) fn clipped(mut self) -> Self {
        self.texts(|text, limit| {
            *text = text.chars().take(limit).collect();
            true
        });
        self
    }

    /// Takes a hello from the other side: `None` when a text is too long. Control characters, which could
    /// write on a terminal, are replaced.
    pub(crate) fn admitted(mut self) -> Option<Self> {
        self.texts(|text, limit| {
            if text.contains(char::is_control) {
                *text = text.replace(char::is_control, "\u{FFFD}");
            }
            text.chars().count() <= limit
        })
        .then_some(self)
    }

    fn texts(&mut self, mut pass: impl FnMut(&mut String, usize) -> bool) -> bool {
        let configuration = self
            .configuration
            .as_mut()
            .is_none_or(|c| pass(&mut c.name, NAME_LIMIT) & pass(&mut c.version, VERSION_LIMIT));
        configuration & pass(&mut self.program, VERSION_LIMIT) & pass(self.party.name_mut(), NAME_LIMIT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(records: u8, media: u8, wanted: u64) -> ReplicaState {
        ReplicaState {
            records: RecordsDigest([records; 32]),
            gossip: RecordsDigest([0; 32]),
            observations: 1,
            media: [MediaDigest([media; 32]); 3],
            wanted,
            policy: MediaPolicy::default(),
        }
    }

    #[test]
    fn two_are_even_when_no_observation_and_no_attachment_could_move() {
        for (one, two, even) in [
            (state(1, 1, 0), state(1, 1, 0), true),
            (state(1, 1, 0), state(2, 1, 0), false),
            // One of them wants previews alone, or keeps photos of deleted observations.
            (state(1, 1, 0), state(1, 2, 0), true),
            (state(1, 1, 3), state(1, 2, 0), false),
            // The photo is on neither.
            (state(1, 1, 3), state(1, 1, 3), true),
        ] {
            assert_eq!((one.is_even_with(&two), two.is_even_with(&one)), (even, even), "{one:?} {two:?}");
        }
    }
}
