//! Nested properties as tags, and back without loss.
//!
//! A tag has one plain value or a list. A nested object becomes keys with dots (`meta.instanceId`), an array
//! that holds more than plain values becomes keys with indices (`pictures[0].url`), an object without members
//! becomes a key that ends in a dot, with an empty text. A `.`, `[` or `\` inside a name is written with a
//! `\` before it, a name without characters as `\0`.

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};
use serde_json::{Map, Value};

/// The tags of nested properties.
pub(crate) fn flatten(properties: &Map<String, Value>) -> BTreeMap<String, TagValue> {
    let mut tags = BTreeMap::new();
    for (name, value) in properties {
        flatten_value(escape(name), value, &mut tags);
    }
    tags
}

/// The nested properties of tags. Keys that contradict each other (`a` and `a.b`) stay as they are written.
pub(crate) fn unflatten(tags: &BTreeMap<String, TagValue>) -> Map<String, Value> {
    let mut root = Node::default();
    let mut literal = Map::new();
    for (key, tag) in tags {
        let placed = parse(key).is_some_and(|path| {
            let (path, value) = match path {
                Path::Value(path) => (path, to_json(tag)),
                Path::EmptyObject(path) => (path, Value::Object(Map::new())),
            };
            root.place(&path, value)
        });
        if !placed {
            literal.insert(key.clone(), to_json(tag));
        }
    }
    let mut properties = match root.into_value() {
        Value::Object(properties) => properties,
        _ => Map::new(),
    };
    properties.extend(literal);
    properties
}

/// A tag's value as plain JSON.
pub(crate) fn to_json(tag: &TagValue) -> Value {
    match tag {
        TagValue::One(scalar) => scalar_to_json(scalar),
        TagValue::List(list) => list.iter().map(scalar_to_json).collect(),
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Step {
    Name(String),
    Index(usize),
}

enum Path {
    Value(Vec<Step>),
    EmptyObject(Vec<Step>),
}

#[derive(Default)]
enum Node {
    #[default]
    Unset,
    Leaf(Value),
    Object(BTreeMap<String, Self>),
    Array(Vec<Self>),
}

impl Node {
    /// Puts a value at a path, unless something of another shape is there.
    fn place(&mut self, path: &[Step], value: Value) -> bool {
        let Some((step, rest)) = path.split_first() else {
            if let Self::Unset = self {
                *self = Self::Leaf(value);
                return true;
            }
            return false;
        };
        match step {
            Step::Name(name) => {
                if let Self::Unset = self {
                    *self = Self::Object(BTreeMap::new());
                }
                match self {
                    Self::Object(members) => members.entry(name.clone()).or_default().place(rest, value),
                    _ => false,
                }
            }
            Step::Index(index) => {
                if let Self::Unset = self {
                    *self = Self::Array(Vec::new());
                }
                let Self::Array(elements) = self else { return false };
                // Keys come in text order, in which [10] stands before [2]; the gap is closed later.
                if *index >= MAX_ELEMENTS {
                    return false;
                }
                if elements.len() <= *index {
                    elements.resize_with(index + 1, Self::default);
                }
                elements.get_mut(*index).is_some_and(|element| element.place(rest, value))
            }
        }
    }

    fn into_value(self) -> Value {
        match self {
            Self::Unset => Value::Null,
            Self::Leaf(value) => value,
            Self::Object(members) => members.into_iter().map(|(name, node)| (name, node.into_value())).collect(),
            Self::Array(elements) => elements.into_iter().map(Self::into_value).collect(),
        }
    }
}

fn flatten_value(key: String, value: &Value, tags: &mut BTreeMap<String, TagValue>) {
    match value {
        Value::Object(members) if members.is_empty() => {
            tags.insert(key + ".", TagValue::from(""));
        }
        Value::Object(members) => {
            for (name, value) in members {
                flatten_value(format!("{key}.{}", escape(name)), value, tags);
            }
        }
        Value::Array(elements) => match elements.iter().map(scalar).collect::<Option<Vec<_>>>() {
            Some(list) => {
                tags.insert(key, TagValue::List(list));
            }
            None => {
                for (index, value) in elements.iter().enumerate() {
                    flatten_value(format!("{key}[{index}]"), value, tags);
                }
            }
        },
        plain => {
            if let Some(scalar) = scalar(plain) {
                tags.insert(key, TagValue::One(scalar));
            }
        }
    }
}

/// A plain JSON value as a tag holds it.
pub(crate) fn scalar(value: &Value) -> Option<Scalar> {
    Some(match value {
        Value::Null => Scalar::Null,
        Value::Bool(yes) => Scalar::Bool(*yes),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(int), _, _) => Scalar::Int(int),
            (None, Some(uint), _) => Scalar::Uint(uint),
            (None, None, Some(float)) => Scalar::Float(float),
            (None, None, None) => return None,
        },
        Value::String(text) => Scalar::Text(text.clone()),
        Value::Array(_) | Value::Object(_) => return None,
    })
}

fn scalar_to_json(scalar: &Scalar) -> Value {
    match scalar {
        Scalar::Null | Scalar::Unknown => Value::Null,
        Scalar::Bool(yes) => (*yes).into(),
        Scalar::Int(int) => (*int).into(),
        Scalar::Uint(uint) => (*uint).into(),
        Scalar::Float(float) => (*float).into(),
        Scalar::Text(text) => text.clone().into(),
        Scalar::Timestamp(milliseconds) => {
            jiff::Timestamp::from_millisecond(*milliseconds).map(|time| time.to_string()).unwrap_or_default().into()
        }
        Scalar::Bytes(bytes) => data_encoding::HEXLOWER.encode(bytes).into(),
    }
}

fn escape(name: &str) -> String {
    if name.is_empty() {
        return "\\0".to_owned();
    }
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '.' | '[' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Reads a key that [`flatten`] wrote; `None` for any other.
fn parse(key: &str) -> Option<Path> {
    let mut steps = Vec::new();
    let mut chars = key.chars().peekable();
    loop {
        let mut name = String::new();
        let mut empty_name = false;
        while let Some(c) = chars.next_if(|c| !matches!(c, '.' | '[')) {
            match c {
                '\\' => match chars.next()? {
                    '0' => empty_name = true,
                    escaped @ ('.' | '[' | '\\') => name.push(escaped),
                    _ => return None,
                },
                c => name.push(c),
            }
        }
        match (name.is_empty(), empty_name) {
            (false, false) | (true, true) => steps.push(Step::Name(name)),
            (false, true) => return None,
            (true, false) if chars.peek().is_none() && !steps.is_empty() => return Some(Path::EmptyObject(steps)),
            (true, false) => return None,
        }
        while chars.next_if_eq(&'[').is_some() {
            let mut digits = String::new();
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            if chars.next()? != ']' || (digits.len() > 1 && digits.starts_with('0')) {
                return None;
            }
            steps.push(Step::Index(digits.parse().ok()?));
        }
        if steps.len() > MAX_DEPTH {
            return None;
        }
        match chars.next() {
            None => return Some(Path::Value(steps)),
            Some('.') => {}
            Some(_) => return None,
        }
    }
}

/// Deeper nesting is kept under its key as it is written. serde_json reads 128 levels.
const MAX_DEPTH: usize = 128;
/// A hostile index must not make an array of its size.
const MAX_ELEMENTS: usize = 10_000;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn there_and_back(properties: Value) {
        let Value::Object(properties) = properties else { unreachable!() };
        assert_eq!(unflatten(&flatten(&properties)), properties);
    }

    #[test]
    fn nested_properties_come_back_as_they_were() {
        there_and_back(json!({
            "group1": {}, "plain": "x", "": "nameless", "a.b": 1, "c": {"": {}, "d[0]": [], "\\": null},
            "pictures": [{"url": "1"}, {"url": "2"}, 3, [4], {}, [[5]]],
            "list": ["fishing", 2, true, null, 0.5],
            "many": (0..12).map(|n| json!({ "n": n })).collect::<Vec<_>>(),
        }));
    }

    #[test]
    fn dotted_keys_are_what_a_person_would_expect() {
        let Value::Object(properties) = json!({"meta": {"deep": {"name": "x"}}, "p": [{"url": "u"}], "e": {}})
        else {
            unreachable!()
        };
        let keys: Vec<_> = flatten(&properties).into_keys().collect();
        assert_eq!(keys, ["e.", "meta.deep.name", "p[0].url"]);
    }

    #[test]
    fn keys_that_contradict_each_other_are_all_kept() {
        let tags = ["a", "a.b", "a[0]", "x[99999999]", "y.", "z\\q", "[0]", "."]
            .into_iter()
            .map(|key| (key.to_owned(), TagValue::from(key)))
            .collect();
        let properties = unflatten(&tags);
        let text = serde_json::to_string(&properties).unwrap();
        for key in ["a.b", "x[99999999]", "z\\q", "[0]"] {
            assert!(text.contains(&serde_json::to_string(key).unwrap()), "{key} in {text}");
        }
    }

    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            (-1e9..1e9f64).prop_map(Value::from),
            "[a-z.\\[\\]\\\\0]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-z.\\[\\]\\\\0]{0,4}", inner, 0..4)
                    .prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        /// Whatever JSON the properties are, flattening and rebuilding gives the same JSON.
        #[test]
        fn any_properties_come_back(members in prop::collection::btree_map("[a-z.\\[\\]\\\\0]{0,4}", value(), 0..5)) {
            let properties: Map<String, Value> = members.into_iter().collect();
            prop_assert_eq!(unflatten(&flatten(&properties)), properties);
        }
    }
}
