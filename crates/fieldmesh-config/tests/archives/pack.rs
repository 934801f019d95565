//! Archives made by hand, and of folders as their makers' tools have them.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use fieldmesh_config::{ImportError, Imported, import};
use serde_json::{Map, Value, json};
use zip::write::SimpleFileOptions;

/// The files of an archive.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn files(of: &[(&str, Value)]) -> Files {
    of.iter().map(|(path, value)| ((*path).to_owned(), value.to_string().into_bytes())).collect()
}

pub(crate) fn zip(files: &Files) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn tar(files: &Files) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, bytes.as_slice()).unwrap();
    }
    tar.into_inner().unwrap()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// What an import says that does not succeed, with its cause.
pub(crate) fn refusal(bytes: &[u8]) -> String {
    match import(bytes) {
        Err(error @ (ImportError::Json { .. } | ImportError::Configuration(_))) => {
            format!("{error}: {}", std::error::Error::source(&error).unwrap())
        }
        Err(error) => error.to_string(),
        Ok(imported) => panic!("imported as {}", imported.format.name()),
    }
}

pub(crate) fn warnings(imported: &Imported) -> Vec<String> {
    imported.warnings.iter().map(ToString::to_string).collect()
}

/// Data of other projects, where it lies beside the workspace (CONTRIBUTING.md).
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let found = above.find_map(|folder| Some(folder.join("shared/data").join(name)).filter(|path| path.exists()));
    if found.is_none() {
        println!("skipped: no shared/data/{name} beside the workspace");
    }
    found
}

/// A folder of sources: a file for each category, field and icon.
#[derive(Default)]
pub(crate) struct Sources {
    categories: Map<String, Value>,
    fields: Map<String, Value>,
    icons: Files,
    messages: BTreeMap<String, Value>,
    selection: Option<Value>,
    metadata: Option<Value>,
}

impl Sources {
    pub(crate) fn read(folder: &Path) -> Self {
        let mut sources = Self::default();
        let json = |path: &Path| serde_json::from_slice::<Value>(&fs_err::read(path).unwrap()).unwrap();
        for path in entries(folder).into_iter().filter(|path| path.is_file()) {
            match path.file_name().unwrap().to_str().unwrap() {
                "categorySelection.json" => sources.selection = Some(json(&path)),
                "metadata.json" => sources.metadata = Some(json(&path)),
                other => panic!("{other}"),
            }
        }
        for folder in entries(folder).into_iter().filter(|path| path.is_dir()) {
            for path in entries(&folder) {
                let id = path.file_stem().unwrap().to_str().unwrap().to_owned();
                match folder.file_name().unwrap().to_str().unwrap() {
                    "categories" | "presets" => drop(sources.categories.insert(id, json(&path))),
                    "fields" => drop(sources.fields.insert(id, json(&path))),
                    "icons" => drop(sources.icons.insert(id, fs_err::read(&path).unwrap())),
                    "messages" => drop(sources.messages.insert(id, json(&path))),
                    other => panic!("{other}"),
                }
            }
        }
        sources
    }

    /// As the tool of CoMapeo builds it.
    pub(crate) fn comapeocat(&self) -> Files {
        let mut categories = self.categories.clone();
        for category in categories.values_mut() {
            let category = category.as_object_mut().unwrap();
            if let Some(geometry) = category.remove("geometry") {
                let documents = geometry.as_array().unwrap().iter().map(|shape| document(shape.as_str().unwrap()));
                category.insert("appliesTo".to_owned(), documents.collect());
            }
        }
        let offered = |document: &str| -> Vec<String> {
            let applies =
                |one: &Value| one["appliesTo"].as_array().is_some_and(|all| all.contains(&json!(document)));
            let mut all: Vec<_> = categories.iter().filter(|(_, one)| applies(one)).collect();
            all.sort_by_key(|(_, one)| one["sort"].as_f64().map_or(u64::MAX, |sort| (sort * 1000.0) as u64));
            all.into_iter().map(|(id, _)| id.clone()).collect()
        };
        let selection = self
            .selection
            .clone()
            .unwrap_or_else(|| json!({ "observation": offered("observation"), "track": offered("track") }));
        let mut metadata = self.metadata.clone().unwrap_or_else(|| json!({ "name": "Test" }));
        metadata["buildDateValue"] = json!(1_760_532_046_202_u64);
        let mut files = files(&[
            ("VERSION", Value::Null),
            ("metadata.json", metadata),
            ("categories.json", categories.clone().into()),
            ("categorySelection.json", selection),
        ]);
        files.insert("VERSION".to_owned(), b"1.0".to_vec());
        if !self.fields.is_empty() {
            files.insert("fields.json".to_owned(), json!(self.fields).to_string().into_bytes());
        }
        for (id, drawing) in &self.icons {
            files.insert(format!("icons/{id}.svg"), drawing.clone());
        }
        for (language, messages) in &self.messages {
            let mut texts = json!({});
            for (message, text) in messages.as_object().unwrap() {
                let mut parts = message.splitn(3, '.');
                let [kind, id, property] = [(); 3].map(|()| parts.next().unwrap());
                texts[kind][id][property] = text["message"].clone();
            }
            files.insert(format!("translations/{language}.json"), texts.to_string().into_bytes());
        }
        files
    }

    /// As the tool of Mapeo would have built it.
    pub(crate) fn mapeosettings(&self) -> Files {
        let mut presets = self.categories.clone();
        for preset in presets.values_mut() {
            let preset = preset.as_object_mut().unwrap();
            if let Some(documents) = preset.remove("appliesTo") {
                let shape = |document: &Value| json!(if document == "track" { "line" } else { "point" });
                preset.insert("geometry".to_owned(), documents.as_array().unwrap().iter().map(shape).collect());
            }
        }
        let mut fields = self.fields.clone();
        for field in fields.values_mut() {
            let field = field.as_object_mut().unwrap();
            let key = field.remove("tagKey").unwrap();
            field.insert("key".to_owned(), key);
            let kind = match field["type"].as_str().unwrap() {
                "selectOne" => "select_one",
                "selectMultiple" => "select_multiple",
                other => other,
            };
            field["type"] = json!(kind);
        }
        files(&[
            ("metadata.json", self.metadata.clone().unwrap_or_else(|| json!({}))),
            ("presets.json", json!({ "presets": presets, "fields": fields, "categories": {}, "defaults": {} })),
        ])
    }
}

fn document(shape: &str) -> Value {
    json!(if shape == "line" { "track" } else { "observation" })
}

pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}
