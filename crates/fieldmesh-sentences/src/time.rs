//! Times, by a clock that people can compare: `2026-11-22 14:03`.

use fieldmesh::{Moment, Timestamp};
use jiff::tz::{Offset, TimeZone};

/// A time by the clock of here.
pub fn time(at: Timestamp) -> String {
    clock(at, TimeZone::system())
}

/// A moment by the clock of the place it was lived in, or of here where that is unknown.
pub fn moment(moment: Moment) -> String {
    let zone = moment.zone.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    clock(moment.at, zone.map_or_else(TimeZone::system, TimeZone::fixed))
}

fn clock(at: Timestamp, zone: TimeZone) -> String {
    match jiff::Timestamp::from_millisecond(at.0) {
        Ok(at) => at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string(),
        // Beyond the years that have a date.
        Err(_) => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_by_the_clock_of_its_place() {
        let there = Moment { at: Timestamp(1_700_000_000_000), zone: Some(-300) };
        assert_eq!(moment(there), "2023-11-14 17:13");
        assert_eq!(time(Timestamp(i64::MAX)), "–");
    }
}
