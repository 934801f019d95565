//! Numbers and times.

use fieldmesh::{Language, Moment};
use jiff::tz::{Offset, TimeZone};

/// A whole number with its thousands set apart.
pub(super) fn number(language: Language, number: u64) -> String {
    let mark = match language {
        Language::English => ',',
        Language::Spanish | Language::Portuguese => '.',
        Language::French => '\u{202F}',
    };
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A moment by the clock of where it was.
pub(super) fn moment(moment: Moment) -> String {
    let zone = moment.zone.and_then(|minutes| Offset::from_seconds(i32::from(minutes) * 60).ok());
    let at = jiff::Timestamp::from_millisecond(moment.at.0);
    let zone = zone.map_or_else(TimeZone::system, TimeZone::fixed);
    at.map(|at| at.to_zoned(zone).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}
