//! The files of a device's folder that are not a project's: keys and settings.
//!
//! ```text
//! device.json          name, current project
//! network.lock         held by the process that is discoverable
//! keys/device.key      X25519 secret, Ed25519 secret; 64 bytes, mode 0600
//! keys/<project>.key   project key; 32 bytes, mode 0600
//! projects/<project>/  one store each; holds no key, so it can be copied without giving access away
//! ```

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use fieldmesh_document::{DeviceId, ProjectId, ProjectKey};
use serde::{Deserialize, Serialize};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::DeviceError;
use crate::platform;

/// Where things are in a device's folder.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    root: PathBuf,
}

/// What a person may change about a device.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) name: String,
    /// Hexadecimal id of the project commands speak of when none is named.
    pub(crate) current: Option<String>,
}

/// The public half of a device's keys.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PublicKeys {
    pub(crate) x25519: [u8; 32],
    pub(crate) ed25519: [u8; 32],
}

impl PublicKeys {
    pub(crate) fn id(&self) -> DeviceId {
        DeviceId::from_public_keys(&self.x25519, &self.ed25519)
    }

    fn of_secret(secret: &[u8; 64]) -> Self {
        let (mut x25519, mut ed25519) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        let (first, second) = secret.split_at(32);
        x25519.copy_from_slice(first);
        ed25519.copy_from_slice(second);
        Self {
            x25519: PublicKey::from(&StaticSecret::from(*x25519)).to_bytes(),
            ed25519: SigningKey::from_bytes(&ed25519).verifying_key().to_bytes(),
        }
    }
}

impl Layout {
    /// Makes the folders. Whoever holds the returned lock is the only one to change keys and settings.
    pub(crate) fn create(root: &Path) -> Result<Self, DeviceError> {
        let layout = Self { root: root.to_owned() };
        fs_err::create_dir_all(layout.projects())?;
        platform::create_secret_dir(&layout.keys())?;
        Ok(layout)
    }

    pub(crate) fn lock(&self) -> Result<fs_err::File, DeviceError> {
        let file = fs_err::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.root.join("device.lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Held by the one process of this device that is discoverable; `None` while another one is.
    #[cfg(feature = "lan")]
    pub(crate) fn lock_network(&self) -> Result<Option<fs_err::File>, DeviceError> {
        let path = self.root.join("network.lock");
        let file = fs_err::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            // On a medium without locks a person has to see to it.
            Err(std::fs::TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                Ok(Some(file))
            }
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The secret half of the device's X25519 key.
    #[cfg(feature = "lan")]
    pub(crate) fn x25519_secret(&self) -> Result<Zeroizing<[u8; 32]>, DeviceError> {
        let path = self.device_key();
        let secret: Zeroizing<[u8; 64]> = read_exactly(fs_err::File::open(&path)?, &path)?;
        let mut x25519 = Zeroizing::new([0; 32]);
        x25519.copy_from_slice(secret.split_at(32).0);
        Ok(x25519)
    }

    pub(crate) fn project(&self, id: &ProjectId) -> PathBuf {
        self.projects().join(id.to_hex())
    }

    /// The ids of the projects whose folder and key are both here.
    pub(crate) fn project_ids(&self) -> Result<Vec<ProjectId>, DeviceError> {
        let mut ids = Vec::new();
        for entry in fs_err::read_dir(self.projects())? {
            let name = entry?.file_name();
            if let Some(id) = name.to_str().and_then(|name| ProjectId::from_hex(name).ok()) {
                ids.push(id);
            }
        }
        ids.sort_unstable();
        Ok(ids)
    }

    /// The device's public keys; draws the secret ones on first use.
    pub(crate) fn device_keys(&self) -> Result<PublicKeys, DeviceError> {
        let path = self.device_key();
        match fs_err::File::open(&path) {
            Ok(file) => {
                let secret: Zeroizing<[u8; 64]> = read_exactly(file, &path)?;
                Ok(PublicKeys::of_secret(&secret))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.draw_device_keys(),
            Err(error) => Err(error.into()),
        }
    }

    /// New keys in place of the old ones, which are lost.
    pub(crate) fn draw_device_keys(&self) -> Result<PublicKeys, DeviceError> {
        let mut secret = Zeroizing::new([0; 64]);
        getrandom::fill(secret.as_mut_slice()).map_err(DeviceError::Random)?;
        self.write_secret(&self.device_key(), secret.as_slice())?;
        Ok(PublicKeys::of_secret(&secret))
    }

    pub(crate) fn project_key(&self, id: &ProjectId) -> Result<ProjectKey, DeviceError> {
        let path = self.project_key_path(id);
        Ok(ProjectKey::from_bytes(*read_exactly(fs_err::File::open(&path)?, &path)?))
    }

    pub(crate) fn write_project_key(&self, id: &ProjectId, key: &ProjectKey) -> Result<(), DeviceError> {
        self.write_secret(&self.project_key_path(id), key.expose())
    }

    pub(crate) fn settings(&self) -> Result<Option<Settings>, DeviceError> {
        let path = self.settings_path();
        match fs_err::read(&path) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(settings) => Ok(Some(settings)),
                Err(source) => Err(DeviceError::Settings { path, source }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn write_settings(&self, settings: &Settings) -> Result<(), DeviceError> {
        let path = self.settings_path();
        let bytes = serde_json::to_vec_pretty(settings)
            .map_err(|source| DeviceError::Settings { path: path.clone(), source })?;
        let part = path.with_extension("json.part");
        let mut file = fs_err::File::create(&part)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs_err::rename(&part, &path)?;
        platform::sync_dir(&self.root)?;
        Ok(())
    }

    fn write_secret(&self, path: &Path, secret: &[u8]) -> Result<(), DeviceError> {
        let part = path.with_extension("part");
        // Left by a crash: it was never a key, because it was never renamed.
        match fs_err::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut file = platform::create_secret(&part)?;
        file.write_all(secret)?;
        file.sync_all()?;
        fs_err::rename(&part, path)?;
        platform::sync_dir(&self.keys())?;
        Ok(())
    }

    fn projects(&self) -> PathBuf {
        self.root.join("projects")
    }

    fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    fn device_key(&self) -> PathBuf {
        self.keys().join("device.key")
    }

    fn project_key_path(&self, id: &ProjectId) -> PathBuf {
        self.keys().join(format!("{}.key", id.to_hex()))
    }

    fn settings_path(&self) -> PathBuf {
        self.root.join("device.json")
    }
}

/// Reads a secret that has exactly `N` bytes.
fn read_exactly<const N: usize>(mut file: fs_err::File, path: &Path) -> Result<Zeroizing<[u8; N]>, DeviceError> {
    let mut secret = Zeroizing::new([0; N]);
    let damaged = || DeviceError::KeyDamaged { path: path.to_owned(), want: N };
    file.read_exact(secret.as_mut_slice()).map_err(|_| damaged())?;
    match file.read(&mut [0])? {
        0 => Ok(secret),
        _ => Err(damaged()),
    }
}
