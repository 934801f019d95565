//! `fieldmesh doctor`: check, repair and copy what this device holds.

use std::io::Write;

use fieldmesh::{CheckReport, ErrorKind, ImportedShard, Project, ShardId, ShardState};
use fieldmesh_sentences as sentences;
use serde_json::{Value, json};

use crate::cli::DoctorArgs;
use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{progress, show};

/// Does what was asked for; without anything, checks.
pub(crate) fn run(context: &Context, args: DoctorArgs) -> Result<(), Failure> {
    let project = context.project()?;
    if args.rebuild {
        let report = progress::follow(context.output, project.rebuild())?;
        return told(context, &report, true);
    }
    if let Some(file) = args.backup {
        project.backup(&file)?;
        let file = file.display().to_string();
        return context.output.answer(|| json!({ "file": file }), || sentences::written(context.language, &file));
    }
    if let Some(file) = args.import_shard {
        return imported(context, &project.import_shard(file)?);
    }
    match args.export_shard {
        Some(Some(id)) => {
            let id = ShardId::from_hex(&id).map_err(|error| Failure::of(ErrorKind::InvalidId, &error))?;
            Ok(std::io::stdout().lock().write_all(&project.export_shard(&id)?)?)
        }
        Some(None) => list(context, &project),
        None => {
            let report = progress::follow(context.output, project.check())?;
            told(context, &report, false)
        }
    }
}

fn imported(context: &Context, taken: &ImportedShard) -> Result<(), Failure> {
    let ImportedShard { shard, changes, by_another_program, counts } = *taken;
    context.output.answer(
        || {
            json!({
                "shard": shard.to_hex(), "changes": changes, "by_another_program": by_another_program,
                "new": counts.new, "changed": counts.changed, "deleted": counts.deleted, "conflicts": counts.conflicts,
            })
        },
        || {
            if changes == 0 {
                return fl!("doctor-nothing-taken");
            }
            fl!(
                "doctor-taken",
                changes = changes,
                other = by_another_program,
                new = counts.new,
                changed = counts.changed,
                deleted = counts.deleted,
                conflicts = counts.conflicts
            )
        },
    )
}

fn list(context: &Context, project: &Project) -> Result<(), Failure> {
    let inventory = project.inventory()?;
    let state = |state: &ShardState| match state {
        ShardState::Held(heads) => heads.as_slice().iter().map(ToString::to_string).collect(),
        ShardState::Declined(_) => Vec::new(),
    };
    context.output.answer(
        || {
            let shards = inventory.iter().map(|(id, entry)| {
                json!({
                    "id": id.to_hex(), "kind": entry.kind.number(),
                    "held": matches!(entry.state, ShardState::Held(_)), "heads": state(&entry.state),
                })
            });
            shards.collect::<Value>()
        },
        || {
            let mut table = show::table(&["ID".to_owned(), fl!("shard-kind"), fl!("heads")]);
            for (id, entry) in inventory.iter() {
                let heads = state(&entry.state).len().to_string();
                table.add_row([id.to_hex(), entry.kind.number().to_string(), heads]);
            }
            table.trim_fmt()
        },
    )
}

fn told(context: &Context, report: &CheckReport, rebuilt: bool) -> Result<(), Failure> {
    let damaged_shards: Vec<_> = report.damaged_shards.iter().map(ShardId::to_hex).collect();
    let damaged_attachments: Vec<_> = report.damaged_attachments.iter().map(ToString::to_string).collect();
    // Rows that said something else were made anew.
    let stale = if rebuilt { 0 } else { report.stale_rows };
    let damaged = damaged_shards.len() + damaged_attachments.len() + report.database.len();
    let faults = u64::try_from(damaged).unwrap_or(u64::MAX).saturating_add(stale);
    if context.output.is_json() {
        context.output.line(&json!({
            "event": "complete", "sound": faults == 0, "rebuilt": rebuilt, "shards": report.shards,
            "observations": report.observations, "stale_rows": report.stale_rows, "attachments": report.attachments,
            "attachment_bytes": report.attachment_bytes, "damaged_shards": damaged_shards,
            "damaged_attachments": damaged_attachments, "database": report.database,
        }))?;
    } else if rebuilt {
        context.output.words(&fl!("doctor-rebuilt", n = report.observations))?;
    }
    if faults == 0 {
        if !context.output.is_json() {
            context.output.words(&fl!("doctor-fine", shards = report.shards, attachments = report.attachments))?;
        }
        return Ok(());
    }
    for line in damaged_shards.iter().chain(&damaged_attachments).chain(&report.database) {
        context.output.note(&format!("  {line}"));
    }
    Err(Failure::new(ErrorKind::Damaged, fl!("doctor-faults", n = faults)))
}
