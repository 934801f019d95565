//! Data in and out, in the formats of the field.

mod flatten;
pub(crate) mod geojson;
