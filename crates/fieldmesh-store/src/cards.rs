//! Device cards: this device's own, which it writes, and those of others, which sessions bring.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use fieldmesh_document::{DeviceCard, Heads, ProjectId, ReplicaError, Shard, ShardId, ShardKind, Timestamp};

use crate::commit::{self, ShardWrite};
use crate::shards;
use crate::store::Writing;
use crate::{Store, StoreWriteError, schema};

/// The cards as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Cards {
    /// At which commit.
    at: Option<u64>,
    /// From which heads of which shard; none where there is no card in it.
    read: BTreeMap<ShardId, (Heads, Option<DeviceCard>)>,
    cards: Arc<[DeviceCard]>,
}

impl Store {
    /// Brings this device's card up to date. Writes only what differs; sessions that `card` does not name stay.
    ///
    /// # Errors
    /// Every [`StoreWriteError`] but `NotFound`.
    pub fn update_card(&self, card: &DeviceCard, now: Timestamp) -> Result<(), StoreWriteError> {
        let id = ShardId::of_card(&self.project()?.id, &self.device);
        let mut writing = self.writing_in_bulk();
        let Writing { connection, writers } = &mut *writing;
        let transaction = schema::begin(connection)?;
        let row = shards::find(&transaction, &id)?;
        let mut held = row.as_ref().filter(|row| row.held().is_some());
        let kept = match held.map(|row| self.writer(&transaction, writers, row)).transpose() {
            // A card says nothing that this device could not say again.
            Err(ReplicaError::Damaged { .. }) => {
                held = None;
                None
            }
            kept => kept?,
        };
        let mut writer = kept.unwrap_or_else(|| Shard::create(id, ShardKind::DEVICE_CARD).write_as(self.device));
        if let Some(written) = writer.write_card(card, now)? {
            let write = match held {
                Some(row) => {
                    let bytes = commit::pack(row, writer.shard(), written.changes);
                    ShardWrite::touched(row, writer.shard(), bytes, &[], false)?
                }
                None => {
                    let bytes = commit::verified_snapshot(writer.shard()).map_err(StoreWriteError::Unverified)?;
                    ShardWrite::fresh(row.as_ref(), writer.shard(), Vec::new(), bytes, false)?
                }
            };
            commit::write_shard(&transaction, row.as_ref(), &write)?;
            self.finish(transaction)?;
            self.go_on_reading(&writer);
        }
        writers.put(id, writer);
        Ok(())
    }

    /// The cards of every device known, this one's too. Cards that cannot be read are left out, and those that are
    /// not in the shard of the device that they speak of.
    ///
    /// Only cards that changed are read: a list of devices asks for each of its rows, and a session at its end.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn cards(&self) -> Result<Arc<[DeviceCard]>, ReplicaError> {
        let mut known = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked before the cards are read: those may be newer than it, never older.
        let counter = self.commit_counter()?;
        if known.at != Some(counter) {
            let (project, rows) = (self.project()?.id, self.reading(shards::cards)?);
            let mut read = BTreeMap::new();
            for row in rows {
                let before = known.read.remove(&row.id).filter(|(heads, _)| *heads == row.heads);
                let card = match before {
                    Some((_, card)) => card,
                    None => self.read_card(&project, &row.id)?,
                };
                read.insert(row.id, (row.heads, card));
            }
            known.cards = read.values().filter_map(|(_, card)| card.clone()).collect();
            (known.read, known.at) = (read, Some(counter));
        }
        Ok(Arc::clone(&known.cards))
    }

    fn read_card(&self, project: &ProjectId, id: &ShardId) -> Result<Option<DeviceCard>, ReplicaError> {
        match self.held_shard(id) {
            Ok(shard) => {
                let card = shard.and_then(|shard| shard.card());
                Ok(card.filter(|card| *id == ShardId::of_card(project, &card.device)))
            }
            Err(ReplicaError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}
