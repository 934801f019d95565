//! Network namespaces, which only Linux has.

use std::io;

use fs_err::File;

/// Moves the calling thread into a new network namespace, and gives a handle on it.
#[cfg(target_os = "linux")]
pub(crate) fn leave() -> io::Result<File> {
    nix::sched::unshare(nix::sched::CloneFlags::CLONE_NEWNET)?;
    File::open("/proc/thread-self/ns/net")
}

/// Moves the calling thread into a network namespace.
#[cfg(target_os = "linux")]
pub(crate) fn enter(namespace: &File) -> io::Result<()> {
    Ok(nix::sched::setns(namespace, nix::sched::CloneFlags::CLONE_NEWNET)?)
}

/// A path to the namespace, for other programs while the handle is open.
#[cfg(target_os = "linux")]
pub(crate) fn path(namespace: &File) -> String {
    use std::os::fd::AsRawFd;
    format!("/proc/{}/fd/{}", std::process::id(), namespace.as_raw_fd())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn leave() -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn enter(_: &File) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn path(_: &File) -> String {
    String::new()
}
