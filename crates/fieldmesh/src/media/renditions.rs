//! Smaller renditions of photos.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

/// A photo scaled for a screen and for a list, upright, as JPEG.
pub(crate) struct Renditions {
    pub(crate) preview: Vec<u8>,
    pub(crate) thumbnail: Vec<u8>,
}

/// The renditions of a JPEG or PNG; `None` for anything else, or for one that does not decode within the limits:
/// the original is kept all the same. One photo is decoded at a time, whoever else waits.
pub(crate) fn renditions(bytes: &[u8]) -> Option<Renditions> {
    let _alone = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut preview, orientation) = decode(bytes)?;
    // Turned last: a large photo is not held twice.
    let mut thumbnail = shrunk(&preview, THUMBNAIL_SIDE).unwrap_or_else(|| preview.clone());
    preview.apply_orientation(orientation);
    thumbnail.apply_orientation(orientation);
    Some(Renditions { preview: jpeg(&preview)?, thumbnail: jpeg(&thumbnail)? })
}

/// A photo no larger than a preview, as it is stored, and how it is to be turned.
fn decode(bytes: &[u8]) -> Option<(DynamicImage, Orientation)> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let photo = DynamicImage::from_decoder(decoder).ok()?;
    Some((shrunk(&photo, PREVIEW_SIDE).unwrap_or(photo), orientation))
}

fn shrunk(photo: &DynamicImage, side: u32) -> Option<DynamicImage> {
    (photo.width().max(photo.height()) > side).then(|| photo.thumbnail(side, side))
}

fn jpeg(photo: &DynamicImage) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
    encoder.encode_image(&photo.to_rgb8()).ok()?;
    Some(out)
}

/// Pixels on the longer side: a text on a sign can be read in a preview.
const PREVIEW_SIDE: u32 = 2_000;
const THUMBNAIL_SIDE: u32 = 400;
const JPEG_QUALITY: u8 = 80;
const MAX_SIDE: u32 = 20_000;
/// Bytes a decoded photo may take: a 60-megapixel photo fits.
const MAX_DECODED: u64 = 256 << 20;
static DECODING: Mutex<()> = Mutex::new(());

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_photo_gets_both_renditions_within_their_sizes() {
        let renditions = renditions(&photo(3_000, 1_000)).unwrap();
        let side = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().width();
        assert_eq!(side(&renditions.preview), PREVIEW_SIDE);
        assert_eq!(side(&renditions.thumbnail), THUMBNAIL_SIDE);
    }

    /// A JPEG of which the camera says in EXIF where the top of the scene is.
    fn turned(scene: &image::RgbImage, orientation: u8) -> Vec<u8> {
        let (width, height) = scene.dimensions();
        let (right, bottom) = (width - 1, height - 1);
        let (stored_width, stored_height) = if orientation < 5 { (width, height) } else { (height, width) };
        // Where the first row and the first column of what is stored belong (EXIF 2.32, table 6).
        let stored = image::RgbImage::from_fn(stored_width, stored_height, |x, y| {
            let (x, y) = match orientation {
                1 => (x, y),
                2 => (right - x, y),
                3 => (right - x, bottom - y),
                4 => (x, bottom - y),
                5 => (y, x),
                6 => (right - y, x),
                7 => (right - y, bottom - x),
                _ => (y, bottom - x),
            };
            *scene.get_pixel(x, y)
        });
        let mut jpeg = Cursor::new(Vec::new());
        stored.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        let mut jpeg = jpeg.into_inner();
        // A segment of 34 bytes: TIFF, little-endian, with the one entry 0x0112, one SHORT.
        let exif = b"\xFF\xE1\0\x22Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0#\0\0\0\0\0\0\0";
        jpeg.splice(2..2, exif.iter().map(|byte| if *byte == b'#' { orientation } else { *byte }));
        jpeg
    }

    #[test]
    fn renditions_are_upright_however_the_camera_was_held() {
        let corners = [[250, 20, 20], [20, 250, 20], [20, 20, 250], [240, 240, 240]];
        let quarter = |x: u32, y: u32, width: u32, height: u32| {
            usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)
        };
        let scene = image::RgbImage::from_fn(2_100, 210, |x, y| image::Rgb(corners[quarter(x, y, 2_100, 210)]));
        for orientation in 1..=8 {
            let renditions = renditions(&turned(&scene, orientation)).unwrap();
            for (rendition, side) in [(renditions.preview, PREVIEW_SIDE), (renditions.thumbnail, THUMBNAIL_SIDE)] {
                let upright = image::load_from_memory(&rendition).unwrap().into_rgb8();
                let (width, height) = upright.dimensions();
                assert!(width == side && height == side / 10, "{orientation}: {width} x {height}");
                for (x, y) in [(1, 1), (3, 1), (1, 3), (3, 3)] {
                    let (x, y) = (width * x / 4, height * y / 4);
                    let (found, due) = (upright.get_pixel(x, y).0, corners[quarter(x, y, width, height)]);
                    let near = found.iter().zip(due).all(|(found, due)| found.abs_diff(due) < 16);
                    assert!(near, "{orientation}: {found:?} instead of {due:?} at {x}, {y}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_photo_has_no_renditions() {
        assert!(renditions(b"ID3 not a photo").is_none());
        assert!(renditions(b"").is_none());
        assert!(renditions(&photo(10, 10)[..40]).is_none());
    }

    #[test]
    fn a_picture_larger_than_the_limit_is_not_decoded() {
        let mut bomb = photo(8, 8);
        // The width and height of a PNG stand at byte 16, big-endian.
        bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(renditions(&bomb).is_none());
    }
}
