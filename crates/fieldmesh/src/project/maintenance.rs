//! Looking after a project's data on this device.

use std::path::Path;

use fieldmesh_document::{Inventory, Replica};
use fieldmesh_store::{CheckReport, RebuildReport};

use super::Project;
use crate::{Job, ProjectError, Stage, Unit};

impl Project {
    /// Builds every table anew from the changes, verifying every shard and every attachment.
    pub fn rebuild(&self) -> Job<RebuildReport, ProjectError> {
        let store = self.store().clone();
        Job::spawn(move |reporter| {
            Ok(store.rebuild(&mut |done, total| reporter.report(Stage::Rebuilding, Unit::Shards, done, total))?)
        })
    }

    /// Verifies every shard and every attachment, and changes nothing.
    pub fn check(&self) -> Job<CheckReport, ProjectError> {
        let store = self.store().clone();
        Job::spawn(move |reporter| {
            Ok(store.check(&mut |done, total| reporter.report(Stage::Verifying, Unit::Shards, done, total))?)
        })
    }

    /// Copies the project into a new folder `to`, whole at one instant, attachments too. The copy is a store of its own.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn backup(&self, to: &Path) -> Result<(), ProjectError> {
        Ok(self.store().backup(to)?)
    }

    /// Every shard with its state.
    ///
    /// # Errors
    /// [`ProjectError::Store`].
    pub fn inventory(&self) -> Result<Inventory, ProjectError> {
        Ok(self.store().inventory()?)
    }
}
