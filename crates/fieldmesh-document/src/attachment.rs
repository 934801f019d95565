//! Attachments: photos and any other files that belong to an observation, named by their content.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::bytes_id;
use crate::id::malformed;
use crate::{ParseIdError, Timestamp};
use data_encoding::HEXLOWER;

bytes_id! {
    /// Names the bytes of an attachment: their BLAKE3.
    AttachmentId, 32
}

impl AttachmentId {
    /// The id of these bytes.
    pub fn of(content: &[u8]) -> Self {
        Self(*blake3::hash(content).as_bytes())
    }
}

/// 64 hexadecimal digits.
impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// Which rendition of an attachment some bytes are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum AttachmentClass {
    /// The bytes as captured.
    Original,
    /// A photo scaled for a screen.
    Preview,
    /// A photo scaled for a list.
    Thumbnail,
}

impl AttachmentClass {
    /// All classes, in the order of [`Self::number`].
    pub const ALL: [Self; 3] = [Self::Original, Self::Preview, Self::Thumbnail];

    /// The number used in digests and formats.
    pub const fn number(self) -> u8 {
        match self {
            Self::Original => 0,
            Self::Preview => 1,
            Self::Thumbnail => 2,
        }
    }

    /// The class of a number.
    pub const fn from_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Original),
            1 => Some(Self::Preview),
            2 => Some(Self::Thumbnail),
            _ => None,
        }
    }
}

/// A smaller rendition, made by the device that added the attachment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct VariantRecord {
    /// Its content.
    pub id: AttachmentId,
    /// Its bytes.
    pub size: u64,
}

/// What an observation says of one attachment: one atomic value, written once by the device that added it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct AttachmentRecord {
    /// Media type, such as `image/jpeg`.
    pub media_type: String,
    /// Bytes of the original; at most [`Self::MAX_SIZE`].
    pub size: u64,
    /// The file name it had; shown, never used as a path.
    pub name: Option<String>,
    /// When it was captured, where known.
    pub created: Option<Timestamp>,
    /// The rendition for a screen.
    pub preview: Option<VariantRecord>,
    /// The rendition for a list.
    pub thumbnail: Option<VariantRecord>,
}

impl AttachmentRecord {
    /// The largest attachment that travels: 100 MiB.
    pub const MAX_SIZE: u64 = 100 << 20;

    /// The largest attachment without a preview that is its own: 1 MiB.
    pub const MAX_OWN_PREVIEW: u64 = 1 << 20;

    /// Every piece of content this record refers to: id, class and bytes. An original that has no preview and is not
    /// larger than [`Self::MAX_OWN_PREVIEW`] is named as its own preview, too: it is not missing where only previews are
    /// wanted.
    pub fn contents(&self, original: AttachmentId) -> impl Iterator<Item = (AttachmentId, AttachmentClass, u64)> {
        let variant = |variant: Option<VariantRecord>, class| variant.map(|v| (v.id, class, v.size));
        let is_own = self.preview.is_none() && self.size <= Self::MAX_OWN_PREVIEW;
        [
            is_own.then_some((original, AttachmentClass::Preview, self.size)),
            Some((original, AttachmentClass::Original, self.size)),
            variant(self.preview, AttachmentClass::Preview),
            variant(self.thumbnail, AttachmentClass::Thumbnail),
        ]
        .into_iter()
        .flatten()
    }
}
