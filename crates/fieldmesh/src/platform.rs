//! What differs between systems: files that only their owner may read.
//!
//! On Unix a secret file has mode 0600 from its first byte and its folder 0700. On Windows both inherit the
//! access rules of the user's profile folder, which other users cannot read.

use std::io;
use std::path::Path;

/// Creates a file for a secret; fails if it exists.
pub(crate) fn create_secret(path: &Path) -> io::Result<fs_err::File> {
    let mut options = fs_err::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use fs_err::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Creates a folder for secrets, and its parents; nothing happens if it exists.
pub(crate) fn create_secret_dir(path: &Path) -> io::Result<()> {
    fs_err::create_dir_all(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs_err::set_permissions(path, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Makes the names in a folder durable.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs_err::File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
