use fieldmesh::Coordinate;
use proptest::prelude::*;

use super::super::super::viewport::ScreenSize;
use super::*;

/// The area of all triangles, in squares of the world.
fn area(fill: &Fill) -> f64 {
    let double = |[a, b, c]: [WorldPoint; 3]| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    fill.chunks.iter().flat_map(Chunk::triangles).map(|corners| double(corners).abs() / 2.0).sum()
}

fn square(from: f64, to: f64) -> Vec<WorldPoint> {
    [(from, from), (to, from), (to, to), (from, to), (from, from)].map(|(x, y)| WorldPoint { x, y }).to_vec()
}

fn filled(rings: &[Vec<WorldPoint>]) -> Fill {
    let mut builder = FillBuilder::default();
    builder.area(rings);
    builder.build()
}

#[test]
fn a_hole_is_not_covered() {
    let fill = filled(&[square(0.1, 0.9), square(0.4, 0.6)]);
    assert!((area(&fill) - (0.64 - 0.04)).abs() < 1e-12);
    assert!(fill.covers(WorldPoint { x: 0.2, y: 0.5 }));
    assert!(!fill.covers(WorldPoint { x: 0.5, y: 0.5 }));
}

#[test]
fn from_near_an_area_fills_the_screen_and_nothing_far_away() {
    let fill = filled(&[square(0.1, 0.9)]);
    let size = ScreenSize { width: 800.0, height: 600.0 };
    let view = Viewport::new(&Coordinate { longitude: 3.0, latitude: 4.0, altitude: None }, 20.0, size);
    let mesh = fill.mesh(&view);
    assert!(!mesh.indices.is_empty());
    assert!(mesh.positions.iter().all(|at| at.x.abs() < 2_000.0 && at.y.abs() < 2_000.0));
    let double: f32 = mesh
        .indices
        .as_chunks::<3>()
        .0
        .iter()
        .map(|corners| {
            let [a, b, c] = corners.map(|index| mesh.positions[index as usize]);
            ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).abs()
        })
        .sum();
    let (width, height) = (800.0 + 2.0 * MARGIN, 600.0 + 2.0 * MARGIN);
    assert!((double / 2.0 / (width * height) - 1.0).abs() < 1e-3);
}

proptest! {
    /// Whatever the rings are, nothing panics, and triangles only have corners of the rings.
    #[test]
    fn any_rings_are_taken(
        rings in prop::collection::vec(prop::collection::vec((-2.0..3.0, -2.0..3.0), 0..12), 0..4),
        broken in prop::option::of(0_usize..12),
    ) {
        let mut rings: Vec<Vec<WorldPoint>> = rings
            .into_iter()
            .map(|ring| ring.into_iter().map(|(x, y)| WorldPoint { x, y }).collect())
            .collect();
        if let Some(at) = broken.and_then(|at| rings.first_mut()?.get_mut(at)) {
            at.x = f64::NAN;
        }
        let fill = filled(&rings);
        for corner in fill.chunks.iter().flat_map(|chunk| &chunk.corners) {
            prop_assert!(rings.iter().flatten().any(|at| at == corner));
        }
    }

    /// The triangles of a ring around a middle cover as much as the ring encloses.
    #[test]
    fn triangles_cover_the_ring(radii in prop::collection::vec(0.05..0.4, 3..60)) {
        let step = std::f64::consts::TAU / radii.len() as f64;
        let ring: Vec<_> = radii
            .iter()
            .enumerate()
            .map(|(number, radius)| {
                let (sine, cosine) = (number as f64 * step).sin_cos();
                WorldPoint { x: 0.5 + radius * cosine, y: 0.5 + radius * sine }
            })
            .collect();
        let double: f64 =
            ring.iter().zip(ring.iter().cycle().skip(1)).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
        let fill = filled(&[ring]);
        prop_assert!((area(&fill) - double.abs() / 2.0).abs() < 1e-9);
    }
}

#[test]
fn an_area_of_too_many_corners_is_not_filled() {
    let corner = |number: usize| {
        let (sine, cosine) = (number as f64 / MAX_CORNERS as f64 * 6.0).sin_cos();
        WorldPoint { x: 0.5 + 0.4 * cosine, y: 0.5 + 0.4 * sine }
    };
    let ring: Vec<_> = (0..=MAX_CORNERS).map(corner).collect();
    assert_eq!(filled(&[ring]).triangle_count(), 0);
    assert_eq!(filled(&[(0..1_000).map(|number| corner(number * 100)).collect()]).triangle_count(), 998);
}
