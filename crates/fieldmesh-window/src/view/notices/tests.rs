use std::path::PathBuf;
use std::sync::Arc;

use egui_kittest::Harness;
use fieldmesh::config::compare;
use fieldmesh::{
    AttachmentId, Configuration, ConfigurationSummary, Device, DeviceId, Edition, ErrorKind, ImportReport,
    Language, LeftOut, LocalId, MediaPolicy, MergeCounts, ObservationId, OtherConfiguration, PhotosOutcome,
    ProjectId, RecordsDigest, ShardId, Skipped,
};

use crate::model::notice::{Doing, Failure, News, Offer};
use crate::model::observations::Kept;
use crate::model::synchronize::{Ending, Waiting, With};
use crate::model::{Action, App};
use crate::view::View;

fn summary(configuration: &Configuration) -> ConfigurationSummary {
    let (name, fingerprint) = (configuration.name.clone(), configuration.fingerprint());
    ConfigurationSummary { name, version: "2.1".to_owned(), fingerprint }
}

fn other() -> Box<OtherConfiguration> {
    let ours = Configuration::builtin();
    let theirs = Configuration { categories: ours.categories.iter().take(3).cloned().collect(), ..ours.clone() };
    Box::new(OtherConfiguration {
        ours: summary(&ours),
        theirs: summary(&theirs),
        edition: Edition::Apart,
        difference: compare(&ours, &theirs),
    })
}

fn left_out() -> Vec<LeftOut> {
    let one = |name: Option<&str>| LeftOut {
        observation: ObservationId { shard: ShardId::from_bytes([1; 16]), local: LocalId::from_bytes([2; 8]) },
        attachment: AttachmentId::from_bytes([3; 32]),
        name: name.map(str::to_owned),
        media_type: "audio/mp4".to_owned(),
    };
    vec![one(Some("talk.m4a")), one(None)]
}

fn endings() -> Vec<Ending> {
    let counts = MergeCounts { new: 12, changed: 3, deleted: 34, conflicts: 1 };
    let device = With::Device { device: DeviceId::from_bytes([7; 32]), name: "Marco".to_owned() };
    let file = With::File { path: PathBuf::from("/media/stick/trip.fieldmesh"), bytes: 48_230_000 };
    let waiting = |wrote_it| Waiting { name: "Ana".to_owned(), new: 7, wrote_it };
    let used = summary(&Configuration::builtin());
    let whole = Ending {
        with: device,
        received: counts,
        sent: counts,
        both_hold: Some(1_216),
        digest: Some(RecordsDigest([9; 32])),
        left_out: 0,
        photos: PhotosOutcome { complete: true, ..PhotosOutcome::default() },
        attachments: 310,
        media: MediaPolicy::Everything,
        not_in_file: Vec::new(),
        came: Some(Kept::Came(1)),
        held_deletions: 34,
        waiting: Vec::new(),
        adopted: None,
        given: None,
        was_unfinished: false,
    };
    let lacking = Ending {
        with: file,
        both_hold: None,
        digest: None,
        left_out: 2,
        photos: PhotosOutcome { on_neither: 1, missing_here: 2, missing_there: 3, ..PhotosOutcome::default() },
        media: MediaPolicy::Previews,
        not_in_file: left_out(),
        waiting: vec![waiting(true), waiting(false)],
        adopted: Some(used.clone()),
        given: Some(used),
        was_unfinished: true,
        ..whole.clone()
    };
    vec![whole, lacking]
}

fn news() -> Vec<News> {
    let file = PathBuf::from("/media/stick/trip.fieldmesh");
    let doing = [
        Doing::Working,
        Doing::Opening,
        Doing::Joining,
        Doing::Reading,
        Doing::Saving,
        Doing::Attaching,
        Doing::WritingAttachment,
        Doing::OpeningNetwork,
        Doing::Synchronizing,
        Doing::CreatingFile,
        Doing::SynchronizingFile,
        Doing::Importing,
        Doing::Exporting,
        Doing::Configuring,
        Doing::NamingDevice,
        Doing::Inviting,
    ];
    let kinds = ErrorKind::ALL.iter().zip(doing.iter().cycle());
    let mut all: Vec<_> = kinds
        .map(|(kind, doing)| News::Failed(Failure::new(*doing, *kind, kind.to_string()).about("trip")))
        .collect();
    let offers = [
        Offer::SwitchProject {
            project: ProjectId::from_bytes([1; 16]),
            name: "Río Napo".to_owned(),
            file: file.clone(),
        },
        Offer::ChooseConfiguration { other: other(), file: file.clone() },
        Offer::AskForInvite { file: file.clone() },
        Offer::RenewDevice,
    ];
    let refused = |offer| {
        let failure = Failure::new(Doing::SynchronizingFile, ErrorKind::OtherProject, String::new());
        News::Failed(failure.with(Some(offer)))
    };
    all.extend(offers.map(refused));
    all.extend(endings().into_iter().map(|ending| News::Synchronized(Box::new(ending))));
    let skipped = vec![Skipped { number: 3, reason: "no geometry".to_owned() }];
    all.extend([
        News::FileCreated {
            path: file.clone(),
            bytes: 48_230_000,
            observations: 1_216,
            media: MediaPolicy::Previews,
            left_out: left_out(),
            open: true,
        },
        News::Imported(ImportReport { added: 12, already_present: 1, skipped, times_found: 2 }),
        News::Exported { path: file.clone(), observations: 1_216 },
        News::AttachmentWritten(file.clone()),
        News::InviteWritten(file),
        News::ConfigurationUsed { name: "Jungle".to_owned(), warnings: 2 },
    ]);
    all
}

/// The harness fails where a font lacks a character, or a control has no name.
#[test]
fn every_piece_of_news_is_drawn_in_every_language() {
    let dir = tempfile::tempdir().unwrap();
    let device = Device::open(dir.path()).unwrap();
    for language in Language::ALL {
        let app = App::new(device.clone(), language.into(), Arc::new(|| ()));
        let mut harness = Harness::builder()
            .with_size([800.0, 2_000.0])
            .with_context_setup(View::dress)
            .build_ui_state(|ui, view: &mut View| view.show(ui), View::new(app));
        for news in news() {
            harness.state_mut().tell(news);
            harness.step();
            harness.step();
            let told = harness.state().app().notices().last().unwrap().id;
            harness.state_mut().act(Action::Dismiss(told));
        }
    }
}
