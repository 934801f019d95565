//! What a sync file is called unless a person calls it otherwise.

use fieldmesh_document::Timestamp;
use jiff::tz::TimeZone;
use unicode_normalization::UnicodeNormalization;

use crate::Project;

impl Project {
    /// Project, day and device, as in `Rio-Napo 2026-11-22 K7QF.fieldmesh`, in letters that every file system takes.
    /// The day is that of `at` by the clock of here.
    pub fn sync_file_name(&self, at: Timestamp) -> String {
        name(&self.name(), &self.device().id().short(), at, TimeZone::system())
    }
}

fn name(project: &str, device: &str, at: Timestamp, zone: TimeZone) -> String {
    // Letters lose their marks; what has no plain letter is left out.
    let plain: String = project.nfd().filter(char::is_ascii).collect();
    let words: Vec<_> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let day = jiff::Timestamp::from_millisecond(at.0).map(|at| at.to_zoned(zone).date().to_string());
    let device: String = device.chars().take(4).collect();
    let parts = [words.join("-"), day.unwrap_or_default(), device];
    parts.iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ") + ".fieldmesh"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_letters_that_every_file_system_takes() {
        let named = |project| name(project, "K7QF-2M9X", Timestamp(1_795_305_600_000), TimeZone::UTC);
        assert_eq!(named("Río Napo"), "Rio-Napo 2026-11-22 K7QF.fieldmesh");
        assert_eq!(named(" a/b:2 * ../c "), "a-b-2-c 2026-11-22 K7QF.fieldmesh");
        assert_eq!(named("川"), "2026-11-22 K7QF.fieldmesh");
    }
}
