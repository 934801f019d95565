//! What differs between operating systems: how a file is recognised, network drives, syncing a directory.

use std::io;
use std::path::Path;

/// What tells a database file from a copy of it: where it stands and the number the file system gave it.
pub(crate) fn identity(file: &Path) -> io::Result<String> {
    let place = fs_err::canonicalize(file)?;
    let metadata = fs_err::metadata(file)?;
    Ok(format!("{}:{}", file_number(&metadata), place.to_string_lossy()))
}

/// Makes new names in a directory durable.
#[cfg(unix)]
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    fs_err::File::open(directory)?.sync_all()
}

/// NTFS journals its names, and a directory cannot be opened as a file there.
#[cfg(not(unix))]
pub(crate) fn sync_directory(_directory: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn file_number(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn file_number(metadata: &std::fs::Metadata) -> u64 {
    let created = metadata.created().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    created.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
}

/// The kind of network file system a directory is on, as far as the system tells.
#[cfg(target_os = "linux")]
pub(crate) fn network_drive(directory: &Path) -> Option<String> {
    let place = fs_err::canonicalize(directory).ok()?;
    let mounts = fs_err::read_to_string("/proc/self/mounts").ok()?;
    network_kind(&mounts, &place)
}

/// Not known on this system: SQLite refuses later where its log does not work.
#[cfg(not(target_os = "linux"))]
pub(crate) fn network_drive(_directory: &Path) -> Option<String> {
    None
}

#[cfg(any(target_os = "linux", test))]
fn network_kind(mounts: &str, place: &Path) -> Option<String> {
    const NETWORK: [&str; 9] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "fuse.rclone"];
    let mount = |line: &str| {
        let mut words = line.split(' ').skip(1);
        let point = words.next()?.replace("\\040", " ");
        Some((point, words.next()?.to_owned()))
    };
    let (_, kind) = mounts
        .lines()
        .filter_map(mount)
        .filter(|(point, _)| place.starts_with(point))
        .max_by_key(|(point, _)| point.len())?;
    NETWORK.contains(&kind.as_str()).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides_what_a_directory_is_on() {
        let mounts =
            "/dev/sda1 / ext4 rw 0 0\nhost:/x /home/a\\040b nfs4 rw 0 0\n/dev/sdb /home/a\\040b/c ext4 rw 0 0";
        assert_eq!(network_kind(mounts, Path::new("/home/a b/d")), Some("nfs4".to_owned()));
        assert_eq!(network_kind(mounts, Path::new("/home/a b/c/d")), None);
        assert_eq!(network_kind(mounts, Path::new("/home/else")), None);
    }
}
