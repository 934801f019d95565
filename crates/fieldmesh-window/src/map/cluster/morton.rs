//! The order of Morton: neighbours in the world are neighbours in a list.

use super::super::world::WorldPoint;

/// The bits of x and y by turns, the highest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Code(u64);

impl Code {
    /// The code of a place in the copy of the world from 0 to 1; what lies outside is on the edge.
    pub(super) fn of(at: WorldPoint) -> Self {
        // The conversion saturates.
        let [x, y] = [at.x, at.y].map(|part| (part * 2_f64.powi(32)) as u32);
        Self(spread(x) << 1 | spread(y))
    }

    /// The lowest code of a cell.
    pub(super) const fn first_of(level: u8, prefix: u64) -> Self {
        Self(match level {
            0 => 0,
            1..=32 => prefix << (64 - 2 * level as u32),
            _ => prefix,
        })
    }

    /// The cell of a level that holds it.
    pub(super) const fn prefix(self, level: u8) -> u64 {
        match level {
            0 => 0,
            1..=32 => self.0 >> (64 - 2 * level as u32),
            _ => self.0,
        }
    }

    /// The last level at which both are in one cell.
    pub(super) const fn common_level(self, other: Self) -> u8 {
        ((self.0 ^ other.0).leading_zeros() / 2) as u8
    }
}

/// The column and row of a cell.
pub(super) fn column_and_row(prefix: u64) -> (u32, u32) {
    (gather(prefix >> 1), gather(prefix))
}

const MASKS: [(u32, u64); 5] = [
    (16, 0x0000_ffff_0000_ffff),
    (8, 0x00ff_00ff_00ff_00ff),
    (4, 0x0f0f_0f0f_0f0f_0f0f),
    (2, 0x3333_3333_3333_3333),
    (1, 0x5555_5555_5555_5555),
];

fn spread(value: u32) -> u64 {
    MASKS.into_iter().fold(u64::from(value), |bits, (shift, mask)| (bits | bits << shift) & mask)
}

fn gather(bits: u64) -> u32 {
    let even = bits & 0x5555_5555_5555_5555;
    let shifts = [
        (1, 0x3333_3333_3333_3333),
        (2, 0x0f0f_0f0f_0f0f_0f0f),
        (4, 0x00ff_00ff_00ff_00ff),
        (8, 0x0000_ffff_0000_ffff),
        (16, 0x0000_0000_ffff_ffff),
    ];
    shifts.into_iter().fold(even, |bits, (shift, mask)| (bits | bits >> shift) & mask) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The prefix of a code is the cell of the grid that the place lies in.
        #[test]
        fn a_prefix_is_a_cell(x in 0.0..1.0, y in 0.0..1.0, level in 0_u8..=32) {
            let side = f64::from(level).exp2();
            let code = Code::of(WorldPoint { x, y });
            let cell = column_and_row(code.prefix(level));
            prop_assert_eq!(cell, ((x * side) as u32, (y * side) as u32));
            prop_assert!(Code::first_of(level, code.prefix(level)) <= code);
        }

        /// Two places share the cell of their common level and no cell of the next.
        #[test]
        fn the_common_level_is_the_last(x in 0.0..1.0, y in 0.0..1.0, near in 1e-9..1.0) {
            let one = Code::of(WorldPoint { x, y });
            let other = Code::of(WorldPoint { x: f64::min(x + near, 1.0), y });
            let level = one.common_level(other);
            prop_assert_eq!(one.prefix(level), other.prefix(level));
            prop_assert!(level == 32 || one.prefix(level + 1) != other.prefix(level + 1));
        }
    }
}
