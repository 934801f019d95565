//! The limits of a local network (`docs/lan.md`, section 6). Durations are milliseconds.

/// Where a device listens unless another program does, and what a typed address without a port means.
pub const DEFAULT_PORT: u16 = 41_327;

/// Silence after which a device is shown as perhaps gone.
pub const GREY_AFTER: i64 = 7_000;

/// Silence after which a device is gone.
pub const GONE_AFTER: i64 = fieldmesh_sync::Link::GONE_AFTER;
