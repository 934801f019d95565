//! What a device says of its media to whoever it meets, had without looking at each photo while none of them changed.

use std::sync::PoisonError;

use fieldmesh_document::{AttachmentClass, AttachmentId, AttachmentRecord, MediaDigest, MediaPolicy, ReplicaError};
use rusqlite::Connection;

use super::classes;
use crate::error::{misshapen, sql};
use crate::{Store, store};

const SUMMING: &str = "summing up attachments";

/// What is held and wanted, as the database was after so many changes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MediaSummary {
    changes: i64,
    policy: MediaPolicy,
    /// In the order of [`AttachmentClass::ALL`].
    digests: [MediaDigest; 3],
    /// How many contents are wanted and not held whole.
    pub(crate) wanted: u64,
}

impl MediaSummary {
    pub(crate) fn digest(&self, class: AttachmentClass) -> MediaDigest {
        let [original, preview, thumbnail] = self.digests;
        match class {
            AttachmentClass::Original => original,
            AttachmentClass::Preview => preview,
            AttachmentClass::Thumbnail => thumbnail,
        }
    }

    fn read(connection: &Connection, changes: i64, policy: MediaPolicy) -> Result<Self, ReplicaError> {
        let (digests, wanted) = digests(connection)
            .and_then(|digests| Ok((digests, wanted(connection, policy)?)))
            .map_err(sql(SUMMING))?;
        let digests = digests.ok_or_else(|| misshapen("the class of an attachment".to_owned()))?;
        Ok(Self { changes, policy, digests, wanted })
    }
}

impl Store {
    /// What is held and wanted; read anew only when an attachment, what refers to it or the policy changed, by
    /// whichever process.
    pub(crate) fn media_summary(&self) -> Result<MediaSummary, ReplicaError> {
        // Whoever asks meanwhile waits, rather than to read the same.
        let mut kept = self.media.lock().unwrap_or_else(PoisonError::into_inner);
        let summary = self.reading(|connection| {
            let (changes, policy) = (changes(connection)?, store::media_policy(connection)?);
            match *kept {
                Some(known) if (known.changes, known.policy) == (changes, policy) => Ok(known),
                _ => MediaSummary::read(connection, changes, policy),
            }
        })?;
        *kept = Some(summary);
        Ok(summary)
    }
}

/// How often the lines of media and of whole attachments changed.
fn changes(connection: &Connection) -> Result<i64, ReplicaError> {
    connection
        .prepare_cached("SELECT count FROM media_changes")
        .and_then(|mut statement| statement.query_row([], |row| row.get(0)))
        .map_err(sql(SUMMING))
}

/// The digests of what is held and referred to; `None` where a class is none.
fn digests(connection: &Connection) -> rusqlite::Result<Option<[MediaDigest; 3]>> {
    let mut held: [Vec<AttachmentId>; 3] = Default::default();
    let mut statement = connection.prepare_cached(
        "SELECT m.hash, min(m.class) FROM media m JOIN attachments a ON a.hash = m.hash
         WHERE m.live AND a.whole GROUP BY m.hash ORDER BY m.hash",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let class: u8 = row.get(1)?;
        let place = AttachmentClass::ALL.into_iter().position(|one| one.number() == class);
        let Some(ids) = place.and_then(|place| held.get_mut(place)) else { return Ok(None) };
        ids.push(AttachmentId::from_bytes(row.get(0)?));
    }
    let [original, preview, thumbnail] = AttachmentClass::ALL;
    let [originals, previews, thumbnails] = held;
    Ok(Some([
        MediaDigest::of(original, &originals),
        MediaDigest::of(preview, &previews),
        MediaDigest::of(thumbnail, &thumbnails),
    ]))
}

/// How many contents are wanted, by the rules of [`Store::wanted_attachments`].
fn wanted(connection: &Connection, policy: MediaPolicy) -> rusqlite::Result<u64> {
    let (classes, most) = (classes(policy), AttachmentRecord::MAX_SIZE);
    connection
        .prepare_cached(&format!(
            "SELECT count(DISTINCT m.hash) FROM media m LEFT JOIN attachments a ON a.hash = m.hash
             WHERE m.live AND m.class IN ({classes}) AND ifnull(a.whole, 0) = 0 AND m.size <= {most}"
        ))?
        .query_row([], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use fieldmesh_document::{AttachmentRecord, DeviceId, Edit, NewObservation, ProjectId, Replica, Timestamp};

    use super::*;
    use crate::ProjectInfo;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);
    const DEVICE: DeviceId = DeviceId::from_bytes([2; 32]);

    fn with_photo(store: &Store, content: &[u8]) -> NewObservation {
        let (id, size) = store.add_attachment(content).unwrap();
        NewObservation { attachments: [(id, record(size))].into(), ..NewObservation::default() }
    }

    fn record(size: u64) -> AttachmentRecord {
        AttachmentRecord {
            media_type: "image/jpeg".to_owned(),
            size,
            name: None,
            created: None,
            preview: None,
            thumbnail: None,
        }
    }

    fn count(store: &Store) -> i64 {
        store.reading(changes).unwrap()
    }

    fn digest(store: &Store) -> MediaDigest {
        store.media_digest(AttachmentClass::Original).unwrap()
    }

    #[test]
    fn media_is_summed_up_again_only_when_a_photo_or_the_policy_changed() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DEVICE, NOW).unwrap();
        let one = with_photo(&store, b"one");
        let made = store.create_observations(vec![one, NewObservation::default()], NOW).unwrap();
        let (before, counted) = (digest(&store), count(&store));

        // The notes of an observation with a photo, and a new observation without.
        let notes = Edit { notes: Some(Some("new".to_owned())), ..Edit::default() };
        store.edit(&made[0].id, &notes, NOW).unwrap();
        store.create_observations(vec![NewObservation::default()], NOW).unwrap();
        assert_eq!((digest(&store), count(&store)), (before, counted));

        // Behind the back of the counter nothing is noticed: nobody looked.
        let damage = |text| store.writing().connection.execute_batch(text).unwrap();
        damage("DROP TRIGGER attachments_deleted; DELETE FROM attachments");
        assert_eq!((digest(&store), store.wanted_count().unwrap()), (before, 0));
        damage("UPDATE media_changes SET count = count + 1");
        assert_ne!(digest(&store), before);
        assert_eq!(store.wanted_count().unwrap(), 1);
        store.set_media_policy(MediaPolicy::Nothing).unwrap();
        assert_eq!(store.wanted_count().unwrap(), 0);

        // A deleted observation wants nothing, and another process writes to the same tables.
        store.set_media_policy(MediaPolicy::Everything).unwrap();
        let other = Store::open(directory.path(), DEVICE).unwrap();
        other.delete(&made[0].id, NOW).unwrap();
        assert_eq!(store.wanted_count().unwrap(), 0);
        let two = with_photo(&other, b"two");
        other.create_observations(vec![two], NOW).unwrap();
        assert_eq!(digest(&store), MediaDigest::of(AttachmentClass::Original, &[AttachmentId::of(b"two")]));
        assert_eq!(digest(&other), digest(&store));
    }

    #[test]
    fn as_many_are_wanted_as_are_listed() {
        let directory = tempfile::tempdir().unwrap();
        let project = ProjectInfo { id: ProjectId::from_bytes([1; 16]), name: "x".to_owned(), open: false };
        let store = Store::create(directory.path(), project, DEVICE, NOW).unwrap();
        let id = |n| AttachmentId::from_bytes([n; 32]);
        let with = |list: &[(u8, u64)]| NewObservation {
            attachments: list.iter().map(|(n, size)| (id(*n), record(*size))).collect(),
            ..NewObservation::default()
        };
        // One content twice, and one by two records that tell two sizes.
        let lists: [&[(u8, u64)]; 4] = [&[(1, 10), (2, 20)], &[(1, 10)], &[(3, 5)], &[(3, 7), (4, 7)]];
        store.create_observations(lists.map(with).to_vec(), NOW).unwrap();
        assert_eq!((store.wanted().unwrap().len(), store.wanted_count().unwrap()), (4, 4));
        // A size that no attachment has, which a device of another program may have written.
        let text = format!("UPDATE media SET size = {} WHERE size = 7", u64::from(u32::MAX));
        store.writing().connection.execute_batch(&text).unwrap();
        assert_eq!((store.wanted().unwrap().len(), store.wanted_count().unwrap()), (3, 3));
    }
}
