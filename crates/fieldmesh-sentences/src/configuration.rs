//! Configurations by name, and how two of them differ.

use std::collections::BTreeMap;

use fieldmesh::config::{CategoryChange, Difference, FieldChange, Localized, Value};
use fieldmesh::{ConfigurationSummary, Language};

use crate::say::say;

/// The most sentences that a person is told of two configurations that differ in much.
const SHOWN: usize = 8;

/// A configuration by its name, version and short fingerprint.
pub fn configuration(summary: &ConfigurationSummary) -> String {
    let ConfigurationSummary { name, version, fingerprint } = summary;
    let version = if version.is_empty() { String::new() } else { format!(" {version}") };
    format!("{name}{version} ({})", fingerprint.short())
}

/// That some of an archive was left out or is kept differently; a list of it follows.
pub fn left_out(language: Language, n: usize) -> String {
    say!(language, "config-warnings", n = n)
}

/// How two configurations differ, or that they do not.
pub fn comparison(language: Language, difference: &Difference) -> Vec<String> {
    match (difference.is_same_meaning(), difference.only_presentation) {
        (false, _) => differences(language, difference),
        (true, true) => vec![say!(language, "diff-presentation")],
        (true, false) => vec![say!(language, "diff-same")],
    }
}

/// The first of [`differences`], and how many more there are.
pub fn main_differences(language: Language, difference: &Difference) -> Vec<String> {
    let mut lines = differences(language, difference);
    let more = lines.len().saturating_sub(SHOWN);
    if more > 1 {
        lines.truncate(SHOWN);
        lines.push(say!(language, "diff-more", n = more));
    }
    lines
}

/// One sentence for each category and field whose meaning differs, by the names people know.
pub fn differences(language: Language, difference: &Difference) -> Vec<String> {
    let categories = difference.categories.iter().map(|one| {
        let name = one.name.get(language.tag()).unwrap_or_default();
        match &one.change {
            CategoryChange::Added => say!(language, "diff-category-added", name = name),
            CategoryChange::Removed => say!(language, "diff-category-removed", name = name),
            CategoryChange::Tags { before, after } => {
                say!(language, "diff-category-tags", name = name, before = tags(before), after = tags(after))
            }
        }
    });
    let fields = difference.fields.iter().map(|one| {
        let name = one.label.get(language.tag()).unwrap_or_default();
        match &one.change {
            FieldChange::Added => say!(language, "diff-field-added", name = name),
            FieldChange::Removed => say!(language, "diff-field-removed", name = name),
            changed @ FieldChange::Changed { .. } => {
                say!(language, "diff-field-changed", name = name, changes = changes(language, changed))
            }
        }
    });
    categories.chain(fields).collect()
}

fn changes(language: Language, change: &FieldChange) -> String {
    let FieldChange::Changed { tag_key, kind, options_added, options_removed } = change else {
        return String::new();
    };
    let named = |of: &[Localized]| {
        let names = of.iter().filter_map(|one| one.get(language.tag())).collect::<Vec<_>>().join(", ");
        (!of.is_empty()).then_some(names)
    };
    let key = tag_key
        .as_ref()
        .map(|(before, after)| say!(language, "diff-tag-key", before = before.as_str(), after = after.as_str()));
    let kind = kind.map(|(before, after)| say!(language, "diff-type", before = before, after = after));
    let added = named(options_added).map(|options| say!(language, "diff-options-added", options = options));
    let removed = named(options_removed).map(|options| say!(language, "diff-options-removed", options = options));
    [key, kind, added, removed].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn tags(tags: &BTreeMap<String, Value>) -> String {
    if tags.is_empty() {
        return "–".to_owned();
    }
    let tags = tags.iter().map(|(key, value)| format!("{key}={value}"));
    tags.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use fieldmesh::Configuration;
    use fieldmesh::config::compare;

    use super::*;

    #[test]
    fn what_differs_is_told_by_the_names_people_know_and_much_of_it_is_cut() {
        let before = Configuration::builtin();
        let mut after = before.clone();
        let camp = after.categories.remove(0);
        let told = differences(Language::Spanish, &compare(&before, &after));
        assert_eq!(told, [format!("- categoría {}", camp.name("es"))]);
        assert_eq!(comparison(Language::English, &compare(&before, &before)), ["They are the same."]);

        let empty = Configuration { categories: Vec::new(), fields: Vec::new(), ..before.clone() };
        let all = differences(Language::English, &compare(&before, &empty));
        let main = main_differences(Language::English, &compare(&before, &empty));
        assert_eq!(main.len(), SHOWN + 1);
        assert_eq!(main.last(), Some(&format!("… and {} more", all.len() - SHOWN)));
    }
}
