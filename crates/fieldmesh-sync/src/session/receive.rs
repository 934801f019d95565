//! Receiving shards: assembling items, merging in batches, returning credit (`docs/protocol.md`, section 4.2).

use std::collections::{BTreeSet, VecDeque};

use fieldmesh_document::{Content, DeclineReason, Incoming, Merged, ReplicaError, ShardId};

use super::core::{Core, at_most, invalid};
use crate::error::SessionError;
use crate::limits::{BATCH_COST, BATCH_ITEMS, CHANGES, CREDIT, HASHES, HEADS, ITEM_SENT, SNAPSHOT};
use crate::message::{Form, ItemHeader, Message};
use crate::outcome::{Direction, Stage};
use crate::request::{Ask, Told};

#[derive(Debug, Default)]
pub(super) struct Receiver {
    /// Items that the sender promised and that did not begin.
    planned: Option<u64>,
    seen: BTreeSet<ShardId>,
    arriving: Option<(ItemHeader, Vec<u8>)>,
    waiting: VecDeque<(ItemHeader, Vec<u8>)>,
    /// Cost of everything that came and was not acknowledged.
    open: u64,
    waiting_cost: u64,
    flush: bool,
    ended: bool,
    writing: Writing,
    merged_any: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum Writing {
    #[default]
    Idle,
    Merging {
        cost: u64,
        items: u64,
        bytes: u64,
    },
    Committing,
    Committed,
}

impl Receiver {
    /// The sender's promise.
    pub(super) fn plan(&mut self, core: &mut Core, items: u64) -> Result<(), SessionError> {
        if self.planned.is_some() {
            return Err(SessionError::Unexpected { message: "Plan" });
        }
        at_most("planned items", items, core.agreed.len() as u64)?;
        self.planned = Some(items);
        core.start(Stage::Records, Direction::Receiving, items);
        Ok(())
    }

    pub(super) fn item(&mut self, core: &Core, header: ItemHeader) -> Result<(), SessionError> {
        self.begin(core, "Item", header.shard)?;
        let (form_limit, what) = match header.form {
            Form::Snapshot => (SNAPSHOT, "bytes of a snapshot"),
            Form::Changes => (CHANGES, "bytes of changes"),
        };
        at_most("heads of a shard", header.heads.as_slice().len() as u64, HEADS as u64)?;
        at_most(what, header.unpacked, form_limit as u64)?;
        at_most("bytes of an item", header.sent, ITEM_SENT as u64)?;
        if header.sent == 0 || (!header.packed && header.sent != header.unpacked) {
            return Err(invalid("Item", "its lengths contradict each other"));
        }
        if core.agreed.get(&header.shard).is_none_or(|agreed| agreed.kind != header.kind) {
            return Err(invalid("Item", "its kind is not the announced one"));
        }
        self.open = self.open.saturating_add(header.cost());
        at_most("bytes without credit", self.open, CREDIT)?;
        self.arriving = Some((header, Vec::new()));
        Ok(())
    }

    pub(super) fn piece(&mut self, bytes: &[u8]) -> Result<(), SessionError> {
        let Some((header, have)) = &mut self.arriving else {
            return Err(SessionError::Unexpected { message: "Piece" });
        };
        have.extend_from_slice(bytes);
        let (have, want) = (have.len() as u64, header.sent);
        if bytes.is_empty() || have > want {
            return Err(invalid("Piece", "it is empty or longer than its item"));
        }
        if have == want
            && let Some((header, bytes)) = self.arriving.take()
        {
            self.waiting_cost += header.cost();
            self.waiting.push_back((header, bytes));
        }
        Ok(())
    }

    /// The sender cannot read a shard.
    pub(super) fn skip(
        &mut self,
        core: &mut Core,
        shard: ShardId,
        reason: DeclineReason,
    ) -> Result<(), SessionError> {
        self.begin(core, "Skip", shard)?;
        core.decline(shard, reason);
        core.step(Stage::Records, Direction::Receiving, 1);
        Ok(())
    }

    pub(super) const fn flush(&mut self) {
        self.flush = true;
    }

    pub(super) fn end(&mut self) -> Result<(), SessionError> {
        if self.ended || self.planned != Some(0) || self.arriving.is_some() {
            return Err(SessionError::Unexpected { message: "End" });
        }
        self.ended = true;
        Ok(())
    }

    /// Whether everything the sender promised is merged and durable.
    pub(super) fn is_finished(&self) -> bool {
        self.writing == Writing::Committed
    }

    /// Nothing that came is to be made durable.
    pub(super) fn settle(&mut self) {
        if self.ended && !self.merged_any && self.waiting.is_empty() && self.writing == Writing::Idle {
            self.writing = Writing::Committed;
        }
    }

    /// What the replica is to be asked next.
    pub(super) fn request(&mut self) -> Result<Option<Ask>, SessionError> {
        if self.writing != Writing::Idle {
            return Ok(None);
        }
        let due = self.flush || self.ended || self.waiting.len() >= BATCH_ITEMS || self.waiting_cost >= BATCH_COST;
        if due && !self.waiting.is_empty() {
            return self.merge().map(Some);
        }
        self.flush = false;
        if !self.ended {
            return Ok(None);
        }
        self.writing = Writing::Committing;
        Ok(Some(Ask::Commit))
    }

    /// What the replica told.
    pub(super) fn told(&mut self, core: &mut Core, result: Result<Told, ReplicaError>) -> Result<(), SessionError> {
        let told = result.map_err(SessionError::Replica)?;
        match (std::mem::take(&mut self.writing), told) {
            (Writing::Merging { cost, items, bytes }, Told::Merged(merged)) => {
                self.merged_any = true;
                let refused = take(core, merged);
                core.received.record_bytes += bytes;
                core.step(Stage::Records, Direction::Receiving, items);
                self.open = self.open.saturating_sub(cost);
                core.outbox.push(&Message::Credit { cost, refused });
            }
            (Writing::Committing, Told::Done) => self.writing = Writing::Committed,
            _ => return Err(SessionError::Reply),
        }
        Ok(())
    }

    /// Counts an item of the plan, which must be of a shard that may come, once.
    fn begin(&mut self, core: &Core, message: &'static str, shard: ShardId) -> Result<(), SessionError> {
        let planned = match (self.planned, &self.arriving) {
            (Some(planned), None) => planned.checked_sub(1),
            _ => None,
        };
        self.planned = Some(planned.ok_or(SessionError::Unexpected { message })?);
        let may_come = core.agreed.get(&shard).is_some_and(|agreed| agreed.theirs.is_some() && !agreed.ahead);
        if !may_come || !self.seen.insert(shard) {
            return Err(invalid(message, "its shard was not announced, or came before"));
        }
        Ok(())
    }

    fn merge(&mut self) -> Result<Ask, SessionError> {
        let (mut cost, mut bytes, mut unpacked) = (0, 0, 0);
        let mut batch = Vec::new();
        while let Some((header, _)) = self.waiting.front()
            && batch.len() < BATCH_ITEMS
            && (batch.is_empty() || unpacked + header.unpacked <= CHANGES as u64)
            && let Some((header, content)) = self.waiting.pop_front()
        {
            cost += header.cost();
            bytes += header.sent;
            unpacked += header.unpacked;
            batch.push(unpack(header, content)?);
        }
        self.waiting_cost = self.waiting_cost.saturating_sub(cost);
        self.writing = Writing::Merging { cost, items: batch.len() as u64, bytes };
        Ok(Ask::Merge(batch))
    }
}

/// Counts what was merged; gives what was refused.
fn take(core: &mut Core, merged: Vec<Merged>) -> Vec<(ShardId, DeclineReason)> {
    let mut refused = Vec::new();
    for Merged { shard, result } in merged {
        match result {
            Ok(counts) => {
                core.received.shards += 1;
                if core.agreed.get(&shard).is_some_and(|agreed| agreed.kind.is_data()) {
                    core.received.counts += counts;
                }
            }
            Err(refusal) => {
                tracing::warn!(shard = %shard.to_hex(), %refusal, "the guard refused a shard");
                core.decline(shard, DeclineReason::Refused);
                refused.push((shard, DeclineReason::Refused));
            }
        }
    }
    refused
}

fn unpack(header: ItemHeader, bytes: Vec<u8>) -> Result<Incoming, SessionError> {
    let wrong = || invalid("Item", "it cannot be unpacked to what was announced");
    let bytes = if header.packed {
        let limit = usize::try_from(header.unpacked).map_err(|_| wrong())?;
        let bytes = zstd::bulk::decompress(&bytes, limit).map_err(|_| wrong())?;
        if bytes.len() != limit {
            return Err(wrong());
        }
        bytes
    } else {
        bytes
    };
    let content = match header.form {
        Form::Snapshot => Content::Snapshot(bytes),
        Form::Changes => Content::Changes(split(&bytes).ok_or_else(wrong)?),
    };
    Ok(Incoming { shard: header.shard, kind: header.kind, heads: header.heads, content })
}

/// Reads a postcard list of byte strings. Its length is checked before anything is made of it: sixteen
/// million empty changes would fit in an item.
fn split(list: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (count, mut rest) = postcard::take_from_bytes::<u32>(list).ok()?;
    let mut changes = Vec::new();
    for _ in 0..usize::try_from(count).ok().filter(|count| *count <= HASHES)? {
        let (change, after) = postcard::take_from_bytes::<&[u8]>(rest).ok()?;
        changes.push(change.to_vec());
        rest = after;
    }
    rest.is_empty().then_some(changes)
}
