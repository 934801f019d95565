//! What a sync file lives on.

mod fs;
mod memory;

use std::fmt::Debug;
use std::io;

pub use fs::FsMedium;
pub use memory::MemoryMedium;

/// Something that holds the bytes of one sync file, and is held by one writer.
pub trait Medium: Send + Debug {
    /// Bytes it holds.
    ///
    /// # Errors
    /// When the medium fails.
    fn len(&mut self) -> io::Result<u64>;

    /// Reads at `offset` and returns how many bytes it read: 0 at the end, else possibly fewer than asked for.
    ///
    /// # Errors
    /// When the medium fails.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Writes all of `bytes` behind the end. When it fails, some of them may have been written.
    ///
    /// # Errors
    /// When the medium fails, is full ([`io::ErrorKind::StorageFull`]) or read-only.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Returns when everything written before is durable.
    ///
    /// # Errors
    /// When the medium fails. What was written since the last success may be lost.
    fn sync(&mut self) -> io::Result<()>;

    /// Cuts it to `len` bytes.
    ///
    /// # Errors
    /// When the medium fails or is read-only.
    fn truncate(&mut self, len: u64) -> io::Result<()>;

    /// Gives a new file its final name, durably, in one step. Until then it is invisible under that name, and
    /// gone when dropped. Does nothing the second time.
    ///
    /// # Errors
    /// When the medium fails.
    fn publish(&mut self) -> io::Result<()>;

    /// Whether it cannot be written.
    fn is_read_only(&self) -> bool {
        false
    }

    /// Bytes that can still be written, where known.
    fn free_space(&self) -> Option<u64> {
        None
    }

    /// Whether it holds nothing.
    ///
    /// # Errors
    /// When the medium fails.
    fn is_empty(&mut self) -> io::Result<bool> {
        Ok(self.len()? == 0)
    }
}

/// Fills the buffer; `false` when the medium ends before.
pub(crate) fn read_exact_at(medium: &mut dyn Medium, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<bool> {
    while !buffer.is_empty() {
        match medium.read_at(offset, buffer) {
            Ok(0) => return Ok(false),
            Ok(n) => {
                offset += n as u64;
                buffer = buffer.split_at_mut(n.min(buffer.len())).1;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}
