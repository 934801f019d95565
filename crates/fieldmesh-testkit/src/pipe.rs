//! One direction of a simulated wire.

use std::collections::VecDeque;

/// A pipe that holds a fixed number of bytes, like the buffer of a socket: it takes and gives what it can, at
/// once, and never blocks.
#[derive(Clone, Debug)]
pub struct Pipe {
    bytes: VecDeque<u8>,
    capacity: usize,
}

impl Pipe {
    /// A pipe for so many bytes.
    pub fn new(capacity: usize) -> Self {
        Self { bytes: VecDeque::with_capacity(capacity), capacity }
    }

    /// Takes from the front of `bytes` what there is room for; how many that was.
    pub fn write(&mut self, bytes: &[u8]) -> usize {
        let taken = bytes.len().min(self.capacity - self.bytes.len());
        self.bytes.extend(bytes.iter().take(taken));
        taken
    }

    /// Gives everything it holds.
    pub fn read(&mut self) -> Vec<u8> {
        self.bytes.drain(..).collect()
    }

    /// Bytes under way.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether none are under way.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_pipe_takes_nothing_more() {
        let mut pipe = Pipe::new(4);
        assert_eq!(pipe.write(b"abcdef"), 4);
        assert_eq!(pipe.write(b"ef"), 0);
        assert_eq!(pipe.read(), b"abcd");
        assert_eq!(pipe.write(b"ef"), 2);
        assert_eq!(pipe.len(), 2);
    }
}
