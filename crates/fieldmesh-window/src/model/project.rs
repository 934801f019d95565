//! The screen *Project*: configuration, invite, devices, and about this program and this device.

use std::path::PathBuf;

use fieldmesh::{ErrorKind, Peer, ProjectError, Totals};

use super::App;
use super::notice::{Doing, Failure, News};
use super::start::read_configuration;
use super::worker::Lane;

/// What the screen shows.
#[derive(Debug, Default)]
pub struct About {
    peers: Vec<Peer>,
    totals: Totals,
    invite: Option<String>,
    diagnostics: Vec<(&'static str, String)>,
    working: Option<super::Progress>,
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
    /// Makes this device one of its own, after its data was copied.
    Renew,
    /// Imports observations from GeoJSON.
    Import(PathBuf),
    /// Exports the observations that the list shows as GeoJSON.
    Export(PathBuf),
    /// Stops the import.
    Stop,
}

impl About {
    /// The other devices of the project, newest synchronization first: who has what.
    pub fn peers(&self) -> &[Peer] {
        &self.peers
    }

    /// How much there is.
    pub const fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The invite text, while it is shown.
    pub fn invite(&self) -> Option<&str> {
        self.invite.as_deref()
    }

    /// Facts to copy into a message to whoever helps, in English, by name; no secrets and no observations.
    pub fn diagnostics(&self) -> &[(&'static str, String)] {
        &self.diagnostics
    }

    /// How far an import is.
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
                    |project| project.invite().map_err(inviting),
                    |app, invite| {
                        if let Some(open) = &mut app.open {
                            open.about.invite = Some(invite.to_text());
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
            Action::Rename(name) => {
                let rename = move |project: &fieldmesh::Project| {
                    project
                        .device()
                        .rename(&name)
                        .map_err(|error| Failure::of(Doing::NamingDevice, error.kind(), &error))
                };
                self.work(Lane::Write, rename, |app, ()| app.reread());
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
            let peers = project.peers().map_err(failed)?;
            let totals = project.totals().map_err(failed)?;
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
                ("attachments", format!("{} of {}", totals.attachments_present, totals.attachments_referenced)),
                ("attachment bytes", totals.attachment_bytes.to_string()),
                ("records digest", project.digest().map_err(failed)?.to_string()),
                ("other devices", peers.len().to_string()),
            ];
            if let Some(configuration) = configuration {
                let version = configuration.version.clone().unwrap_or_default();
                let fingerprint = configuration.fingerprint();
                facts.push(("configuration", format!("{} {version} ({fingerprint})", configuration.name)));
            }
            Ok((peers, totals, facts))
        };
        self.work(Lane::Read, read, |app, (peers, totals, diagnostics)| {
            if let Some(open) = &mut app.open {
                open.about.peers = peers;
                open.about.totals = totals;
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
            let imported = read_configuration(&path)?;
            let used = project
                .change_configuration(imported.configuration)
                .map_err(|error| Failure::of(Doing::Configuring, error.kind(), &error))?;
            Ok((used.name, imported.warnings.len()))
        };
        self.work(Lane::Write, import, |app, (name, warnings)| {
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
        let Some(open) = &self.open else { return };
        let (project, query) = (open.project.clone(), open.observations.filter().query());
        self.worker.run_long(
            move |_, _| {
                let io = |error: std::io::Error| {
                    let exists = error.kind() == std::io::ErrorKind::AlreadyExists;
                    let kind = if exists { ErrorKind::FileExists } else { ErrorKind::Io };
                    Failure::of(Doing::Exporting, kind, &error)
                };
                let mut file = fs_err::OpenOptions::new().write(true).create_new(true).open(&path).map_err(io)?;
                let observations = project
                    .export_geojson(&query, &mut file)
                    .map_err(|error| Failure::of(Doing::Exporting, error.kind(), &error))?;
                file.sync_all().map_err(io)?;
                Ok(News::Exported { path, observations })
            },
            |app, result| {
                if let Some(news) = app.succeed(result) {
                    app.tell(news);
                }
            },
        );
    }
}

fn failed(error: ProjectError) -> Failure {
    Failure::of(Doing::Reading, error.kind(), &error)
}

fn inviting(error: ProjectError) -> Failure {
    Failure::of(Doing::Inviting, error.kind(), &error)
}
