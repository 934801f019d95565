//! Sums over any stretch of the points, without a walk over all of it.

use std::ops::Range;

use super::super::world::WorldPoint;
use super::{MapPoint, Swatch};

/// Points to a block: a stretch is its whole blocks and at most two parts of blocks that are counted one by one.
const BLOCK: usize = 256;

/// What came before each point and each block.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies {
    /// Sums of x and y of all points before this one; one entry more than points.
    sums: Vec<(f64, f64)>,
    /// How many of each colour there are before a block; a row of `swatches` numbers to each block, and one more.
    counts: Vec<u32>,
    /// One more than the highest number of a colour.
    swatches: usize,
}

impl Tallies {
    pub(super) fn new(points: &[MapPoint]) -> Self {
        let add = |sum: &mut (f64, f64), point: Option<&MapPoint>| {
            let before = *sum;
            if let Some(point) = point {
                *sum = (sum.0 + point.at.x, sum.1 + point.at.y);
            }
            Some(before)
        };
        let sums = points.iter().map(Some).chain([None]).scan((0.0, 0.0), add).collect();
        let swatches = points.iter().map(|point| usize::from(point.swatch.0) + 1).max().unwrap_or(0);
        let mut running = vec![0; swatches];
        let mut counts = running.clone();
        for block in points.chunks_exact(BLOCK) {
            count(block, &mut running);
            counts.extend_from_slice(&running);
        }
        Self { sums, counts, swatches }
    }

    /// The middle of the points of a stretch that is not empty.
    pub(super) fn middle(&self, stretch: &Range<usize>) -> Option<WorldPoint> {
        let (from, to) = (self.sums.get(stretch.start)?, self.sums.get(stretch.end)?);
        let count = stretch.len() as f64;
        Some(WorldPoint { x: (to.0 - from.0) / count, y: (to.1 - from.1) / count })
    }

    /// How many of each colour a stretch holds, the most frequent first; and how many points were looked at.
    pub(super) fn mix(&self, points: &[MapPoint], stretch: &Range<usize>) -> (Vec<(Swatch, u32)>, usize) {
        let mut totals = vec![0_u32; self.swatches];
        let (first, last) = (stretch.start.div_ceil(BLOCK), stretch.end / BLOCK);
        let mut looked = 0;
        let mut look = |part: Range<usize>| {
            looked += part.len();
            count(points.get(part).unwrap_or_default(), &mut totals);
        };
        if first < last {
            look(stretch.start..first * BLOCK);
            look(last * BLOCK..stretch.end);
            let rows = self.row(first).iter().zip(self.row(last));
            totals.iter_mut().zip(rows).for_each(|(total, (from, to))| *total += to - from);
        } else {
            look(stretch.clone());
        }
        let mut mix: Vec<_> = (0..=u8::MAX).map(Swatch).zip(totals).filter(|(_, count)| *count > 0).collect();
        mix.sort_by_key(|(swatch, count)| (std::cmp::Reverse(*count), *swatch));
        (mix, looked)
    }

    fn row(&self, block: usize) -> &[u32] {
        self.counts.get(block * self.swatches..(block + 1) * self.swatches).unwrap_or_default()
    }
}

fn count(points: &[MapPoint], totals: &mut [u32]) {
    for point in points {
        if let Some(total) = totals.get_mut(usize::from(point.swatch.0)) {
            *total += 1;
        }
    }
}
