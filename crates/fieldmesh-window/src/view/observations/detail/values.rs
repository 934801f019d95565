//! How values, devices and fields are said.

use fieldmesh::{DeviceId, FieldName, Language, Moment, Position, TagValue, Timestamp};

use super::super::super::Scene;
use super::super::super::language::fl;
use super::super::say;
use crate::model::detail::Shown;

/// A device by its name, else by its id.
pub(super) fn who(scene: &Scene<'_>, name: Option<&str>, device: Option<DeviceId>) -> String {
    match (name, device) {
        (Some(name), _) => name.to_owned(),
        (None, Some(device)) => device.short(),
        (None, None) => fl!(scene.language, "detail-other-program"),
    }
}

/// A time by this computer's clock.
pub(super) fn when(at: Timestamp) -> String {
    say::moment(Moment::utc(at))
}

/// What a field is called, at the beginning of a line.
pub(in crate::view::observations) fn field(scene: &Scene<'_>, field: &FieldName, label: Option<&str>) -> String {
    let language = scene.language;
    match (field, label) {
        (_, Some(label)) => label.to_owned(),
        (FieldName::Tag(key), None) => key.clone(),
        (FieldName::Position, _) => fl!(language, "detail-place"),
        (FieldName::Category, _) => fl!(language, "detail-category"),
        (FieldName::ObservedAt, _) => fl!(language, "detail-observed-at"),
        (FieldName::Notes, _) => fl!(language, "detail-notes"),
        (FieldName::Deleted, _) => fl!(language, "detail-deletion"),
    }
}

/// A value in one line, or several where it has them.
pub(super) fn value(scene: &Scene<'_>, shown: &Shown) -> String {
    let language = scene.language;
    match shown {
        Shown::Nothing => fl!(language, "detail-nothing"),
        Shown::Words(words) if words.iter().all(|word| word.trim().is_empty()) => fl!(language, "detail-nothing"),
        Shown::Words(words) => words.join(", "),
        Shown::Place(place) => position(language, place),
        Shown::Moment(at) => say::moment(*at),
        Shown::Deleted(at) => fl!(language, "detail-deleted", at = when(*at)),
        Shown::NotDeleted => fl!(language, "detail-not-deleted"),
    }
}

/// A place in decimal degrees, as maps and other programs take it; a track or area by what it is.
pub(super) fn position(language: Language, place: &Position) -> String {
    if let Some(shape) = fieldmesh_sentences::shape(language, place) {
        return shape;
    }
    place.anchor().map(|at| format!("{:.6}, {:.6}", at.latitude, at.longitude)).unwrap_or_default()
}

/// An answer as it is stored.
pub(in crate::view::observations) fn stored(value: &TagValue) -> String {
    use fieldmesh::Scalar;
    let plain = |scalar: &Scalar| match scalar {
        Scalar::Text(text) => text.clone(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Timestamp(at) => when(Timestamp(*at)),
        _ => "—".to_owned(),
    };
    match value {
        TagValue::One(scalar) => plain(scalar),
        TagValue::List(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
    }
}
