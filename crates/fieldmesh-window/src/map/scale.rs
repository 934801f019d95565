//! The scale bar.

use super::viewport::Viewport;

/// A bar of a round length: 1, 2 or 5 times a power of ten metres.
///
/// It holds for the middle of the screen: away from the equator the map enlarges.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ScaleBar {
    /// The length it stands for, in metres.
    pub metres: f64,
    /// Its length on the screen, in points.
    pub points: f32,
}

impl ScaleBar {
    /// The longest bar of at most `longest` points.
    pub fn new(view: &Viewport, longest: f32) -> Self {
        let metre = view.metres_per_point();
        let room = f64::from(longest.max(1.0)) * metre;
        let power = 10_f64.powf(room.log10().floor());
        let metres = [5.0, 2.0, 1.0].map(|digit| digit * power).into_iter().find(|metres| *metres <= room);
        let metres = metres.unwrap_or(power);
        Self { metres, points: (metres / metre) as f32 }
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh::Coordinate;
    use proptest::prelude::*;

    use super::super::viewport::ScreenSize;
    use super::*;

    proptest! {
        /// The bar is round, fits, and is never shorter than two fifths of the room it has.
        #[test]
        fn the_bar_is_round_and_fits(latitude in -80.0..80.0, zoom in 2.0..22.0, longest in 50.0_f32..300.0) {
            let place = Coordinate { longitude: 0.0, latitude, altitude: None };
            let view = Viewport::new(&place, zoom, ScreenSize { width: 800.0, height: 600.0 });
            let bar = ScaleBar::new(&view, longest);
            prop_assert!(bar.points <= longest * 1.001 && bar.points > longest * 0.399, "{bar:?}");
            let digit = bar.metres / 10_f64.powf((bar.metres.log10() + 1e-9).floor());
            prop_assert!([1.0, 2.0, 5.0].iter().any(|round| (digit - round).abs() < 1e-6), "{bar:?}");
        }
    }
}
