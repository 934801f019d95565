//! Meeting a replica of the project that uses another configuration.

use fieldmesh_config::{Configuration, Difference, compare};
use fieldmesh_sync::ConfigurationSummary;

use super::Project;
use super::hello::summary;
use crate::ProjectError;

/// A configuration that another device or a sync file uses, and that means something else than ours.
#[derive(Clone, PartialEq, Debug)]
pub struct OtherConfiguration {
    /// The one in use here.
    pub ours: ConfigurationSummary,
    /// The one in use there.
    pub theirs: ConfigurationSummary,
    /// How theirs stands to ours.
    pub edition: Edition,
    /// What changes when theirs takes the place of ours.
    pub difference: Difference,
}

/// How one configuration stands to another, by what both say they succeed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edition {
    /// It succeeds the other.
    Newer,
    /// The other succeeds it.
    Older,
    /// Neither succeeds the other, or each says so.
    Apart,
}

/// What a person decided about a replica that uses another configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ConfigurationChoice {
    /// Nothing yet: what differs is refused, unless ours succeeds theirs.
    #[default]
    Ask,
    /// Use theirs here.
    UseTheirs,
    /// Give them ours.
    GiveOurs,
}

impl Edition {
    /// In stable English: `newer`, `older` or `apart`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Newer => "newer",
            Self::Older => "older",
            Self::Apart => "apart",
        }
    }
}

impl OtherConfiguration {
    pub(super) fn between(ours: &Configuration, theirs: &Configuration) -> Option<Self> {
        let (our_summary, their_summary) = (summary(ours), summary(theirs));
        if our_summary.fingerprint == their_summary.fingerprint {
            return None;
        }
        let newer = theirs.is_successor_of(&our_summary.fingerprint);
        let older = ours.is_successor_of(&their_summary.fingerprint);
        let edition = match (newer, older) {
            (true, false) => Edition::Newer,
            (false, true) => Edition::Older,
            (true, true) | (false, false) => Edition::Apart,
        };
        let difference = compare(ours, theirs);
        Some(Self { ours: our_summary, theirs: their_summary, edition, difference })
    }
}

impl Project {
    /// How a configuration met elsewhere, such as [`LanPeer::configuration`](crate::LanPeer::configuration), differs
    /// from the one in use; `None` where it means the same or there is none here.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn other_configuration(&self, theirs: &Configuration) -> Result<Option<OtherConfiguration>, ProjectError> {
        Ok(self.configuration()?.and_then(|ours| OtherConfiguration::between(&ours, theirs)))
    }
}
