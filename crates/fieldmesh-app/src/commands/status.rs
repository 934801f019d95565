//! `fieldmesh status` and `fieldmesh peers`: what this device holds, and what others are known to hold.

use fieldmesh::{Known, Language, MediaPolicy, Peer, RecordsDigest, SelectDeviceError};
use fieldmesh_sentences::{self as sentences, word};
use serde_json::{Value, json};

use crate::context::Context;
use crate::failure::Failure;
use crate::language::fl;
use crate::{json, show};

/// Attachments that are not here, by name: for programs, and for people.
const MOST_LISTED: usize = 100;
const MOST_SHOWN: usize = 10;

/// What this device holds of the project.
pub(crate) fn status(context: &Context) -> Result<(), Failure> {
    let project = context.project()?;
    let (device, configuration) = (project.device(), project.configuration()?);
    let (totals, digest, media) = (project.totals()?, project.digest()?, project.media_digest()?);
    let (words, only_here, peers) = (project.data_words(context.language)?, project.only_here()?, project.peers()?);
    let (absent, policy) = (project.absent_attachments(MOST_LISTED)?, project.media_policy()?);
    let (originals_only_here, held) = (project.originals_only_here()?, project.held_deletions()?);
    let value = || {
        json!({
            "device": {
                "id": device.id().to_string(), "short_id": device.id().short(), "name": device.name(),
                "store_id": project.store_id().to_string(),
            },
            "project": json::project(&project, configuration.as_ref()),
            "observations": {
                "live": totals.live, "deleted": totals.deleted, "conflicted": totals.conflicted, "only_here": only_here,
                "held_deletions": held,
            },
            "attachments": {
                "referenced": totals.attachments_referenced, "present": totals.attachments_present,
                "bytes": totals.attachment_bytes, "wanted": json::photos(policy), "only_here": originals_only_here,
                "missing": absent.missing, "damaged": absent.damaged,
                "absent": absent.first.iter().map(json::absent).collect::<Value>(),
            },
            "unread_shards": totals.unread_shards,
            "records_digest": digest.to_string(),
            "media_digest": media.to_string(),
            "data_words": words,
            "peers": peers.iter().map(|one| peer(one, &digest, context.language)).collect::<Value>(),
        })
    };
    context.output.answer(value, || {
        let configuration = configuration.as_ref().map_or_else(
            || word::no_configuration(context.language),
            |one| {
                format!(
                    "{} {}  {}",
                    one.name,
                    one.version.as_deref().unwrap_or_default(),
                    one.fingerprint().short()
                )
            },
        );
        let device_words = sentences::words(device.words(context.language));
        let mut text =
            fl!("status-device", name = device.name(), short = device.id().short(), words = device_words);
        let mut add = |line: String| {
            text.push('\n');
            text.push_str(&line);
        };
        add(fl!("status-project", name = project.name(), configuration = configuration));
        add(sentences::stored_observations(context.language, &totals));
        add(sentences::stored_attachments(context.language, &totals));
        if policy != MediaPolicy::default() {
            add(sentences::photos_wanted(context.language, policy));
        }
        if absent.missing > 0 {
            add(sentences::photos_missing(context.language, absent.missing));
        }
        if absent.damaged > 0 {
            add(sentences::photos_damaged(context.language, absent.damaged));
        }
        for one in absent.first.iter().take(MOST_SHOWN) {
            add(format!("  {}  {}", one.observation.short(), one.id));
        }
        if only_here > 0 {
            add(sentences::only_here(context.language, only_here));
        }
        if originals_only_here > 0 {
            add(sentences::originals_only_here(context.language, originals_only_here));
        }
        if totals.unread_shards > 0 {
            add(sentences::unread_parts(context.language, totals.unread_shards));
        }
        add(sentences::data_words(context.language, words));
        text
    })?;
    if project.is_open() {
        context.output.note(&word::open_warning(context.language));
    }
    if totals.conflicted > 0 {
        context.output.note(&fl!("see-conflicts"));
    }
    super::observation::ask(context, &project)
}

/// The other devices of the project, or the one that is selected.
pub(crate) fn peers(context: &Context, selected: Option<&str>) -> Result<(), Failure> {
    let project = context.project()?;
    let (mut peers, digest) = (project.peers()?, project.digest()?);
    if let Some(given) = selected {
        let known: Vec<_> = peers.iter().map(|one| (one.device, one.name.clone())).collect();
        let device = fieldmesh::select_device(given, &known)?;
        peers.retain(|one| one.device == device);
        if peers.is_empty() {
            return Err(SelectDeviceError::NotFound { given: given.to_owned(), near: Vec::new() }.into());
        }
    }
    let value = || peers.iter().map(|one| peer(one, &digest, context.language)).collect::<Value>();
    context.output.answer(value, || match (selected, peers.as_slice()) {
        (Some(_), [one]) => card(one, &digest, context.language),
        _ => table(&peers, &digest, context.language),
    })
}

/// One device with all that is needed to compare it.
fn card(peer: &Peer, digest: &RecordsDigest, language: Language) -> String {
    let summary = fl!(
        "device-summary",
        name = peer.name.as_deref().unwrap_or("?"),
        short = peer.device.short(),
        words = sentences::words(fieldmesh::words(peer.device.as_bytes(), language)),
        id = peer.device.to_string()
    );
    let compared = sentences::compared_on(language, peer.compared);
    let last = peer.first_hand.map_or_else(|| word::never(language), |known| sentences::time(known.at));
    let mut lines = vec![summary, compared, format!("{}: {last}", word::last_synchronized(language))];
    lines.extend(peer.second_hand.as_ref().map(|told| sentences::second_hand(language, told, digest)));
    lines.extend(peer.clock_off.map(|off| sentences::clock_off(language, off)));
    lines.join("\n")
}

fn table(peers: &[Peer], digest: &RecordsDigest, language: Language) -> String {
    if peers.is_empty() {
        return fl!("no-peers");
    }
    let header = [
        word::device(language),
        "ID".to_owned(),
        word::last_synchronized(language),
        word::observations(language),
        String::new(),
    ];
    let mut table = show::table(&header);
    for one in peers {
        let mut marks = Vec::new();
        if one.compared.is_some() {
            marks.push(word::compared(language));
        }
        if let Some(known) = one.first_hand {
            let same = known.records_digest.as_ref() == Some(digest);
            marks.push(if same { word::same_data(language) } else { word::other_data(language) });
        }
        marks.extend(one.second_hand.as_ref().map(|told| sentences::second_hand(language, told, digest)));
        marks.extend(one.clock_off.map(|off| sentences::clock_off(language, off)));
        table.add_row([
            one.name.clone().unwrap_or_default(),
            one.device.short(),
            one.first_hand.map_or_else(|| word::never(language), |known| sentences::time(known.at)),
            one.first_hand.and_then(|known| known.observations).map(|n| n.to_string()).unwrap_or_default(),
            marks.join(", "),
        ]);
    }
    table.trim_fmt()
}

fn peer(peer: &Peer, digest: &RecordsDigest, language: Language) -> Value {
    let first = peer.first_hand.as_ref().or_else(|| peer.newest());
    let second_hand = peer.second_hand.as_ref().map(|told| {
        let with = json!({ "with": told.with.to_string(), "with_name": told.with_name });
        json::joined([with, known(Some(&told.known), digest)])
    });
    json::joined([
        json!({
            "device": peer.device.to_string(),
            "short_id": peer.device.short(),
            "words": fieldmesh::words(peer.device.as_bytes(), language),
            "name": peer.name,
        }),
        known(first, digest),
        json!({
            "first_hand": peer.first_hand.is_some(),
            "second_hand": second_hand,
            "compared": peer.compared.map(json::time),
            "clock_off_seconds": peer.clock_off.map(|off| off / 1_000),
        }),
    ])
}

fn known(known: Option<&Known>, digest: &RecordsDigest) -> Value {
    let then = known.and_then(|known| known.records_digest);
    json!({
        "last": known.map(|known| json::time(known.at)),
        "observations": known.and_then(|known| known.observations),
        "records_digest": then.map(|then| then.to_string()),
        "same_data": then.map(|then| then == *digest),
    })
}
