//! Pictures of categories.

mod png;
pub(crate) mod svg;

use std::collections::BTreeMap;

use data_encoding::BASE64;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes of one icon as it is stored. Real ones have 1 to 10 KB.
pub const MAX_ICON_BYTES: usize = 65_536;
/// Bytes of all icons of a configuration together.
pub const MAX_ICONS_BYTES: usize = 750_000;

/// A picture that is safe to show: it runs nothing, loads nothing, and is small.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Icon {
    /// A drawing, of the elements and attributes that `docs/configuration-format.md`, section 5, lists.
    Svg(String),
    /// An image of at most 1024 × 1024 pixels.
    Png(Vec<u8>),
}

/// Why a picture is not taken as an icon.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IconError {
    /// Too large, as it came or as it is stored.
    #[error("{have} bytes, over the limit of {limit}")]
    TooLarge {
        /// Its bytes.
        have: usize,
        /// The bytes allowed.
        limit: usize,
    },
    /// The icons before it have used up the space.
    #[error("all icons together are over the limit of {limit} bytes")]
    NoRoom {
        /// The bytes allowed for all.
        limit: usize,
    },
    /// Not text in UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// Not well-formed XML.
    #[error("not well-formed: {0}")]
    Malformed(String),
    /// More elements, attributes or references than a drawing of this size has.
    #[error("more {what} than {limit}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are allowed.
        limit: usize,
    },
    /// XML entities of its own.
    #[error("declares entities")]
    Entities,
    /// An element that runs, loads or embeds something, or that is not known.
    #[error("holds the element <{0}>")]
    Element(String),
    /// An attribute that runs something.
    #[error("holds the attribute {0}")]
    Attribute(String),
    /// A reference to something outside of the drawing.
    #[error("refers to something outside of it: {0}")]
    Reference(String),
    /// The root is not an SVG element.
    #[error("not an SVG drawing")]
    NotSvg,
    /// Not a PNG image, or one that is cut off.
    #[error("not a whole PNG image")]
    NotPng,
    /// The image has more pixels than an icon.
    #[error("{width} × {height} pixels, over the limit of {limit} × {limit}")]
    Pixels {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
        /// The most of either.
        limit: u32,
    },
}

impl Icon {
    /// Takes the bytes of an SVG file. Comments, editors' data and attributes without meaning are left out.
    ///
    /// # Errors
    /// Every [`IconError`] but those of images.
    pub fn from_svg(bytes: &[u8]) -> Result<Self, IconError> {
        let text = std::str::from_utf8(bytes).map_err(|_| IconError::Encoding)?;
        svg::clean(text).map(Self::Svg)
    }

    /// Takes the bytes of a PNG file.
    ///
    /// # Errors
    /// [`IconError::TooLarge`], [`IconError::NotPng`], [`IconError::Pixels`].
    pub fn from_png(bytes: Vec<u8>) -> Result<Self, IconError> {
        png::check(&bytes)?;
        Ok(Self::Png(bytes))
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Svg(text) => text.as_bytes(),
            Self::Png(bytes) => bytes,
        }
    }

    /// Its media type.
    pub const fn media_type(&self) -> &'static str {
        match self {
            Self::Svg(_) => "image/svg+xml",
            Self::Png(_) => "image/png",
        }
    }

    /// Whether it is as the constructors make it.
    pub(crate) fn check(&self) -> Result<(), IconError> {
        match self {
            Self::Png(bytes) => png::check(bytes),
            Self::Svg(text) if svg::clean(text)? == *text => Ok(()),
            Self::Svg(_) => Err(IconError::Malformed("not in the form it is stored in".to_owned())),
        }
    }
}

/// Reads those icons that have a form this version knows; others are of later ones.
pub(crate) fn of_known_form<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, Icon>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Known(Icon),
        Other(IgnoredAny),
    }
    let icons = BTreeMap::<String, Form>::deserialize(deserializer)?;
    let known = icons.into_iter().filter_map(|(name, form)| match form {
        Form::Known(icon) => Some((name, icon)),
        Form::Other(IgnoredAny) => None,
    });
    Ok(known.collect())
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum InFile {
    Svg(String),
    Png(String),
}

impl Serialize for Icon {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let in_file = match self {
            Self::Svg(text) => InFile::Svg(text.clone()),
            Self::Png(bytes) => InFile::Png(BASE64.encode(bytes)),
        };
        in_file.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Icon {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match InFile::deserialize(deserializer)? {
            InFile::Svg(text) => Self::Svg(text),
            InFile::Png(text) => Self::Png(BASE64.decode(text.as_bytes()).map_err(serde::de::Error::custom)?),
        })
    }
}
