//! What is kept of a few shards, the least recently used one going first.

use crate::ShardId;

/// Values by shard, up to a weight of all together.
#[derive(Debug)]
pub struct Lru<T> {
    /// The most recently used last.
    items: Vec<Item<T>>,
    weight: usize,
    capacity: usize,
}

#[derive(Debug)]
struct Item<T> {
    id: ShardId,
    value: T,
    weight: usize,
}

impl<T> Lru<T> {
    /// Holds values that weigh at most `capacity` together.
    pub const fn new(capacity: usize) -> Self {
        Self { items: Vec::new(), weight: 0, capacity }
    }

    /// Takes a value out.
    pub fn take(&mut self, id: &ShardId) -> Option<T> {
        let at = self.items.iter().rposition(|item| item.id == *id)?;
        Some(self.remove(at))
    }

    /// Puts a value in that weighs one, as the most recently used.
    pub fn put(&mut self, id: ShardId, value: T) {
        self.put_weighing(id, value, 1);
    }

    /// Puts a value in as the most recently used; not one that weighs more than all may.
    pub fn put_weighing(&mut self, id: ShardId, value: T, weight: usize) {
        self.take(&id);
        if weight > self.capacity {
            return;
        }
        while self.weight + weight > self.capacity {
            self.remove(0);
        }
        self.weight += weight;
        self.items.push(Item { id, value, weight });
    }

    /// Looks at a value, which leaves its place as it is.
    pub fn get(&self, id: &ShardId) -> Option<&T> {
        self.items.iter().rev().find_map(|item| (item.id == *id).then_some(&item.value))
    }

    /// Drops every value.
    pub fn clear(&mut self) {
        (self.items, self.weight) = (Vec::new(), 0);
    }

    fn remove(&mut self, at: usize) -> T {
        let Item { value, weight, .. } = self.items.remove(at);
        self.weight -= weight;
        value
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

    #[test]
    fn as_many_go_as_the_new_one_weighs_and_what_is_too_heavy_is_not_kept() {
        let mut lru = Lru::new(10);
        for (n, weight) in [(1, 3), (2, 3), (3, 4)] {
            lru.put_weighing(id(n), n, weight);
        }
        lru.put_weighing(id(4), 4, 5);
        lru.put_weighing(id(5), 5, 11);
        let held = [1, 2, 3, 4, 5].map(|n| lru.get(&id(n)).copied());
        assert_eq!(held, [None, None, Some(3), Some(4), None]);
        // The same one again, weighing less.
        lru.put_weighing(id(4), 40, 1);
        lru.put_weighing(id(6), 6, 5);
        assert_eq!([3, 4, 6].map(|n| lru.get(&id(n)).copied()), [Some(3), Some(40), Some(6)]);
    }
}
