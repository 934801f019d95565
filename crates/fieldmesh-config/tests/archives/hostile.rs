//! Archives that are made to do harm, and files that are something else.

use std::io::{Cursor, Write};

use fieldmesh_config::{Configuration, ImportError, LooksLike, MAX_ARCHIVE_BYTES, export, import};
use fieldmesh_document::Timestamp;
use proptest::prelude::*;
use serde_json::json;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::pack::{self, Files, files, refusal};

fn good() -> Files {
    let presets = json!({ "a": { "name": "A", "geometry": ["point"], "tags": { "type": "a" } } });
    files(&[("presets.json", json!({ "presets": presets, "fields": {} }))])
}

#[test]
fn other_files_are_named_for_what_they_are() {
    let is = |bytes: &[u8]| match import(bytes) {
        Err(ImportError::NotAConfiguration(what)) => what,
        other => panic!("{other:?}"),
    };
    assert_eq!(is(b""), LooksLike::EmptyFile);
    assert_eq!(is(b" \n"), LooksLike::EmptyFile);
    assert_eq!(is(b"\x89FMSY\r\n\x1a\0\0"), LooksLike::SyncFile);
    assert_eq!(is(b"fieldmesh:AEBAGBA"), LooksLike::Invite);
    assert_eq!(is(br#"{"fieldmesh_invite":0,"invite":"fieldmesh:A"}"#), LooksLike::Invite);
    assert_eq!(is(br#"{"type":"FeatureCollection"}"#), LooksLike::Json);
    assert_eq!(is(b"[1]"), LooksLike::Json);
    assert_eq!(is(b"{not json"), LooksLike::Json);
    assert_eq!(is(b"SQLite format 3\0"), LooksLike::Database);
    assert_eq!(is(b"\xFF\xD8\xFF\xE0"), LooksLike::Picture);
    assert_eq!(is(b"%PDF-1.7"), LooksLike::Pdf);
    assert_eq!(is(b"hello"), LooksLike::Unknown);
    assert_eq!(is(&pack::zip(&Files::new())), LooksLike::Archive);
    let mapeodata = files(&[("osm-p2p-db.tar", json!(0)), ("___index.json", json!({}))]);
    assert_eq!(is(&pack::tar(&mapeodata)), LooksLike::MapeoSyncFile);
    assert_eq!(is(&pack::zip(&files(&[("a.json", json!(0))]))), LooksLike::Archive);
    assert_eq!(is(&pack::gzip(b"hello")), LooksLike::Archive);
    let newer = br#"{"fieldmesh_configuration":7}"#;
    assert_eq!(
        refusal(newer),
        "the configuration cannot be used: a configuration of version 7, this program reads up to 1"
    );
}

#[test]
fn paths_that_leave_the_archive_are_refused() {
    for path in ["../presets.json", "/presets.json", "a/../../b", "a\\b.json", "C:/x", "icons/..", "a\nb"] {
        let mut files = good();
        files.insert(path.to_owned(), b"{}".to_vec());
        let said = refusal(&pack::zip(&files));
        assert!(said.ends_with(": a path that leads out of the archive"), "{path}: {said}");
    }
    let mut tar = pack::tar(&good());
    // The name is in the first hundred bytes of the header; the checksum is made right again.
    let (name, checksum) = (b"../../evil.json", 148..156);
    tar[..name.len()].copy_from_slice(name);
    tar[checksum.clone()].fill(b' ');
    let sum: u32 = tar[..512].iter().map(|byte| u32::from(*byte)).sum();
    tar[checksum].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert_eq!(refusal(&tar), "../../evil.json: a path that leads out of the archive");
    let mut inside = good();
    inside.insert("./icons/a..b.svg".to_owned(), b"<svg/>".to_vec());
    assert!(import(&pack::zip(&inside)).is_ok(), "dots inside of a name lead nowhere");
}

#[test]
fn links_and_devices_are_refused() {
    for (kind, what) in [
        (tar::EntryType::Symlink, "a link"),
        (tar::EntryType::Link, "a link"),
        (tar::EntryType::Char, "a device"),
        (tar::EntryType::Fifo, "a device"),
    ] {
        let mut tar = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        tar.append_link(&mut header, "presets.json", "/etc/passwd").unwrap();
        assert_eq!(refusal(&tar.into_inner().unwrap()), format!("presets.json: {what}"));
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_symlink("presets.json", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    assert_eq!(refusal(&zip.finish().unwrap().into_inner()), "presets.json: a link");
}

#[test]
fn two_files_of_one_name_are_refused() {
    let once = pack::tar(&good());
    // Without the two empty blocks at the end, another file can follow.
    let twice = [&once[..once.len() - 1024], &once].concat();
    assert_eq!(refusal(&twice), "presets.json: stands twice");
    let mut zip = good();
    zip.insert("presets.jsoN".to_owned(), b"{}".to_vec());
    let mut bytes = pack::zip(&zip);
    while let Some(at) = bytes.windows(12).position(|window| window == b"presets.jsoN") {
        bytes[at..at + 12].copy_from_slice(b"presets.json");
    }
    assert_eq!(refusal(&bytes), "presets.json: stands twice");
    let mut dotted = good();
    dotted.insert("./presets.json".to_owned(), b"{}".to_vec());
    assert_eq!(refusal(&pack::zip(&dotted)), "presets.json: stands twice");
}

#[test]
fn bombs_are_refused_within_the_budget() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("presets.json", SimpleFileOptions::default()).unwrap();
    for _ in 0..64 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 100_000);
    assert_eq!(refusal(&bomb), "presets.json: over the limit of 2000000 bytes");

    let mut icons = good();
    for n in 0..20 {
        icons.insert(format!("icons/{n}.svg"), vec![b' '; 1_900_000]);
    }
    assert_eq!(refusal(&pack::zip(&icons)), "the archive holds more than 33554432 bytes");

    let gzip = pack::gzip(&vec![0; (32 << 20) + 512]);
    assert!(gzip.len() < 1_000_000);
    assert_eq!(refusal(&gzip), "the archive holds more than 33554432 bytes");

    let mut many = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for n in 0..10_001 {
        many.start_file(n.to_string(), stored).unwrap();
    }
    assert_eq!(refusal(&many.finish().unwrap().into_inner()), "the archive holds more than 10000 files");

    let large = vec![b'x'; MAX_ARCHIVE_BYTES + 1];
    assert_eq!(refusal(&large), "an archive of 33554433 bytes, over the limit of 33554432");
}

#[test]
fn absurd_sizes_and_shared_pieces_are_refused() {
    let mut tar = pack::tar(&good());
    // The size, as twelve octal digits at 124: more than there is.
    tar[124..136].copy_from_slice(b"77777777777\0");
    tar[148..156].fill(b' ');
    let sum: u32 = tar[..512].iter().map(|byte| u32::from(*byte)).sum();
    tar[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    assert!(import(&tar).is_err());

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("presets.json", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"{\"presets\":{}}").unwrap();
    zip.shallow_copy_file("presets.json", "translations.json").unwrap();
    assert_eq!(refusal(&zip.finish().unwrap().into_inner()), "the zip archive cannot be read");
}

#[test]
fn deep_json_is_refused_without_a_crash() {
    let mut files = good();
    files.insert("translations.json".to_owned(), vec![b'['; 1_000_000]);
    assert!(refusal(&pack::zip(&files)).starts_with("translations.json: not of the shape it must have"));
    let deep = format!("{{\"en\":{}{}}}", "{\"presets\":".repeat(100_000), "}".repeat(100_000));
    files.insert("translations.json".to_owned(), deep.into_bytes());
    assert!(refusal(&pack::zip(&files)).contains("recursion limit exceeded"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    // Whatever bytes of an archive are changed, it is imported as a configuration that keeps every rule, or refused.
    #[test]
    fn a_damaged_archive_is_refused_or_read_whole(
        kind in 0..3_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = match kind {
            0 => pack::zip(&good()),
            1 => pack::tar(&good()),
            _ => pack::gzip(&pack::tar(&good())),
        };
        prop_assert!(import(&whole).is_ok());
        let mut bytes = whole;
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(imported) = import(&bytes) {
            prop_assert!(imported.configuration.validate().is_ok());
        }
        let _ = import(&bytes[..cut.index(bytes.len())]);
    }

    // Whatever the files of an archive say, it is refused, or makes a configuration that survives its own file and
    // means the same after it was written for CoMapeo and read back.
    #[test]
    fn what_is_imported_can_be_written_and_read(
        is_mapeo in any::<bool>(),
        changes in proptest::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::sample::select(b"0a\"{}[]:,.-/\\ \xC3".as_slice())),
            0..4,
        ),
    ) {
        let mut files = if is_mapeo { mapeo() } else { comapeo() };
        prop_assert!(export(&import(&pack::zip(&files)).unwrap().configuration, Timestamp(1)).is_ok());
        for (file, at, byte) in changes {
            let file = file.index(files.len());
            let content = files.values_mut().nth(file).unwrap();
            let at = at.index(content.len());
            content[at] = byte;
        }
        let Ok(imported) = import(&pack::zip(&files)) else { return Ok(()) };
        let configuration = imported.configuration;
        let read = Configuration::from_bytes(&configuration.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(&read, &configuration);
        if let Ok(archive) = export(&configuration, Timestamp(1)) {
            let again = import(&archive).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(again.configuration.fingerprint(), configuration.fingerprint());
        }
    }
}

const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg'><path id='a' fill='url(#a)' d='M0'/></svg>";

fn mapeo() -> Files {
    let preset = json!({ "name": "A", "geometry": ["point", "line"], "tags": { "t": 1 }, "fields": ["f", "g"], "icon": "a" });
    let fields = json!({ "f": { "key": "k", "type": "select_one", "options": ["x", { "value": null, "label": "No" }] },
                         "g": { "key": "t", "type": "date", "label": "Day" } });
    let texts = json!({ "es": { "presets": { "a": { "name": "Á", "terms": "b, c" } } } });
    let mut all = files(&[
        ("presets.json", json!({ "presets": { "a": preset }, "fields": fields, "defaults": { "point": ["a"] } })),
        ("translations.json", texts),
        ("metadata.json", json!({ "name": "Jungle", "version": "2" })),
    ]);
    all.insert("icons/a.svg".to_owned(), DRAWING.to_vec());
    all
}

fn comapeo() -> Files {
    let category = json!({ "name": "A", "appliesTo": ["observation", "track"], "tags": { "t": true }, "fields": ["f", "g"], "icon": "a" });
    let fields = json!({ "f": { "type": "selectOne", "tagKey": "k", "label": "F", "options": [{ "label": "X", "value": 0 }] },
                         "g": { "type": "text", "tagKey": "g", "label": "G", "fieldmesh": { "type": "date" } } });
    let mut all = files(&[
        ("metadata.json", json!({ "name": "A", "buildDateValue": 1 })),
        ("categories.json", json!({ "a": category, "b": { "name": "B", "appliesTo": ["track"], "tags": {} } })),
        ("fields.json", fields),
        ("categorySelection.json", json!({ "observation": ["a"], "track": ["a", "b"] })),
        ("translations/es.json", json!({ "category": { "a": { "name": "Á" } } })),
    ]);
    all.insert("VERSION".to_owned(), b"1.0".to_vec());
    all.insert("icons/a.svg".to_owned(), DRAWING.to_vec());
    all
}
