//! `fieldmesh device`: this device, its name and its keys.

use fieldmesh::Device;
use fieldmesh_sentences as sentences;
use serde_json::json;

use crate::cli::DeviceCommand;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// Runs one of the commands.
pub(crate) fn run(context: &Context, command: DeviceCommand) -> Result<(), Failure> {
    let device = context.device()?;
    match command {
        DeviceCommand::Show => {
            told(context, &device)?;
            context.output.note(&fl!("device-compare", short = device.id().short()));
            return Ok(());
        }
        DeviceCommand::Rename { name } => device.rename(&name)?,
        DeviceCommand::Renew => device.renew()?,
    }
    told(context, &device)
}

fn told(context: &Context, device: &Device) -> Result<(), Failure> {
    let (id, name, words) = (device.id(), device.name(), device.words(context.language));
    context.output.answer(
        || json!({ "id": id.to_string(), "short_id": id.short(), "name": name, "words": words }),
        || {
            fl!(
                "device-summary",
                name = name.as_str(),
                short = id.short(),
                words = sentences::words(words),
                id = id.to_string()
            )
        },
    )
}
