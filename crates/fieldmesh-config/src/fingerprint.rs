//! The fingerprint of a configuration: `docs/configuration-fingerprint.md`.

use fieldmesh_document::Fingerprint;
use unicode_normalization::UnicodeNormalization;

use crate::{Configuration, FieldKind, Value};

/// The number of the canonical encoding below.
const ALGORITHM: u8 = 0;

/// The first bytes of every canonical encoding.
const MAGIC: &[u8; 16] = b"fieldmesh-config";

/// The first byte of a value, by its type; other numbers are reserved.
const TEXT: u8 = 0;
const NUMBER: u8 = 1;
const BOOL: u8 = 2;
const NULL: u8 = 3;

impl Configuration {
    /// The fingerprint of what data captured under this configuration means: ids, tag keys, types, options
    /// and the tags of categories. Names, texts, icons, colours, order, version and what a category asks do
    /// not count.
    pub fn fingerprint(&self) -> Fingerprint {
        let hash = *blake3::hash(&self.canonical_encoding()).as_bytes();
        Fingerprint { algorithm: ALGORITHM, hash }
    }

    /// The bytes that [`Self::fingerprint`] hashes (`docs/configuration-fingerprint.md`, section 2).
    pub(crate) fn canonical_encoding(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(ALGORITHM);
        push_list(
            &mut out,
            self.categories.iter().map(|category| {
                let mut item = encoded(category.id.as_str());
                let tags = category.tags.iter().map(|(key, value)| [encoded(key), encoded_value(value)].concat());
                push_list(&mut item, tags);
                item
            }),
        );
        push_list(
            &mut out,
            self.fields.iter().map(|field| {
                let mut item = encoded(field.id.as_str());
                item.extend(encoded(&field.tag_key));
                item.push(type_number(&field.kind));
                push_list(&mut item, field.kind.options().iter().map(|option| encoded_value(&option.value)));
                item
            }),
        );
        out
    }
}

const fn type_number(kind: &FieldKind) -> u8 {
    match kind {
        FieldKind::Text { .. } => 0,
        FieldKind::Number { .. } => 1,
        FieldKind::SelectOne { .. } => 2,
        FieldKind::SelectMultiple { .. } => 3,
        FieldKind::Date => 4,
        FieldKind::DateTime => 5,
    }
}

/// The count as four bytes, then the items in the order of their encoded bytes.
fn push_list(out: &mut Vec<u8>, items: impl Iterator<Item = Vec<u8>>) {
    let mut items: Vec<_> = items.collect();
    items.sort_unstable();
    push_count(out, items.len());
    out.extend(items.concat());
}

fn encoded(text: &str) -> Vec<u8> {
    let text: String = text.nfc().collect();
    let mut out = Vec::with_capacity(text.len() + 4);
    push_count(&mut out, text.len());
    out.extend(text.as_bytes());
    out
}

/// A value, such that equal values and no others have equal bytes.
pub(crate) fn encoded_value(value: &Value) -> Vec<u8> {
    match value {
        Value::Text(text) => [vec![TEXT], encoded(text)].concat(),
        // Adding zero makes the negative zero the positive one.
        Value::Number(number) => [&[NUMBER], (number + 0.0).to_le_bytes().as_slice()].concat(),
        Value::Bool(yes) => vec![BOOL, u8::from(*yes)],
        Value::Null => vec![NULL],
    }
}

fn push_count(out: &mut Vec<u8>, count: usize) {
    // A valid configuration is under 2 MB, so a count never reaches the ceiling.
    out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::{Category, Color, Field, Localized, SelectOption, Shape, compare};

    /// The configuration of `docs/configuration-fingerprint.md`, section 3.
    fn example() -> Configuration {
        Configuration {
            name: "Example".to_owned(),
            categories: vec![category("río", &[("natural", "water")]), category("camp", &[])],
            fields: vec![
                field("use", FieldKind::SelectOne { options: vec![option("b"), option("a")] }),
                field("note", FieldKind::Text { multiline: true }),
            ],
            ..Configuration::default()
        }
    }

    fn category(id: &str, tags: &[(&str, &str)]) -> Category {
        Category {
            id: id.into(),
            names: Localized::from(id),
            applies_to: vec![Shape::Point],
            tags: tags.iter().map(|(key, value)| ((*key).to_owned(), Value::from(*value))).collect(),
            add_tags: None,
            remove_tags: None,
            fields: Vec::new(),
            color: None,
            icon: None,
            terms: Vec::new(),
        }
    }

    fn field(id: &str, kind: FieldKind) -> Field {
        Field {
            id: id.into(),
            tag_key: id.to_owned(),
            kind,
            label: Localized::from(id),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal: false,
        }
    }

    fn option(value: &str) -> SelectOption {
        SelectOption { value: value.into(), label: Localized::new() }
    }

    #[test]
    fn the_documented_bytes_and_values_hold() {
        let hex: String = example().canonical_encoding().iter().map(|byte| format!("{byte:02x}")).collect();
        let documented = [
            "6669656c646d6573682d636f6e666967",
            "00",
            "02000000",
            "0400000063616d70",
            "00000000",
            "0400000072c3ad6f",
            "01000000",
            "070000006e61747572616c",
            "00050000007761746572",
            "02000000",
            "03000000757365",
            "03000000757365",
            "02",
            "02000000",
            "000100000061",
            "000100000062",
            "040000006e6f7465",
            "040000006e6f7465",
            "00",
            "00000000",
        ];
        assert_eq!(hex, documented.concat());
        let of = [example(), Configuration::default(), Configuration::builtin()];
        assert_eq!(
            of.map(|configuration| configuration.fingerprint().to_string()),
            [
                "0-8c4a33e1026ba66ec5473cb20d9370b6e1ece1e630bc521983e9b794c3c04e81",
                "0-67e5d73ed048792a8ea1e88be59e6a2ca5597e7f3005ede5d2502231c21eec04",
                "0-7542d63e214492a18f7e1c4c8a82a8e7d3a3bd95ed6f199e9adb8eda8ece2f12",
            ]
        );
    }

    #[test]
    fn the_documented_values_hold() {
        let hex = |value: Value| encoded_value(&value).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        assert_eq!(hex("water".into()), "00050000007761746572");
        assert_eq!(hex(Value::Number(2.5)), "010000000000000440");
        assert_eq!(hex(Value::Bool(true)), "0201");
        assert_eq!(hex(Value::Null), "03");
        assert_eq!(hex(Value::Number(-0.0)), hex(Value::Number(0.0)));
    }

    #[test]
    fn decomposed_letters_have_the_fingerprint_of_composed_ones() {
        let mut decomposed = example();
        decomposed.categories[0].id = "ri\u{301}o".into();
        assert_eq!(decomposed.fingerprint(), example().fingerprint());
    }

    /// One change to a configuration.
    type Change = fn(&mut Configuration);

    const LOOKS: [Change; 15] = [
        |c| c.categories[0].add_tags = Some(BTreeMap::from([("key".to_owned(), Value::Null)])),
        |c| c.categories[0].remove_tags = Some(BTreeMap::new()),
        |c| drop(c.offered.insert(Shape::Point, Vec::new())),
        |c| c.name.push('!'),
        |c| c.version = Some("2".to_owned()),
        |c| c.categories.reverse(),
        |c| c.fields.reverse(),
        |c| c.categories[0].names = Localized::from("Other name"),
        |c| c.categories[0].color = Some(Color([1, 2, 3])),
        |c| c.categories[0].icon = Some("icon".to_owned()),
        |c| c.categories[0].terms.push("term".to_owned()),
        |c| c.categories[0].fields.clear(),
        |c| c.categories[0].applies_to = vec![Shape::Area],
        |c| c.fields[0].helper = Localized::from("Other help"),
        |c| c.fields[0].universal = !c.fields[0].universal,
    ];

    const MEANING: [Change; 8] = [
        |c| c.categories[0].tags = BTreeMap::from([("key".to_owned(), Value::Null)]),
        |c| c.categories[0].id = "other id".into(),
        |c| c.categories[0].tags = BTreeMap::from([("key".to_owned(), "value".into())]),
        |c| drop(c.categories.pop()),
        |c| drop(c.fields.pop()),
        |c| c.fields[0].tag_key.push('!'),
        |c| c.fields[0].kind = FieldKind::DateTime,
        |c| c.fields.push(field("new", FieldKind::Date)),
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        // Two configurations have one fingerprint exactly when they differ at most in looks.
        #[test]
        fn the_fingerprint_changes_with_the_meaning_and_with_nothing_else(
            looks in proptest::collection::vec(0..LOOKS.len(), 0..6),
            meaning in proptest::option::of(0..MEANING.len()),
        ) {
            let before = Configuration::builtin();
            let mut after = before.clone();
            for change in looks {
                LOOKS[change](&mut after);
            }
            if let Some(change) = meaning {
                MEANING[change](&mut after);
            }
            prop_assert_eq!(after.fingerprint() == before.fingerprint(), meaning.is_none());
            prop_assert_eq!(compare(&before, &after).is_same_meaning(), meaning.is_none());
        }
    }
}
