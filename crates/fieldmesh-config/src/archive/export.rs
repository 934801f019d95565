//! Writing `.comapeocat` 1.0: `docs/configuration-format.md`, section 7.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::io::{Cursor, Write};

use fieldmesh_document::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::comapeo::translations::label_of;
use super::comapeo::{
    CATEGORIES, CategoryExtra, FIELDS, FieldExtra, METADATA, MetadataExtra, SELECTION, VERSION, document, shapes_of,
};
use crate::localized::{Localized, UNNAMED};
use crate::matching::CATEGORY_ID;
use crate::{Category, Configuration, ConfigurationError, Field, FieldKind, Icon, SelectOption, Shape, Value};

/// Bytes of a JSON file that CoMapeo reads.
const MAX_JSON: usize = 1_000_000;

/// Why a configuration has no form as `.comapeocat`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The configuration breaks a rule.
    #[error("the configuration cannot be written")]
    Configuration(#[source] ConfigurationError),
    /// The format demands a category for observations and one for tracks.
    #[error("no category that applies to {document}, which the format demands")]
    NoCategory {
        /// `observation` or `track`.
        document: &'static str,
    },
    /// The format has options that are whole numbers, texts, true, false and null, and no others.
    #[error("field {field}: option {value} is not a whole number")]
    Option {
        /// The field.
        field: String,
        /// The value of the option.
        value: f64,
    },
    /// A file of the archive is larger than CoMapeo reads.
    #[error("{file}: {have} bytes, over the limit of {limit}")]
    TooLarge {
        /// Which file.
        file: String,
        /// Its bytes.
        have: usize,
        /// The bytes allowed.
        limit: usize,
    },
    /// The archive could not be put together.
    #[error("the archive could not be written")]
    Zip(#[source] Box<dyn Error + Send + Sync>),
}

/// The configuration as `.comapeocat` 1.0, which CoMapeo reads; `built` is the date it shows. What the format has no
/// place for stands under the key `fieldmesh`, which other readers ignore, except images: only drawings are icons
/// there. Equal configurations and dates give equal bytes.
///
/// # Errors
/// Every [`ExportError`].
pub fn export(configuration: &Configuration, built: Timestamp) -> Result<Vec<u8>, ExportError> {
    configuration.validate().map_err(ExportError::Configuration)?;
    let mut archive = Archive { zip: ZipWriter::new(Cursor::new(Vec::new())) };
    archive.file(VERSION, b"1.0")?;
    archive.json(METADATA, &metadata(configuration, built))?;
    archive.json(CATEGORIES, &categories(configuration))?;
    archive.json(SELECTION, &selection(configuration)?)?;
    archive.json(FIELDS, &fields(configuration)?)?;
    for (name, icon) in &configuration.icons {
        if let Icon::Svg(drawing) = icon {
            archive.file(&format!("icons/{name}.svg"), drawing.as_bytes())?;
        }
    }
    for (language, texts) in translations(configuration) {
        archive.json(&format!("translations/{language}.json"), &texts)?;
    }
    let written = archive.zip.finish().map_err(|error| ExportError::Zip(error.into()))?;
    Ok(written.into_inner())
}

struct Archive {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    fn json(&mut self, file: &str, value: &impl Serialize) -> Result<(), ExportError> {
        let bytes = serde_json::to_vec_pretty(value).map_err(|error| ExportError::Zip(error.into()))?;
        if bytes.len() > MAX_JSON {
            return Err(ExportError::TooLarge { file: file.to_owned(), have: bytes.len(), limit: MAX_JSON });
        }
        self.file(file, &bytes)
    }

    fn file(&mut self, file: &str, bytes: &[u8]) -> Result<(), ExportError> {
        // The format asks for this method and level; a date would make equal archives differ.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(9))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let started = self.zip.start_file(file, options);
        started.map_err(|error| ExportError::Zip(error.into()))?;
        self.zip.write_all(bytes).map_err(|error| ExportError::Zip(error.into()))
    }
}

fn metadata(configuration: &Configuration, built: Timestamp) -> Json {
    let mut metadata = json!({
        "name": configuration.name,
        "version": configuration.version,
        "buildDateValue": built.0.max(1),
        "builderName": "fieldmesh",
        "builderVersion": env!("CARGO_PKG_VERSION"),
    });
    if configuration.version.is_none() {
        remove(&mut metadata, "version");
    }
    if !configuration.succeeds.is_empty() {
        put(&mut metadata, "fieldmesh", MetadataExtra { succeeds: configuration.succeeds.clone() });
    }
    metadata
}

fn categories(configuration: &Configuration) -> Map<String, Json> {
    configuration.categories.iter().map(|one| (one.id.as_str().to_owned(), category(configuration, one))).collect()
}

fn category(configuration: &Configuration, one: &Category) -> Json {
    let documents: BTreeSet<_> = one.applies_to.iter().map(|shape| document(*shape)).collect();
    // The format wants tags; this one says no more than the id, and `import` leaves it out.
    let itself = BTreeMap::from([(CATEGORY_ID.to_owned(), Value::from(one.id.as_str()))]);
    let mut out = json!({
        "name": base(&one.names, one.id.as_str()),
        "appliesTo": documents,
        "tags": if one.tags.is_empty() { &itself } else { &one.tags },
        "fields": one.fields,
    });
    if let Some(tags) = &one.add_tags {
        put(&mut out, "addTags", tags);
    }
    if let Some(tags) = &one.remove_tags {
        put(&mut out, "removeTags", tags);
    }
    if let (Some(name), Some(Icon::Svg(_))) = (&one.icon, configuration.icon_of(one)) {
        put(&mut out, "icon", name);
    }
    if !one.terms.is_empty() {
        put(&mut out, "terms", &one.terms);
    }
    if let Some(color) = one.color {
        put(&mut out, "color", color.to_string());
    }
    let mut extra = CategoryExtra::default();
    if one.applies_to != shapes_of(documents) {
        extra.applies_to.clone_from(&one.applies_to);
    }
    let tags = |key: &String| {
        one.tags.contains_key(key) || one.add_tags.as_ref().is_some_and(|tags| tags.contains_key(key))
    };
    extra.answers_tags =
        one.fields.iter().filter_map(|id| configuration.field(id.as_str())).any(|field| tags(&field.tag_key));
    if extra != CategoryExtra::default() {
        put(&mut out, "fieldmesh", extra);
    }
    out
}

fn selection(configuration: &Configuration) -> Result<Json, ExportError> {
    let offered = |shapes: &[Shape], document: &'static str| {
        let mut seen = BTreeSet::new();
        let all = shapes.iter().flat_map(|shape| configuration.offered(*shape));
        let ids: Vec<_> = all.map(|category| &category.id).filter(|id| seen.insert(*id)).collect();
        if ids.is_empty() { Err(ExportError::NoCategory { document }) } else { Ok(json!(ids)) }
    };
    Ok(json!({
        "observation": offered(&[Shape::Point, Shape::Area], document(Shape::Point))?,
        "track": offered(&[Shape::Track], document(Shape::Track))?,
    }))
}

fn fields(configuration: &Configuration) -> Result<Map<String, Json>, ExportError> {
    configuration.fields.iter().map(|one| Ok((one.id.as_str().to_owned(), field(one)?))).collect()
}

fn field(one: &Field) -> Result<Json, ExportError> {
    let mut extra = FieldExtra { universal: one.universal, ..FieldExtra::default() };
    let mut out = json!({ "tagKey": one.tag_key, "label": base(&one.label, one.id.as_str()) });
    let kind = match &one.kind {
        FieldKind::Text { multiline } => {
            put(&mut out, "appearance", if *multiline { "multiline" } else { "singleline" });
            "text"
        }
        FieldKind::Number { min, max } => {
            (extra.min, extra.max) = (*min, *max);
            "number"
        }
        FieldKind::Date | FieldKind::DateTime => {
            extra.kind = Some(one.kind.name().to_owned());
            put(&mut out, "appearance", "singleline");
            "text"
        }
        FieldKind::SelectOne { .. } => "selectOne",
        FieldKind::SelectMultiple { .. } => "selectMultiple",
    };
    put(&mut out, "type", kind);
    if !one.kind.options().is_empty() {
        let options: Result<Vec<_>, _> = one.kind.options().iter().map(|chosen| option(one, chosen)).collect();
        put(&mut out, "options", options?);
    }
    for (property, texts) in [("placeholder", &one.placeholder), ("helperText", &one.helper)] {
        // In another language than English it would be shown to people who read neither.
        let text = |wanted| texts.iter().find(|(language, _)| *language == wanted);
        if let Some((_, text)) = text(UNNAMED).or_else(|| text("en")) {
            put(&mut out, property, text);
        }
    }
    if extra != FieldExtra::default() {
        put(&mut out, "fieldmesh", extra);
    }
    Ok(out)
}

fn option(of: &Field, one: &SelectOption) -> Result<Json, ExportError> {
    if let Value::Number(value) = one.value
        && value.fract() != 0.0
    {
        return Err(ExportError::Option { field: of.id.to_string(), value });
    }
    let value = one.value.to_string();
    // A label must not be empty, which the value may be.
    Ok(json!({ "label": base(&one.label, if value.is_empty() { "-" } else { &value }), "value": one.value }))
}

/// The text that the archive's own language has, which it does not name.
fn base<'a>(texts: &'a Localized, otherwise: &'a str) -> &'a str {
    texts.get(UNNAMED).filter(|text| !text.is_empty()).unwrap_or(otherwise)
}

/// Language → type of document → id → property → text.
type Translations = BTreeMap<String, BTreeMap<&'static str, BTreeMap<String, BTreeMap<String, String>>>>;

fn translations(configuration: &Configuration) -> Translations {
    let mut all = Translations::new();
    let mut add = |kind, id: &str, property: &str, texts: &Localized| {
        for (language, text) in texts.iter().filter(|(language, _)| *language != UNNAMED) {
            let documents = all.entry(language.to_owned()).or_default().entry(kind).or_default();
            documents.entry(id.to_owned()).or_default().insert(property.to_owned(), text.to_owned());
        }
    };
    for category in &configuration.categories {
        add("category", category.id.as_str(), "name", &category.names);
    }
    for field in &configuration.fields {
        let id = field.id.as_str();
        add("field", id, "label", &field.label);
        add("field", id, "placeholder", &field.placeholder);
        add("field", id, "helperText", &field.helper);
        for option in field.kind.options() {
            add("field", id, &label_of(&option.value), &option.label);
        }
    }
    all
}

fn put(object: &mut Json, property: &str, value: impl Serialize) {
    if let (Some(object), Ok(value)) = (object.as_object_mut(), serde_json::to_value(value)) {
        object.insert(property.to_owned(), value);
    }
}

fn remove(object: &mut Json, property: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(property);
    }
}
