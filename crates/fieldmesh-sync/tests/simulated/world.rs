//! The devices and connections of one run, and everything that is still to happen, in the order of its time.

mod actions;

use std::collections::{BTreeMap, BTreeSet};

use fieldmesh_document::Replica;
use fieldmesh_sync::{Lane, Outcome, Reply, Request, SessionError, serve};

use crate::check::{Count, Counts, Hashes, agree, holds, reason};
use crate::device::Device;
use crate::dice::Dice;
use crate::end::{End, News, moment};
use crate::wire::Wire;

/// A session that takes longer waits for something that will not come.
const STALLED: u64 = 3_600_000;
/// What a session may have to send, as the protocol says.
const QUEUE: usize = 256 << 10;

enum Event {
    Act,
    Open {
        wire: usize,
        side: usize,
    },
    Arrive {
        wire: usize,
        side: usize,
    },
    Serve {
        wire: usize,
        side: usize,
        boot: u64,
        serial: u64,
        request: Request,
    },
    Reply {
        wire: usize,
        side: usize,
        serial: u64,
        reply: Reply,
    },
    Timer {
        wire: usize,
        side: usize,
    },
    /// A side notices that its connection is no more.
    Closed {
        wire: usize,
        side: usize,
    },
    Begin {
        wire: usize,
        side: usize,
    },
    /// A device looks at what it holds, and says so on its links.
    Look {
        device: usize,
    },
    On {
        device: usize,
        puts_back: bool,
    },
}

pub(crate) struct World {
    seed: u64,
    now: u64,
    events: BTreeMap<(u64, u64), Event>,
    scheduled: u64,
    devices: Vec<Device>,
    wires: Vec<Wire>,
    plan: Dice,
    left: usize,
    /// Whether what changes is synchronized at once, while there is a link.
    live: bool,
    /// What a device knew when a session began there.
    begun: BTreeMap<(usize, [u8; 4]), Hashes>,
    /// What the side that finished first told.
    told: BTreeMap<(usize, BTreeSet<[u8; 4]>), Outcome>,
    /// Outcomes, as they come.
    finished: Vec<(usize, Outcome)>,
    counts: Counts,
}

impl World {
    pub(crate) fn new(seed: u64, devices: usize) -> Self {
        let mut plan = Dice::new(seed, "plan", 0);
        let live = plan.one_of(2);
        let mut devices: Vec<_> = (0..devices).map(|number| Device::new(seed, number)).collect();
        // More shards than are compared without buckets.
        if plan.one_of(4) {
            devices[0].fill(70, 0).unwrap();
        }
        devices.iter_mut().for_each(|device| device.create(2, 0).unwrap());
        for device in &mut devices {
            device.known = device.knows();
        }
        Self {
            seed,
            now: 0,
            events: BTreeMap::new(),
            scheduled: 0,
            devices,
            wires: Vec::new(),
            plan,
            left: 0,
            live,
            begun: BTreeMap::new(),
            told: BTreeMap::new(),
            finished: Vec::new(),
            counts: Counts::default(),
        }
    }

    pub(crate) fn run(mut self, actions: usize) -> Result<Counts, String> {
        self.left = actions;
        self.schedule(0, Event::Act);
        while self.left > 0 {
            self.step().map_err(|error| format!("after {} ms: {error}", self.now))?;
        }
        self.settle().map_err(|error| format!("after the last fault: {error}"))?;
        Ok(self.counts)
    }

    fn schedule(&mut self, after: u64, event: Event) {
        self.scheduled += 1;
        self.events.insert((self.now + after, self.scheduled), event);
    }

    fn schedule_at(&mut self, at: u64, event: Event) {
        self.schedule(at.saturating_sub(self.now), event);
    }

    /// Lets the next thing happen; whether there was one.
    fn step(&mut self) -> Result<bool, String> {
        let Some(((at, _), event)) = self.events.pop_first() else { return Ok(false) };
        self.now = at;
        match event {
            Event::Act => self.act()?,
            Event::Open { wire, side } => self.open(wire, side)?,
            Event::Arrive { wire, side } => self.arrive(wire, side)?,
            Event::Serve { wire, side, boot, serial, request } => self.serve(wire, side, boot, serial, request)?,
            Event::Reply { wire, side, serial, reply } => {
                if let Some(end) = &mut self.wires[wire].ends[side] {
                    end.reply(serial, reply);
                    self.pump(wire, side)?;
                }
            }
            Event::Timer { wire, side } => {
                if let Some(end) = &mut self.wires[wire].ends[side] {
                    end.timer = None;
                    end.link.handle_timeout(moment(self.now));
                    self.pump(wire, side)?;
                }
            }
            Event::Closed { wire, side } => self.close(wire, side, Count::CutInside),
            Event::Begin { wire, side } => self.begin(wire, side)?,
            Event::Look { device } => self.look(device)?,
            Event::On { device, puts_back } => self.switch_on(device, puts_back),
        }
        Ok(true)
    }

    /// What a device knew, it still knows.
    fn changed(&mut self, number: usize) -> Result<(), String> {
        let device = &mut self.devices[number];
        let known = device.knows();
        holds(&known, &device.known, "what a device knew before")?;
        if known != device.known {
            device.known = known;
            // Some devices look at what they hold sooner than others.
            self.schedule(20 + 150 * number as u64, Event::Look { device: number });
        }
        Ok(())
    }

    fn look(&mut self, device: usize) -> Result<(), String> {
        // A disk that fails now is asked again at the next change.
        let Ok(state) = self.devices[device].state() else { return Ok(()) };
        for (wire, side) in self.ends_of(device) {
            if let Some(end) = &mut self.wires[wire].ends[side] {
                end.link.update(state.clone());
            }
            self.pump(wire, side)?;
        }
        Ok(())
    }

    fn ends_of(&self, device: usize) -> Vec<(usize, usize)> {
        let mut ends = Vec::new();
        for (number, wire) in self.wires.iter().enumerate() {
            ends.extend(
                (0..2)
                    .filter(|side| wire.devices[*side] == device && wire.ends[*side].is_some())
                    .map(|side| (number, side)),
            );
        }
        ends
    }

    fn synchronize(&mut self, a: usize, b: usize, both: bool) -> Result<(), String> {
        if !self.devices[a].on || !self.devices[b].on {
            return Ok(());
        }
        let linked = self.ends_of(a).into_iter().find(|(wire, side)| {
            let wire = &self.wires[*wire];
            wire.devices[1 - side] == b && wire.ends[*side].as_ref().is_some_and(|end| end.accepted)
        });
        match linked {
            Some((wire, side)) => {
                self.begin(wire, side)?;
                if both { self.begin(wire, 1 - side) } else { Ok(()) }
            }
            None => {
                self.connect([a, b], [true, both]);
                Ok(())
            }
        }
    }

    fn connect(&mut self, devices: [usize; 2], begins: [bool; 2]) {
        let number = self.wires.len();
        let boots = devices.map(|device| self.devices[device].boot);
        let dice = Dice::new(self.seed, "wire", number as u64);
        let wire = Wire::new(devices, boots, dice, self.now, begins);
        for side in 0..2 {
            self.schedule_at(wire.opens[side], Event::Open { wire: number, side });
        }
        self.wires.push(wire);
    }

    fn open(&mut self, number: usize, side: usize) -> Result<(), String> {
        let wire = &self.wires[number];
        let device = wire.devices[side];
        let is_there = self.devices[device].on && self.devices[device].boot == wire.boots[side] && !wire.cut;
        let Some(options) = is_there.then(|| self.devices[device].options().ok()).flatten() else {
            self.refuse(number, side);
            return Ok(());
        };
        let earlier = self.wires[..number].iter().any(|other| {
            other.opens.iter().all(|at| *at > self.now) && other.devices.iter().all(|d| wire.devices.contains(d))
        });
        self.counts.add(Count::OpenedOutOfOrder, u64::from(earlier));
        let dice = Dice::new(self.seed, "end", 2 * number as u64 + side as u64);
        self.wires[number].ends[side] = Some(End::new(options, dice, self.now));
        self.pump(number, side)
    }

    /// Nobody is there to take the connection.
    fn refuse(&mut self, wire: usize, side: usize) {
        self.wires[wire].cut();
        self.schedule(5, Event::Closed { wire, side: 1 - side });
    }

    fn arrive(&mut self, wire: usize, side: usize) -> Result<(), String> {
        let Some(frame) = self.wires[wire].arrive(side) else { return Ok(()) };
        // There is room for one more.
        self.pump(wire, 1 - side)?;
        let device = self.wires[wire].devices[side];
        let Some(end) = &mut self.wires[wire].ends[side] else { return Ok(()) };
        let mut news = Vec::new();
        let mut began = None;
        end.receive(&frame, self.now, &mut |tag| began = Some(tag), &mut news)?;
        if let Some(tag) = began {
            self.note_beginning(wire, tag, device);
        }
        for news in news {
            self.hear(wire, side, news)?;
        }
        self.pump(wire, side)
    }

    fn begin(&mut self, wire: usize, side: usize) -> Result<(), String> {
        let device = self.wires[wire].devices[side];
        let began = self.wires[wire].ends[side].as_mut().and_then(|end| end.begin(self.now));
        if let Some(tag) = began {
            self.note_beginning(wire, tag, device);
            self.pump(wire, side)?;
        }
        Ok(())
    }

    fn note_beginning(&mut self, wire: usize, tag: [u8; 4], device: usize) {
        self.begun.insert((wire, tag), self.devices[device].knows());
        let sessions = self
            .ends_of(device)
            .into_iter()
            .filter(|(wire, side)| self.wires[*wire].ends[*side].as_ref().is_some_and(|end| end.running.is_some()));
        let beside = sessions.count() > 1;
        self.counts.add(Count::Begun, 1);
        self.counts.add(Count::OneOfSeveral, u64::from(beside));
    }

    fn serve(&mut self, wire: usize, side: usize, boot: u64, serial: u64, request: Request) -> Result<(), String> {
        let number = self.wires[wire].devices[side];
        let device = &self.devices[number];
        if !device.on || device.boot != boot {
            return Ok(());
        }
        let writes = request.lane() == Lane::Write;
        let reply = serve(request, &device.replica);
        // It is done, and whoever asked hears of it later, or never.
        let after = self.wires[wire].work();
        self.schedule(after, Event::Reply { wire, side, serial, reply });
        if writes { self.changed(number) } else { Ok(()) }
    }

    /// Moves one side on as far as possible.
    fn pump(&mut self, number: usize, side: usize) -> Result<(), String> {
        loop {
            let wire = &mut self.wires[number];
            let device = wire.devices[side];
            let Some(end) = &mut wire.ends[side] else { return Ok(()) };
            let mut news = Vec::new();
            end.collect(&mut news)?;
            let mut requests = Vec::new();
            while let Some(request) = end.request() {
                requests.push(request);
            }
            let mut arrivals = Vec::new();
            while wire.has_room(1 - side)
                && let Some(frame) = wire.ends[side].as_mut().and_then(End::transmit)
            {
                arrivals.extend(wire.send(1 - side, frame, self.now));
            }
            let moved = !(news.is_empty() && requests.is_empty() && arrivals.is_empty());
            for (serial, request) in requests {
                let (boot, after) = (self.devices[device].boot, self.wires[number].work());
                self.schedule(after, Event::Serve { wire: number, side, boot, serial, request });
            }
            for at in arrivals {
                self.schedule_at(at, Event::Arrive { wire: number, side: 1 - side });
            }
            for news in news {
                self.hear(number, side, news)?;
            }
            if !moved {
                break;
            }
        }
        let Some(end) = &mut self.wires[number].ends[side] else { return Ok(()) };
        if end.most_queued > QUEUE {
            return Err(format!("{} bytes were queued", end.most_queued));
        }
        if end.running.as_ref().is_some_and(|running| self.now - running.began > STALLED) {
            return Err(format!("a session waits for ever: {:?}", end.running));
        }
        if let Some(at) = end.link.poll_timeout().map(|at| at.0.unsigned_abs())
            && end.timer.is_none_or(|timer| timer > at)
        {
            end.timer = Some(at);
            self.schedule_at(at, Event::Timer { wire: number, side });
        }
        Ok(())
    }

    fn hear(&mut self, wire: usize, side: usize, news: News) -> Result<(), String> {
        let device = self.wires[wire].devices[side];
        match news {
            News::Accepted if self.wires[wire].begins[side] => self.begin(wire, side),
            News::Accepted | News::Changed => {
                let end = self.wires[wire].ends[side].as_ref();
                let differs = end.and_then(|end| end.link.acceptance()).is_some_and(|both| !both.same_data());
                if self.live && differs {
                    let after = self.wires[wire].work();
                    self.schedule(after, Event::Begin { wire, side });
                }
                Ok(())
            }
            News::Over => {
                self.close(wire, side, Count::CutInside);
                Ok(())
            }
            News::Failed(error) => self.failed(&error),
            News::Finished { tags, outcome } => self.finish(wire, device, tags, *outcome),
        }
    }

    fn failed(&mut self, error: &SessionError) -> Result<(), String> {
        let count = reason(error)?;
        self.counts.add(count, 1);
        Ok(())
    }

    fn finish(&mut self, wire: usize, device: usize, tags: [[u8; 4]; 2], outcome: Outcome) -> Result<(), String> {
        self.counts.add(Count::Finished, 1);
        if !outcome.records_equal || !outcome.declined.is_empty() {
            return Err(format!("nothing was wrong with any shard, and a session ended with {outcome:?}"));
        }
        let known = self.devices[device].knows();
        for tag in tags {
            holds(&known, &self.begun[&(wire, tag)], "what both sides had when a session began, after its proof")?;
        }
        match self.told.remove(&(wire, tags.into())) {
            Some(other) => agree(&outcome, &other)?,
            None => {
                self.told.insert((wire, tags.into()), outcome.clone());
            }
        }
        self.finished.push((device, outcome));
        let now = self.now;
        if self.wires[wire].work().is_multiple_of(3) {
            self.write(device, |device| device.write_card(now))?;
        }
        Ok(())
    }

    /// The last fault was: everything is cut, and every device is switched on. From here on, so many sessions
    /// make all equal: each with the next one, there and back, and then each pair once for its photos.
    fn settle(&mut self) -> Result<(), String> {
        self.live = false;
        self.cut_everything()?;
        self.devices.iter().for_each(|device| device.replica.fail_none());
        let all: Hashes = self.devices.iter().flat_map(Device::knows).collect();
        let last = self.devices.len() - 1;
        for device in (0..last).chain((0..last - 1).rev()) {
            self.one_session(device, device + 1)?;
        }
        for device in &self.devices {
            holds(&device.knows(), &all, "what any device had after the last fault")?;
        }
        for a in 0..=last {
            for b in a + 1..=last {
                self.one_session(a, b)?;
            }
        }
        self.are_equal(&all)
    }

    fn cut_everything(&mut self) -> Result<(), String> {
        for wire in 0..self.wires.len() {
            self.wires[wire].cut();
            (0..2).for_each(|side| self.close(wire, side, Count::CutInside));
        }
        // What a replica was asked before, it still does.
        while self.step()? {}
        Ok(())
    }

    /// Connects two devices, for one session, which must end with a proof.
    fn one_session(&mut self, a: usize, b: usize) -> Result<(), String> {
        self.finished.clear();
        self.counts.add(Count::Settled, 1);
        let both = self.plan.one_of(2);
        self.connect([a, b], [true, both]);
        let deadline = self.now + STALLED;
        while self.finished.len() < 2 {
            if !self.step()? || self.now > deadline {
                return Err(format!("{a} and {b} wait for each other"));
            }
        }
        let wrong = self.finished.iter().find(|(_, outcome)| !outcome.is_complete());
        if let Some((device, outcome)) = wrong {
            return Err(format!("{a} and {b}: on {device} {outcome:#?}"));
        }
        self.cut_everything()
    }

    fn are_equal(&mut self, all: &Hashes) -> Result<(), String> {
        let shown = self.devices[0].observations();
        let digest = |device: &Device| device.replica.inventory().map(|inventory| inventory.records_digest());
        let first = digest(&self.devices[0]).map_err(|error| error.to_string())?;
        for device in &self.devices {
            holds(all, &device.knows(), "what was there after the last fault")?;
            if digest(device).ok() != Some(first) || device.observations() != shown {
                return Err("devices differ at the end".to_owned());
            }
            for want in device.replica.wanted().map_err(|error| error.to_string())? {
                let held = |other: &Device| other.replica.held(&[want.id]).is_ok_and(|held| held[0].is_some());
                if self.devices.iter().any(held) {
                    return Err(format!("a photo is wanted here and held there: {want:?}"));
                }
            }
        }
        let conflicts: usize = shown.iter().map(|observation| observation.conflicts.len()).sum();
        let photos: usize = shown.iter().map(|observation| observation.attachments.len()).sum();
        self.counts.add(Count::Conflicts, conflicts as u64);
        self.counts.add(Count::Photos, photos as u64);
        Ok(())
    }
}
