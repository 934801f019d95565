//! Cutting triangles and segments to a rectangle.

use super::super::world::{WorldPoint, WorldRect};

/// The part of a triangle inside a rectangle: a convex polygon, empty if there is none (Sutherland and Hodgman).
pub(super) fn triangle(corners: [WorldPoint; 3], rect: &WorldRect) -> Vec<WorldPoint> {
    let sides: [fn(WorldPoint, &WorldRect) -> f64; 4] = [
        |at, rect| at.x - rect.min.x,
        |at, rect| rect.max.x - at.x,
        |at, rect| at.y - rect.min.y,
        |at, rect| rect.max.y - at.y,
    ];
    sides.into_iter().fold(corners.to_vec(), |polygon, inside| {
        let mut kept = Vec::with_capacity(polygon.len() + 1);
        for (from, to) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
            let (before, after) = (inside(*from, rect), inside(*to, rect));
            if before >= 0.0 {
                kept.push(*from);
            }
            if (before >= 0.0) != (after >= 0.0) {
                kept.push(between(*from, *to, before / (before - after)));
            }
        }
        kept
    })
}

/// The part of a segment inside a rectangle (Liang and Barsky).
pub(super) fn segment(from: WorldPoint, to: WorldPoint, rect: &WorldRect) -> Option<(WorldPoint, WorldPoint)> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in [
        (-dx, from.x - rect.min.x),
        (dx, rect.max.x - from.x),
        (-dy, from.y - rect.min.y),
        (dy, rect.max.y - from.y),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    if enter > leave {
        return None;
    }
    let start = if enter > 0.0 { between(from, to, enter) } else { from };
    let end = if leave < 1.0 { between(from, to, leave) } else { to };
    Some((start, end))
}

fn between(from: WorldPoint, to: WorldPoint, part: f64) -> WorldPoint {
    WorldPoint { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RECT: WorldRect = WorldRect { min: WorldPoint { x: 0.2, y: 0.3 }, max: WorldPoint { x: 0.6, y: 0.8 } };

    fn place() -> impl Strategy<Value = WorldPoint> {
        (0.0..1.0, 0.0..1.0).prop_map(|(x, y)| WorldPoint { x, y })
    }

    fn inside(corners: &[WorldPoint], at: WorldPoint) -> bool {
        let turns = corners.iter().zip(corners.iter().cycle().skip(1));
        let sides: Vec<f64> = turns.map(|(a, b)| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x)).collect();
        corners.len() > 2 && (sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0))
    }

    #[test]
    fn what_lies_inside_is_kept_as_it_is() {
        let corners = [(0.3, 0.4), (0.5, 0.4), (0.4, 0.6)].map(|(x, y)| WorldPoint { x, y });
        assert_eq!(triangle(corners, &RECT), corners);
        assert_eq!(segment(corners[0], corners[1], &RECT), Some((corners[0], corners[1])));
    }

    proptest! {
        /// A place is in the cut triangle exactly if it is in the triangle and in the rectangle.
        #[test]
        fn a_cut_triangle_is_what_both_cover(corners in [place(), place(), place()], at in place()) {
            let cut = triangle(corners, &RECT);
            prop_assert_eq!(inside(&cut, at), inside(&corners, at) && RECT.contains(at));
        }

        /// The cut of a segment lies inside, and without one no place of the segment does.
        #[test]
        fn a_cut_segment_is_what_lies_inside(from in place(), to in place()) {
            let cut = segment(from, to, &RECT);
            let within = (0..=100).any(|part| RECT.contains(between(from, to, f64::from(part) / 100.0)));
            prop_assert!(cut.is_some() || !within);
            if let Some((start, end)) = cut {
                let near = RECT.grown(1e-12);
                prop_assert!(near.contains(start) && near.contains(end));
            }
        }
    }
}
