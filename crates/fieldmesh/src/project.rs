//! One project of a device: its observations, attachments, configuration and files.

pub(crate) mod activity;
mod attachments;
mod card;
mod configuration;
mod deletions;
mod error;
#[cfg(feature = "exchange")]
mod exchange;
mod hello;
mod maintenance;
mod observations;
mod other_configuration;
mod peers;
mod shards;
mod standing;
mod sync_file;
mod vocabulary;

use std::path::Path;
use std::sync::Arc;

use fieldmesh_document::{AttachmentClass, DeviceId, MediaDigest, ProjectId, RecordsDigest, Replica, StoreId};
use fieldmesh_store::{AbsentAttachments, ProjectInfo, Store, Totals};

pub use attachments::{AttachmentError, attachment_file_name};
pub use error::ProjectError;
#[cfg(feature = "lan")]
pub(crate) use error::{refusal_kind, session_kind};
#[cfg(feature = "exchange")]
pub use exchange::{ExportError, ImportError, ImportReport, Skipped};
#[cfg(feature = "lan")]
pub(crate) use hello::OwnConfiguration;
pub use observations::ObservationError;
pub use other_configuration::{ConfigurationChoice, Edition, OtherConfiguration};
pub use peers::{Known, Peer, Told};
pub use shards::{ImportedShard, ShardError};
pub use standing::DeviceStanding;
pub use sync_file::{FileOutcome, LeftOut, SyncFileError, Visitor};
pub use vocabulary::{ConfigurationUse, Vocabulary};

use crate::time::now;
use crate::{Device, Invite, Language, words};

/// An open project. Cheap to clone, and usable from several threads; every call blocks until what it says is
/// durable.
#[derive(Clone, Debug)]
pub struct Project {
    device: Device,
    info: ProjectInfo,
    store: Arc<Store>,
}

impl Project {
    pub(crate) fn create(
        device: &Device,
        dir: &Path,
        id: ProjectId,
        name: String,
        open: bool,
    ) -> Result<(), ProjectError> {
        Store::create(dir, ProjectInfo { id, name, open }, device.id(), now())?;
        Ok(())
    }

    pub(crate) fn open(device: Device, dir: &Path) -> Result<Self, ProjectError> {
        let store = Store::open(dir, device.id())?;
        Ok(Self { device, info: store.project()?, store: Arc::new(store) })
    }

    /// Its id.
    pub const fn id(&self) -> ProjectId {
        self.info.id
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.info.name.clone()
    }

    /// Whether it keeps no secrets: anyone who knows its name is a member.
    pub const fn is_open(&self) -> bool {
        self.info.open
    }

    /// The device it is open on.
    pub const fn device(&self) -> &Device {
        &self.device
    }

    /// Tells this copy of the device's data from others.
    pub fn store_id(&self) -> StoreId {
        self.store.store_id()
    }

    /// An invite with the key and the configuration.
    ///
    /// # Errors
    /// [`ProjectError::Device`] when the key cannot be read.
    pub fn invite(&self) -> Result<Invite, ProjectError> {
        let ProjectInfo { id, name, open } = self.info.clone();
        let key = self.device.project_key(&id)?;
        Ok(Invite::new(id, key, name, open, self.configuration()?))
    }

    /// The digest of all observations: equal digests mean equal observations.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn digest(&self) -> Result<RecordsDigest, ProjectError> {
        Ok(self.store.inventory()?.records_digest())
    }

    /// The digest of the originals held.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn media_digest(&self) -> Result<MediaDigest, ProjectError> {
        Ok(self.store.media_digest(AttachmentClass::Original)?)
    }

    /// The digest as four words: the same four on two screens mean the same observations.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn data_words(&self, language: Language) -> Result<[&'static str; 4], ProjectError> {
        Ok(words(&self.digest()?.0, language))
    }

    /// Counts of observations and attachments.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn totals(&self) -> Result<Totals, ProjectError> {
        Ok(self.store.totals()?)
    }

    /// How many observations no other device is known to hold.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn only_here(&self) -> Result<u64, ProjectError> {
        Ok(self.store.only_here()?)
    }

    /// How many photos and other attachments were added on this device and are not known to be on another as they were
    /// taken.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn originals_only_here(&self) -> Result<u64, ProjectError> {
        Ok(self.store.originals_only_here()?)
    }

    /// What attachments this device wants and does not hold whole, in numbers, and the first `most` by name.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn absent_attachments(&self, most: usize) -> Result<AbsentAttachments, ProjectError> {
        Ok(self.store.absent_attachments(most)?)
    }

    /// The name of a device of this project, from its card.
    pub fn device_name(&self, device: &DeviceId) -> Option<String> {
        if *device == self.device.id() {
            return Some(self.device.name());
        }
        let cards = self.store.cards().ok()?;
        cards.iter().find(|card| card.device == *device).map(|card| card.name.clone())
    }

    /// The other devices of the project, newest synchronization first.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn peers(&self) -> Result<Vec<Peer>, ProjectError> {
        peers::peers(&self.store, self.device.id(), now())
    }

    pub(crate) const fn store(&self) -> &Arc<Store> {
        &self.store
    }
}
