//! Invites: what makes another device a member.
//!
//! An invite text holds name and key; an invite file also holds the configuration. Whoever has either is a
//! member for ever, so both are secrets. Specified in `docs/invite-format.md`.

#[cfg(feature = "qr")]
mod qr;

use std::io::{Read, Write};
use std::path::Path;

use data_encoding::BASE32_NOPAD;
use fieldmesh_config::{Configuration, ConfigurationError};
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
    /// A later version of invites, or one that says what only a later program understands.
    #[error("this invite is for a later program, this one reads version {VERSION}")]
    Newer,
    /// Made before the first version that is kept.
    #[error("this invite is of the time before the first release, which this program does not read")]
    Preliminary,
    /// Characters are missing, added or changed.
    #[error("this invite was not copied whole: {0}")]
    Damaged(&'static str),
    /// The configuration in the file does not hold.
    #[error("the configuration in this invite cannot be used")]
    Configuration(#[source] ConfigurationError),
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
            Self::Newer => ErrorKind::NewerVersion,
            Self::Configuration(error) => ErrorKind::from(error),
            Self::Io(error) => ErrorKind::from(error),
            Self::NotAnInvite | Self::Preliminary | Self::Damaged(_) | Self::TooLarge { .. } => {
                ErrorKind::NotAnInvite
            }
        }
    }
}

/// The JSON of an invite file, as far as every version has it.
#[derive(Deserialize)]
struct FileVersion {
    fieldmesh_invite: u32,
}

/// The JSON of an invite file.
#[derive(Serialize, Deserialize)]
struct InviteFile {
    fieldmesh_invite: u32,
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

    /// `fieldmesh:` and base32 of the bytes of an invite.
    pub fn to_text(&self) -> String {
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&sealed(self.to_body())))
    }

    /// The bytes before the check.
    fn to_body(&self) -> Zeroizing<Vec<u8>> {
        // Names have at most 100 characters.
        let length = u16::try_from(self.name.len()).unwrap_or(u16::MAX);
        let mut body = Zeroizing::new(vec![VERSION, u8::from(self.open)]);
        body.extend_from_slice(self.project.as_bytes());
        body.extend_from_slice(self.key.expose());
        body.extend_from_slice(&length.to_le_bytes());
        body.extend(self.name.bytes().take(length.into()));
        body
    }

    /// Reads [`Self::to_text`]; spaces, line ends and case do not matter.
    ///
    /// # Errors
    /// [`InviteError::NotAnInvite`], [`InviteError::Newer`], [`InviteError::Preliminary`], [`InviteError::Damaged`].
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
        let short = || InviteError::Damaged("the end is missing");
        // Before the version: a slip of the first characters must not pass for a later version.
        let (body, given) = bytes.split_last_chunk::<4>().ok_or_else(short)?;
        if check(body) != *given {
            return Err(InviteError::Damaged("the check at the end does not fit"));
        }
        let (&[version, flags], rest) = body.split_first_chunk().ok_or_else(short)?;
        match version {
            VERSION if flags & MUST_KNOW == 0 => {}
            0 => return Err(InviteError::Preliminary),
            _ => return Err(InviteError::Newer),
        }
        let (project, rest) = rest.split_first_chunk().ok_or_else(short)?;
        let (key, rest) = rest.split_first_chunk().ok_or_else(short)?;
        let (length, rest) = rest.split_first_chunk().ok_or_else(short)?;
        // What follows the name is of later programs.
        let name = rest.get(..u16::from_le_bytes(*length).into()).ok_or_else(short)?;
        let name = std::str::from_utf8(name).map_err(|_| InviteError::Damaged("the name is not text"))?;
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return Err(InviteError::Damaged("the name is empty or too long"));
        }
        Ok(Self {
            project: ProjectId::from_bytes(*project),
            key: ProjectKey::from_bytes(*key),
            name: name.to_owned(),
            open: flags & OPEN != 0,
            configuration: None,
        })
    }

    /// Writes an invite file that only the owner may read. An existing file is left alone.
    ///
    /// # Errors
    /// [`InviteError::Io`].
    pub fn write_file(&self, path: &Path) -> Result<(), InviteError> {
        let malformed = |error| InviteError::Configuration(ConfigurationError::Malformed(error));
        let configuration = match &self.configuration {
            Some(configuration) => {
                let bytes = configuration.file().map_err(InviteError::Configuration)?;
                Some(serde_json::from_slice(&bytes).map_err(malformed)?)
            }
            None => None,
        };
        let file = InviteFile { fieldmesh_invite: VERSION.into(), invite: self.to_text(), configuration };
        // Laid out in lines, a configuration could take more than an invite may.
        let bytes = Zeroizing::new(serde_json::to_vec(&file).map_err(malformed)?);
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
        // Some editors put a mark before UTF-8.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        // Alone, so that a file of a later version is told from what is no invite whatever else it holds.
        let Ok(FileVersion { fieldmesh_invite }) = serde_json::from_str(text) else { return Self::parse(text) };
        match fieldmesh_invite {
            0 => return Err(InviteError::Preliminary),
            have if have == u32::from(VERSION) => {}
            _ => return Err(InviteError::Newer),
        }
        let file: InviteFile = serde_json::from_str(text)
            .map_err(|_| InviteError::Damaged("the file lacks the text of the invite"))?;
        let mut invite = Self::parse(&file.invite)?;
        if let Some(configuration) = file.configuration {
            let malformed = |error| InviteError::Configuration(ConfigurationError::Malformed(error));
            let bytes = serde_json::to_vec(&configuration).map_err(malformed)?;
            invite.configuration = Some(Configuration::from_bytes(&bytes).map_err(InviteError::Configuration)?);
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

/// The body with its check.
fn sealed(mut body: Zeroizing<Vec<u8>>) -> Zeroizing<Vec<u8>> {
    let check = check(&body);
    body.extend_from_slice(&check);
    body
}

fn check(bytes: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = *blake3::hash(bytes).as_bytes();
    [a, b, c, d]
}

const PREFIX: &str = "fieldmesh:";
const VERSION: u8 = 1;
/// The flag of a project that keeps no secrets.
const OPEN: u8 = 0x01;
/// The flags that a reader must know, or refuse the invite; it ignores the others that it does not know.
const MUST_KNOW: u8 = 0xF0;
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

    /// The text of an invite whose bytes before the check were changed.
    fn changed(change: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut body = invite().to_body();
        change(&mut body);
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&sealed(body)))
    }

    #[test]
    fn the_published_values_hold() {
        let page = include_str!("../../../docs/invite-format.md");
        let open = ProjectKey::open("Río Napo");
        let hex = data_encoding::HEXLOWER.encode(open.expose());
        for value in [invite().to_text(), hex, open.project_id().to_hex()] {
            assert!(page.contains(&value), "docs/invite-format.md, section 4 lacks {value}");
        }
    }

    #[test]
    fn what_a_later_program_adds_is_ignored_and_what_it_demands_is_newer() {
        let added = changed(|body| {
            body[1] |= 0x0E;
            body.extend_from_slice(b"later");
        });
        let read = Invite::parse(&added).unwrap();
        assert_eq!((read.name(), read.key(), read.is_open()), ("Río Napo", invite().key(), false));
        for flag in [0x10, 0x20, 0x40, 0x80] {
            assert!(matches!(Invite::parse(&changed(|body| body[1] |= flag)), Err(InviteError::Newer)));
        }
        assert!(matches!(Invite::parse(&changed(|body| *body = vec![2])), Err(InviteError::Damaged(_))));
        assert!(matches!(Invite::parse(&changed(|body| *body = vec![2, 0])), Err(InviteError::Newer)));
        assert!(matches!(Invite::parse(&changed(|body| body[0] = 0)), Err(InviteError::Preliminary)));
        assert!(matches!(Invite::parse(&changed(|body| body[50] = 200)), Err(InviteError::Damaged(_))));
    }

    #[test]
    fn a_file_says_its_version_before_anything_else_is_read() {
        let read = |text: &str| Invite::read(text.as_bytes());
        assert!(matches!(read(r#"{"fieldmesh_invite": 300}"#), Err(InviteError::Newer)));
        assert!(matches!(
            read(r#"{"fieldmesh_invite": 2, "invite": ["x"], "configuration": 3}"#),
            Err(InviteError::Newer)
        ));
        assert!(matches!(read(r#"{"fieldmesh_invite": 0, "invite": "x"}"#), Err(InviteError::Preliminary)));
        assert!(matches!(read(r#"{"fieldmesh_invite": 1}"#), Err(InviteError::Damaged(_))));
        assert!(matches!(read(r#"{"invite": "x"}"#), Err(InviteError::NotAnInvite)));
        let text = invite().to_text();
        let file = format!("\u{FEFF}{{\"later\": [1], \"invite\": \"{text}\", \"fieldmesh_invite\": 1}}");
        assert_eq!(read(&file).unwrap().name(), "Río Napo");
        let newer = format!(
            r#"{{"fieldmesh_invite":1,"invite":"{text}","configuration":{{"fieldmesh_configuration":9}}}}"#
        );
        assert_eq!(read(&newer).unwrap_err().kind(), ErrorKind::NewerVersion);
    }

    #[test]
    fn a_changed_character_is_noticed() {
        let text = invite().to_text();
        for at in PREFIX.len()..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(matches!(Invite::parse(&changed), Err(InviteError::Damaged(_))), "character {at}");
            assert!(matches!(Invite::parse(&text[..at]), Err(InviteError::Damaged(_))), "cut at {at}");
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
