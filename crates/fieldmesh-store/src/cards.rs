//! Device cards: this device's own, which it writes, and those of others, which sessions bring.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

use fieldmesh_document::{DeviceCard, Heads, ReplicaError, Shard, ShardId, ShardKind, Timestamp};

use crate::commit::{self, ShardWrite};
use crate::shards;
use crate::store::Writing;
use crate::{Store, StoreWriteError, schema};

/// From which heads of which shard a card was read; none where there is no card in it.
type Read = BTreeMap<ShardId, (Heads, Option<DeviceCard>)>;

/// The cards as they were read last.
#[derive(Debug, Default)]
pub(crate) struct Cards {
    /// At which commit.
    at: Option<u64>,
    read: Read,
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
        let kept = || self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        // Asked before the cards are read: those may be newer than it, never older.
        let counter = self.commit_counter()?;
        let before = {
            let mut kept = kept();
            if kept.at == Some(counter) {
                return Ok(Arc::clone(&kept.cards));
            }
            std::mem::take(&mut kept.read)
        };
        let read = self.read_cards(before)?;
        let cards: Arc<[_]> = read.values().filter_map(|(_, card)| card.clone()).collect();
        *kept() = Cards { at: Some(counter), read, cards: Arc::clone(&cards) };
        Ok(cards)
    }

    fn read_cards(&self, mut before: Read) -> Result<Read, ReplicaError> {
        let (project, rows) = (self.project()?.id, self.reading(shards::cards)?);
        let mut read = Read::new();
        for row in rows {
            let known = before.remove(&row.id).filter(|(heads, _)| *heads == row.heads);
            let card = match known {
                Some((_, card)) => card,
                None => match self.shard(&row.id) {
                    Ok(shard) => {
                        let card = shard.card();
                        card.filter(|card| row.id == ShardId::of_card(&project, &card.device))
                    }
                    // Looked at again when something was committed: it may have been healed.
                    Err(ReplicaError::Damaged { .. } | ReplicaError::NotHeld { .. }) => continue,
                    Err(error) => return Err(error),
                },
            };
            read.insert(row.id, (row.heads, card));
        }
        Ok(read)
    }
}
