//! `.comapeocat`: its rules, one by one.

use fieldmesh_config::{Color, FieldKind, Imported, Shape, Value, import};
use serde_json::{Value as Json, json};

use crate::pack::{self, Files, files, refusal, warnings};

/// A package with one category for both types of document and one field.
fn package() -> Files {
    let mut files = files(&[
        ("metadata.json", json!({ "name": "Test", "version": "1", "buildDateValue": 1, "builderName": "hand" })),
        (
            "categories.json",
            json!({ "tree": { "name": "Tree", "appliesTo": ["observation", "track", "hologram"],
                    "tags": { "natural": "tree" }, "fields": ["species"], "color": "#228b22" } }),
        ),
        ("fields.json", json!({ "species": { "type": "text", "tagKey": "species", "label": "Species" } })),
        ("categorySelection.json", json!({ "observation": ["tree"], "track": ["tree"] })),
    ]);
    files.insert("VERSION".to_owned(), b"1.0\n".to_vec());
    files
}

/// The package with this value in this file at this pointer.
fn with(file: &str, pointer: &str, value: Json) -> Files {
    let mut files = package();
    let mut json: Json = files.get(file).map_or(json!({}), |bytes| serde_json::from_slice(bytes).unwrap());
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    json.pointer_mut(parent).unwrap()[key] = value;
    files.insert(file.to_owned(), json.to_string().into_bytes());
    files
}

fn read(files: &Files) -> Imported {
    import(&pack::zip(files)).unwrap()
}

#[test]
fn a_package_is_read_with_its_forward_compatible_parts() {
    let mut files = with("categories.json", "/tree/later", json!([1]));
    files.insert("later/file.bin".to_owned(), vec![0; 10]);
    let imported = read(&files);
    assert!(imported.warnings.is_empty());
    let tree = imported.configuration.category("tree").unwrap();
    assert_eq!(tree.applies_to, [Shape::Point, Shape::Track]);
    assert_eq!((tree.name("en"), tree.color), ("Tree", Some(Color([0x22, 0x8B, 0x22]))));
    assert_eq!(imported.configuration.fields[0].kind, FieldKind::Text { multiline: true });
    for version in ["1.7", "0.9", "1.0"] {
        files.insert("VERSION".to_owned(), version.into());
        read(&files);
    }
}

#[test]
fn translations_and_options_of_every_type_are_read() {
    let options = json!([{ "label": "Good", "value": "go\"od" }, { "label": "Two", "value": 2 },
                         { "label": "Yes", "value": true }, { "label": "None", "value": null }]);
    let field =
        json!({ "type": "selectOne", "tagKey": "s", "label": "State", "helperText": "Look", "options": options });
    let mut files = with("fields.json", "/state", field);
    files.extend(pack::files(&[
        (
            "translations/es.json",
            json!({ "category": { "tree": { "name": "Árbol", "terms": "palo, madera" }, "nowhere": { "name": "x" } },
                    "field": { "state": { "label": "Estado", "helperText": "Mire", "placeholder": "?", "later": "x",
                        "options[value=\"go\\\"od\"].label": "Bueno", "options[value=2].label": "Dos",
                        "options[value=true].label": "Sí", "options[value=null].label": "Nada" } } }),
        ),
        ("translations/not_a_language_at_all.json", json!({ "category": { "tree": { "name": "x" } } })),
    ]));
    let imported = read(&files);
    let tree = imported.configuration.category("tree").unwrap();
    assert_eq!((tree.name("es-EC"), tree.name("fr")), ("Árbol", "Tree"));
    assert_eq!(tree.terms, ["palo", "madera"]);
    let state = imported.configuration.field("state").unwrap();
    assert_eq!(
        (state.label("es"), state.helper.get("es"), state.placeholder.get("es")),
        ("Estado", Some("Mire"), Some("?"))
    );
    let options = state.kind.options();
    assert_eq!(options.iter().map(|one| one.label("es")).collect::<Vec<_>>(), ["Bueno", "Dos", "Sí", "Nada"]);
    assert_eq!(options.last().unwrap().value, Value::Null);
    assert_eq!(warnings(&imported), ["field state: no category asks for it"]);
}

#[test]
fn what_is_not_offered_stays_known() {
    let tree = json!({ "name": "T", "appliesTo": ["observation"], "tags": { "a": 1 }, "fields": [] });
    let mut files = with("categories.json", "/hidden", tree.clone());
    assert_eq!(read(&files).configuration.offered(Shape::Point).count(), 1);
    assert_eq!(read(&files).configuration.categories.len(), 2);
    let order = json!({ "observation": ["hidden", "tree"], "track": ["tree"] });
    files.insert("categorySelection.json".to_owned(), order.to_string().into_bytes());
    let configuration = read(&files).configuration;
    assert_eq!(configuration.categories[0].id.as_str(), "hidden");
    assert!(configuration.offered.is_empty(), "the order of the categories says all");
}

#[test]
fn each_rule_of_the_format_is_told_by_file_and_part() {
    let broken = |file: &str, pointer: &str, value: Json| refusal(&pack::zip(&with(file, pointer, value)));
    let field = |key: &str, value: Json| broken("fields.json", &format!("/species/{key}"), value);
    assert_eq!(field("type", json!("date")), "fields.json: species: unknown type \"date\"");
    assert_eq!(field("type", json!("selectOne")), "fields.json: species: offers no option");
    assert_eq!(field("appearance", json!("huge")), "fields.json: species: unknown appearance \"huge\"");
    assert_eq!(field("label", json!("")), "fields.json: species: label is empty");
    assert!(field("tagKey", json!(7)).starts_with("fields.json: species: invalid type: integer `7`"));
    let select = |options: Json| {
        broken("fields.json", "/s", json!({ "type": "selectOne", "tagKey": "s", "label": "S", "options": options }))
    };
    assert_eq!(
        select(json!([{ "label": "a", "value": 1 }, { "label": "b", "value": 1.0 }])),
        "fields.json: s: option \"1\" stands twice"
    );
    assert_eq!(select(json!([{ "label": "a" }])), "fields.json: s: missing field `value`");
    assert_eq!(select(json!([{ "label": "", "value": 1 }])), "fields.json: s: label of an option is empty");

    let category = |key: &str, value: Json| broken("categories.json", &format!("/tree/{key}"), value);
    assert_eq!(category("appliesTo", json!(["hologram"])), "categories.json: tree: appliesTo is empty");
    assert_eq!(category("name", json!("")), "categories.json: tree: name is empty");
    assert_eq!(
        category("color", json!("green")),
        "categories.json: tree: \"green\" is not a colour of hexadecimal digits"
    );
    assert_eq!(category("icon", json!("x")), "categories.json: tree: refers to an icon \"x\" that does not exist");
    assert!(category("tags", Json::Null).starts_with("categories.json: tree: invalid type: null"));

    let metadata = |key: &str, value: Json| broken("metadata.json", &format!("/{key}"), value);
    assert_eq!(metadata("name", json!(" ")), "metadata.json: file: name is empty");
    assert_eq!(metadata("name", json!("é".repeat(101))), "metadata.json: file: name has more than 100 characters");
    assert_eq!(
        metadata("version", json!("1".repeat(21))),
        "metadata.json: file: version has more than 20 characters"
    );
    assert_eq!(
        metadata("buildDateValue", json!(0)),
        "metadata.json: file: buildDateValue is not a positive number"
    );
    assert_eq!(
        broken("categorySelection.json", "/track", json!([])),
        "categorySelection.json: track: no category for track"
    );
}

#[test]
fn what_must_be_there_and_the_version_are_checked_first() {
    for file in ["VERSION", "metadata.json", "categories.json", "categorySelection.json"] {
        let mut files = package();
        files.remove(file);
        assert_eq!(refusal(&pack::zip(&files)), format!("{file}: missing"));
    }
    let version = |text: &str| {
        let mut files = package();
        files.insert("VERSION".to_owned(), text.into());
        refusal(&pack::zip(&files))
    };
    assert_eq!(version("2.0"), "VERSION: version 2, this program reads up to 1");
    assert!(version("99999999999999999999.0").starts_with("VERSION: version 18446744073709551615"));
    for wrong in ["1", "1.", ".0", "v1.0", "1.0.0", ""] {
        assert_eq!(version(wrong), format!("VERSION: file: {wrong:?} is not a version of the form MAJOR.MINOR"));
    }
    assert_eq!(version(&"1".repeat(101)), "VERSION: over the limit of 100 bytes");
    let mut large = package();
    large.insert("fields.json".to_owned(), vec![b' '; 1_000_001]);
    assert_eq!(refusal(&pack::zip(&large)), "fields.json: over the limit of 1000000 bytes");
    let mut large = package();
    large.insert("icons/x.svg".to_owned(), vec![b' '; 2_000_001]);
    assert_eq!(refusal(&pack::zip(&large)), "icons/x.svg: over the limit of 2000000 bytes");
}

#[test]
fn an_unsafe_icon_is_left_out_and_an_unused_one_too() {
    let mut files = with("categories.json", "/tree/icon", json!("tree"));
    files.insert("icons/tree.svg".to_owned(), b"<svg><a href='http://x'/></svg>".to_vec());
    files.insert("icons/other.svg".to_owned(), b"<svg/>".to_vec());
    let imported = read(&files);
    assert_eq!(
        warnings(&imported),
        ["icon other: left out, no category has it", "icon tree: left out, holds the element <a>"]
    );
    assert!(imported.configuration.icons.is_empty());
    assert_eq!(imported.configuration.categories[0].icon, None);
}
