//! Device cards: this device's own, which it writes, and those of others, which sessions bring.

use std::sync::PoisonError;

use fieldmesh_document::{DeviceCard, ReplicaError, Shard, ShardId, ShardKind, Timestamp};

use crate::commit::{self, ShardWrite};
use crate::shards;
use crate::store::Writing;
use crate::{Store, StoreWriteError, schema};

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
    /// While nothing is committed, asking again costs next to nothing: a list of devices asks for each of its rows.
    ///
    /// # Errors
    /// [`ReplicaError::Io`], [`ReplicaError::Busy`].
    pub fn cards(&self) -> Result<Vec<DeviceCard>, ReplicaError> {
        // Asked before the cards are read: those may be newer than it, never older.
        let counter = self.commit_counter()?;
        let kept = || self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, cards)) = &*kept()
            && *at == counter
        {
            return Ok(cards.clone());
        }
        let cards = self.read_cards()?;
        *kept() = Some((counter, cards.clone()));
        Ok(cards)
    }

    fn read_cards(&self) -> Result<Vec<DeviceCard>, ReplicaError> {
        let (project, rows) = (self.project()?.id, self.reading(shards::all)?);
        let cards = rows.iter().filter(|row| row.kind == ShardKind::DEVICE_CARD && row.held().is_some());
        let mut read = Vec::new();
        for row in cards {
            match self.held_shard(&row.id) {
                Ok(shard) => read.extend(
                    shard
                        .and_then(|shard| shard.card())
                        .filter(|card| row.id == ShardId::of_card(&project, &card.device)),
                ),
                Err(ReplicaError::Damaged { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(read)
    }
}
