//! Commands about observations.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Write, read and change observations.
#[derive(Subcommand, Debug)]
pub(crate) enum ObservationCommand {
    /// Write an observation and print its id once it is safe on disk
    Add(AddArgs),
    /// List observations, newest first
    #[command(after_help = "Examples:
  fieldmesh observation list --category camp --since 2026-11-01
  fieldmesh observation list --conflicts")]
    List(Filters),
    /// Change only the fields given
    Edit(EditArgs),
    /// Show an observation in full
    Show(ShowArgs),
    /// Delete an observation; it stays in the history
    Delete {
        /// Its id, or the first 4 or more characters of it
        id: String,
    },
    /// Undo a deletion, or go back to a version
    Restore {
        /// Its id, or the first 4 or more characters of it
        id: String,
        /// What it was at this version, by the first digits `fieldmesh observation history` prints
        #[arg(long, value_name = "VERSION")]
        at: Option<String>,
    },
    /// List what other devices deleted, while it waits for an answer here
    #[command(
        after_help = "More than 20 deletions, or more than 5 % of all observations, are not shown as such before
a person here has answered. Examples:
  fieldmesh observation deletions
  fieldmesh observation deletions --restore"
    )]
    Deletions {
        /// Leave them deleted: from now on they are shown as such
        #[arg(long, conflicts_with = "restore")]
        accept: bool,
        /// Restore them all, here and wherever the project is synchronized
        #[arg(long)]
        restore: bool,
    },
    /// List the versions of an observation, oldest first, with what each changed
    History {
        /// Its id, or the first 4 or more characters of it
        id: String,
    },
    /// Choose the value of a field that two devices changed at once
    Resolve(ResolveArgs),
    /// Write an attachment to a file
    Attachment {
        /// The id of its observation, or the first 4 or more characters of it
        id: String,
        /// The attachment, by the first digits of its hash
        hash: String,
        /// The file to write, or a folder; nothing that is there is replaced
        file: PathBuf,
    },
}

/// Where.
#[derive(Args, Debug)]
pub(crate) struct PlaceArgs {
    /// Degrees north, -90 to 90
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lon", group = "place")]
    pub(crate) lat: Option<String>,
    /// Degrees east, -180 to 180
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "lat")]
    pub(crate) lon: Option<String>,
    /// Metres above the ellipsoid
    #[arg(long, value_name = "METRES", allow_hyphen_values = true, requires = "lat")]
    pub(crate) altitude: Option<String>,
    /// A point, track or area: a GeoJSON geometry or feature, or a file with one
    #[arg(long, value_name = "GEOJSON|FILE", group = "place")]
    pub(crate) geometry: Option<String>,
    /// How exact the place is, in metres
    #[arg(long, value_name = "METRES", allow_hyphen_values = true, requires = "place")]
    pub(crate) accuracy: Option<String>,
}

/// What a new observation says.
#[derive(Args, Debug)]
#[command(after_help = "Values are read by the type of the field: a number, an option, several options
separated by commas. K:=JSON writes a raw value.

Examples:
  fieldmesh observation add --lat -1.48 --lon -77.26 --category camp --notes \"roof gone\"
  fieldmesh observation add --geometry walk.geojson --category path
  fieldmesh observation add --lat -1.48 --lon -77.26 --category river --photo river.jpg --at 2026-11-22T09:30:00-05:00")]
pub(crate) struct AddArgs {
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// The direction of travel, in degrees clockwise from north
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true, requires = "place")]
    pub(crate) heading: Option<String>,
    /// What gave the place, such as gps
    #[arg(long, value_name = "NAME", requires = "place")]
    pub(crate) provider: Option<String>,
    /// A program made the place up
    #[arg(long, requires = "place")]
    pub(crate) mocked: bool,
    /// A person set the place by hand
    #[arg(long, requires = "place")]
    pub(crate) manual: bool,
    /// The id of the category
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,
    /// An answer; may be repeated
    #[arg(long = "tag", value_name = "K=V")]
    pub(crate) tags: Vec<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    pub(crate) notes: Option<String>,
    /// A photo or another file to attach; may be repeated
    #[arg(long = "photo", value_name = "FILE")]
    pub(crate) photos: Vec<PathBuf>,
    /// When it was seen, as in 2026-11-22T09:30:00-05:00; else now
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
}

/// Which observations.
#[derive(Args, Debug, Default)]
pub(crate) struct Filters {
    /// Of this category
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,
    /// Recorded at or after this time or date
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<String>,
    /// Recorded at or before this time or date
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
    /// Inside this box, in degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    pub(crate) bbox: Option<String>,
    /// With these words in notes or answers
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// With a field that two devices changed at once
    #[arg(long)]
    pub(crate) conflicts: bool,
    /// Imported from the same source as another one, grouped: possible duplicates
    #[arg(long)]
    pub(crate) duplicates: bool,
    /// Deleted ones
    #[arg(long)]
    pub(crate) deleted: bool,
    /// No more than this many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
}

/// What to change.
#[derive(Args, Debug)]
#[command(after_help = "Examples:
  fieldmesh observation edit 7QF2-M9XK --set condition=ruined --notes \"two more nearby\"
  fieldmesh observation edit 7QF2-M9XK --unset condition")]
pub(crate) struct EditArgs {
    /// Its id, or the first 4 or more characters of it
    pub(crate) id: String,
    /// An answer to write; may be repeated
    #[arg(long = "set", value_name = "K=V")]
    pub(crate) set: Vec<String>,
    /// An answer to remove; may be repeated
    #[arg(long = "unset", value_name = "K")]
    pub(crate) unset: Vec<String>,
    /// The id of the category
    #[arg(long, value_name = "ID")]
    pub(crate) category: Option<String>,
    /// Free text
    #[arg(long, value_name = "TEXT")]
    pub(crate) notes: Option<String>,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// A photo or another file to attach; may be repeated
    #[arg(long = "photo", value_name = "FILE")]
    pub(crate) photos: Vec<PathBuf>,
    /// An attachment to remove, by the first digits of its hash; may be repeated
    #[arg(long = "remove-photo", value_name = "HASH")]
    pub(crate) remove_photos: Vec<String>,
}

/// Which observation, and as of when.
#[derive(Args, Debug)]
pub(crate) struct ShowArgs {
    /// Its id, or the first 4 or more characters of it
    pub(crate) id: String,
    /// As it was at this version, by the first digits `fieldmesh observation history` prints
    #[arg(long, value_name = "VERSION")]
    pub(crate) at: Option<String>,
}

/// Which field, and its value.
#[derive(Args, Debug)]
#[command(
    after_help = "K is notes, category, observed_at, position (LAT,LON), deleted (true or false) or the key of an
answer; tags.K is always an answer.

Examples:
  fieldmesh observation resolve 7QF2-M9XK condition=ruined
  fieldmesh observation resolve 7QF2-M9XK --keep notes=9a3c --clear camp_use
  fieldmesh observation resolve 7QF2-M9XK deleted=false"
)]
pub(crate) struct ResolveArgs {
    /// Its id, or the first 4 or more characters of it
    pub(crate) id: String,
    /// The field and the value it shall have; K:=JSON writes a raw value
    #[arg(value_name = "K=V", required_unless_present_any = ["keep", "clear"])]
    pub(crate) choices: Vec<String>,
    /// The value that this version wrote, by the first digits of it; may be repeated
    #[arg(long, value_name = "K=VERSION")]
    pub(crate) keep: Vec<String>,
    /// No value; may be repeated
    #[arg(long, value_name = "K")]
    pub(crate) clear: Vec<String>,
}
