//! What came of a synchronization, whatever carried it.

use fieldmesh::{Language, MediaPolicy, MergeCounts, PhotosOutcome};

use crate::observation::words;
use crate::say::say;

/// With whom it was.
pub fn synchronized_with(language: Language, name: &str) -> String {
    say!(language, "sync-with", name = name)
}

/// What this device got.
pub fn came(language: Language, counts: &MergeCounts) -> String {
    if *counts == MergeCounts::default() {
        return say!(language, "nothing-new");
    }
    let MergeCounts { new, changed, deleted, conflicts } = counts;
    say!(language, "moved", new = new, changed = changed, deleted = deleted, conflicts = conflicts)
}

/// What the other side got, where that was anything.
pub fn went(language: Language, counts: &MergeCounts) -> Option<String> {
    let MergeCounts { new, changed, deleted, .. } = counts;
    let something = *counts != MergeCounts::default();
    something.then(|| say!(language, "given", new = new, changed = changed, deleted = deleted))
}

/// That others deleted many observations, which wait for an answer ([`fieldmesh::Project::held_deletions`]).
pub fn held_deletions(language: Language, n: u64) -> String {
    say!(language, "held-deletions", n = n)
}

/// That two devices hold the same `n` observations.
pub fn both_hold(language: Language, n: u64) -> String {
    say!(language, "sync-same", n = n)
}

/// How photos and other attachments stand, where there is something to say: one side keeps less than everything, some
/// come from another device at the same time, some are on neither side, or all of those that this side holds are on both.
pub fn photos(language: Language, photos: &PhotosOutcome, held: u64, media: MediaPolicy) -> Option<String> {
    if media != MediaPolicy::Everything {
        return (held > 0 || photos.on_neither > 0).then(|| kept(language, media)).flatten();
    }
    if photos.coming_here > 0 {
        return Some(say!(language, "photos-coming", n = photos.coming_here));
    }
    if photos.on_neither > 0 {
        return Some(say!(language, "photos-on-neither", n = photos.on_neither));
    }
    (photos.complete && held > 0).then(|| say!(language, "photos-on-both", n = held))
}

/// What becomes of photos and other attachments where not everything is kept.
pub fn kept(language: Language, media: MediaPolicy) -> Option<String> {
    match media {
        MediaPolicy::Everything => None,
        MediaPolicy::Previews => Some(say!(language, "photos-previews-only")),
        MediaPolicy::Nothing => Some(say!(language, "photos-kept-apart")),
    }
}

/// What was left out, where anything was: `declined` shards, or attachments that did not arrive whole.
pub fn excepted(language: Language, declined: usize, photos: &PhotosOutcome) -> Option<String> {
    let missing = photos.missing_here + photos.missing_there;
    if declined > 0 {
        return Some(say!(language, "except-shards", n = declined));
    }
    (missing > 0).then(|| say!(language, "except-attachments", n = missing))
}

/// The words by which two people can tell aloud that both hold the same.
pub fn data_words(language: Language, of_digest: [&str; 4]) -> String {
    say!(language, "data-words", words = words(of_digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_and_went_is_told_where_it_is_something() {
        let nothing = MergeCounts::default();
        let some = MergeCounts { new: 12, changed: 3, deleted: 1, conflicts: 1 };
        assert_eq!(came(Language::English, &nothing), "Nothing new came.");
        assert_eq!(came(Language::English, &some), "Came: 12 new, 3 changed, 1 deleted, 1 in conflict.");
        assert_eq!(went(Language::English, &nothing), None);
        assert_eq!(went(Language::English, &some).unwrap(), "Went: 12 new, 3 changed, 1 deleted.");
    }

    #[test]
    fn nothing_is_not_told_as_one_where_a_language_counts_it_so() {
        for language in Language::ALL {
            assert_ne!(both_hold(language, 0), both_hold(language, 1), "{}", language.tag());
        }
        assert_eq!(both_hold(Language::French, 1204), "Les deux contiennent les mêmes 1\u{202F}204 observations.");
    }

    #[test]
    fn photos_are_told_of_when_there_are_any_or_some_are_missing() {
        let whole = PhotosOutcome { complete: true, ..PhotosOutcome::default() };
        let told = |outcome: &PhotosOutcome, held| {
            photos(Language::English, outcome, held, MediaPolicy::Everything).unwrap_or_default()
        };
        assert_eq!(told(&whole, 0), "");
        assert!(told(&whole, 3).starts_with("All 3 photos"));
        let lacking = PhotosOutcome { on_neither: 2, ..whole };
        assert!(told(&lacking, 3).starts_with("2 photos"));
        let coming = PhotosOutcome { complete: false, coming_here: 4, ..lacking };
        assert!(told(&coming, 3).starts_with("4 photos or other attachments come from another device"));
        let broken = PhotosOutcome { complete: false, missing_here: 1, ..PhotosOutcome::default() };
        assert_eq!(excepted(Language::English, 0, &whole), None);
        assert!(excepted(Language::English, 0, &broken).unwrap().contains("except 1 attachment"));
        assert!(excepted(Language::English, 2, &broken).unwrap().contains("except 2 parts"));
    }
    #[test]
    fn photos_are_not_said_to_be_on_both_where_one_side_keeps_previews_only() {
        let whole = PhotosOutcome { complete: true, ..PhotosOutcome::default() };
        let told = |outcome: &PhotosOutcome, held, media| {
            photos(Language::English, outcome, held, media).unwrap_or_default()
        };
        assert!(told(&whole, 3, MediaPolicy::Previews).starts_with("Only previews of photos"));
        assert!(told(&whole, 3, MediaPolicy::Nothing).starts_with("No photos"));
        assert_eq!(told(&whole, 0, MediaPolicy::Previews), "", "there are none");
        // A device that keeps everything took from a file that does not: it holds no original yet.
        let lacking = PhotosOutcome { on_neither: 3, ..whole };
        assert!(told(&lacking, 0, MediaPolicy::Previews).starts_with("Only previews of photos"));
    }
}
