//! What the desktop window of Fieldmesh shows, without any toolkit: [`map`] is the core of its map.
//!
//! ```
//! use fieldmesh::Coordinate;
//! use fieldmesh_window::map::{ScaleBar, ScreenSize, Viewport};
//!
//! let napo = Coordinate { longitude: -77.26, latitude: -1.48, altitude: None };
//! let view = Viewport::new(&napo, 10.0, ScreenSize { width: 800.0, height: 600.0 });
//! assert_eq!(ScaleBar::new(&view, 100.0).metres, 10_000.0);
//! ```
//!
//! Nothing is drawn here, and no rule of the domain lives here: those are in [`fieldmesh`].

pub mod map;
