//! Digests and ids as four words, so that two people can compare them across a table or over the radio.
//!
//! 44 bits from the front of the hash, 11 for each word, from the BIP-39 list of the language
//! (<https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki>). The same index gives the word of every
//! language, but only people with the same language can compare words.

use crate::Language;

/// Four words for a hash.
pub fn words(hash: &[u8; 32], language: Language) -> [&'static str; 4] {
    let list = match language {
        Language::English => bip39::Language::English,
        Language::Spanish => bip39::Language::Spanish,
        Language::Portuguese => bip39::Language::Portuguese,
        Language::French => bip39::Language::French,
    }
    .word_list();
    let [a, b, c, d, e, f, ..] = hash.map(u64::from);
    let bits = a << 40 | b << 32 | c << 24 | d << 16 | e << 8 | f;
    let word = |nth: u32| {
        let index = (bits >> (48 - 11 * (nth + 1))) & 0x7FF;
        usize::try_from(index).ok().and_then(|index| list.get(index)).copied().unwrap_or_default()
    };
    [word(0), word(1), word(2), word(3)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_eleven_bits_each_from_the_front() {
        let mut hash = [0; 32];
        // 00000000001 00000000010 00000000011 00000000100 0000
        hash[..6].copy_from_slice(&[0b0000_0000, 0b0010_0000, 0b0000_1000, 0b0000_0001, 0b1000_0000, 0b0100_0000]);
        let list = bip39::Language::English.word_list();
        assert_eq!(words(&hash, Language::English), [list[1], list[2], list[3], list[4]]);
        assert_ne!(words(&hash, Language::Spanish), words(&hash, Language::English));
    }
}
