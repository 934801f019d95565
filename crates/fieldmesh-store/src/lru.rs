//! A few open shards, the least recently used one going first.

use fieldmesh_document::ShardId;

/// Up to a fixed number of values by shard.
#[derive(Debug)]
pub(crate) struct Lru<T> {
    /// The most recently used last.
    items: Vec<(ShardId, T)>,
    capacity: usize,
}

impl<T> Lru<T> {
    /// Holds at most `capacity` values.
    pub(crate) const fn new(capacity: usize) -> Self {
        Self { items: Vec::new(), capacity }
    }

    /// Takes a value out.
    pub(crate) fn take(&mut self, id: &ShardId) -> Option<T> {
        let at = self.items.iter().position(|(held, _)| held == id)?;
        Some(self.items.remove(at).1)
    }

    /// Puts a value in as the most recently used one.
    pub(crate) fn put(&mut self, id: ShardId, value: T) {
        self.take(&id);
        if self.items.len() >= self.capacity {
            self.items.remove(0);
        }
        self.items.push((id, value));
    }

    /// Looks at a value, which leaves its place as it is.
    pub(crate) fn get(&self, id: &ShardId) -> Option<&T> {
        self.items.iter().find_map(|(held, value)| (held == id).then_some(value))
    }

    /// Drops every value.
    pub(crate) fn clear(&mut self) {
        self.items.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u8) -> ShardId {
        ShardId::from_bytes([n; 16])
    }

    #[test]
    fn the_least_recently_used_value_goes_first() {
        let mut lru = Lru::new(2);
        lru.put(id(1), 'a');
        lru.put(id(2), 'b');
        let used = lru.take(&id(1)).unwrap();
        lru.put(id(1), used);
        lru.put(id(3), 'c');
        assert_eq!((lru.take(&id(1)), lru.take(&id(2)), lru.take(&id(3))), (Some('a'), None, Some('c')));
    }
}
