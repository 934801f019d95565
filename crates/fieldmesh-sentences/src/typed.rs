//! What a person typed and a field does not take, or keeps with a remark.

use fieldmesh::config::{Field, FieldKind, Problem};
use fieldmesh::{Language, PositionError};

use crate::say::say;

/// Why an answer was not read by [`Field::read`]; `name` is what the person knows the field by.
pub fn unreadable(language: Language, name: &str, field: &Field, text: &str, problem: &Problem) -> String {
    match (problem, &field.kind) {
        (Problem::UnknownOption { value, .. }, kind) => {
            let known = kind.options().iter().map(|option| option.value.to_string()).collect::<Vec<_>>().join(", ");
            say!(language, "not-an-option", key = name, given = value.as_str(), known = known)
        }
        (_, FieldKind::Number { .. }) => not_a_number(language, name, text),
        (_, FieldKind::Date) => say!(language, "not-a-date", key = name, given = text),
        (_, FieldKind::DateTime) => say!(language, "not-a-date-time", key = name, given = text),
        _ => problem.to_string(),
    }
}

/// That a text is no number, though `name` is to be one.
pub fn not_a_number(language: Language, name: &str, text: &str) -> String {
    say!(language, "not-a-number", name = name, given = text)
}

/// What of an observation does not fit the configuration. Nothing is refused for it.
pub fn misfit(language: Language, problem: &Problem) -> String {
    match problem {
        Problem::UnknownCategory { category } => {
            say!(language, "problem-category", category = category.as_str())
        }
        Problem::Kind { field, .. } => say!(language, "problem-kind", field = field.to_string()),
        Problem::UnknownOption { field, value } => {
            say!(language, "problem-option", field = field.to_string(), value = value.as_str())
        }
        Problem::OutOfRange { field, value } => {
            say!(language, "problem-range", field = field.to_string(), value = value.to_string())
        }
        other => other.to_string(),
    }
}

/// Why numbers are no place.
pub fn out_of_range(language: Language, error: &PositionError) -> String {
    match error {
        PositionError::Latitude(given) => say!(language, "latitude-range", given = given.to_string()),
        PositionError::Longitude(given) => say!(language, "longitude-range", given = given.to_string()),
        PositionError::Accuracy(given) => say!(language, "accuracy-range", given = given.to_string()),
        other => other.to_string(),
    }
}
