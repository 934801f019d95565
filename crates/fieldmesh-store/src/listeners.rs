//! Who is told of each commit.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Store;

type Listener = Box<dyn Fn() -> bool + Send + Sync>;

/// Those who want to hear of commits.
#[derive(Default)]
pub(crate) struct Listeners(Mutex<Vec<Listener>>);

impl Store {
    /// Has `listener` called after each commit that is made through this value, as soon as the commit is durable, but for
    /// those that only enter something in the books of this device (meetings, sessions). It is called on the thread that
    /// wrote, before another may write, so it must not write, and should only pass the news on. One that returns `false` is
    /// not called again. Of commits of other processes [`Self::commit_counter`] tells.
    pub fn on_commit(&self, listener: impl Fn() -> bool + Send + Sync + 'static) {
        self.listeners.list().push(Box::new(listener));
    }
}

impl Listeners {
    /// Something was committed.
    pub(crate) fn tell(&self) {
        self.list().retain(|listener| listener());
    }

    fn list(&self) -> MutexGuard<'_, Vec<Listener>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Listeners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Listeners").field(&self.list().len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use fieldmesh_document::{DeviceId, Edit, NewObservation, ProjectId, Replica, Timestamp};

    use crate::{ProjectInfo, Store};

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    fn store(device: u8) -> (tempfile::TempDir, Arc<Store>) {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let device = DeviceId::from_bytes([device; 32]);
        let store = Arc::new(Store::create(directory.path(), project, device, NOW).unwrap());
        (directory, store)
    }

    #[test]
    fn each_commit_is_told_at_once_until_a_listener_has_heard_enough() {
        let (_a, ana) = store(1);
        let (_b, marco) = store(2);
        let told = Arc::new(AtomicU64::new(0));
        let (heard, weak) = (Arc::clone(&told), Arc::downgrade(&ana));
        ana.on_commit(move || {
            // What was committed can be read already.
            let counter = weak.upgrade().unwrap().commit_counter().unwrap();
            heard.store(counter, Ordering::SeqCst);
            counter < 4
        });
        let counted = || (told.load(Ordering::SeqCst), ana.commit_counter().unwrap());
        let made = ana.create_observations(vec![NewObservation::default()], NOW).unwrap();
        assert_eq!(counted(), (1, 1));
        let notes = Edit { notes: Some(Some("new".to_owned())), ..Edit::default() };
        ana.edit(&made[0].id, &notes, NOW).unwrap();
        assert_eq!(counted(), (2, 2));
        ana.add_attachment(&b"a photo"[..]).unwrap();
        assert_eq!(counted(), (3, 3));
        // What a session brings counts as well, so that it goes on to others.
        let theirs = marco.create_observations(vec![NewObservation::default()], NOW).unwrap();
        let shard = theirs[0].id.shard;
        let snapshot = marco.snapshot(&shard).unwrap();
        let content = fieldmesh_document::Content::Snapshot(snapshot.bytes);
        let (kind, heads) = (snapshot.kind, snapshot.heads);
        ana.merge(vec![fieldmesh_document::Incoming { shard, kind, heads, content }]).unwrap();
        assert_eq!(counted(), (4, 4));
        ana.delete(&made[0].id, NOW).unwrap();
        assert_eq!(counted(), (4, 5), "it had said that it heard enough");
    }
}
