//! Reading a picture and making it as small as it is needed: the part that runs on another thread. Pictures come from
//! other devices, so that nothing in them is trusted.

use std::io::{BufReader, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use fieldmesh::{AttachmentId, ErrorKind, Project};
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::{PictureSize, PictureState, Rgba};

/// The first of some renditions that is held and can be shown.
pub(super) fn first(project: &Project, renditions: &[AttachmentId], size: PictureSize) -> PictureState {
    let mut held = false;
    for id in renditions {
        let mut bytes = Vec::new();
        match project.open_attachment(id) {
            Ok(file) => {
                if BufReader::new(file).take(MOST_READ).read_to_end(&mut bytes).is_err() {
                    continue;
                }
            }
            Err(error) => {
                if error.kind() != ErrorKind::AttachmentMissing {
                    tracing::warn!(%error, "a picture cannot be read");
                }
                continue;
            }
        }
        let had = std::mem::replace(&mut held, true);
        // A decoder that panics has not met such a picture before; it is no picture then.
        if let Ok(Some(picture)) = catch_unwind(AssertUnwindSafe(|| decode(&bytes, size))) {
            return PictureState::Here(Arc::new(picture));
        }
        // It may be damaged: then it is put aside, and comes again from a device that has it.
        match project.verify_attachment(id) {
            Ok(sound) => held = sound || had,
            Err(error) => tracing::warn!(%error, "a picture cannot be verified"),
        }
    }
    if held { PictureState::NoPicture } else { PictureState::NotHeld }
}

/// A picture upright and no larger than it is needed; `None` for what does not decode within the limits.
fn decode(bytes: &[u8], size: PictureSize) -> Option<Rgba> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    let side = size.side();
    if picture.width().max(picture.height()) > side {
        picture = picture.thumbnail(side, side);
    }
    picture.apply_orientation(orientation);
    let picture = picture.into_rgba8();
    Some(Rgba { width: picture.width(), height: picture.height(), pixels: picture.into_raw() })
}

/// Bytes of a file that are read: renditions have a few hundred KB, originals of cameras up to 30 MB.
const MOST_READ: u64 = 64 << 20;
const MOST_SIDE: u32 = 20_000;
/// Bytes a decoded picture may take: a 60-megapixel photo fits.
const MOST_DECODED: u64 = 256 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_picture_is_made_as_small_as_it_is_needed_and_never_larger() {
        let large = decode(&png(2_000, 1_000), PictureSize::Thumbnail).unwrap();
        assert_eq!((large.width, large.height, large.pixels.len()), (400, 200, 400 * 200 * 4));
        let small = decode(&png(30, 20), PictureSize::Large).unwrap();
        assert_eq!((small.width, small.height), (30, 20));
    }

    #[test]
    fn what_is_no_picture_or_too_large_is_not_decoded() {
        assert!(decode(b"ID3 not a photo", PictureSize::Large).is_none());
        assert!(decode(&png(10, 10)[..40], PictureSize::Large).is_none());
        let mut bomb = png(8, 8);
        // The width and height of a PNG stand at byte 16, big-endian.
        bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert!(decode(&bomb, PictureSize::Large).is_none());
    }
}
