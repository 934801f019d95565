//! The base32 text form of ids: Crockford's alphabet, in groups of four.

use std::sync::LazyLock;

use data_encoding::{Encoding, Specification};

/// The characters, each at the place of its value.
const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Crockford's base32, upper case. Reading accepts lower case, `O` for 0, and `I` or `L` for 1,
/// and ignores hyphens and spaces. Source: <https://www.crockford.com/base32.html>.
static BASE32: LazyLock<Option<Encoding>> = LazyLock::new(|| {
    let mut spec = Specification::new();
    spec.symbols.push_str(ALPHABET);
    spec.translate.from.push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
    spec.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    spec.ignore.push_str("- ");
    spec.check_trailing_bits = true;
    spec.encoding().ok()
});

/// Encodes without groups.
pub(crate) fn base32(bytes: &[u8]) -> String {
    BASE32.as_ref().map(|e| e.encode(bytes)).unwrap_or_default()
}

/// Encodes in groups of four characters joined by hyphens.
pub(crate) fn grouped(bytes: &[u8]) -> String {
    group(&base32(bytes))
}

/// Puts hyphens between groups of four characters.
pub(crate) fn group(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + plain.len() / 4);
    for (i, c) in plain.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

/// Decodes what [`base32`] or [`grouped`] wrote, typed by a person.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    BASE32.as_ref()?.decode(text.as_bytes()).ok()
}

/// Upper-cases and undoes the common typing errors, so that a prefix can be compared as text.
pub(crate) fn normalize(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '-' && *c != ' ')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

/// The value of a normalized character, 0 to 31.
pub(crate) fn value(symbol: char) -> Option<u8> {
    ALPHABET.find(symbol).and_then(|place| u8::try_from(place).ok())
}

/// The character of a value; only its low five bits count.
pub(crate) fn symbol(value: u8) -> char {
    ALPHABET.as_bytes().get(usize::from(value & 0x1F)).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_ids_forgive_case_and_lookalikes() {
        let bytes = [0x00, 0x44, 0x32, 0x14, 0xC7];
        let text = base32(&bytes);
        assert_eq!(text, "01234567");
        assert_eq!(decode("oL23-4567").unwrap(), bytes);
        assert_eq!(normalize("ol23-4567"), text);
        assert!(decode("0123456U").is_none());
    }
}
