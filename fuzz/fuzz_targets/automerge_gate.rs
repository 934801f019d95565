//! The guard, over chunks whose checksum is right: it returns, whatever they hold.

#![no_main]

use fieldmesh_document::guard::admit_stored;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let chunk = fieldmesh_fuzz::seal(input.0 & 3, input.1);
    let (base, announced) = fieldmesh_fuzz::shard();
    let _ = admit_stored(&chunk, &[], &announced);
    let _ = admit_stored(&base, &[chunk], &announced);
});
