//! Times, stages and differences in words.

use fieldmesh::config::{CategoryChange, Difference, FieldChange};
use fieldmesh::{Language, Stage, Timestamp, rfc3339};

pub(super) fn moment(_: Language, at: Timestamp) -> String {
    rfc3339(at)
}

pub(super) fn day(_: Language, at: Timestamp) -> String {
    rfc3339(at).chars().take(10).collect()
}

pub(super) fn stage(_: Language, stage: Stage) -> String {
    format!("{stage:?}")
}

pub(super) fn main_differences(language: Language, difference: &Difference) -> Vec<String> {
    let tag = language.tag();
    let sign = |added, removed| {
        if added {
            "+"
        } else if removed {
            "−"
        } else {
            "≠"
        }
    };
    let categories = difference.categories.iter().map(|one| {
        let sign = sign(one.change == CategoryChange::Added, one.change == CategoryChange::Removed);
        format!("{sign} {}", one.name.get(tag).unwrap_or_default())
    });
    let fields = difference.fields.iter().map(|one| {
        let sign = sign(one.change == FieldChange::Added, one.change == FieldChange::Removed);
        format!("{sign} {}", one.label.get(tag).unwrap_or_default())
    });
    categories.chain(fields).take(8).collect()
}
