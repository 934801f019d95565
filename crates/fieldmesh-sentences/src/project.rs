//! A project, its members, and what this device holds of it.

use fieldmesh::{Language, Timestamp, Totals};

use crate::numbers::bytes;
use crate::say::say;
use crate::time::time;

/// A project was begun here.
pub fn project_created(language: Language, name: &str) -> String {
    say!(language, "project-created", name = name)
}

/// This device is a member now.
pub fn project_joined(language: Language, name: &str) -> String {
    say!(language, "project-joined", name = name)
}

/// What an invite gives to whoever has it.
pub fn invite_warning(language: Language, project: &str) -> String {
    say!(language, "invite-warning", name = project)
}

/// What stands under the picture of an invite.
pub fn invite_caption(language: Language, project: &str) -> String {
    say!(language, "invite-caption", name = project)
}

/// Whether and when a person compared a device with its own screen.
pub fn compared_on(language: Language, at: Option<Timestamp>) -> String {
    match at {
        Some(at) => say!(language, "compared-on", at = time(at)),
        None => say!(language, "not-compared"),
    }
}

/// A file was written.
pub fn written(language: Language, file: &str) -> String {
    say!(language, "written", file = file)
}

/// How many observations this device holds.
pub fn stored_observations(language: Language, totals: &Totals) -> String {
    let Totals { live, deleted, conflicted, .. } = totals;
    say!(language, "status-observations", live = live, deleted = deleted, conflicted = conflicted)
}

/// How many attachments of those observations this device holds.
pub fn stored_attachments(language: Language, totals: &Totals) -> String {
    say!(
        language,
        "status-attachments",
        present = totals.attachments_present,
        referenced = totals.attachments_referenced,
        size = bytes(language, totals.attachment_bytes)
    )
}
