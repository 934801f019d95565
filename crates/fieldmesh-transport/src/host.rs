//! What a local network asks of the device it serves.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use fieldmesh_document::{DeviceId, Replica};
use fieldmesh_sync::{Hello, LinkOptions, Outcome};

use crate::SessionFailure;

/// Why the device could not do what was asked.
pub type HostError = Box<dyn Error + Send + Sync>;

/// The device that takes part in a local network: its replica of one project, what it says of itself, and what it
/// remembers of others. Implemented above this crate. Calls may block, come from several threads, and are never
/// made on the threads that move bytes.
pub trait Host: Send + Sync + 'static {
    /// What is synchronized.
    fn replica(&self) -> &dyn Replica;

    /// What this device says of itself now, and what it accepts.
    ///
    /// # Errors
    /// When its data cannot be read.
    fn link_options(&self) -> Result<LinkOptions, HostError>;

    /// A number that grows with every change of the replica, by whichever process; asked often, so it should be
    /// had quickly.
    ///
    /// # Errors
    /// When it cannot be read.
    fn changes(&self) -> Result<u64, HostError>;

    /// Whether a person said before that this is the device it says to be.
    fn compared(&self, device: &DeviceId) -> bool;

    /// A person said so.
    ///
    /// # Errors
    /// When it cannot be remembered.
    fn remember(&self, device: &DeviceId, name: &str) -> Result<(), HostError>;

    /// A link with a device began, which says this of itself.
    ///
    /// # Errors
    /// When it cannot be remembered.
    fn met(&self, hello: &Hello) -> Result<(), HostError>;

    /// A session was completed, after so long. Its outcome is told to the person after this. `goes_on` says that it is not
    /// the first one with a device that stayed linked, and that nobody here asked for it: something had changed.
    ///
    /// # Errors
    /// When it cannot be recorded.
    fn completed(&self, with: &Hello, outcome: &Outcome, took: Duration, goes_on: bool) -> Result<(), HostError>;

    /// A session that had begun ended early, after so long. Where this is not implemented, it leaves no trace.
    ///
    /// # Errors
    /// When it cannot be recorded.
    fn failed(&self, _with: &Hello, _failure: &Arc<SessionFailure>, _took: Duration) -> Result<(), HostError> {
        Ok(())
    }

    /// The configuration file of a device of the project arrived. A device that has none yet uses it from now on.
    ///
    /// # Errors
    /// When it is no configuration, or cannot be kept.
    fn configuration_arrived(&self, bytes: &Arc<[u8]>) -> Result<(), HostError>;
}
