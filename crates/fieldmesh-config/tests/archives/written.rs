//! `.comapeocat` as this crate writes it.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use fieldmesh_config::{
    Category, Configuration, ExportError, Field, FieldKind, Icon, Localized, SelectOption, Shape, Value, export,
    import,
};
use fieldmesh_document::Timestamp;
use proptest::prelude::*;

const BUILT: Timestamp = Timestamp(1_760_532_046_202);

/// A configuration that uses every part of the model.
fn everything() -> Configuration {
    let tags =
        |pairs: &[(&str, Value)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
    let category = |id: &str, applies_to: &[Shape], tags: BTreeMap<String, Value>| Category {
        id: id.into(),
        names: Localized::new().with("und", "Nombre").with("pt-BR", "Nome"),
        applies_to: applies_to.to_vec(),
        tags,
        add_tags: None,
        remove_tags: None,
        fields: Vec::new(),
        color: None,
        icon: None,
        terms: vec!["term".to_owned()],
    };
    let field = |id: &str, kind| Field {
        id: id.into(),
        tag_key: format!("{id}_key"),
        kind,
        label: Localized::new().with("und", id),
        helper: Localized::new().with("und", "Ayuda").with("en", "Help"),
        placeholder: Localized::new().with("und", "…"),
        universal: id == "date",
    };
    let option =
        |value: Value| SelectOption { value, label: Localized::new().with("und", "Opción").with("en", "Option") };
    let options = || {
        [Value::from("a"), Value::from(""), Value::Number(2.0), Value::Bool(true), Value::Null].map(option).to_vec()
    };
    let mut river = category(
        "río",
        &[Shape::Track, Shape::Point],
        tags(&[("natural", "water".into()), ("n", Value::Number(0.5))]),
    );
    river.add_tags = Some(tags(&[("source", "survey".into())]));
    river.remove_tags = Some(tags(&[("source", "*".into())]));
    river.fields = ["text", "number", "one", "many", "time"].map(Into::into).to_vec();
    river.icon = Some("rio".to_owned());
    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>";
    Configuration {
        name: "Todo".to_owned(),
        version: Some("3".to_owned()),
        succeeds: vec![Configuration::builtin().fingerprint()],
        categories: vec![
            category("hidden", &[Shape::Point], tags(&[("x", Value::Null)])),
            river,
            category("area", &[Shape::Area], BTreeMap::new()),
        ],
        fields: vec![
            field("text", FieldKind::Text { multiline: false }),
            field("number", FieldKind::Number { min: Some(0.0), max: Some(10.5) }),
            field("one", FieldKind::SelectOne { options: options() }),
            field("many", FieldKind::SelectMultiple { options: options() }),
            field("date", FieldKind::Date),
            field("time", FieldKind::DateTime),
        ],
        offered: BTreeMap::from([(Shape::Point, vec!["río".into()])]),
        icons: BTreeMap::from([("rio".to_owned(), Icon::from_svg(drawing).unwrap())]),
        ..Configuration::default()
    }
}

#[test]
fn what_was_written_is_read_back_alike() {
    let everything = everything();
    let imported = import(&export(&everything, BUILT).unwrap()).unwrap();
    assert_eq!(imported.configuration.fingerprint(), everything.fingerprint());
    let mut read = imported.configuration;
    // The order of the categories is that of what is offered; all else is as it was.
    read.categories.sort_by_key(|category| everything.categories.iter().position(|one| one.id == category.id));
    assert_eq!(read, everything);
    assert_eq!(export(&everything, BUILT).unwrap(), export(&everything.clone(), BUILT).unwrap());
}

#[test]
fn the_built_in_configuration_keeps_its_meaning() {
    let built_in = Configuration::builtin();
    let imported = import(&export(&built_in, BUILT).unwrap()).unwrap();
    assert_eq!(imported.configuration.fingerprint(), built_in.fingerprint());
    let read = imported.configuration;
    for category in &built_in.categories {
        let read = read.category(category.id.as_str()).unwrap();
        assert_eq!((read.name("fr"), &read.tags), (category.name("fr"), &category.tags));
        assert_eq!(read.applies_to, category.applies_to);
    }
}

#[test]
fn what_the_format_cannot_hold_is_refused() {
    let mut no_track = everything();
    no_track.categories[1].applies_to = vec![Shape::Point];
    assert!(matches!(export(&no_track, BUILT), Err(ExportError::NoCategory { document: "track" })));
    let mut half = everything();
    half.fields[2].kind =
        FieldKind::SelectOne { options: vec![SelectOption { value: Value::Number(0.5), label: Localized::new() }] };
    assert_eq!(export(&half, BUILT).unwrap_err().to_string(), "field one: option 0.5 is not a whole number");
    let mut invalid = everything();
    invalid.name.clear();
    assert!(matches!(export(&invalid, BUILT), Err(ExportError::Configuration(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    // Whatever the ids, tags, options and shapes are, what is written means the same when it is read.
    #[test]
    fn a_written_configuration_keeps_its_meaning(
        ids in proptest::collection::btree_set("[a-zñ/. \"\\[\\]]{0,5}[a-z]", 1..6),
        texts in proptest::collection::vec(".{0,6}", 6),
        numbers in proptest::collection::btree_set(-9_i32..9, 1..4),
        kind in 0..6_usize,
        shapes in 1..8_usize,
    ) {
        let mut configuration = everything();
        let text = |at: usize| texts[at].chars().filter(|c| !c.is_control()).collect::<String>();
        let template = (configuration.categories[1].clone(), configuration.fields[kind].clone());
        configuration.categories.truncate(2);
        for id in &ids {
            let (mut category, mut field) = template.clone();
            category.id = format!("c{id}").into();
            category.fields = vec![format!("f{id}").into()];
            let all = [Shape::Point, Shape::Track, Shape::Area];
            category.applies_to =
                all.into_iter().enumerate().filter(|(at, _)| shapes >> at & 1 == 1).map(|(_, shape)| shape).collect();
            category.names = Localized::new().with("en", text(0)).with("qu", text(1));
            field.id = format!("f{id}").into();
            field.tag_key = format!("k{id}");
            field.label = Localized::new().with("es", text(2));
            if let FieldKind::SelectOne { options } | FieldKind::SelectMultiple { options } = &mut field.kind {
                let number = |number: &i32| SelectOption { value: Value::Number(f64::from(*number)), label: Localized::new() };
                *options = numbers.iter().map(number).collect();
                options.push(SelectOption { value: Value::Bool(false), label: Localized::from(text(3).as_str()) });
            }
            configuration.categories.push(category);
            configuration.fields.push(field);
        }
        // Texts may come out in another normalization form, of which the rules allow one; those are not the subject.
        prop_assume!(configuration.validate().is_ok());
        let read = import(&export(&configuration, BUILT).unwrap()).unwrap().configuration;
        prop_assert_eq!(read.fingerprint(), configuration.fingerprint());
        for category in &configuration.categories {
            prop_assert_eq!(&read.category(category.id.as_str()).unwrap().applies_to.len(), &category.applies_to.len());
        }
    }
}

/// CoMapeo's own validator, where Node.js and the package are there (`scripts/fetch-configurations.sh`).
#[test]
fn comapeo_accepts_what_was_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configurations/node_modules");
    let validator = root.join("comapeocat/bin/comapeocat-validate.mjs");
    if !validator.exists() {
        return println!("skipped: scripts/fetch-configurations.sh was not run");
    }
    if Command::new("node").arg("--version").output().is_err() {
        return println!("skipped: Node.js is not installed");
    }
    let folder = tempfile::tempdir().unwrap();
    let validate = |bytes: &[u8]| {
        let file = folder.path().join("configuration.comapeocat");
        fs_err::write(&file, bytes).unwrap();
        Command::new("node").arg(&validator).arg(&file).output().unwrap()
    };
    for configuration in [everything(), Configuration::builtin()] {
        let output = validate(&export(&configuration, BUILT).unwrap());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", configuration.name);
    }
    // The validator does tell good from bad.
    assert!(!validate(b"PK").status.success());
}
