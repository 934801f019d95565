//! GeoJSON (RFC 7946), both ways.
//!
//! A feature's properties are an observation's tags, and come back as they were. What GeoJSON has no place for
//! stands in a foreign member `fieldmesh` of the feature (RFC 7946, section 6.1).

mod fix;
mod geometry;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use read::{ReadFeature, read_feature};
pub(crate) use write::Writer;

/// The foreign member with what GeoJSON has no place for.
const MEMBER: &str = "fieldmesh";
/// The property that is an observation's category.
const CATEGORY: &str = "category";
/// The property that is an observation's notes.
const NOTES: &str = "notes";
