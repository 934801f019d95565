//! What happens in one run.

use crate::dice::Dice;

/// One thing that happens. Numbers select among what there is, modulo its count.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Action {
    /// A device records some observations.
    Create {
        device: usize,
        count: u64,
    },
    /// A device edits an observation.
    Edit {
        device: usize,
        which: u64,
    },
    /// A device adds a photo, and its preview.
    Photo {
        device: usize,
    },
    Delete {
        device: usize,
        which: u64,
    },
    /// A device takes a deletion back.
    Restore {
        device: usize,
        which: u64,
    },
    /// Two devices connect, if they are not, and one or both begin a session.
    Synchronize {
        a: usize,
        b: usize,
        both: bool,
    },
    /// A person ends the sessions of a device.
    Cancel {
        device: usize,
    },
    /// A device leaves all its links in order.
    Leave {
        device: usize,
    },
    /// A connection is cut. Each side notices at once, or only that it hears nothing.
    Cut {
        which: u64,
        noticed: [bool; 2],
    },
    /// All connections are cut.
    Blackout,
    /// A device loses its power, and is switched on again after a while.
    Crash {
        device: usize,
        off: u64,
    },
    /// The disk of a device fails at one of the next calls.
    DiskFails {
        device: usize,
        call: u64,
    },
    /// What a device holds is copied away.
    Backup {
        device: usize,
    },
    /// A device is switched off, gets back what was copied away, and is switched on again.
    PutBack {
        device: usize,
        off: u64,
    },
    /// The clock of a device is set to another year.
    Clock {
        device: usize,
        years: i64,
    },
    /// A device wants other attachments.
    Policy {
        device: usize,
        everything: bool,
    },
}

pub(crate) fn draw(dice: &mut Dice, devices: usize) -> Action {
    let mut device = || dice.below(devices as u64) as usize;
    let (device, other) = (device(), device());
    let which = dice.below(1 << 32);
    match dice.below(100) {
        0..8 => Action::Create { device, count: if dice.one_of(4) { 40 } else { dice.between(1, 3) } },
        8..28 => Action::Edit { device, which },
        28..34 => Action::Photo { device },
        34..37 => Action::Delete { device, which },
        37..40 => Action::Restore { device, which },
        40..64 => {
            let b = if other == device { (device + 1) % devices } else { other };
            Action::Synchronize { a: device, b, both: dice.one_of(3) }
        }
        64..67 => Action::Cancel { device },
        67..69 => Action::Leave { device },
        69..79 => Action::Cut { which, noticed: [dice.one_of(2), dice.one_of(2)] },
        79..80 => Action::Blackout,
        80..86 => Action::Crash { device, off: dice.between(10, 30_000) },
        86..88 => Action::DiskFails { device, call: dice.between(1, 12) },
        88..92 => Action::Backup { device },
        92..96 => Action::PutBack { device, off: dice.between(10, 30_000) },
        96..98 => Action::Clock { device, years: dice.between(0, 40) as i64 - 20 },
        _ => Action::Policy { device, everything: dice.one_of(2) },
    }
}
