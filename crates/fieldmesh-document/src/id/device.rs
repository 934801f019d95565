//! The id of one installation, and the text that people compare and type.
//!
//! The text form and its test values are specified in `docs/device-id.md`.

use std::fmt;

use super::{ParseIdError, bytes_id, malformed};
use crate::text;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

/// Groups of the long form.
const GROUPS: usize = 13;
/// The number of the last of them.
const LAST: u8 = 13;
/// Characters of a group: data, and one check character.
const GROUP: usize = DATA + 1;
/// Characters of data in a group.
const DATA: usize = 4;
/// Characters of the long form, without hyphens.
const LENGTH: usize = GROUPS * GROUP;
/// How far from [`LENGTH`] a text may be and still be read as a long form with a slip in it.
const SLIP: usize = 5;
/// The fewest characters that select a device.
const PREFIX_MIN: usize = 4;

bytes_id! {
    /// Names one installation: BLAKE3 of its X25519 and Ed25519 public keys.
    DeviceId, 32
}

/// Why a text is not the long form of a device id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseDeviceIdError {
    /// The check character of a group does not fit the rest of it.
    #[error("group {group}, {text:?}, has a typing error")]
    Group {
        /// Which group, from 1 to 13.
        group: usize,
        /// What it holds, in upper case, shortened.
        text: String,
    },
    /// Another length, and no group that is wrong by itself.
    #[error("a device id has 65 characters, this one has {have}")]
    Length {
        /// Its characters, hyphens and spaces not counted.
        have: usize,
    },
}

impl DeviceId {
    /// The id of the device that holds these public keys.
    pub fn from_public_keys(x25519: &[u8; 32], ed25519: &[u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("fieldmesh 1 device id");
        hasher.update(x25519);
        hasher.update(ed25519);
        Self(*hasher.finalize().as_bytes())
    }

    /// The form screens show: the first 40 bits as eight characters, `K7QF-2M9X`.
    pub fn short(&self) -> String {
        text::group(&text::base32(&self.0).chars().take(2 * DATA).collect::<String>())
    }

    /// Whether the short or the long form begins with `prefix`, as a person types it; never with fewer than 4
    /// characters.
    pub fn starts_with(&self, prefix: &str) -> bool {
        let prefix = text::normalize(prefix);
        prefix.len() >= PREFIX_MIN
            && [self.short(), self.to_string()].iter().any(|form| text::normalize(form).starts_with(&prefix))
    }
}

/// The long form: 13 groups of four base32 characters and their check character.
impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain: Vec<char> = text::base32(&self.0).chars().collect();
        for (number, data) in (1..).zip(plain.chunks(DATA)) {
            if number > 1 {
                f.write_str("-")?;
            }
            f.write_str(&data.iter().collect::<String>())?;
            let sum = check(number, data.iter().filter_map(|symbol| text::value(*symbol)));
            write!(f, "{}", text::symbol(sum))?;
        }
        Ok(())
    }
}

/// Reads the long form: in any case, `O` for 0, `I` and `L` for 1, hyphens and spaces anywhere.
impl std::str::FromStr for DeviceId {
    type Err = ParseDeviceIdError;

    fn from_str(given: &str) -> Result<Self, ParseDeviceIdError> {
        let typed = given.split(|c: char| c == '-' || c.is_whitespace()).filter(|piece| !piece.is_empty());
        let mut groups: Vec<String> = typed.map(text::normalize).collect();
        let have = groups.iter().map(|piece| piece.chars().count()).sum();
        if LENGTH.abs_diff(have) > SLIP {
            return Err(ParseDeviceIdError::Length { have });
        }
        // Where a character is lost or too much, hyphens that were kept tell which group it is.
        if groups.len() != GROUPS || have == LENGTH {
            let plain: Vec<char> = groups.concat().chars().collect();
            groups = plain.chunks_exact(GROUP).take(GROUPS).map(|group| group.iter().collect()).collect();
        }
        let mut data = String::with_capacity(GROUPS * DATA);
        for (number, group) in (1..).zip(&groups) {
            data.push_str(checked(number, group).ok_or_else(|| wrong(number, group))?);
        }
        if have != LENGTH {
            return Err(ParseDeviceIdError::Length { have });
        }
        let bytes = text::decode(&data).and_then(|bytes| bytes.try_into().ok());
        // 260 bits are typed and 256 meant: the spare ones, at the end of the last group, are zero.
        bytes.map(Self).ok_or_else(|| wrong(LAST, groups.last().map_or("", String::as_str)))
    }
}

/// The data of a group whose check character fits.
fn checked(number: u8, group: &str) -> Option<&str> {
    let values: Vec<u8> = group.chars().map(text::value).collect::<Option<_>>()?;
    let (given, data) = values.split_last()?;
    let fits = data.len() == DATA && check(number, data.iter().copied()) == *given;
    group.get(..DATA).filter(|_| fits)
}

/// The check of a group: d1·x⁴ + d2·x³ + d3·x² + d4·x + number, in the field of 32 elements.
fn check(number: u8, data: impl IntoIterator<Item = u8>) -> u8 {
    data.into_iter().fold(0, |sum, value| times_x(sum ^ value)) ^ number
}

/// Times x modulo x⁵ + x² + 1.
const fn times_x(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 0x20 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

fn wrong(number: u8, group: &str) -> ParseDeviceIdError {
    ParseDeviceIdError::Group { group: usize::from(number), text: group.chars().take(16).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Result<DeviceId, ParseDeviceIdError> {
        text.parse()
    }

    /// The long form without hyphens, as values.
    fn symbols(id: &DeviceId) -> Vec<char> {
        text::normalize(&id.to_string()).chars().collect()
    }

    #[test]
    fn the_published_values_hold() {
        let page = include_str!("../../../../docs/device-id.md");
        for id in [DeviceId([0; 32]), DeviceId([0xFF; 32]), DeviceId::from_public_keys(&[1; 32], &[2; 32])] {
            let columns = format!("| `{}` | `{id}` |", id.short());
            assert!(page.contains(&columns), "docs/device-id.md, section 4 lacks {columns}");
        }
    }

    #[test]
    fn a_slip_is_named_by_its_group() {
        let id = DeviceId::from_public_keys(&[1; 32], &[2; 32]);
        let text = id.to_string();
        let groups: Vec<_> = text.split('-').collect();
        let swapped = [&groups[..2], &[groups[3], groups[2]], &groups[4..]].concat();
        let named = |text: &str| match parse(text) {
            Err(ParseDeviceIdError::Group { group, text }) => (group, text),
            other => panic!("{other:?}"),
        };
        assert_eq!(named(&swapped.join("-")), (3, groups[3].to_owned()));
        assert_eq!(named(&swapped.concat()), (3, groups[3].to_owned()));
        // A character too few and one too many, where hyphens tell the groups apart.
        let mut short = groups.clone();
        short[6] = &groups[6][1..];
        assert_eq!(named(&short.join("-")), (7, short[6].to_owned()));
        let long = format!("{}A", groups[12]);
        let mut last = groups.clone();
        last[12] = &long;
        assert_eq!(named(&last.join("-")), (13, long.clone()));
        assert_eq!(parse(&last.concat()), Err(ParseDeviceIdError::Length { have: 66 }));
        assert_eq!(named(&text.replacen(&groups[4][..1], "U", 99)).0, 1 + text.find(&groups[4][..1]).unwrap() / 6);
        assert_eq!(parse(&id.short()), Err(ParseDeviceIdError::Length { have: 8 }));
        assert_eq!(parse(""), Err(ParseDeviceIdError::Length { have: 0 }));
        let message = parse(&short.join("-")).unwrap_err().to_string();
        assert_eq!(message, format!("group 7, \"{}\", has a typing error", short[6]));
    }

    #[test]
    fn a_device_is_found_by_the_beginning_of_either_form() {
        let id = DeviceId::from_public_keys(&[1; 32], &[2; 32]);
        let (short, long) = (id.short(), id.to_string());
        for prefix in [&short, &short[..4], &short.to_lowercase(), &long, &long[..11], &long[..5]] {
            assert!(id.starts_with(prefix), "{prefix}");
        }
        assert!(!id.starts_with(&short[..3]) && !id.starts_with("") && !id.starts_with(&short[1..]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Every id reads back from its long form, however it is spaced and whatever stands for 0 and 1.
        #[test]
        fn the_long_form_reads_back(bytes: [u8; 32], every in 1_usize..20) {
            let id = DeviceId(bytes);
            prop_assert_eq!(parse(&id.to_string()), Ok(id));
            let mut typed = String::from(" ");
            for (nth, symbol) in symbols(&id).into_iter().enumerate() {
                let lookalike = match (symbol, nth % 2) {
                    ('0', _) => 'o',
                    ('1', 0) => 'I',
                    ('1', _) => 'l',
                    (symbol, 0) => symbol.to_ascii_lowercase(),
                    (symbol, _) => symbol,
                };
                typed.push(lookalike);
                if nth % every == 0 {
                    typed.push_str(if nth % 3 == 0 { " " } else { "-" });
                }
            }
            prop_assert_eq!(parse(&typed), Ok(id));
        }

        /// Any single wrong character, and any two neighbours that changed places, are refused with the first group
        /// they touch.
        #[test]
        fn any_single_slip_is_placed_in_its_group(bytes: [u8; 32]) {
            let right = symbols(&DeviceId(bytes));
            prop_assert_eq!(right.len(), LENGTH);
            let refused = |wrong: &[char], at: usize| {
                let text: String = wrong.iter().collect();
                let group = at / GROUP + 1;
                let holds = wrong[(group - 1) * GROUP..group * GROUP].iter().collect();
                prop_assert_eq!(parse(&text), Err(ParseDeviceIdError::Group { group, text: holds }));
                Ok(())
            };
            for at in 0..LENGTH {
                for value in 0..32 {
                    let mut wrong = right.clone();
                    wrong[at] = text::symbol(value);
                    if wrong != right {
                        refused(&wrong, at)?;
                    }
                }
                if at + 1 < LENGTH && right[at] != right[at + 1] {
                    let mut wrong = right.clone();
                    wrong.swap(at, at + 1);
                    refused(&wrong, at)?;
                }
            }
        }

        /// Nothing that is typed makes reading panic, and what reads is written the same way again.
        #[test]
        fn whatever_is_typed_is_read_or_refused(given in "[0-9A-Za-zñ \\-]{0,90}") {
            if let Ok(id) = parse(&given) {
                prop_assert_eq!(text::normalize(&id.to_string()), text::normalize(&given));
            }
        }
    }
}
