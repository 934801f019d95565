//! The command line: what clap reads. The documentation comments are the help.

mod exchange;
mod observation;
mod setup;
mod sync;
#[cfg(feature = "window")]
mod window;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(crate) use exchange::{DoctorArgs, ExportArgs, Format, GenerateArgs, SyncFileCommand};
pub(crate) use observation::{AddArgs, EditArgs, Filters, ObservationCommand, PlaceArgs, ResolveArgs, ShowArgs};
pub(crate) use setup::{ConfigCommand, DeviceCommand, Photos, ProjectCommand};
pub(crate) use sync::SyncArgs;
#[cfg(feature = "window")]
pub(crate) use window::WindowArgs;

/// Field observations on laptops that are mostly offline, synchronized without internet.
#[derive(Parser, Debug)]
#[command(
    name = "fieldmesh",
    version,
    propagate_version = true,
    after_help = "Start here:
  fieldmesh                                       open the window
  fieldmesh demo                                  see two devices synchronize, in a few seconds
  fieldmesh project create \"Río Napo\"             start a project on this device
  fieldmesh observation add --lat -1.48 --lon -77.26 --category camp

Exit codes: 0 done, 1 this program or computer failed, 2 wrong usage, 3 refused, 4 damaged or not a file of
this program, 5 nobody found, 6 interrupted or incomplete."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[cfg(not(feature = "window"))]
impl Cli {
    /// Reads the command line.
    pub(crate) fn read() -> Result<Self, clap::Error> {
        Self::try_parse()
    }
}

/// What every command takes.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The folder that holds this device and its projects
    #[arg(
        long,
        global = true,
        env = "FIELDMESH_DATA_DIR",
        hide_env_values = true,
        value_name = "DIR",
        help_heading = "Everywhere"
    )]
    pub(crate) data_dir: Option<PathBuf>,
    /// The project, by name or the first digits of its id; else the one in use
    #[arg(long, global = true, value_name = "NAME", help_heading = "Everywhere")]
    pub(crate) project: Option<String>,
    /// Print JSON, for programs
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,
    /// Say more on standard error; twice for everything
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Everywhere")]
    pub(crate) verbose: u8,
    /// Print results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Everywhere")]
    pub(crate) quiet: bool,
    /// Language of what is printed: en, es, pt or fr; else that of the system
    #[arg(
        long,
        global = true,
        env = "FIELDMESH_LANGUAGE",
        hide_env_values = true,
        value_name = "LANGUAGE",
        help_heading = "Everywhere"
    )]
    pub(crate) language: Option<String>,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Show two devices on this computer find each other, synchronize, and prove that they hold the same
    #[command(after_help = "Example:
  fieldmesh demo --keep practice      and look around with --data-dir practice/ana afterwards")]
    Demo {
        /// Keep both devices in this folder, which must be new or empty
        #[arg(long, value_name = "DIR")]
        keep: Option<PathBuf>,
        /// Two practice devices in two windows, to synchronize by hand; both are thrown away when both are closed
        #[cfg(feature = "window")]
        #[arg(long, conflicts_with = "keep")]
        window: bool,
    },
    /// Open the window; so does `fieldmesh` alone, and `fieldmesh FILE`
    #[cfg(feature = "window")]
    Window(WindowArgs),
    /// Start, join and choose projects
    #[command(subcommand)]
    Project(ProjectCommand),
    /// The categories and fields of the project
    #[command(subcommand)]
    Config(ConfigCommand),
    /// This device
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Write, read and change observations
    #[command(subcommand, visible_alias = "obs")]
    Observation(ObservationCommand),
    /// Synchronize with devices on the same network, without internet
    Sync(SyncArgs),
    /// Synchronize by a file on a stick or in a mail
    #[command(subcommand)]
    Syncfile(SyncFileCommand),
    /// Add observations from a GeoJSON file; a second import of the same file adds nothing
    #[command(after_help = "Example:
  fieldmesh import patrol.geojson")]
    Import {
        /// A GeoJSON feature collection
        file: PathBuf,
    },
    /// Write observations to a file for other programs
    Export(ExportArgs),
    /// What this device holds of the project
    Status,
    /// The devices of the project, and what each is known to hold
    #[command(after_help = "Example:
  fieldmesh peers \"Ana's laptop\"          one device, with its whole id, to compare")]
    Peers {
        /// One device: its name, the first characters of its id, or its four words
        device: Option<String>,
    },
    /// The synchronizations of this device, and the receipt of one
    #[command(after_help = "Example:
  fieldmesh activity          the newest, with their numbers
  fieldmesh activity 12       the receipt of one, to print or to send")]
    Activity {
        /// The number of one, for its receipt
        number: Option<u64>,
        /// How many to list
        #[arg(long, value_name = "N", default_value_t = 20, conflicts_with = "number")]
        limit: u64,
    },
    /// Check, repair and copy what this device holds
    Doctor(DoctorArgs),
    /// Write synthetic observations, for trials and benchmarks
    Generate(GenerateArgs),
}
