//! Building an observation in one expression.

use super::{NewObservation, Observation, TagValue};
use crate::{AttachmentId, AttachmentRecord, Position, PositionError};

impl Observation {
    /// Begins an observation at a place in degrees (WGS 84).
    ///
    /// # Errors
    /// [`PositionError::Latitude`], [`PositionError::Longitude`].
    pub fn at(latitude: f64, longitude: f64) -> Result<NewObservation, PositionError> {
        Ok(NewObservation { position: Some(Position::point(latitude, longitude)?), ..NewObservation::default() })
    }
}

impl NewObservation {
    /// With this category.
    #[must_use]
    pub fn category(mut self, id: impl Into<String>) -> Self {
        self.category = Some(id.into());
        self
    }

    /// With this answer.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<TagValue>) -> Self {
        self.tags.insert(key.into(), value.into());
        self
    }

    /// With these notes.
    #[must_use]
    pub fn notes(mut self, text: impl Into<String>) -> Self {
        self.notes = Some(text.into());
        self
    }

    /// With this attachment.
    #[must_use]
    pub fn attachment(mut self, id: AttachmentId, record: AttachmentRecord) -> Self {
        self.attachments.insert(id, record);
        self
    }
}
