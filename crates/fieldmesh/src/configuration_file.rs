//! A configuration in a file: an archive of Mapeo or CoMapeo, or this program's own.

use std::io::{self, Read};
use std::path::Path;

use fieldmesh_config::{Imported, MAX_ARCHIVE_BYTES, import};
use fs_err as fs;

use crate::ErrorKind;

/// No configuration came out of a file.
#[derive(Debug, thiserror::Error)]
pub enum ReadConfigurationError {
    /// The file cannot be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is no configuration.
    #[error(transparent)]
    Import(#[from] fieldmesh_config::ImportError),
}

impl ReadConfigurationError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => error.into(),
            Self::Import(error) => error.into(),
        }
    }
}

/// Reads a file of any kind that [`fieldmesh_config::import`] knows.
///
/// # Errors
/// [`ReadConfigurationError::Io`], [`ReadConfigurationError::Import`] also for a file of more than
/// [`MAX_ARCHIVE_BYTES`], of which no more is read.
pub fn read_configuration(path: impl AsRef<Path>) -> Result<Imported, ReadConfigurationError> {
    let mut bytes = Vec::new();
    // One byte more than may be, so that a larger file is told from the largest.
    fs::File::open(path.as_ref())?.take(MAX_ARCHIVE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(import(&bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Configuration;

    #[test]
    fn a_file_is_read_and_what_is_none_says_of_which_sort_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let kind = |path: &Path| read_configuration(path).unwrap_err().kind();
        let path = dir.path().join("jungle.json");
        assert_eq!(kind(&path), ErrorKind::NoSuchFile);
        fs::write(&path, "no configuration").unwrap();
        assert_eq!(kind(&path), ErrorKind::NotAConfiguration);
        fs::write(&path, Configuration::builtin().to_bytes().unwrap()).unwrap();
        assert_eq!(read_configuration(&path).unwrap().configuration, Configuration::builtin());
    }
}
