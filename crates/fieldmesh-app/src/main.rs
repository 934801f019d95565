//! The `fieldmesh` program: reads the command line, runs one command of it through the library, and says the
//! result, to people in their language and to programs as JSON. What each command prints is `docs/cli.md`.

mod assignment;
mod cli;
mod commands;
mod context;
mod failure;
mod json;
mod language;
mod log;
mod output;
mod progress;
mod show;

use std::process::ExitCode;

use cli::Cli;
use context::Context;
use failure::Failure;
use output::Output;

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => return failure::usage(&error),
    };
    let output = Output::new(cli.options.json, cli.options.quiet);
    let result = std::panic::catch_unwind(|| {
        let context = Context::new(cli.options, output)?;
        log::start(&context);
        commands::run(&context, cli.command)
    });
    match result.unwrap_or_else(|_| Err(Failure::panicked())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(output),
    }
}
