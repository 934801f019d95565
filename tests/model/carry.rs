//! Sessions between the devices of a case, and with the file that is carried around.

use fieldmesh_document::{DeviceId, DeviceKind, MediaPolicy, Replica, StoreId};
use fieldmesh_store::{SessionRecord, Store, Via};
use fieldmesh_sync::{
    Hello, LinkOptions, LinkRefusal, Outcome, Party, Pump, PumpEnd, PumpError, ReplicaState, Step, pump,
};
use fieldmesh_syncfile::{SyncFile, Visitor};

use crate::world::{Device, PROJECT, World, key, same};

impl Device {
    pub(crate) fn visitor(&self) -> Visitor {
        let store = self.store();
        let (device, counter) = (self.id, store.commit_counter().unwrap());
        Visitor { device, store: store.store_id(), counter, name: "device".to_owned() }
    }

    fn end(&self, nonce: u8) -> PumpEnd<'_> {
        let Visitor { device, store, counter, name } = self.visitor();
        let party = Party::Device { device, store, counter, name, kind: DeviceKind::Laptop };
        end(self.store(), party, nonce)
    }
}

impl World {
    /// Synchronizes two devices. A clone is told apart, and becomes a device of its own first.
    pub(crate) fn synchronize(&mut self, a: usize, b: usize) -> Result<(), String> {
        self.tell_apart(a, b)?;
        let (one, other) = (&self.devices[a], &self.devices[b]);
        let all = &self.known(one.store()) | &self.known(other.store());
        let outcome = pump(one.end(1), other.end(2), &mut |_, _| (), &|| false);
        let (ours, theirs) = outcome.map_err(|error| format!("synchronizing: {error:?}"))?;
        check_outcome(&ours, &theirs)?;
        for (device, peer) in [(one, other), (other, one)] {
            let store = device.store();
            same("what is known after a session", &self.known(store), &all)?;
            let inventory = store.inventory().unwrap();
            same("the digest", &inventory.records_digest(), &ours.records_digest)?;
            let session = SessionRecord {
                device: peer.id,
                store_id: peer.store().store_id(),
                records_digest: ours.records_digest,
                observations: store.totals().unwrap().live,
                at: self.now(a),
                via: Via::Lan,
            };
            store.enter(|books| books.session(&session, &inventory)).unwrap();
        }
        self.look(a)?;
        self.look(b)
    }

    fn tell_apart(&mut self, a: usize, b: usize) -> Result<(), String> {
        let (one, other) = (&self.devices[a], &self.devices[b]);
        if one.id != other.id {
            return Ok(());
        }
        let refused = Pump::new(one.end(1), other.end(2)).map(drop);
        if !matches!(refused, Err(PumpError::Refused { refusal: LinkRefusal::CopiedDevice { .. }, .. })) {
            return Err(format!("a copy was met, and: {refused:?}"));
        }
        let device = &mut self.devices[b];
        device.store = None;
        self.renewed += 1;
        device.id = DeviceId::from_bytes([100 + self.renewed; 32]);
        Store::renew(&device.directory, device.id).unwrap();
        device.open();
        Ok(())
    }

    pub(crate) fn by_file(&mut self, device: usize) -> Result<(), String> {
        let file = self.open_file();
        let here = &self.devices[device];
        let all = &self.known(here.store()) | &self.known(&file);
        file.visit(here.visitor(), self.now(device)).unwrap();
        let outcome = pump(here.end(1), file_end(&file), &mut |_, _| (), &|| false);
        let (ours, theirs) = outcome.map_err(|error| format!("synchronizing with the file: {error:?}"))?;
        check_outcome(&ours, &theirs)?;
        file.finish_visit().unwrap();
        drop(file);
        same("what the device knows after the file", &self.known(here.store()), &all)?;
        same("what the file knows", &self.known(&self.open_file()), &all)?;
        self.counts.files += 1;
        self.look(device)
    }

    /// A session with a device or the file that ends after so many frames.
    pub(crate) fn cut(&mut self, a: usize, b: Option<usize>, frames: usize) -> Result<(), String> {
        if let Some(b) = b {
            self.tell_apart(a, b)?;
        }
        let file = self.open_file();
        let one = &self.devices[a];
        let (theirs, end): (&dyn Replica, _) = match b {
            Some(b) => (self.devices[b].store(), self.devices[b].end(2)),
            None => (&file, file_end(&file)),
        };
        let before = [self.known(one.store()), self.known(theirs)];
        if b.is_none() {
            file.visit(one.visitor(), self.now(a)).unwrap();
        }
        let mut pump = Pump::new(one.end(1), end).map_err(|error| format!("beginning: {error:?}"))?;
        let (mut carried, mut finished) = (0, false);
        while carried < frames && !finished {
            match pump.step().map_err(|error| format!("before the cut: {error:?}"))? {
                Step::Carried(..) => carried += 1,
                Step::Finished => finished = true,
                Step::Served(_) | Step::Progress(..) => {}
            }
        }
        drop(pump);
        self.counts.cuts += u64::from(!finished);
        let all = &before[0] | &before[1];
        let after = [self.known(one.store()), self.known(theirs)];
        drop(file);
        for (before, after) in before.iter().zip(&after) {
            if !before.is_subset(after) || !after.is_subset(&all) {
                return Err(format!("after a cut {after:?}, of {before:?} and {all:?}"));
            }
        }
        self.look(a)?;
        match b {
            Some(b) => self.look(b),
            None => self.oracle.check_closed(&self.known(&self.open_file())),
        }
    }

    pub(crate) fn open_file(&self) -> SyncFile {
        SyncFile::open(self.file.clone(), &[(PROJECT, key())]).unwrap()
    }
}

fn end(replica: &dyn Replica, party: Party, nonce: u8) -> PumpEnd<'_> {
    let hello = Hello {
        program: "test".to_owned(),
        party,
        project: PROJECT,
        configuration: None,
        state: ReplicaState::of(replica, 0, MediaPolicy::Everything).unwrap(),
    };
    let link = LinkOptions { hello, configuration: None, accepts: Vec::new(), removed: Vec::new() };
    PumpEnd { replica, link, nonce: [nonce; 16] }
}

fn file_end(file: &SyncFile) -> PumpEnd<'_> {
    let party = Party::File {
        writer: DeviceId::from_bytes([1; 32]),
        store: StoreId::new(1),
        counter: 1,
        name: "file".to_owned(),
    };
    end(file, party, 2)
}

fn check_outcome(ours: &Outcome, theirs: &Outcome) -> Result<(), String> {
    let right = ours.is_complete() && theirs.is_complete() && ours.records_digest == theirs.records_digest;
    if right { Ok(()) } else { Err(format!("not complete: {ours:?} {theirs:?}")) }
}
