//! Archives of configurations from what a fuzzer makes: with the right checksums, because a fuzzer does not get past
//! them by itself.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

/// The paths of files that an input names by a number.
const PATHS: [&str; 12] = [
    "presets.json",
    "translations.json",
    "metadata.json",
    "icons.svg",
    "icons/a.svg",
    "icons/a-medium@2x.png",
    "VERSION",
    "categories.json",
    "categorySelection.json",
    "fields.json",
    "translations/es.json",
    "../a",
];

/// An archive as `input` says: its kind (1: zip, tar, tar.gz, or the rest as it is), then files: path (1), length (2),
/// content.
pub fn archive(input: &[u8]) -> Vec<u8> {
    let Some((kind, rest)) = input.split_first() else { return Vec::new() };
    match kind & 3 {
        0 => zip(rest),
        1 => tar(rest),
        2 => {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(&tar(rest)).unwrap();
            gzip.finish().unwrap()
        }
        _ => rest.to_vec(),
    }
}

/// The input of these files.
pub fn archive_seed(kind: u8, files: &[(&str, &str)]) -> Vec<u8> {
    let mut input = vec![kind];
    for (path, content) in files {
        input.push(PATHS.iter().position(|known| known == path).unwrap() as u8);
        input.extend((content.len() as u16).to_le_bytes());
        input.extend(content.as_bytes());
    }
    input
}

fn files(mut input: &[u8]) -> Vec<(&'static str, &[u8])> {
    let mut files: Vec<(&str, &[u8])> = Vec::new();
    while let Some((&[path, low, high], rest)) = input.split_first_chunk::<3>() {
        let length = usize::from(u16::from_le_bytes([low, high])).min(rest.len());
        let (content, behind) = rest.split_at(length);
        input = behind;
        let path = PATHS[usize::from(path) % PATHS.len()];
        if files.iter().all(|(known, _)| *known != path) {
            files.push((path, content));
        }
    }
    files
}

fn zip(input: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in files(input) {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(input: &[u8]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, content) in files(input).into_iter().filter(|(path, _)| !path.starts_with("..")) {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        tar.append_data(&mut header, path, content).unwrap();
    }
    tar.into_inner().unwrap()
}

#[cfg(test)]
mod tests {
    use fieldmesh_config::{ArchiveFormat, import};

    use super::*;

    const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0' fill='url(#a)'/></svg>";

    /// The input that makes a good archive of each format.
    fn seeds() -> [(&'static str, ArchiveFormat, Vec<u8>); 3] {
        let presets = r#"{"presets":{"a":{"name":"A","geometry":["point","line"],"tags":{"t":1},"fields":["f"],"icon":"a"}},"fields":{"f":{"key":"k","type":"select_one","options":["x",{"value":null,"label":"No"}]}},"defaults":{"point":["a"]}}"#;
        let texts = r#"{"es":{"presets":{"a":{"name":"Á","terms":"b, c"}},"fields":{"f":{"options":{"x":"X"}}}}}"#;
        let mapeo = [("presets.json", presets), ("translations.json", texts), ("icons/a.svg", DRAWING)];
        let comapeo = [
            ("VERSION", "1.0"),
            ("metadata.json", r#"{"name":"A","buildDateValue":1}"#),
            (
                "categories.json",
                r#"{"a":{"name":"A","appliesTo":["observation","track"],"tags":{"t":1},"fields":["f"],"icon":"a"}}"#,
            ),
            (
                "fields.json",
                r#"{"f":{"type":"selectOne","tagKey":"k","label":"F","options":[{"label":"X","value":"x"}]}}"#,
            ),
            ("categorySelection.json", r#"{"observation":["a"],"track":["a"]}"#),
            (
                "translations/es.json",
                r#"{"category":{"a":{"name":"Á"}},"field":{"f":{"options[value=\"x\"].label":"X"}}}"#,
            ),
            ("icons/a.svg", DRAWING),
        ];
        [
            ("mapeosettings.tar", ArchiveFormat::MapeosettingsTar, archive_seed(1, &mapeo)),
            ("mapeosettings.tar.gz", ArchiveFormat::MapeosettingsTarGz, archive_seed(2, &mapeo)),
            ("comapeocat", ArchiveFormat::Comapeocat, archive_seed(0, &comapeo)),
        ]
    }

    #[test]
    fn the_seeds_make_good_archives() {
        for (name, format, input) in seeds() {
            let imported = import(&archive(&input)).unwrap();
            assert_eq!(imported.format, format);
            assert!(imported.configuration.icons.contains_key("a"), "{:?}", imported.warnings);
            assert_eq!(std::fs::read(format!("seeds/config_archive/{name}")).unwrap(), input);
        }
    }
}
