//! A sync file in memory.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::Medium;

/// The bytes of a sync file in memory, for programs that receive files other than from a disk, and for tests.
/// Clones share the bytes; there is no lock between them.
#[derive(Clone, Debug, Default)]
pub struct MemoryMedium {
    bytes: Arc<Mutex<Vec<u8>>>,
}

impl MemoryMedium {
    /// A copy of the bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        self.with(|bytes| bytes.clone())
    }

    fn with<T>(&self, f: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        // A `Vec` is whole after any panic of the calls made here.
        f(&mut self.bytes.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl From<Vec<u8>> for MemoryMedium {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes: Arc::new(Mutex::new(bytes)) }
    }
}

impl Medium for MemoryMedium {
    fn len(&mut self) -> io::Result<u64> {
        Ok(self.with(|bytes| bytes.len() as u64))
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let Ok(offset) = usize::try_from(offset) else { return Ok(0) };
        Ok(self.with(|bytes| {
            let rest = bytes.get(offset..).unwrap_or_default();
            let n = rest.len().min(buffer.len());
            buffer.split_at_mut(n).0.copy_from_slice(rest.split_at(n).0);
            n
        }))
    }

    fn append(&mut self, more: &[u8]) -> io::Result<()> {
        self.with(|bytes| bytes.extend_from_slice(more));
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.with(|bytes| bytes.truncate(usize::try_from(len).unwrap_or(usize::MAX)));
        Ok(())
    }

    fn publish(&mut self) -> io::Result<()> {
        Ok(())
    }
}
