//! Observations in from other programs and out to them.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use fieldmesh_store::Query;
use geojson::FeatureReader;

use super::Project;
use crate::exchange::geojson::{ReadFeature, Writer, read_feature};
use crate::job::Reporter;
use crate::{ErrorKind, Job, ObservationError, Stage, Unit};

/// What an import did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ImportReport {
    /// Observations added.
    pub added: u64,
    /// Observations that were here already, known by the id they have in their source.
    pub already_present: u64,
    /// Features that could not be taken, and why.
    pub skipped: Vec<Skipped>,
    /// Observations whose time was taken from a property.
    pub times_found: u64,
}

/// A feature that could not be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Skipped {
    /// Its place in the file, from 1.
    pub number: u64,
    /// Why.
    pub reason: String,
}

/// Why an import stopped. What was added before stays, and a second import continues.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Io(#[from] io::Error),
    /// Not a GeoJSON feature collection.
    #[error("not a GeoJSON feature collection, at feature {number}")]
    NotGeojson {
        /// The feature at which reading ended, from 1.
        number: u64,
        /// The cause.
        #[source]
        source: Box<geojson::Error>,
    },
    /// An observation could not be written.
    #[error("an observation cannot be written")]
    Write(#[from] ObservationError),
    /// A person stopped it.
    #[error("stopped")]
    Cancelled,
}

impl ImportError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => ErrorKind::from(error),
            Self::NotGeojson { .. } => ErrorKind::NotGeojson,
            Self::Write(error) => error.kind(),
            Self::Cancelled => ErrorKind::Cancelled,
        }
    }
}

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The file cannot be written.
    #[error("the file cannot be written")]
    Io(#[from] io::Error),
    /// The observations cannot be read.
    #[error("the observations cannot be read")]
    Read(#[from] ObservationError),
}

impl ExportError {
    /// The sort of the error.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Io(error) => ErrorKind::from(error),
            Self::Read(error) => error.kind(),
        }
    }
}

impl Project {
    /// Imports a GeoJSON feature collection. A second import of the same file adds nothing.
    pub fn import(&self, path: impl AsRef<Path>) -> Job<ImportReport, ImportError> {
        let (project, path) = (self.clone(), path.as_ref().to_owned());
        Job::spawn(move |reporter| project.import_geojson(&path, reporter))
    }

    /// Writes the observations that fit as a GeoJSON feature collection, and says how many there were.
    ///
    /// # Errors
    /// Every variant.
    pub fn export_geojson(&self, query: &Query, out: impl Write) -> Result<u64, ExportError> {
        let mut writer = Writer::begin(BufWriter::new(out))?;
        let mut written = Ok(());
        self.for_each(query, |observation| {
            written = writer.write(&observation);
            if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        written?;
        Ok(writer.finish()?)
    }

    fn import_geojson(&self, path: &Path, reporter: &Reporter) -> Result<ImportReport, ImportError> {
        let file = fs_err::File::open(path)?;
        let total = file.metadata()?.len();
        let counted = Counted { inner: file, read: 0, reporter: reporter.clone(), total };
        let mut report = ImportReport::default();
        let mut batch = Vec::new();
        for (number, feature) in (1..).zip(FeatureReader::from_reader(BufReader::new(counted)).features()) {
            if reporter.is_cancelled() {
                return Err(ImportError::Cancelled);
            }
            let feature = feature.map_err(|source| ImportError::NotGeojson { number, source: Box::new(source) })?;
            match read_feature(&feature) {
                Ok(read) if self.is_present(&read, &batch)? => report.already_present += 1,
                Ok(read) => {
                    report.times_found += u64::from(read.time_from.is_some());
                    batch.push(read.observation);
                }
                Err(reason) => report.skipped.push(Skipped { number, reason }),
            }
            if batch.len() == BATCH {
                report.added += self.add(&mut batch)?;
            }
        }
        report.added += self.add(&mut batch)?;
        Ok(report)
    }

    /// Whether an observation of the same source is in the project or waits in the batch.
    fn is_present(
        &self,
        read: &ReadFeature,
        batch: &[fieldmesh_document::NewObservation],
    ) -> Result<bool, ObservationError> {
        if let Some(id) = read.exported_as.as_deref().and_then(|id| id.parse().ok())
            && self.store().observation(&id)?.is_some()
        {
            return Ok(true);
        }
        let Some(source) = &read.observation.source else { return Ok(false) };
        Ok(batch.iter().any(|waiting| waiting.source.as_ref() == Some(source))
            || self.store().find_source(source)?.is_some())
    }

    fn add(&self, batch: &mut Vec<fieldmesh_document::NewObservation>) -> Result<u64, ObservationError> {
        if batch.is_empty() {
            return Ok(0);
        }
        let added = self.observe_all(std::mem::take(batch))?;
        Ok(u64::try_from(added.len()).unwrap_or(u64::MAX))
    }
}

/// Tells how much of a file was read.
struct Counted {
    inner: fs_err::File,
    read: u64,
    total: u64,
    reporter: Reporter,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += u64::try_from(read).unwrap_or_default();
        // A file that grows while it is read must not show more than all of it.
        self.reporter.report(Stage::Importing, Unit::Bytes, self.read.min(self.total), self.total);
        Ok(read)
    }
}

/// Observations written in one change.
const BATCH: usize = 64;
