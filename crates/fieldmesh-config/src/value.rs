//! Values of tags and options.

use std::fmt;

use fieldmesh_document::observation::Scalar;
use serde::{Deserialize, Serialize, Serializer};

/// What a tag or an option stores. In the file it is the JSON value of its type.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing, on purpose.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A finite number; whole ones are exact up to 2^53.
    Number(f64),
    /// Text; may be empty.
    Text(String),
}

/// Below this, each whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Value {
    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// Whether an observation's value is this one: of the same type, numbers by their value.
    pub fn is(&self, stored: &Scalar) -> bool {
        match (self, stored) {
            (Self::Null, Scalar::Null) => true,
            (Self::Bool(a), Scalar::Bool(b)) => a == b,
            (Self::Text(a), Scalar::Text(b)) => a == b,
            (Self::Number(a), stored) => number(stored) == Some(*a),
            _ => false,
        }
    }

    /// The number as an integer, where it is one and no digit is lost.
    fn whole(&self) -> Option<i64> {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            Self::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => Some(*number as i64),
            _ => None,
        }
    }
}

/// Integers beyond 2^53 lose their last digits here, which no option and no limit of a field notices.
#[expect(clippy::cast_precision_loss, reason = "only compared with numbers of a configuration")]
pub(crate) fn number(stored: &Scalar) -> Option<f64> {
    match stored {
        Scalar::Int(number) => Some(*number as f64),
        Scalar::Uint(number) => Some(*number as f64),
        Scalar::Float(number) if number.is_finite() => Some(*number),
        _ => None,
    }
}

/// The value as a person types it: text as it is, the others as in JSON.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.whole()) {
            (_, Some(whole)) => whole.fmt(f),
            (Self::Null, _) => f.write_str("null"),
            (Self::Bool(yes), _) => yes.fmt(f),
            (Self::Number(number), _) => number.fmt(f),
            (Self::Text(text), _) => f.write_str(text),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self, self.whole()) {
            (_, Some(whole)) => serializer.serialize_i64(whole),
            (Self::Null, _) => serializer.serialize_unit(),
            (Self::Bool(yes), _) => serializer.serialize_bool(*yes),
            (Self::Number(number), _) => serializer.serialize_f64(*number),
            (Self::Text(text), _) => serializer.serialize_str(text),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// What an observation stores for it.
impl From<&Value> for Scalar {
    fn from(value: &Value) -> Self {
        match (value, value.whole()) {
            (_, Some(whole)) => Self::Int(whole),
            (Value::Null, _) => Self::Null,
            (Value::Bool(yes), _) => Self::Bool(*yes),
            (Value::Number(number), _) => Self::Float(*number),
            (Value::Text(text), _) => Self::Text(text.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_type_is_told_apart_in_json() {
        let text = r#"[null,true,3,-0.5,"3",""]"#;
        let values: Vec<Value> = serde_json::from_str(text).unwrap();
        assert_eq!(
            values,
            [
                Value::Null,
                Value::Bool(true),
                Value::Number(3.0),
                Value::Number(-0.5),
                Value::from("3"),
                Value::from("")
            ]
        );
        assert_eq!(serde_json::to_string(&values).unwrap(), text);
        assert!(serde_json::from_str::<Value>("[]").is_err());
        assert!(serde_json::from_str::<Value>("1e999").is_err());
    }

    #[test]
    fn an_observation_stores_a_value_that_is_recognised_again() {
        let values = [
            Value::Null,
            Value::Bool(false),
            Value::Number(-0.0),
            Value::Number(0.1),
            Value::Number(1e300),
            "3".into(),
        ];
        for (i, value) in values.iter().enumerate() {
            let stored = Scalar::from(value);
            let same: Vec<_> = values.iter().map(|other| other.is(&stored)).collect();
            assert_eq!(same.iter().position(|same| *same), Some(i), "{value}");
            assert_eq!(same.iter().filter(|same| **same).count(), 1, "{value}");
        }
        assert!(Value::Number(3.0).is(&Scalar::Float(3.0)) && Value::Number(3.0).is(&Scalar::Uint(3)));
        assert_eq!(Value::Number(3.0).to_string(), "3");
    }
}
