//! What is asked of a PNG image before it is kept; it is decoded where it is shown.

use super::{IconError, MAX_ICON_BYTES};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1A\n";
/// Pixels of either side.
const MAX_SIDE: u32 = 1024;

/// Signature, a header of a sensible size first, an end last.
pub(super) fn check(bytes: &[u8]) -> Result<(), IconError> {
    if bytes.len() > MAX_ICON_BYTES {
        return Err(IconError::TooLarge { have: bytes.len(), limit: MAX_ICON_BYTES });
    }
    let (width, height) = size(bytes).ok_or(IconError::NotPng)?;
    if !(1..=MAX_SIDE).contains(&width) || !(1..=MAX_SIDE).contains(&height) {
        return Err(IconError::Pixels { width, height, limit: MAX_SIDE });
    }
    Ok(())
}

/// PNG is the one format here whose integers are big-endian.
#[expect(clippy::big_endian_bytes, reason = "PNG (ISO/IEC 15948), section 7.1")]
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let chunks = bytes.strip_prefix(SIGNATURE)?.strip_prefix(b"\0\0\0\x0DIHDR")?;
    let (width, chunks) = chunks.split_first_chunk()?;
    let (height, _) = chunks.split_first_chunk()?;
    let ends = bytes.ends_with(b"\0\0\0\0IEND\xAE\x42\x60\x82");
    ends.then(|| (u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32) -> Vec<u8> {
        #[expect(clippy::big_endian_bytes, reason = "PNG")]
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [SIGNATURE.as_slice(), b"\0\0\0\x0DIHDR", &sides, b"\x08\x06\0\0\0crc!", b"\0\0\0\0IEND\xAE\x42\x60\x82"]
            .concat()
    }

    #[test]
    fn only_whole_and_small_images_are_icons() {
        assert_eq!(check(&image(48, 1024)), Ok(()));
        assert_eq!(check(&image(48, 1025)), Err(IconError::Pixels { width: 48, height: 1025, limit: 1024 }));
        assert!(matches!(check(&image(0, 1)), Err(IconError::Pixels { .. })));
        let whole = image(1, 1);
        for cut in 0..whole.len() {
            assert_eq!(check(&whole[..cut]), Err(IconError::NotPng), "{cut}");
        }
        assert_eq!(check(b"GIF89a"), Err(IconError::NotPng));
    }
}
