//! Sample photos: small drawn landscapes.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

use crate::draw::Draws;

const QUALITY: u8 = 80;

/// A sample photo could not be encoded.
#[derive(Debug, thiserror::Error)]
#[error("encoding a sample photo failed")]
pub struct SceneError(#[source] image::ImageError);

/// The sample photo of this seed and number, as JPEG: a sky, three ranges of hills and a river, 320 to 640
/// pixels wide, about 10 to 60 KB. The same on every run of one build.
///
/// # Errors
/// When the image library refuses.
pub fn scene(seed: u64, number: u64) -> Result<Vec<u8>, SceneError> {
    let scene = Landscape::draw(&mut Draws::new(seed, "scene", "photo", number));
    let picture = RgbImage::from_fn(scene.width, scene.height, |x, y| scene.pixel(x, y));
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&picture).map_err(SceneError)?;
    Ok(bytes)
}

type Color = [f64; 3];

struct Landscape {
    width: u32,
    height: u32,
    sky: (Color, Color),
    sun: (f64, f64),
    hills: [Hills; 3],
    river: Hills,
}

/// A wavy line across the picture, in shares of its size, and the colour below it.
struct Hills {
    level: f64,
    waves: [(f64, f64, f64); 3],
    color: Color,
}

impl Landscape {
    fn draw(draws: &mut Draws) -> Self {
        let width = 320 + 16 * draws.below(21);
        let skies: [(Color, Color); 4] = [
            ([92.0, 148.0, 214.0], [226.0, 238.0, 246.0]),
            ([72.0, 96.0, 158.0], [250.0, 190.0, 132.0]),
            ([136.0, 152.0, 164.0], [214.0, 218.0, 220.0]),
            ([60.0, 132.0, 190.0], [196.0, 228.0, 232.0]),
        ];
        let sky = draws.pick(&skies).copied().unwrap_or_default();
        let sun = (share(draws), 0.1 + 0.2 * share(draws));
        let shade = 0.8 + 0.4 * share(draws);
        let mut hills = |level: f64, color: Color| Hills::draw(draws, level, color.map(|c| c * shade));
        Self {
            width,
            height: width * 3 / 4,
            sky,
            sun,
            hills: [
                hills(0.45, [118.0, 146.0, 152.0]),
                hills(0.55, [74.0, 122.0, 92.0]),
                hills(0.68, [40.0, 86.0, 48.0]),
            ],
            river: hills(0.5, [92.0, 138.0, 160.0]),
        }
    }

    fn pixel(&self, x: u32, y: u32) -> Rgb<u8> {
        let (u, v) = (f64::from(x) / f64::from(self.width), f64::from(y) / f64::from(self.height));
        // Leaves, water and haze: a fixed grain, so that the picture compresses like a photo.
        let grain =
            f64::from((x.wrapping_mul(7_919) ^ y.wrapping_mul(104_729)).wrapping_mul(2_654_435_761) >> 28) - 7.5;
        let near = self.hills.iter().rev().find(|hills| v > hills.at(u));
        let color = match near {
            Some(_) if self.is_river(u, v) => {
                mix(self.river.color, self.sky.1, (1.0 - v) * 0.8).map(|c| c + grain * 0.3)
            }
            Some(hills) => hills.color.map(|c| c + grain * 1.6),
            None => {
                let glow = (1.0 - ((u - self.sun.0).hypot(v - self.sun.1) * 8.0)).clamp(0.0, 1.0);
                mix(mix(self.sky.0, self.sky.1, v * 2.0), [255.0, 246.0, 214.0], glow)
            }
        };
        Rgb(color.map(channel))
    }

    /// The river winds towards the viewer from behind the nearest hills and widens.
    fn is_river(&self, u: f64, v: f64) -> bool {
        let depth = v - 0.7;
        let middle = self.river.level + (self.river.at(v * 4.0) - self.river.level) * (1.0 + depth * 14.0);
        depth > 0.0 && (u - middle).abs() < 0.012 + depth * depth * 1.8
    }
}

impl Hills {
    fn draw(draws: &mut Draws, level: f64, color: Color) -> Self {
        let waves =
            [2.0, 5.0, 11.0].map(|length| (0.12 / length, length * (0.7 + 0.6 * share(draws)), 6.3 * share(draws)));
        Self { level, waves, color }
    }

    fn at(&self, u: f64) -> f64 {
        self.level
            + self.waves.iter().map(|(height, length, shift)| height * (u * length + shift).sin()).sum::<f64>()
    }
}

/// A number from 0 to 1.
fn share(draws: &mut Draws) -> f64 {
    f64::from(draws.below(1 << 16)) / f64::from(1 << 16)
}

fn mix(from: Color, to: Color, share: f64) -> Color {
    let share = share.clamp(0.0, 1.0);
    let [a, b, c] = from;
    let [x, y, z] = to;
    [a + (x - a) * share, b + (y - b) * share, c + (z - c) * share]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn channel(value: f64) -> u8 {
    value.clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scene_is_a_small_photo_that_its_number_decides() {
        let photo = scene(1, 0).unwrap();
        assert_eq!(photo, scene(1, 0).unwrap());
        assert_ne!(photo, scene(1, 1).unwrap());
        assert_ne!(photo, scene(2, 0).unwrap());
        let picture = image::load_from_memory(&photo).unwrap();
        assert!((320..=640).contains(&picture.width()), "{}", picture.width());
        assert!((4_000..80_000).contains(&photo.len()), "{}", photo.len());
    }
}
