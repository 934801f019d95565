//! What a photo tells of itself: where and when it was taken.

use std::io::Cursor;

use exif::{Context, Exif, In, Reader, Tag, Value};
use fieldmesh_document::{Coordinate, Moment, Position, Timestamp};

/// What the camera wrote into a photo: EXIF in a JPEG, HEIF, TIFF, PNG or WebP.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct PhotoFacts {
    /// Where it was taken.
    pub place: Option<Coordinate>,
    /// How far off that may be, in metres.
    pub accuracy: Option<f64>,
    /// When it was taken.
    pub taken: Option<PhotoTime>,
}

/// When a photo was taken, by the camera's clock.
///
/// Most cameras write what their clock showed and not in which zone: then it is a time of day and no point in time,
/// until somebody says which zone the clock was set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PhotoTime {
    /// What the clock showed, as milliseconds since 1970 began on that clock.
    pub clock: Timestamp,
    /// Minutes east of UTC, where the camera wrote that.
    pub zone: Option<i16>,
}

impl PhotoFacts {
    /// Reads what a photo tells. Anything else tells nothing, and so does what cannot be: a place that is not on the
    /// Earth, a day that no month has.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader::new();
        reader.continue_on_error(true);
        let exif = match reader.read_from_container(&mut Cursor::new(bytes)) {
            Ok(exif) => exif,
            Err(error) => match error.distill_partial_result(drop) {
                Ok(exif) => exif,
                Err(_) => return Self::default(),
            },
        };
        Self { place: place(&exif), accuracy: accuracy(&exif), taken: taken(&exif) }
    }
}

impl PhotoTime {
    /// The point in time, taking the clock to have been set to `zone`, in minutes east of UTC, where the camera wrote
    /// none.
    pub fn moment(self, zone: i16) -> Moment {
        let zone = self.zone.unwrap_or(zone);
        Moment { at: Timestamp(self.clock.0.saturating_sub(i64::from(zone) * 60_000)), zone: Some(zone) }
    }
}

fn place(exif: &Exif) -> Option<Coordinate> {
    // V: the receiver had no fix, and wrote its last one or nothing.
    if ascii(exif, Tag::GPSStatus) == Some(b"V") {
        return None;
    }
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b"N", b"S")?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b"E", b"W")?;
    Position::point(latitude, longitude).ok()?.anchor().copied()
}

fn accuracy(exif: &Exif) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(Tag::GPSHPositioningError, In::PRIMARY)?.value else {
        return None;
    };
    let metres = parts.first().filter(|part| part.denom > 0)?.to_f64();
    (metres.is_finite() && metres >= 0.0).then_some(metres)
}

/// Degrees, minutes and seconds with their hemisphere. Without that they would be in two places.
fn degrees(exif: &Exif, value: Tag, hemisphere: Tag, positive: &[u8], negative: &[u8]) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(value, In::PRIMARY)?.value else { return None };
    let part = |at: usize| match parts.get(at) {
        None => Some(0.0),
        Some(part) if part.denom == 0 => (at > 0 && part.num == 0).then_some(0.0),
        Some(part) => Some(part.to_f64()),
    };
    let size = parts.first().and(Some(())).and_then(|()| Some(part(0)? + part(1)? / 60.0 + part(2)? / 3_600.0))?;
    match ascii(exif, hemisphere)? {
        found if found.eq_ignore_ascii_case(positive) => Some(size),
        found if found.eq_ignore_ascii_case(negative) => Some(-size),
        _ => None,
    }
}

fn taken(exif: &Exif) -> Option<PhotoTime> {
    let mut time = exif::DateTime::from_ascii(ascii(exif, Tag::DateTimeOriginal)?).ok()?;
    if let Some(offset) = ascii(exif, Tag::OffsetTimeOriginal) {
        // One that cannot be read is none.
        let _ = time.parse_offset(offset);
    }
    let [month, day, hour, minute, second] =
        [time.month, time.day, time.hour, time.minute, time.second].map(|part| i8::try_from(part).ok());
    let clock = jiff::civil::DateTime::new(
        i16::try_from(time.year).ok().filter(|year| *year > 0)?,
        month?,
        day?,
        hour?,
        minute?,
        second?,
        0,
    );
    let clock = jiff::tz::Offset::UTC.to_timestamp(clock.ok()?).ok()?;
    let zone = time.offset.filter(|zone| zone.abs() <= LARGEST_ZONE);
    Some(PhotoTime { clock: Timestamp(clock.as_millisecond()), zone })
}

/// The text of a tag of the photo, wherever in it that stands.
fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    debug_assert!(matches!(tag.context(), Context::Exif | Context::Gps));
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}

/// Minutes: that of [`Moment::zone`].
const LARGEST_ZONE: i16 = 1_080;

#[cfg(test)]
mod tests {
    use exif::experimental::Writer;
    use exif::{Field, Rational};
    use proptest::prelude::*;

    use super::*;

    fn field(tag: Tag, value: Value) -> Field {
        Field { tag, ifd_num: In::PRIMARY, value }
    }

    fn text(text: &str) -> Value {
        Value::Ascii(vec![text.as_bytes().to_vec()])
    }

    fn arc(degrees: u32, minutes: u32, hundredths: u32) -> Value {
        let whole = |num| Rational { num, denom: 1 };
        Value::Rational(vec![whole(degrees), whole(minutes), Rational { num: hundredths, denom: 100 }])
    }

    fn gps(south: &str, west: &str) -> Vec<Field> {
        vec![
            field(Tag::GPSLatitude, arc(1, 28, 4_800)),
            field(Tag::GPSLatitudeRef, text(south)),
            field(Tag::GPSLongitude, arc(77, 15, 3_600)),
            field(Tag::GPSLongitudeRef, text(west)),
        ]
    }

    /// A JPEG that is nothing but its EXIF.
    fn jpeg(fields: &[Field]) -> Vec<u8> {
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut exif = Cursor::new(Vec::new());
        writer.write(&mut exif, false).unwrap();
        let exif = exif.into_inner();
        #[expect(clippy::big_endian_bytes, reason = "lengths in a JPEG are written so")]
        let length = u16::try_from(exif.len() + 8).unwrap().to_be_bytes();
        [&[0xFF, 0xD8, 0xFF, 0xE1][..], &length, b"Exif\0\0", &exif, &[0xFF, 0xD9]].concat()
    }

    fn near(place: Option<Coordinate>, latitude: f64, longitude: f64) -> bool {
        place.is_some_and(|at| (at.latitude - latitude).abs() < 1e-9 && (at.longitude - longitude).abs() < 1e-9)
    }

    #[test]
    fn place_and_time_are_read_with_hemisphere_and_zone() {
        let mut fields = gps("S", "W");
        fields.push(field(Tag::DateTimeOriginal, text("2026:11:20 14:03:00")));
        let facts = PhotoFacts::read(&jpeg(&fields));
        assert!(near(facts.place, -1.48, -77.26), "{facts:?}");
        let taken = facts.taken.unwrap();
        assert_eq!(taken.zone, None);
        let moment = taken.moment(-300);
        assert_eq!(crate::rfc3339_moment(moment), "2026-11-20T14:03:00-05:00");
        fields.push(field(Tag::OffsetTimeOriginal, text("+02:00")));
        let taken = PhotoFacts::read(&jpeg(&fields)).taken.unwrap();
        assert_eq!((taken.zone, taken.moment(-300).at), (Some(120), Timestamp(moment.at.0 - 7 * 3_600_000)));
        assert!(near(PhotoFacts::read(&jpeg(&gps("N", "E"))).place, 1.48, 77.26));
    }

    #[test]
    fn what_cannot_be_tells_nothing() {
        let nothing = |fields: &[Field]| assert_eq!(PhotoFacts::read(&jpeg(fields)), PhotoFacts::default());
        // Without hemisphere.
        nothing(&gps("", "W"));
        let mut void = gps("S", "W");
        void.push(field(Tag::GPSStatus, text("V")));
        nothing(&void);
        let mut far = gps("S", "W");
        far[0] = field(Tag::GPSLatitude, arc(91, 0, 0));
        nothing(&far);
        // No fix, as many cameras write it.
        far[0] = field(Tag::GPSLatitude, Value::Rational(vec![Rational { num: 0, denom: 0 }; 3]));
        nothing(&far);
        for wrong in ["2026:02:30 10:00:00", "0000:00:00 00:00:00", "    :  :     :  :  ", "soon"] {
            nothing(&[field(Tag::DateTimeOriginal, text(wrong))]);
        }
        for bytes in [&b""[..], b"ID3 not a photo", &jpeg(&gps("S", "W"))[..30]] {
            assert_eq!(PhotoFacts::read(bytes), PhotoFacts::default());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// Whatever is changed in a photo, reading it ends, and what it tells is on the Earth.
        #[test]
        fn tampered_photos_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
            cut in any::<prop::sample::Index>(),
            heif: bool,
        ) {
            let mut fields = gps("S", "W");
            fields.push(field(Tag::DateTimeOriginal, text("2026:11:20 14:03:00")));
            let mut bytes = jpeg(&fields);
            if heif {
                bytes.splice(0..0, *b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\x20meta");
            }
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes.truncate(cut.index(bytes.len() * 4).max(1).min(bytes.len()));
            if let Some(place) = PhotoFacts::read(&bytes).place {
                prop_assert!(place.latitude.abs() <= 90.0 && place.longitude.abs() <= 180.0);
            }
        }
    }
}
