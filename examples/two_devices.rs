//! Two devices of one project exchange observations by a file, disagree, and settle it.
//!
//! `cargo run --example two_devices`

use fieldmesh::{Configuration, Device, Edit, Language, Observation};

#[expect(clippy::print_stdout, reason = "an example shows what it does")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("trip.fieldmesh");

    let ana = Device::open(dir.path().join("ana"))?.create_project("Río Napo", Configuration::builtin())?;
    let camp = ana.observe(Observation::at(-1.48, -77.26)?.category("camp").notes("roof gone"))?;
    ana.create_sync_file(&file)?;

    // On another computer: the invite is handed over once, the file as often as people meet.
    let marco = Device::open(dir.path().join("marco"))?.join(&ana.invite()?)?;
    marco.synchronize_file(&file)?;

    // Both edit the same field without knowing of each other: both values stay until a person chooses.
    let notes = |text: &str| Edit { notes: Some(Some(text.to_owned())), ..Edit::default() };
    ana.edit(&camp, &notes("roof gone, river close"))?;
    marco.edit(&camp, &notes("roof repaired"))?;
    ana.synchronize_file(&file)?;
    marco.synchronize_file(&file)?;
    for conflict in marco.observation(&camp)?.conflicts {
        let values: Vec<_> = conflict.values.iter().filter_map(|value| value.value.as_deref()).collect();
        println!("in conflict: {}", values.join(" or "));
    }
    marco.edit(&camp, &notes("roof repaired, river close"))?;
    marco.synchronize_file(&file)?;
    ana.synchronize_file(&file)?;

    println!("both say: {}", ana.observation(&camp)?.notes.unwrap_or_default());
    println!("data words: {}", ana.data_words(Language::English)?.join(" "));
    assert_eq!(ana.digest()?, marco.digest()?);
    Ok(())
}
