//! `.mapeosettings`, of every age: `docs/configuration-format.md`, section 6.1.

mod fields;
mod translations;

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER_PERMISSIVE;
use fieldmesh_document::ProjectKey;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::container::{Contents, invalid};
use super::draft::Draft;
use super::text::{Terms, key, put, shortened, tags, words};
use super::{Fault, ImportError, Warning};
use crate::icon::{Icon, svg};
use crate::localized::{Localized, UNNAMED};
use crate::{Category, CategoryId, Color, Shape, Value};

pub(super) const PRESETS: &str = "presets.json";
const METADATA: &str = "metadata.json";
const SPRITE: &str = "icons.svg";

/// The sizes of the PNG files of an icon, the most useful on a screen first.
const PNG_SIZES: [&str; 10] = [
    "-medium@2x",
    "-large@1x",
    "-medium@3x",
    "-large@2x",
    "-medium@1x",
    "-small@3x",
    "-small@2x",
    "-large@3x",
    "-small@1x",
    "",
];

#[derive(Deserialize)]
struct Presets {
    presets: Map<String, Json>,
    #[serde(default)]
    fields: Map<String, Json>,
    /// Groups of presets.
    #[serde(default)]
    categories: BTreeMap<String, Group>,
    #[serde(default)]
    defaults: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Preset {
    #[serde(default)]
    name: String,
    geometry: Option<Vec<String>>,
    #[serde(default)]
    tags: BTreeMap<String, Value>,
    add_tags: Option<BTreeMap<String, Value>>,
    remove_tags: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    additional_fields: Vec<String>,
    icon: Option<String>,
    #[serde(default)]
    terms: Terms,
    sort: Option<f64>,
    color: Option<String>,
}

#[derive(Deserialize)]
struct Metadata {
    name: Option<String>,
    dataset_id: Option<String>,
    version: Option<String>,
    #[serde(rename = "projectKey")]
    project_key: Option<Json>,
}

pub(super) fn read(contents: &Contents) -> Result<Draft, ImportError> {
    let mut draft = Draft::default();
    read_metadata(contents, &mut draft)?;
    let presets: Presets = contents.json(PRESETS)?.ok_or(ImportError::Missing { file: PRESETS })?;
    Draft::check_count(PRESETS, presets.presets.len() + presets.fields.len())?;
    for (id, field) in presets.fields {
        fields::read(&mut draft, &id, field)?;
    }
    read_presets(&mut draft, presets.presets)?;
    read_defaults(&mut draft, &presets.defaults, &presets.categories);
    translations::read(contents, &mut draft)?;
    read_icons(contents, &mut draft);
    Ok(draft)
}

fn read_metadata(contents: &Contents, draft: &mut Draft) -> Result<(), ImportError> {
    let Some(metadata) = contents.json::<Metadata>(METADATA)? else { return Ok(()) };
    draft.name = metadata.name.or(metadata.dataset_id).unwrap_or_default();
    draft.version = metadata.version;
    draft.project_key = match metadata.project_key {
        None | Some(Json::Null) => None,
        Some(text) => {
            let bytes = text.as_str().and_then(|text| HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok());
            let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
            let bytes = bytes.ok_or_else(|| invalid(METADATA, "projectKey", Fault::ProjectKey))?;
            Some(ProjectKey::from_bytes(bytes))
        }
    };
    Ok(())
}

fn read_presets(draft: &mut Draft, presets: Map<String, Json>) -> Result<(), ImportError> {
    let mut read = Vec::new();
    for (id, preset) in presets {
        let preset: Preset =
            serde_json::from_value(preset).map_err(|error| invalid(PRESETS, id.as_str(), Fault::Shape(error)))?;
        read.push((key(&id), preset));
    }
    // Stable: presets without a number keep their order behind those with one.
    read.sort_by(|(_, a), (_, b)| a.sort.unwrap_or(f64::MAX).total_cmp(&b.sort.unwrap_or(f64::MAX)));
    for (id, preset) in read {
        read_preset(draft, id, preset);
    }
    Ok(())
}

fn read_preset(draft: &mut Draft, id: String, preset: Preset) {
    let id = CategoryId::from(id);
    let applies_to: Vec<Shape> = match &preset.geometry {
        None => vec![Shape::Point],
        Some(named) => {
            let shapes: BTreeSet<_> = named.iter().filter_map(|name| shape(name)).collect();
            shapes.into_iter().collect()
        }
    };
    if applies_to.is_empty() {
        return draft.warn(Warning::CategoryLeftOut { category: id });
    }
    let mut asked = Vec::new();
    for field in preset.fields.iter().chain(&preset.additional_fields).map(|field| key(field)) {
        match draft.tag_key(&field).is_some() {
            true => asked.push(field.into()),
            false => draft.warn(Warning::UnknownField { category: id.clone(), field: shortened(&field) }),
        }
    }
    let color = preset.color.and_then(|text| match Color::from_css(&text) {
        Ok(color) => Some(color),
        Err(_) => {
            draft.warn(Warning::ColorLeftOut { category: id.clone(), value: shortened(&text) });
            None
        }
    });
    let mut names = Localized::new();
    put(&mut names, UNNAMED, &preset.name);
    let category = Category {
        id,
        names,
        applies_to,
        tags: tags(preset.tags),
        add_tags: preset.add_tags.map(tags),
        remove_tags: preset.remove_tags.map(tags),
        fields: asked,
        color,
        icon: preset.icon.map(|icon| key(&icon)).filter(|icon| !icon.is_empty()),
        terms: words(preset.terms),
    };
    let added = category.add_tags.iter().flat_map(BTreeMap::keys);
    let tag_keys: BTreeSet<_> = category.tags.keys().chain(added).map(String::as_str).collect();
    let clashes: Vec<_> = category
        .fields
        .iter()
        .filter(|id| draft.tag_key(id.as_str()).is_some_and(|tag_key| tag_keys.contains(tag_key)))
        .map(|field| Warning::TagOfCategory { category: category.id.clone(), field: field.clone() })
        .collect();
    draft.warnings.extend(clashes);
    draft.push_category(category);
}

/// What the shape of a Mapeo preset is here; parts of lines and relations are not observed.
fn shape(geometry: &str) -> Option<Shape> {
    match geometry {
        "point" => Some(Shape::Point),
        "line" => Some(Shape::Track),
        "area" => Some(Shape::Area),
        _ => None,
    }
}

/// The lists of what is offered: ids of presets, or of groups, in whose place their members come.
fn read_defaults(draft: &mut Draft, defaults: &BTreeMap<String, Vec<String>>, groups: &BTreeMap<String, Group>) {
    for (name, list) in [("point", "defaults.point"), ("line", "defaults.line"), ("area", "defaults.area")] {
        let (Some(ids), Some(shape)) = (defaults.get(name).filter(|ids| !ids.is_empty()), shape(name)) else {
            continue;
        };
        let mut offered = Vec::new();
        let mut seen = BTreeSet::new();
        let members = |id: &String| match groups.get(id.as_str()) {
            Some(group) => group.members.clone(),
            None => vec![id.clone()],
        };
        // Each group once: a few of them could else be listed into billions of ids.
        let ids: BTreeMap<&String, usize> = ids.iter().enumerate().rev().map(|(at, id)| (id, at)).collect();
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_by_key(|(_, at)| *at);
        for id in ids.into_iter().map(|(id, _)| id).flat_map(members).map(|id| key(&id)) {
            match draft.category(&id) {
                Some(category) if category.applies_to.contains(&shape) => {
                    if seen.insert(id.clone()) {
                        offered.push(CategoryId::from(id));
                    }
                }
                // Mapeo offers nothing for a shape that a preset does not have, either.
                Some(_) => {}
                None => draft.warn(Warning::UnknownCategory { list, category: shortened(&id) }),
            }
        }
        draft.offered.insert(shape, offered);
    }
}

/// An icon is a symbol of the sprite, else a drawing, else an image.
fn read_icons(contents: &Contents, draft: &mut Draft) {
    let names: Vec<String> = draft.icon_names().into_iter().map(str::to_owned).collect();
    let wanted: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let sprite = contents.get(SPRITE).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let mut symbols = match sprite.map(|sprite| svg::clean_symbols(sprite, &wanted)) {
        Some(Ok(symbols)) => symbols,
        Some(Err(reason)) => {
            draft.warn(Warning::IconLeftOut { icon: SPRITE.to_owned(), reason });
            BTreeMap::new()
        }
        None => BTreeMap::new(),
    };
    for name in &names {
        let image = || {
            let sizes = PNG_SIZES.iter().filter_map(|size| contents.get(&format!("icons/{name}{size}.png")));
            sizes.map(|bytes| Icon::from_png(bytes.to_vec())).reduce(|first, next| first.or(next))
        };
        let drawing = || contents.get(&format!("icons/{name}.svg")).map(Icon::from_svg);
        let symbol = symbols.remove(name).map(|symbol| symbol.map(Icon::Svg));
        let others = || drawing().or_else(image);
        // A drawing that is refused gives way to an image; if there is none, its fault is told.
        let icon = match symbol {
            Some(Err(reason)) => others().or(Some(Err(reason))),
            symbol => symbol.or_else(others),
        };
        if let Some(icon) = icon {
            draft.put_icon(name, icon);
        }
    }
}
