//! Colours of categories.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An opaque sRGB colour: red, green, blue. Its text form is `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color(pub [u8; 3]);

/// The text is not `#` and six hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a colour of the form #rrggbb")]
pub struct ParseColorError;

impl Color {
    /// Reads the hexadecimal colours of CSS: `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`. Transparency is left out.
    ///
    /// # Errors
    /// [`ParseColorError`].
    pub fn from_css(text: &str) -> Result<Self, ParseColorError> {
        let digits = text.strip_prefix('#').filter(|digits| digits.is_ascii()).ok_or(ParseColorError)?;
        let wide: String = match digits.len() {
            3 | 4 => digits.chars().take(3).flat_map(|digit| [digit, digit]).collect(),
            6 | 8 => digits.chars().take(6).collect(),
            _ => return Err(ParseColorError),
        };
        match digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            true => format!("#{wide}").parse(),
            false => Err(ParseColorError),
        }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl std::str::FromStr for Color {
    type Err = ParseColorError;

    fn from_str(text: &str) -> Result<Self, ParseColorError> {
        let digits = text.strip_prefix('#').ok_or(ParseColorError)?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(ParseColorError);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| ParseColorError)?;
        let [blue, green, red, _] = number.to_le_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Color {
    type Error = ParseColorError;

    fn try_from(text: String) -> Result<Self, ParseColorError> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_digits_are_a_color_and_nothing_else_is() {
        assert_eq!("#0072B2".parse(), Ok(Color([0x00, 0x72, 0xB2])));
        assert_eq!(Color([0x00, 0x72, 0xB2]).to_string(), "#0072b2");
        assert_eq!(Color::from_css("#1aF"), Ok(Color([0x11, 0xAA, 0xFF])));
        assert_eq!(Color::from_css("#0072B280"), Ok(Color([0x00, 0x72, 0xB2])));
        assert_eq!(Color::from_css("#0072B2zz"), Err(ParseColorError));
        for text in ["", "#", "0072b2", "#072", "#+072b2", "#0072b2ff", "#00é2b"] {
            assert_eq!(text.parse::<Color>(), Err(ParseColorError), "{text}");
        }
    }
}
