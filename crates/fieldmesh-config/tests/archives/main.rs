//! Archives of Mapeo and CoMapeo: read, refused and written.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test, that is a failure, or why it skips"
)]

mod comapeo;
mod fixtures;
mod hostile;
mod mapeo;
mod pack;
mod written;
