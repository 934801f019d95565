//! Sync files from outside: what is carried, what is refused, what survives.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod attachments;
mod crash;
mod damage;
mod hostile;
mod member;
mod records;
mod sample;
mod vectors;
