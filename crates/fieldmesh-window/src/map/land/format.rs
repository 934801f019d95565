//! Reads the bundled land (`docs/map-land.md`).

use super::super::world::WorldPoint;
use super::LandError;

/// What a section holds (`docs/map-land.md`, section 2).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Kind {
    /// Polygons of land.
    Land = 0,
    /// Lines between countries.
    Borders = 1,
}

/// One turn around the world, in steps (`docs/map-land.md`, section 3).
const TURN: i64 = 99_999;

/// A point in steps: east, then north.
pub(super) type Step = (i64, i64);

/// The shapes of a section: each one or more lines of points.
#[derive(Debug)]
pub(super) struct Shapes {
    /// Degrees a step, and degrees at step 0; longitude, then latitude.
    scale: [f64; 4],
    shapes: Vec<Vec<Vec<Step>>>,
}

impl Shapes {
    pub(super) fn read(bytes: &[u8], kind: Kind, scale: u8) -> Result<Self, LandError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take(8)? != b"FMLAND\0\0" {
            return Err(LandError::Damaged { at: 0 });
        }
        while reader.at < bytes.len() {
            let [found, million] = reader.array()?;
            let length = u32::from_le_bytes(reader.array()?) as usize;
            let start = reader.at;
            reader.take(length)?;
            if (found, million) == (kind as u8, scale) {
                return Reader { bytes: bytes.get(..reader.at).unwrap_or_default(), at: start }.shapes();
            }
        }
        Err(LandError::Missing { scale })
    }

    pub(super) fn shapes(&self) -> &[Vec<Vec<Step>>] {
        &self.shapes
    }

    /// A ring that goes round the world is led back past the South Pole; any other is as it was.
    pub(super) fn closed(&self, ring: &[Step], pole: f64) -> Vec<Step> {
        let mut ring = ring.to_vec();
        if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
            && round_the_world(first, last)
        {
            let [_, _, degrees, base] = self.scale;
            let south = ((-pole - base) / degrees) as i64;
            ring.extend([(last.0, south), (first.0, south)]);
        }
        ring
    }

    /// The lines of a ring that are coast: where Natural Earth cut it along the antimeridian, there is none.
    pub(super) fn coasts(&self, ring: &[Step]) -> Vec<Vec<Step>> {
        let mut points = ring.to_vec();
        if let (Some(first), Some(last)) = (ring.first(), ring.last())
            && !round_the_world(*first, *last)
        {
            points.push(*first);
        }
        let cut = |at: &Step| at.0.rem_euclid(TURN) == 0;
        points.chunk_by(|from, to| !(cut(from) && cut(to))).map(<[Step]>::to_vec).collect()
    }

    /// Where the points lie in the world.
    pub(super) fn places(&self, points: &[Step]) -> Vec<WorldPoint> {
        let [east, west, north, south] = self.scale;
        let place = |at: &Step| WorldPoint::unbounded(at.1 as f64 * north + south, at.0 as f64 * east + west);
        points.iter().map(place).collect()
    }
}

fn round_the_world(first: Step, last: Step) -> bool {
    last.0 - first.0 == TURN
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    const fn damaged(&self) -> LandError {
        LandError::Damaged { at: self.at }
    }

    fn take(&mut self, length: usize) -> Result<&[u8], LandError> {
        let end = self.at.checked_add(length).ok_or_else(|| self.damaged())?;
        let taken = self.bytes.get(self.at..end).ok_or_else(|| self.damaged())?;
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], LandError> {
        let damaged = self.damaged();
        self.take(N)?.try_into().map_err(|_| damaged)
    }

    fn varint(&mut self) -> Result<u64, LandError> {
        let mut value = 0;
        for shift in (0..63).step_by(7) {
            let [byte] = self.array()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.damaged())
    }

    fn delta(&mut self) -> Result<i64, LandError> {
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn shapes(mut self) -> Result<Shapes, LandError> {
        let mut scale = [0.0; 4];
        for number in &mut scale {
            *number = f64::from_le_bytes(self.array()?);
        }
        let mut at: Step = (0, 0);
        let mut shapes = Vec::new();
        for _ in 0..self.varint()? {
            let mut lines = Vec::new();
            for _ in 0..self.varint()? {
                let mut points = Vec::new();
                for _ in 0..self.varint()? {
                    at = (at.0.wrapping_add(self.delta()?), at.1.wrapping_add(self.delta()?));
                    points.push(at);
                }
                lines.push(points);
            }
            shapes.push(lines);
        }
        if self.at == self.bytes.len() { Ok(Shapes { scale, shapes }) } else { Err(self.damaged()) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ASSET;
    use super::*;

    #[test]
    fn every_cut_is_noticed() {
        for length in (0..ASSET.len()).step_by(997) {
            let cut = &ASSET[..length];
            assert!(Shapes::read(cut, Kind::Borders, 50).is_err(), "{length}");
        }
        assert!(Shapes::read(ASSET, Kind::Borders, 50).is_ok());
        assert_eq!(Shapes::read(ASSET, Kind::Land, 10).unwrap_err(), LandError::Missing { scale: 10 });
    }

    #[test]
    fn the_asset_holds_what_world_atlas_holds() {
        let counts = [(Kind::Land, 110), (Kind::Land, 50), (Kind::Borders, 110), (Kind::Borders, 50)].map(
            |(kind, scale)| {
                let shapes = Shapes::read(ASSET, kind, scale).unwrap();
                (shapes.shapes().len(), shapes.shapes().iter().flatten().map(Vec::len).sum::<usize>())
            },
        );
        assert_eq!((counts[0].0, counts[1].0), (125, 1_419));
        assert!(counts[1].1 > 55_000 && ASSET.len() < 300_000, "{counts:?}");
    }

    #[test]
    fn exactly_one_ring_of_each_scale_goes_round_the_world() {
        for scale in [110, 50] {
            let land = Shapes::read(ASSET, Kind::Land, scale).unwrap();
            let rings = land.shapes().iter().flatten();
            let round = rings.filter(|ring| round_the_world(ring[0], *ring.last().unwrap()));
            assert_eq!(round.count(), 1);
        }
    }
}
