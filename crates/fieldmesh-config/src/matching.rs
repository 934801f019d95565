//! Which category an observation is of that does not say so, by its tags, as Mapeo and CoMapeo do it.

use std::collections::BTreeMap;

use fieldmesh_document::observation::{Scalar, TagValue};

use crate::{Category, Configuration, Value};

/// The tag by which Mapeo's programs name the category of an observation.
pub(crate) const CATEGORY_ID: &str = "categoryId";

/// Stands for any value in the tags of a category.
pub(crate) const ANY: &str = "*";

impl Configuration {
    /// The category whose tags an observation carries: all of them, and more of them than of any other category
    /// (a `*`, which any value fits, counts half); of equal ones the first. A tag `categoryId` that names a
    /// category decides alone. Categories without tags are never found.
    pub fn category_of(&self, tags: &BTreeMap<String, TagValue>) -> Option<&Category> {
        if let Some(TagValue::One(Scalar::Text(id))) = tags.get(CATEGORY_ID)
            && let Some(named) = self.category(id)
        {
            return Some(named);
        }
        let mut best = (0, None);
        for category in &self.categories {
            let score = score(category, tags).unwrap_or(0);
            if score > best.0 {
                best = (score, Some(category));
            }
        }
        best.1
    }
}

/// Twice the number of tags that fit; nothing if one does not.
fn score(category: &Category, tags: &BTreeMap<String, TagValue>) -> Option<usize> {
    category.tags.iter().try_fold(0, |score, (key, wanted)| {
        let stored = tags.get(key)?;
        let fits = match stored {
            TagValue::One(stored) => wanted.is(stored),
            TagValue::List(stored) => stored.iter().any(|one| wanted.is(one)),
        };
        match fits {
            true => Some(score + 2),
            false => (*wanted == Value::from(ANY)).then_some(score + 1),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Localized, Shape};

    fn configuration() -> Configuration {
        let category = |id: &str, tags: &[(&str, Value)]| Category {
            id: id.into(),
            names: Localized::from(id),
            applies_to: vec![Shape::Point],
            tags: tags.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
            add_tags: None,
            remove_tags: None,
            fields: Vec::new(),
            color: None,
            icon: None,
            terms: Vec::new(),
        };
        let categories = vec![
            category("anything", &[]),
            category("some water", &[("natural", "*".into())]),
            category("water", &[("natural", "water".into())]),
            category("river", &[("natural", "water".into()), ("water", "river".into())]),
            category("also river", &[("natural", "water".into()), ("water", "river".into())]),
            category("counted", &[("count", Value::Number(2.0)), ("sure", Value::Bool(true)), ("x", Value::Null)]),
        ];
        Configuration { name: "Test".to_owned(), categories, ..Configuration::default() }
    }

    fn found(tags: &[(&str, TagValue)]) -> Option<String> {
        let tags = tags.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        configuration().category_of(&tags).map(|category| category.id.as_str().to_owned())
    }

    #[test]
    fn the_category_with_the_most_fitting_tags_is_found() {
        assert_eq!(found(&[("natural", "water".into()), ("more", "x".into())]).as_deref(), Some("water"));
        assert_eq!(found(&[("natural", "tree".into())]).as_deref(), Some("some water"), "any value fits");
        let river = [("natural", "water".into()), ("water", "river".into())];
        assert_eq!(found(&river).as_deref(), Some("river"), "the first of two");
        assert_eq!(found(&[("water", "river".into())]), None, "one of two tags is not enough");
        assert_eq!(found(&[]), None);
        let list = TagValue::List(vec![Scalar::Text("tree".to_owned()), Scalar::Text("water".to_owned())]);
        assert_eq!(found(&[("natural", list)]).as_deref(), Some("water"));
    }

    #[test]
    fn values_fit_by_type_and_an_id_decides_alone() {
        let one = TagValue::One;
        let tags = |count| [("count", one(count)), ("sure", one(Scalar::Bool(true))), ("x", one(Scalar::Null))];
        assert_eq!(found(&tags(Scalar::Int(2))).as_deref(), Some("counted"));
        assert_eq!(found(&tags(Scalar::Text("2".to_owned()))), None);
        let named = [("categoryId", "anything".into()), ("natural", "water".into())];
        assert_eq!(found(&named).as_deref(), Some("anything"));
        let unknown = [("categoryId", "nowhere".into()), ("natural", "water".into())];
        assert_eq!(found(&unknown).as_deref(), Some("water"));
    }
}
