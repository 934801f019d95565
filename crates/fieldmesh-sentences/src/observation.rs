//! Observations: their fields, answers and places by the names people know.

use fieldmesh::config::Field;
use fieldmesh::{
    FieldName, Fix, Geometry, Language, Moment, Observation, Position, Scalar, TagValue, Timestamp, Vocabulary,
};

use crate::say::say;
use crate::time::{moment, time};
use crate::word;

/// What the category of an observation is called, as it says or as its tags tell; empty where neither does.
pub fn category(language: Language, vocabulary: &Vocabulary, observation: &Observation) -> String {
    let name = vocabulary.category(observation).map(|category| category.name(language.tag()));
    name.or(observation.category.as_deref()).unwrap_or_default().to_owned()
}

/// What a field is called.
pub fn field_name(
    language: Language,
    vocabulary: &Vocabulary,
    observation: &Observation,
    field: &FieldName,
) -> String {
    match field {
        FieldName::Tag(key) => answer_name(language, vocabulary, observation, key),
        FieldName::Position => word::place(language),
        FieldName::Category => word::category(language),
        FieldName::ObservedAt => word::date(language),
        FieldName::Notes => word::notes(language),
        FieldName::Deleted => word::deleted(language),
    }
}

/// What the question under this tag key is called; the key itself where no field asks it.
pub fn answer_name(language: Language, vocabulary: &Vocabulary, observation: &Observation, key: &str) -> String {
    vocabulary.field(observation, key).map_or(key, |field| field.label(language.tag())).to_owned()
}

/// An answer without the marks of JSON; an option of the field that asked for it by its label.
pub fn value(language: Language, field: Option<&Field>, value: &TagValue) -> String {
    match value {
        TagValue::One(one) => scalar(language, field, one),
        TagValue::List(list) => list.iter().map(|one| scalar(language, field, one)).collect::<Vec<_>>().join(", "),
    }
}

/// The value of a field as plain JSON, as people know it.
pub fn plain_value(
    language: Language,
    vocabulary: &Vocabulary,
    observation: &Observation,
    field: &FieldName,
    text: Option<&str>,
) -> String {
    match (field, text) {
        (FieldName::Deleted, Some(_)) => return word::deleted(language),
        (FieldName::Deleted, None) => return word::not_deleted(language),
        (_, None) => return NOTHING.to_owned(),
        (FieldName::Position, Some(text)) => {
            if let Ok(position) = Position::from_json(text) {
                return place(language, Some(&position));
            }
        }
        (FieldName::ObservedAt, Some(text)) => {
            if let Some(at) = observed(text) {
                return moment(at);
            }
        }
        (FieldName::Category | FieldName::Notes | FieldName::Tag(_), Some(_)) => {}
    }
    let json = text.and_then(|text| serde_json::from_str(text).ok());
    match (field, json.as_ref().and_then(TagValue::from_json)) {
        (FieldName::Category, Some(TagValue::One(Scalar::Text(id)))) => {
            let category = vocabulary.category_named(&id, observation.configuration.as_ref());
            category.map_or(id.as_str(), |category| category.name(language.tag())).to_owned()
        }
        (FieldName::Tag(key), Some(answer)) => value(language, vocabulary.field(observation, key), &answer),
        (_, Some(answer)) => value(language, None, &answer),
        (_, None) => text.unwrap_or(NOTHING).to_owned(),
    }
}

/// A place by its coordinates, with its accuracy or its shape; empty where there is none. The point stays a point in
/// every language: a comma stands between the two numbers.
pub fn place(language: Language, position: Option<&Position>) -> String {
    let Some(position) = position else { return String::new() };
    let Some(anchor) = position.anchor() else { return String::new() };
    let point = format!("{:.5}, {:.5}", anchor.latitude, anchor.longitude);
    let accuracy = position.accuracy().map(|metres| format!(" ± {metres:.0} m")).unwrap_or_default();
    match shape(language, position) {
        None => format!("{point}{accuracy}"),
        Some(shape) => format!("{point} {shape}{accuracy}"),
    }
}

/// What a position is that is no point, and of how many points.
pub fn shape(language: Language, position: &Position) -> Option<String> {
    match position.geometry() {
        Geometry::Point(_) => None,
        Geometry::Track(line) => Some(say!(language, "track", n = line.len())),
        Geometry::Area(rings) => {
            // A ring ends where it began.
            let corners: usize = rings.iter().map(|ring| ring.len().saturating_sub(1)).sum();
            Some(say!(language, "area", n = corners))
        }
    }
}

/// How a position came about, as far as that is known: altitude, direction, what gave it; empty where nothing is.
pub fn located(language: Language, observation: &Observation) -> String {
    let fix = observation.metadata.as_deref().map(Fix::read).unwrap_or_default();
    let altitude = match observation.position.as_ref().map(Position::geometry) {
        Some(Geometry::Point(point)) => point.altitude,
        _ => None,
    };
    // Whole numbers: a receiver knows no better.
    let whole = |number: f64| format!("{number:.0}");
    let parts = [
        altitude.map(|metres| say!(language, "fix-altitude", n = whole(metres))),
        fix.heading.map(|degrees| say!(language, "fix-heading", n = whole(degrees))),
        fix.speed.map(|speed| say!(language, "fix-speed", n = format!("{speed:.1}"))),
        fix.provider.map(|name| say!(language, "fix-provider", name = name)),
        fix.manual.filter(|manual| *manual).map(|_| say!(language, "fix-manual")),
        fix.mocked.filter(|mocked| *mocked).map(|_| say!(language, "fix-mocked")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Four words, side by side.
pub fn words(words: [&str; 4]) -> String {
    words.join(" ")
}

/// That a field has `n` values, in conflict with each other.
pub fn conflict(language: Language, field: &str, n: usize) -> String {
    say!(language, "conflict", field = field, n = n)
}

/// That a conflict was settled, and how many are left in the observation.
pub fn resolved(language: Language, left: usize) -> String {
    say!(language, "resolved", n = left)
}

/// When an observation was deleted.
pub fn deleted_at(language: Language, at: Timestamp) -> String {
    say!(language, "deleted-at", at = time(at))
}

/// How many attachments there are.
pub fn attachments(language: Language, n: usize) -> String {
    say!(language, "mark-attachments", n = n)
}

/// How many observations no other device is known to hold.
pub fn only_here(language: Language, n: u64) -> String {
    say!(language, "only-here", n = n)
}

/// What came of an import.
pub fn imported(language: Language, added: u64, already_present: u64) -> String {
    say!(language, "imported", added = added, present = already_present)
}

/// That an import left out the feature with this number.
pub fn skipped(language: Language, number: u64, reason: &str) -> String {
    say!(language, "skipped", number = number, reason = reason)
}

/// What came of an export.
pub fn exported(language: Language, file: &str, n: u64) -> String {
    say!(language, "exported", file = file, n = n)
}

pub(crate) const NOTHING: &str = "–";

fn scalar(language: Language, field: Option<&Field>, value: &Scalar) -> String {
    let options = field.map_or(&[][..], |field| field.kind.options());
    if let Some(option) = options.iter().find(|option| option.value.is(value)) {
        return option.label(language.tag()).into_owned();
    }
    match value {
        Scalar::Text(text) => text.clone(),
        Scalar::Null | Scalar::Unknown => NOTHING.to_owned(),
        other => other.to_json().to_string(),
    }
}

/// A moment as a conflict tells it.
fn observed(text: &str) -> Option<Moment> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let zone = json.get("zone").and_then(serde_json::Value::as_i64);
    Some(Moment { at: Timestamp(json.get("at")?.as_i64()?), zone: zone.and_then(|zone| zone.try_into().ok()) })
}

#[cfg(test)]
mod tests {
    use fieldmesh::config::{FieldKind, Localized, SelectOption};
    use fieldmesh::{Configuration, Device, NewObservation};

    use super::*;

    fn field() -> Field {
        let label = Localized::new().with("es", "Bueno").with("en", "Good");
        Field {
            id: "state".into(),
            tag_key: "state".to_owned(),
            kind: FieldKind::SelectOne { options: vec![SelectOption { value: "good".into(), label }] },
            label: Localized::new(),
            helper: Localized::new(),
            placeholder: Localized::new(),
            universal: false,
        }
    }

    #[test]
    fn an_answer_is_shown_without_marks_and_an_option_by_its_label() {
        let shown = |answer: TagValue| value(Language::Spanish, Some(&field()), &answer);
        assert_eq!(shown("good".into()), "Bueno");
        assert_eq!(shown("great".into()), "great");
        let list = vec![Scalar::Text("good".to_owned()), Scalar::Int(3), Scalar::Float(1.5), Scalar::Null];
        assert_eq!(shown(TagValue::List(list)), "Bueno, 3, 1.5, –");
        assert_eq!(value(Language::Spanish, None, &"good".into()), "good");
    }

    #[test]
    fn plain_values_are_told_as_people_know_them() {
        let dir = tempfile::tempdir().unwrap();
        let device = Device::open(dir.path()).unwrap();
        let project = device.create_project("Río Napo", Configuration::builtin()).unwrap();
        let id = project.observe(NewObservation::default()).unwrap();
        let (vocabulary, one) = (project.vocabulary().unwrap(), project.observation(&id).unwrap());
        let told =
            |field: FieldName, text: Option<&str>| plain_value(Language::Spanish, &vocabulary, &one, &field, text);
        assert_eq!(told(FieldName::Deleted, Some("1700000000123")), "eliminada");
        assert_eq!(told(FieldName::Deleted, None), "no eliminada");
        assert_eq!(told(FieldName::Category, Some("\"camp\"")), "Campamento");
        assert_eq!(told(FieldName::Category, Some("\"lost\"")), "lost");
        assert_eq!(told(FieldName::Notes, Some("\"gone\"")), "gone");
        assert_eq!(told(FieldName::Notes, None), "–");
        assert_eq!(told(FieldName::Tag("seen".to_owned()), Some("[\"tapir\",2]")), "tapir, 2");
        let at = r#"{"at":1700000000123,"zone":-300}"#;
        assert_eq!(told(FieldName::ObservedAt, Some(at)), "2023-11-14 17:13");
        let point = Position::point(-1.48, -77.26).unwrap().with_accuracy(12.0).unwrap();
        assert_eq!(told(FieldName::Position, Some(&point.to_json())), "-1.48000, -77.26000 ± 12 m");
    }

    #[test]
    fn how_a_position_came_about_is_told_as_far_as_it_is_known() {
        let dir = tempfile::tempdir().unwrap();
        let project = Device::open(dir.path()).unwrap().create_project("Napo", Configuration::builtin()).unwrap();
        let fix =
            Fix { heading: Some(45.4), provider: Some("gps".to_owned()), mocked: Some(false), ..Fix::default() };
        let position = Position::from_json(r#"{"type":"Point","coordinates":[-77.26,-1.48,212.4]}"#).unwrap();
        let metadata = fix.to_metadata();
        let new = NewObservation { position: Some(position), metadata, ..NewObservation::default() };
        let one = project.observation(&project.observe(new).unwrap()).unwrap();
        assert_eq!(located(Language::English, &one), "altitude 212 m, heading 45°, from gps");
        let by_hand = Fix { manual: Some(true), ..Fix::default() }.to_metadata();
        let new = NewObservation { metadata: by_hand, ..NewObservation::default() };
        let one = project.observation(&project.observe(new).unwrap()).unwrap();
        assert_eq!(located(Language::Spanish, &one), "puesta a mano");
        let area = r#"{"type":"Polygon","coordinates":[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]}"#;
        let area = Position::from_json(area).unwrap();
        assert_eq!(place(Language::English, Some(&area)), "0.00000, 0.00000 area of 3 points");
    }
}
