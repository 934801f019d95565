//! One file for each command.

mod activity;
mod config;
mod demo;
mod device;
mod doctor;
mod exchange;
mod generate;
mod observation;
mod outcome;
mod project;
mod status;
mod sync;
mod syncfile;
#[cfg(feature = "window")]
mod window;

use crate::cli::Command;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;

/// Runs a command; without one, says how to begin.
pub(crate) fn run(context: &Context, command: Option<Command>) -> Result<(), Failure> {
    match command {
        None => context.output.words(&fl!("orientation")),
        #[cfg(feature = "window")]
        Some(Command::Demo { window: true, .. }) => demo::windows(context),
        Some(Command::Demo { keep, .. }) => demo::run(context, keep.as_deref()),
        #[cfg(feature = "window")]
        Some(Command::Window(args)) => window::run(context, &args),
        Some(Command::Project(command)) => project::run(context, command),
        Some(Command::Config(command)) => config::run(context, command),
        Some(Command::Device(command)) => device::run(context, command),
        Some(Command::Observation(command)) => observation::run(context, command),
        Some(Command::Sync(args)) => sync::run(context, args),
        Some(Command::Syncfile(command)) => syncfile::run(context, command),
        Some(Command::Import { file }) => exchange::import(context, &file),
        Some(Command::Export(args)) => exchange::export(context, &args),
        Some(Command::Status) => status::status(context),
        Some(Command::Peers { device }) => status::peers(context, device.as_deref()),
        Some(Command::Activity { number, limit }) => activity::run(context, number, limit),
        Some(Command::Doctor(args)) => doctor::run(context, args),
        Some(Command::Generate(args)) => generate::run(context, &args),
    }
}
