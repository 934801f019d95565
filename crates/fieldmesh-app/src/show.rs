//! What people read: tables, and an observation in full.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use fieldmesh::{Conflict, ConflictValue, DeviceId, FieldName, Listed, Observation, Project, Vocabulary};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::Value;

use crate::context::Context;
use crate::json;
use crate::language::fl;

/// The most characters of notes in a list.
const NOTES: usize = 40;

/// A table as wide as the terminal allows.
pub(crate) fn table(header: &[String]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(header);
    table
}

/// Devices by name and short id, side by side.
pub(crate) fn devices(devices: &[(DeviceId, Option<String>)]) -> String {
    let told = devices.iter().map(|(device, name)| match name {
        Some(name) => format!("{name} {}", device.short()),
        None => device.short(),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// A table of observations.
pub(crate) fn observations(context: &Context, vocabulary: &Vocabulary, list: &[Listed]) -> String {
    let mut table = table(&[
        "ID".to_owned(),
        word::date(context.language),
        word::category(context.language),
        word::place(context.language),
        word::notes(context.language),
        String::new(),
    ]);
    // Ids are copied and dates compared: they stay on one line.
    table.set_constraints([ColumnConstraint::ContentWidth, ColumnConstraint::ContentWidth]);
    for Listed { observation: one, held, .. } in list {
        let mut marks = Vec::new();
        if !one.conflicts.is_empty() {
            marks.push(word::in_conflict(context.language));
        }
        if *held {
            marks.push(word::deletion_held(context.language));
        } else if one.is_deleted() {
            marks.push(word::deleted(context.language));
        }
        if !one.attachments.is_empty() {
            marks.push(sentences::attachments(context.language, one.attachments.len()));
        }
        table.add_row([
            one.id.short(),
            sentences::moment(one.observed_at.unwrap_or(one.created_at)),
            sentences::category(context.language, vocabulary, one),
            sentences::place(context.language, one.position.as_ref()),
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
        lines.push(sentences::deleted_at(context.language, at));
    }
    let mut field = |label: String, value: String| {
        if !value.is_empty() {
            lines.push(format!("  {label}: {value}"));
        }
    };
    field(word::category(context.language), sentences::category(context.language, vocabulary, one));
    field(word::date(context.language), sentences::moment(one.observed_at.unwrap_or(one.created_at)));
    field(word::place(context.language), sentences::place(context.language, one.position.as_ref()));
    field(word::located(context.language), sentences::located(context.language, one));
    field(word::recorded_by(context.language), context.device_name(project, one.author.as_ref()));
    let changed =
        format!("{}, {}", context.device_name(project, one.editor.as_ref()), sentences::time(one.updated_at));
    field(word::last_change(context.language), changed);
    for (key, value) in &one.tags {
        let name = sentences::answer_name(context.language, vocabulary, one, key);
        field(name, sentences::value(context.language, vocabulary.field(one, key), value));
    }
    field(word::notes(context.language), one.notes.clone().unwrap_or_default());
    for (id, record) in &one.attachments {
        let name = record.name.as_deref().unwrap_or(&record.media_type);
        let hash: String = id.to_string().chars().take(8).collect();
        field(
            word::attachment(context.language),
            format!("{name}  {}  {hash}", sentences::bytes(context.language, record.size)),
        );
    }
    if let Some(source) = &one.source {
        field(word::imported_from(context.language), format!("{} {}", source.kind, source.id));
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
    let name = sentences::field_name(context.language, vocabulary, one, &conflict.field);
    let mut text = sentences::conflict(context.language, &name, conflict.values.len());
    for value in &conflict.values {
        let shown = disputed(context, vocabulary, one, &conflict.field, value);
        let author = context.device_name(project, value.author.as_ref());
        let version: String = value.change.to_string().chars().take(8).collect();
        text.push_str(&format!("\n    {shown}   ({author}, {}, {version})", sentences::time(value.at)));
    }
    let command = format!("fieldmesh observation resolve {} {key}=…", one.id.short());
    text.push_str(&format!("\n    {}", fl!("resolve-with", command = command)));
    text
}

/// One of several current values, as it is to be typed where that differs from what people read.
fn disputed(
    context: &Context,
    vocabulary: &Vocabulary,
    one: &Observation,
    field: &FieldName,
    value: &ConflictValue,
) -> String {
    match (field, json::plain_value(field, value.value.as_deref())) {
        (FieldName::ObservedAt, Value::String(time)) => time,
        _ => sentences::plain_value(context.language, vocabulary, one, field, value.value.as_deref()),
    }
}

fn shortened(notes: &str) -> String {
    let line = notes.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= NOTES {
        return line;
    }
    line.chars().take(NOTES - 1).chain(['…']).collect()
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
    fn an_answer_called_like_a_field_is_told_apart() {
        assert_eq!(field_key(&FieldName::Tag("notes".to_owned())), "tags.notes");
        assert_eq!(field_key(&FieldName::Tag("water".to_owned())), "water");
        assert_eq!(field_key(&FieldName::Notes), "notes");
    }
}
