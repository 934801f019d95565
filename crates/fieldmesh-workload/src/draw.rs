//! Numbers drawn from ChaCha8 by integer and exact floating-point arithmetic only: frozen data must not change
//! with a version of `rand`, whose ranges and distributions may, or with a platform's `sin` and `ln`.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws, named by a seed and labels.
#[derive(Clone, Debug)]
pub(crate) struct Draws(ChaCha8Rng);

impl Draws {
    /// The stream of this seed, profile, purpose and number.
    pub(crate) fn new(seed: u64, profile: &str, purpose: &str, number: u64) -> Self {
        Self(ChaCha8Rng::from_seed(bytes(seed, profile, purpose, number)))
    }

    /// A number below `bound`; 0 for a bound of 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let high = (u64::from(self.0.next_u32()) * u64::from(bound)) >> 32;
        u32::try_from(high).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included; `low` where `high` is less.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low.saturating_add(self.below(high.saturating_sub(low).saturating_add(1)))
    }

    /// Whether a draw of this share of a hundred succeeds.
    pub(crate) fn percent(&mut self, share: u8) -> bool {
        self.below(100) < u32::from(share)
    }

    /// A number from −1 to 1, most often near 0: the mean of four uniform ones.
    pub(crate) fn around_zero(&mut self) -> f64 {
        let sum: u32 = (0..4).map(|_| self.below(1 << 20)).sum();
        f64::from(sum) / f64::from(1 << 21) - 1.0
    }

    /// Eight bytes.
    pub(crate) fn eight(&mut self) -> [u8; 8] {
        self.0.next_u64().to_le_bytes()
    }

    /// One item, each as likely; none of none.
    pub(crate) fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let index = self.below(u32::try_from(items.len()).unwrap_or(u32::MAX));
        items.get(usize::try_from(index).unwrap_or(usize::MAX))
    }

    /// One item by Zipf's law: the second half as likely as the first, the third a third, …
    pub(crate) fn pick_zipf<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let weights = || (1..).zip(items).map(|(rank, item)| (1_000_000 / rank, item));
        let total: u32 = weights().map(|(weight, _)| weight).sum();
        let mut left = self.below(total);
        for (weight, item) in weights() {
            if left < weight {
                return Some(item);
            }
            left -= weight;
        }
        None
    }
}

/// 32 bytes that name a purpose and number of this seed and profile.
pub(crate) fn bytes(seed: u64, profile: &str, purpose: &str, number: u64) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 0 workload");
    hasher.update(&seed.to_le_bytes());
    hasher.update(&number.to_le_bytes());
    hasher.update(purpose.as_bytes());
    hasher.update(&[0]);
    hasher.update(profile.as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_in_their_range_and_reach_its_ends() {
        let mut draws = Draws::new(1, "p", "q", 0);
        let drawn: Vec<_> = (0..1_000).map(|_| draws.between(3, 6)).collect();
        assert!(drawn.iter().all(|n| (3..=6).contains(n)));
        assert!((3..=6).all(|n| drawn.contains(&n)));
        assert_eq!(draws.between(5, 1), 5);
        assert_eq!(draws.below(0), 0);
        let near: Vec<_> = (0..1_000).map(|_| draws.around_zero()).collect();
        assert!(near.iter().all(|x| (-1.0..1.0).contains(x)));
        assert!(near.iter().any(|x| *x < -0.3) && near.iter().any(|x| *x > 0.3));
        assert!(draws.pick::<u8>(&[]).is_none() && draws.pick_zipf::<u8>(&[]).is_none());
    }

    #[test]
    fn the_first_rank_is_drawn_twice_as_often_as_the_second() {
        let mut draws = Draws::new(1, "p", "q", 0);
        let mut counts = [0_u32; 3];
        for _ in 0..11_000 {
            counts[*draws.pick_zipf(&[0_usize, 1, 2]).unwrap()] += 1;
        }
        // 6,000, 3,000 and 2,000 expected; the standard deviation is about 50.
        for (count, expected) in counts.into_iter().zip([6_000, 3_000, 2_000]) {
            assert!(count.abs_diff(expected) < 300, "{counts:?}");
        }
    }
}
