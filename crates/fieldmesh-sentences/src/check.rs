//! What the tests of every crate with catalogues hold them to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use fieldmesh::Language;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fs_err as fs;

use crate::Catalogues;
use crate::catalogues::identifier;

/// What is wrong with the catalogues of a crate whose source files are in a folder, each with its key; nothing where
///
/// - every language has the same keys, and a key the same variables in all of them,
/// - every plural has `one` and `other`,
/// - a language that counts nothing as `one` does not say "1" of it,
/// - the sources name every key, whole or by a beginning that is completed while the program runs, as in
///   `"error-{kind}"`.
///
/// # Errors
/// A folder or file cannot be read.
pub fn everything(catalogues: &Catalogues, sources: impl AsRef<Path>) -> io::Result<Vec<String>> {
    let unsaid = unsaid(catalogues, sources.as_ref())?.into_iter().map(|key| format!("{key}: never said"));
    Ok(faults(catalogues).into_iter().chain(unsaid).collect())
}

/// The keys of the English catalogue.
pub fn keys(catalogues: &Catalogues) -> BTreeSet<String> {
    sentences(catalogues, Language::English).into_keys().collect()
}

fn faults(catalogues: &Catalogues) -> Vec<String> {
    let english = sentences(catalogues, Language::English);
    let mut faults = Vec::new();
    for language in Language::ALL {
        let (tag, said) = (language.tag(), sentences(catalogues, language));
        for key in english.keys().chain(said.keys()).collect::<BTreeSet<_>>() {
            match (english.get(key), said.get(key)) {
                (Some(english), Some(said)) if english.variables == said.variables => {}
                (Some(_), Some(_)) => faults.push(format!("{key} in {tag}: other variables than in English")),
                (Some(_), None) => faults.push(format!("{key} in {tag}: not there")),
                (None, _) => faults.push(format!("{key} in {tag}: not in English")),
            }
        }
        for (key, sentence) in said {
            faults.extend(sentence.plurals.iter().flat_map(|plural| {
                plural.faults(language).map(|fault| format!("{key} in {tag}: {fault}")).collect::<Vec<_>>()
            }));
        }
    }
    faults
}

/// The keys that no source file in a folder names.
fn unsaid(catalogues: &Catalogues, sources: &Path) -> io::Result<Vec<String>> {
    let text = sources_in(sources)?;
    let is_said = |key: &str| {
        let beginnings = key.match_indices('-').map(|(at, _)| key.get(..=at).unwrap_or(key));
        text.contains(&format!("\"{key}\""))
            || beginnings.into_iter().any(|beginning| text.contains(&format!("\"{beginning}{{")))
    };
    Ok(keys(catalogues).into_iter().filter(|key| !is_said(key)).collect())
}

/// What is looked at in a sentence.
#[derive(Debug, Default)]
struct Sentence {
    variables: BTreeSet<String>,
    plurals: Vec<Plural>,
}

/// A choice by a variable.
#[derive(Debug)]
struct Plural {
    variable: String,
    cases: BTreeSet<String>,
    /// The variables that the case `one` says.
    said_of_one: BTreeSet<String>,
}

impl Plural {
    fn faults(&self, language: Language) -> impl Iterator<Item = &'static str> {
        let has = |case: &str| self.cases.contains(case);
        let by_category = ["zero", "one", "two", "few", "many"].iter().any(|case| has(case));
        let zero_is_one = matches!(language, Language::Portuguese | Language::French);
        let says_number = self.said_of_one.contains(&self.variable) || has("0");
        [
            (!has("other")).then_some("a choice without `other`"),
            (by_category && !has("one")).then_some("a plural without `one`"),
            (has("one") && zero_is_one && !says_number).then_some("`one` is said of 0 too, and does not say so"),
        ]
        .into_iter()
        .flatten()
    }
}

/// Each key of a language's own catalogue.
fn sentences(catalogues: &Catalogues, language: Language) -> BTreeMap<String, Sentence> {
    catalogues.speak(language).with_message_iter(&identifier(language), |messages| {
        let read = messages.map(|message| {
            let mut sentence = Sentence::default();
            if let Some(pattern) = &message.value {
                collect(pattern, &mut sentence);
            }
            (message.id.name.to_owned(), sentence)
        });
        read.collect()
    })
}

fn collect(pattern: &Pattern<&str>, into: &mut Sentence) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                if let InlineExpression::VariableReference { id } = selector {
                    into.plurals.push(plural(id.name, variants));
                }
                variants.iter().for_each(|variant| collect(&variant.value, into));
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            into.variables.insert(id.name.to_owned());
        }
    }
}

fn plural(variable: &str, variants: &[Variant<&str>]) -> Plural {
    let name = |variant: &Variant<&str>| match variant.key {
        VariantKey::Identifier { name } => name.to_owned(),
        VariantKey::NumberLiteral { value } => value.to_owned(),
    };
    let mut one = Sentence::default();
    variants.iter().filter(|variant| name(variant) == "one").for_each(|variant| collect(&variant.value, &mut one));
    Plural { variable: variable.to_owned(), cases: variants.iter().map(name).collect(), said_of_one: one.variables }
}

fn sources_in(folder: &Path) -> io::Result<String> {
    let (mut text, mut folders) = (String::new(), vec![PathBuf::from(folder)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&fs::read_to_string(path)?);
            }
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use i18n_embed::I18nAssets;

    use super::*;

    /// A catalogue that is the same in three languages, and another one in French.
    struct Files(&'static str, &'static str);

    impl I18nAssets for Files {
        fn get_files(&self, path: &str) -> Vec<Cow<'_, [u8]>> {
            let text = if path.starts_with("fr/") { self.1 } else { self.0 };
            vec![Cow::Borrowed(text.as_bytes())]
        }

        fn filenames_iter(&self) -> Box<dyn Iterator<Item = String> + '_> {
            Box::new(Language::ALL.into_iter().map(|language| format!("{}/test.ftl", language.tag())))
        }
    }

    fn found(english: &'static str, french: &'static str) -> Vec<String> {
        faults(&Catalogues::new("test", &Files(english, french)))
    }

    #[test]
    fn catalogues_that_differ_are_told_apart_by_key_and_language() {
        assert_eq!(found("a = { $n }\n", "a = Il y a { $n }\n"), [""; 0]);
        assert_eq!(found("a = { $n }\n", "a = { $m }\n"), ["a in fr: other variables than in English"]);
        assert_eq!(found("a = A\nb = B\n", "a = A\nc = C\n"), ["b in fr: not there", "c in fr: not in English"]);
    }

    #[test]
    fn a_plural_has_one_and_other_and_does_not_call_nothing_one() {
        let plural = "a = { $n ->\n    [one] { $n } photo\n   *[other] { $n } photos\n}\n";
        assert_eq!(found(plural, plural), [""; 0]);
        let wrong = "a = { $n ->\n    [one] 1 photo\n   *[other] { $n } photos\n}\n";
        assert_eq!(found(plural, wrong), ["a in fr: `one` is said of 0 too, and does not say so"]);
        let apart = "a = { $n ->\n    [0] rien\n    [one] 1 photo\n   *[other] { $n } photos\n}\n";
        assert_eq!(found(plural, apart), [""; 0]);
        let few = "a = { $n ->\n    [few] { $n } photos\n   *[other] { $n } photos\n}\n";
        assert_eq!(found(plural, few), ["a in fr: a plural without `one`"]);
    }
}
