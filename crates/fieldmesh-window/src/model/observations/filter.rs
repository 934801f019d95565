//! Which observations are shown.

use fieldmesh::{Arrived, Bounds, Deleted, Query, Timestamp};

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
    /// Those that are not deleted.
    #[default]
    Live,
    /// Those with a field in conflict, deleted ones too.
    Conflicts,
    /// Deleted ones.
    Deleted,
    /// Those with a dot.
    New,
    /// Those that came since the project had this revision: with one synchronization. Deleted ones too.
    Came(u64),
    /// Those that were deleted on another device since the project had this revision.
    CameDeleted(u64),
}

impl Filter {
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
            Kept::Live => {}
            Kept::Conflicts => (query.conflicts, query.deleted) = (true, Deleted::All),
            Kept::Deleted => query.deleted = Deleted::Deleted,
            Kept::New => query.arrived = Some(Arrived::Unseen),
            Kept::Came(since) => (query.arrived, query.deleted) = (Some(Arrived::Since(since)), Deleted::All),
            Kept::CameDeleted(since) => {
                (query.arrived, query.deleted) = (Some(Arrived::Since(since)), Deleted::Deleted);
            }
        }
        query
    }
}
