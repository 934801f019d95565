//! What goes on with a device, in words.

use fieldmesh::{Edition, LanPeer, Language, PeerState, Presence, Timestamp};
use jiff::tz::TimeZone;

use crate::view::language::fl;

/// What goes on with a device; `now` and the zone are those of the clock on the wall.
pub(super) fn words(language: Language, peer: &LanPeer, edition: Option<Edition>, now: &jiff::Zoned) -> String {
    if let (PeerState::Ready | PeerState::Complete, Presence::Here | Presence::Unsure) =
        (&peer.state, peer.presence)
    {
        if peer.same_data {
            return fl!(language, "sync-same-data");
        }
        if let Some(days) = peer.last.and_then(|last| days_ago(last, now)) {
            return fl!(language, "sync-last-days", n = days);
        }
    }
    capitalized(&fieldmesh_sentences::peer_state(language, peer, edition))
}

fn days_ago(last: Timestamp, now: &jiff::Zoned) -> Option<i64> {
    let zone: &TimeZone = now.time_zone();
    let last = jiff::Timestamp::from_millisecond(last.0).ok()?.to_zoned(zone.clone());
    let days = (now.date() - last.date()).get_days();
    // The clock of one of the two may have been set back.
    Some(i64::from(days.max(0)))
}

fn capitalized(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        let at = |text: &str| -> jiff::Zoned { text.parse().unwrap() };
        let stamp = |text: &str| Timestamp(at(text).timestamp().as_millisecond());
        let now = at("2026-11-22T00:10:00-05:00[-05:00]");
        assert_eq!(days_ago(stamp("2026-11-21T23:50:00-05:00[-05:00]"), &now), Some(1));
        assert_eq!(days_ago(stamp("2026-11-22T00:05:00-05:00[-05:00]"), &now), Some(0));
        assert_eq!(days_ago(stamp("2026-10-22T12:00:00-05:00[-05:00]"), &now), Some(31));
        assert_eq!(days_ago(stamp("2026-11-30T12:00:00-05:00[-05:00]"), &now), Some(0));
        assert_eq!(days_ago(Timestamp(i64::MAX), &now), None);
    }
}
