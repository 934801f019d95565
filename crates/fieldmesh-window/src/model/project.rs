//! The screen *Project*: configuration, invite, devices, and about this program and this device.

use std::io::Write;
use std::path::PathBuf;

use fieldmesh::config::{Difference, compare};
use fieldmesh::{Activity, ErrorKind, InviteCode, MediaPolicy, Peer, ProjectError, RecordsDigest, Totals};

use super::App;
use super::notice::{Doing, Failure, News};
use super::worker::Lane;

/// Synchronizations of the past that the screen shows; the command line shows all.
const SHOWN_ACTIVITY: u64 = 50;

/// What the screen shows.
#[derive(Debug, Default)]
pub struct About {
    peers: Vec<Peer>,
    digest: Option<RecordsDigest>,
    activity: Vec<(u64, Activity)>,
    totals: Totals,
    photos: MediaPolicy,
    originals_only_here: u64,
    invite: Option<Invited>,
    diagnostics: Vec<(&'static str, String)>,
    working: Option<super::Progress>,
    changed: Option<Difference>,
}

/// An invite while it is shown: whoever sees it is a member.
#[derive(Debug)]
struct Invited {
    text: String,
    code: Option<InviteCode>,
}

/// What a person does there.
#[derive(Clone, Debug)]
pub enum Action {
    /// Uses the configuration in a file: of this program, Mapeo or CoMapeo.
    ImportConfiguration(PathBuf),
    /// Shows or hides the invite text: whoever reads it is a member.
    ShowInvite(bool),
    /// Writes an invite file.
    WriteInvite(PathBuf),
    /// Gives this device another name.
    Rename(String),
    /// Synchronizes these photos to this device from now on.
    WantPhotos(MediaPolicy),
    /// Makes this device one of its own, after its data was copied.
    Renew,
    /// Imports observations from GeoJSON.
    Import(PathBuf),
    /// Exports the observations that the list shows as GeoJSON.
    Export(PathBuf),
    /// Stops the import or export.
    Stop,
}

impl About {
    /// The other devices of the project, newest synchronization first: who has what.
    pub fn peers(&self) -> &[Peer] {
        &self.peers
    }

    /// The digest of what this device holds, once it was read.
    pub const fn digest(&self) -> Option<&RecordsDigest> {
        self.digest.as_ref()
    }

    /// The newest synchronizations with their numbers, newest first.
    pub fn activity(&self) -> &[(u64, Activity)] {
        &self.activity
    }

    /// How much there is.
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Which photos this device wants.
    pub const fn photos(&self) -> MediaPolicy {
        self.photos
    }

    /// How many photos no other device is known to hold as they were taken.
    pub const fn originals_only_here(&self) -> u64 {
        self.originals_only_here
    }

    /// The invite text, while it is shown.
    pub fn invite(&self) -> Option<&str> {
        self.invite.as_ref().map(|invite| invite.text.as_str())
    }

    /// The same as a QR code.
    pub fn code(&self) -> Option<&InviteCode> {
        self.invite.as_ref()?.code.as_ref()
    }

    /// What the configuration that was imported last, since the project was opened, means otherwise than the one
    /// before.
    pub const fn changed(&self) -> Option<&Difference> {
        self.changed.as_ref()
    }

    /// Facts to copy into a message to whoever helps, in English, by name; no secrets and no observations.
    pub fn diagnostics(&self) -> &[(&'static str, String)] {
        &self.diagnostics
    }

    /// How far an import or export is.
    pub const fn working(&self) -> Option<&super::Progress> {
        self.working.as_ref()
    }
}

impl App {
    pub(super) fn act_project(&mut self, action: Action) {
        match action {
            Action::ImportConfiguration(path) => self.import_configuration(path),
            Action::ShowInvite(false) => {
                if let Some(open) = &mut self.open {
                    open.about.invite = None;
                }
            }
            Action::ShowInvite(true) => {
                self.work(
                    Lane::Read,
                    |project| {
                        let invite = project.invite().map_err(inviting)?;
                        Ok(Invited { text: invite.to_text(), code: invite.to_code().ok() })
                    },
                    |app, invite| {
                        if let Some(open) = &mut app.open {
                            open.about.invite = Some(invite);
                        }
                    },
                );
            }
            Action::WriteInvite(path) => {
                let file = path.clone();
                let write = move |project: &fieldmesh::Project| {
                    let invite = project.invite().map_err(inviting)?;
                    invite.write_file(&file).map_err(|error| Failure::of(Doing::Inviting, error.kind(), &error))
                };
                self.work(Lane::Write, write, |app, ()| app.tell(News::InviteWritten(path)));
            }
            Action::Rename(name) => self.name_device(name),
            Action::WantPhotos(policy) => {
                let set = move |project: &fieldmesh::Project| project.set_media_policy(policy).map_err(failed);
                self.work(Lane::Write, set, |app, ()| app.refresh_about());
            }
            Action::Renew => self.renew(),
            Action::Import(path) => self.import(path),
            Action::Export(path) => self.export(path),
            Action::Stop => {
                if let Some(progress) = self.about().and_then(About::working) {
                    progress.stop();
                }
            }
        }
    }

    /// Reads again what the screen shows.
    pub(super) fn refresh_about(&mut self) {
        let language = self.language;
        let read = move |project: &fieldmesh::Project| {
            let (peers, digest) = (project.peers().map_err(failed)?, project.digest().map_err(failed)?);
            let activity = project.activity(SHOWN_ACTIVITY).map_err(failed)?;
            let totals = project.totals().map_err(failed)?;
            let photos = project.media_policy().map_err(failed)?;
            let originals = project.originals_only_here().map_err(failed)?;
            let configuration = project.configuration().map_err(failed)?;
            let device = project.device();
            let mut facts = vec![
                ("program", format!("fieldmesh {}", env!("CARGO_PKG_VERSION"))),
                ("system", format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)),
                ("language", language.tag().to_owned()),
                ("device", device.id().to_string()),
                ("store", format!("{:016x}", project.store_id().get())),
                ("project", project.id().to_hex()),
                ("open", project.is_open().to_string()),
                ("observations", format!("{} live, {} deleted", totals.live, totals.deleted)),
                ("conflicts", totals.conflicted.to_string()),
                ("shards", totals.shards.to_string()),
                ("unread shards", totals.unread_shards.to_string()),
                ("attachments", format!("{} of {}", totals.attachments_present, totals.attachments_referenced)),
                ("attachment bytes", totals.attachment_bytes.to_string()),
                ("records digest", digest.to_string()),
                ("other devices", peers.len().to_string()),
            ];
            if let Some(configuration) = configuration {
                let version = configuration.version.clone().unwrap_or_default();
                let fingerprint = configuration.fingerprint();
                facts.push(("configuration", format!("{} {version} ({fingerprint})", configuration.name)));
            }
            Ok(((peers, digest), activity, totals, photos, originals, facts))
        };
        self.work(Lane::Read, read, |app, ((peers, digest), activity, totals, photos, originals, diagnostics)| {
            if let Some(open) = &mut app.open {
                (open.about.peers, open.about.digest) = (peers, Some(digest));
                open.about.activity = activity;
                open.about.totals = totals;
                open.about.photos = photos;
                open.about.originals_only_here = originals;
                open.about.diagnostics = diagnostics;
            }
        });
    }

    /// New keys for this device. The project is closed for it, and opened again.
    pub(super) fn renew(&mut self) {
        let is_busy = |open: &super::Open| open.synchronize.file().is_some() || open.about.working.is_some();
        if self.open.as_ref().is_some_and(is_busy) {
            let busy = "a file is being worked on".to_owned();
            return self.fail(Failure::new(Doing::NamingDevice, ErrorKind::InUse, busy));
        }
        self.close_network();
        let Some(open) = self.open.take() else { return };
        self.openings += 1;
        self.screen = super::Screen::Opening;
        let (device, id, network) = (self.device.clone(), open.project.id(), self.network.former());
        let renew = move || {
            device.renew().map_err(|error| Failure::of(Doing::NamingDevice, error.kind(), &error))?;
            device
                .project(Some(&id.to_hex()))
                .map(Some)
                .map_err(|error| Failure::of(Doing::Opening, error.kind(), &error))
        };
        // The store must be closed by everybody: what still holds it came before in one of the lanes.
        let close = move || {
            let _ = network.map(std::thread::JoinHandle::join);
            drop(open);
        };
        self.worker.run(Lane::Read, close, |app, ()| app.enter(Doing::NamingDevice, renew));
    }

    fn import_configuration(&mut self, path: PathBuf) {
        let import = move |project: &fieldmesh::Project| {
            let failed = |error: ProjectError| Failure::of(Doing::Configuring, error.kind(), &error);
            let imported = fieldmesh::read_configuration(&path)
                .map_err(|error| Failure::of(Doing::Configuring, error.kind(), &error))?;
            let before = project.configuration().map_err(failed)?;
            let used = project.change_configuration(imported.configuration).map_err(failed)?;
            let changed = before.map(|before| compare(&before, &used));
            Ok((used.name, imported.warnings.len(), changed))
        };
        self.work(Lane::Write, import, |app, (name, warnings, changed)| {
            if let Some(open) = &mut app.open {
                open.about.changed = changed;
            }
            app.tell(News::ConfigurationUsed { name, warnings });
            app.reread();
        });
    }

    fn import(&mut self, path: PathBuf) {
        let Some(open) = &mut self.open else { return };
        if open.about.working.is_some() {
            let busy = "another file is being imported".to_owned();
            return self.fail(Failure::new(Doing::Importing, ErrorKind::InUse, busy));
        }
        let (project, opening) = (open.project.clone(), self.openings);
        let progress = self.worker.run_long(
            move |progress, outbox| progress.follow(project.import(&path), outbox),
            move |app, result| {
                if app.openings == opening
                    && let Some(open) = &mut app.open
                {
                    open.about.working = None;
                }
                match result {
                    Ok(report) => app.tell(News::Imported(report)),
                    Err(error) => {
                        app.fail_unless_stopped(Failure::of(Doing::Importing, error.kind(), &error));
                    }
                }
                app.refresh();
                app.survey();
            },
        );
        open.about.working = Some(progress);
    }

    fn export(&mut self, path: PathBuf) {
        let Some(open) = &mut self.open else { return };
        if open.about.working.is_some() {
            let busy = "another file is being imported or exported".to_owned();
            return self.fail(Failure::new(Doing::Exporting, ErrorKind::InUse, busy));
        }
        let (project, query, opening) = (open.project.clone(), open.observations.filter().query(), self.openings);
        let progress = self.worker.run_long(
            move |progress, _| export(&project, &query, path, progress),
            move |app, result| {
                if app.openings == opening
                    && let Some(open) = &mut app.open
                {
                    open.about.working = None;
                }
                match result {
                    Ok(news) => app.tell(news),
                    Err(failure) => app.fail_unless_stopped(failure),
                }
            },
        );
        open.about.working = Some(progress);
    }
}

/// Writes a file anew. Nothing is left of one that was not finished.
fn export(
    project: &fieldmesh::Project,
    query: &fieldmesh::Query,
    path: PathBuf,
    progress: &super::Progress,
) -> Result<News, Failure> {
    let io = |error: std::io::Error| {
        let exists = error.kind() == std::io::ErrorKind::AlreadyExists;
        Failure::of(Doing::Exporting, if exists { ErrorKind::FileExists } else { ErrorKind::Io }, &error)
    };
    let mut file = fs_err::OpenOptions::new().write(true).create_new(true).open(&path).map_err(io)?;
    let written = project
        .export_geojson(query, Stoppable { inner: &mut file, progress })
        .map_err(|error| {
            let kind = if progress.is_stopped() { ErrorKind::Cancelled } else { error.kind() };
            Failure::of(Doing::Exporting, kind, &error)
        })
        .and_then(|observations| file.sync_all().map(|()| observations).map_err(io));
    match written {
        Ok(observations) => Ok(News::Exported { path, observations }),
        Err(failure) => {
            drop(file);
            // It may be that the stick is gone; the failure says so.
            let _ = fs_err::remove_file(&path);
            Err(failure)
        }
    }
}

/// What is written until a person stops it.
struct Stoppable<'a, W> {
    inner: W,
    progress: &'a super::Progress,
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.progress.is_stopped() {
            return Err(std::io::Error::other("stopped"));
        }
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn failed(error: ProjectError) -> Failure {
    Failure::of(Doing::Reading, error.kind(), &error)
}

fn inviting(error: ProjectError) -> Failure {
    Failure::of(Doing::Inviting, error.kind(), &error)
}
