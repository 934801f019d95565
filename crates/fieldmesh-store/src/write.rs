//! Local writes: creating, editing, deleting and restoring observations.

use std::sync::Arc;

use fieldmesh_document::shard::limits::{ROLL_OVER_BYTES, ROLL_OVER_OBSERVATIONS};
use fieldmesh_document::{
    Edit, Lru, NewObservation, Observation, ObservationId, ReplicaError, Shard, ShardId, ShardKind, ShardWriter,
    Timestamp, WriteError, Written,
};
use rusqlite::Connection;

use crate::commit::{self, ShardWrite};
use crate::parallel::overlap;
use crate::shards::{self, ShardRow};
use crate::store::Writing;
use crate::{Store, StoreWriteError, deletions, rows, schema};

/// What is written at once may weigh this many times the bytes a shard has room for: weight is uncompressed
/// and from above, and stays below where local writes end.
const DEFLATED: usize = 2;

impl Store {
    /// Creates observations and returns them as they are stored, in the same order.
    ///
    /// Up to 256 are one transaction. More are written a shard at a time on every core: after an error,
    /// shards already written stay, so that a repeated import should look for each [`Self::find_source`].
    ///
    /// # Errors
    /// Every [`StoreWriteError`] but `NotFound`.
    pub fn create_observations(
        &self,
        mut observations: Vec<NewObservation>,
        now: Timestamp,
    ) -> Result<Vec<Observation>, StoreWriteError> {
        let mut created = Vec::with_capacity(observations.len());
        let mut full = Vec::new();
        while observations.len() > ROLL_OVER_OBSERVATIONS {
            let rest =
                observations.split_off(fitting(&observations, ROLL_OVER_OBSERVATIONS, ROLL_OVER_BYTES).max(1));
            full.push(std::mem::replace(&mut observations, rest));
        }
        created.extend(self.create_full_shards(full, now)?);
        created.extend(self.create_in_open_shard(&observations, now)?);
        Ok(created)
    }

    /// Writes the touched fields of an observation. Returns it as it is now.
    ///
    /// # Errors
    /// Every [`StoreWriteError`].
    pub fn edit(&self, id: &ObservationId, edit: &Edit, now: Timestamp) -> Result<Observation, StoreWriteError> {
        self.change(id, |writer| writer.edit(&id.local, edit, now))
    }

    /// Marks an observation as deleted. It stays in the history and can be restored.
    ///
    /// # Errors
    /// Every [`StoreWriteError`].
    pub fn delete(&self, id: &ObservationId, now: Timestamp) -> Result<Observation, StoreWriteError> {
        self.change(id, |writer| writer.delete(&id.local, now))
    }

    /// Takes the mark of deletion away.
    ///
    /// # Errors
    /// Every [`StoreWriteError`].
    pub fn restore(&self, id: &ObservationId, now: Timestamp) -> Result<Observation, StoreWriteError> {
        self.change(id, |writer| writer.restore(&id.local, now))
    }

    fn change(
        &self,
        id: &ObservationId,
        change: impl FnOnce(&mut ShardWriter) -> Result<Written, WriteError>,
    ) -> Result<Observation, StoreWriteError> {
        let not_found = || StoreWriteError::NotFound(*id);
        let mut writing = self.writing();
        let Writing { connection, writers } = &mut *writing;
        let transaction = schema::begin(connection)?;
        let row = shards::find(&transaction, &id.shard)?
            .filter(|row| row.kind == ShardKind::OBSERVATIONS && row.held().is_some())
            .ok_or_else(not_found)?;
        let mut writer = match self.writer(&transaction, writers, &row) {
            Err(error @ ReplicaError::Damaged { .. }) => {
                shards::mark_damaged(&transaction, &row.id)?;
                self.finish(transaction)?;
                return Err(error.into());
            }
            writer => writer?,
        };
        let written = change(&mut writer).map_err(|error| match error {
            WriteError::NotFound(_) => not_found(),
            other => other.into(),
        })?;
        let bytes = commit::pack(&row, writer.shard(), written.changes);
        let write = ShardWrite::touched(&row, writer.shard(), bytes, &[id.local], row.own)?;
        commit::write_shard(&transaction, Some(&row), &write)?;
        if let Some(row) = rows::locate(&transaction, row.number, &id.local)? {
            deletions::answered(&transaction, row)?;
        }
        self.finish(transaction)?;
        self.go_on_reading(&writer);
        let observation = writer.shard().observation(&id.local).ok_or_else(not_found);
        writers.put(id.shard, writer);
        observation
    }

    /// The writer of a shard: the cached one only if nobody else wrote since. Taken out of the cache, so that
    /// every failure before it is put back drops it, and with it its actor.
    pub(crate) fn writer(
        &self,
        connection: &Connection,
        writers: &mut Lru<ShardWriter>,
        row: &ShardRow,
    ) -> Result<ShardWriter, ReplicaError> {
        match writers.take(&row.id) {
            Some(writer) if writer.shard().heads() == row.heads => Ok(writer),
            _ => {
                let shard = match self.loaded_at(&row.id, &row.heads) {
                    Some(shard) => Arc::unwrap_or_clone(shard),
                    None => shards::load(connection, row)?,
                };
                Ok(shard.write_as(self.device))
            }
        }
    }

    /// Has whoever reads a shard find it as it was just written, without loading it again.
    pub(crate) fn go_on_reading(&self, writer: &ShardWriter) {
        if self.is_read(&writer.shard().id()) {
            self.keep_open(writer.shard().clone());
        }
    }

    /// Creates observations in the shard that is open for them, and in new ones when it is full.
    fn create_in_open_shard(
        &self,
        observations: &[NewObservation],
        now: Timestamp,
    ) -> Result<Vec<Observation>, StoreWriteError> {
        if observations.is_empty() {
            return Ok(Vec::new());
        }
        let mut writing = self.writing();
        let Writing { connection, writers } = &mut *writing;
        let transaction = schema::begin(connection)?;
        let mut created = Vec::with_capacity(observations.len());
        let mut used: Vec<ShardWriter> = Vec::new();
        let mut rest = observations;
        while !rest.is_empty() {
            let open = shards::open_for_creation(&transaction)?;
            let room = open.as_ref().map_or((ROLL_OVER_OBSERVATIONS, ROLL_OVER_BYTES), room);
            let fits = fitting(rest, room.0, room.1);
            let Some(row) = open else {
                let (batch, tail) = rest.split_at(fits.max(1));
                let mut writer = new_shard()?.write_as(self.device);
                let written = writer.create(batch.to_vec(), now)?;
                let bytes = commit::verified_snapshot(writer.shard()).map_err(StoreWriteError::Unverified)?;
                let write =
                    ShardWrite::fresh(None, writer.shard(), commit::observations_of(writer.shard()), bytes, true)?;
                commit::write_shard(&transaction, None, &write)?;
                created.extend(commit::pick(writer.shard(), &written.touched));
                used.push(writer);
                rest = tail;
                continue;
            };
            if fits == 0 {
                shards::close(&transaction, row.number)?;
                continue;
            }
            let (batch, tail) = rest.split_at(fits);
            let mut writer = match self.writer(&transaction, writers, &row) {
                Err(ReplicaError::Damaged { .. }) => {
                    shards::mark_damaged(&transaction, &row.id)?;
                    continue;
                }
                writer => writer?,
            };
            let written = match writer.create(batch.to_vec(), now) {
                Err(WriteError::Full { .. } | WriteError::Newer) => {
                    shards::close(&transaction, row.number)?;
                    continue;
                }
                written => written?,
            };
            let bytes = commit::pack(&row, writer.shard(), written.changes);
            let write = ShardWrite::touched(&row, writer.shard(), bytes, &written.touched, true)?;
            commit::write_shard(&transaction, Some(&row), &write)?;
            created.extend(commit::pick(writer.shard(), &written.touched));
            used.push(writer);
            rest = tail;
        }
        self.finish(transaction)?;
        for writer in used {
            self.go_on_reading(&writer);
            writers.put(writer.shard().id(), writer);
        }
        Ok(created)
    }

    /// Makes shards of their own of full batches, in parallel, with one writer.
    fn create_full_shards(
        &self,
        batches: Vec<Vec<NewObservation>>,
        now: Timestamp,
    ) -> Result<Vec<Observation>, StoreWriteError> {
        let mut created: Vec<Vec<Observation>> = Vec::new();
        created.resize_with(batches.len(), Vec::new);
        let build = |batch: Vec<NewObservation>| -> Result<(ShardWrite, Vec<Observation>), StoreWriteError> {
            let mut writer = new_shard()?.write_as(self.device);
            let written = writer.create(batch, now)?;
            let shard = writer.shard();
            let bytes = commit::verified_snapshot(shard).map_err(StoreWriteError::Unverified)?;
            Ok((
                ShardWrite::fresh(None, shard, commit::observations_of(shard), bytes, false)?,
                commit::pick(shard, &written.touched),
            ))
        };
        overlap(batches, build, |results| {
            self.write_as_they_come(results, |transaction, at, result| {
                let (write, observations) = result?;
                commit::write_shard(transaction, None, &write)?;
                if let Some(place) = created.get_mut(at) {
                    *place = observations;
                }
                Ok::<_, StoreWriteError>(true)
            })
        })?;
        Ok(created.into_iter().flatten().collect())
    }
}

fn new_shard() -> Result<Shard, StoreWriteError> {
    Ok(Shard::create(ShardId::random().map_err(StoreWriteError::Random)?, ShardKind::OBSERVATIONS))
}

/// How many observations and bytes still go into a shard before the next one is begun.
fn room(row: &ShardRow) -> (usize, usize) {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    (
        ROLL_OVER_OBSERVATIONS.saturating_sub(number(row.observations)),
        ROLL_OVER_BYTES.saturating_sub(number(row.snapshot_bytes + row.change_bytes)),
    )
}

/// How many of these, from the start, fit into so much room.
fn fitting(observations: &[NewObservation], most: usize, bytes: usize) -> usize {
    let mut left = bytes * DEFLATED;
    let fits = |observation: &&NewObservation| match left.checked_sub(observation.weight()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    observations.iter().take(most).take_while(fits).count()
}
