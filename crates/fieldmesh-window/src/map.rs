//! The core of the map: projection, bundled land, clustered points and backgrounds, free of any toolkit.
//!
//! Everything here answers one question for a [`Viewport`]: what is to be drawn, in points of the screen. A
//! [`Layer`] answers with triangles and strokes, a [`ClusterIndex`] with clusters, a [`Graticule`] with lines. What
//! takes long ([`Land::load`], [`ClusterIndex::new`], [`Background::parse`]) makes an immutable value and belongs on
//! a worker thread; what a frame asks is fast.
//!
//! ```
//! use fieldmesh::Coordinate;
//! use fieldmesh_window::map::{Detail, Land, ScreenSize, Viewport};
//!
//! let land = Land::load(Detail::Coarse)?;
//! let napo = Coordinate { longitude: -77.26, latitude: -1.48, altitude: None };
//! let view = Viewport::new(&napo, 4.0, ScreenSize { width: 800.0, height: 600.0 });
//! assert!(!land.surface().fill(&view).indices.is_empty());
//! # Ok::<(), fieldmesh_window::map::LandError>(())
//! ```
//!
//! There are no tiles, no lakes and no rivers, and nothing is ever fetched.

mod background;
mod cluster;
mod graticule;
mod land;
mod layer;
mod scale;
mod viewport;
mod world;

pub use background::{Background, BackgroundError, BackgroundPoint};
pub use cluster::{Cluster, ClusterId, ClusterIndex, Hit, MapPoint, Swatch, VisiblePoints};
pub use graticule::{Angle, Graticule, GraticuleLine};
pub use land::{Detail, Land, LandError};
pub use layer::{Layer, LayerBuilder, Mesh, Stroke};
pub use scale::ScaleBar;
pub use viewport::{MAX_ZOOM, ScreenPoint, ScreenSize, Viewport};
pub use world::{MAX_LATITUDE, WorldPoint, WorldRect};
