//! Digests and ids as four words, so that two people can compare them across a table or over the radio.
//!
//! 44 bits of the hash, those behind the 40 that a short device id shows, so that short id and words together say
//! 84. Eleven for each word, from the BIP-39 list of the language
//! (<https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki>). The same index gives the word of every
//! language, but only people with the same language can compare words. Specified in `docs/device-id.md`, section 5.

mod parse;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use parse::{ParseWordsError, parse_words};

use crate::Language;

/// Bits of a word.
const BITS: u32 = 11;
/// How many words there are.
const WORDS: u32 = 4;

/// The 44 bits of a hash that four words say: bits 40 to 83, from the front.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct WordBits(u64);

impl WordBits {
    /// Those of a hash.
    pub fn of(hash: &[u8; 32]) -> Self {
        let [_, _, _, _, _, a, b, c, d, e, f, ..] = hash.map(u64::from);
        Self((a << 40 | b << 32 | c << 24 | d << 16 | e << 8 | f) >> 4)
    }

    /// The number they make, below 2^44; the one nearest to the front of the hash is its highest bit.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The four words.
    pub fn words(self, language: Language) -> [&'static str; 4] {
        let list = list(language);
        [0, 1, 2, 3].map(|nth: u32| {
            let index = (self.0 >> (BITS * (WORDS - 1 - nth))) & 0x7FF;
            usize::try_from(index).ok().and_then(|index| list.get(index)).copied().unwrap_or_default()
        })
    }
}

/// Four words for a hash.
pub fn words(hash: &[u8; 32], language: Language) -> [&'static str; 4] {
    WordBits::of(hash).words(language)
}

/// The 2,048 words of a language.
fn list(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => bip39::Language::English,
        Language::Spanish => bip39::Language::Spanish,
        Language::Portuguese => bip39::Language::Portuguese,
        Language::French => bip39::Language::French,
    }
    .word_list()
}

/// Lower case without accents and other variants of a letter: how words and names are compared.
pub(crate) fn folded(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_take_eleven_bits_each_behind_those_of_the_short_id() {
        let mut hash = [0; 32];
        // 00000000001 00000000010 00000000011 00000000100 0000
        hash[5..11].copy_from_slice(&[
            0b0000_0000,
            0b0010_0000,
            0b0000_1000,
            0b0000_0001,
            0b1000_0000,
            0b0100_0000,
        ]);
        let list = bip39::Language::English.word_list();
        assert_eq!(words(&hash, Language::English), [list[1], list[2], list[3], list[4]]);
        assert_ne!(words(&hash, Language::Spanish), words(&hash, Language::English));
        assert_eq!(WordBits::of(&hash).get(), 1 << 33 | 2 << 22 | 3 << 11 | 4);
        assert_eq!(WordBits::of(&[0xFF; 32]).get(), (1 << 44) - 1);
        // The example of `docs/device-id.md`, section 5.
        let first = Language::ALL.map(|language| folded(words(&[0; 32], language)[3]));
        assert_eq!(first, ["abandon", "abaco", "abacate", "abaisser"]);
    }
}
