//! The screens as a person uses them: actions in, state out, on real projects in temporary folders.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking"
)]

mod detail;
mod drawn;
mod edit;
mod files;
mod observations;
mod project;
mod start;
mod synchronize;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use fieldmesh::{Coordinate, Device, ErrorKind, LanOptions, Language, Observation, ObservationId, Project};
use fieldmesh_window::model::notice::{Failure, News, Offer};
use fieldmesh_window::model::{
    Action, App, Screen, detail as details, edit as form, observations as list, start as doors,
    synchronize as network,
};
use tempfile::TempDir;

/// Nothing here takes as long; a test that waits longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person before the window of a device.
struct Person {
    app: App,
    woken: Receiver<()>,
    device: Device,
}

impl Person {
    fn at(dir: &Path, name: &str) -> Self {
        let device = Device::open(dir.join(name)).unwrap();
        device.rename(name).unwrap();
        let (wake, woken) = channel();
        let mut app =
            App::new(device.clone(), Language::English.into(), Arc::new(move || wake.send(()).unwrap_or_default()));
        // No test speaks to any other computer.
        app.act(Action::Synchronize(network::Action::Listen(loopback())));
        Self { app, woken, device }
    }

    /// With a project of her own, made at the window.
    fn with_project(dir: &Path, name: &str) -> Self {
        let mut person = Self::at(dir, name);
        person.act(Action::Start(doors::Action::Create {
            name: "Río Napo".to_owned(),
            configuration: None,
            open: false,
        }));
        person.until("the project is open", |app| app.project().is_some());
        person
    }

    /// A member of the same project.
    fn joining(dir: &Path, name: &str, other: &Self) -> Self {
        let mut person = Self::at(dir, name);
        let invite = other.project().invite().unwrap().to_text();
        person.act(Action::Start(doors::Action::Join(invite)));
        person.until("joined", |app| app.project().is_some());
        person
    }

    fn act(&mut self, action: Action) {
        self.app.act(action);
    }

    /// Waits for the waker until the screens show what is expected.
    fn until(&mut self, what: &str, shown: impl Fn(&App) -> bool) {
        until(&mut [self], what, |people| shown(&people[0].app));
    }

    /// The same project without the window.
    fn project(&self) -> Project {
        self.device.project(None).unwrap()
    }

    fn record(&mut self, category: &str, notes: &str, at: Option<(f64, f64)>) -> ObservationId {
        let at = at.map(|(latitude, longitude)| Coordinate { longitude, latitude, altitude: None });
        self.act(Action::Edit(form::Action::Begin(at)));
        self.act(Action::Edit(form::Action::Category(Some(category.to_owned()))));
        self.act(Action::Edit(form::Action::Notes(notes.to_owned())));
        self.act(Action::Edit(form::Action::Save));
        let notes = notes.to_owned();
        self.until("saved", |app| {
            app.form().is_none() && app.detail().is_some_and(|one| one.observation().notes.as_ref() == Some(&notes))
        });
        self.app.observations().unwrap().selected().unwrap()
    }

    fn show(&mut self, filter: list::Filter) -> Vec<Observation> {
        self.act(Action::Observations(list::Action::Filter(filter.clone())));
        self.until("the list was read", |app| {
            let list = app.observations().unwrap();
            *list.filter() == filter && !list.is_loading()
        });
        let list = self.app.observations().unwrap();
        let rows = (0..list.totals().shown).map_while(|number| list.row(number));
        rows.map(|row| self.project().observation(&row.id).unwrap()).collect()
    }

    fn select(&mut self, id: ObservationId) {
        self.act(Action::Observations(list::Action::Select(Some(id))));
        self.until("the detail was read", |app| {
            !app.is_reading_detail() && app.detail().is_some_and(|one| one.observation().id == id)
        });
    }

    fn detail(&mut self, action: details::Action) {
        self.act(Action::Detail(action));
    }

    fn failure(&self) -> Option<&Failure> {
        self.app.notices().iter().rev().find_map(|notice| match &notice.news {
            News::Failed(failure) => Some(failure),
            _ => None,
        })
    }

    fn until_failed(&mut self, kind: ErrorKind) -> Failure {
        self.until(&format!("a notice says {kind}"), |app| {
            app.notices().iter().any(|notice| matches!(&notice.news, News::Failed(failure) if failure.kind == kind))
        });
        let failure = self.failure().unwrap().clone();
        self.dismiss_all();
        failure
    }

    fn dismiss_all(&mut self) {
        let ids: Vec<_> = self.app.notices().iter().map(|notice| notice.id).collect();
        ids.into_iter().for_each(|id| self.act(Action::Dismiss(id)));
    }
}

/// Waits for several people at once.
fn until(people: &mut [&mut Person], what: &str, shown: impl Fn(&[&mut Person]) -> bool) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        for person in people.iter_mut() {
            person.app.poll();
        }
        if shown(people) {
            return;
        }
        let notices = || people.iter().map(|one| one.app.notices()).collect::<Vec<_>>();
        assert!(Instant::now() < deadline, "{what}: {:#?}", notices());
        // With several, whoever wakes first is not known: each is given a moment.
        let moment = if people.len() == 1 { PATIENCE } else { Duration::from_millis(5) };
        for person in people.iter() {
            if person.woken.recv_timeout(moment).is_ok() {
                break;
            }
        }
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn loopback() -> LanOptions {
    LanOptions { listen: Some("127.0.0.1:0".parse().unwrap()), discovery: None, live: false }
}
