//! Synchronizing by a file that is carried by hand.

mod agree;
mod error;
mod left_out;
mod name;
mod outcome;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use fieldmesh_document::{Inventory, MediaPolicy, Replica, Timestamp};
use fieldmesh_store::{Activity, ActivityEnd, Completed, Met, SessionRecord, Store, Via};
use fieldmesh_sync::{
    ConfigurationSummary, Hello, LinkOptions, Outcome, Party, Progress, PumpEnd, ReplicaState, Side, pump,
};
use fieldmesh_syncfile::{FsMedium, Info, Manifest, State, SyncFile, VerifyReport, Visit, Visitor as FileVisitor};

pub use error::SyncFileError;
pub use left_out::LeftOut;
pub use outcome::{FileOutcome, Visitor};

use super::Project;
use super::hello::{OwnConfiguration, nonce, summary};
use crate::job::Reporter;
use crate::time::now;
use crate::{Configuration, ConfigurationChoice, Device, Job, ProjectError, Stage, Unit};
use agree::{Agreement, agree, carried};

impl Project {
    /// Writes everything this device holds of the project to a new sync file, reads it back, and gives it its
    /// name only then.
    ///
    /// # Errors
    /// Every variant but `OtherProject`, `OtherConfiguration` and `Damaged`.
    pub fn create_sync_file(&self, path: impl AsRef<Path>) -> Result<FileOutcome, SyncFileError> {
        self.create_sync_file_with(path, MediaPolicy::Everything)
    }

    /// [`Self::create_sync_file`] with all observations and only so much of photos and other attachments, then and
    /// whenever somebody synchronizes with the file: with [`MediaPolicy::Previews`] it can be sent by mail. What has no
    /// preview and is large is not in such a file, and [`FileOutcome::left_out`] names it.
    ///
    /// # Errors
    /// As [`Self::create_sync_file`].
    pub fn create_sync_file_with(
        &self,
        path: impl AsRef<Path>,
        media: MediaPolicy,
    ) -> Result<FileOutcome, SyncFileError> {
        self.begin_create_sync_file(path, media).wait()
    }

    /// [`Self::create_sync_file_with`] as a job.
    pub fn begin_create_sync_file(
        &self,
        path: impl AsRef<Path>,
        media: MediaPolicy,
    ) -> Job<FileOutcome, SyncFileError> {
        let (project, path) = (self.clone(), path.as_ref().to_owned());
        Job::spawn(move |reporter| project.create_file(&path, media, reporter))
    }

    /// Synchronizes with a sync file, both ways: afterwards this device and the file hold the same observations.
    /// A file that is refused stays byte for byte as it was.
    ///
    /// A device without a configuration uses the file's; a file without one, or with one that ours succeeds, gets
    /// ours. What else differs is refused: a person chooses, and [`Self::synchronize_file_with`] goes on.
    ///
    /// # Errors
    /// Every variant.
    pub fn synchronize_file(&self, path: impl AsRef<Path>) -> Result<FileOutcome, SyncFileError> {
        self.synchronize_file_with(path, ConfigurationChoice::Ask)
    }

    /// [`Self::synchronize_file`] with what a person chose where the configurations differ: to use the file's here
    /// (ours is kept for what was recorded with it), or to write ours into the file.
    ///
    /// # Errors
    /// Every variant; `OtherConfiguration` only with [`ConfigurationChoice::Ask`].
    pub fn synchronize_file_with(
        &self,
        path: impl AsRef<Path>,
        choice: ConfigurationChoice,
    ) -> Result<FileOutcome, SyncFileError> {
        self.begin_synchronize_file(path, choice).wait()
    }

    /// [`Self::synchronize_file_with`] as a job.
    pub fn begin_synchronize_file(
        &self,
        path: impl AsRef<Path>,
        choice: ConfigurationChoice,
    ) -> Job<FileOutcome, SyncFileError> {
        let (project, path) = (self.clone(), path.as_ref().to_owned());
        Job::spawn(move |reporter| project.sync_file(&path, choice, reporter))
    }

    fn create_file(
        &self,
        path: &Path,
        media: MediaPolicy,
        reporter: &Reporter,
    ) -> Result<FileOutcome, SyncFileError> {
        let key = self.device().project_key(&self.id()).map_err(ProjectError::from)?;
        let configuration = self.configuration()?;
        let manifest = Manifest {
            project: self.id(),
            name: self.name(),
            configuration: configuration.as_ref().map(carried).transpose()?,
            media,
            writer: self.visitor()?,
            created: now(),
        };
        let began = Instant::now();
        let with = manifest.writer.clone();
        let file = SyncFile::create(FsMedium::create(path)?, &key, manifest)?;
        let written = || {
            let outcome = self.exchange(&file, configuration.as_ref(), reporter)?;
            file.finish_visit()?;
            let progress = &mut |done, total| reporter.report(Stage::Verifying, Unit::Bytes, done, total);
            file.publish(progress, &|| reporter.is_cancelled())?;
            self.describe(path, &file, outcome, false)
        };
        self.noted(path, &with, began, written(), ActivityEnd::Created)
    }

    fn sync_file(
        &self,
        path: &Path,
        choice: ConfigurationChoice,
        reporter: &Reporter,
    ) -> Result<FileOutcome, SyncFileError> {
        let mut file =
            SyncFile::open(FsMedium::open(path)?, &self.device().keyring().map_err(ProjectError::from)?)?;
        self.check_project(&file)?;
        let mut configuration = self.configuration()?;
        let agreement = agree(&file, configuration.as_ref(), choice)?;
        if file.is_read_only() {
            return Err(SyncFileError::ReadOnly);
        }
        let (began, sequence) = (Instant::now(), file.info()?.sequence);
        let unfinished = matches!(file.state()?, State::Unfinished { .. });
        let (earlier, since) = (Earlier::of(&file)?, self.visitors_since(&file)?);
        let with = file.visits()?.pop().map_or_else(|| file.manifest().writer.clone(), |visit| visit.visitor);
        let (mut adopted, mut given) = (None, None);
        match agreement {
            Agreement::AsTheyAre => {}
            // Before the observations, which are recorded under it.
            Agreement::Adopt(theirs) => {
                self.set_configuration(&theirs)?;
                adopted = Some(summary(&theirs));
                configuration = Some(*theirs);
            }
            Agreement::Give(ours) => {
                file.set_configuration(ours)?;
                given = configuration.as_ref().map(summary);
            }
        }
        file.visit(self.visitor()?, now())?;
        let synchronized = || {
            let outcome = self.exchange(&file, configuration.as_ref(), reporter)?;
            file.finish_visit()?;
            for met in since {
                self.store().meet(&met, now()).map_err(ProjectError::from)?;
            }
            if let Some(earlier) = earlier.filter(|earlier| earlier.visitor.device != self.device().id()) {
                self.remember(&earlier)?;
            }
            self.describe(path, &file, outcome, unfinished)
        };
        let result = match synchronized() {
            Err(SyncFileError::Cancelled) => leave_whole(file, sequence).and(Err(SyncFileError::Cancelled)),
            result => result,
        };
        let outcome = self.noted(path, &with, began, result, ActivityEnd::Complete)?;
        Ok(FileOutcome { adopted, given, ..outcome })
    }

    /// Enters a synchronization with a file in the book: `with` wrote to the file before.
    fn noted(
        &self,
        path: &Path,
        with: &FileVisitor,
        began: Instant,
        result: Result<FileOutcome, SyncFileError>,
        ended: fn(Box<Completed>) -> ActivityEnd,
    ) -> Result<FileOutcome, SyncFileError> {
        let end = match &result {
            Ok(outcome) => ended(Box::new(outcome.into())),
            Err(error) => ActivityEnd::Failed { kind: error.kind().as_str().to_owned() },
        };
        let activity = Activity {
            at: now(),
            took: began.elapsed().as_millis().try_into().unwrap_or(u64::MAX),
            device: with.device,
            name: with.name.clone(),
            via: Via::File,
            file: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            end,
        };
        let noted = self.store().enter(|books| books.activity(&activity).map(drop)).map_err(ProjectError::from);
        match (result, noted) {
            (Ok(_), Err(error)) => Err(error.into()),
            (result, Ok(())) => result,
            (Err(first), Err(error)) => {
                tracing::warn!(%error, "that a synchronization ended early was not written down");
                Err(first)
            }
        }
    }

    /// Runs a session between the store and the file.
    fn exchange(
        &self,
        file: &SyncFile,
        configuration: Option<&Configuration>,
        reporter: &Reporter,
    ) -> Result<Outcome, SyncFileError> {
        let store: &Store = self.store();
        let theirs = file_hello(file)?;
        let configuration = configuration.map(OwnConfiguration::of).transpose()?;
        let device = PumpEnd { replica: store, link: self.link_options(configuration.as_ref())?, nonce: nonce()? };
        let carried = PumpEnd {
            replica: file,
            link: LinkOptions { hello: theirs, configuration: None, accepts: Vec::new(), removed: Vec::new() },
            nonce: nonce()?,
        };
        let mut on_event = |side, progress: Progress| {
            if side == Side::A {
                reporter.tell(progress.into());
            }
        };
        let (outcome, _) = pump(device, carried, &mut on_event, &|| reporter.is_cancelled())?;
        Ok(outcome)
    }

    fn check_project(&self, file: &SyncFile) -> Result<(), SyncFileError> {
        let belongs_to = file.manifest().project;
        if belongs_to == self.id() {
            return Ok(());
        }
        let name = self.device().open_project(&belongs_to).map(|project| project.name()).ok();
        Err(SyncFileError::OwnOtherProject { ours: self.name(), theirs: name.unwrap_or_default() })
    }

    /// Who else visited a file, in this order, since this copy of this device's data was its visitor last. Whoever ended a
    /// visit entered it in the book, and is further than when it began.
    fn visitors_since(&self, file: &SyncFile) -> Result<Vec<Met>, SyncFileError> {
        let (ours, own) = (self.device().id(), self.store_id());
        let met =
            |visitor: &FileVisitor, counter: u64| Met { device: visitor.device, store_id: visitor.store, counter };
        let writer = &file.manifest().writer;
        let mut since = vec![met(writer, writer.counter)];
        for Visit { visitor, complete, .. } in file.visits()? {
            if (visitor.device, visitor.store) == (ours, own) {
                since.clear();
            }
            since.push(met(&visitor, visitor.counter));
            if complete {
                since.push(met(&visitor, visitor.counter.saturating_add(1)));
            }
        }
        since.retain(|met| met.device != ours);
        Ok(since)
    }

    fn visitor(&self) -> Result<FileVisitor, SyncFileError> {
        Ok(FileVisitor {
            device: self.device().id(),
            store: self.store_id(),
            counter: self.store().commit_counter()?,
            name: self.device().name(),
        })
    }

    fn remember(&self, earlier: &Earlier) -> Result<(), SyncFileError> {
        let Earlier { visitor, at, held, observations } = earlier;
        let (records_digest, observations, at) = (held.records_digest(), *observations, *at);
        let session = SessionRecord {
            device: visitor.device,
            store_id: visitor.store,
            records_digest,
            observations,
            at,
            via: Via::File,
        };
        self.store().enter(|books| books.session(&session, held))?;
        self.announce_session(&visitor.device)?;
        Ok(())
    }

    fn describe(
        &self,
        path: &Path,
        file: &SyncFile,
        outcome: Outcome,
        unfinished_before: bool,
    ) -> Result<FileOutcome, SyncFileError> {
        let Info { visits, bytes, .. } = file.info()?;
        let mut waiting: Vec<Visitor> = Vec::new();
        for visit in visits.into_iter().rev() {
            let device = visit.visitor.device;
            if device == self.device().id() || waiting.iter().any(|visitor| visitor.device == device) {
                continue;
            }
            waiting.push(Visitor { device, name: visit.visitor.name, new: file.new_for(&device)? });
        }
        waiting.retain(|visitor| visitor.new > 0);
        Ok(FileOutcome {
            path: path.to_owned(),
            digest: self.digest()?,
            proven: outcome.records_digest,
            observations: self.store().proven_observations(&outcome.proven)?,
            attachments: self.store().proven_attachments(&outcome.proven)?,
            held_deletions: self.store().held_deletions()?,
            bytes,
            sent: outcome.sent,
            received: outcome.received,
            photos: outcome.photos,
            media: file.manifest().media.max(self.store().media_policy()?),
            left_out: self.left_out_of(file)?,
            declined: outcome.declined,
            waiting,
            adopted: None,
            given: None,
            unfinished_before,
        })
    }
}

impl Project {
    /// About how many bytes a new sync file has, for a person to know whether it fits: what it wants of attachments as
    /// they are, what observations of this size take (`docs/benchmarks.md`), and the configuration.
    ///
    /// # Errors
    /// [`ProjectError::Store`], [`ProjectError::Configuration`].
    pub fn estimate_sync_file(&self, media: MediaPolicy) -> Result<u64, ProjectError> {
        const EACH: u64 = 120;
        const FRAME: u64 = 16_384;
        let totals = self.totals()?;
        let configuration = self.store().configuration().map_err(ProjectError::from)?;
        let configuration = configuration.map_or(0, |stored| stored.bytes.len() as u64);
        let records = totals.live.saturating_add(totals.deleted).saturating_mul(EACH);
        Ok(self
            .store()
            .media_bytes(media)?
            .saturating_add(records)
            .saturating_add(configuration)
            .saturating_add(FRAME))
    }
}

impl Device {
    /// What a sync file says of itself, whichever project of this device it belongs to. Changes nothing.
    ///
    /// # Errors
    /// [`SyncFileError::Open`], [`SyncFileError::Io`].
    pub fn sync_file_info(&self, path: impl AsRef<Path>) -> Result<Info, SyncFileError> {
        Ok(self.examine(path.as_ref())?.info()?)
    }

    /// Reads a sync file whole and verifies every seal, every shard and every attachment. Changes nothing.
    pub fn verify_sync_file(&self, path: impl AsRef<Path>) -> Job<VerifyReport, SyncFileError> {
        let (device, path): (_, PathBuf) = (self.clone(), path.as_ref().to_owned());
        Job::spawn(move |reporter| {
            let file = device.examine(&path)?;
            let progress = &mut |done, total| reporter.report(Stage::Verifying, Unit::Bytes, done, total);
            Ok(file.verify(progress, &|| reporter.is_cancelled())?)
        })
    }

    fn examine(&self, path: &Path) -> Result<SyncFile, SyncFileError> {
        Ok(SyncFile::examine(FsMedium::open(path)?, &self.keyring().map_err(ProjectError::from)?)?)
    }
}

/// The device that synchronized with a file last, and what the file held then: so does that device.
struct Earlier {
    visitor: FileVisitor,
    at: Timestamp,
    held: Inventory,
    observations: u64,
}

impl Earlier {
    fn of(file: &SyncFile) -> Result<Option<Self>, SyncFileError> {
        let Info { visits, observations, .. } = file.info()?;
        // After a visit that did not end, the file may hold what its visitor never got.
        let Some(visit) = visits.into_iter().last().filter(|visit| visit.complete) else { return Ok(None) };
        Ok(Some(Self { visitor: visit.visitor, at: visit.at, held: file.inventory()?, observations }))
    }
}

/// Leaves a file whole whose update a person stopped: as it was, where nothing of it was committed since that sequence
/// number, else with all that came, so that the next update goes on from there.
fn leave_whole(file: SyncFile, sequence: u64) -> Result<(), SyncFileError> {
    let untouched = file.info()?.sequence == sequence;
    let left = if untouched { file.abandon() } else { file.commit() };
    Ok(left?)
}

fn file_hello(file: &SyncFile) -> Result<Hello, SyncFileError> {
    let manifest = file.manifest();
    let writer = file.visits()?.pop().map_or_else(|| manifest.writer.clone(), |visit| visit.visitor);
    Ok(Hello {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        party: Party::File {
            writer: writer.device,
            store: writer.store,
            counter: writer.counter,
            name: writer.name,
        },
        project: manifest.project,
        configuration: manifest.configuration.as_ref().map(|carried| ConfigurationSummary {
            name: carried.name.clone(),
            version: carried.version.clone(),
            fingerprint: carried.fingerprint,
        }),
        state: ReplicaState::of(file, file.info()?.observations, manifest.media)?,
    })
}
