//! Invites: what makes another device a member.
//!
//! An invite text holds name and key; an invite file also holds the configuration. Whoever has either is a
//! member for ever, so both are secrets.

#[cfg(feature = "qr")]
mod qr;

use std::io::{Read, Write};
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use fieldmesh_config::Configuration;
use fieldmesh_document::{ProjectId, ProjectKey};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::device::NAME_MAX;
use crate::{ErrorKind, platform};

#[cfg(feature = "qr")]
pub use qr::InviteCode;

/// The name and key of a project, and its configuration where the invite is a file.
#[derive(Clone, Debug)]
pub struct Invite {
    project: ProjectId,
    key: ProjectKey,
    name: String,
    open: bool,
    configuration: Option<Configuration>,
}

/// Why a text or file is not an invite.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InviteError {
    /// Does not begin with `fieldmesh:`.
    #[error("an invite begins with {PREFIX:?}")]
    NotAnInvite,
    /// A later version of invites.
    #[error("this invite has version {have}, this program reads version {VERSION}")]
    Newer {
        /// Its version.
        have: u8,
    },
    /// Characters are missing, added or changed.
    #[error("this invite was not copied whole: {0}")]
    Damaged(&'static str),
    /// The configuration in the file does not hold.
    #[error("the configuration in this invite cannot be used")]
    Configuration(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// More than an invite can be: at least so many bytes.
    #[error("{have} bytes are too many for an invite, the most is {FILE_MAX}")]
    TooLarge {
        /// Its bytes.
        have: u64,
    },
    /// The file cannot be read or written.
    #[error("the invite file cannot be used")]
    Io(#[from] std::io::Error),
}

impl InviteError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Newer { .. } => ErrorKind::NewerVersion,
            Self::Configuration(_) => ErrorKind::NotAConfiguration,
            Self::Io(error) => ErrorKind::from(error),
            Self::NotAnInvite | Self::Damaged(_) | Self::TooLarge { .. } => ErrorKind::NotAnInvite,
        }
    }
}

/// The JSON of an invite file.
#[derive(Serialize, Deserialize)]
struct InviteFile {
    fieldmesh_invite: u8,
    invite: String,
    configuration: Option<serde_json::Value>,
}

impl Invite {
    pub(crate) fn new(
        project: ProjectId,
        key: ProjectKey,
        name: String,
        open: bool,
        configuration: Option<Configuration>,
    ) -> Self {
        Self { project, key, name, open, configuration }
    }

    /// The project's id.
    pub const fn project(&self) -> ProjectId {
        self.project
    }

    /// The project's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the project keeps no secrets.
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// The configuration, if the invite came from a file that holds one.
    pub const fn configuration(&self) -> Option<&Configuration> {
        self.configuration.as_ref()
    }

    pub(crate) const fn key(&self) -> &ProjectKey {
        &self.key
    }

    /// `fieldmesh:` and base32 of: version (1 byte), flags (1: open), project id (16), key (32), name (UTF-8),
    /// and the first 4 bytes of BLAKE3 of all that.
    pub fn to_text(&self) -> String {
        let mut bytes = Zeroizing::new(vec![VERSION, u8::from(self.open)]);
        bytes.extend_from_slice(self.project.as_bytes());
        bytes.extend_from_slice(self.key.expose());
        bytes.extend_from_slice(self.name.as_bytes());
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
    }

    /// Reads [`Self::to_text`]; spaces, line ends and case do not matter.
    ///
    /// # Errors
    /// [`InviteError::NotAnInvite`], [`InviteError::Newer`], [`InviteError::Damaged`].
    pub fn parse(text: &str) -> Result<Self, InviteError> {
        if u64::try_from(text.len()).unwrap_or(u64::MAX) > FILE_MAX {
            return Err(InviteError::NotAnInvite);
        }
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let code = plain.strip_prefix(&PREFIX.to_uppercase()).ok_or(InviteError::NotAnInvite)?;
        let bytes = Zeroizing::new(
            BASE32_NOPAD
                .decode(code.as_bytes())
                .map_err(|_| InviteError::Damaged("a character is wrong or missing"))?,
        );
        let short = InviteError::Damaged("the end is missing");
        let (&version, _) = bytes.split_first().ok_or(InviteError::Damaged("the end is missing"))?;
        if version != VERSION {
            return Err(InviteError::Newer { have: version });
        }
        let Some((body, given)) = bytes.split_last_chunk::<4>() else { return Err(short) };
        if check(body) != *given {
            return Err(InviteError::Damaged("the check at the end does not fit"));
        }
        let Some((&[_, flags], rest)) = body.split_first_chunk::<2>() else { return Err(short) };
        let Some((project, rest)) = rest.split_first_chunk::<16>() else { return Err(short) };
        let Some((key, name)) = rest.split_first_chunk::<32>() else { return Err(short) };
        let name = std::str::from_utf8(name).map_err(|_| InviteError::Damaged("the name is not text"))?;
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return Err(InviteError::Damaged("the name is empty or too long"));
        }
        Ok(Self {
            project: ProjectId::from_bytes(*project),
            key: ProjectKey::from_bytes(*key),
            name: name.to_owned(),
            open: flags & 1 == 1,
            configuration: None,
        })
    }

    /// Writes an invite file that only the owner may read. An existing file is left alone.
    ///
    /// # Errors
    /// [`InviteError::Io`].
    pub fn write_file(&self, path: &Path) -> Result<(), InviteError> {
        let configuration = match &self.configuration {
            Some(configuration) => {
                let bytes =
                    configuration.to_bytes().map_err(|error| InviteError::Configuration(Box::new(error)))?;
                Some(serde_json::from_slice(&bytes).map_err(|error| InviteError::Configuration(Box::new(error)))?)
            }
            None => None,
        };
        let file = InviteFile { fieldmesh_invite: VERSION, invite: self.to_text(), configuration };
        let bytes = Zeroizing::new(
            serde_json::to_vec_pretty(&file).map_err(|error| InviteError::Configuration(Box::new(error)))?,
        );
        let mut out = platform::create_secret(path)?;
        out.write_all(&bytes)?;
        out.sync_all()?;
        Ok(())
    }

    /// Reads an invite file, or a file that holds an invite text.
    ///
    /// # Errors
    /// Every variant.
    pub fn read_file(path: &Path) -> Result<Self, InviteError> {
        Self::read(fs_err::File::open(path)?)
    }

    /// Reads the content of an invite file, or an invite text, to its end.
    ///
    /// # Errors
    /// Every variant.
    pub fn read(from: impl Read) -> Result<Self, InviteError> {
        let mut text = Zeroizing::new(String::new());
        from.take(FILE_MAX + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => InviteError::NotAnInvite,
            _ => InviteError::Io(error),
        })?;
        let have = text.len() as u64;
        if have > FILE_MAX {
            return Err(InviteError::TooLarge { have });
        }
        let Ok(file) = serde_json::from_str::<InviteFile>(&text) else { return Self::parse(&text) };
        if file.fieldmesh_invite != VERSION {
            return Err(InviteError::Newer { have: file.fieldmesh_invite });
        }
        let mut invite = Self::parse(&file.invite)?;
        if let Some(configuration) = file.configuration {
            let bytes = serde_json::to_vec(&configuration).map_err(|_| InviteError::NotAnInvite)?;
            let configuration =
                Configuration::from_bytes(&bytes).map_err(|error| InviteError::Configuration(Box::new(error)))?;
            invite.configuration = Some(configuration);
        }
        Ok(invite)
    }

    /// Reads what a person gave: an invite text, or the path of a file.
    ///
    /// # Errors
    /// Every variant.
    pub fn load(given: &str) -> Result<Self, InviteError> {
        let begins = given.trim_start().get(..PREFIX.len());
        if begins.is_some_and(|begin| begin.eq_ignore_ascii_case(PREFIX)) {
            Self::parse(given)
        } else {
            Self::read_file(Path::new(given))
        }
    }
}

fn check(bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = *blake3::hash(bytes).as_bytes();
    [a, b, c, d]
}

const PREFIX: &str = "fieldmesh:";
const VERSION: u8 = 1;
/// A configuration has at most 1 MB; the rest of an invite is small.
const FILE_MAX: u64 = 4 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn invite() -> Invite {
        Invite::new(
            ProjectId::from_bytes([3; 16]),
            ProjectKey::from_bytes([9; 32]),
            "Río Napo".to_owned(),
            false,
            Some(Configuration::builtin()),
        )
    }

    #[test]
    fn a_text_reads_back_however_it_was_copied() {
        let text = invite().to_text().to_lowercase();
        let (front, back) = text.split_at(40);
        let read = Invite::parse(&format!("  {front}\n {back}\n")).unwrap();
        assert_eq!(read.name(), "Río Napo");
        assert_eq!(read.key(), invite().key());
        assert_eq!(read.project(), invite().project());
    }

    #[test]
    fn a_changed_character_is_noticed() {
        let text = invite().to_text();
        for at in PREFIX.len()..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(Invite::parse(&changed).is_err(), "character {at}");
            assert!(Invite::parse(&text[..at]).is_err(), "cut at {at}");
        }
        assert!(matches!(Invite::parse("hello"), Err(InviteError::NotAnInvite)));
        assert!(matches!(Invite::parse(""), Err(InviteError::NotAnInvite)));
    }

    #[test]
    fn a_file_carries_the_configuration_and_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("napo.invite");
        invite().write_file(&path).unwrap();
        let read = Invite::read_file(&path).unwrap();
        assert_eq!(read.configuration().unwrap().fingerprint(), Configuration::builtin().fingerprint());
        assert!(matches!(invite().write_file(&path), Err(error) if error.kind() == ErrorKind::FileExists));
    }
}
