//! Commands about the project, its configuration and this device.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

/// Start, join and choose projects.
#[derive(Subcommand, Debug)]
pub(crate) enum ProjectCommand {
    /// Start a new project on this device, and use it
    #[command(after_help = "Examples:
  fieldmesh project create \"Río Napo\"
  fieldmesh project create \"Río Napo\" --config jungle.mapeosettings
  fieldmesh project create Training --open      anyone who knows the name can read it")]
    Create {
        /// The name, as members see it
        name: String,
        /// A configuration: .mapeosettings, .comapeocat, or written by `fieldmesh config export`; else the one built
        /// in. A key in the archive becomes the key of the project
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// Make a project without secrecy: its key is derived from its name
        #[arg(long)]
        open: bool,
    },
    /// Write an invite: whoever has it is a member
    #[command(after_help = "Examples:
  fieldmesh project invite                      prints the invite text (name and key)
  fieldmesh project invite napo.fieldmesh-invite    writes an invite file (configuration too)
  fieldmesh project invite --qr                 shows it as a QR code, too
  fieldmesh project invite napo.png             writes the QR code as an image")]
    Invite {
        /// Where to write the invite file, or, if the name ends in .png, the QR code; without it the invite text is
        /// printed
        file: Option<PathBuf>,
        /// Show the invite text as a QR code on the terminal
        #[arg(long)]
        qr: bool,
    },
    /// Join the project of an invite, and use it
    #[command(after_help = "Example:
  fieldmesh project join napo.fieldmesh-invite")]
    Join {
        /// An invite file, or the invite text; - reads either from standard input
        invite: String,
    },
    /// List the projects on this device
    List,
    /// Choose the project that commands without --project mean
    Use {
        /// Its name or the first digits of its id
        name: String,
    },
    /// Show the project in use
    Show,
    /// Tell which photos this device wants of the project, or choose
    #[command(after_help = "Examples:
  fieldmesh project photos                      tells
  fieldmesh project photos previews             from now on previews and thumbnails only; what is here stays
  fieldmesh project photos everything           originals too: they come with the next synchronization")]
    Photos {
        /// What to synchronize of photos and other attachments
        which: Option<Photos>,
    },
}

/// Which photos a device wants.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub(crate) enum Photos {
    /// Originals, previews and thumbnails
    Everything,
    /// Previews and thumbnails, and files up to 1 MiB that have none
    Previews,
}

/// The categories and fields of the project.
#[derive(Subcommand, Debug)]
pub(crate) enum ConfigCommand {
    /// Give the project the configuration in this file
    #[command(after_help = "Examples:
  fieldmesh config import jungle.mapeosettings
  fieldmesh config import categories.comapeocat")]
    Import {
        /// A configuration of Mapeo (.mapeosettings) or CoMapeo (.comapeocat), or written by `fieldmesh config export`
        file: PathBuf,
        /// Do not make it the successor of the configuration in use, which other members are offered
        #[arg(long)]
        replace: bool,
    },
    /// Show the categories, their fields and options
    Show,
    /// List every configuration of the project, and how much was recorded under each
    List,
    /// Write the configuration for CoMapeo, or as JSON that can be edited
    #[command(after_help = "Examples:
  fieldmesh config export jungle.comapeocat
  fieldmesh config export jungle.fieldmesh-config.json")]
    Export {
        /// Where to write it; JSON if the name ends in .json, else .comapeocat
        file: PathBuf,
    },
    /// Say what changes when another configuration takes the place of the one in use
    Diff {
        /// A file as for `import`, or the first characters of the fingerprint of one that the project used
        #[arg(value_name = "FILE|FINGERPRINT")]
        other: String,
    },
}

/// This device.
#[derive(Subcommand, Debug)]
pub(crate) enum DeviceCommand {
    /// Show the name, the id and the four words that tell this device from others
    Show,
    /// Give this device a name that members recognise
    #[command(after_help = "Example:
  fieldmesh device rename \"Ana's laptop\"")]
    Rename {
        /// The new name
        name: String,
    },
    /// Make a copy of a device a device of its own; nothing is lost
    Renew,
}
