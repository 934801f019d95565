//! The command that synchronizes over a local network.

use std::net::SocketAddr;

use clap::Args;

/// How to synchronize over the local network.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  fieldmesh sync                        show the devices nearby; press a number to synchronize
  fieldmesh sync --all --once           synchronize with every device nearby, then end
  fieldmesh sync --with Marco           by name, ID or four words
  fieldmesh sync --with 192.168.4.7     by address, where devices do not find each other")]
pub(crate) struct SyncArgs {
    /// Synchronize with this device as soon as it is there: name, ID, four words, or HOST[:PORT]
    #[arg(long, value_name = "DEVICE|HOST:PORT")]
    pub(crate) with: Vec<String>,
    /// Synchronize with every device of the project nearby
    #[arg(long)]
    pub(crate) all: bool,
    /// End when that is done; else stay, and pass on what changes
    #[arg(long)]
    pub(crate) once: bool,
    /// Take devices for those they say to be, without asking
    #[arg(long)]
    pub(crate) yes: bool,
    /// With a device that has another configuration: use that one
    #[arg(long, conflicts_with = "give_mine")]
    pub(crate) use_theirs: bool,
    /// With a device that has another configuration: ask it to use this one
    #[arg(long)]
    pub(crate) give_mine: bool,
    /// End after so many seconds
    #[arg(long, value_name = "SECS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) timeout: Option<u32>,
    /// Listen at this address; else on every network, at port 41327 or any that is free
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    /// Neither be found nor look for others: typed addresses alone
    #[arg(long)]
    pub(crate) no_discovery: bool,
    /// Be found on this network interface only; lo for this computer alone
    #[arg(long, value_name = "NAME", conflicts_with = "no_discovery")]
    pub(crate) interface: Vec<String>,
}
