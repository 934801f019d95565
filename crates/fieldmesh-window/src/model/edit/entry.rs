//! What a person typed or chose, and what of it is written.

use std::collections::BTreeMap;

use fieldmesh::config::{Configuration, FieldKind};
use fieldmesh::{Edit, FieldName, Position, PositionError, Scalar, TagValue};

use super::Form;

/// What was typed or chosen as an answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// No answer.
    Nothing,
    /// Text, also that of a number or a date.
    Typed(String),
    /// One option, or a value that cannot be typed.
    One(Scalar),
    /// Several options, in the order of the configuration.
    Many(Vec<Scalar>),
}

/// Why a form cannot be saved as it is.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The latitude is not a number.
    LatitudeNotANumber,
    /// The longitude is not a number.
    LongitudeNotANumber,
    /// The place is not on the Earth.
    Place(PositionError),
    /// The answer to a question that asks for a number is none.
    NotANumber {
        /// The key of its tag.
        tag_key: String,
    },
    /// A new observation that says nothing at all.
    Empty,
}

impl From<&TagValue> for Entry {
    fn from(value: &TagValue) -> Self {
        match value {
            TagValue::One(Scalar::Text(text)) => Self::Typed(text.clone()),
            TagValue::One(Scalar::Int(number)) => Self::Typed(number.to_string()),
            TagValue::One(Scalar::Uint(number)) => Self::Typed(number.to_string()),
            TagValue::One(Scalar::Float(number)) => Self::Typed(number.to_string()),
            TagValue::One(other) => Self::One(other.clone()),
            TagValue::List(list) => Self::Many(list.clone()),
        }
    }
}

impl Form {
    /// The edit that the form makes: what was touched and is another value now.
    pub(super) fn written(&self, configuration: Option<&Configuration>) -> Result<Edit, Vec<Fault>> {
        let before = self.before.as_deref();
        let mut faults = Vec::new();
        let mut keep = |fault| faults.push(fault);
        let position = match &self.place {
            None => None,
            Some((latitude, longitude)) => position(latitude, longitude).map(Some).unwrap_or_else(|fault| {
                keep(fault);
                None
            }),
        };
        // The same place typed again keeps what the device knew of it, and a track stays a track.
        let position = position.filter(|typed| {
            let anchor = |position: &Position| position.anchor().map(|at| (at.latitude, at.longitude));
            let known = before.and_then(|before| before.position.as_ref()).and_then(anchor);
            let same = known == typed.as_ref().and_then(anchor);
            self.writes(FieldName::Position, before.map(|_| same && !self.replacing))
        });
        let accuracy = self.from_photo.flatten();
        let exact = |point: Position| accuracy.map_or(Ok(point.clone()), |metres| point.with_accuracy(metres));
        // What a photo tells beyond what can be is not known.
        let position = position.map(|point| point.map(|point| exact(point.clone()).unwrap_or(point)));
        let tags = self.written_answers(configuration).unwrap_or_else(|wrong| {
            wrong.into_iter().for_each(keep);
            BTreeMap::new()
        });
        let notes = self.notes.as_ref().map(|notes| Some(notes.clone()).filter(|notes| !notes.is_empty()));
        let edit = Edit {
            position,
            category: self
                .category
                .clone()
                .filter(|chosen| self.writes(FieldName::Category, before.map(|before| before.category == *chosen))),
            observed_at: self.observed_at.filter(|chosen| {
                self.writes(FieldName::ObservedAt, before.map(|before| before.observed_at == *chosen))
            }),
            notes: notes.filter(|notes| self.writes(FieldName::Notes, before.map(|before| before.notes == *notes))),
            tags,
            deleted: None,
            add_attachments: self.added.clone(),
            remove_attachments: self.removed.clone(),
        };
        let says_nothing = edit.position.as_ref().is_none_or(Option::is_none)
            && edit.category.as_ref().is_none_or(Option::is_none)
            && edit.notes.as_ref().is_none_or(Option::is_none)
            && edit.tags.values().all(Option::is_none)
            && edit.add_attachments.is_empty()
            && self.attaching == 0;
        if before.is_none() && says_nothing && faults.is_empty() {
            faults.push(Fault::Empty);
        }
        if faults.is_empty() { Ok(edit) } else { Err(faults) }
    }

    /// Whether a field that was touched is written: where it is another value than before, and where it is in
    /// conflict, which that settles.
    fn writes(&self, field: FieldName, same: Option<bool>) -> bool {
        let disputed = || self.before.iter().flat_map(|before| &before.conflicts).any(|one| one.field == field);
        same != Some(true) || disputed()
    }

    /// The answers that were touched and are other values now.
    pub(super) fn written_answers(
        &self,
        configuration: Option<&Configuration>,
    ) -> Result<BTreeMap<String, Option<TagValue>>, Vec<Fault>> {
        let mut written = BTreeMap::new();
        let mut faults = Vec::new();
        for (key, entry) in &self.answers {
            let asks_number = configuration.is_some_and(|all| {
                all.fields
                    .iter()
                    .any(|field| field.tag_key == *key && matches!(field.kind, FieldKind::Number { .. }))
            });
            let value = match entry {
                Entry::Nothing => None,
                Entry::Typed(text) if text.trim().is_empty() => None,
                Entry::Typed(text) if asks_number => match number(text) {
                    Some(number) => Some(TagValue::One(number)),
                    None => {
                        faults.push(Fault::NotANumber { tag_key: key.clone() });
                        continue;
                    }
                },
                Entry::Typed(text) => Some(TagValue::from(text.as_str())),
                Entry::One(scalar) => Some(TagValue::One(scalar.clone())),
                Entry::Many(list) => Some(TagValue::List(list.clone())),
            };
            let same = self.before.as_ref().and_then(|before| before.tags.get(key)) == value.as_ref();
            if self.writes(FieldName::Tag(key.clone()), Some(same)) {
                written.insert(key.clone(), value);
            }
        }
        if faults.is_empty() { Ok(written) } else { Err(faults) }
    }
}

/// A point from two texts; none from two empty ones.
fn position(latitude: &str, longitude: &str) -> Result<Option<Position>, Fault> {
    if latitude.trim().is_empty() && longitude.trim().is_empty() {
        return Ok(None);
    }
    let latitude = degrees(latitude).ok_or(Fault::LatitudeNotANumber)?;
    let longitude = degrees(longitude).ok_or(Fault::LongitudeNotANumber)?;
    Position::point(latitude, longitude).map(Some).map_err(Fault::Place)
}

/// A number with a decimal point, or a comma as most of the Amazon writes it.
fn degrees(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}

fn number(text: &str) -> Option<Scalar> {
    let whole = text.trim().parse().ok().map(Scalar::Int);
    whole.or_else(|| degrees(text).filter(|number| number.is_finite()).map(Scalar::Float))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_two_numbers_on_the_earth_or_nothing() {
        assert_eq!(position("", " "), Ok(None));
        assert_eq!(position("-1,48", "-77.26"), Ok(Some(Position::point(-1.48, -77.26).unwrap())));
        assert_eq!(position("north", "0"), Err(Fault::LatitudeNotANumber));
        assert_eq!(position("0", ""), Err(Fault::LongitudeNotANumber));
        assert!(matches!(position("91", "0"), Err(Fault::Place(PositionError::Latitude(_)))));
        assert!(matches!(position("NaN", "0"), Err(Fault::Place(_))));
    }
}
