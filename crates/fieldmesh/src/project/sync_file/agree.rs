//! Under which configuration a device and a sync file synchronize (`docs/syncfile-format.md`, section 6).

use fieldmesh_config::Configuration;
use fieldmesh_sync::ConfigurationSummary;
use fieldmesh_syncfile::{ManifestConfiguration, SyncFile};

use super::SyncFileError;
use crate::project::hello::summary;
use crate::{ConfigurationChoice, Edition, OtherConfiguration};

/// What comes before the exchange.
#[derive(Debug)]
pub(super) enum Agreement {
    /// Both go together as they are.
    AsTheyAre,
    /// The device uses the file's.
    Adopt(Box<Configuration>),
    /// The file gets the device's.
    Give(ManifestConfiguration),
}

/// Whether the two go together, and by what.
///
/// # Errors
/// [`SyncFileError::OtherConfiguration`], [`SyncFileError::Configuration`], [`SyncFileError::FalseFingerprint`].
pub(super) fn agree(
    file: &SyncFile,
    ours: Option<&Configuration>,
    choice: ConfigurationChoice,
) -> Result<Agreement, SyncFileError> {
    match (&file.manifest().configuration, ours) {
        (None, None) => Ok(Agreement::AsTheyAre),
        (None, Some(ours)) => Ok(Agreement::Give(carried(ours)?)),
        (Some(theirs), None) => Ok(Agreement::Adopt(Box::new(read(theirs)?))),
        (Some(theirs), Some(ours)) => {
            if theirs.fingerprint == ours.fingerprint() {
                return Ok(Agreement::AsTheyAre);
            }
            let theirs = read(theirs)?;
            let Some(other) = OtherConfiguration::between(ours, &theirs) else { return Ok(Agreement::AsTheyAre) };
            match (choice, other.edition) {
                (ConfigurationChoice::UseTheirs, _) => Ok(Agreement::Adopt(Box::new(theirs))),
                (ConfigurationChoice::GiveOurs, _) | (ConfigurationChoice::Ask, Edition::Older) => {
                    Ok(Agreement::Give(carried(ours)?))
                }
                (ConfigurationChoice::Ask, Edition::Newer | Edition::Apart) => {
                    Err(SyncFileError::OtherConfiguration(Box::new(other)))
                }
            }
        }
    }
}

/// A configuration as a file carries it.
pub(super) fn carried(configuration: &Configuration) -> Result<ManifestConfiguration, SyncFileError> {
    let ConfigurationSummary { name, version, fingerprint } = summary(configuration);
    let bytes = configuration.file().map_err(SyncFileError::Configuration)?.into_owned();
    Ok(ManifestConfiguration { fingerprint, name, version, bytes })
}

fn read(carried: &ManifestConfiguration) -> Result<Configuration, SyncFileError> {
    let configuration = Configuration::from_bytes(&carried.bytes).map_err(SyncFileError::Configuration)?;
    let have = configuration.fingerprint();
    if have == carried.fingerprint {
        Ok(configuration)
    } else {
        Err(SyncFileError::FalseFingerprint { said: carried.fingerprint, have })
    }
}
