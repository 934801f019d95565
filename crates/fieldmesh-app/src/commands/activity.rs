//! `fieldmesh activity`: the book of synchronizations, and the receipt of one.

use fieldmesh::{Activity, ActivityEnd, Carried, ErrorKind, Language, Via, words};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// The newest synchronizations, or the receipt of the one that is numbered.
pub(crate) fn run(context: &Context, number: Option<u64>, limit: u64) -> Result<(), Failure> {
    let (project, language) = (context.project()?, context.language);
    let Some(number) = number else {
        let all = project.activity(limit)?;
        let value = || all.iter().map(|(number, one)| entry(*number, one, language)).collect::<Value>();
        return context.output.answer(value, || table(&all, language));
    };
    let Some(one) = project.activity_entry(number)? else {
        return Err(Failure::new(ErrorKind::InvalidValue, fl!("activity-unknown", number = number)));
    };
    let device = project.device();
    let receipt = || sentences::receipt(language, &project.name(), (&device.name(), &device.id()), number, &one);
    context.output.answer(|| entry(number, &one, language), receipt)
}

fn table(all: &[(u64, Activity)], language: Language) -> String {
    if all.is_empty() {
        return fl!("no-activity");
    }
    let mut table =
        show::table(&[String::new(), word::date(language), word::device(language), String::new(), String::new()]);
    for (number, one) in all {
        table.add_row([
            number.to_string(),
            sentences::time(one.at),
            one.name.clone(),
            sentences::carried_by(language, one),
            sentences::activity_end(language, &one.end),
        ]);
    }
    table.trim_fmt()
}

fn entry(number: u64, activity: &Activity, language: Language) -> Value {
    let via = match activity.via {
        Via::Lan => "lan",
        Via::File => "file",
    };
    let mut value = json!({
        "number": number, "at": json::time(activity.at), "took_ms": activity.took,
        "device": activity.device.to_string(), "name": activity.name, "via": via, "file": activity.file,
    });
    let end = match &activity.end {
        ActivityEnd::Failed { kind } => json!({ "complete": false, "created": false, "failed": kind }),
        ActivityEnd::Complete(completed) | ActivityEnd::Created(completed) => json!({
            "created": matches!(activity.end, ActivityEnd::Created(_)),
            "complete": completed.missing == 0 && completed.declined == 0,
            "sent": carried(&completed.sent), "received": carried(&completed.received),
            "observations": completed.observations,
            "on_neither": completed.on_neither, "missing": completed.missing, "declined": completed.declined,
            "records_digest": completed.records_digest.to_string(),
            "data_words": words(&completed.records_digest.0, language),
        }),
    };
    if let (Value::Object(value), Value::Object(end)) = (&mut value, end) {
        value.extend(end);
    }
    value
}

fn carried(carried: &Carried) -> Value {
    let Carried { counts, attachments, bytes } = carried;
    json!({
        "new": counts.new, "changed": counts.changed, "deleted": counts.deleted, "conflicts": counts.conflicts,
        "attachments": attachments, "bytes": bytes,
    })
}
