//! Reading a configuration from an archive: it is refused, or makes a configuration that keeps every rule, survives its
//! file, and means the same after it was written for CoMapeo and read back.

#![no_main]

use fieldmesh_config::{Configuration, export, import};
use fieldmesh_document::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let Ok(imported) = import(&fieldmesh_fuzz::archive(input)) else { return };
    let configuration = imported.configuration;
    let bytes = configuration.to_bytes().unwrap();
    assert_eq!(Configuration::from_bytes(&bytes).unwrap(), configuration);
    if let Ok(archive) = export(&configuration, Timestamp(1)) {
        assert_eq!(import(&archive).unwrap().configuration.fingerprint(), configuration.fingerprint());
    }
});
