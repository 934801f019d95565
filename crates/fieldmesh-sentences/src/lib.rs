//! The sentences that window and command line both say, in four languages: the same words on screen, command line
//! and in the documentation.
//!
//! Each sentence is a function that takes the language and what it speaks of. Nothing here remembers a language:
//! a window changes it while it is open, and two can be spoken at once.
//!
//! ```
//! use fieldmesh::{ErrorKind, Language, MergeCounts};
//! use fieldmesh_sentences as sentences;
//!
//! let counts = MergeCounts { new: 1204, ..MergeCounts::default() };
//! assert_eq!(
//!     sentences::came(Language::English, &counts),
//!     "Came: 1,204 new, 0 changed, 0 deleted, 0 in conflict.",
//! );
//! assert_eq!(sentences::both_hold(Language::Spanish, 1), "Ambos tienen la misma observación.");
//! assert_eq!(sentences::bytes(Language::Portuguese, 48_230_000), "48,2 MB");
//! assert_eq!(sentences::error(Language::French, ErrorKind::DiskFull), "Le disque est plein.");
//! ```
//!
//! What names a command, a key or a button is said by the program that has it, from [`Catalogues`] of its own;
//! [`check`] holds those to the same rules as the ones here.

mod activity;
mod catalogues;
pub mod check;
mod configuration;
mod ending;
mod error;
mod history;
mod nearby;
mod numbers;
mod observation;
mod project;
mod say;
mod sync_file;
mod time;
mod typed;
pub mod word;

pub use activity::{activity_end, carried_by, receipt};
pub use catalogues::Catalogues;
pub use configuration::{comparison, configuration, differences, left_out, main_differences};
pub use ending::{both_hold, came, data_words, excepted, held_deletions, kept, photos, synchronized_with, went};
pub use error::error;
pub use history::{clock_doubt, difference};
pub use nearby::{
    broken, never_compared, others_nearby, peer_state, progress, question, reached, stage, standing, unreached,
};
pub use numbers::{bytes, number};
pub use observation::{
    answer_name, attachments, category, conflict, deleted_at, exported, field_name, imported, located, only_here,
    place, plain_value, resolved, shape, skipped, value, words,
};
pub use project::{
    clock_off, compared_on, invite_caption, invite_warning, originals_only_here, photos_damaged, photos_missing,
    photos_wanted, project_created, project_joined, second_hand, stored_attachments, stored_observations,
    unread_parts, written,
};
pub use sync_file::{
    adopted, file_contents, file_holds, file_kind, file_left_out, file_state, file_written, given,
    other_configuration,
};
pub use time::{moment, time};
pub use typed::{misfit, not_a_number, out_of_range, unreadable};
