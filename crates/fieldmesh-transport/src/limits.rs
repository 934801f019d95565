//! The limits of a local network (`docs/lan.md`, section 6). Durations are milliseconds
//! where their type does not tell.

use std::time::Duration;

/// Where a device listens unless another program does, and what a typed address without a port means.
pub const DEFAULT_PORT: u16 = 41_327;

/// Silence after which a device is shown as perhaps gone.
pub const GREY_AFTER: i64 = 7_000;

/// Silence after which a device is gone.
pub const GONE_AFTER: i64 = fieldmesh_sync::Link::GONE_AFTER;

/// Instances and typed addresses that are remembered.
pub(crate) const WAYS: usize = 256;

/// Addresses of one instance.
pub(crate) const ADDRESSES: usize = 8;

/// Devices that are listed, or have a connection.
pub(crate) const LISTED: usize = 64;

/// Devices of other projects that are counted.
pub(crate) const OTHERS: usize = 256;

/// Dials at the same time.
pub(crate) const DIALS: usize = 8;

/// Connections of one device that wait for its verdict.
pub(crate) const UNDECIDED: usize = 4;

/// A connection on which nothing was heard for longer gives way to a new one.
pub(crate) const SILENT_AFTER: i64 = 5_000;

/// How long a device may be away from discovery before that counts.
pub(crate) const FLAP: i64 = 3_000;

/// Waiting before the first, second, … next dial; then the last one.
pub(crate) const BACKOFF: [i64; 5] = [1_000, 2_000, 4_000, 8_000, 15_000];

/// What the larger of two instances waits before it dials: from, to.
pub(crate) const STAGGER: (i64, i64) = (300, 600);

/// From connecting to the verdict.
pub(crate) const HANDSHAKE_DEADLINE: u64 = 5_000;

/// Bytes of a message of the handshake: nothing longer is due.
pub(crate) const HANDSHAKE_MESSAGE: usize = 1_024;

/// What the last words on a connection may take.
pub(crate) const FAREWELL: Duration = Duration::from_secs(1);
