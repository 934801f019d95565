//! Sync files from outside: what is carried, what is refused, what survives.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod attachments;
mod crash;
mod damage;
mod hostile;
#[expect(unreachable_pub, reason = "the fuzz targets take this file as a module of theirs")]
mod member;
mod newer;
mod records;
mod sample;
mod vectors;
