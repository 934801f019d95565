//! What a device knew of its fix, as `metadata` says it (`docs/document-schema.md`, section 3.6).

use serde_json::{Map, Value, json};

/// How a position came about, where that is known.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Fix {
    /// What gave it, in the words of the device: `gps`, `network`, …
    pub provider: Option<String>,
    /// Direction of travel in degrees clockwise from north, 0 to 360.
    pub heading: Option<f64>,
    /// Metres in a second.
    pub speed: Option<f64>,
    /// Whether a program made it up.
    pub mocked: Option<bool>,
    /// Whether a person set it by hand.
    pub manual: Option<bool>,
}

impl Fix {
    /// Reads the metadata of an observation; what is missing, or none of what is meant here, is not known.
    pub fn read(metadata: &str) -> Self {
        let json: Value = serde_json::from_str(metadata).unwrap_or_default();
        let at = |pointer: &str| json.pointer(pointer);
        let number =
            |pointer, most: f64| at(pointer).and_then(Value::as_f64).filter(|number| (0.0..=most).contains(number));
        Self {
            provider: at("/provider").and_then(Value::as_str).map(str::to_owned),
            heading: number("/position/coords/heading", 360.0),
            speed: number("/position/coords/speed", f64::MAX),
            mocked: at("/position/mocked").and_then(Value::as_bool),
            manual: at("/manualLocation").and_then(Value::as_bool),
        }
    }

    /// The metadata that says it; `None` where nothing is known. The inverse of [`Self::read`].
    pub fn to_metadata(&self) -> Option<String> {
        fn known<const N: usize>(members: [(&str, Option<Value>); N]) -> Option<Value> {
            let members: Map<_, _> =
                members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
        let number = |number: Option<f64>| number.map(|number| json!(number));
        let truth = |truth: Option<bool>| truth.map(Value::Bool);
        let coords = known([("heading", number(self.heading)), ("speed", number(self.speed))]);
        let position = known([("coords", coords), ("mocked", truth(self.mocked))]);
        let provider = self.provider.as_deref().map(Value::from);
        let all = [("manualLocation", truth(self.manual)), ("position", position), ("provider", provider)];
        known(all).map(|json| json.to_string())
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let fix = Fix {
            provider: Some("gps".to_owned()),
            heading: Some(12.5),
            speed: Some(0.0),
            mocked: Some(false),
            manual: Some(true),
        };
        let text = fix.to_metadata().unwrap();
        assert_eq!(
            text,
            r#"{"manualLocation":true,"position":{"coords":{"heading":12.5,"speed":0.0},"mocked":false},"provider":"gps"}"#
        );
        assert_eq!(Fix::read(&text), fix);
        let manual = Fix { manual: Some(true), ..Fix::default() };
        assert_eq!(manual.to_metadata().as_deref(), Some(r#"{"manualLocation":true}"#));
        assert_eq!(Fix::default().to_metadata(), None);
    }

    #[test]
    fn what_mapeo_wrote_is_read_and_nonsense_is_nothing() {
        let mapeo = r#"{"position":{"timestamp":"2026-01-01T00:00:00Z","mocked":true,"coords":{"accuracy":5,
            "altitude":210,"heading":370,"speed":1,"latitude":0,"longitude":0}},"manualLocation":false}"#;
        let fix = Fix::read(mapeo);
        assert_eq!((fix.heading, fix.speed), (None, Some(1.0)), "there is no direction of 370 degrees");
        assert_eq!((fix.mocked, fix.manual), (Some(true), Some(false)));
        for nonsense in ["", "[]", "{", r#"{"position":3,"provider":{},"manualLocation":"yes"}"#] {
            assert!(Fix::read(nonsense).is_unknown(), "{nonsense}");
        }
    }
}
