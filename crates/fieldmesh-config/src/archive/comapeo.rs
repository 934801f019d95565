//! `.comapeocat` 1.0: `docs/configuration-format.md`, section 6.2.

pub(super) mod translations;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::container::{Contents, invalid};
use super::draft::Draft;
use super::text::{Terms, key, put, shortened, tags, value, words};
use super::{Fault, ImportError, Warning};
use crate::fingerprint::encoded_value;
use crate::icon::Icon;
use crate::localized::{Localized, UNNAMED};
use crate::validate::{MAX_NAME_CHARS, MAX_VERSION_CHARS};
use crate::{Category, CategoryId, Color, Field, FieldId, FieldKind, SelectOption, Shape, Value};

pub(super) const CATEGORIES: &str = "categories.json";
pub(super) const FIELDS: &str = "fields.json";
pub(super) const METADATA: &str = "metadata.json";
pub(super) const SELECTION: &str = "categorySelection.json";
pub(super) const VERSION: &str = "VERSION";

/// The major version of the format that is read, and written with minor version 0.
const MAJOR: u64 = 1;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    name: String,
    version: Option<String>,
    build_date_value: f64,
    fieldmesh: Option<MetadataExtra>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InCategories {
    name: String,
    applies_to: Vec<String>,
    tags: BTreeMap<String, Value>,
    add_tags: Option<BTreeMap<String, Value>>,
    remove_tags: Option<BTreeMap<String, Value>>,
    /// Optional to the reader of the format's makers, though not to its specification.
    #[serde(default)]
    fields: Vec<String>,
    icon: Option<String>,
    #[serde(default)]
    terms: Vec<String>,
    color: Option<String>,
    fieldmesh: Option<CategoryExtra>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InFields {
    #[serde(rename = "type")]
    kind: String,
    tag_key: String,
    label: String,
    #[serde(default)]
    placeholder: String,
    #[serde(default)]
    helper_text: String,
    appearance: Option<String>,
    #[serde(default)]
    options: Vec<InOptions>,
    fieldmesh: Option<FieldExtra>,
}

#[derive(Deserialize)]
struct InOptions {
    label: String,
    // Without this a missing value would be taken for `null`.
    #[serde(deserialize_with = "Value::deserialize")]
    value: Value,
}

#[derive(Deserialize)]
struct Selection {
    observation: Vec<String>,
    track: Vec<String>,
}

/// What the format has no place for, under the key `fieldmesh`, which its readers ignore.
#[derive(Serialize, Deserialize)]
pub(super) struct MetadataExtra {
    #[serde(default, with = "crate::file::fingerprints")]
    pub(super) succeeds: Vec<fieldmesh_document::Fingerprint>,
}

/// See [`MetadataExtra`].
#[derive(Default, PartialEq, Serialize, Deserialize)]
pub(super) struct CategoryExtra {
    /// The shapes, where they are not a point for an observation and a track for a track.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) applies_to: Vec<Shape>,
    /// That a field writes where a tag of the category stands is known.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) answers_tags: bool,
}

/// The shapes of documents of these types, where nothing else is said.
pub(super) fn shapes_of<'a>(documents: impl IntoIterator<Item = &'a str>) -> Vec<Shape> {
    let shapes: BTreeSet<Shape> = documents.into_iter().filter_map(shape).collect();
    shapes.into_iter().collect()
}

/// See [`MetadataExtra`].
#[derive(Default, PartialEq, Serialize, Deserialize)]
pub(super) struct FieldExtra {
    /// `date` or `date_time`, of a field that is a text to others.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) min: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) max: Option<f64>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) universal: bool,
}

/// Whether an archive is meant to be of this format: it has a file that no other has.
pub(super) fn is_one(contents: &Contents) -> bool {
    contents.has(CATEGORIES) || contents.has(SELECTION)
}

pub(super) fn read(contents: &Contents) -> Result<Draft, ImportError> {
    check_version(contents)?;
    let mut draft = Draft::default();
    let metadata = required(contents, METADATA)?;
    read_metadata(&mut draft, metadata)?;
    let fields: Map<String, Json> = contents.json(FIELDS)?.unwrap_or_default();
    let categories: Map<String, Json> = required(contents, CATEGORIES)?;
    Draft::check_count(CATEGORIES, categories.len() + fields.len())?;
    for (id, field) in fields {
        let field =
            serde_json::from_value(field).map_err(|error| invalid(FIELDS, id.as_str(), Fault::Shape(error)))?;
        read_field(&mut draft, &id, field).map_err(|fault| invalid(FIELDS, id, fault))?;
    }
    let icons: BTreeMap<String, &[u8]> =
        contents.within("icons/", ".svg").map(|(name, bytes)| (key(name), bytes)).collect();
    for (id, category) in categories {
        let category = serde_json::from_value(category)
            .map_err(|error| invalid(CATEGORIES, id.as_str(), Fault::Shape(error)))?;
        read_category(&mut draft, &id, category, &icons).map_err(|fault| invalid(CATEGORIES, id, fault))?;
    }
    read_selection(&mut draft, &required(contents, SELECTION)?)?;
    read_icons(&mut draft, &icons);
    translations::read(contents, &mut draft)?;
    Ok(draft)
}

fn required<T: serde::de::DeserializeOwned>(contents: &Contents, file: &'static str) -> Result<T, ImportError> {
    contents.json(file)?.ok_or(ImportError::Missing { file })
}

fn check_version(contents: &Contents) -> Result<(), ImportError> {
    let bytes = contents.get(VERSION).ok_or(ImportError::Missing { file: VERSION })?;
    let text = String::from_utf8_lossy(bytes);
    let parts = text.trim().split_once('.');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    match parts.filter(|(major, minor)| is_number(major) && is_number(minor)) {
        // A number too large to be read is newer than any.
        Some((major, _)) => match major.parse().unwrap_or(u64::MAX) {
            have if have > MAJOR => Err(ImportError::NewerVersion { file: VERSION, have, known: MAJOR }),
            _ => Ok(()),
        },
        None => Err(invalid(VERSION, "file", Fault::Version(shortened(&text)))),
    }
}

fn read_metadata(draft: &mut Draft, metadata: Metadata) -> Result<(), ImportError> {
    let refused = |fault| Err(invalid(METADATA, "file", fault));
    if metadata.name.trim().is_empty() {
        return refused(Fault::Empty("name"));
    }
    let version = metadata.version.as_deref().unwrap_or_default();
    for (what, text, limit) in
        [("name", metadata.name.as_str(), MAX_NAME_CHARS), ("version", version, MAX_VERSION_CHARS)]
    {
        if text.chars().count() > limit {
            return refused(Fault::TooLong { what, limit });
        }
    }
    if metadata.build_date_value <= 0.0 {
        return refused(Fault::BuildDate);
    }
    draft.name = metadata.name;
    draft.version = metadata.version;
    draft.succeeds = metadata.fieldmesh.map(|extra| extra.succeeds).unwrap_or_default();
    Ok(())
}

fn read_field(draft: &mut Draft, id: &str, field: InFields) -> Result<(), Fault> {
    let extra = field.fieldmesh.unwrap_or_default();
    let kind = match (field.kind.as_str(), extra.kind.as_deref()) {
        ("text", Some("date")) => FieldKind::Date,
        ("text", Some("date_time")) => FieldKind::DateTime,
        ("text", _) => match field.appearance.as_deref() {
            None | Some("multiline") => FieldKind::Text { multiline: true },
            Some("singleline") => FieldKind::Text { multiline: false },
            Some(other) => return Err(Fault::Appearance(shortened(other))),
        },
        ("number", _) => FieldKind::Number { min: extra.min, max: extra.max },
        ("selectOne", _) => FieldKind::SelectOne { options: options(field.options)? },
        ("selectMultiple", _) => FieldKind::SelectMultiple { options: options(field.options)? },
        (other, _) => return Err(Fault::Type(shortened(other))),
    };
    for (what, text) in [("id", id), ("tagKey", &field.tag_key), ("label", &field.label)] {
        if text.is_empty() {
            return Err(Fault::Empty(what));
        }
    }
    let texts = |text: &str| {
        let mut texts = Localized::new();
        put(&mut texts, UNNAMED, text);
        texts
    };
    draft.push_field(Field {
        id: key(id).into(),
        tag_key: key(&field.tag_key),
        kind,
        label: texts(&field.label),
        helper: texts(&field.helper_text),
        placeholder: texts(&field.placeholder),
        universal: extra.universal,
    });
    Ok(())
}

fn options(listed: Vec<InOptions>) -> Result<Vec<SelectOption>, Fault> {
    if listed.is_empty() {
        return Err(Fault::NoOption);
    }
    let mut seen = BTreeSet::new();
    let mut options = Vec::new();
    for option in listed {
        let stored = value(option.value);
        if !seen.insert(encoded_value(&stored)) {
            return Err(Fault::DuplicateOption(shortened(&stored.to_string())));
        }
        if option.label.is_empty() {
            return Err(Fault::Empty("label of an option"));
        }
        let mut label = Localized::new();
        put(&mut label, UNNAMED, &option.label);
        options.push(SelectOption { value: stored, label });
    }
    Ok(options)
}

fn read_category(
    draft: &mut Draft,
    id: &str,
    category: InCategories,
    icons: &BTreeMap<String, &[u8]>,
) -> Result<(), Fault> {
    for (what, text) in [("id", id), ("name", &category.name)] {
        if text.is_empty() {
            return Err(Fault::Empty(what));
        }
    }
    // Types of documents that a later version may have are passed over.
    let listed = shapes_of(category.applies_to.iter().map(String::as_str));
    let extra = category.fieldmesh.unwrap_or_default();
    let documents = |shapes: &[Shape]| shapes.iter().map(|shape| document(*shape)).collect::<BTreeSet<_>>();
    let applies_to = match documents(&extra.applies_to) == documents(&listed) {
        true => extra.applies_to,
        false => listed,
    };
    if applies_to.is_empty() {
        return Err(Fault::Empty("appliesTo"));
    }
    let icon = category.icon.map(|icon| key(&icon));
    if let Some(icon) = icon.as_ref().filter(|icon| !icons.contains_key(*icon)) {
        return Err(Fault::UnknownIcon(shortened(icon)));
    }
    let color = category.color.map(|text| Color::from_css(&text).map_err(|_| Fault::Color(shortened(&text))));
    let mut names = Localized::new();
    put(&mut names, UNNAMED, &category.name);
    let category = Category {
        id: key(id).into(),
        names,
        applies_to,
        tags: tags(category.tags),
        add_tags: category.add_tags.map(tags),
        remove_tags: category.remove_tags.map(tags),
        fields: category.fields.iter().map(|field| key(field).into()).collect(),
        color: color.transpose()?,
        icon,
        terms: words(Terms::List(category.terms)),
    };
    for field in &category.fields {
        check_field_of(draft, &category, field, extra.answers_tags)?;
    }
    draft.push_category(category);
    Ok(())
}

/// The field is there, and does not write where a tag of the category stands. A selection of one may: its answers
/// then tell categories apart.
fn check_field_of(draft: &mut Draft, category: &Category, id: &FieldId, is_known: bool) -> Result<(), Fault> {
    let Some(field) = draft.field(id.as_str()) else { return Err(Fault::UnknownField(shortened(id.as_str()))) };
    let added = category.add_tags.as_ref().is_some_and(|tags| tags.contains_key(&field.tag_key));
    if !added && !category.tags.contains_key(&field.tag_key) {
        return Ok(());
    }
    if !is_known && !matches!(field.kind, FieldKind::SelectOne { .. }) {
        let tag_key = shortened(&field.tag_key);
        return Err(Fault::TagOfCategory { field: shortened(id.as_str()), tag_key });
    }
    draft.warn(Warning::TagOfCategory { category: category.id.clone(), field: id.clone() });
    Ok(())
}

const OBSERVATION: &str = "observation";
const TRACK: &str = "track";

fn shape(document: &str) -> Option<Shape> {
    match document {
        OBSERVATION => Some(Shape::Point),
        TRACK => Some(Shape::Track),
        _ => None,
    }
}

/// The type of document that a shape is recorded as.
pub(super) const fn document(shape: Shape) -> &'static str {
    match shape {
        Shape::Point | Shape::Area => OBSERVATION,
        Shape::Track => TRACK,
    }
}

fn read_selection(draft: &mut Draft, selection: &Selection) -> Result<(), ImportError> {
    for (list, to, shapes) in [
        (&selection.observation, OBSERVATION, &[Shape::Point, Shape::Area][..]),
        (&selection.track, TRACK, &[Shape::Track]),
    ] {
        let refused = |fault| Err(invalid(SELECTION, to, fault));
        let mut listed: Vec<(CategoryId, Vec<Shape>)> = Vec::new();
        let mut seen = BTreeSet::new();
        for id in list.iter().map(|id| key(id)) {
            let Some(category) = draft.category(&id) else {
                return refused(Fault::UnknownCategory(shortened(&id)));
            };
            if !category.applies_to.iter().any(|shape| document(*shape) == to) {
                return refused(Fault::NotApplied { category: shortened(&id), to });
            }
            if seen.insert(id) {
                listed.push((category.id.clone(), category.applies_to.clone()));
            }
        }
        if listed.is_empty() {
            return refused(Fault::NoCategory(to));
        }
        for shape in shapes {
            let offered = listed.iter().filter(|(_, applies_to)| applies_to.contains(shape));
            let offered: Vec<_> = offered.map(|(id, _)| id.clone()).collect();
            draft.offered.insert(*shape, offered);
        }
    }
    Ok(())
}

fn read_icons(draft: &mut Draft, icons: &BTreeMap<String, &[u8]>) {
    let used: BTreeSet<String> = draft.icon_names().into_iter().map(str::to_owned).collect();
    for (name, bytes) in icons {
        match used.contains(name) {
            true => draft.put_icon(name, Icon::from_svg(bytes)),
            false => draft.warn(Warning::UnusedIcon { icon: shortened(name) }),
        }
    }
}
