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

impl Scalar {
    /// As plain JSON: a timestamp as its number, bytes as hexadecimal text, the unknown as null.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Null | Self::Unknown => serde_json::Value::Null,
            Self::Bool(yes) => (*yes).into(),
            Self::Int(number) | Self::Timestamp(number) => (*number).into(),
            Self::Uint(number) => (*number).into(),
            Self::Float(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Bytes(bytes) => data_encoding::HEXLOWER.encode(bytes).into(),
        }
    }

    fn from_json(json: &serde_json::Value) -> Option<Self> {
        use serde_json::Value;
        Some(match json {
            Value::Null => Self::Null,
            Value::Bool(yes) => Self::Bool(*yes),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => Self::Int(number),
                (None, Some(number)) => Self::Uint(number),
                (None, None) => Self::Float(number.as_f64()?),
            },
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(_) | Value::Object(_) => return None,
        })
    }
}

impl TagValue {
    /// As plain JSON, each value as [`Scalar::to_json`] says.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::One(scalar) => scalar.to_json(),
            Self::List(list) => list.iter().map(Scalar::to_json).collect(),
        }
    }

    /// The answer that plain JSON says; none for an object, or an array of anything but plain values.
    pub fn from_json(json: &serde_json::Value) -> Option<Self> {
        match json {
            serde_json::Value::Array(list) => {
                list.iter().map(Scalar::from_json).collect::<Option<_>>().map(Self::List)
            }
            plain => Scalar::from_json(plain).map(Self::One),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_json_reads_back_as_the_answer_it_was() {
        for json in [r#""a""#, "3", "18446744073709551615", "2.5", "null", "true", r#"["a",1,null]"#, "[]"] {
            let answer = TagValue::from_json(&serde_json::from_str(json).unwrap()).unwrap();
            assert_eq!(answer.to_json().to_string(), json);
        }
        assert_eq!(TagValue::from_json(&serde_json::json!({"a": 1})), None);
        assert_eq!(TagValue::from_json(&serde_json::json!([[1]])), None);
    }
}
