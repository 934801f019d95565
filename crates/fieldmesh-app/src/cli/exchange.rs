//! Commands about files and about the state of what is held.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Filters;

/// Synchronize by a file on a stick or in a mail.
#[derive(Subcommand, Debug)]
pub(crate) enum SyncFileCommand {
    /// Write everything this device holds of the project to a new sync file
    #[command(after_help = "Examples:
  fieldmesh syncfile create /media/stick/trip.fieldmesh
  fieldmesh syncfile create /media/stick     in this folder, named after project, day and device
  fieldmesh syncfile create trip.fieldmesh --for-mail")]
    Create {
        /// The new file, or the folder to write it in
        file: PathBuf,
        /// Small enough to send: of photos previews only, and no other files larger than 1 MiB
        #[arg(long)]
        for_mail: bool,
    },
    /// Synchronize with a sync file, both ways: afterwards this device and the file hold the same
    #[command(after_help = "Examples:
  fieldmesh syncfile sync /media/stick/trip.fieldmesh
  fieldmesh syncfile sync /media/stick/trip.fieldmesh --use-theirs")]
    Sync {
        /// The file
        file: PathBuf,
        /// Where the file has another configuration, use that one here
        #[arg(long, conflicts_with = "give_mine")]
        use_theirs: bool,
        /// Where the file has another configuration, write mine into it
        #[arg(long)]
        give_mine: bool,
    },
    /// Say what a sync file holds, without changing anything
    Info {
        /// The file
        file: PathBuf,
    },
    /// Read a whole sync file and check every record and attachment in it
    Verify {
        /// The file
        file: PathBuf,
    },
}

/// What to write, and how.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  fieldmesh export november.geojson --since 2026-11-01
  fieldmesh export -                     writes to standard output")]
pub(crate) struct ExportArgs {
    /// The new file, or - for standard output
    pub(crate) file: PathBuf,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Geojson)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// Formats of other programs.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Format {
    /// One GeoJSON feature collection
    Geojson,
}

/// Which of the things a doctor does; without any, a check.
#[derive(Args, Debug)]
#[group(multiple = false)]
#[command(after_help = "Examples:
  fieldmesh doctor                       checks everything, changes nothing
  fieldmesh doctor --backup copy")]
pub(crate) struct DoctorArgs {
    /// Make the tables anew from the changes, checking each change and attachment
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Copy what this device holds of the project, database and attachments, to a new folder
    #[arg(long, value_name = "DIR")]
    pub(crate) backup: Option<PathBuf>,
    /// Write one shard to standard output, for any Automerge program; without ID, list the shards
    #[arg(long, value_name = "ID", num_args = 0..=1)]
    pub(crate) export_shard: Option<Option<String>>,
    /// Take back a shard that another Automerge program wrote to and saved
    #[arg(long, value_name = "FILE")]
    pub(crate) import_shard: Option<PathBuf>,
}

/// How many, and how.
#[derive(Args, Debug)]
#[command(after_help = "Example:
  fieldmesh generate 10000 --seed 1 --devices 10")]
pub(crate) struct GenerateArgs {
    /// How many observations
    pub(crate) count: u32,
    /// The same seed writes the same observations
    #[arg(long, default_value_t = 0)]
    pub(crate) seed: u64,
    /// As recorded by this many devices, rather than by this one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) devices: Option<u16>,
}
