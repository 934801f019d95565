//! What is said to a person whose answers do not fit the configuration. Nothing is ever refused for it:
//! data from elsewhere and from other configurations is kept as it is.

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};

use crate::value::number;
use crate::{Configuration, Field, FieldId, FieldKind};

/// Why an observation does not fit the configuration.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The configuration has no such category.
    #[error("no category {category:?} in this configuration")]
    UnknownCategory {
        /// The id given.
        category: String,
    },
    /// The answer is not of the kind that the field asks for.
    #[error("{field}: the answer is not a {expected}")]
    Kind {
        /// Which field.
        field: FieldId,
        /// [`FieldKind::name`].
        expected: &'static str,
    },
    /// The answer is not one of the options.
    #[error("{field}: {value:?} is not an option")]
    UnknownOption {
        /// Which field.
        field: FieldId,
        /// The answer.
        value: String,
    },
    /// The number is outside the limits of the field.
    #[error("{field}: {value} is out of range")]
    OutOfRange {
        /// Which field.
        field: FieldId,
        /// The answer.
        value: f64,
    },
}

impl Configuration {
    /// Compares an observation with what the configuration asks. Questions without an answer, empty answers
    /// and tags that no field asks for are no problem.
    pub fn check(&self, category: Option<&str>, tags: &BTreeMap<String, TagValue>) -> Vec<Problem> {
        let unknown = category.filter(|id| self.category(id).is_none());
        let unknown = unknown.map(|id| Problem::UnknownCategory { category: id.to_owned() });
        let answers = self.fields_of(category).filter_map(|field| Some((field, tags.get(&field.tag_key)?)));
        unknown.into_iter().chain(answers.flat_map(|(field, answer)| problems(field, answer))).collect()
    }
}

pub(crate) fn problems(field: &Field, answer: &TagValue) -> Vec<Problem> {
    match (&field.kind, answer) {
        (_, TagValue::One(Scalar::Null | Scalar::Unknown)) => Vec::new(),
        (_, TagValue::One(Scalar::Text(text))) if text.is_empty() => Vec::new(),
        (FieldKind::SelectMultiple { .. }, TagValue::List(answers)) => {
            answers.iter().filter_map(|answer| option_problem(field, answer)).collect()
        }
        (FieldKind::SelectOne { .. } | FieldKind::SelectMultiple { .. }, TagValue::One(answer)) => {
            option_problem(field, answer).into_iter().collect()
        }
        (FieldKind::Number { min, max }, TagValue::One(answer)) => match number(answer) {
            None => vec![kind_problem(field)],
            Some(value) if min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max) => {
                vec![Problem::OutOfRange { field: field.id.clone(), value }]
            }
            Some(_) => Vec::new(),
        },
        (FieldKind::Text { .. }, TagValue::One(Scalar::Text(_)))
        | (FieldKind::Date | FieldKind::DateTime, TagValue::One(Scalar::Timestamp(_))) => Vec::new(),
        (FieldKind::Date, TagValue::One(Scalar::Text(text))) if begins(text, "0000-00-00") => Vec::new(),
        (FieldKind::DateTime, TagValue::One(Scalar::Text(text))) if begins(text, "0000-00-00T00:00") => Vec::new(),
        (_, TagValue::One(_) | TagValue::List(_)) => vec![kind_problem(field)],
    }
}

pub(crate) fn kind_problem(field: &Field) -> Problem {
    Problem::Kind { field: field.id.clone(), expected: field.kind.name() }
}

fn option_problem(field: &Field, answer: &Scalar) -> Option<Problem> {
    let value = match answer {
        Scalar::Text(text) => text.clone(),
        Scalar::Bool(yes) => yes.to_string(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Null | Scalar::Unknown => return None,
        Scalar::Timestamp(_) | Scalar::Bytes(_) => return Some(kind_problem(field)),
    };
    let known = field.kind.options().iter().any(|option| option.value.to_string() == value);
    (!known).then(|| Problem::UnknownOption { field: field.id.clone(), value })
}

/// Whether a text begins like the pattern, in which 0 stands for any digit.
fn begins(text: &str, pattern: &str) -> bool {
    let fits = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    text.len() >= pattern.len() && text.bytes().zip(pattern.bytes()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Category, Localized, SelectOption, Shape};

    fn configuration() -> Configuration {
        let options = || vec![SelectOption { value: "1".into(), label: Localized::new() }];
        let kinds = [
            ("text", FieldKind::Text { multiline: false }),
            ("number", FieldKind::Number { min: Some(0.0), max: Some(10.0) }),
            ("one", FieldKind::SelectOne { options: options() }),
            ("many", FieldKind::SelectMultiple { options: options() }),
            ("date", FieldKind::Date),
            ("time", FieldKind::DateTime),
        ];
        let field = |(id, kind): (&str, FieldKind)| Field {
            id: id.into(),
            tag_key: format!("{id}_key"),
            kind,
            label: Localized::new(),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal: false,
        };
        let fields: Vec<_> = kinds.into_iter().map(field).collect();
        let category = Category {
            id: "camp".into(),
            names: Localized::new(),
            applies_to: vec![Shape::Point],
            tags: BTreeMap::new(),
            add_tags: None,
            remove_tags: None,
            fields: fields.iter().map(|field| field.id.clone()).collect(),
            color: None,
            icon: None,
            terms: Vec::new(),
        };
        Configuration { categories: vec![category], fields, ..Configuration::default() }
    }

    fn said(key: &str, answer: impl Into<TagValue>) -> Vec<String> {
        let tags = BTreeMap::from([(key.to_owned(), answer.into())]);
        configuration().check(Some("camp"), &tags).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn fitting_answers_are_no_problem() {
        assert!(said("text_key", "a").is_empty());
        assert!(said("number_key", 10).is_empty());
        assert!(said("number_key", TagValue::One(Scalar::Float(0.5))).is_empty());
        assert!(said("one_key", 1).is_empty(), "a number is compared by its text");
        assert!(said("many_key", TagValue::List(vec![Scalar::Text("1".to_owned())])).is_empty());
        assert!(said("date_key", "2026-05-03").is_empty());
        assert!(said("time_key", "2026-05-03T10:00Z").is_empty());
        assert!(said("time_key", TagValue::One(Scalar::Timestamp(0))).is_empty());
        assert!(said("number_key", "").is_empty());
        assert!(said("unasked", "a").is_empty());
    }

    #[test]
    fn each_misfit_is_named() {
        assert_eq!(said("text_key", 1), ["text: the answer is not a text"]);
        assert_eq!(said("number_key", "ten"), ["number: the answer is not a number"]);
        assert_eq!(said("number_key", 11), ["number: 11 is out of range"]);
        assert_eq!(said("one_key", "2"), ["one: \"2\" is not an option"]);
        let two = TagValue::List(vec![Scalar::Int(2), Scalar::Int(1), Scalar::Int(3)]);
        assert_eq!(said("many_key", two.clone()), ["many: \"2\" is not an option", "many: \"3\" is not an option"]);
        assert_eq!(said("one_key", two), ["one: the answer is not a select_one"]);
        assert_eq!(said("date_key", "3 May"), ["date: the answer is not a date"]);
        assert_eq!(said("time_key", "2026-05-03"), ["time: the answer is not a date_time"]);
        assert_eq!(
            configuration().check(Some("moon"), &BTreeMap::new()),
            [Problem::UnknownCategory { category: "moon".to_owned() }]
        );
    }
}
