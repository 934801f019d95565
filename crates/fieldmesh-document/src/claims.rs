//! Who fetches which content, so that one content does not come from several devices at once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::AttachmentId;

/// The contents that the sessions of a replica fetch in this process. Clones are of the same ones.
#[derive(Clone, Debug, Default)]
pub struct Claims(Arc<Mutex<Claimed>>);

#[derive(Debug, Default)]
struct Claimed {
    contents: HashSet<AttachmentId>,
    /// Those of them that somebody else asked for since.
    missed: HashSet<AttachmentId>,
    ended: u64,
    freed: u64,
}

/// Contents that one session fetches and nobody else, until this is dropped.
#[derive(Debug, Default)]
pub struct Claim {
    claims: Claims,
    contents: HashSet<AttachmentId>,
}

impl Claims {
    /// Claims those of these contents that nobody has claimed.
    pub fn claim(&self, contents: impl IntoIterator<Item = AttachmentId>) -> Claim {
        let mut claimed = self.lock();
        let mut free = HashSet::new();
        for id in contents {
            if claimed.contents.insert(id) {
                free.insert(id);
            } else {
                claimed.missed.insert(id);
            }
        }
        Claim { claims: self.clone(), contents: free }
    }

    /// How often claimed contents became free. What was listed as wanted before that may be here since.
    pub fn ended(&self) -> u64 {
        self.lock().ended
    }

    /// How often contents became free that somebody had asked for in vain. It does not grow by what only one session
    /// wants, so that sessions which try again because of it do not keep each other going.
    pub fn freed(&self) -> u64 {
        self.lock().freed
    }

    fn lock(&self) -> MutexGuard<'_, Claimed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Claim {
    /// Whether a content is to be fetched by whoever holds this.
    pub fn covers(&self, id: &AttachmentId) -> bool {
        self.contents.contains(id)
    }

    /// A content cannot be had where it was looked for: anybody else may fetch it. One that was fetched stays claimed,
    /// since others may have listed it as wanted before.
    pub fn release(&mut self, id: &AttachmentId) {
        if self.contents.remove(id) {
            self.claims.lock().free([*id].iter());
        }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        if !self.contents.is_empty() {
            self.claims.lock().free(self.contents.iter());
        }
    }
}

impl Claimed {
    fn free<'a>(&mut self, contents: impl Iterator<Item = &'a AttachmentId>) {
        let mut missed = false;
        for id in contents {
            self.contents.remove(id);
            missed |= self.missed.remove(id);
        }
        self.ended += 1;
        self.freed += u64::from(missed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn id(n: u8) -> AttachmentId {
        AttachmentId::from_bytes([n; 32])
    }

    #[test]
    fn a_content_is_claimed_by_one_at_a_time_and_free_again_however_that_ends() {
        let claims = Claims::default();
        let mut one = claims.claim([id(1), id(2), id(3)]);
        let two = claims.claim([id(2), id(3), id(4)]);
        assert!([1, 2, 3].iter().all(|n| one.covers(&id(*n))) && two.covers(&id(4)) && !two.covers(&id(2)));

        // Once, and nobody else had asked for it.
        one.release(&id(1));
        one.release(&id(1));
        assert_eq!((claims.ended(), claims.freed()), (1, 0));
        let three = claims.claim([id(1), id(2), id(3)]);
        assert!(three.covers(&id(1)) && !three.covers(&id(2)) && !three.covers(&id(3)));

        drop(one);
        assert_eq!((claims.ended(), claims.freed()), (2, 1));
        let four = claims.claim([id(2), id(3)]);
        assert!(four.covers(&id(2)) && four.covers(&id(3)));
        drop(four);
        drop(claims.claim([id(4)]));
        assert_eq!((claims.ended(), claims.freed()), (3, 1), "who claimed nothing frees nothing");
        drop(two);
        assert_eq!((claims.ended(), claims.freed()), (4, 2));
    }
}
