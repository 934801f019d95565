//! The file that a configuration was read from.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::{Configuration, ConfigurationError};

/// The bytes of the file that a configuration was read from; none by default, for one that was made here.
///
/// No part of what the configuration says: any two of these are equal.
#[derive(Clone, Default)]
pub struct CameAs(Option<Arc<[u8]>>);

impl CameAs {
    pub(crate) fn these(bytes: &[u8]) -> Self {
        Self(Some(bytes.into()))
    }
}

impl PartialEq for CameAs {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for CameAs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CameAs").field(&self.0.as_ref().map(|bytes| bytes.len())).finish()
    }
}

impl Configuration {
    /// The file to keep and to hand on: the bytes that it came as, with the keys of later versions that are in them;
    /// [`Self::to_bytes`] where it was made or changed here.
    ///
    /// # Errors
    /// Those of [`Self::to_bytes`].
    pub fn file(&self) -> Result<Cow<'_, [u8]>, ConfigurationError> {
        match &self.came_as.0 {
            Some(bytes) if Self::from_bytes(bytes).is_ok_and(|came| came == *self) => Ok(Cow::Borrowed(bytes)),
            _ => self.to_bytes().map(Cow::Owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_is_handed_on_as_it_came_and_what_was_changed_is_written_anew() {
        let bytes = br#"{"later": [1], "name": "A", "categories": [], "fields": [], "fieldmesh_configuration": 1}"#;
        let mut configuration = Configuration::from_bytes(bytes).unwrap();
        assert_eq!(configuration.file().unwrap(), &bytes[..]);
        assert_eq!(configuration.clone().file().unwrap(), &bytes[..]);
        configuration.name = "B".to_owned();
        assert_eq!(configuration.file().unwrap(), configuration.to_bytes().unwrap());
        configuration.came_as = CameAs::default();
        assert_eq!(configuration.file().unwrap(), configuration.to_bytes().unwrap());
    }
}
