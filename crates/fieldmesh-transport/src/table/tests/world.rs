//! Tables joined by a network that delivers in any order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::*;
use crate::contact::Closing;
use crate::table::{DialFailure, DialId, Presence};

/// Devices with a network between them. What waits to happen is a [`Choice`]; nothing happens but by one, or by
/// time.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) now: Timestamp,
    pub(super) devices: Vec<Device>,
    pub(super) wires: BTreeMap<u64, Wire>,
    /// Dials that wait to reach the other side.
    dials: Vec<(usize, DialId, SocketAddr)>,
    /// What discovery has still to say, and to whom.
    news: Vec<(usize, News)>,
    /// Pairs between which nothing gets through.
    apart: BTreeSet<(usize, usize)>,
    beat: Timestamp,
}

#[derive(Clone, Debug)]
pub(super) struct Device {
    pub(super) table: Table<Doing>,
    pub(super) key: PeerKey,
    pub(super) instance: Instance,
    address: SocketAddr,
    /// Rows that were taken out, and wires that were made.
    pub(super) removals: usize,
    pub(super) calls: u64,
}

/// One connection: the caller is end 0, the listener end 1.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    devices: [usize; 2],
    instances: [Instance; 2],
    open: [bool; 2],
    /// What travels towards each end.
    flow: [VecDeque<Message>; 2],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Message {
    /// The last message of the handshake.
    Finish,
    Verdict(Verdict),
    Hello,
    Heartbeat,
    Leave,
    Closed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum News {
    Sighted(usize),
    Vanished(Instance),
}

/// Something that can happen next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Choice {
    Dial(usize),
    News(usize),
    Deliver(u64, usize),
}

const BEAT: i64 = 2_000;

impl World {
    /// Devices that have not seen each other; `instances[n]` is the first one of device `n`.
    pub(super) fn new(instances: &[u64]) -> Self {
        let devices = instances.iter().zip(1..).map(|(first, n)| Device::new(n, instance(*first)));
        Self {
            now: START,
            devices: devices.collect(),
            wires: BTreeMap::new(),
            dials: Vec::new(),
            news: Vec::new(),
            apart: BTreeSet::new(),
            beat: at(BEAT),
        }
    }

    /// Everybody is to be seen by everybody.
    pub(super) fn announce_all(&mut self) {
        for (from, to) in self.pairs().into_iter().flat_map(|(a, b)| [(a, b), (b, a)]) {
            self.announce(from, to);
        }
    }

    pub(super) fn announce(&mut self, whom: usize, to: usize) {
        self.news.push((to, News::Sighted(whom)));
    }

    pub(super) fn withdraw(&mut self, whom: usize, from: usize) {
        self.news.push((from, News::Vanished(self.devices[whom].instance)));
    }

    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let count = self.devices.len();
        (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect()
    }

    /// Nothing gets through between two devices any more. What is under way waits, or breaks.
    pub(super) fn part(&mut self, a: usize, b: usize, breaks: bool) {
        self.apart.insert((a.min(b), a.max(b)));
        if breaks {
            let wires = self.wires.iter().filter(|(_, wire)| wire.joins(a, b));
            let wires: Vec<u64> = wires.map(|(id, _)| *id).collect();
            for id in wires {
                self.cut(id);
                self.deliver(id, 0);
                self.deliver(id, 1);
            }
            self.sweep();
        }
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        self.apart.remove(&(a.min(b), a.max(b)));
    }

    fn is_apart(&self, a: usize, b: usize) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }

    /// A wire breaks: what was under way is lost, and each end finds out in its own time.
    pub(super) fn cut(&mut self, id: u64) {
        let wire = self.wires.get_mut(&id).unwrap();
        for flow in &mut wire.flow {
            // A listener that never learned of the handshake has nothing to lose.
            let unborn = flow.contains(&Message::Finish);
            flow.clear();
            flow.extend((!unborn).then_some(Message::Closed));
            if unborn {
                wire.open[1] = false;
            }
        }
        self.sweep();
    }

    /// A device stops and starts again: in order; or killed, and the others hear of its connections or not.
    pub(super) fn restart(&mut self, which: usize, farewell: Farewell) {
        let old = self.devices[which].instance;
        let last_words = match farewell {
            Farewell::InOrder => Some(Message::Leave),
            Farewell::Killed => Some(Message::Closed),
            Farewell::Unheard => None,
        };
        for wire in self.wires.values_mut() {
            for end in (0..2).filter(|end| wire.devices[*end] == which && wire.open[*end]).collect::<Vec<_>>() {
                wire.open[end] = false;
                wire.flow[end].clear();
                wire.flow[1 - end].extend(last_words);
            }
        }
        self.dials.retain(|(device, ..)| *device != which);
        self.news.retain(|(to, _)| *to != which);
        let calls = self.devices[which].calls;
        let anew = Device::new(which as u8 + 1, Instance(old.0 + 100));
        self.devices[which] = Device { calls, ..anew };
        for other in (0..self.devices.len()).filter(|other| *other != which) {
            if farewell == Farewell::InOrder {
                self.news.push((other, News::Vanished(old)));
            }
            self.hear((other, News::Sighted(which)));
            self.hear((which, News::Sighted(other)));
        }
        self.sweep();
    }

    fn hear(&mut self, (to, news): (usize, News)) {
        let now = self.now;
        match news {
            News::Sighted(whom) => {
                let Device { instance, address, .. } = self.devices[whom];
                let sighting = Sighting { instance, addresses: vec![address], same_configuration: true };
                self.devices[to].table.sighted(sighting, now);
            }
            News::Vanished(instance) => self.devices[to].table.vanished(instance, now),
        }
        self.drain(to);
    }

    /// Everything that can happen now, time aside.
    pub(super) fn choices(&self) -> Vec<Choice> {
        let dials = (0..self.dials.len()).map(Choice::Dial);
        let news = (0..self.news.len()).map(Choice::News);
        let flows = self.wires.iter().flat_map(|(id, wire)| {
            let through = !self.is_apart(wire.devices[0], wire.devices[1]);
            let ends = (0..2).filter(move |end| through && !wire.flow[*end].is_empty());
            ends.map(|end| Choice::Deliver(*id, end))
        });
        news.chain(dials).chain(flows).collect()
    }

    pub(super) fn take(&mut self, choice: Choice) {
        match choice {
            Choice::Dial(n) => self.dial(n),
            Choice::News(n) => {
                let news = self.news.remove(n);
                self.hear(news);
            }
            Choice::Deliver(id, end) => self.deliver(id, end),
        }
        self.sweep();
    }

    /// Forgets what travels to where nobody listens.
    fn sweep(&mut self) {
        for wire in self.wires.values_mut() {
            for end in 0..2 {
                if !wire.open[end] {
                    wire.flow[end].clear();
                }
            }
        }
        self.wires.retain(|_, wire| wire.open != [false; 2]);
    }

    /// A message that says that a wire was closed is lost: the end never learns it.
    pub(super) fn lose_close(&mut self, id: u64, end: usize) {
        self.wires.get_mut(&id).unwrap().flow[end].clear();
        self.sweep();
    }

    pub(super) fn heads(&self) -> impl Iterator<Item = (u64, usize, Message)> {
        let flows = self.wires.iter().flat_map(|(id, wire)| [(*id, 0, &wire.flow[0]), (*id, 1, &wire.flow[1])]);
        flows.filter_map(|(id, end, flow)| Some((id, end, *flow.front()?)))
    }

    pub(super) fn whole_wires(&self) -> Vec<u64> {
        self.wires.iter().filter(|(_, wire)| wire.open == [true; 2]).map(|(id, _)| *id).collect()
    }

    fn next(&self) -> Timestamp {
        let timeouts = self.devices.iter().filter_map(|device| device.table.poll_timeout());
        timeouts.chain([self.beat]).min().unwrap().max(self.now)
    }

    /// Discovery says everything, and time passes until so many dials are on their way at once.
    pub(super) fn until_dials(&mut self, count: usize) {
        while !self.news.is_empty() {
            self.take(Choice::News(0));
        }
        while self.dials.len() < count {
            self.wait();
        }
    }

    /// Time goes on to the next moment at which something is due.
    pub(super) fn wait(&mut self) {
        self.now = self.next();
        if self.now == self.beat {
            self.beat = Timestamp(self.now.0 + BEAT);
            self.heartbeats();
        }
        for n in 0..self.devices.len() {
            let now = self.now;
            self.devices[n].table.handle_timeout(now);
            self.drain(n);
        }
    }

    /// Everything happens in order for so many milliseconds, or as `pick` chooses.
    pub(super) fn run(&mut self, milliseconds: i64, mut pick: impl FnMut(usize) -> usize) {
        let until = Timestamp(self.now.0 + milliseconds);
        let mut steps = 0;
        loop {
            let choices = self.choices();
            if !choices.is_empty() {
                self.take(choices[pick(choices.len())]);
            } else if self.next() <= until {
                self.wait();
            } else {
                self.now = until;
                return;
            }
            steps += 1;
            assert!(steps < 200_000, "never quiet");
        }
    }

    /// What must hold when all was quiet for long enough: every pair uses one and the same connection, and has one
    /// row for each other.
    pub(super) fn assert_settled(&self) {
        for (a, b) in self.pairs() {
            let [at_a, at_b] =
                [(a, b), (b, a)].map(|(x, y)| self.devices[x].table.connection(&self.devices[y].key));
            assert!(at_a.is_some() && at_a == at_b, "{a} uses {at_a:?}, {b} uses {at_b:?}");
            let open: Vec<_> =
                self.wires.values().filter(|wire| wire.joins(a, b) && wire.open != [false; 2]).collect();
            assert!(open.len() == 1 && open[0].open == [true; 2], "{a} and {b} hold {open:?}");
        }
        for (n, device) in self.devices.iter().enumerate() {
            let mut rows: Vec<_> = device.table.rows().map(|row| (row.key, row.presence)).collect();
            rows.sort_unstable_by_key(|row| row.0);
            let others = self.devices.iter().enumerate().filter(|(other, _)| *other != n);
            assert_eq!(rows, others.map(|(_, other)| (other.key, Presence::Here)).collect::<Vec<_>>());
        }
    }

    fn dial(&mut self, n: usize) {
        let (caller, dial, address) = self.dials.remove(n);
        let found = self.devices.iter().position(|device| device.address == address);
        let now = self.now;
        match found.filter(|listener| !self.is_apart(caller, *listener)) {
            None => self.devices[caller].table.dial_failed(dial, DialFailure::Unreachable, now),
            Some(listener) => {
                let Device { key, instance, .. } = self.devices[listener];
                let id = 1_000_000 * caller as u64 + self.devices[caller].calls;
                let wire = Wire {
                    devices: [caller, listener],
                    instances: [self.devices[caller].instance, instance],
                    open: [true; 2],
                    flow: [VecDeque::new(), VecDeque::from([Message::Finish])],
                };
                self.wires.insert(id, wire);
                let from = &mut self.devices[caller];
                from.calls += 1;
                from.table.connected(ConnectionId(id), Origin::Dialled(dial), key, Some(instance), now);
            }
        }
        self.drain(caller);
    }

    fn deliver(&mut self, id: u64, end: usize) {
        let Some(wire) = self.wires.get_mut(&id) else { return };
        let (me, they) = (wire.devices[end], wire.devices[1 - end]);
        let theirs = wire.instances[1 - end];
        let Some(message) = wire.flow[end].pop_front().filter(|_| wire.open[end]) else { return };
        let (now, connection) = (self.now, ConnectionId(id));
        let (their_key, table) = (self.devices[they].key, &mut self.devices[me].table);
        match message {
            Message::Finish => table.connected(connection, Origin::Called, their_key, Some(theirs), now),
            Message::Verdict(verdict) => {
                table.verdict(connection, verdict, now);
                if verdict == Verdict::Use {
                    wire.flow[1 - end].push_back(Message::Hello);
                }
            }
            Message::Hello => {
                table.accepted(connection, hello(their_key, &format!("{their_key:?}")), true, now);
            }
            Message::Heartbeat => table.heard(connection, now),
            Message::Leave | Message::Closed => {
                wire.open[end] = false;
                let closing = if message == Message::Leave { Closing::Left } else { Closing::Cut };
                table.closed(connection, closing, now);
            }
        }
        self.drain(me);
    }

    /// Does what a table asks for, and looks at what it shows.
    fn drain(&mut self, which: usize) {
        let device = &mut self.devices[which];
        for effect in effects(&mut device.table) {
            match effect {
                Effect::Dial { dial, address, .. } => self.dials.push((which, dial, address)),
                Effect::Settle { connection, verdict } => {
                    let wire = self.wires.get_mut(&connection.0).unwrap();
                    let end = wire.end(which);
                    assert!(wire.open[end], "a verdict on a closed connection");
                    wire.flow[1 - end].push_back(Message::Verdict(verdict));
                    if verdict == Verdict::Use {
                        wire.flow[1 - end].push_back(Message::Hello);
                    } else {
                        wire.close(end);
                    }
                }
                Effect::Close(connection) => {
                    let wire = self.wires.get_mut(&connection.0).unwrap();
                    wire.close(wire.end(which));
                }
                Effect::Verify(instance) => {
                    if self.devices.iter().all(|device| device.instance != instance) {
                        self.news.push((which, News::Vanished(instance)));
                    }
                }
            }
        }
        let device = &mut self.devices[which];
        let removed = |event: &TableEvent| matches!(event, TableEvent::Removed(_));
        device.removals += events(&mut device.table).iter().filter(|event| removed(event)).count();
        let keys: BTreeSet<_> = device.table.rows().map(|row| row.key).collect();
        assert_eq!(keys.len(), device.table.rows().count(), "two rows of one device");
        let due = device.table.poll_timeout();
        assert!(due.is_none_or(|due| due > self.now), "{due:?} was due at {:?}", self.now);
    }

    fn heartbeats(&mut self) {
        for (id, wire) in &mut self.wires {
            for end in 0..2 {
                let other = self.devices[wire.devices[1 - end]].key;
                let used = self.devices[wire.devices[end]].table.connection(&other) == Some(ConnectionId(*id));
                let flow = &mut wire.flow[1 - end];
                if wire.open[end] && used && !flow.contains(&Message::Heartbeat) {
                    flow.push_back(Message::Heartbeat);
                }
            }
        }
    }
}

/// How a device stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Farewell {
    InOrder,
    Killed,
    Unheard,
}

impl Device {
    fn new(n: u8, instance: Instance) -> Self {
        let options = TableOptions { ours: key(n), instance, seed: n.into() };
        let table = Table::new(options);
        Self { table, key: key(n), instance, address: address(n), removals: 0, calls: 0 }
    }
}

impl Wire {
    fn joins(&self, a: usize, b: usize) -> bool {
        self.devices == [a, b] || self.devices == [b, a]
    }

    fn end(&self, device: usize) -> usize {
        usize::from(self.devices[1] == device)
    }

    fn close(&mut self, end: usize) {
        if self.open[end] {
            self.open[end] = false;
            self.flow[end].clear();
            self.flow[1 - end].push_back(Message::Closed);
        }
    }
}
