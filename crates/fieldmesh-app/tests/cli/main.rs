//! The built program, as people and programs call it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "in a test, that is a failure"
)]

mod configuration;
mod documented;
mod interrupted;
mod refused;
mod team;
mod words;
