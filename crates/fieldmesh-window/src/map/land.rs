//! The bundled land: Natural Earth, by way of the npm package `world-atlas`.

mod format;

use super::layer::{Layer, LayerBuilder};
use super::world::WorldPoint;

use format::{Kind, Shapes};

/// `docs/map-land.md` says where it comes from and how it is laid out.
static ASSET: &[u8] = include_bytes!("../../assets/land.bin");

/// Where the land is closed beyond the southern edge of the map, in degrees: Natural Earth has no coast further south.
const POLE: f64 = 88.0;

/// How finely the land is drawn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Detail {
    /// 1:110 million, for the whole world.
    Coarse,
    /// 1:50 million: bays and islands of a few kilometres.
    Fine,
}

impl Detail {
    /// The detail that suits a zoom.
    pub fn at_zoom(zoom: f64) -> Self {
        if zoom < 2.5 { Self::Coarse } else { Self::Fine }
    }

    const fn scale(self) -> u8 {
        match self {
            Self::Coarse => 110,
            Self::Fine => 50,
        }
    }
}

/// Why the bundled land cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LandError {
    /// The bytes break off or contradict each other.
    #[error("the land is damaged at byte {at}")]
    Damaged {
        /// How many bytes could be read.
        at: usize,
    },
    /// There is no section of this scale.
    #[error("there is no land of scale 1:{scale} million")]
    Missing {
        /// The scale, one to so many million.
        scale: u8,
    },
}

/// The land at one detail.
///
/// Surface, coast and borders are layers of their own, so that each can have its colour and be left out. **Borders
/// are for those who ask for them**: people map land whose borders are contested, and these are one publisher's view.
#[derive(Clone, Debug)]
pub struct Land {
    detail: Detail,
    surface: Layer,
    coast: Layer,
    borders: Layer,
}

impl Land {
    /// Decodes the bundled land and cuts it into triangles.
    ///
    /// [`Detail::Fine`] has twelve times as many points as [`Detail::Coarse`] and takes longer than a frame may: load
    /// the first at start, draw with it, and load the second on a worker thread.
    ///
    /// # Errors
    ///
    /// None with the land that this crate bundles; both variants with another one.
    pub fn load(detail: Detail) -> Result<Self, LandError> {
        let land = Shapes::read(ASSET, Kind::Land, detail.scale())?;
        let (mut surface, mut coast) = (LayerBuilder::default(), LayerBuilder::default());
        for polygon in land.shapes() {
            let rings: Vec<_> = polygon.iter().map(|ring| land.places(&land.closed(ring, POLE))).collect();
            surface.area(&rings);
            for line in polygon.iter().flat_map(|ring| land.coasts(ring)) {
                coast.line(&land.places(&line));
            }
        }
        let lines = Shapes::read(ASSET, Kind::Borders, detail.scale())?;
        let mut borders = LayerBuilder::default();
        for line in lines.shapes().iter().flatten() {
            borders.line(&lines.places(line));
        }
        Ok(Self { detail, surface: surface.build(), coast: coast.build(), borders: borders.build() })
    }

    /// How finely it is drawn.
    pub const fn detail(&self) -> Detail {
        self.detail
    }

    /// The areas of the land.
    pub const fn surface(&self) -> &Layer {
        &self.surface
    }

    /// The lines between land and sea.
    pub const fn coast(&self) -> &Layer {
        &self.coast
    }

    /// The lines between countries: to be shown only if asked for.
    pub const fn borders(&self) -> &Layer {
        &self.borders
    }

    /// Whether a place is on land, as far as the detail can tell. Lakes are land, but for the Caspian Sea.
    pub fn covers(&self, place: WorldPoint) -> bool {
        self.surface.covers(place)
    }
}

#[cfg(test)]
mod tests {
    use fieldmesh::Coordinate;

    use super::super::viewport::{ScreenSize, Viewport};
    use super::*;

    fn both() -> [Land; 2] {
        [Detail::Coarse, Detail::Fine].map(|detail| Land::load(detail).unwrap())
    }

    fn at(latitude: f64, longitude: f64) -> WorldPoint {
        WorldPoint::new(&Coordinate { longitude, latitude, altitude: None })
    }

    #[test]
    fn known_places_are_on_land_and_at_sea() {
        let land = [
            ("Coca", -0.46, -76.99),
            ("Manaus", -3.1, -60.0),
            ("Bogotá", 4.7, -74.1),
            ("Nairobi", -1.3, 36.8),
            ("Kinshasa", -4.4, 15.4),
            ("Paris", 48.9, 2.3),
            ("Moscow", 55.8, 37.6),
            ("Chiang Mai", 18.8, 99.0),
            ("Alice Springs", -23.7, 133.9),
            ("Denver", 39.7, -105.0),
            ("Anadyr's hinterland, west of the antimeridian", 66.5, 179.0),
            ("Chukotka, east of the antimeridian", 66.5, -175.0),
            ("Vanua Levu in Fiji", -16.6, 179.2),
            ("the South Pole's plateau", -84.9, 40.0),
            ("Antarctica at the antimeridian", -84.8, 180.0),
            ("the middle of Greenland", 72.0, -40.0),
        ];
        let sea = [
            ("the Gulf of Guinea", 0.0, 0.0),
            ("the Caribbean", 15.0, -75.0),
            ("the Caspian Sea", 41.0, 50.8),
            ("the Bering Sea at the antimeridian", 58.0, 180.0),
            ("east of Fiji", -18.0, -176.0),
            ("the Arctic Ocean", 84.5, -170.0),
            ("Drake Passage", -58.5, -65.0),
            ("the Mediterranean", 34.0, 19.0),
            ("Hudson Bay", 59.0, -85.0),
            ("the Tasman Sea", -38.0, 160.0),
        ];
        for map in both() {
            for (name, latitude, longitude) in land {
                assert!(map.covers(at(latitude, longitude)), "{name}, {:?}", map.detail());
            }
            for (name, latitude, longitude) in sea {
                assert!(!map.covers(at(latitude, longitude)), "{name}, {:?}", map.detail());
            }
        }
    }

    #[test]
    fn triangles_cover_each_polygon_once() {
        for scale in [110, 50] {
            let land = Shapes::read(ASSET, Kind::Land, scale).unwrap();
            let mut worst = 0.0_f64;
            for polygon in land.shapes() {
                let rings: Vec<_> = polygon.iter().map(|ring| land.places(&land.closed(ring, POLE))).collect();
                let mut corners: Vec<[f64; 2]> = Vec::new();
                let mut holes: Vec<u32> = Vec::new();
                for ring in &rings {
                    holes.extend((!corners.is_empty()).then_some(corners.len() as u32));
                    corners.extend(ring.iter().map(|at| [at.x, at.y]));
                }
                let mut triangles: Vec<u32> = Vec::new();
                earcut::Earcut::new().earcut_slice(&corners, &holes, &mut triangles);
                earcut::refine(&mut triangles, &corners);
                worst = worst.max(earcut::deviation(corners.iter().copied(), &holes, &triangles));
            }
            assert!(worst < 1e-6, "1:{scale} million: {worst}");
        }
    }

    #[test]
    fn no_line_crosses_the_world() {
        for map in both() {
            for layer in [map.coast(), map.borders()] {
                let size = ScreenSize { width: 256.0, height: 256.0 };
                let strokes = layer.strokes(&Viewport::new(
                    &Coordinate { longitude: 0.0, latitude: 0.0, altitude: None },
                    0.0,
                    size,
                ));
                assert!(strokes.len() > 50);
                // The longest straight line there is belongs to the 49th parallel, 27° long.
                let longest =
                    strokes.iter().flat_map(|stroke| stroke.windows(2)).map(|pair| pair[0].distance(pair[1]));
                let longest = longest.fold(0.0, f32::max);
                assert!(longest < 20.0 && longest > 0.5, "{longest}, {:?}", map.detail());
            }
        }
    }

    #[test]
    fn the_coast_has_no_cut_at_the_antimeridian() {
        for map in both() {
            let view = Viewport::new(
                &Coordinate { longitude: 180.0, latitude: 67.0, altitude: None },
                6.0,
                ScreenSize { width: 400.0, height: 400.0 },
            );
            let middle = |pair: &[super::super::ScreenPoint]| pair.iter().all(|at| (at.x - 200.0).abs() < 0.1);
            assert!(!map.coast().strokes(&view).iter().any(|stroke| stroke.windows(2).any(middle)));
        }
    }

    #[test]
    fn a_near_view_of_the_fine_land_is_small() {
        let land = Land::load(Detail::Fine).unwrap();
        let view = Viewport::new(
            &Coordinate { longitude: -77.26, latitude: -1.48, altitude: None },
            9.0,
            ScreenSize { width: 1200.0, height: 800.0 },
        );
        let mesh = land.surface().fill(&view);
        assert!((1..2_000).contains(&(mesh.indices.len() / 3)), "{}", mesh.indices.len() / 3);
        assert!(land.surface().triangle_count() > 50_000);
    }
}
