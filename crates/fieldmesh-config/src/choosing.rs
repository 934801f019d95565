//! What choosing a category writes to the tags of an observation (`docs/configuration-format.md`, section 4).

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};

use crate::matching::ANY;
use crate::{Category, Configuration, Value};

impl Configuration {
    /// What changes of `tags` when a person chooses the category `to` in place of `from`: `Some` is written, `None`
    /// taken away. A category that the configuration does not have adds and takes away nothing.
    pub fn chosen(
        &self,
        from: Option<&str>,
        to: Option<&str>,
        tags: &BTreeMap<String, TagValue>,
    ) -> BTreeMap<String, Option<TagValue>> {
        let category = |id: Option<&str>| id.and_then(|id| self.category(id));
        let mut changes = BTreeMap::new();
        for (key, value) in category(from).into_iter().flat_map(Category::removed) {
            let fits = |stored: &TagValue| match stored {
                TagValue::One(stored) => value.is(stored),
                TagValue::List(_) => false,
            };
            if tags.get(key).is_some_and(|stored| *value == Value::from(ANY) || fits(stored)) {
                changes.insert(key.clone(), None);
            }
        }
        for (key, value) in category(to).into_iter().flat_map(Category::added) {
            if *value == Value::from(ANY) {
                continue;
            }
            let value = TagValue::One(Scalar::from(value));
            if tags.get(key) == Some(&value) {
                changes.remove(key);
            } else {
                changes.insert(key.clone(), Some(value));
            }
        }
        changes
    }
}

impl Category {
    fn added(&self) -> &BTreeMap<String, Value> {
        self.add_tags.as_ref().unwrap_or(&self.tags)
    }

    fn removed(&self) -> &BTreeMap<String, Value> {
        self.remove_tags.as_ref().unwrap_or_else(|| self.added())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Localized, Shape};

    fn values(tags: &[(&str, &str)]) -> BTreeMap<String, Value> {
        tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect()
    }

    fn configuration() -> Configuration {
        let category = |id: &str, tags: &[(&str, &str)]| Category {
            id: id.into(),
            names: Localized::from(id),
            applies_to: vec![Shape::Point],
            tags: values(tags),
            add_tags: None,
            remove_tags: None,
            fields: Vec::new(),
            color: None,
            icon: None,
            terms: Vec::new(),
        };
        let mut spring = category("spring", &[("natural", "*")]);
        spring.add_tags = Some(values(&[("natural", "spring"), ("water", "*")]));
        spring.remove_tags = Some(values(&[("natural", "*"), ("flow", "strong")]));
        let categories = vec![
            category("water", &[("natural", "water")]),
            category("river", &[("natural", "water"), ("water", "river")]),
            spring,
        ];
        Configuration { name: "Test".to_owned(), categories, ..Configuration::default() }
    }

    fn after(from: Option<&str>, to: Option<&str>, tags: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut tags: BTreeMap<String, TagValue> =
            tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect();
        for (key, change) in configuration().chosen(from, to, &tags) {
            match change {
                Some(value) => assert_ne!(tags.insert(key, value.clone()), Some(value), "nothing is written twice"),
                None => assert!(tags.remove(&key).is_some()),
            }
        }
        tags.into_iter().map(|(key, value)| (key, value.to_json().as_str().unwrap().to_owned())).collect()
    }

    fn pairs(tags: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        pairs.sort();
        pairs
    }

    #[test]
    fn a_category_adds_its_tags_and_takes_those_of_the_one_before_away() {
        let river = &[("natural", "water"), ("water", "river")][..];
        assert_eq!(after(None, Some("river"), &[]), pairs(river));
        assert_eq!(after(Some("river"), Some("river"), river), pairs(river));
        assert_eq!(after(Some("river"), Some("water"), river), pairs(&river[..1]));
        assert_eq!(after(Some("river"), None, river), []);
        assert_eq!(after(Some("river"), Some("unknown"), river), []);
        let answered = [("natural", "water"), ("water", "brook"), ("name", "Napo")];
        assert_eq!(after(Some("river"), None, &answered), pairs(&answered[1..]), "what a person wrote stays");
    }

    #[test]
    fn what_a_category_says_apart_is_added_and_removed() {
        assert_eq!(
            after(None, Some("spring"), &[("water", "river")]),
            pairs(&[("natural", "spring"), ("water", "river")])
        );
        let tags = [("flow", "strong"), ("natural", "anything"), ("water", "river")];
        assert_eq!(after(Some("spring"), None, &tags), pairs(&tags[2..]));
        assert_eq!(after(Some("spring"), None, &[("flow", "weak")]), pairs(&[("flow", "weak")]));
    }
}
