//! What people read: tables, and an observation in full.

mod differences;

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use fieldmesh::{
    ConfigurationSummary, Conflict, ConflictValue, DeviceId, FieldName, Geometry, Moment, Observation, Position,
    Project, Timestamp, Vocabulary,
};
use indicatif::DecimalBytes;
use jiff::tz::{Offset, TimeZone};
use serde_json::Value;

use crate::context::Context;
use crate::json;
use crate::language::fl;

pub(crate) use differences::{differences, main_differences};

/// The most characters of notes in a list.
const NOTES: usize = 40;

/// A table as wide as the terminal allows.
pub(crate) fn table(header: &[String]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}

/// A moment by the clock of the place it was lived in, or of here.
pub(crate) fn moment(moment: Moment) -> String {
    let zone = moment.zone.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    clock(moment.at, zone.map_or_else(TimeZone::system, TimeZone::fixed))
}

/// A time by the clock of here.
pub(crate) fn time(at: Timestamp) -> String {
    clock(at, TimeZone::system())
}

/// Bytes, in the unit that suits.
pub(crate) fn bytes(count: u64) -> String {
    DecimalBytes(count).to_string()
}

/// Four words, side by side.
pub(crate) fn words(words: [&str; 4]) -> String {
    words.join(" ")
}

/// Devices by name and short id, side by side.
pub(crate) fn devices(devices: &[(DeviceId, Option<String>)]) -> String {
    let told = devices.iter().map(|(device, name)| match name {
        Some(name) => format!("{name} {}", device.short()),
        None => device.short(),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// A configuration by its name, version and short fingerprint.
pub(crate) fn configuration(summary: &ConfigurationSummary) -> String {
    let ConfigurationSummary { name, version, fingerprint } = summary;
    let version = if version.is_empty() { String::new() } else { format!(" {version}") };
    format!("{name}{version} ({})", fingerprint.short())
}

/// A table of observations.
pub(crate) fn observations(context: &Context, vocabulary: &Vocabulary, list: &[Observation]) -> String {
    if list.is_empty() {
        return fl!("no-observations");
    }
    let mut table =
        table(&["ID".to_owned(), fl!("date"), fl!("category"), fl!("place"), fl!("notes"), String::new()]);
    // Ids are copied and dates compared: they stay on one line.
    table.set_constraints([ColumnConstraint::ContentWidth, ColumnConstraint::ContentWidth]);
    for one in list {
        let mut marks = Vec::new();
        if !one.conflicts.is_empty() {
            marks.push(fl!("mark-conflict"));
        }
        if one.is_deleted() {
            marks.push(fl!("mark-deleted"));
        }
        if !one.attachments.is_empty() {
            marks.push(fl!("mark-attachments", n = one.attachments.len()));
        }
        table.add_row([
            one.id.short(),
            moment(one.observed_at.unwrap_or(one.created_at)),
            category(context, vocabulary, one),
            place(one.position.as_ref()),
            shortened(one.notes.as_deref().unwrap_or_default()),
            marks.join(", "),
        ]);
    }
    table.trim_fmt()
}

/// An observation in full, with its conflicts side by side.
pub(crate) fn observation(
    context: &Context,
    project: &Project,
    vocabulary: &Vocabulary,
    one: &Observation,
) -> String {
    let mut lines = vec![one.id.to_string()];
    if let Some(at) = one.deleted_at {
        lines.push(fl!("deleted-at", at = time(at)));
    }
    let mut field = |label: String, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {label}: {value}"));
        }
    };
    field(fl!("category"), category(context, vocabulary, one));
    field(fl!("date"), moment(one.observed_at.unwrap_or(one.created_at)));
    field(fl!("place"), place(one.position.as_ref()));
    field(fl!("recorded-by"), context.device_name(project, one.author.as_ref()));
    let changed = format!("{}, {}", context.device_name(project, one.editor.as_ref()), time(one.updated_at));
    field(fl!("last-change"), changed);
    for (key, value) in &one.tags {
        field(label(context, vocabulary, one, key), plain(&value.to_json()));
    }
    field(fl!("notes"), one.notes.clone().unwrap_or_default());
    for (id, record) in &one.attachments {
        let name = record.name.as_deref().unwrap_or(&record.media_type);
        let hash: String = id.to_string().chars().take(8).collect();
        field(fl!("attachment"), format!("{name}  {}  {hash}", bytes(record.size)));
    }
    if let Some(source) = &one.source {
        field(fl!("imported-from"), format!("{} {}", source.kind, source.id));
    }
    for conflict in &one.conflicts {
        lines.push(conflict_lines(context, project, vocabulary, one, conflict));
    }
    lines.join("\n")
}

/// What a person calls a field in a conflict, and types to `resolve` it.
pub(crate) fn field_key(field: &FieldName) -> String {
    match field {
        FieldName::Tag(key)
            if !["position", "category", "observed_at", "notes", "deleted"].contains(&key.as_str()) =>
        {
            key.clone()
        }
        other => json::field_name(other),
    }
}

fn conflict_lines(
    context: &Context,
    project: &Project,
    vocabulary: &Vocabulary,
    one: &Observation,
    conflict: &Conflict,
) -> String {
    let key = field_key(&conflict.field);
    let name = match &conflict.field {
        FieldName::Tag(key) => label(context, vocabulary, one, key),
        FieldName::Position => fl!("place"),
        FieldName::Category => fl!("category"),
        FieldName::ObservedAt => fl!("date"),
        FieldName::Notes => fl!("notes"),
        FieldName::Deleted => fl!("mark-deleted"),
    };
    let mut text = fl!("conflict", field = name, n = conflict.values.len());
    for value in &conflict.values {
        let shown = disputed(context, vocabulary, one, &conflict.field, value);
        let author = context.device_name(project, value.author.as_ref());
        text.push_str(&format!("\n    {shown}   ({author}, {})", time(value.at)));
    }
    let command = format!("fieldmesh observation resolve {} {key}=…", one.id.short());
    text.push_str(&format!("\n    {}", fl!("resolve-with", command = command)));
    text
}

/// One of several current values.
fn disputed(
    context: &Context,
    vocabulary: &Vocabulary,
    one: &Observation,
    field: &FieldName,
    value: &ConflictValue,
) -> String {
    let json = json::conflict_value(field, value);
    match (field, &json) {
        (FieldName::Deleted, Value::Bool(true)) => fl!("mark-deleted"),
        (FieldName::Deleted, _) => fl!("not-deleted"),
        (FieldName::Category, Value::String(id)) => category_named(context, vocabulary, one, id),
        (FieldName::Position, _) => value
            .value
            .as_deref()
            .and_then(|text| Position::from_json(text).ok())
            .map_or_else(|| plain(&json), |position| place(Some(&position))),
        _ => plain(&json),
    }
}

/// What the category of an observation is called, as it says or as its tags tell.
fn category(context: &Context, vocabulary: &Vocabulary, one: &Observation) -> String {
    let name = vocabulary.category(one).map(|category| category.name(context.language.tag()));
    name.or(one.category.as_deref()).unwrap_or_default().to_owned()
}

fn category_named(context: &Context, vocabulary: &Vocabulary, one: &Observation, id: &str) -> String {
    let category = vocabulary.category_named(id, one.configuration.as_ref());
    category.map_or(id, |category| category.name(context.language.tag())).to_owned()
}

fn label(context: &Context, vocabulary: &Vocabulary, one: &Observation, key: &str) -> String {
    vocabulary.field(one, key).map_or(key, |field| field.label(context.language.tag())).to_owned()
}

/// A value without the marks of JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn place(position: Option<&Position>) -> String {
    let Some(position) = position else { return String::new() };
    let Some(anchor) = position.anchor() else { return String::new() };
    let point = format!("{:.5}, {:.5}", anchor.latitude, anchor.longitude);
    let accuracy = position.accuracy().map(|metres| format!(" ± {metres:.0} m")).unwrap_or_default();
    match position.geometry() {
        Geometry::Point(_) => format!("{point}{accuracy}"),
        Geometry::Track(line) => format!("{point} {}", fl!("track", n = line.len())),
        Geometry::Area(_) => format!("{point} {}", fl!("area")),
    }
}

fn shortened(notes: &str) -> String {
    let line = notes.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= NOTES {
        return line;
    }
    line.chars().take(NOTES - 1).chain(['…']).collect()
}

fn clock(at: Timestamp, zone: TimeZone) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(at) => at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_notes_are_cut_between_characters() {
        assert_eq!(shortened("roof\n gone"), "roof gone");
        assert_eq!(shortened(&"ñ".repeat(41)).chars().count(), 40);
    }

    #[test]
    fn a_moment_is_shown_by_the_clock_of_its_place() {
        let there = Moment { at: Timestamp(1_700_000_000_000), zone: Some(-300) };
        assert_eq!(moment(there), "2023-11-14 17:13");
    }

    #[test]
    fn an_answer_called_like_a_field_is_told_apart() {
        assert_eq!(field_key(&FieldName::Tag("notes".to_owned())), "tags.notes");
        assert_eq!(field_key(&FieldName::Tag("water".to_owned())), "water");
        assert_eq!(field_key(&FieldName::Notes), "notes");
    }
}
