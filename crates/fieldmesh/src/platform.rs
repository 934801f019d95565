//! What differs between systems: files that only their owner may read, and what an interface of the network is.
//!
//! On Unix a secret file has mode 0600 from its first byte and its folder 0700. On Windows both inherit the
//! access rules of the user's profile folder, which other users cannot read.

use std::io;
use std::path::Path;

#[cfg(feature = "lan")]
use crate::InterfaceKind;

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

/// What the interface of this name is, where the system says so without being asked for permissions.
#[cfg(all(feature = "lan", target_os = "linux"))]
pub(crate) fn interface_kind(name: &str) -> InterfaceKind {
    kind_in(Path::new("/sys/class/net"), name)
}

/// Windows says it in the names themselves (*Wi-Fi*, *Ethernet 2*); macOS tells it to programs with a permission for
/// locations alone.
#[cfg(all(feature = "lan", not(target_os = "linux")))]
pub(crate) const fn interface_kind(_name: &str) -> InterfaceKind {
    InterfaceKind::Unknown
}

#[cfg(all(feature = "lan", target_os = "linux"))]
fn kind_in(interfaces: &Path, name: &str) -> InterfaceKind {
    let interface = interfaces.join(name);
    let is_there = |entry: &str| fs_err::metadata(interface.join(entry)).is_ok();
    if is_there("phy80211") || is_there("wireless") {
        return InterfaceKind::Wifi;
    }
    // Bridges, and what else has no hardware of its own, are neither.
    let is_ethernet = fs_err::read_to_string(interface.join("type")).is_ok_and(|kind| kind.trim() == "1");
    if is_ethernet && is_there("device") { InterfaceKind::Cable } else { InterfaceKind::Unknown }
}

#[cfg(all(test, feature = "lan", target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn radios_cables_and_bridges_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        for (name, kind, folders) in [
            ("wlan0", "1", &["device", "phy80211"][..]),
            ("wlan1", "1", &["device", "wireless"]),
            ("eth0", "1", &["device"]),
            ("br0", "1", &[]),
            ("wwan0", "519", &["device"]),
        ] {
            for folder in folders {
                fs_err::create_dir_all(dir.path().join(name).join(folder)).unwrap();
            }
            fs_err::create_dir_all(dir.path().join(name)).unwrap();
            fs_err::write(dir.path().join(name).join("type"), format!("{kind}\n")).unwrap();
        }
        let kinds = ["wlan0", "wlan1", "eth0", "br0", "wwan0", "none"].map(|name| kind_in(dir.path(), name));
        let (wifi, cable, unknown) = (InterfaceKind::Wifi, InterfaceKind::Cable, InterfaceKind::Unknown);
        assert_eq!(kinds, [wifi, wifi, cable, unknown, unknown, unknown]);
    }

    #[test]
    fn the_loopback_interface_of_this_computer_is_neither() {
        assert_eq!(interface_kind("lo"), InterfaceKind::Unknown);
    }
}
