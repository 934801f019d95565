//! The built program, as people and programs call it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says what it skips"
)]

mod configuration;
mod cut;
mod documented;
mod interrupted;
mod lan;
mod namespaces;
mod observations;
mod photos;
mod refused;
mod running;
mod team;
mod window;
mod words;
