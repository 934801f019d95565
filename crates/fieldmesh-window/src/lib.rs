//! The desktop window of Fieldmesh. [`model`] holds its screens and knows no toolkit, [`map`] is the core of its map,
//! [`View`] draws both, and [`run`] opens it.
//!
//! ```
//! use std::sync::{Arc, mpsc};
//!
//! use fieldmesh::{Device, Language};
//! use fieldmesh_window::model::{Action, App, Screen, start};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! # let dir = dir.path();
//! // The waker asks the window for a frame; here it wakes this thread.
//! let (wake, woken) = mpsc::channel();
//! let mut app = App::new(Device::open(dir)?, Language::English.into(), Arc::new(move || wake.send(()).unwrap_or_default()));
//! app.act(Action::Start(start::Action::Create { name: "Río Napo".into(), configuration: None, open: false }));
//! while app.screen() != Screen::Observations {
//!     woken.recv()?;
//!     app.poll();
//! }
//! assert_eq!(app.project().map(|project| project.name.as_str()), Some("Río Napo"));
//! # Ok(())
//! # }
//! ```
//!
//! No rule of the domain lives here: those are in [`fieldmesh`]. The window makes no network call but to devices of
//! the project, and those only while *Synchronize* is open.

pub mod map;
pub mod model;
mod view;
mod window;

pub use view::View;
pub use window::{FrameTimes, Options, RunError, run};
