//! Links and sessions between two replicas of a project, as pure state machines: bytes go in, frames and
//! effects come out. There are no sockets, files, clocks, threads or random numbers here.
//!
//! The protocol is specified in `docs/protocol.md`.

mod channel;
mod error;
mod hello;
mod limits;
mod link;
mod message;
mod outbox;
mod outcome;
mod pump;
mod request;
mod serve;
mod session;

pub use channel::{Channel, channel_of};
pub use error::SessionError;
pub use hello::{ConfigurationSummary, Hello, NAME_LIMIT, Party, ReplicaState, VERSION_LIMIT, WIRE_VERSION};
pub use limits::FRAME_LIMIT;
pub use link::{Acceptance, Link, LinkError, LinkEvent, LinkOptions, LinkRefusal};
pub use message::StopReason;
pub use outcome::{Direction, Moved, Outcome, PhotosOutcome, Progress, Stage};
pub use pump::{Pump, PumpEnd, PumpError, Side, Step, pump};
pub use request::{Lane, Reply, Request};
pub use serve::serve;
pub use session::{Session, SessionEvent, SessionOptions};
