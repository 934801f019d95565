//! Sync files from outside: what is carried, what is refused, what survives.

mod attachments;
mod records;
mod sample;
