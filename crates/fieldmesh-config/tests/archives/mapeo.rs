//! `.mapeosettings`: each type of field, each layout, what is kept differently.

use fieldmesh_config::{ArchiveFormat, Color, FieldKind, Icon, ImportError, Imported, Shape, Value, import};
use serde_json::{Value as Json, json};

use crate::pack::{self, Files, files, refusal, warnings};

/// A package with these parts of `presets.json`, and what else is given.
fn package(presets: Json, others: &[(&str, Json)]) -> Files {
    let mut all =
        files(&[("presets.json", presets), ("metadata.json", json!({ "name": "Jungle", "version": "2.1" }))]);
    all.extend(files(others));
    all
}

fn read(presets: Json, others: &[(&str, Json)]) -> Imported {
    import(&pack::tar(&package(presets, others))).unwrap()
}

fn one_preset() -> Json {
    json!({ "camp": { "name": "Campamento", "geometry": ["point"], "tags": { "type": "camp" }, "fields": ["f"] } })
}

/// The field `f` of these keys, and what was said of it.
fn field(keys: Json) -> (FieldKind, Vec<String>) {
    let mut field = json!({ "key": "f", "label": "F" });
    field.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
    let imported = read(json!({ "presets": one_preset(), "fields": { "f": field } }), &[]);
    (imported.configuration.fields[0].kind.clone(), warnings(&imported))
}

#[test]
fn each_type_of_field_becomes_the_nearest_and_a_loss_is_told() {
    let text = |multiline| FieldKind::Text { multiline };
    let kept = |keys| {
        let (kind, said) = field(keys);
        assert!(said.is_empty(), "{said:?}");
        kind
    };
    assert_eq!(kept(json!({ "type": "text" })), text(true));
    assert_eq!(kept(json!({ "type": "text", "appearance": "singleline" })), text(false));
    assert_eq!(kept(json!({ "type": "textarea" })), text(true));
    assert_eq!(kept(json!({ "type": "number" })), FieldKind::Number { min: None, max: None });
    assert_eq!(
        kept(json!({ "type": "number", "min_value": 0, "max_value": 9 })),
        FieldKind::Number { min: Some(0.0), max: Some(9.0) }
    );
    assert_eq!(kept(json!({ "type": "date" })), FieldKind::Date);
    assert_eq!(kept(json!({ "type": "datetime" })), FieldKind::DateTime);
    let options = json!(["a", { "value": 2, "label": "Two" }, true, null]);
    let values = |kind: FieldKind| kind.options().iter().map(|option| option.value.clone()).collect::<Vec<_>>();
    let four = [Value::from("a"), Value::Number(2.0), Value::Bool(true), Value::Null];
    assert_eq!(values(kept(json!({ "type": "select_one", "options": options }))), four);
    assert_eq!(values(kept(json!({ "type": "select_multiple", "options": options }))), four);

    for (other, is_long) in [
        ("localized", true),
        ("url", false),
        ("link", false),
        ("email", false),
        ("phone", false),
        ("photo", false),
        ("location", false),
        ("wikipedia", true),
        ("select_one", true),
    ] {
        let said = vec![format!("field f: type {other:?} is kept as text")];
        assert_eq!(field(json!({ "type": other })), (text(is_long), said));
    }
    let (kind, said) = field(json!({ "type": "combo", "options": ["x", "y", "x"] }));
    assert_eq!(kind.options().len(), 2);
    assert_eq!(said, ["field f: option \"x\" left out", "field f: type \"combo\" is kept as select_one"]);
    let (kind, said) = field(json!({ "type": "check" }));
    assert_eq!(values(kind), [Value::from("yes"), Value::from("no")]);
    assert_eq!(said.len(), 1);
    assert_eq!(field(json!({ "type": "date", "min_value": 0 })).1, ["field f: limits left out"]);
    assert_eq!(field(json!({ "type": "number", "min_value": 2, "max_value": 1 })).1, ["field f: limits left out"]);
    assert_eq!(
        field(json!({ "type": "text", "key": ["a", "b"], "readonly": true })).1,
        ["field f: its answers are kept under a.b", "field f: read-only in the archive, can be answered here"]
    );
}

#[test]
fn presets_keep_shapes_tags_order_and_looks() {
    let presets = json!({
        "c": { "name": "C", "geometry": ["line", "area", "vertex"], "tags": { "n": 1 }, "color": "#f00", "sort": 3 },
        "a": { "name": "A", "geometry": ["point"], "tags": { "type": "a" }, "addTags": { "type": "a", "x": "y" },
               "removeTags": { "x": "*" }, "terms": ["one", " ", "two"], "color": "red", "sort": 1.5 },
        "last": { "name": "L", "geometry": ["point"], "tags": {} },
        "node": { "name": "N", "geometry": ["vertex", "relation"], "tags": {} },
        "b": { "name": "B", "geometry": ["point", "line"], "tags": { "categoryId": "b" }, "sort": 2 },
    });
    let groups = json!({ "group": { "members": ["b", "c", "nowhere"] } });
    let defaults = json!({ "point": [], "line": ["group", "c", "group"], "area": ["c"], "vertex": ["node"] });
    let imported = read(json!({ "presets": presets, "categories": groups, "defaults": defaults }), &[]);
    let configuration = &imported.configuration;
    let ids = |shape| configuration.offered(shape).map(|category| category.id.as_str()).collect::<Vec<_>>();
    assert_eq!(ids(Shape::Point), ["b", "a", "last"]);
    assert_eq!(ids(Shape::Track), ["b", "c"]);
    assert_eq!(ids(Shape::Area), ["c"]);
    assert_eq!(
        warnings(&imported),
        [
            "category a: \"red\" is not a colour",
            "category node: left out, applies to neither point, line nor area",
            "defaults.line: lists a category \"nowhere\" that does not exist",
        ]
    );
    let a = configuration.category("a").unwrap();
    assert_eq!(a.terms, ["one", "two"]);
    assert_eq!(a.add_tags.as_ref().unwrap()["x"], Value::from("y"));
    assert_eq!(a.remove_tags.as_ref().unwrap().len(), 1);
    let c = configuration.category("c").unwrap();
    assert_eq!((c.color, &c.tags["n"]), (Some(Color([255, 0, 0])), &Value::Number(1.0)));
    assert_eq!(c.applies_to, [Shape::Track, Shape::Area]);
    assert!(configuration.category("b").unwrap().tags.is_empty(), "the id says as much");
}

#[test]
fn both_layouts_of_translations_are_read() {
    let presets = json!({
        "presets": one_preset(),
        "fields": { "f": { "key": "f", "type": "select_one", "label": "Estado", "options": ["bueno", { "value": 2, "label": "Dos" }] } },
    });
    let preset = json!({ "camp": { "name": "Camp", "terms": "tent, shelter" }, "nowhere": { "name": "X" } });
    let field = json!({ "f": { "label": "State", "placeholder": "?", "helperText": "Look",
                               "options": { "bueno": "good", "2": { "label": "two" } } } });
    let newer =
        json!({ "en": { "presets": preset, "fields": field, "categories": {} }, "de": { "categories": {} } });
    let older = json!({ "en": { "presets": { "presets": preset, "fields": field, "categories": {} } }, "de": {} });
    let mut all = Vec::new();
    for translations in [newer, older] {
        let imported = read(presets.clone(), &[("translations.json", translations)]);
        let configuration = imported.configuration;
        let camp = configuration.category("camp").unwrap();
        assert_eq!((camp.name("en"), camp.name("qu")), ("Camp", "Campamento"));
        assert_eq!(camp.terms, ["tent", "shelter"]);
        let f = configuration.field("f").unwrap();
        assert_eq!((f.label("en"), f.label("es")), ("State", "Estado"));
        assert_eq!((f.placeholder.get("en"), f.helper.get("en")), (Some("?"), Some("Look")));
        let labels = |language| f.kind.options().iter().map(|option| option.label(language)).collect::<Vec<_>>();
        assert_eq!(labels("en"), ["good", "two"]);
        assert_eq!(labels("es"), ["good", "Dos"], "no Spanish label: the only one there is");
        all.push(configuration);
    }
    assert_eq!(all[0], all[1]);
    let tags = json!({ "pt_BR": { "presets": { "camp": { "name": "Acampamento" } } }, "not a tag": {} });
    let imported = read(presets, &[("translations.json", tags)]);
    assert_eq!(imported.configuration.categories[0].name("pt"), "Acampamento");
    assert_eq!(warnings(&imported), ["translations \"not a tag\": left out, not the tag of a language"]);
}

#[test]
fn the_key_and_the_name_come_from_the_metadata() {
    let presets = || json!({ "presets": one_preset(), "fields": { "f": { "key": "f", "type": "text" } } });
    let with = |metadata| import(&pack::zip(&package(presets(), &[("metadata.json", metadata)])));
    let hex = "0f".repeat(32);
    let imported = with(json!({ "dataset_id": "mapeo-x", "projectKey": hex })).unwrap();
    assert_eq!(imported.format, ArchiveFormat::MapeosettingsZip);
    assert_eq!(imported.project_key.as_ref().map(|key| *key.expose()), Some([0x0F; 32]));
    assert!(!format!("{imported:?}").contains("0f0f") && !format!("{imported:?}").contains("15, 15"));
    assert_eq!((imported.configuration.name.as_str(), imported.configuration.version), ("mapeo-x", None));
    for wrong in [json!("0f"), json!("x".repeat(64)), json!(3), json!("0f".repeat(33))] {
        let error = with(json!({ "name": "A", "projectKey": wrong })).unwrap_err();
        assert_eq!(error.to_string(), "metadata.json: projectKey: projectKey is not 64 hexadecimal digits");
    }
    let long = with(json!({ "name": "x".repeat(120), "version": "1.0.0-alpha.1+20260101T00" })).unwrap();
    assert_eq!(long.configuration.name.len(), 100);
    assert_eq!(warnings(&long), ["name: shortened to 100 characters", "version: shortened to 20 characters"]);
}

#[test]
fn an_icon_is_a_symbol_of_the_sprite_else_a_drawing_else_an_image() {
    let preset = |icon: &str| json!({ "geometry": ["point"], "tags": { "icon": icon }, "icon": icon });
    let names = ["symbol", "drawing", "image", "broken", "nowhere"];
    let presets: serde_json::Map<_, _> = names.iter().map(|name| ((*name).to_owned(), preset(name))).collect();
    let mut files = package(json!({ "presets": presets }), &[]);
    let mut add = |path: &str, bytes: &[u8]| drop(files.insert(path.to_owned(), bytes.to_vec()));
    add(
        "icons.svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><symbol id='symbol' viewBox='0 0 1 1'><path d='M0'/></symbol>\
          <symbol id='broken'><script/></symbol></svg>",
    );
    add("icons/drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>");
    let image = |side: u8| {
        [
            b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0".as_slice(),
            &[side, 0, 0, 0, side],
            b"....\0\0\0\0IEND\xAE\x42\x60\x82",
        ]
        .concat()
    };
    add("icons/image-small@1x.png", &image(1));
    add("icons/image-medium@2x.png", &image(2));
    add("icons/image-large@3x.png", b"not an image");
    let imported = import(&pack::tar(&files)).unwrap();
    let icons = &imported.configuration.icons;
    assert_eq!(icons.keys().collect::<Vec<_>>(), ["drawing", "image", "symbol"]);
    assert_eq!(icons["image"], Icon::Png(image(2)));
    assert!(matches!(&icons["symbol"], Icon::Svg(text) if text.contains("viewBox=\"0 0 1 1\"")));
    assert_eq!(
        warnings(&imported),
        [
            "icon broken: left out, holds the element <script>",
            "category nowhere: no icon \"nowhere\" in the archive",
        ]
    );
}

#[test]
fn what_breaks_the_shape_is_refused_by_name() {
    let with = |presets: Json| refusal(&pack::tar(&files(&[("presets.json", presets)])));
    assert!(with(json!([])).starts_with("presets.json: not of the shape it must have: invalid length 0"));
    assert!(with(json!({})).starts_with("presets.json: not of the shape it must have: missing field `presets`"));
    assert_eq!(
        with(json!({ "presets": { "a": { "tags": { "x": [] } } } })),
        "presets.json: a: data did not match any variant of untagged enum Value"
    );
    assert_eq!(
        with(json!({ "presets": {}, "fields": { "f": { "key": "", "type": "text" } } })),
        "presets.json: field \"f\": tag key is empty"
    );
    let many: serde_json::Map<_, _> = (0..10_001).map(|n| (n.to_string(), json!({}))).collect();
    assert_eq!(with(json!({ "presets": many })), "presets.json: file: more than 10000 entries");
    let broken = pack::tar(&Files::from([("presets.json".to_owned(), b"{\"presets\":".to_vec())]));
    assert!(matches!(import(&broken), Err(ImportError::Json { file, .. }) if file == "presets.json"));
}
