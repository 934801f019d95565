//! The configuration file: JSON, `docs/configuration-format.md`.

use serde::{Deserialize, Serialize};

use crate::Configuration;
use crate::configuration::CameAs;
use crate::validate::{Flaw, MAX_BYTES, Place};

/// The version of the file that this crate writes, and the newest it reads.
const VERSION: u32 = 1;

/// Why a configuration was refused.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// The file is larger than [`MAX_BYTES`].
    #[error("a configuration of {have} bytes, over the limit of {limit}")]
    TooLarge {
        /// Bytes of the file.
        have: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Not JSON, or not of the shape of a configuration.
    #[error("not a configuration")]
    Malformed(#[source] serde_json::Error),
    /// Written by a newer version of the program.
    #[error("a configuration of version {have}, this program reads up to {known}")]
    NewerVersion {
        /// The version of the file.
        have: u32,
        /// The newest version known.
        known: u32,
    },
    /// Of the right shape, but it breaks a rule.
    #[error("{place}: {flaw}")]
    Invalid {
        /// Which part.
        place: Place,
        /// Which rule.
        flaw: Flaw,
    },
}

impl Configuration {
    /// The bytes of the configuration file: indented JSON that is the same for equal configurations.
    ///
    /// # Errors
    /// [`ConfigurationError::Invalid`], [`ConfigurationError::TooLarge`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, ConfigurationError> {
        self.validate()?;
        let file = FileRef { fieldmesh_configuration: VERSION, configuration: self };
        let mut bytes = serde_json::to_vec_pretty(&file).map_err(ConfigurationError::Malformed)?;
        bytes.push(b'\n');
        check_size(&bytes)?;
        Ok(bytes)
    }

    /// Reads the bytes of a configuration file; keys this version does not know are ignored, and stay in
    /// [`Self::file`]. So do icons that break a rule or are of a form that this version does not know; they are left out
    /// here.
    ///
    /// # Errors
    /// Every [`ConfigurationError`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ConfigurationError> {
        check_size(bytes)?;
        let version: VersionOnly = serde_json::from_slice(bytes).map_err(ConfigurationError::Malformed)?;
        if version.fieldmesh_configuration > VERSION {
            return Err(ConfigurationError::NewerVersion { have: version.fieldmesh_configuration, known: VERSION });
        }
        let mut configuration: Self = serde_json::from_slice(bytes).map_err(ConfigurationError::Malformed)?;
        configuration.leave_out_icons();
        configuration.validate_but_icons()?;
        configuration.came_as = CameAs::these(bytes);
        Ok(configuration)
    }
}

fn check_size(bytes: &[u8]) -> Result<(), ConfigurationError> {
    if bytes.len() > MAX_BYTES {
        return Err(ConfigurationError::TooLarge { have: bytes.len(), limit: MAX_BYTES });
    }
    Ok(())
}

#[derive(Serialize)]
struct FileRef<'a> {
    fieldmesh_configuration: u32,
    #[serde(flatten)]
    configuration: &'a Configuration,
}

#[derive(Deserialize)]
struct VersionOnly {
    fieldmesh_configuration: u32,
}

/// Fingerprints as their text form.
pub(crate) mod fingerprints {
    use fieldmesh_document::Fingerprint;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(fingerprints: &[Fingerprint], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(fingerprints.iter().map(ToString::to_string))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Fingerprint>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DROP: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>"#;

    #[test]
    fn a_written_configuration_reads_back_equal() {
        let mut configuration = Configuration::builtin();
        configuration.succeeds = vec![configuration.fingerprint()];
        let bytes = configuration.to_bytes().unwrap();
        let read = Configuration::from_bytes(&bytes).unwrap();
        assert_eq!(read, configuration);
        assert_eq!(read.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn unknown_keys_are_ignored() {
        let text = r#"{"fieldmesh_configuration":0,"name":"A","categories":[],"fields":[],"later":[1]}"#;
        assert_eq!(Configuration::from_bytes(text.as_bytes()).unwrap().name, "A");
    }

    #[test]
    fn icons_that_this_version_does_not_take_are_left_out_and_handed_on() {
        let mut plain = Configuration::builtin();
        plain.icons = [("drop".to_owned(), crate::Icon::from_svg(DROP.as_bytes()).unwrap())].into();
        let mut file: serde_json::Value = serde_json::from_slice(&plain.to_bytes().unwrap()).unwrap();
        for (name, icon) in [
            ("another form of the same", serde_json::json!({ "svg": format!("{DROP} ") })),
            ("runs", serde_json::json!({ "svg": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>" })),
            ("no base64", serde_json::json!({ "png": "?" })),
            ("no image", serde_json::json!({ "png": "AAAA" })),
            ("of a later form", serde_json::json!({ "webp": "AAAA" })),
            ("of two forms", serde_json::json!({ "svg": DROP, "later": 1 })),
            ("no/name", serde_json::json!({ "svg": DROP })),
            ("nothing", serde_json::json!(null)),
        ] {
            file["icons"][name] = icon;
        }
        let bytes = serde_json::to_vec(&file).unwrap();
        let read = Configuration::from_bytes(&bytes).unwrap();
        assert_eq!((&read, read.fingerprint()), (&plain, plain.fingerprint()));
        assert_eq!(read.file().unwrap(), bytes);
        assert_eq!(read.to_bytes().unwrap(), plain.to_bytes().unwrap());
    }

    #[test]
    fn icons_beyond_the_room_for_all_are_left_out() {
        let icon = crate::Icon::from_svg(
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"{}\"/></svg>", "M0 0".repeat(15_000))
                .as_bytes(),
        )
        .unwrap();
        let mut configuration = Configuration::builtin();
        configuration.icons = (10..30).map(|n| (format!("icon {n}"), icon.clone())).collect();
        assert!(configuration.to_bytes().is_err());
        let bytes =
            serde_json::to_vec(&FileRef { fieldmesh_configuration: VERSION, configuration: &configuration });
        let read = Configuration::from_bytes(&bytes.unwrap()).unwrap();
        assert_eq!(read.icons.len(), crate::MAX_ICONS_BYTES / icon.bytes().len());
        assert_eq!(read.icons.keys().next().unwrap(), "icon 10");
    }

    #[test]
    fn a_newer_file_is_told_from_a_spoilt_one() {
        let newer = br#"{"fieldmesh_configuration":7,"shapes":{}}"#;
        let error = Configuration::from_bytes(newer).unwrap_err();
        assert!(matches!(error, ConfigurationError::NewerVersion { have: 7, known: 1 }), "{error}");
        for spoilt in [&b""[..], b"{}", b"[]", b"\xFF", br#"{"fieldmesh_configuration":0}"#] {
            let error = Configuration::from_bytes(spoilt).unwrap_err();
            assert!(matches!(error, ConfigurationError::Malformed(_)), "{error}");
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused_unread() {
        let error = Configuration::from_bytes(&vec![b' '; MAX_BYTES + 1]).unwrap_err();
        assert!(matches!(error, ConfigurationError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn deep_nesting_is_refused_without_a_crash() {
        let error = Configuration::from_bytes(&vec![b'['; MAX_BYTES]).unwrap_err();
        assert!(matches!(error, ConfigurationError::Malformed(_)), "{error}");
    }
}
