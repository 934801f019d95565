//! The values of tags: plain and JSON-like.

use serde::{Deserialize, Serialize};

/// One plain value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Scalar {
    /// Asked and answered with nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A whole number beyond [`i64`].
    Uint(u64),
    /// A finite number.
    Float(f64),
    /// Text; may be empty.
    Text(String),
    /// Milliseconds since 1970.
    Timestamp(i64),
    /// Bytes, from another program.
    Bytes(Vec<u8>),
    /// A type this version does not know: kept in the document, shown as unknown.
    Unknown,
}

/// The answer under one tag key: one value, or a list that is always replaced whole.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum TagValue {
    /// One value.
    One(Scalar),
    /// Several, in order; may be empty.
    List(Vec<Scalar>),
}

impl From<&str> for TagValue {
    fn from(text: &str) -> Self {
        Self::One(Scalar::Text(text.to_owned()))
    }
}

impl From<String> for TagValue {
    fn from(text: String) -> Self {
        Self::One(Scalar::Text(text))
    }
}

impl From<i64> for TagValue {
    fn from(number: i64) -> Self {
        Self::One(Scalar::Int(number))
    }
}

impl From<bool> for TagValue {
    fn from(yes: bool) -> Self {
        Self::One(Scalar::Bool(yes))
    }
}
