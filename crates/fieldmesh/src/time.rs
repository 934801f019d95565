//! The clock, and times as text.

use fieldmesh_document::{Moment, Timestamp};

/// The time of this computer's clock, which may be wrong.
pub(crate) fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// The same, with the zone that this computer is set to.
pub(crate) fn here() -> Moment {
    let now = jiff::Zoned::now();
    let minutes = i16::try_from(now.offset().seconds() / 60).ok();
    Moment { at: Timestamp(now.timestamp().as_millisecond()), zone: minutes }
}

/// RFC 3339 in UTC; empty for a time beyond the years −9999 to 9999.
pub fn rfc3339(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.0).map(|time| time.to_string()).unwrap_or_default()
}

/// RFC 3339 with the zone it was lived in, or in UTC where that is unknown.
pub fn rfc3339_moment(moment: Moment) -> String {
    let Ok(time) = jiff::Timestamp::from_millisecond(moment.at.0) else { return String::new() };
    match moment.zone.and_then(|minutes| jiff::tz::Offset::from_seconds(i32::from(minutes) * 60).ok()) {
        Some(offset) => time.display_with_offset(offset).to_string(),
        None => time.to_string(),
    }
}
