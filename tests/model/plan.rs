//! What happens in one case, drawn by proptest. Numbers select among what there is, modulo its count.

use proptest::prelude::*;

/// One thing that happens.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A device records an observation.
    Create { device: usize, with: Vec<Touch> },
    /// A device writes some fields of an observation.
    Edit { device: usize, which: usize, touches: Vec<Touch> },
    /// A device adds a photo to an observation, under one of several names.
    Attach { device: usize, which: usize, photo: u8, name: u8 },
    /// A device takes a photo from an observation.
    Detach { device: usize, which: usize, photo: u8 },
    /// A device deletes an observation.
    Delete { device: usize, which: usize },
    /// A device takes a deletion back.
    Restore { device: usize, which: usize },
    /// A device settles one of its conflicts: by one of the values, or by a new one.
    Resolve { device: usize, which: usize, field: usize, pick: Option<usize> },
    /// The program ends on a device and begins again.
    Restart { device: usize },
    /// A device's folder is copied away.
    Backup { device: usize },
    /// A device's folder is put back as it was copied; from an image the files keep their numbers.
    PutBack { device: usize, image: bool },
    /// Another device begins with a copy of a device's folder.
    Clone { device: usize },
    /// Two devices synchronize.
    Sync { a: usize, b: usize },
    /// Two devices synchronize until so many frames were carried.
    CutSync { a: usize, b: usize, frames: usize },
    /// A device synchronizes with the file that is carried around.
    File { device: usize },
    /// The same until so many frames were carried; the stick is pulled out.
    CutFile { device: usize, frames: usize },
}

/// A write to one field; `None` removes it.
#[derive(Clone, Debug)]
pub(crate) enum Touch {
    Notes(Option<u8>),
    Category(Option<u8>),
    Place(Option<u8>),
    Seen(Option<u8>),
    Tag(u8, Option<Answer>),
}

/// What a tag says.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Number(u8),
    Text(u8),
    Nothing,
    List(u8),
}

/// A plan: how many devices there are at first, and what happens.
pub(crate) fn plan() -> impl Strategy<Value = (usize, Vec<Step>)> {
    (2..=5_usize, prop::collection::vec(step(), 8..64))
}

fn step() -> impl Strategy<Value = Step> {
    // Few observations and few values, so that writes meet.
    let device = || 0..7_usize;
    let which = || 0..4_usize;
    let touches = || prop::collection::vec(touch(), 1..3);
    prop_oneof![
        3 => (device(), touches()).prop_map(|(device, with)| Step::Create { device, with }),
        12 => (device(), which(), touches())
            .prop_map(|(device, which, touches)| Step::Edit { device, which, touches }),
        2 => (device(), which(), 0..2_u8, 0..2_u8)
            .prop_map(|(device, which, photo, name)| Step::Attach { device, which, photo, name }),
        1 => (device(), which(), 0..2_u8).prop_map(|(device, which, photo)| Step::Detach { device, which, photo }),
        3 => (device(), which()).prop_map(|(device, which)| Step::Delete { device, which }),
        2 => (device(), which()).prop_map(|(device, which)| Step::Restore { device, which }),
        4 => (device(), which(), 0..3_usize, prop::option::weighted(0.8, 0..3_usize))
            .prop_map(|(device, which, field, pick)| Step::Resolve { device, which, field, pick }),
        1 => device().prop_map(|device| Step::Restart { device }),
        1 => device().prop_map(|device| Step::Backup { device }),
        1 => (device(), any::<bool>()).prop_map(|(device, image)| Step::PutBack { device, image }),
        1 => device().prop_map(|device| Step::Clone { device }),
        6 => (device(), device()).prop_map(|(a, b)| Step::Sync { a, b }),
        2 => (device(), device(), 1..14_usize).prop_map(|(a, b, frames)| Step::CutSync { a, b, frames }),
        2 => device().prop_map(|device| Step::File { device }),
        1 => (device(), 1..14_usize).prop_map(|(device, frames)| Step::CutFile { device, frames }),
    ]
}

fn touch() -> impl Strategy<Value = Touch> {
    let value = || prop::option::weighted(0.8, 0..3_u8);
    let answer = prop_oneof![
        3 => (0..3_u8).prop_map(Answer::Number),
        1 => (0..2_u8).prop_map(Answer::Text),
        1 => Just(Answer::Nothing),
        1 => (0..2_u8).prop_map(Answer::List),
    ];
    prop_oneof![
        4 => value().prop_map(Touch::Notes),
        1 => value().prop_map(Touch::Category),
        1 => value().prop_map(Touch::Place),
        1 => value().prop_map(Touch::Seen),
        4 => (0..2_u8, prop::option::weighted(0.8, answer)).prop_map(|(key, answer)| Touch::Tag(key, answer)),
    ]
}
