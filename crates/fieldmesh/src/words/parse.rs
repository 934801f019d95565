//! The way back from four words, typed by a person, to the bits they say.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::{BITS, WORDS, WordBits, folded, list};
use crate::Language;

/// The fewest letters that stand for a longer word: by its first four, a word is told from every other of its
/// list. Source: BIP-39, "Generating the mnemonic".
const LETTERS: usize = 4;
/// How many slips away a word of the list may be to be suggested.
const NEAR: usize = 2;
/// How many words are suggested.
const SUGGESTIONS: usize = 3;
/// The most letters of a word that are looked at.
const LONGEST: usize = 32;

/// Why four words do not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseWordsError {
    /// Fewer words, or more.
    #[error("an id is said in 4 words, these are {have}")]
    Count {
        /// How many.
        have: usize,
    },
    /// No list has all of them.
    #[error("word {position}, {word:?}, is not in the {} list{}", .language.tag(), suggestion(.near))]
    Unknown {
        /// Which word, from 1 to 4.
        position: usize,
        /// The word, shortened, in lower case without accents.
        word: String,
        /// The list that has most of the four.
        language: Language,
        /// How many of the four that list has.
        matched: usize,
        /// Words of that list that are spelt alike, the nearest first; at most 3.
        near: Vec<&'static str>,
    },
}

/// The lists as words are compared.
static FOLDED: LazyLock<[Vec<String>; 4]> =
    LazyLock::new(|| Language::ALL.map(|language| list(language).iter().map(|word| folded(word)).collect()));

/// Reads four words of one of the four languages: in any case, with or without accents, or their first four letters.
///
/// Some words are in several lists: all readings are given, in the order of [`Language::ALL`], each once.
///
/// # Errors
/// [`ParseWordsError::Count`], [`ParseWordsError::Unknown`].
pub fn parse_words(given: &str) -> Result<Vec<WordBits>, ParseWordsError> {
    let given = folded(given);
    let words: Vec<&str> = given.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    if words.len() != WORDS as usize {
        return Err(ParseWordsError::Count { have: words.len() });
    }
    let mut readings = Vec::new();
    for list in FOLDED.iter() {
        let indexes: Option<Vec<u64>> = words.iter().map(|word| index(list, word)).collect();
        let reading = indexes.map(|all| WordBits(all.into_iter().fold(0, |bits, index| bits << BITS | index)));
        readings.extend(reading.filter(|reading| !readings.contains(reading)));
    }
    if readings.is_empty() { Err(unknown(&words)) } else { Ok(readings) }
}

/// The place of a word in a list.
fn index(list: &[String], word: &str) -> Option<u64> {
    let whole = list.iter().position(|listed| listed == word);
    let found = whole.or_else(|| {
        let enough = word.chars().count() >= LETTERS;
        list.iter().position(|listed| enough && listed.starts_with(word))
    });
    found.and_then(|index| u64::try_from(index).ok())
}

/// The first word that is not in the list that has most of them; of lists that have as many, the one with the word
/// spelt most alike.
fn unknown(words: &[&str]) -> ParseWordsError {
    let candidates = Language::ALL.into_iter().zip(FOLDED.iter()).filter_map(|(language, folded)| {
        let missing: Vec<bool> = words.iter().map(|word| index(folded, word).is_none()).collect();
        let at = missing.iter().position(|missing| *missing)?;
        let word: String = words.get(at)?.chars().take(LONGEST).collect();
        let near = nearest(folded, &word);
        let matched = missing.iter().filter(|missing| !**missing).count();
        let distance = near.first().map_or(usize::MAX, |(distance, _)| *distance);
        let near = near.iter().filter_map(|(_, index)| list(language).get(*index).copied()).collect();
        let error = ParseWordsError::Unknown { position: at + 1, word, language, matched, near };
        Some(((Reverse(matched), distance), error))
    });
    let best = candidates.min_by_key(|(rank, _)| *rank);
    best.map_or(ParseWordsError::Count { have: words.len() }, |(_, error)| error)
}

/// Distance and place of the words spelt most alike.
fn nearest(list: &[String], word: &str) -> Vec<(usize, usize)> {
    let mut near: Vec<_> = list
        .iter()
        .enumerate()
        .map(|(index, listed)| (strsim::osa_distance(listed, word), index))
        .filter(|(distance, _)| *distance <= NEAR)
        .collect();
    near.sort_unstable();
    near.truncate(SUGGESTIONS);
    near
}

fn suggestion(near: &[&str]) -> String {
    if near.is_empty() { String::new() } else { format!(", which has {}", near.join(", ")) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::words;

    #[test]
    fn four_letters_without_accents_tell_a_word_from_every_other_of_its_list() {
        for (language, list) in Language::ALL.into_iter().zip(FOLDED.iter()) {
            assert_eq!(list.len(), 2048);
            let beginnings: BTreeSet<String> =
                list.iter().map(|word| word.chars().take(LETTERS).collect()).collect();
            assert_eq!(beginnings.len(), list.len(), "{language:?}");
        }
    }

    #[test]
    fn a_wrong_word_is_named_with_its_neighbours() {
        let ParseWordsError::Unknown { position, word, language, matched, near } =
            parse_words("river drum nrth seven").unwrap_err()
        else {
            panic!("unknown")
        };
        assert_eq!((position, word.as_str(), language, matched), (3, "nrth", Language::English, 3));
        assert_eq!(near.first(), Some(&"north"));
        let message = parse_words("river drum nrth seven").unwrap_err().to_string();
        assert!(message.starts_with("word 3, \"nrth\", is not in the en list, which has north"), "{message}");
        assert_eq!(parse_words("river drum north"), Err(ParseWordsError::Count { have: 3 }));
        assert_eq!(parse_words(""), Err(ParseWordsError::Count { have: 0 }));
        let long = format!("river drum {} seven", "q".repeat(100_000));
        assert!(matches!(parse_words(&long), Err(ParseWordsError::Unknown { position: 3, .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Four words of any language read back to the bits of the hash they were made from, also in capitals, without
        /// accents, cut to four letters, and with other separators.
        #[test]
        fn words_read_back_in_every_language(hash: [u8; 32]) {
            let bits = WordBits::of(&hash);
            for language in Language::ALL {
                let said = words(&hash, language);
                prop_assert_eq!(bits.words(language), said);
                let plain = said.map(folded);
                let cut = plain.clone().map(|word| word.chars().take(LETTERS).collect::<String>());
                let composed: String = said.join(" ").nfc().collect();
                for typed in [said.join(" "), composed, plain.join("-").to_uppercase(), cut.join(", ")] {
                    let read = parse_words(&typed);
                    prop_assert!(read.as_ref().is_ok_and(|read| read.contains(&bits)), "{} is {:?}", typed, read);
                }
            }
        }
    }
}
