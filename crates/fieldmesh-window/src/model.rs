//! The screens as models: state that a view draws, actions that it returns.
//!
//! Three rules. [`App::act`] returns at once: whatever reads a disk, a database or a network runs on another thread.
//! Results arrive in [`App::poll`], which a view calls before each frame, and the [`Waker`] asks for that frame, so
//! that a window where nothing happens draws nothing. Models say values, never sentences: a view makes those in the
//! person's language.

pub mod detail;
pub mod edit;
pub mod given;
pub mod notice;
pub mod observations;
pub mod pictures;
pub mod project;
pub mod settings;
pub mod start;
pub mod synchronize;
mod watch;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;

use fieldmesh::{Configuration, ConfigurationChoice, Device, DeviceId, ErrorKind, Language, Project, ProjectId};

pub use worker::{Progress, Waker};

use detail::Detail;
use edit::Form;
use given::Given;
use notice::{Doing, Failure, News, Notice, NoticeId, Notices, Offer};
use observations::Observations;
use project::About;
use settings::{Settings, SettingsFile};
use start::Start;
use synchronize::{Awake, Opener, Synchronize};
use watch::Watch;
use worker::{Lane, Worker};

/// Which screen a person looks at.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Screen {
    /// A project is being opened.
    Opening,
    /// The three doors: the device belongs to no project, or a person wants another one.
    Start,
    /// List, map and detail.
    Observations,
    /// Devices nearby, and sync files.
    Synchronize,
    /// Configuration, invite, devices, and about.
    Project,
}

/// What a person does.
#[derive(Clone, Debug)]
pub enum Action {
    /// Looks at another screen. Without a project only [`Screen::Start`] can be shown.
    Show(Screen),
    /// Opens a file as whoever gave it meant it: synchronizes with a sync file, shows the place for an invite or a
    /// configuration.
    Open(PathBuf),
    /// Goes through one of the doors.
    Start(start::Action),
    /// Filters, scrolls, selects.
    Observations(observations::Action),
    /// Does something with the selected observation.
    Detail(detail::Action),
    /// Records or edits.
    Edit(edit::Action),
    /// Synchronizes.
    Synchronize(synchronize::Action),
    /// Looks after the project and the device.
    Project(project::Action),
    /// Takes a notice's way out; where it asks to choose a configuration, theirs.
    Accept(NoticeId),
    /// Chooses a configuration where a notice asks for it.
    Choose(NoticeId, ConfigurationChoice),
    /// Has read a notice.
    Dismiss(NoticeId),
    /// Changes the language of everything.
    Speak(Language),
    /// Sets something else for this window.
    Set(Settings),
}

macro_rules! action_of_a_screen {
    ($($variant:ident: $action:ty),* $(,)?) => {
        $(impl From<$action> for Action {
            fn from(action: $action) -> Self {
                Self::$variant(action)
            }
        })*
    };
}

action_of_a_screen! {
    Start: start::Action,
    Observations: observations::Action,
    Detail: detail::Action,
    Edit: edit::Action,
    Synchronize: synchronize::Action,
    Project: project::Action,
}

/// The program behind its window.
#[derive(Debug)]
pub struct App {
    device: Device,
    language: Language,
    settings: Settings,
    settings_file: SettingsFile,
    screen: Screen,
    start: Start,
    given: Option<Given>,
    open: Option<Open>,
    /// Counts the projects opened: what was asked of an earlier one is dropped when it arrives.
    openings: u64,
    /// Counts the forms opened.
    forms: u64,
    notices: Notices,
    network: Opener,
    pictures: pictures::Pictures,
    awake: Awake,
    worker: Worker,
}

/// An open project and its screens.
#[derive(Debug)]
struct Open {
    project: Project,
    summary: Arc<OpenProject>,
    observations: Observations,
    detail: Option<Detail>,
    reading: detail::Reading,
    form: Option<Form>,
    /// The observation that was saved last, for as long as that is said.
    saved: Option<fieldmesh::ObservationId>,
    /// A file that is there already, where an attachment was to be written.
    in_the_way: Option<(fieldmesh::AttachmentId, PathBuf)>,
    synchronize: Synchronize,
    about: About,
    _watch: Watch,
}

/// The open project, as every screen knows it.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenProject {
    /// Its id.
    pub id: ProjectId,
    /// Its name.
    pub name: String,
    /// Whether it keeps no secrets; every screen says so.
    pub open: bool,
    /// The configuration in use; `None` until one is imported or arrives.
    pub configuration: Option<Configuration>,
    /// This device.
    pub device: ThisDevice,
}

/// This device, as others see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ThisDevice {
    /// Its id.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// Its id as four words, in the person's language.
    pub words: [&'static str; 4],
}

impl App {
    /// The program of a device. Its current project opens by itself; without one there are the doors.
    pub fn new(device: Device, settings: Settings, waker: Waker) -> Self {
        let mut app = Self {
            device,
            language: settings.language.unwrap_or_default(),
            settings,
            settings_file: SettingsFile::default(),
            screen: Screen::Opening,
            start: Start::default(),
            given: None,
            open: None,
            openings: 0,
            forms: 0,
            notices: Notices::default(),
            network: Opener::default(),
            pictures: pictures::Pictures::default(),
            awake: Awake::default(),
            worker: Worker::new(waker),
        };
        let device = app.device.clone();
        app.start.device_name = device.name();
        app.enter(Doing::Opening, move || match device.project(None) {
            Ok(project) => Ok(Some(project)),
            Err(error) if matches!(error.kind(), ErrorKind::NoProject | ErrorKind::ChooseProject) => Ok(None),
            Err(error) => Err(Failure::of(Doing::Opening, error.kind(), &error)),
        });
        app.list_projects();
        app
    }

    /// Keeps what a person sets in this file.
    #[must_use]
    pub fn with_settings_at(mut self, path: PathBuf) -> Self {
        self.settings_file = SettingsFile::at(path);
        self
    }

    /// Takes what has arrived. To be called before each frame; says whether anything changed.
    pub fn poll(&mut self) -> bool {
        let mut changed = false;
        while let Some(change) = self.worker.next() {
            change(self);
            changed = true;
        }
        changed |= self.poll_network();
        self.awake.keep(self.is_at_work());
        changed
    }

    /// Does what a person asked for, or begins it.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Show(screen) => self.show(screen),
            Action::Open(path) => self.open_file(path),
            Action::Start(action) => self.act_start(action),
            Action::Observations(action) => self.act_observations(action),
            Action::Detail(action) => self.act_detail(action),
            Action::Edit(action) => self.act_edit(action),
            Action::Synchronize(action) => self.act_synchronize(action),
            Action::Project(action) => self.act_project(action),
            Action::Accept(notice) => self.accept(notice),
            Action::Choose(notice, choice) => self.choose(notice, choice),
            Action::Dismiss(notice) => drop(self.notices.take(notice)),
            Action::Speak(language) => self.set(Settings { language: Some(language), ..self.settings }),
            Action::Set(settings) => self.set(settings),
        }
    }

    /// The language that words and labels are in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// What a person set for this window.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Which screen is shown.
    pub const fn screen(&self) -> Screen {
        self.screen
    }

    /// The doors, and the projects of this device.
    pub const fn start(&self) -> &Start {
        &self.start
    }

    /// The invite or configuration that was opened last: a view suggests it where it belongs.
    pub const fn given(&self) -> Option<&Given> {
        self.given.as_ref()
    }

    /// The open project.
    pub fn project(&self) -> Option<&OpenProject> {
        self.open.as_ref().map(|open| open.summary.as_ref())
    }

    /// The same, to be kept: it is another value as soon as anything in it changed.
    pub(crate) fn open_project(&self) -> Option<&Arc<OpenProject>> {
        self.open.as_ref().map(|open| &open.summary)
    }

    /// The list and the map.
    pub fn observations(&self) -> Option<&Observations> {
        self.open.as_ref().map(|open| &open.observations)
    }

    /// The selected observation, once it was read.
    pub fn detail(&self) -> Option<&Detail> {
        self.open.as_ref()?.detail.as_ref()
    }

    /// The observation that is being recorded or edited.
    pub fn form(&self) -> Option<&Form> {
        self.open.as_ref()?.form.as_ref()
    }

    /// The screen *Synchronize*.
    pub fn synchronize(&self) -> Option<&Synchronize> {
        self.open.as_ref().map(|open| &open.synchronize)
    }

    /// The screen *Project*.
    pub fn about(&self) -> Option<&About> {
        self.open.as_ref().map(|open| &open.about)
    }

    /// What is to be told, oldest first; at most 20.
    pub fn notices(&self) -> &[Notice] {
        self.notices.list()
    }

    fn set(&mut self, settings: Settings) {
        if settings == self.settings {
            return;
        }
        self.settings = settings;
        let file = self.settings_file.clone();
        self.worker.run(Lane::Write, move || file.keep(&settings), |_, ()| ());
        if settings.language.is_some_and(|language| language != self.language) {
            self.language = settings.language.unwrap_or_default();
            self.reread();
        }
    }

    fn show(&mut self, screen: Screen) {
        if self.open.is_none() && screen != Screen::Start || screen == Screen::Opening {
            return;
        }
        let before = std::mem::replace(&mut self.screen, screen);
        if before == Screen::Synchronize && screen != Screen::Synchronize {
            self.leave_network();
        }
        match screen {
            Screen::Opening => {}
            Screen::Start => self.list_projects(),
            Screen::Observations => self.refresh(),
            Screen::Synchronize => self.open_network(),
            Screen::Project => self.refresh_about(),
        }
    }

    fn accept(&mut self, notice: NoticeId) {
        match self.notices.take(notice) {
            Some(News::Failed(Failure { offer: Some(offer), .. })) => self.take_offer(offer),
            Some(News::Deleted(id)) => self.restore(id),
            _ => {}
        }
    }

    fn choose(&mut self, notice: NoticeId, choice: ConfigurationChoice) {
        if let Some(News::Failed(Failure { offer: Some(Offer::ChooseConfiguration { file, .. }), .. })) =
            self.notices.take(notice)
        {
            self.synchronize_file(file, choice);
        }
    }

    fn take_offer(&mut self, offer: Offer) {
        match offer {
            Offer::SwitchProject { project, file, .. } => self.switch(project, Some(file)),
            Offer::ChooseConfiguration { file, .. } => {
                self.synchronize_file(file, ConfigurationChoice::UseTheirs);
            }
            Offer::AskForInvite { file } => {
                self.start.waiting_file = Some(file);
                self.show(Screen::Start);
            }
            Offer::RenewDevice => self.renew(),
        }
    }

    pub(crate) fn tell(&mut self, news: News) {
        self.notices.push(news);
    }

    fn fail(&mut self, failure: Failure) {
        tracing::warn!(doing = ?failure.doing, kind = %failure.kind, cause = failure.cause, "not done");
        self.notices.push(News::Failed(failure));
    }

    /// What a task gave, or a notice of why it gave nothing.
    fn succeed<T>(&mut self, result: Result<T, Failure>) -> Option<T> {
        result.map_err(|failure| self.fail(failure)).ok()
    }

    /// Works on the open project on another thread. What comes of it is dropped if another project is open by then;
    /// a failure becomes a notice.
    #[expect(clippy::needless_pass_by_ref_mut, reason = "an action begins work, looking at the state never does")]
    fn work<T: Send + 'static>(
        &mut self,
        lane: Lane,
        work: impl FnOnce(&Project) -> Result<T, Failure> + Send + 'static,
        done: impl FnOnce(&mut Self, T) + Send + 'static,
    ) {
        let Some(open) = &self.open else { return };
        let (project, opening) = (open.project.clone(), self.openings);
        self.worker.run(
            lane,
            move || work(&project),
            move |app, result| {
                if let Some(result) = app.succeed(result)
                    && app.openings == opening
                {
                    done(app, result);
                }
            },
        );
    }

    /// Opens what `find` gives and shows its observations, or the doors if that is nothing.
    fn enter(&mut self, doing: Doing, find: impl FnOnce() -> Result<Option<Project>, Failure> + Send + 'static) {
        self.start.busy = true;
        let language = self.language;
        let work = move || {
            let Some(project) = find()? else { return Ok(None) };
            let opened = summary(&project, language).map(|summary| (project, summary));
            opened.map(Some).map_err(|error| Failure::of(doing, error.kind(), &error))
        };
        self.worker.run(Lane::Write, work, |app, result| {
            app.start.busy = false;
            match app.succeed(result).flatten() {
                Some((project, summary)) => app.entered(project, summary),
                None if app.open.is_none() => app.screen = Screen::Start,
                None => {}
            }
        });
    }

    fn entered(&mut self, project: Project, summary: OpenProject) {
        self.leave_network();
        self.openings += 1;
        self.pictures.clear();
        self.open = Some(Open {
            _watch: Watch::begin(project.clone(), self.openings, self.worker.outbox().clone()),
            project,
            summary: Arc::new(summary),
            observations: Observations::default(),
            detail: None,
            reading: detail::Reading::default(),
            form: None,
            saved: None,
            in_the_way: None,
            synchronize: Synchronize::default(),
            about: About::default(),
        });
        self.screen = Screen::Observations;
        self.refresh();
        self.survey();
        self.list_projects();
        if let Some(file) = self.start.waiting_file.take() {
            self.show(Screen::Synchronize);
            self.synchronize_file(file, ConfigurationChoice::Ask);
        }
    }

    /// Reads again what every screen knows of the project, then shows lists under their new names.
    fn reread(&mut self) {
        let language = self.language;
        let work = move |project: &Project| {
            summary(project, language).map_err(|error| Failure::of(Doing::Reading, error.kind(), &error))
        };
        self.work(Lane::Read, work, |app, summary| {
            if let Some(open) = &mut app.open
                && *open.summary != summary
            {
                open.summary = Arc::new(summary);
            }
            app.refresh();
            app.survey();
            app.refresh_about();
        });
    }
}

fn summary(project: &Project, language: Language) -> Result<OpenProject, fieldmesh::ProjectError> {
    let device = project.device();
    Ok(OpenProject {
        id: project.id(),
        name: project.name(),
        open: project.is_open(),
        configuration: project.configuration()?,
        device: ThisDevice { id: device.id(), name: device.name(), words: device.words(language) },
    })
}
