//! Networks of a test's own, so that nothing it sends reaches anybody else.

use std::io;
use std::panic::resume_unwind;
use std::process::{Command, Stdio};
use std::thread;

use fs_err::File;

use crate::platform;

/// A network that holds a loopback interface and nothing else until it is [joined](Self::join) with another. What it
/// was made for is over when nothing runs in it any more.
#[derive(Debug)]
pub struct Network(File);

impl Network {
    /// A new network.
    ///
    /// # Errors
    /// On other systems than Linux, without the right to make one (root), or without the program `ip`.
    pub fn new() -> io::Result<Self> {
        // Asked first: a thread in a network without any interface could go on with nothing.
        run(Command::new("ip").arg("-V"))?;
        aside(|| {
            let network = Self(platform::leave()?);
            ip(&["link", "set", "lo", "up"])?;
            Ok(network)
        })
    }

    /// From now on the calling thread is in this network, with every thread and process that it starts.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn enter(&self) -> io::Result<()> {
        platform::enter(&self.0)
    }

    /// Does something inside: threads and processes that it starts stay there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn inside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> io::Result<T> {
        aside(|| {
            self.enter()?;
            Ok(work())
        })
    }

    /// Joins two networks by a cable: on both ends an interface `eth0` with this address, as in `10.7.0.1/24`.
    ///
    /// # Errors
    /// When `ip` refuses.
    pub fn join(&self, ours: &str, other: &Self, theirs: &str) -> io::Result<()> {
        let peer = platform::path(&other.0);
        self.inside(|| {
            ip(&["link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", &peer])?;
            plug(ours)
        })??;
        other.inside(|| plug(theirs))?
    }
}

/// Whether the calling thread may speak multicast DNS: it is moved into a network of its own, or where that cannot be
/// had it stays, unless the environment variable `CI` is set. Why not is printed.
///
/// A daemon of multicast DNS joins its group on every interface before it can be told not to, and the system says so
/// to the network.
pub fn may_multicast() -> bool {
    match Network::new().and_then(|network| network.enter()) {
        Ok(()) => true,
        Err(_) if std::env::var_os("CI").is_none() => true,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a test says why it is skipped")]
            {
                eprintln!("skipped: no network of its own: {error}");
            }
            false
        }
    }
}

fn plug(address: &str) -> io::Result<()> {
    ip(&["address", "add", address, "dev", "eth0"])?;
    ip(&["link", "set", "eth0", "up"])
}

fn ip(args: &[&str]) -> io::Result<()> {
    run(Command::new("ip").args(args))
}

fn run(command: &mut Command) -> io::Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}

/// Does something on a thread that ends with it.
fn aside<T: Send>(work: impl FnOnce() -> io::Result<T> + Send) -> io::Result<T> {
    thread::scope(|scope| match scope.spawn(work).join() {
        Ok(result) => result,
        Err(panic) => resume_unwind(panic),
    })
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener, TcpStream};

    use super::*;

    #[test]
    fn two_joined_networks_reach_each_other_and_nobody_else() {
        let (Ok(one), Ok(two)) = (Network::new(), Network::new()) else {
            eprintln!("skipped: no networks of its own");
            return;
        };
        one.join("10.7.0.1/24", &two, "10.7.0.2/24").unwrap();
        let listener = two.inside(|| TcpListener::bind("10.7.0.2:0")).unwrap().unwrap();
        let address = listener.local_addr().unwrap();
        one.inside(|| TcpStream::connect(address)).unwrap().unwrap();
        let outside = one.inside(|| TcpStream::connect((Ipv4Addr::new(192, 0, 2, 1), 1))).unwrap();
        assert_eq!(outside.unwrap_err().kind(), io::ErrorKind::NetworkUnreachable);
    }
}
