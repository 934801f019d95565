//! `fieldmesh demo`: two devices on this computer find each other and synchronize, work apart, and synchronize by a
//! file.

mod nearby;
#[cfg(feature = "window")]
mod windows;

use std::path::{Path, PathBuf};

use fieldmesh::{
    Configuration, ConfigurationChoice, Device, Edit, ErrorKind, FileOutcome, Language, MediaPolicy, MergeCounts,
    Moved, ObservationId, Project,
};
use fieldmesh_sentences::{self as sentences, word};
use fieldmesh_workload::{Profile, SyntheticDevice, Workload, scene};
use fs_err as fs;
use serde_json::{Value, json};

use super::outcome;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{progress, show};

const PROJECT: &str = "Río Napo";
const SEED: u64 = 22;
/// Observations of Ana and of Marco, and photos of both together.
const ANA: usize = 24;
const MARCO: usize = 16;
const PHOTOS: usize = 6;
const ROOF: [&str; 2] = ["the roof is gone", "new roof, two families live here"];

#[cfg(feature = "window")]
pub(crate) use windows::windows;

/// One line of the table at the end.
struct Row {
    way: String,
    moved: Moved,
}

/// The two devices, the file between them, and what moved so far.
struct Demo<'a> {
    context: &'a Context,
    ana: Project,
    marco: Project,
    file: PathBuf,
    rows: Vec<Row>,
    by_discovery: bool,
}

/// Plays it through; both devices are kept in `keep`, or thrown away.
pub(crate) fn run(context: &Context, keep: Option<&Path>) -> Result<(), Failure> {
    let temporary = tempfile::tempdir()?;
    let dir = keep.unwrap_or(temporary.path());
    fs::create_dir_all(dir)?;
    if fs::read_dir(dir)?.next().is_some() {
        return Err(Failure::new(ErrorKind::FileExists, fl!("demo-not-empty", dir = dir.display().to_string())));
    }
    let mut demo = Demo::begin(context, dir)?;
    let disputed = demo.record()?;
    demo.meet()?;
    demo.work_apart(&disputed)?;
    demo.settle(&disputed)?;
    demo.end(keep)
}

impl<'a> Demo<'a> {
    fn begin(context: &'a Context, dir: &Path) -> Result<Self, Failure> {
        let open = |folder: &str, name: &str| -> Result<Device, Failure> {
            let device = Device::open(dir.join(folder))?;
            device.rename(name)?;
            Ok(device)
        };
        let (ana, marco) = (open("ana", "Ana's laptop")?, open("marco", "Marco's laptop")?);
        let ana = ana.create_project(PROJECT, Configuration::builtin())?;
        let marco = marco.join(&ana.invite()?)?;
        let file = dir.join("trip.fieldmesh");
        let demo = Self { context, ana, marco, file, rows: Vec::new(), by_discovery: false };
        demo.say(&fl!("demo-begin"))?;
        demo.say(&fl!("demo-project", name = PROJECT))?;
        Ok(demo)
    }

    /// Both record what they see; gives the observation both will edit.
    fn record(&self) -> Result<ObservationId, Failure> {
        let devices = Workload::new(Profile::patrol(), SEED).devices(2);
        let mut disputed = None;
        for (project, count, device) in [(&self.ana, ANA, devices.first()), (&self.marco, MARCO, devices.last())] {
            let ids = record(project, count, device)?;
            disputed = disputed.or_else(|| ids.first().copied());
        }
        self.say(&fl!("demo-recorded", ana = ANA, marco = MARCO, photos = PHOTOS))?;
        disputed.ok_or_else(|| Failure::new(ErrorKind::Internal, fl!("demo-differ")))
    }

    /// Both open Synchronize, and Ana presses.
    fn meet(&mut self) -> Result<(), Failure> {
        let met = nearby::synchronize(&self.ana, &self.marco)?;
        self.by_discovery = met.by_discovery;
        self.say(&if met.by_discovery { fl!("demo-found") } else { fl!("demo-by-address") })?;
        let words = sentences::words(self.marco.device().words(self.context.language));
        self.say(&fl!("demo-compared", words = words))?;
        self.rows.push(Row { way: "Marco → Ana".to_owned(), moved: met.outcome.received });
        self.rows.push(Row { way: "Ana → Marco".to_owned(), moved: met.outcome.sent });
        Ok(())
    }

    /// Both go on working; one observation gets two different notes.
    fn work_apart(&mut self, disputed: &ObservationId) -> Result<(), Failure> {
        self.say(&fl!("demo-edits"))?;
        for (project, notes, skipped) in [(&self.ana, ROOF[0], 1), (&self.marco, ROOF[1], 5)] {
            project.edit(disputed, &Edit { notes: Some(Some(notes.to_owned())), ..Edit::default() })?;
            let list = project.list(&fieldmesh::Query::default())?;
            let mut others = list.iter().map(|one| one.id).filter(|id| id != disputed).skip(skipped);
            for id in others.by_ref().take(2) {
                let tags = [("condition".to_owned(), Some("checked again".into()))].into();
                project.edit(&id, &Edit { tags, ..Edit::default() })?;
            }
            if let Some(id) = others.next() {
                project.delete(&id)?;
            }
        }
        let created = progress::follow(
            self.context.output.quietly(),
            self.ana.begin_create_sync_file(&self.file, MediaPolicy::Everything),
        )?;
        self.say(&fl!("demo-created", size = sentences::bytes(self.context.language, created.bytes)))?;
        self.synchronize("Marco")?;
        self.say(&fl!("demo-back"))?;
        self.synchronize("Ana").map(drop)
    }

    /// The conflict is shown, and resolved by a person.
    fn settle(&mut self, disputed: &ObservationId) -> Result<(), Failure> {
        if self.ana.observation(disputed)?.conflicts.len() != 1 {
            return Err(Failure::new(ErrorKind::Internal, fl!("demo-differ")));
        }
        self.say(&fl!("demo-conflict", first = ROOF[0], second = ROOF[1]))?;
        self.ana.edit(disputed, &Edit { notes: Some(Some(ROOF[0].to_owned())), ..Edit::default() })?;
        self.synchronize("Ana")?;
        self.synchronize("Marco")?;
        self.say(&fl!("demo-resolved"))
    }

    /// What moved, and the proof that both hold the same.
    fn end(self, keep: Option<&Path>) -> Result<(), Failure> {
        let (digest, words) = (self.ana.digest()?, self.ana.data_words(self.context.language)?);
        let observations = self.ana.totals()?.live;
        let equal = digest == self.marco.digest()? && self.ana.media_digest()? == self.marco.media_digest()?;
        let steps = || self.rows.iter().map(|row| json!({ "way": row.way, "moved": outcome::moved(&row.moved) }));
        self.context.output.answer(
            || {
                json!({
                    "observations": observations, "found": if self.by_discovery { "discovery" } else { "address" },
                    "equal": equal, "records_digest": digest.to_string(),
                    "data_words": words, "steps": steps().collect::<Value>(),
                    "kept": keep.map(|dir| dir.display().to_string()),
                })
            },
            || table(self.context.language, &self.rows),
        )?;
        if !equal {
            return Err(Failure::new(ErrorKind::Internal, fl!("demo-differ")));
        }
        self.say(&fl!("demo-equal", n = observations, words = sentences::words(words)))?;
        if let Some(dir) = keep {
            self.context.output.note(&fl!("demo-kept", dir = dir.join("ana").display().to_string()));
        }
        self.context.output.note(&fl!("demo-next"));
        Ok(())
    }

    fn synchronize(&mut self, name: &str) -> Result<FileOutcome, Failure> {
        let project = if name == "Ana" { &self.ana } else { &self.marco };
        let outcome = progress::follow(
            self.context.output.quietly(),
            project.begin_synchronize_file(&self.file, ConfigurationChoice::Ask),
        )?;
        for (way, moved) in [(format!("▤ → {name}"), outcome.received), (format!("{name} → ▤"), outcome.sent)]
        {
            if moved.counts != MergeCounts::default() {
                self.rows.push(Row { way, moved });
            }
        }
        Ok(outcome)
    }

    fn say(&self, sentence: &str) -> Result<(), Failure> {
        if self.context.output.is_json() { Ok(()) } else { self.context.output.words(sentence) }
    }
}

fn record(
    project: &Project,
    count: usize,
    device: Option<&SyntheticDevice>,
) -> Result<Vec<ObservationId>, Failure> {
    let mut observations: Vec<_> = device.into_iter().flat_map(SyntheticDevice::observations).take(count).collect();
    for (number, observation) in (0..).zip(observations.iter_mut().take(PHOTOS / 2)) {
        let seed = SEED + u64::try_from(count).unwrap_or_default();
        let photo = scene(seed, number).map_err(|error| Failure::of(ErrorKind::Internal, &error))?;
        let (id, record) = project.attach_bytes(Some(&format!("photo-{number}.jpg")), &photo)?;
        observation.attachments.insert(id, record);
    }
    Ok(project.observe_all(observations)?.into_iter().map(|observation| observation.id).collect())
}

fn table(language: Language, rows: &[Row]) -> String {
    let header = [
        fl!("step"),
        fl!("new"),
        fl!("changed"),
        word::deleted(language),
        fl!("conflicts"),
        word::attachments(language),
    ];
    let mut table = show::table(&header);
    for Row { way, moved } in rows {
        let counts = moved.counts;
        let numbers = [counts.new, counts.changed, counts.deleted, counts.conflicts, moved.attachments];
        table.add_row(std::iter::once(way.clone()).chain(numbers.map(|number| number.to_string())));
    }
    table.trim_fmt()
}
