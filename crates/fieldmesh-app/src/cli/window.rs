//! What the window can be opened with.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Parser};

use super::{Cli, Command};

/// How the window opens.
#[derive(Args, Debug, Default)]
#[command(after_help = "Examples:
  fieldmesh trip.fieldmesh              opens the window, and synchronizes with the file
  fieldmesh window --frame-times")]
pub(crate) struct WindowArgs {
    /// A sync file, an invite or a configuration: the window opens where it belongs
    pub(crate) file: Option<PathBuf>,
    /// Print how long frames took, when the window is closed
    #[arg(long)]
    pub(crate) frame_times: bool,
    /// Look for devices on this computer alone
    #[arg(long, hide = true)]
    pub(crate) practice: bool,
    /// Where the window is and how large, as in `0,0,640,700`
    #[arg(long, hide = true, value_delimiter = ',')]
    pub(crate) at: Option<Vec<f32>>,
}

impl Cli {
    /// Reads the command line. What names no command but a file, and what only the window takes, is meant for the
    /// window.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = std::env::args_os().collect();
        match Self::try_parse_from(&arguments) {
            Ok(mut cli) => {
                cli.command = cli.command.or(Some(Command::Window(WindowArgs::default())));
                Ok(cli)
            }
            Err(error) if matches!(error.kind(), ErrorKind::InvalidSubcommand | ErrorKind::UnknownArgument) => {
                let mut arguments = arguments;
                arguments.insert(arguments.len().min(1), "window".into());
                match Self::try_parse_from(arguments) {
                    Ok(cli) if is_meant(&cli) => Ok(cli),
                    // Otherwise it was a misspelt command, and the first error says so.
                    _ => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }
}

fn is_meant(cli: &Cli) -> bool {
    let Some(Command::Window(WindowArgs { file, .. })) = &cli.command else { return false };
    file.as_ref().is_none_or(|file| file.is_file())
}
