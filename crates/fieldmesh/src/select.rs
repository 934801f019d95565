//! Which device a person means: by its id, by the beginning of it, by four words or by its name.

use std::collections::BTreeMap;

use fieldmesh_document::{DeviceId, ParseDeviceIdError};

use crate::ErrorKind;
use crate::words::{ParseWordsError, WordBits, folded, parse_words};

/// How many devices a refusal suggests.
const SUGGESTIONS: usize = 3;
/// How alike a suggested name is, from 0 to 1.
const ALIKE: f64 = 0.8;
/// How many of four words must be in a list for the text to be meant as words.
const MEANT: usize = 2;
/// The most characters of what was typed that are compared and repeated.
const SHOWN: usize = 100;

/// Why no device was selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SelectDeviceError {
    /// No known device fits.
    #[error("no device {given:?} is known{}", listed("; spelt alike: ", .near))]
    NotFound {
        /// What was typed, shortened.
        given: String,
        /// Devices that are spelt alike, with their names; the most alike first, at most 3.
        near: Vec<(DeviceId, Option<String>)>,
    },
    /// Several known devices fit.
    #[error("{} devices fit {given:?}{}", .fits.len(), listed(": ", .fits))]
    Ambiguous {
        /// What was typed, shortened.
        given: String,
        /// Those that fit, with their names.
        fits: Vec<(DeviceId, Option<String>)>,
    },
    /// A device id with a typing error.
    #[error(transparent)]
    Id(#[from] ParseDeviceIdError),
    /// Four words, one of which is in no list with the others.
    #[error(transparent)]
    Words(#[from] ParseWordsError),
}

impl SelectDeviceError {
    /// The sort of the error.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound { .. } => ErrorKind::NoSuchDevice,
            Self::Ambiguous { .. } => ErrorKind::ChooseDevice,
            Self::Id(_) | Self::Words(_) => ErrorKind::MistypedDevice,
        }
    }
}

/// The device that `given` means among those `known`, each with its name if that is known.
///
/// A whole id is taken as it is, known or not: its device may only appear later. Otherwise every known device counts
/// whose short or long id begins with `given` (4 characters or more), whose four words it is in one of the
/// languages, or whose name it is; if none does, those whose name differs in case and accents only. Names are what
/// devices say of themselves, so one never wins against an id. The rules are in `docs/device-id.md`, section 6.
///
/// # Errors
/// Every [`SelectDeviceError`].
pub fn select_device(given: &str, known: &[(DeviceId, Option<String>)]) -> Result<DeviceId, SelectDeviceError> {
    let given = given.trim();
    let whole = given.parse::<DeviceId>();
    if let Ok(device) = whole {
        return Ok(device);
    }
    let words = parse_words(given);
    let readings = words.as_deref().unwrap_or_default();
    let exactly = |(device, name): &&(DeviceId, Option<String>)| {
        device.starts_with(given)
            || readings.contains(&WordBits::of(device.as_bytes()))
            || name.as_deref().is_some_and(|name| name.trim() == given)
    };
    let plain = folded(given);
    let nearly = |(_, name): &&(DeviceId, Option<String>)| {
        !plain.is_empty() && name.as_deref().is_some_and(|name| folded(name.trim()) == plain)
    };
    let mut fits: BTreeMap<_, _> = known.iter().filter(exactly).cloned().collect();
    if fits.is_empty() {
        fits = known.iter().filter(nearly).cloned().collect();
    }
    let shown = || given.chars().take(SHOWN).collect();
    match (fits.pop_first(), fits.is_empty()) {
        (Some((device, _)), true) => Ok(device),
        (Some(first), false) => {
            let fits = std::iter::once(first).chain(fits).collect();
            Err(SelectDeviceError::Ambiguous { given: shown(), fits })
        }
        (None, _) => match (whole, words) {
            // So long a text is meant as a whole id.
            (Err(slip @ (ParseDeviceIdError::Group { .. } | ParseDeviceIdError::Length { have: 60..=70 })), _) => {
                Err(slip.into())
            }
            (_, Err(slip @ ParseWordsError::Unknown { matched: MEANT.., .. })) => Err(slip.into()),
            _ => Err(SelectDeviceError::NotFound { given: shown(), near: near(&plain, known) }),
        },
    }
}

/// The known devices whose name or short id is spelt most alike.
fn near(plain: &str, known: &[(DeviceId, Option<String>)]) -> Vec<(DeviceId, Option<String>)> {
    let plain: String = plain.chars().take(SHOWN).collect();
    let mut alike: Vec<_> = known
        .iter()
        .filter_map(|(device, name)| {
            let by_name = name.as_ref().map_or(0.0, |name| strsim::jaro_winkler(&folded(name), &plain));
            let likeness = by_name.max(strsim::jaro_winkler(&device.short().to_lowercase(), &plain));
            (likeness >= ALIKE).then_some((likeness, (*device, name.clone())))
        })
        .collect();
    alike.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    alike.truncate(SUGGESTIONS);
    alike.into_iter().map(|(_, device)| device).collect()
}

/// Devices in a message. A name comes from elsewhere, so it is quoted.
fn listed(before: &str, devices: &[(DeviceId, Option<String>)]) -> String {
    let devices: Vec<String> = devices
        .iter()
        .map(|(device, name)| match name {
            Some(name) => format!("{} {name:?}", device.short()),
            None => device.short(),
        })
        .collect();
    if devices.is_empty() { String::new() } else { format!("{before}{}", devices.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Language, words};

    fn device(seed: u8) -> DeviceId {
        DeviceId::from_public_keys(&[seed; 32], &[0; 32])
    }

    fn known() -> Vec<(DeviceId, Option<String>)> {
        vec![
            (device(1), Some("Ana's laptop".to_owned())),
            (device(2), Some("Marco".to_owned())),
            (device(3), Some("marco".to_owned())),
            (device(4), Some("Río Tigre".to_owned())),
            (device(5), None),
        ]
    }

    #[test]
    fn every_way_to_name_a_device_selects_it() {
        let known = known();
        let select = |given: &str| select_device(given, &known);
        for (id, _) in &known {
            let short = id.short();
            assert_eq!(select(&id.to_string()), Ok(*id));
            assert_eq!(select(&short), Ok(*id));
            assert_eq!(select(&short.to_lowercase().replace('-', "")), Ok(*id));
            assert_eq!(select(&short[..6]), Ok(*id));
            for language in Language::ALL {
                assert_eq!(select(&words(id.as_bytes(), language).join(" ")), Ok(*id));
            }
        }
        assert_eq!(select(" Ana's laptop "), Ok(device(1)));
        assert_eq!(select("ANA'S LAPTOP"), Ok(device(1)));
        assert_eq!(select("rio tigre"), Ok(device(4)));
        assert_eq!(select("marco"), Ok(device(3)));
        assert_eq!(select("Marco"), Ok(device(2)));
        // A device that nobody has met yet can be waited for by its whole id.
        assert_eq!(select(&device(9).to_string()), Ok(device(9)));
    }

    #[test]
    fn several_that_fit_are_all_told() {
        let mut known = known();
        let both = vec![known[1].clone(), known[2].clone()];
        let Err(SelectDeviceError::Ambiguous { mut fits, .. }) = select_device("MARCO", &known) else {
            panic!("ambiguous")
        };
        fits.sort_by_key(|(_, name)| name.clone());
        assert_eq!(fits, both);
        // A name that is another device's id does not take its place.
        known[1].1 = Some(device(1).short());
        let refused = select_device(&device(1).short(), &known).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ChooseDevice);
        let message = refused.to_string();
        assert!(message.starts_with("2 devices fit") && message.contains("\"Ana's laptop\""), "{message}");
        known[1].1 = Some(words(device(1).as_bytes(), Language::English).join(" "));
        assert_eq!(
            select_device(known[1].1.as_deref().unwrap(), &known).unwrap_err().kind(),
            ErrorKind::ChooseDevice
        );
        // But one that is another device's whole id is not even looked at.
        known[1].1 = Some(device(1).to_string());
        assert_eq!(select_device(&device(1).to_string(), &known), Ok(device(1)));
        // The same device told twice is one.
        known.push((device(4), None));
        assert_eq!(select_device(&device(4).short(), &known), Ok(device(4)));
    }

    #[test]
    fn a_slip_is_told_where_it_is() {
        let known = known();
        let text = device(1).to_string();
        let wrong = if text.as_bytes()[13] == b'0' { '1' } else { '0' };
        let typed = format!("{}{wrong}{}", &text[..13], &text[14..]);
        let refused = select_device(&typed, &known).unwrap_err();
        assert!(
            matches!(refused, SelectDeviceError::Id(ParseDeviceIdError::Group { group: 3, .. })),
            "{refused:?}"
        );
        assert_eq!(refused.kind(), ErrorKind::MistypedDevice);
        let long = format!("{text}A");
        assert!(matches!(
            select_device(&long.replace('-', ""), &known),
            Err(SelectDeviceError::Id(ParseDeviceIdError::Length { have: 66 }))
        ));
        let [a, b, c, _] = words(device(1).as_bytes(), Language::Spanish);
        let refused = select_device(&format!("{a} {b} {c} xyzzy"), &known).unwrap_err();
        assert!(
            matches!(refused, SelectDeviceError::Words(ParseWordsError::Unknown { position: 4, .. })),
            "{refused:?}"
        );
        // Four words of no list are just a name nobody has.
        let refused = select_device("el bote de xyzzy", &known).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::NoSuchDevice);
    }

    #[test]
    fn one_that_is_not_there_is_told_with_its_neighbours() {
        let known = known();
        let Err(SelectDeviceError::NotFound { near, .. }) = select_device("Anas laptp", &known) else {
            panic!("not found")
        };
        assert_eq!(near, [known[0].clone()]);
        let mut typed = known[4].0.short();
        typed.replace_range(6..7, if &typed[6..7] == "Z" { "Y" } else { "Z" });
        let Err(SelectDeviceError::NotFound { near, .. }) = select_device(&typed, &known) else {
            panic!("not found")
        };
        assert_eq!(near.first(), Some(&known[4]));
        assert_eq!(
            select_device("zzz", &known),
            Err(SelectDeviceError::NotFound { given: "zzz".to_owned(), near: Vec::new() })
        );
        assert!(matches!(select_device("", &known), Err(SelectDeviceError::NotFound { .. })));
        let endless = "q".repeat(1_000_000);
        assert!(matches!(select_device(&endless, &known), Err(SelectDeviceError::NotFound { .. })));
    }
}
