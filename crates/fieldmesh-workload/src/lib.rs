//! Seeded synthetic observations for trials, the demo and benchmarks.
//!
//! ```
//! use fieldmesh_workload::{Profile, Workload};
//!
//! let workload = Workload::new(Profile::patrol(), 7);
//! let devices = workload.devices(2);
//! let day: Vec<_> = devices[0].observations().take(20).collect();
//! assert_eq!(day.len(), 20);
//! // The same seed makes the same data, on every machine.
//! assert_eq!(day, workload.devices(1)[0].observations().take(20).collect::<Vec<_>>());
//! ```
//!
//! Categories and tags are those of the configuration built into Fieldmesh. Nothing here writes a shard: give
//! the observations to a store. Places, people and sentences are invented. The model behind the numbers is
//! described in `docs/workload.md`.

mod device;
mod draw;
mod model;
mod observations;
mod profile;
mod scene;

pub use device::{SyntheticDevice, Workload};
pub use model::{Answer, CategoryModel};
pub use observations::Observations;
pub use profile::Profile;
pub use scene::{SceneError, scene};
