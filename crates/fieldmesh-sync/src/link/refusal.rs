//! Why two sides do not synchronize.

use serde::{Deserialize, Serialize};

use fieldmesh_document::{DeviceId, ProjectId};

use super::{LinkOptions, own_device};
use crate::hello::{ConfigurationSummary, Hello, Party};

/// Why a link was refused, by either side. Nothing was changed on either.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkRefusal {
    /// The projects differ.
    #[error("the other side belongs to project {}, this one to {}", theirs.to_hex(), ours.to_hex())]
    OtherProject {
        /// Ours.
        ours: ProjectId,
        /// Theirs.
        theirs: ProjectId,
    },
    /// The configurations differ in meaning.
    #[error(
        "the other side uses configuration {} {} ({}), this one {} {} ({})",
        theirs.name, theirs.version, theirs.fingerprint.short(),
        ours.name, ours.version, ours.fingerprint.short()
    )]
    OtherConfiguration {
        /// Ours.
        ours: Box<ConfigurationSummary>,
        /// Theirs.
        theirs: Box<ConfigurationSummary>,
    },
    /// Both are the same device: one is a copy of the other, or the same program met itself.
    #[error("the other side is a copy of this device, {}", device.short())]
    CopiedDevice {
        /// The id of both.
        device: DeviceId,
        /// Whether it is even the same store: this program met itself.
        same_store: bool,
    },
    /// A person removed the device from the project.
    #[error("device {} was removed from this project", device.short())]
    RemovedDevice {
        /// The removed one.
        device: DeviceId,
        /// Whether that is this device, removed by the other side.
        this_one: bool,
    },
    /// The protocol versions differ.
    #[error("the other side speaks version {theirs} of the protocol, this one {ours}")]
    Version {
        /// Ours.
        ours: u8,
        /// Theirs.
        theirs: u8,
    },
    /// The other side refused without a reason that its hello explains.
    #[error("the other side refused")]
    Unexplained,
}

/// A refusal as it is told to the other side.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "u32")]
pub(super) enum RefusalCode {
    OtherProject,
    OtherConfiguration,
    CopiedDevice,
    RemovedDevice,
    Version,
    /// A code of a newer version, never sent.
    Unknown,
}

impl From<u32> for RefusalCode {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::OtherProject,
            1 => Self::OtherConfiguration,
            2 => Self::CopiedDevice,
            3 => Self::RemovedDevice,
            4 => Self::Version,
            _ => Self::Unknown,
        }
    }
}

impl LinkRefusal {
    pub(super) const fn code(&self) -> RefusalCode {
        match self {
            Self::OtherProject { .. } => RefusalCode::OtherProject,
            Self::OtherConfiguration { .. } => RefusalCode::OtherConfiguration,
            Self::CopiedDevice { .. } => RefusalCode::CopiedDevice,
            Self::RemovedDevice { .. } => RefusalCode::RemovedDevice,
            Self::Version { .. } | Self::Unexplained => RefusalCode::Version,
        }
    }
}

/// Our verdict on the other side's hello.
pub(super) fn check(options: &LinkOptions, theirs: &Hello) -> Result<(), LinkRefusal> {
    let ours = &options.hello;
    if ours.project != theirs.project {
        return Err(LinkRefusal::OtherProject { ours: ours.project, theirs: theirs.project });
    }
    if let Some(refusal) = copied(ours, theirs) {
        return Err(refusal);
    }
    if let Party::Device { device, .. } = theirs.party
        && options.removed.contains(&device)
    {
        return Err(LinkRefusal::RemovedDevice { device, this_one: false });
    }
    match other_configuration(ours, theirs) {
        Some(LinkRefusal::OtherConfiguration { theirs, .. }) if options.accepts.contains(&theirs.fingerprint) => {
            Ok(())
        }
        Some(refusal) => Err(refusal),
        None => Ok(()),
    }
}

/// The other side's verdict in full: its code, and what the two hellos say.
pub(super) fn told(code: RefusalCode, options: &LinkOptions, theirs: Option<&Hello>) -> LinkRefusal {
    let ours = &options.hello;
    let explained = match (code, theirs) {
        (RefusalCode::OtherProject, Some(theirs)) => {
            Some(LinkRefusal::OtherProject { ours: ours.project, theirs: theirs.project })
        }
        (RefusalCode::OtherConfiguration, Some(theirs)) => other_configuration(ours, theirs),
        (RefusalCode::CopiedDevice, Some(theirs)) => copied(ours, theirs),
        (RefusalCode::RemovedDevice, _) => {
            own_device(ours).map(|device| LinkRefusal::RemovedDevice { device, this_one: true })
        }
        _ => None,
    };
    explained.unwrap_or(LinkRefusal::Unexplained)
}

fn copied(ours: &Hello, theirs: &Hello) -> Option<LinkRefusal> {
    match (&ours.party, &theirs.party) {
        (Party::Device { device, store, .. }, Party::Device { device: other, store: other_store, .. })
            if device == other =>
        {
            Some(LinkRefusal::CopiedDevice { device: *device, same_store: store == other_store })
        }
        _ => None,
    }
}

fn other_configuration(ours: &Hello, theirs: &Hello) -> Option<LinkRefusal> {
    match (&ours.configuration, &theirs.configuration) {
        (Some(ours), Some(theirs)) if ours.fingerprint != theirs.fingerprint => {
            let (ours, theirs) = (Box::new(ours.clone()), Box::new(theirs.clone()));
            Some(LinkRefusal::OtherConfiguration { ours, theirs })
        }
        _ => None,
    }
}
