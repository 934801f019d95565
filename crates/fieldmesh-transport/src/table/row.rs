//! The list of devices as a person sees it: one row for each device, in an order that does not change.

use fieldmesh_document::Timestamp;
use fieldmesh_sync::{Hello, LinkRefusal, ReplicaState};

use super::later;
use crate::limits::{FLAP, LISTED};
use crate::{GONE_AFTER, GREY_AFTER, Instance, PeerKey};

/// Whether a device is there.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Presence {
    /// It was heard within [`GREY_AFTER`].
    Here,
    /// Nothing was heard for longer.
    Unsure,
    /// It left, or nothing was heard for [`GONE_AFTER`].
    Gone,
}

/// What goes on with a device: kept in its row for the table's user.
pub(crate) trait Sticky: Clone + Default + PartialEq {
    /// Whether a person is to see it even when the device is gone.
    fn is_sticky(&self) -> bool;
}

/// One device.
#[derive(Clone, Debug)]
pub(crate) struct Row<A> {
    /// Which one.
    pub(crate) key: PeerKey,
    /// What it last said of itself; `None` when it was refused before it did.
    pub(crate) hello: Option<Box<Hello>>,
    /// Why no session can begin.
    pub(crate) refusal: Option<LinkRefusal>,
    /// Whether it holds the same observations as this device.
    pub(crate) same_data: bool,
    /// Whether it is there.
    pub(crate) presence: Presence,
    /// What goes on with it.
    pub(crate) activity: A,
    /// The name it was first shown with: it decides the place of the row.
    place: String,
    instance: Option<Instance>,
    heard: Timestamp,
    /// When discovery lost it while it had no connection.
    vanished: Option<Timestamp>,
    /// It left or was lost, and has not been heard since.
    ended: bool,
}

/// What else bears on the presence of a device.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Standing {
    /// It has a connection in use.
    pub(super) connected: bool,
    /// Discovery sees it.
    pub(super) sighted: bool,
    /// The device is connected with another store: this one was renewed or restored.
    pub(super) superseded: bool,
}

/// All rows.
#[derive(Clone, Debug)]
pub(super) struct Rows<A> {
    /// In order of place and key.
    rows: Vec<Row<A>>,
}

/// What [`Rows::refresh`] did to a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turned {
    Changed(PeerKey),
    Removed(PeerKey),
}

impl<A: Sticky> Row<A> {
    fn look(&self, standing: Standing, now: Timestamp) -> Presence {
        let away = self.vanished.is_some_and(|since| now >= later(since, FLAP));
        if self.ended || away && !standing.connected {
            Presence::Gone
        } else if self.waits_in_sight(standing) || now < later(self.heard, GREY_AFTER) {
            Presence::Here
        } else if now < later(self.heard, GONE_AFTER) {
            Presence::Unsure
        } else {
            Presence::Gone
        }
    }

    /// A refused device that discovery sees has no link on which it could be heard.
    const fn waits_in_sight(&self, standing: Standing) -> bool {
        self.refusal.is_some() && standing.sighted && !standing.connected
    }

    /// Whether the row stays when its device is gone. Why a device was refused is worth knowing until it is
    /// known to have left.
    fn stays(&self) -> bool {
        let left = self.ended || self.vanished.is_some();
        self.activity.is_sticky() || self.refusal.is_some() && !left
    }

    /// When its presence changes if nothing happens; never before the last [`Rows::refresh`].
    fn deadline(&self, standing: Standing) -> Option<Timestamp> {
        let silence = match self.presence {
            Presence::Gone => return None,
            _ if self.waits_in_sight(standing) => None,
            Presence::Here => Some(later(self.heard, GREY_AFTER)),
            Presence::Unsure => Some(later(self.heard, GONE_AFTER)),
        };
        let away = self.vanished.filter(|_| !standing.connected).map(|since| later(since, FLAP));
        silence.into_iter().chain(away).min()
    }
}

impl<A: Sticky> Rows<A> {
    pub(super) const fn new() -> Self {
        Self { rows: Vec::new() }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Row<A>> {
        self.rows.iter()
    }

    pub(super) fn get(&self, key: &PeerKey) -> Option<&Row<A>> {
        self.rows.iter().find(|row| row.key == *key)
    }

    fn get_mut(&mut self, key: &PeerKey) -> Option<&mut Row<A>> {
        self.rows.iter_mut().find(|row| row.key == *key)
    }

    /// The device said hello, or was refused before or after it did. Whether a row changed.
    pub(super) fn met(
        &mut self,
        key: PeerKey,
        instance: Option<Instance>,
        hello: Option<Box<Hello>>,
        answer: Result<bool, LinkRefusal>,
        now: Timestamp,
    ) -> bool {
        let (same_data, refusal) = match answer {
            Ok(same_data) => (same_data, None),
            Err(refusal) => (false, Some(refusal)),
        };
        let Some(row) = self.get_mut(&key) else {
            let place = hello.as_ref().map(|hello| hello.party.name().to_lowercase()).unwrap_or_default();
            let at = self.rows.partition_point(|row| (&row.place, row.key) < (&place, key));
            let (presence, activity) = (Presence::Here, A::default());
            let row = Row {
                key,
                hello,
                refusal,
                same_data,
                presence,
                activity,
                place,
                instance,
                heard: now,
                vanished: None,
                ended: false,
            };
            self.rows.insert(at, row);
            return true;
        };
        (row.instance, row.heard, row.vanished, row.ended) = (instance, now, None, false);
        let hello = hello.or_else(|| row.hello.clone());
        let changed = row.hello != hello || row.refusal != refusal || row.same_data != same_data;
        (row.hello, row.refusal, row.same_data) = (hello, refusal, same_data);
        changed
    }

    /// The data of the device changed. Whether its row did.
    pub(super) fn state(&mut self, key: &PeerKey, state: ReplicaState, same_data: bool) -> bool {
        let Some(row) = self.get_mut(key) else { return false };
        let Some(hello) = &mut row.hello else { return false };
        let changed = hello.state != state || row.same_data != same_data;
        hello.state = state;
        row.same_data = same_data;
        changed
    }

    /// Another activity. Whether the row changed.
    pub(super) fn activity(&mut self, key: &PeerKey, activity: A) -> bool {
        let Some(row) = self.get_mut(key) else { return false };
        let changed = row.activity != activity;
        row.activity = activity;
        changed
    }

    /// Something came from the device.
    pub(super) fn heard(&mut self, key: &PeerKey, instance: Option<Instance>, now: Timestamp) {
        if let Some(row) = self.get_mut(key) {
            (row.instance, row.heard, row.vanished, row.ended) = (instance, now.max(row.heard), None, false);
        }
    }

    /// The device left or was lost.
    pub(super) fn ended(&mut self, key: &PeerKey) {
        if let Some(row) = self.get_mut(key) {
            row.ended = true;
        }
    }

    /// Discovery lost an instance.
    pub(super) fn vanished(&mut self, instance: Instance, now: Timestamp) {
        for row in self.rows.iter_mut().filter(|row| row.instance == Some(instance)) {
            row.vanished = row.vanished.or(Some(now));
        }
    }

    /// Discovery sees an instance.
    pub(super) fn sighted(&mut self, instance: Instance) {
        for row in self.rows.iter_mut().filter(|row| row.instance == Some(instance)) {
            row.vanished = None;
        }
    }

    /// Brings every presence up to date, and takes out what is gone and need not stay.
    pub(super) fn refresh(
        &mut self,
        standing: impl Fn(&PeerKey, Option<Instance>) -> Standing,
        now: Timestamp,
    ) -> Vec<Turned> {
        let mut turned = Vec::new();
        self.rows.retain_mut(|row| {
            let standing = standing(&row.key, row.instance);
            row.ended |= standing.superseded && !standing.connected;
            let presence = row.look(standing, now);
            if presence == Presence::Gone && !row.stays() {
                turned.push(Turned::Removed(row.key));
                return false;
            }
            if presence != row.presence {
                row.presence = presence;
                turned.push(Turned::Changed(row.key));
            }
            true
        });
        turned
    }

    /// When [`Self::refresh`] has something to do.
    pub(super) fn deadline(&self, standing: impl Fn(&PeerKey, Option<Instance>) -> Standing) -> Option<Timestamp> {
        self.rows.iter().filter_map(|row| row.deadline(standing(&row.key, row.instance))).min()
    }

    /// Makes room for one more device besides `newcomers` that have no row yet: the one gone longest goes,
    /// whatever became of it. `Err` when all are there.
    pub(super) fn make_room(&mut self, newcomers: usize) -> Result<Option<PeerKey>, ()> {
        if self.rows.len() + newcomers < LISTED {
            return Ok(None);
        }
        let gone = self.rows.iter().filter(|row| row.presence == Presence::Gone);
        let key = gone.min_by_key(|row| row.heard).map(|row| row.key).ok_or(())?;
        self.rows.retain(|row| row.key != key);
        Ok(Some(key))
    }
}
