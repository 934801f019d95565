//! What one device keeps of one project: an SQLite database and attachment files in a directory. A [`Store`]
//! is a [`Replica`](fieldmesh_document::Replica), so that sessions run between it and any other.
//!
//! ```
//! use fieldmesh_document::{DeviceId, NewObservation, Position, ProjectId, Timestamp};
//! use fieldmesh_store::{ProjectInfo, Query, Store};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! # let directory = directory.path();
//! let project = ProjectInfo { id: ProjectId::random()?, name: "Río Napo".to_owned(), open: false };
//! let device = DeviceId::random()?;
//! let now = Timestamp::from_seconds(1_790_000_000);
//! let store = Store::create(directory, project, device, now)?;
//! let ceiba = NewObservation {
//!     position: Some(Position::point(-0.99, -77.81)?),
//!     notes: Some("an old ceiba".to_owned()),
//!     ..NewObservation::default()
//! };
//! let created = store.create_observations(vec![ceiba], now)?;
//! drop(store);
//!
//! let store = Store::open(directory, device)?;
//! let found = store.list(&Query { search: Some("ceiba".to_owned()), ..Query::default() })?;
//! assert_eq!(found, created);
//! # Ok(())
//! # }
//! ```
//!
//! What a call reports as done is durable. Reading never loads a document, except history. Files, tables and
//! what always holds of them are described in `docs/store.md`.
//!
//! It does not know what a configuration means, who is near, or what a session says; it keeps no keys, which
//! lie outside the directory that people copy.

mod activity;
mod arrivals;
mod attachments;
mod books;
mod cards;
mod commit;
mod compared;
mod configuration;
mod deletions;
mod error;
mod indexes;
mod listeners;
mod lock;
mod merge;
mod met;
mod parallel;
mod places;
mod platform;
mod proven;
mod query;
mod rebuild;
mod record;
mod replica;
mod rows;
mod schema;
mod sessions;
mod shards;
mod store;
mod totals;
mod turns;
mod write;

pub use activity::{Activity, ActivityEnd, Carried, Completed};
pub use arrivals::{Arrived, Listed};
pub use attachments::{AbsentAttachment, AbsentAttachments, AttachmentState};
pub use books::Books;
pub use compared::Compared;
pub use configuration::StoredConfiguration;
pub use error::{AttachmentError, OpenError, StoreWriteError};
pub use met::Met;
pub use places::Place;
pub use query::{Bounds, Deleted, Query};
pub use rebuild::{CheckReport, RebuildReport};
pub use sessions::{SessionRecord, Via};
pub use store::{ProjectInfo, Store};
pub use totals::Totals;
