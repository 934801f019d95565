//! The sync file: serialized Automerge changes with a configuration fingerprint, sealed. A file that is
//! carried by hand between devices of one project; every device that synchronizes with it appends what it
//! lacked.
//!
//! A [`SyncFile`] is a [`Replica`](fieldmesh_document::Replica) like a device's store, so a session runs between
//! the two as between two devices. It lives on a [`Medium`]: [`FsMedium`] is a file on a disk, [`MemoryMedium`]
//! one in memory. The bytes are specified in `docs/syncfile-format.md`.
//!
//! ```
//! use fieldmesh_document::{
//!     DeviceId, MediaPolicy, ProjectId, ProjectKey, Replica, StoreId, Timestamp,
//! };
//! use fieldmesh_syncfile::{Manifest, MemoryMedium, State, SyncFile, Visitor};
//!
//! let (project, key) = (ProjectId::random()?, ProjectKey::random()?);
//! let ana = Visitor {
//!     device: DeviceId::from_bytes([1; 32]),
//!     store: StoreId::new(1),
//!     counter: 0,
//!     name: "Ana's laptop".to_owned(),
//! };
//! let manifest = Manifest {
//!     project,
//!     name: "Río Napo".to_owned(),
//!     configuration: None,
//!     media: MediaPolicy::Everything,
//!     writer: ana,
//!     created: Timestamp(1_700_000_000_000),
//! };
//!
//! let medium = MemoryMedium::default();
//! let file = SyncFile::create(medium.clone(), &key, manifest)?;
//! // … a session between a store and `file` …
//! file.finish_visit()?;
//! file.publish(&mut |_, _| (), &|| false)?;
//! drop(file);
//!
//! let again = SyncFile::open(medium, &[(project, key)])?;
//! assert_eq!(again.info()?.state, State::Intact);
//! assert!(again.inventory()?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It does not compare configurations (whoever opens a file does, by its [`Manifest`]), does not split files
//! into parts, and does not make or read parcels yet.

mod commit;
mod error;
mod file;
mod foreign;
mod header;
mod index;
mod manifest;
mod medium;
mod record;
mod seal;
mod segment;
mod state;
mod walk;

pub use error::{CreateError, OpenError, PublishError, VerifyError};
pub use file::{Info, SyncFile, VerifyReport};
pub use manifest::{Manifest, ManifestConfiguration, Visitor};
pub use medium::{FsMedium, Medium, MemoryMedium};
pub use state::{State, Visit};
