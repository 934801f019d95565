//! What sort of trouble an error is: the stable word that programs act on.

mod below;

use std::fmt;

macro_rules! error_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The sort of an error, in stable English. The command line maps each to an exit code and a hint
        /// (`docs/cli.md`), the window to a sentence in the person's language.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $name,)*
        }

        impl ErrorKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

error_kinds! {
    /// A fault of the program itself.
    Internal = "internal",
    /// The disk, the database or the system failed.
    Io = "io",
    /// No file at that path.
    NoSuchFile = "no-such-file",
    /// A file stands where a new one was to be made.
    FileExists = "file-exists",
    /// The disk has no room.
    DiskFull = "disk-full",
    /// The medium cannot be written.
    ReadOnly = "read-only",
    /// There is no display, or nothing that can draw a window on it.
    NoDisplay = "no-display",
    /// Another program holds it.
    InUse = "in-use",
    /// Data of this device does not verify.
    Damaged = "damaged",
    /// The data belongs to a newer version of the program.
    NewerVersion = "newer-version",
    /// The device belongs to no project yet.
    NoProject = "no-project",
    /// The device holds no project of that name.
    NoSuchProject = "no-such-project",
    /// Several projects, and none was chosen.
    ChooseProject = "choose-project",
    /// The device is in that project already.
    ProjectExists = "project-exists",
    /// A name that is empty or too long.
    InvalidName = "invalid-name",
    /// No device of that name or id.
    NoSuchDevice = "no-such-device",
    /// Several devices fit.
    ChooseDevice = "choose-device",
    /// A device's id or words with a typing error.
    MistypedDevice = "mistyped-device",
    /// No observation of that id.
    NoSuchObservation = "no-such-observation",
    /// Several observations whose ids begin so.
    AmbiguousId = "ambiguous-id",
    /// Not an id.
    InvalidId = "invalid-id",
    /// A value that a field does not take.
    InvalidValue = "invalid-value",
    /// An edit that touches nothing.
    NothingToDo = "nothing-to-do",
    /// A shard has no room for more edits.
    Full = "full",
    /// An attachment beyond the limit.
    AttachmentTooLarge = "attachment-too-large",
    /// The bytes of an attachment are not on this device.
    AttachmentMissing = "attachment-missing",
    /// Not an invite.
    NotAnInvite = "not-an-invite",
    /// Not a configuration.
    NotAConfiguration = "not-a-configuration",
    /// A configuration that CoMapeo has no form for.
    NotForComapeo = "not-for-comapeo",
    /// Not GeoJSON.
    NotGeojson = "not-geojson",
    /// Not what an Automerge program saved of a shard.
    NotAShard = "not-a-shard",
    /// The project holds no such shard.
    NoSuchShard = "no-such-shard",
    /// Not a sync file.
    NotASyncFile = "not-a-sync-file",
    /// A sync file of another project.
    OtherProject = "other-project",
    /// A replica with another configuration.
    OtherConfiguration = "other-configuration",
    /// A replica of another copy of this device.
    CopiedDevice = "copied-device",
    /// The other side broke the protocol.
    Protocol = "protocol",
    /// Nobody of the project was found on the network.
    NobodyFound = "nobody-found",
    /// The device or address cannot be reached.
    Unreachable = "unreachable",
    /// No person has said that this is the device it says to be.
    NotCompared = "not-compared",
    /// The other side went away before the end.
    Interrupted = "interrupted",
    /// More than the limits allow.
    OverBudget = "over-budget",
    /// Complete except some shards, which the guard refused.
    Incomplete = "incomplete",
    /// A person stopped it.
    Cancelled = "cancelled",
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
