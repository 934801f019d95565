//! A map of a person's own, under the observations: kept while the project is open.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::App;
use super::super::worker::Lane;
use crate::map::{Background, BackgroundError};

/// A map of a person's own.
#[derive(Clone, Debug, Default)]
pub enum Ground {
    /// None is shown.
    #[default]
    None,
    /// It is being read.
    Reading(PathBuf),
    /// It is shown.
    Shown(PathBuf, Arc<Background>),
    /// It cannot be shown.
    Failed(PathBuf, Arc<BackgroundError>),
}

impl Ground {
    /// Its file.
    pub const fn path(&self) -> Option<&PathBuf> {
        match self {
            Self::None => None,
            Self::Reading(path) | Self::Shown(path, _) | Self::Failed(path, _) => Some(path),
        }
    }

    /// What is to be drawn.
    pub const fn background(&self) -> Option<&Arc<Background>> {
        if let Self::Shown(_, background) = self { Some(background) } else { None }
    }
}

impl App {
    /// Shows a GeoJSON file under the observations, or none.
    pub(super) fn lay_ground(&mut self, path: Option<PathBuf>) {
        let Some(open) = &mut self.open else { return };
        let Some(path) = path else {
            open.observations.ground = Ground::None;
            return;
        };
        open.observations.ground = Ground::Reading(path.clone());
        let file = path.clone();
        self.work(
            Lane::Read,
            move |_| Ok(Background::open(&file)),
            move |app, read| {
                let Some(open) = &mut app.open else { return };
                // Another one may have been asked for meanwhile.
                if matches!(&open.observations.ground, Ground::Reading(asked) if *asked == path) {
                    open.observations.ground = match read {
                        Ok(background) => Ground::Shown(path, Arc::new(background)),
                        Err(error) => {
                            tracing::warn!(%error, "a background cannot be shown");
                            Ground::Failed(path, Arc::new(error))
                        }
                    };
                }
            },
        );
    }
}
