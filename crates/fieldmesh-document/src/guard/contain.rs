//! Turns Automerge's panics into refusals, in silence.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::Refusal;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work`; a panic inside becomes a refusal and prints nothing.
///
/// The first call wraps the panic hook of the process: panics elsewhere reach the hook that was set before.
/// Whatever `work` was changing must be dropped with it, because it may be half done.
pub(super) fn contained<T>(work: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    HOOK.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |info| {
            if !CONTAINED.try_with(Cell::get).unwrap_or(false) {
                previous(info);
            }
        }));
    });
    let outer = CONTAINED.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    outcome.unwrap_or_else(|_| Err(Refusal::undecodable("it panicked")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_refusal_and_the_next_one_outside_is_none() {
        let refused = contained::<()>(|| panic!("never printed"));
        assert_eq!(refused, Err(Refusal::undecodable("it panicked")));
        assert!(!CONTAINED.get());
        assert_eq!(contained(|| contained::<u8>(|| panic!("inner")).or(Ok(7))), Ok(7));
    }
}
