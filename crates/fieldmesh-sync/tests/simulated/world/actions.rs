//! What people do, and what fails.

use fieldmesh_document::{MediaPolicy, WriteError};

use super::{Event, World};
use crate::check::{Count, holds};
use crate::device::Device;
use crate::end::End;
use crate::plan::{Action, draw};

impl World {
    pub(super) fn act(&mut self) -> Result<(), String> {
        self.left -= 1;
        if self.left > 0 {
            let after = if self.plan.one_of(3) { self.plan.between(0, 50) } else { self.plan.between(100, 4_000) };
            self.schedule(after, Event::Act);
        }
        let action = draw(&mut self.plan, self.devices.len());
        self.perform(action).map_err(|error| format!("{action:?}: {error}"))
    }

    fn perform(&mut self, action: Action) -> Result<(), String> {
        let now = self.now;
        match action {
            Action::Create { device, count } => self.write(device, |device| device.create(count, now)),
            Action::Edit { device, which } => self.write(device, |device| device.edit(which, now)),
            Action::Photo { device } => self.write(device, |device| device.photo(now)),
            Action::Delete { device, which } => self.write(device, |device| device.delete(which, now)),
            Action::Restore { device, which } => self.write(device, |device| device.restore(which, now)),
            Action::Synchronize { a, b, both } => self.synchronize(a, b, both),
            Action::Cancel { device } => {
                for (wire, side) in self.ends_of(device) {
                    let cancelled = self.wires[wire].ends[side].as_mut().is_some_and(End::cancel);
                    if cancelled {
                        self.pump(wire, side)?;
                    }
                }
                Ok(())
            }
            Action::Leave { device } => self.leave(device),
            Action::Cut { which, noticed } => {
                let open: Vec<_> = (0..self.wires.len())
                    .filter(|wire| self.wires[*wire].ends.iter().any(Option::is_some))
                    .collect();
                if let Some(at) = (which as usize).checked_rem(open.len()) {
                    self.cut(open[at], noticed);
                }
                Ok(())
            }
            Action::Blackout => {
                (0..self.wires.len()).for_each(|wire| self.cut(wire, [true, true]));
                Ok(())
            }
            Action::Crash { device, off } => self.switch_off(device, off, false),
            Action::DiskFails { device, call } => {
                self.devices[device].replica.fail_call(call);
                Ok(())
            }
            Action::Backup { device } => {
                let device = &mut self.devices[device];
                device.backup = Some(device.replica.backup());
                Ok(())
            }
            Action::PutBack { device, off } => self.switch_off(device, off, true),
            Action::Clock { device, years } => {
                self.devices[device].set_clock(years);
                Ok(())
            }
            Action::Policy { device, everything } => {
                let policy = if everything { MediaPolicy::Everything } else { MediaPolicy::Previews };
                self.devices[device].set_policy(policy);
                self.schedule(1, Event::Look { device });
                Ok(())
            }
        }
    }

    pub(super) fn write(
        &mut self,
        number: usize,
        write: impl FnOnce(&mut Device) -> Result<(), WriteError>,
    ) -> Result<(), String> {
        let device = &mut self.devices[number];
        if !device.on {
            return Ok(());
        }
        write(device).map_err(|error| format!("writing: {error:?}"))?;
        self.changed(number)
    }

    /// One side gives its connection up.
    pub(super) fn close(&mut self, wire: usize, side: usize, why: Count) {
        if let Some(end) = self.wires[wire].ends[side].take()
            && end.running.is_some()
        {
            self.counts.add(why, 1);
        }
    }

    pub(super) fn cut(&mut self, number: usize, noticed: [bool; 2]) {
        self.wires[number].cut();
        for side in (0..2).filter(|side| noticed[*side]) {
            let after = self.wires[number].work();
            self.schedule(after, Event::Closed { wire: number, side });
        }
    }

    fn leave(&mut self, device: usize) -> Result<(), String> {
        for (wire, side) in self.ends_of(device) {
            let Some(end) = &mut self.wires[wire].ends[side] else { continue };
            end.cancel();
            let mut news = Vec::new();
            end.collect(&mut news)?;
            end.link.leave();
            while let Some(frame) = self.wires[wire].ends[side].as_mut().and_then(End::transmit) {
                if let Some(at) = self.wires[wire].send(1 - side, frame, self.now) {
                    self.schedule_at(at, Event::Arrive { wire, side: 1 - side });
                }
            }
            for news in news {
                self.hear(wire, side, news)?;
            }
            self.close(wire, side, Count::Cancelled);
        }
        Ok(())
    }

    fn switch_off(&mut self, number: usize, off: u64, puts_back: bool) -> Result<(), String> {
        let device = &mut self.devices[number];
        if !device.on || (puts_back && device.backup.is_none()) {
            return Ok(());
        }
        device.on = false;
        device.boot += 1;
        self.counts.add(Count::BytesLost, device.replica.crash());
        self.counts.add(Count::Kills, 1);
        let known = self.devices[number].knows();
        holds(&known, &self.devices[number].known, "what a device knew before it lost its power")?;
        for (wire, side) in self.ends_of(number) {
            self.close(wire, side, Count::KilledInside);
            if self.wires[wire].work().is_multiple_of(2) {
                self.schedule(30, Event::Closed { wire, side: 1 - side });
            }
        }
        self.schedule(off, Event::On { device: number, puts_back });
        Ok(())
    }

    pub(super) fn switch_on(&mut self, number: usize, puts_back: bool) {
        let device = &mut self.devices[number];
        device.on = true;
        if puts_back {
            device.put_back();
            let known = device.knows();
            let lost = device.known.difference(&known).count();
            device.known = known;
            self.counts.add(Count::ChangesLost, lost as u64);
            self.counts.add(Count::PutBack, 1);
        }
    }
}
