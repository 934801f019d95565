//! Smaller renditions of photos.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

/// A photo scaled for a screen and for a list, as JPEG.
pub(crate) struct Renditions {
    pub(crate) preview: Vec<u8>,
    pub(crate) thumbnail: Vec<u8>,
}

/// The renditions of a JPEG or PNG; `None` for anything else, or for one that does not decode within the limits:
/// the original is kept all the same.
pub(crate) fn renditions(bytes: &[u8]) -> Option<Renditions> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut photo = DynamicImage::from_decoder(decoder).ok()?;
    photo.apply_orientation(orientation);
    Some(Renditions { preview: scaled(&photo, PREVIEW_SIDE)?, thumbnail: scaled(&photo, THUMBNAIL_SIDE)? })
}

fn scaled(photo: &DynamicImage, side: u32) -> Option<Vec<u8>> {
    let small = if photo.width().max(photo.height()) > side { photo.thumbnail(side, side) } else { photo.clone() };
    let mut out = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY);
    encoder.encode_image(&small.to_rgb8()).ok()?;
    Some(out)
}

/// Pixels on the longer side. CoMapeo's sizes, so that pictures look alike in a mixed team.
const PREVIEW_SIDE: u32 = 1_200;
const THUMBNAIL_SIDE: u32 = 400;
const JPEG_QUALITY: u8 = 80;
const MAX_SIDE: u32 = 20_000;
/// Bytes a decoded photo may take: a 60-megapixel photo fits.
const MAX_DECODED: u64 = 256 << 20;

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
