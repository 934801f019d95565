//! Lines in short pieces, so that what is out of view costs little.

use super::super::viewport::{ScreenPoint, Viewport};
use super::super::world::{WorldPoint, WorldRect};
use super::{Stroke, clip};

/// Segments to a piece.
const PIECE: usize = 64;

/// How far outside of the view lines are cut off, in points: more than any pen is wide.
const MARGIN: f32 = 64.0;

/// Nearer points than this are drawn as one, in points.
const THINNING: f32 = 0.5;

#[derive(Clone, Debug)]
struct Piece {
    bounds: WorldRect,
    points: Vec<WorldPoint>,
}

/// Lines in pieces, the pieces of a line one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pieces: Vec<Piece>,
}

impl Lines {
    pub(super) fn add(&mut self, points: &[WorldPoint]) {
        for run in points.split(|at| !(at.x.is_finite() && at.y.is_finite())) {
            let mut rest = run;
            while rest.len() > 1 {
                let (piece, _) = rest.split_at(rest.len().min(PIECE + 1));
                self.pieces.extend(
                    WorldRect::enclosing(piece.iter().copied())
                        .map(|bounds| Piece { bounds, points: piece.to_vec() }),
                );
                // The last point of a piece is the first of the next.
                rest = rest.get(piece.len() - 1..).unwrap_or_default();
            }
        }
    }

    pub(super) fn strokes(&self, view: &Viewport) -> Vec<Stroke> {
        let near = view.visible().grown(f64::from(MARGIN) * view.point());
        let mut pen = Pen::default();
        let all = self.bounds();
        for turns in all.iter().flat_map(|bounds| view.copies(bounds, MARGIN)) {
            let near = near.shifted(-turns);
            for piece in self.pieces.iter().filter(|piece| piece.bounds.meets(&near)) {
                for (from, to) in piece.points.iter().zip(piece.points.iter().skip(1)) {
                    if let Some((start, end)) = clip::segment(*from, *to, &near) {
                        let [start, end] = [start, end].map(|at| view.to_screen(at.shifted(turns)));
                        pen.draw(start, end);
                    }
                }
            }
        }
        pen.finish()
    }

    pub(super) fn bounds(&self) -> Option<WorldRect> {
        self.pieces.iter().map(|piece| piece.bounds).reduce(WorldRect::union)
    }
}

/// Joins segments to strokes as long as each begins where the last one ended.
#[derive(Default)]
struct Pen {
    strokes: Vec<Stroke>,
    current: Stroke,
    /// Where the last segment ended: not yet in the stroke while it is very near to its last point.
    end: Option<ScreenPoint>,
}

impl Pen {
    fn draw(&mut self, start: ScreenPoint, end: ScreenPoint) {
        if self.end != Some(start) {
            self.lift();
            self.current.push(start);
        }
        if self.current.last().is_some_and(|last| last.distance(end) >= THINNING) {
            self.current.push(end);
        }
        self.end = Some(end);
    }

    fn lift(&mut self) {
        let mut stroke = std::mem::take(&mut self.current);
        stroke.extend(self.end.take().filter(|end| stroke.last() != Some(end)));
        if stroke.len() > 1 {
            self.strokes.push(stroke);
        }
    }

    fn finish(mut self) -> Vec<Stroke> {
        self.lift();
        self.strokes
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh::Coordinate;

    use super::super::super::viewport::ScreenSize;
    use super::*;

    fn view(longitude: f64, zoom: f64) -> Viewport {
        let place = Coordinate { longitude, latitude: 0.0, altitude: None };
        Viewport::new(&place, zoom, ScreenSize { width: 512.0, height: 256.0 })
    }

    fn wave(count: u32) -> Vec<WorldPoint> {
        let at = |number: u32| f64::from(number) / f64::from(count - 1);
        (0..count)
            .map(|number| WorldPoint { x: 0.25 + at(number) / 2.0, y: 0.5 + (at(number) * 20.0).sin() / 10.0 })
            .collect()
    }

    #[test]
    fn a_line_of_many_pieces_is_one_stroke() {
        let mut lines = Lines::default();
        lines.add(&wave(1_000));
        assert!(lines.pieces.len() > 10);
        let strokes = lines.strokes(&view(0.0, 1.0));
        assert_eq!(strokes.len(), 1);
        assert!(strokes[0].windows(2).all(|pair| pair[0] != pair[1]));
        assert!(strokes[0].len() > 100 && strokes[0].len() <= 1_000);
        let far = lines.strokes(&view(0.0, 0.0)).into_iter().map(|stroke| stroke.len()).max();
        assert!(far < Some(strokes[0].len()), "near points are drawn as one");
    }

    #[test]
    fn what_is_out_of_view_is_cut_off() {
        let mut lines = Lines::default();
        lines.add(&[WorldPoint { x: 0.0, y: 0.5 }, WorldPoint { x: 1.0, y: 0.5 }]);
        let strokes = lines.strokes(&view(10.0, 18.0));
        assert_eq!(strokes.len(), 1);
        let ends = [strokes[0][0].x, strokes[0][1].x];
        assert!((ends[0] + MARGIN).abs() < 0.1 && (ends[1] - 512.0 - MARGIN).abs() < 0.1, "{ends:?}");
    }

    #[test]
    fn a_line_over_the_antimeridian_is_seen_from_both_sides() {
        let mut lines = Lines::default();
        lines.add(&[WorldPoint { x: 0.98, y: 0.5 }, WorldPoint { x: 1.02, y: 0.5 }]);
        for longitude in [-178.0, 178.0] {
            let strokes = lines.strokes(&view(longitude, 4.0));
            assert_eq!(strokes.len(), 1, "{longitude}");
            assert!((strokes[0][1].x - strokes[0][0].x - 0.04 * 4096.0).abs() < 0.1);
        }
    }

    #[test]
    fn a_point_that_is_not_finite_breaks_the_line() {
        let mut lines = Lines::default();
        let mut points = wave(10);
        points[4].y = f64::NAN;
        lines.add(&points);
        assert_eq!(lines.strokes(&view(0.0, 1.0)).len(), 2);
        assert!(Lines::default().bounds().is_none());
    }
}
