//! What honest writers make is admitted, everything else is refused, and nothing panics.

// Shared with the integration tests, which know this crate by its name.
use crate as document;

#[allow(dead_code, reason = "the integration tests take it as a module of theirs")]
mod craft;
mod honest;
mod hostile;
mod mutated;
