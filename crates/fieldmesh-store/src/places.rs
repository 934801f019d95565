//! Where observations are, for a map: read from their rows without their records.

use std::ops::ControlFlow;

use fieldmesh_document::{ObservationId, ReplicaError};

use crate::error::sql;
use crate::rows::DELETED;
use crate::{Query, Store};

/// Where one observation is, and of what category.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place<'a> {
    /// Its id.
    pub id: ObservationId,
    /// Degrees north of its first coordinate.
    pub latitude: f64,
    /// Degrees east of its first coordinate.
    pub longitude: f64,
    /// The id of its category.
    pub category: Option<&'a str>,
    /// Whether it is deleted.
    pub deleted: bool,
}

impl Store {
    /// Hands over the places of the observations asked for, newest first, without those that have none.
    ///
    /// # Errors
    /// As [`Store::find`].
    pub fn for_each_place(
        &self,
        query: &Query,
        mut take: impl FnMut(Place<'_>) -> ControlFlow<()>,
    ) -> Result<(), ReplicaError> {
        let columns = "row, local, lat, lon, category, flags";
        self.for_each_row(query, columns, |records, row| {
            let columns = || -> rusqlite::Result<_> {
                let flags: i64 = row.get(5)?;
                let place = (row.get(2)?, row.get(3)?);
                Ok((row.get(0)?, row.get(1)?, place, row.get_ref(4)?.as_str_or_null()?, flags & DELETED != 0))
            };
            let (number, local, place, category, deleted) = columns().map_err(sql(READING))?;
            let (Some(latitude), Some(longitude)) = place else {
                return Ok(ControlFlow::Continue(()));
            };
            let id = records.id(number, local)?;
            Ok(take(Place { id, latitude, longitude, category, deleted }))
        })
    }
}

const READING: &str = "reading the places of observations";
