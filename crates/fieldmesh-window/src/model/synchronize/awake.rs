//! Keeps the computer from falling asleep while data moves. Where the system cannot be asked, nothing happens.

use std::sync::mpsc::{Sender, channel};

/// See the module.
#[derive(Debug, Default)]
pub(in crate::model) struct Awake(Option<Sender<()>>);

impl Awake {
    /// Keeps the computer awake from now on, or no longer.
    pub(in crate::model) fn keep(&mut self, awake: bool) {
        if awake && self.0.is_none() {
            self.0 = Some(begin());
        } else if !awake {
            self.0 = None;
        }
    }
}

/// Asks on a thread of its own, since the answer may take a while; it is taken back when the sender is dropped.
fn begin() -> Sender<()> {
    let (sender, ended) = channel::<()>();
    std::thread::spawn(move || {
        let ask = |asleep: bool| {
            keepawake::Builder::default()
                .idle(true)
                .sleep(asleep)
                .reason("data is being synchronized")
                .app_name("Fieldmesh")
                .app_reverse_domain("org.fieldmesh.Fieldmesh")
                .create()
        };
        // Some systems let nobody but an administrator forbid sleep, and anybody the sleep that comes by itself.
        let awake = ask(true).or_else(|_| ask(false));
        if let Err(error) = &awake {
            tracing::debug!(%error, "the computer cannot be kept awake");
        }
        let _ = ended.recv();
    });
    sender
}
