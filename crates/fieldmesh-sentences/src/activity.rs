//! The book of synchronizations: one line of it, and the receipt of one, to print or to send.

use fieldmesh::{
    Activity, ActivityEnd, Carried, Completed, DeviceId, ErrorKind, Language, RecordsDigest, Via, words,
};

use crate::say::say;
use crate::{both_hold, bytes, came, data_words, error, time, went};

/// What carried a synchronization.
pub fn carried_by(language: Language, activity: &Activity) -> String {
    match (activity.via, &activity.file) {
        (Via::Lan, _) => say!(language, "by-network"),
        (Via::File, Some(file)) => say!(language, "by-file", file = file.as_str()),
        (Via::File, None) => say!(language, "by-some-file"),
    }
}

/// What came of a synchronization.
pub fn activity_end(language: Language, end: &ActivityEnd) -> String {
    match end {
        ActivityEnd::Complete(completed) => came(language, &completed.received.counts),
        ActivityEnd::Created(completed) => say!(language, "activity-created", n = completed.observations),
        ActivityEnd::Failed { kind } => say!(language, "ended-early", why = why(language, kind)),
    }
}

/// A synchronization in full: who, when, what moved, and the words by which two people can compare what they hold.
///
/// `here` is this device's name and id.
pub fn receipt(
    language: Language,
    project: &str,
    here: (&str, &DeviceId),
    number: u64,
    activity: &Activity,
) -> String {
    let mut lines = vec![
        say!(language, "receipt-title", number = number, project = project),
        say!(language, "receipt-when", at = time(activity.at), seconds = activity.took.div_ceil(1_000)),
        say!(language, "receipt-here", name = here.0, id = here.1.to_string()),
    ];
    let how = carried_by(language, activity);
    if let ActivityEnd::Created(completed) = &activity.end {
        lines.push(say!(language, "receipt-wrote", how = how));
        lines.extend(written(language, completed));
        return lines.join("\n");
    }
    lines.push(say!(language, "receipt-with", name = activity.name.as_str(), id = activity.device.to_string()));
    lines.push(say!(language, "receipt-by", how = how));
    match &activity.end {
        ActivityEnd::Complete(completed) => lines.extend(outcome(language, completed)),
        ActivityEnd::Failed { kind } => lines.push(say!(language, "ended-early", why = why(language, kind))),
        ActivityEnd::Created(_) => {}
    }
    lines.join("\n")
}

/// What is in a file that was written.
fn written(language: Language, completed: &Completed) -> Vec<String> {
    let Completed { records_digest, observations, sent, on_neither, .. } = completed;
    let size = bytes(language, sent.bytes);
    let mut lines = vec![
        say!(language, "activity-created", n = observations),
        say!(language, "receipt-sent", n = sent.attachments, size = size),
    ];
    if *on_neither > 0 {
        lines.push(say!(language, "photos-on-neither", n = on_neither));
    }
    lines.extend(proof(language, records_digest));
    lines
}

/// By what two people compare what they hold.
fn proof(language: Language, digest: &RecordsDigest) -> [String; 2] {
    [
        data_words(language, words(&digest.0, language)),
        say!(language, "receipt-digest", digest = digest.to_string()),
    ]
}

fn outcome(language: Language, completed: &Completed) -> Vec<String> {
    let Completed { records_digest, observations, sent, received, on_neither, missing, declined } = completed;
    let moved = |carried: &Carried| (carried.attachments, bytes(language, carried.bytes));
    let (got, gave) = (moved(received), moved(sent));
    let mut lines =
        vec![came(language, &received.counts), say!(language, "receipt-received", n = got.0, size = got.1)];
    lines.extend(went(language, &sent.counts));
    lines.push(say!(language, "receipt-sent", n = gave.0, size = gave.1));
    if *declined == 0 {
        lines.push(both_hold(language, *observations));
    } else {
        lines.push(say!(language, "except-shards", n = declined));
    }
    if *missing > 0 {
        lines.push(say!(language, "except-attachments", n = missing));
    }
    if *on_neither > 0 {
        lines.push(say!(language, "photos-on-neither", n = on_neither));
    }
    lines.extend(proof(language, records_digest));
    lines
}

/// The sentence of an error by its stable word; the word itself where a newer program wrote it.
fn why(language: Language, kind: &str) -> String {
    let known = ErrorKind::ALL.iter().find(|known| known.as_str() == kind);
    known.map_or_else(|| kind.to_owned(), |kind| error(language, *kind))
}

#[cfg(test)]
mod tests {
    use fieldmesh::{MergeCounts, Timestamp};

    use super::*;

    fn activity(end: ActivityEnd) -> Activity {
        Activity {
            at: Timestamp(1_700_000_000_000),
            took: 2_100,
            device: DeviceId::from_bytes([3; 32]),
            name: "Marco".to_owned(),
            via: Via::File,
            file: Some("trip.fieldmesh".to_owned()),
            end,
        }
    }

    #[test]
    fn a_receipt_says_who_what_moved_and_how_to_compare() {
        let counts = MergeCounts { new: 12, changed: 3, deleted: 1, conflicts: 1 };
        let end = ActivityEnd::Complete(Box::new(Completed {
            records_digest: RecordsDigest([9; 32]),
            observations: 1_216,
            sent: Carried::default(),
            received: Carried { counts, attachments: 31, bytes: 48_230_000 },
            on_neither: 2,
            missing: 0,
            declined: 0,
        }));
        let here = ("Ana", &DeviceId::from_bytes([2; 32]));
        let text = receipt(Language::English, "Río Napo", here, 7, &activity(end));
        for part in [
            "Synchronization 7 of the project Río Napo",
            "it took 3 seconds in all",
            "This device: Ana, ",
            "With: Marco, ",
            "By: the sync file trip.fieldmesh",
            "Came: 12 new, 3 changed, 1 deleted, 1 in conflict.",
            "Received: 31 attachments, 48.2 MB",
            "Sent: 0 attachments, 0 B",
            "1,216",
            "2 photos",
            &RecordsDigest([9; 32]).to_string(),
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }

    #[test]
    fn the_receipt_of_a_file_that_was_written_says_what_is_in_it_and_speaks_of_nobody_else() {
        let end = ActivityEnd::Created(Box::new(Completed {
            records_digest: RecordsDigest([9; 32]),
            observations: 1_216,
            sent: Carried { counts: MergeCounts::default(), attachments: 31, bytes: 48_230_000 },
            received: Carried::default(),
            on_neither: 0,
            missing: 0,
            declined: 0,
        }));
        let here = ("Ana", &DeviceId::from_bytes([2; 32]));
        let text = receipt(Language::English, "Río Napo", here, 7, &activity(end));
        let parts = [
            "Wrote the sync file trip.fieldmesh.",
            "1,216 observations written",
            "31 attachments, 48.2 MB",
            "Digest",
        ];
        for part in parts {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("With:") && !text.contains("Both hold"), "{text}");
    }

    #[test]
    fn deleting_and_restoring_have_one_word_each_in_every_language() {
        let catalogues = [
            ("es", include_str!("../i18n/es/fieldmesh_sentences.ftl"), ["borrad", "recuperad", "recuperar"]),
            (
                "es",
                include_str!("../../fieldmesh-window/i18n/es/fieldmesh_window.ftl"),
                ["borr", "recuperad", "recuperar"],
            ),
            (
                "es",
                include_str!("../../fieldmesh-app/i18n/es/fieldmesh_app.ftl"),
                ["borrad", "recuperad", "recuperar"],
            ),
            ("pt", include_str!("../i18n/pt/fieldmesh_sentences.ftl"), ["apagad", "recuperad", "recuperá"]),
            (
                "pt",
                include_str!("../../fieldmesh-window/i18n/pt/fieldmesh_window.ftl"),
                ["apagad", "apagar", "recuperá"],
            ),
            (
                "pt",
                include_str!("../../fieldmesh-app/i18n/pt/fieldmesh_app.ftl"),
                ["apagad", "recuperad", "recuperá"],
            ),
            ("fr", include_str!("../i18n/fr/fieldmesh_sentences.ftl"), ["effacé", "rétabli", "récupér"]),
            (
                "fr",
                include_str!("../../fieldmesh-window/i18n/fr/fieldmesh_window.ftl"),
                ["effacé", "rétabli", "récupér"],
            ),
            ("fr", include_str!("../../fieldmesh-app/i18n/fr/fieldmesh_app.ftl"), ["effacé", "rétabli", "récupér"]),
        ];
        for (language, catalogue, others) in catalogues {
            let lower = catalogue.to_lowercase();
            let found: Vec<_> =
                lower.lines().filter(|line| others.iter().any(|other| line.contains(other))).collect();
            assert!(found.is_empty(), "{language}: eliminar, excluir, supprimer; restaurar, restaurer: {found:?}");
        }
    }

    #[test]
    fn one_that_ended_early_says_why_also_by_a_word_of_a_newer_program() {
        let told = |kind: &str| activity_end(Language::English, &ActivityEnd::Failed { kind: kind.to_owned() });
        assert!(told("disk-full").contains("The disk is full."));
        assert!(told("tide-out").contains("tide-out"));
    }
}
