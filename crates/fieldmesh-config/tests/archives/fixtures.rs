//! The cases of CoMapeo's own tools, and a real configuration of Mapeo, where they lie beside the workspace.

use fieldmesh_config::{ArchiveFormat, Configuration, FieldKind, Icon, Shape, Warning, export, import};
use fieldmesh_document::Timestamp;
use fieldmesh_document::observation::TagValue;

use crate::pack::{self, Files, Sources, shared, warnings};

#[test]
fn every_valid_case_is_imported_alike_from_both_formats() {
    let Some(folder) = shared("comapeocat-fixtures") else { return };
    let cases = ["lint/valid", "build"].map(|group| pack::entries(&folder.join(group))).concat();
    assert_eq!(cases.len(), 9);
    for case in cases {
        let sources = Sources::read(&case);
        let imported =
            import(&pack::zip(&sources.comapeocat())).unwrap_or_else(|error| panic!("{case:?}: {error}"));
        assert_eq!(imported.format, ArchiveFormat::Comapeocat);
        assert!(imported.warnings.is_empty(), "{case:?}: {:?}", imported.warnings);
        let configuration = imported.configuration;
        assert!(!configuration.categories.is_empty());
        assert_eq!(Configuration::from_bytes(&configuration.to_bytes().unwrap()).unwrap(), configuration);
        let mapeo = sources.mapeosettings();
        for (bytes, format) in [
            (pack::zip(&mapeo), ArchiveFormat::MapeosettingsZip),
            (pack::tar(&mapeo), ArchiveFormat::MapeosettingsTar),
            (pack::gzip(&pack::tar(&mapeo)), ArchiveFormat::MapeosettingsTarGz),
        ] {
            let other = import(&bytes).unwrap_or_else(|error| panic!("{case:?}: {error}"));
            assert_eq!(other.format, format);
            assert_eq!(other.configuration.fingerprint(), configuration.fingerprint(), "{case:?}");
        }
        let exported = export(&configuration, Timestamp(1)).unwrap();
        let again = import(&exported).unwrap();
        assert_eq!(again.configuration, configuration, "{case:?}");
    }
}

#[test]
fn every_invalid_case_is_refused_by_file_and_reason() {
    let Some(folder) = shared("comapeocat-fixtures/lint/invalid") else { return };
    let said = [
        (
            "categorySelection-invalid-geometry",
            "categorySelection.json: observation: lists the category \"river\", which does not apply to observation",
        ),
        (
            "categorySelection-missing-preset",
            "categorySelection.json: observation: refers to a category \"nonexistent_preset\" that does not exist",
        ),
        (
            "field-tagkey-collision-error",
            "categories.json: restaurant: its field \"cuisine_field\" writes the tag \"amenity\", which is a tag of the category",
        ),
        (
            "field-tagkey-collision-selectMultiple",
            "categories.json: restaurant: its field \"cuisine_field2\" writes the tag \"cuisine\", which is a tag of the category",
        ),
        ("field-tagkey-collision-warning", ""),
        ("invalid-field-schema", "fields.json: species: missing field `tagKey`"),
        ("invalid-preset-schema", "categories.json: invalid: missing field `appliesTo`"),
        ("missing-field-ref", "categories.json: tree: refers to a field \"nonexistent_field\" that does not exist"),
        ("missing-icon-ref", "categories.json: river: refers to an icon \"missing_icon\" that does not exist"),
        ("no-observation-categories", "categorySelection.json: observation: no category for observation"),
        ("no-track-categories", "categorySelection.json: track: no category for track"),
    ];
    let cases = pack::entries(&folder);
    assert_eq!(cases.len(), said.len());
    for (case, (name, said)) in cases.iter().zip(said) {
        assert!(case.ends_with(name));
        let bytes = pack::zip(&Sources::read(case).comapeocat());
        if said.is_empty() {
            let imported = import(&bytes).unwrap();
            assert_eq!(
                warnings(&imported),
                ["category cafe: an answer to outdoor_seating_field can change the category"]
            );
        } else {
            assert_eq!(pack::refusal(&bytes), said);
        }
    }
}

#[test]
fn a_real_configuration_of_mapeo_is_imported_whole() {
    let Some(folder) = shared("mapeo-core-jungle") else { return };
    let names = ["presets.json", "translations.json"];
    let files: Files =
        names.iter().map(|name| ((*name).to_owned(), fs_err::read(folder.join(name)).unwrap())).collect();
    let imported = import(&pack::tar(&files)).unwrap();
    let from_zip = import(&pack::zip(&files)).unwrap();
    assert_eq!(from_zip.configuration, imported.configuration);
    assert!(imported.project_key.is_none());

    let configuration = &imported.configuration;
    assert_eq!((configuration.categories.len(), configuration.fields.len()), (28, 11));
    let name = configuration.field("name").unwrap();
    assert_eq!(name.kind, FieldKind::Text { multiline: true });
    let localized = Warning::TypeReplaced { field: "name".into(), from: "localized".to_owned(), to: "text" };
    assert!(imported.warnings.contains(&localized));
    let warnings = warnings(&imported);
    assert!(warnings.contains(&"the archive has no name".to_owned()), "{warnings:?}");
    assert!(warnings.contains(&"category palm: no icon \"palm\" in the archive".to_owned()), "{warnings:?}");
    assert!(configuration.fields_of(Some("palm")).any(|field| field.id.as_str() == "palm-species"));

    let offered: Vec<_> = configuration.offered(Shape::Track).map(|category| category.id.as_str()).collect();
    assert_eq!(offered, ["line", "boundary-line", "river", "path", "stream", "threat"]);
    let first: Vec<_> = configuration.categories.iter().take(4).map(|category| category.id.as_str()).collect();
    assert_eq!(first, ["point", "airstrip", "animal", "boundary-line"]);
    let river = configuration.category("river").unwrap();
    let tags = river.tags.iter().map(|(key, value)| (key.clone(), TagValue::One(value.into()))).collect();
    assert_eq!(configuration.category_of(&tags).map(|found| &found.id), Some(&river.id));

    let exported = import(&export(configuration, Timestamp(1)).unwrap()).unwrap();
    assert_eq!(exported.configuration.fingerprint(), configuration.fingerprint());
}

/// The packages that the makers publish, where `scripts/fetch-configurations.sh` put them.
#[test]
fn the_published_packages_are_imported() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../configurations/node_modules");
    let Ok(comapeo) =
        fs_err::read(root.join("@comapeo/default-categories/dist/comapeo-default-categories.comapeocat"))
    else {
        println!("skipped: scripts/fetch-configurations.sh was not run");
        return;
    };
    let mapeo = fs_err::read(root.join("@mapeo/default-config/dist/mapeo-default-config.comapeocat")).unwrap();
    for bytes in [comapeo, mapeo] {
        let imported = import(&bytes).unwrap();
        let configuration = &imported.configuration;
        let left_out: Vec<_> =
            imported.warnings.iter().filter(|warning| matches!(warning, Warning::IconLeftOut { .. })).collect();
        assert!(left_out.is_empty(), "{left_out:?}");
        assert!(configuration.categories.iter().all(|category| configuration.icon_of(category).is_some()));
        assert!(configuration.categories.iter().all(|category| category.names.iter().count() > 1));
        let again = import(&export(configuration, Timestamp(1)).unwrap()).unwrap().configuration;
        assert_eq!(again.fingerprint(), configuration.fingerprint());
        assert!(again.categories == configuration.categories && again.icons == configuration.icons);
        for (again, field) in again.fields.iter().zip(&configuration.fields) {
            assert_eq!(again, field);
        }
    }

    let mut files = Files::new();
    let dist = root.join("mapeo-default-settings/dist");
    for path in
        pack::entries(&dist).into_iter().chain(pack::entries(&dist.join("icons"))).filter(|path| path.is_file())
    {
        let name = path.strip_prefix(&dist).unwrap().to_str().unwrap().to_owned();
        files.insert(name, fs_err::read(&path).unwrap());
    }
    let with_sprite = import(&pack::tar(&files)).unwrap().configuration;
    let drawings = with_sprite.icons.values().filter(|icon| matches!(icon, Icon::Svg(_))).count();
    assert_eq!((with_sprite.categories.len(), drawings), (28, with_sprite.icons.len()));
    assert_eq!(with_sprite.category("animal").unwrap().name("de"), "Tier");
    files.remove("icons.svg");
    let with_images = import(&pack::tar(&files)).unwrap().configuration;
    assert_eq!(with_images.fingerprint(), with_sprite.fingerprint());
    assert!(with_images.icons.values().all(|icon| matches!(icon, Icon::Png(_))));
    assert_eq!(with_images.icons.len(), with_sprite.icons.len());
}
