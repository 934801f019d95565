//! How a position came about, as members of the foreign member: what recording keeps is written, and comes back.

use fieldmesh_document::{Observation, Position};
use serde_json::{Map, Value, json};

use crate::Fix;

/// `accuracy` and `times` of the position, and `fix`; `metadata` as it is kept, where that says more than `fix`.
pub(super) fn members(observation: &Observation) -> Map<String, Value> {
    let position = observation.position.as_ref();
    let times = position.map(Position::times).filter(|times| !times.is_empty());
    let metadata = observation.metadata.as_deref();
    let fix = metadata.map(Fix::read).unwrap_or_default();
    let members = [
        ("accuracy", position.and_then(Position::accuracy).map(Value::from)),
        ("times", times.map(|times| json!(times))),
        ("fix", (!fix.is_unknown()).then(|| of_fix(&fix))),
        ("metadata", metadata.filter(|text| fix.to_metadata().as_deref() != Some(*text)).map(Value::from)),
    ];
    known(members)
}

/// The position with what the members say of it. What they cannot say is left out.
pub(super) fn complete(position: Position, own: &Map<String, Value>) -> Position {
    let with = |given: Result<Position, _>, without| given.unwrap_or(without);
    let position = match own.get("accuracy").and_then(Value::as_f64) {
        Some(metres) => with(position.clone().with_accuracy(metres), position),
        None => position,
    };
    let times = own.get("times").and_then(Value::as_array);
    match times.and_then(|times| times.iter().map(Value::as_i64).collect()) {
        Some(times) => with(position.clone().with_times(times), position),
        None => position,
    }
}

/// The metadata that the members say.
pub(super) fn metadata(own: &Map<String, Value>) -> Option<String> {
    match own.get("metadata").and_then(Value::as_str) {
        Some(text) => Some(text.to_owned()),
        None => own.get("fix").and_then(Value::as_object).and_then(|fix| to_fix(fix).to_metadata()),
    }
}

/// As `observation show --json` has it, without what is not known.
fn of_fix(fix: &Fix) -> Value {
    Value::Object(known([
        ("provider", fix.provider.as_deref().map(Value::from)),
        ("heading", fix.heading.map(Value::from)),
        ("speed", fix.speed.map(Value::from)),
        ("mocked", fix.mocked.map(Value::from)),
        ("manual", fix.manual.map(Value::from)),
    ]))
}

fn to_fix(fix: &Map<String, Value>) -> Fix {
    let number = |name: &str, most: f64| {
        fix.get(name).and_then(Value::as_f64).filter(|number| (0.0..=most).contains(number))
    };
    let truth = |name: &str| fix.get(name).and_then(Value::as_bool);
    Fix {
        provider: fix.get("provider").and_then(Value::as_str).map(str::to_owned),
        heading: number("heading", 360.0),
        speed: number("speed", f64::MAX),
        mocked: truth("mocked"),
        manual: truth("manual"),
    }
}

fn known<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
