//! Words that stand alone, and sentences that speak of nothing in particular.

use fieldmesh::Language;

use crate::say::say;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $key:literal,)*) => {
        $($(#[$doc])* pub fn $name(language: Language) -> String { say!(language, $key) })*
    };
}

words! {
    /// How many metres a place may be off.
    accuracy = "accuracy",
    /// Metres above the ellipsoid.
    altitude = "altitude",
    /// Written by a program that is not this one.
    another_program = "another-program",
    /// A photo or another file of an observation.
    attachment = "attachment",
    /// Several of them.
    attachments = "attachments",
    /// What an observation is of.
    category = "category",
    /// Of a device that a person compared with its own screen.
    compared = "compared",
    /// The field of an observation; when it was seen.
    date = "date",
    /// Of an observation that is deleted.
    deleted = "mark-deleted",
    /// What was done when an observation was deleted, and what that means.
    deleted_everywhere = "deleted",
    /// An installation of this program.
    device = "device",
    /// Of an observation that another device deleted and that is shown until a person answers.
    deletion_held = "mark-deletion-held",
    /// A sync file was read whole, and every byte of it is right.
    file_verified = "file-verified",
    /// The last writing to a sync file had not finished.
    file_was_unfinished = "file-was-unfinished",
    /// A direction of travel.
    heading = "heading",
    /// Where observations came from that this program did not record.
    imported_from = "imported-from",
    /// Of an observation in conflict.
    in_conflict = "mark-conflict",
    /// Who changed an observation last, and when.
    last_change = "last-change",
    /// When a device synchronized last.
    last_synchronized = "last-synchronized",
    /// Degrees north.
    latitude = "latitude",
    /// How a position came about.
    located = "located",
    /// Degrees east.
    longitude = "longitude",
    /// While nobody is found yet.
    looking = "sync-looking",
    /// What a device, project or configuration is called.
    name = "name",
    /// What stands above the list of devices.
    nearby = "sync-nearby",
    /// In place of a time.
    never = "never",
    /// Of a project that has none yet.
    no_configuration = "no-configuration",
    /// In place of a list.
    no_observations = "no-observations",
    /// Of an observation that somebody else deleted.
    not_deleted = "not-deleted",
    /// The field of an observation.
    notes = "notes",
    /// Several of them.
    observations = "observations",
    /// Of an open project, in a list.
    open = "open-mark",
    /// Of an open project, in full.
    open_warning = "open-warning",
    /// Of a device that holds something else.
    other_data = "other-data",
    /// The field of an observation.
    place = "place",
    /// Who recorded an observation.
    recorded_by = "recorded-by",
    /// An observation that was deleted is back.
    restored = "restored",
    /// Of a device that holds the same.
    same_data = "same-data",
    /// An observation is on disk.
    saved = "saved",
    /// An observation was made what it was at a version.
    version_back = "version-back",
    /// Of the version in which an observation was recorded.
    version_recorded = "version-recorded",
    /// Of a version that took a deletion back.
    version_restored = "version-restored",
    /// Of a version that changed nothing that people see.
    version_same = "version-same",
    /// While something is done that has no name.
    working = "stage-working",
}
