//! What attachments are.

#[cfg(feature = "media")]
mod facts;
#[cfg(feature = "media")]
mod renditions;

#[cfg(feature = "media")]
pub use facts::{PhotoFacts, PhotoTime};
#[cfg(feature = "media")]
pub(crate) use renditions::renditions;

/// The media type of some bytes, by their content.
pub(crate) fn media_type(bytes: &[u8]) -> &'static str {
    infer::get(bytes).map_or("application/octet-stream", |found| found.mime_type())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_type_and_names_do_not() {
        assert_eq!(media_type(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), "image/jpeg");
        assert_eq!(media_type(b"photo.jpg"), "application/octet-stream");
        assert_eq!(media_type(b""), "application/octet-stream");
    }
}
