//! Which observations are shown.

use fieldmesh::{Arrived, Bounds, Deleted, Query, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What a person asked for; the default is everything that is not deleted.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Filter {
    /// Of this category.
    pub category: Option<String>,
    /// Recorded at this time or later.
    pub since: Option<Timestamp>,
    /// Recorded at this time or earlier.
    pub until: Option<Timestamp>,
    /// With words that begin so; empty for any.
    pub text: String,
    /// In this part of the map: the visible one.
    pub area: Option<Bounds>,
    /// Which of them.
    pub kept: Kept,
}

/// Which observations are shown, with regard to what happened to them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Kept {
    /// Those that are not deleted, and those whose deletion waits for an answer.
    #[default]
    Live,
    /// Those with a field in conflict, deleted ones too.
    Conflicts,
    /// Those imported from the same source as another one, side by side.
    Duplicates,
    /// Deleted ones.
    Deleted,
    /// Those with a dot.
    New,
    /// Those that came since the project had this revision: with one synchronization. Deleted ones too.
    Came(u64),
    /// Those that were deleted on other devices, where that waits for an answer.
    Held,
}

/// A day by the clock of this computer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// Its first millisecond.
    pub first: Timestamp,
    /// Its last.
    pub last: Timestamp,
}

impl Day {
    /// Reads a day as `2026-11-22`; `None` for what is no day.
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::strptime("%Y-%m-%d", text.trim()).ok()?;
        let begin = |date: Date| Some(date.to_zoned(TimeZone::system()).ok()?.timestamp().as_millisecond());
        Some(Self { first: Timestamp(begin(date)?), last: Timestamp(begin(date.tomorrow().ok()?)? - 1) })
    }

    /// The day of a moment, as it is read.
    pub fn text(at: Timestamp) -> String {
        let at = jiff::Timestamp::from_millisecond(at.0);
        at.map(|at| at.to_zoned(TimeZone::system()).strftime("%Y-%m-%d").to_string()).unwrap_or_default()
    }
}

impl Filter {
    /// The same without regard to the visible part of the map.
    #[must_use]
    pub fn around(&self) -> Self {
        Self { area: None, ..self.clone() }
    }

    /// Whether it keeps everything that is not deleted.
    pub fn is_default(&self) -> bool {
        Self { text: self.text.trim().to_owned(), ..self.clone() } == Self::default()
    }

    /// The question to the database.
    pub fn query(&self) -> Query {
        let mut query = Query {
            category: self.category.clone(),
            since: self.since,
            until: self.until,
            bbox: self.area,
            search: Some(self.text.clone()).filter(|text| !text.trim().is_empty()),
            ..Query::default()
        };
        match self.kept {
            Kept::Live => query.deleted = Deleted::Shown,
            Kept::Conflicts => (query.conflicts, query.deleted) = (true, Deleted::All),
            Kept::Duplicates => query.duplicates = true,
            Kept::Deleted => query.deleted = Deleted::Deleted,
            Kept::New => (query.arrived, query.deleted) = (Some(Arrived::Unseen), Deleted::Shown),
            Kept::Came(since) => (query.arrived, query.deleted) = (Some(Arrived::Since(since)), Deleted::All),
            Kept::Held => query.deleted = Deleted::Held,
        }
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_what_lies_between_two_midnights() {
        let day = Day::parse(" 2026-11-22 ").unwrap();
        let next = Day::parse("2026-11-23").unwrap();
        assert_eq!(day.last.0 + 1, next.first.0);
        assert_eq!((Day::text(day.first), Day::text(day.last)), ("2026-11-22".to_owned(), "2026-11-22".to_owned()));
        for wrong in ["", "2026-02-30", "22.11.2026", "2026-11", "tomorrow", "2026-11-22x"] {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn blanks_in_the_search_keep_everything() {
        assert!(Filter { text: "  ".to_owned(), ..Filter::default() }.is_default());
        assert!(!Filter { kept: Kept::New, ..Filter::default() }.is_default());
    }
}
