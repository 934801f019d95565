//! The word that something changed.

use std::sync::{Arc, Weak};

use tokio::sync::Notify;

/// Tells a [`Lan`](crate::Lan) that its replica changed, so that nobody waits until it looks by itself.
#[derive(Clone, Debug)]
pub struct Nudge(Weak<Notify>);

impl Nudge {
    pub(super) fn new(news: &Arc<Notify>) -> Self {
        Self(Arc::downgrade(news))
    }

    /// The replica changed. Returns at once, from any thread; `false` when the network was left.
    pub fn tell(&self) -> bool {
        let news = self.0.upgrade();
        if let Some(news) = &news {
            // Told while the hub looks, it looks once more.
            news.notify_one();
        }
        news.is_some()
    }
}
