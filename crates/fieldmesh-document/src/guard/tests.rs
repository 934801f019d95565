//! What honest writers make is admitted, everything else is refused, and nothing panics.

mod craft;
mod honest;
mod hostile;
mod mutated;
