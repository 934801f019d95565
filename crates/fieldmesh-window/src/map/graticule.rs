//! Meridians and parallels.

use super::viewport::{ScreenPoint, Viewport};
use super::world::{MAX_LATITUDE, WorldPoint};

/// The distances between two lines that there are, in seconds of arc.
const STEPS: [i32; 17] =
    [1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200, 18_000, 36_000, 72_000, 108_000, 216_000];

/// A turn, in seconds of arc.
const TURN: i32 = 360 * 3_600;

/// An angle in whole seconds of arc, for a label: words and letters are the view's.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Angle {
    seconds: i32,
}

impl Angle {
    /// Whether it is south of the equator or west of Greenwich.
    pub const fn is_negative(self) -> bool {
        self.seconds < 0
    }

    /// Whole degrees, without a sign.
    pub const fn degrees(self) -> u32 {
        self.seconds.unsigned_abs() / 3_600
    }

    /// Whole minutes of the degree.
    pub const fn minutes(self) -> u32 {
        self.seconds.unsigned_abs() / 60 % 60
    }

    /// Seconds of the minute.
    pub const fn seconds(self) -> u32 {
        self.seconds.unsigned_abs() % 60
    }
}

/// One line across the screen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GraticuleLine {
    /// Points from the left edge of a meridian, from the top of a parallel.
    pub at: f32,
    /// Its longitude or latitude.
    pub label: Angle,
}

/// The meridians and parallels in view.
#[derive(Clone, PartialEq, Debug)]
pub struct Graticule {
    /// Lines of one longitude, from left to right.
    pub meridians: Vec<GraticuleLine>,
    /// Lines of one latitude, from bottom to top.
    pub parallels: Vec<GraticuleLine>,
}

impl Graticule {
    /// The lines of the closest round distance at which meridians stand at least `apart` points from each other.
    pub fn new(view: &Viewport, apart: f32) -> Self {
        let second = view.world_side() / f64::from(TURN);
        let wide = STEPS.into_iter().find(|step| f64::from(*step) * second >= f64::from(apart.max(10.0)));
        let step = wide.unwrap_or(216_000);
        let seen = view.visible();
        let half = f64::from(TURN / 2);
        let edge = MAX_LATITUDE * 3_600.0;
        let latitude = |y: f64| (WorldPoint { x: 0.0, y }.to_coordinate().latitude * 3_600.0).clamp(-edge, edge);
        let meridians = multiples(seen.min.x * 2.0 * half - half, seen.max.x * 2.0 * half - half, step)
            .map(|seconds| GraticuleLine {
                at: view.to_screen(WorldPoint { x: (f64::from(seconds) + half) / (2.0 * half), y: 0.0 }).x,
                label: Angle { seconds: (seconds + TURN / 2).rem_euclid(TURN) - TURN / 2 },
            })
            .collect();
        let parallels = multiples(latitude(seen.max.y), latitude(seen.min.y), step)
            .map(|seconds| {
                let place = WorldPoint::unbounded(f64::from(seconds) / 3_600.0, 0.0);
                GraticuleLine { at: view.to_screen(place).y, label: Angle { seconds } }
            })
            .collect();
        Self { meridians, parallels }
    }

    /// The two ends of each line, to draw it.
    pub fn strokes(&self, view: &Viewport) -> impl Iterator<Item = [ScreenPoint; 2]> {
        let size = view.size();
        let down = move |line: &GraticuleLine| [0.0, size.height].map(|y| ScreenPoint { x: line.at, y });
        let across = move |line: &GraticuleLine| [0.0, size.width].map(|x| ScreenPoint { x, y: line.at });
        self.meridians.iter().map(down).chain(self.parallels.iter().map(across))
    }
}

fn multiples(from: f64, to: f64, step: i32) -> impl Iterator<Item = i32> {
    let first = (from / f64::from(step)).ceil() as i32;
    let last = (to / f64::from(step)).floor() as i32;
    (first..=last).map(move |number| number * step)
}

#[cfg(test)]
mod tests {
    use fieldmesh::Coordinate;

    use super::super::viewport::ScreenSize;
    use super::*;

    fn graticule(latitude: f64, longitude: f64, zoom: f64) -> Graticule {
        let place = Coordinate { longitude, latitude, altitude: None };
        Graticule::new(&Viewport::new(&place, zoom, ScreenSize { width: 800.0, height: 600.0 }), 100.0)
    }

    fn degrees(lines: &[GraticuleLine]) -> Vec<i32> {
        lines.iter().map(|line| line.label.seconds / 3_600).collect()
    }

    #[test]
    fn meridians_go_on_over_the_antimeridian() {
        let lines = graticule(0.0, 180.0, 4.0);
        assert_eq!(degrees(&lines.meridians), [150, 160, 170, -180, -170, -160, -150]);
        assert!(lines.meridians.windows(2).all(|pair| pair[1].at - pair[0].at > 100.0));
        assert!((lines.meridians[3].at - 400.0).abs() < 0.01);
    }

    #[test]
    fn parallels_stand_at_their_latitude() {
        let lines = graticule(0.0, 0.0, 4.0);
        assert_eq!(degrees(&lines.parallels), [-20, -10, 0, 10, 20]);
        assert!((lines.parallels[2].at - 300.0).abs() < 0.01);
    }

    #[test]
    fn close_by_the_labels_are_minutes_and_seconds() {
        let lines = graticule(-1.48, -77.26, 15.0);
        let label = lines.meridians[0].label;
        assert!(label.is_negative());
        assert_eq!((label.degrees(), label.minutes()), (77, 15 + u32::from(label.seconds() < 40)));
        assert!(lines.meridians.len() > 3 && lines.parallels.len() > 2);
    }

    #[test]
    fn there_are_never_many_lines() {
        for zoom in 0..=20 {
            let lines = graticule(70.0, 20.0, f64::from(zoom));
            assert!((2..=9).contains(&lines.meridians.len()), "{zoom}: {}", lines.meridians.len());
            assert!((1..=30).contains(&lines.parallels.len()), "{zoom}: {}", lines.parallels.len());
        }
    }
}
