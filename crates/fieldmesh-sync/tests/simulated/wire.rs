//! Connections between two devices.

use std::collections::VecDeque;

use crate::dice::Dice;
use crate::end::End;

/// One connection, which carries frames whole and in order, each as late as it is drawn.
pub(crate) struct Wire {
    pub(crate) devices: [usize; 2],
    /// How often each device had been switched on when the connection was begun.
    pub(crate) boots: [u64; 2],
    /// Of each side, once the connection is there.
    pub(crate) ends: [Option<End>; 2],
    dice: Dice,
    /// Milliseconds that a frame takes at least, and what comes on top at most.
    latency: (u64, u64),
    /// Frames that may be under way in one direction.
    room: usize,
    /// To each side: when each frame arrives, and the frame.
    under_way: [VecDeque<(u64, Vec<u8>)>; 2],
    /// When the connection is there, for each side.
    pub(crate) opens: [u64; 2],
    /// Nothing passes any more.
    pub(crate) cut: bool,
    /// Which sides begin a session when both accepted.
    pub(crate) begins: [bool; 2],
}

impl Wire {
    pub(crate) fn new(devices: [usize; 2], boots: [u64; 2], mut dice: Dice, now: u64, begins: [bool; 2]) -> Self {
        let latency = dice.pick(&[(0, 2), (1, 40), (20, 300), (400, 2_500)]);
        let room = dice.pick(&[1, 2, 4, 16]);
        // A connection that is begun later may be there earlier.
        let there = now + dice.between(1, 2_000);
        let opens = [there, there + dice.between(0, latency.0 + latency.1)];
        let under_way = [VecDeque::new(), VecDeque::new()];
        Self { devices, boots, ends: [None, None], dice, latency, room, under_way, opens, cut: false, begins }
    }

    /// Whether one more frame may be sent to a side.
    pub(crate) fn has_room(&self, to: usize) -> bool {
        self.under_way[to].len() < self.room
    }

    /// Sends a frame to a side; when it arrives, if it does.
    pub(crate) fn send(&mut self, to: usize, frame: Vec<u8>, now: u64) -> Option<u64> {
        if self.cut {
            return None;
        }
        let earliest = self.under_way[to].back().map_or(0, |(at, _)| *at).max(self.opens[to]);
        let takes = self.latency.0 + self.dice.between(0, self.latency.1);
        let at = (now + takes).max(earliest);
        self.under_way[to].push_back((at, frame));
        Some(at)
    }

    /// The frame that arrives at a side now.
    pub(crate) fn arrive(&mut self, to: usize) -> Option<Vec<u8>> {
        self.under_way[to].pop_front().map(|(_, frame)| frame)
    }

    /// Nothing passes any more, and what is under way is lost.
    pub(crate) fn cut(&mut self) {
        self.cut = true;
        self.under_way = [VecDeque::new(), VecDeque::new()];
    }

    /// How long a replica takes for a request.
    pub(crate) fn work(&mut self) -> u64 {
        if self.dice.one_of(20) { self.dice.between(100, 5_000) } else { self.dice.between(0, 60) }
    }
}
