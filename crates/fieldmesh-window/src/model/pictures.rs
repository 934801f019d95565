//! Photos as pixels: read and decoded on another thread, and the ones used last kept.

mod decode;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use fieldmesh::{AttachmentId, AttachmentRecord};

use super::App;
use super::worker::Lane;

/// How large a picture is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PictureSize {
    /// For a list: at most 400 pixels on the longer side.
    Thumbnail,
    /// For the whole window: at most 1,600 pixels on the longer side.
    Large,
}

impl PictureSize {
    /// Pixels on the longer side.
    const fn side(self) -> u32 {
        match self {
            Self::Thumbnail => 400,
            Self::Large => 1_600,
        }
    }
}

/// A picture as pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Rgba {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue and opacity of each pixel, rows from the top; opacity is not multiplied in.
    pub pixels: Vec<u8>,
}

/// How far a picture is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PictureState {
    /// It is being read.
    Reading,
    /// Here it is.
    Here(Arc<Rgba>),
    /// This device holds no rendition of it; one may come with a synchronization.
    NotHeld,
    /// It is no picture that can be shown.
    NoPicture,
}

/// The pictures in memory.
#[derive(Debug, Default)]
pub(super) struct Pictures(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    known: HashMap<Key, Known>,
    /// What was asked for and not begun, newest last: whoever scrolls on wants the newest first.
    waiting: Vec<Order>,
    /// Counts the looks at pictures, to know which were used last.
    looks: u64,
    bytes: usize,
}

type Key = (AttachmentId, PictureSize);

#[derive(Debug)]
struct Known {
    state: PictureState,
    used: u64,
}

#[derive(Debug)]
struct Order {
    key: Key,
    /// The renditions that would do, the best first.
    renditions: Vec<AttachmentId>,
}

impl App {
    /// A picture by the id of its bytes: that of a photo or of one of its renditions. It is asked for where it is not
    /// here, and the window draws again when it has come.
    pub fn picture(&self, id: &AttachmentId, size: PictureSize) -> Option<Arc<Rgba>> {
        match self.look(*id, size, || vec![*id]) {
            PictureState::Here(picture) => Some(picture),
            _ => None,
        }
    }

    /// A photo by its record: the rendition that fits best of those that this device holds.
    pub fn picture_of(&self, id: &AttachmentId, record: &AttachmentRecord, size: PictureSize) -> PictureState {
        self.look(*id, size, || {
            let (preview, thumbnail) = (record.preview.map(|one| one.id), record.thumbnail.map(|one| one.id));
            let all = match size {
                PictureSize::Thumbnail => [thumbnail, preview, Some(*id)],
                PictureSize::Large => [preview, Some(*id), thumbnail],
            };
            all.into_iter().flatten().collect()
        })
    }

    fn look(
        &self,
        id: AttachmentId,
        size: PictureSize,
        renditions: impl FnOnce() -> Vec<AttachmentId>,
    ) -> PictureState {
        let Some(open) = &self.open else { return PictureState::NotHeld };
        let key = (id, size);
        {
            let mut inner = lock(&self.pictures.0);
            inner.looks += 1;
            let used = inner.looks;
            if let Some(known) = inner.known.get_mut(&key) {
                known.used = used;
                return known.state.clone();
            }
            inner.known.insert(key, Known { state: PictureState::Reading, used });
            inner.waiting.push(Order { key, renditions: renditions() });
            if inner.waiting.len() > MOST_WAITING {
                // Asked for again if it is looked at again.
                let oldest = inner.waiting.remove(0);
                inner.known.remove(&oldest.key);
            }
        }
        let (project, pictures) = (open.project.clone(), Arc::clone(&self.pictures.0));
        let read = move || {
            let order = lock(&pictures).waiting.pop()?;
            Some((order.key, decode::first(&project, &order.renditions, order.key.1)))
        };
        let opening = self.openings;
        self.worker.run(Lane::Pictures, read, move |app, read| {
            if let Some((key, state)) = read
                && app.openings == opening
            {
                lock(&app.pictures.0).keep(key, state);
            }
        });
        PictureState::Reading
    }
}

impl Pictures {
    /// Forgets everything: another project is open.
    pub(super) fn clear(&mut self) {
        self.0 = Arc::default();
    }

    /// Asks again for what was not held: it may have come.
    pub(super) fn look_again(&self) {
        lock(&self.0).known.retain(|_, known| known.state != PictureState::NotHeld);
    }
}

impl Inner {
    fn keep(&mut self, key: Key, state: PictureState) {
        // Counted as used now: it was asked for because it is on the screen.
        self.looks += 1;
        self.bytes += size_of(&state);
        if let Some(before) = self.known.insert(key, Known { state, used: self.looks }) {
            self.bytes = self.bytes.saturating_sub(size_of(&before.state));
        }
        while self.bytes > MOST_BYTES {
            let here = self.known.iter().filter(|(other, known)| **other != key && size_of(&known.state) > 0);
            let Some(oldest) = here.min_by_key(|(_, known)| known.used).map(|(key, _)| *key) else { return };
            if let Some(gone) = self.known.remove(&oldest) {
                self.bytes = self.bytes.saturating_sub(size_of(&gone.state));
            }
        }
    }
}

fn size_of(state: &PictureState) -> usize {
    match state {
        PictureState::Here(picture) => picture.pixels.len(),
        _ => 0,
    }
}

fn lock(inner: &Mutex<Inner>) -> std::sync::MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Rgba {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {} pixels", self.width, self.height)
    }
}

/// Bytes of all pictures kept: 150 thumbnails, or six large ones.
const MOST_BYTES: usize = 64 << 20;
/// Pictures asked for and not begun: those of a few screens.
const MOST_WAITING: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(bytes: usize) -> PictureState {
        PictureState::Here(Arc::new(Rgba { width: 0, height: 0, pixels: vec![0; bytes] }))
    }

    #[test]
    fn the_pictures_used_last_are_kept_within_their_bytes() {
        let mut inner = Inner::default();
        let key = |n: u8| (AttachmentId::of(&[n]), PictureSize::Large);
        for n in 0..5 {
            inner.keep(key(n), picture(MOST_BYTES / 4));
        }
        assert!(!inner.known.contains_key(&key(0)));
        assert!((1..5).all(|n| inner.known.contains_key(&key(n))));
        assert_eq!(inner.bytes, MOST_BYTES);
        inner.looks += 1;
        let looks = inner.looks;
        inner.known.get_mut(&key(1)).unwrap().used = looks;
        inner.keep(key(5), picture(1));
        assert!(inner.known.contains_key(&key(1)) && !inner.known.contains_key(&key(2)));
        // One that is larger than all room is shown all the same.
        inner.keep(key(6), picture(MOST_BYTES + 1));
        assert_eq!((inner.known.len(), inner.bytes), (1, MOST_BYTES + 1));
    }
}
