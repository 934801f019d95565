//! What both formats are read into, and what makes a configuration of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use fieldmesh_document::{Fingerprint, ProjectKey};

use super::text::{self, shortened};
use super::{Fault, ImportError, Warning, container};
use crate::fingerprint::encoded_value;
use crate::icon::{Icon, IconError, MAX_ICONS_BYTES};
use crate::matching::CATEGORY_ID;
use crate::validate::{MAX_ENTRIES, MAX_NAME_CHARS, MAX_VERSION_CHARS};
use crate::{Category, CategoryId, Configuration, ConfigurationError, Field, FieldId, Shape, Value};

/// A configuration in the making. Categories and fields are found by the ids of the archive.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) succeeds: Vec<Fingerprint>,
    pub(super) project_key: Option<ProjectKey>,
    pub(super) categories: Vec<Category>,
    pub(super) fields: Vec<Field>,
    /// What the archive lists for a shape, in order.
    pub(super) offered: BTreeMap<Shape, Vec<CategoryId>>,
    icons: BTreeMap<String, Icon>,
    icon_bytes: usize,
    refused_icons: HashSet<String>,
    pub(super) warnings: Vec<Warning>,
    category_at: HashMap<String, usize>,
    field_at: HashMap<String, usize>,
}

impl Draft {
    pub(super) fn warn(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }

    /// Refuses more parts than a configuration may have before they are looked at one by one.
    pub(super) fn check_count(file: &str, have: usize) -> Result<(), ImportError> {
        if have > MAX_ENTRIES {
            return Err(container::invalid(file, "file", Fault::TooMany));
        }
        Ok(())
    }

    pub(super) fn push_category(&mut self, category: Category) {
        self.category_at.insert(category.id.as_str().to_owned(), self.categories.len());
        self.categories.push(category);
    }

    pub(super) fn push_field(&mut self, field: Field) {
        self.field_at.insert(field.id.as_str().to_owned(), self.fields.len());
        self.fields.push(field);
    }

    pub(super) fn category(&mut self, id: &str) -> Option<&mut Category> {
        self.categories.get_mut(*self.category_at.get(id)?)
    }

    pub(super) fn field(&mut self, id: &str) -> Option<&mut Field> {
        self.fields.get_mut(*self.field_at.get(id)?)
    }

    /// The tag that a field writes, if there is such a field.
    pub(super) fn tag_key(&self, field: &str) -> Option<&str> {
        self.fields.get(*self.field_at.get(field)?).map(|field| field.tag_key.as_str())
    }

    /// The names of the icons that categories have.
    pub(super) fn icon_names(&self) -> BTreeSet<&str> {
        self.categories.iter().filter_map(|category| category.icon.as_deref()).collect()
    }

    /// Keeps an icon, or says why not.
    pub(super) fn put_icon(&mut self, name: &str, icon: Result<Icon, IconError>) {
        let fits = |icon: Icon| match self.icon_bytes + icon.bytes().len() <= MAX_ICONS_BYTES {
            true => Ok(icon),
            false => Err(IconError::NoRoom { limit: MAX_ICONS_BYTES }),
        };
        match icon.and_then(fits) {
            Ok(icon) => {
                self.icon_bytes += icon.bytes().len();
                self.icons.insert(name.to_owned(), icon);
            }
            Err(reason) => {
                self.refused_icons.insert(name.to_owned());
                self.warn(Warning::IconLeftOut { icon: name.to_owned(), reason });
            }
        }
    }

    /// The configuration, checked; `file` is the one that a broken rule is told of.
    pub(super) fn finish(
        mut self,
        file: &'static str,
    ) -> Result<(Configuration, Option<ProjectKey>, Vec<Warning>), ImportError> {
        self.tidy_categories();
        self.find_same_tags();
        self.find_unused_fields();
        self.sort_categories();
        let name = self.title("name", MAX_NAME_CHARS, Some(self.name.clone()));
        let version = self.title("version", MAX_VERSION_CHARS, self.version.clone());
        let name = name.unwrap_or_else(|| {
            self.warn(Warning::Unnamed);
            "Mapeo".to_owned()
        });
        let mut configuration = Configuration {
            name,
            version,
            succeeds: self.succeeds,
            categories: self.categories,
            fields: self.fields,
            offered: BTreeMap::new(),
            icons: self.icons,
            ..Configuration::default()
        };
        for (shape, offered) in self.offered {
            // A list that says what would be offered without it says nothing.
            if !configuration.offered(shape).map(|category| &category.id).eq(&offered) {
                configuration.offered.insert(shape, offered);
            }
        }
        match configuration.to_bytes() {
            Ok(_) => Ok((configuration, self.project_key, self.warnings)),
            Err(ConfigurationError::Invalid { place, flaw }) => Err(ImportError::Rule { file, place, flaw }),
            Err(error) => Err(ImportError::Configuration(error)),
        }
    }

    fn tidy_categories(&mut self) {
        for category in &mut self.categories {
            keep_first(&mut category.fields);
            keep_first(&mut category.terms);
            category.add_tags.take_if(|tags| tags.is_empty() || *tags == category.tags);
            category.remove_tags.take_if(|tags| tags.is_empty() || *tags == category.tags);
            // Such a tag says no more than the id; `export` writes it where a category has no tags.
            let itself = Value::from(category.id.as_str());
            if category.tags.len() == 1 && category.tags.get(CATEGORY_ID) == Some(&itself) {
                category.tags.clear();
            }
            if let Some(icon) = category.icon.take_if(|icon| !self.icons.contains_key(icon))
                && !self.refused_icons.contains(&icon)
            {
                self.warnings.push(Warning::IconMissing { category: category.id.clone(), icon: shortened(&icon) });
            }
        }
    }

    fn find_same_tags(&mut self) {
        let mut seen = HashMap::new();
        for category in self.categories.iter().filter(|category| !category.tags.is_empty()) {
            for shape in &category.applies_to {
                let tags: Vec<_> = category.tags.iter().map(|(key, value)| (key, encoded_value(value))).collect();
                let found = *seen.entry((shape, tags)).or_insert(&category.id);
                if *found != category.id {
                    let (found, hidden) = (found.clone(), category.id.clone());
                    self.warnings.push(Warning::SameTags { found, hidden });
                    break;
                }
            }
        }
    }

    fn find_unused_fields(&mut self) {
        let used: HashSet<&FieldId> = self.categories.iter().flat_map(|category| &category.fields).collect();
        let unused = self.fields.iter().filter(|field| !field.universal && !used.contains(&field.id));
        let unused = unused.map(|field| Warning::UnusedField { field: field.id.clone() });
        self.warnings.extend(unused);
    }

    /// Into the order in which they are offered, for points first; the others keep theirs.
    fn sort_categories(&mut self) {
        let mut rank: HashMap<&CategoryId, usize> = HashMap::new();
        for id in self.offered.values().flatten() {
            let next = rank.len();
            rank.entry(id).or_insert(next);
        }
        self.categories.sort_by_key(|category| rank.get(&category.id).copied().unwrap_or(usize::MAX));
    }

    /// A title of the length that it may have here.
    fn title(&mut self, what: &'static str, limit: usize, title: Option<String>) -> Option<String> {
        let title = title.map(|title| text::shown(&title).replace('\n', " "))?;
        let title = title.trim();
        if title.chars().count() > limit {
            self.warn(Warning::Shortened { what, limit });
        }
        let kept: String = title.chars().take(limit).collect();
        let kept = kept.trim_end();
        (!kept.is_empty()).then(|| kept.to_owned())
    }
}

fn keep_first<T: Clone + Eq + std::hash::Hash>(items: &mut Vec<T>) {
    let mut seen = HashSet::new();
    items.retain(|item| seen.insert(item.clone()));
}
