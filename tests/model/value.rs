//! What is written, as an edit and as the model tells it.

use std::collections::BTreeMap;

use fieldmesh_document::observation::{FieldName, Scalar, TagValue};
use fieldmesh_document::{Edit, Moment, Position, Timestamp};

use crate::oracle::Field;
use crate::plan::{Answer, Touch};

/// The fields of an edit, and the same as the model tells them.
pub(crate) fn edit(touches: &[Touch]) -> (Edit, BTreeMap<Field, Option<String>>) {
    let (mut edit, mut writes) = (Edit::default(), BTreeMap::new());
    let text = |text: &str| serde_json::Value::from(text).to_string();
    for touch in touches {
        let (field, value) = match touch {
            Touch::Notes(n) => {
                let notes = n.map(|n| format!("note{n}"));
                edit.notes = Some(notes.clone());
                (FieldName::Notes, notes.map(|notes| text(&notes)))
            }
            Touch::Category(n) => {
                let category = n.map(|n| format!("category{n}"));
                edit.category = Some(category.clone());
                (FieldName::Category, category.map(|category| text(&category)))
            }
            Touch::Place(n) => {
                let place = n.map(|n| Position::point(f64::from(n), 0.5).unwrap());
                edit.position = Some(place.clone());
                (FieldName::Position, place.map(|place| place.to_json()))
            }
            Touch::Seen(n) => {
                let seen = n.map(|n| Moment { at: Timestamp(i64::from(n)), zone: (n > 0).then_some(60) });
                edit.observed_at = Some(seen);
                (FieldName::ObservedAt, seen.map(moment))
            }
            Touch::Tag(key, answer) => {
                let value = answer.as_ref().map(|answer| match answer {
                    Answer::Number(n) => TagValue::from(i64::from(*n)),
                    Answer::Text(n) => TagValue::from(format!("text{n}")),
                    Answer::Nothing => TagValue::One(Scalar::Null),
                    Answer::List(n) => TagValue::List(vec![Scalar::Int((*n).into()), Scalar::Null]),
                });
                let (key, json) = (format!("tag{key}"), value.as_ref().map(|value| value.to_json().to_string()));
                edit.tags.insert(key.clone(), value);
                (FieldName::Tag(key), json)
            }
        };
        writes.insert(Field::Named(field), value);
    }
    (edit, writes)
}

fn moment(moment: Moment) -> String {
    match moment.zone {
        Some(zone) => format!(r#"{{"at":{},"zone":{zone}}}"#, moment.at.0),
        None => format!(r#"{{"at":{}}}"#, moment.at.0),
    }
}

/// A value that no field has had.
pub(crate) fn anew(field: &FieldName, tick: u8) -> String {
    match field {
        FieldName::Position => Position::point(f64::from(tick) / 2.0, 0.25).unwrap().to_json(),
        FieldName::ObservedAt => moment(Moment::utc(Timestamp(1_000 + i64::from(tick)))),
        FieldName::Category | FieldName::Notes | FieldName::Tag(_) => format!("\"settled{tick}\""),
        FieldName::Deleted => String::new(),
    }
}

/// The edit that gives a field the value that plain JSON says.
pub(crate) fn assignment(field: &FieldName, value: Option<&str>) -> Edit {
    let json = value.map(|json| serde_json::from_str::<serde_json::Value>(json).unwrap());
    let text = || json.as_ref().map(|json| json.as_str().unwrap().to_owned());
    let mut edit = Edit::default();
    match field {
        FieldName::Position => edit.position = Some(value.map(|json| Position::from_json(json).unwrap())),
        FieldName::Category => edit.category = Some(text()),
        FieldName::Notes => edit.notes = Some(text()),
        FieldName::ObservedAt => {
            edit.observed_at = Some(json.map(|json| Moment {
                at: Timestamp(json["at"].as_i64().unwrap()),
                zone: json["zone"].as_i64().map(|zone| i16::try_from(zone).unwrap()),
            }));
        }
        FieldName::Tag(key) => {
            edit.tags.insert(key.clone(), json.map(|json| TagValue::from_json(&json).unwrap()));
        }
        FieldName::Deleted => {}
    }
    edit
}
