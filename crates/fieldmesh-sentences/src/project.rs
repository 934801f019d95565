//! A project, its members, and what this device holds of it.

use fieldmesh::{Language, MediaPolicy, RecordsDigest, Timestamp, Told, Totals};

use crate::numbers::bytes;
use crate::say::say;
use crate::time::time;
use crate::word;

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

/// What others tell of a device: with which other one it synchronized, and what it held then. `digest` is that of what
/// this device holds.
pub fn second_hand(language: Language, told: &Told, digest: &RecordsDigest) -> String {
    let with = told.with_name.clone().unwrap_or_else(|| told.with.short());
    let mut parts = vec![say!(language, "second-hand", when = time(told.known.at), with = with)];
    parts.extend(told.known.observations.map(|n| say!(language, "second-hand-held", n = n)));
    parts.extend(told.known.records_digest.map(|then| match then == *digest {
        true => word::same_data(language),
        false => word::other_data(language),
    }));
    parts.join(", ")
}

/// By how many milliseconds the clock of a device is off at least; behind where they are less than nothing.
pub fn clock_off(language: Language, milliseconds: i64) -> String {
    const HOUR: u64 = 3_600_000;
    let off = milliseconds.unsigned_abs();
    let (years, days, hours) = (off / (8_766 * HOUR), off / (24 * HOUR), off / HOUR);
    let time = if years > 0 {
        say!(language, "span-years", n = years)
    } else if days > 0 {
        say!(language, "span-days", n = days)
    } else {
        say!(language, "span-hours", n = hours)
    };
    if milliseconds < 0 {
        say!(language, "clock-behind", time = time)
    } else {
        say!(language, "clock-ahead", time = time)
    }
}

/// How many shards are held that a newer version wrote.
pub fn unread_parts(language: Language, n: u64) -> String {
    say!(language, "status-unread", n = n)
}

/// A file was written.
pub fn written(language: Language, file: &str) -> String {
    say!(language, "written", file = file)
}

/// Which photos this device wants of the project.
pub fn photos_wanted(language: Language, policy: MediaPolicy) -> String {
    match policy {
        MediaPolicy::Everything => say!(language, "photos-everything"),
        MediaPolicy::Previews => say!(language, "photos-previews"),
        MediaPolicy::Nothing => say!(language, "photos-nothing"),
    }
}

/// Photos that this device wants and that never came, or are gone.
pub fn photos_missing(language: Language, n: u64) -> String {
    say!(language, "photos-missing", n = n)
}

/// Photos of this device that were put aside.
pub fn photos_damaged(language: Language, n: u64) -> String {
    say!(language, "photos-damaged", n = n)
}

/// Photos that no other device is known to hold as they were taken.
pub fn originals_only_here(language: Language, n: u64) -> String {
    say!(language, "originals-only-here", n = n)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_off_in_the_largest_unit_that_it_fills() {
        let off = |hours: i64| clock_off(Language::English, hours * 3_600_000);
        assert_eq!(off(-87_660), "clock behind by 10 years or more");
        assert_eq!(off(8_765), "clock ahead by 365 days or more");
        assert_eq!(off(-24), "clock behind by 1 day or more");
        assert_eq!(off(23), "clock ahead by 23 hours or more");
        assert_eq!(clock_off(Language::French, -87_660 * 3_600_000), "horloge en retard de 10 ans ou plus");
    }
}
