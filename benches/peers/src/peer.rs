//! What is asked of each library, and how it is timed.

pub(crate) mod automerge;
pub(crate) mod loro;
pub(crate) mod shard;
pub(crate) mod yrs;

use std::time::{Duration, Instant};

use fieldmesh_document::NewObservation;
use fieldmesh_workload::SyntheticDevice;

use crate::records::{Contents, Records};
use crate::{Result, SHARD};

/// A document of one library, in memory.
pub(crate) trait Document: Sized + 'static {
    /// What goes from device to device.
    type Sent;

    /// Records on a device, one transaction each, in a document; `part` numbers the documents of a device.
    fn record(device: &SyntheticDevice, part: usize, observations: &[NewObservation]) -> Result<Self::Sent>;

    /// One document of all that was sent.
    fn merge(sent: &[Self::Sent]) -> Result<Self>;

    /// Bytes that went from device to device.
    fn received(sent: &Self::Sent) -> usize;

    /// Every record.
    fn read(&self) -> Result<Contents>;

    /// Bytes of the document as it is kept.
    fn saved(&self) -> Result<usize>;
}

/// A way to get what other devices recorded, ready to be timed.
pub(crate) trait Exchange {
    /// Gets it, reads it, compares it.
    fn run(&mut self, records: &Records) -> Result<Measured>;
}

/// What one run took.
#[derive(Clone, Copy)]
pub(crate) struct Measured {
    /// From bytes received to one state of all of them.
    pub(crate) merge: Duration,
    /// From there to every record in hand.
    pub(crate) read: Duration,
    /// Bytes that came from the other devices.
    pub(crate) received: usize,
    /// Bytes kept.
    pub(crate) kept: usize,
    /// Whether it was on disk, flushed, at the end of `merge`.
    pub(crate) durable: bool,
}

/// Every device records in one document, and they are merged into one.
pub(crate) fn whole<D: Document>(records: &Records) -> Result<Box<dyn Exchange>> {
    let sent = records.devices.iter().map(|(device, observations)| D::record(device, 0, observations));
    Ok(Box::new(Documents::<D>(vec![sent.collect::<Result<_>>()?])))
}

/// Every device records in documents of 256, and there is nothing to merge but all of them to be taken in.
pub(crate) fn divided<D: Document>(records: &Records) -> Result<Box<dyn Exchange>> {
    let mut documents = Vec::new();
    for (device, observations) in &records.devices {
        for (number, part) in observations.chunks(SHARD).enumerate() {
            documents.push(vec![D::record(device, number, part)?]);
        }
    }
    Ok(Box::new(Documents::<D>(documents)))
}

/// For each document, what is merged into it.
struct Documents<D: Document>(Vec<Vec<D::Sent>>);

impl<D: Document> Exchange for Documents<D> {
    fn run(&mut self, records: &Records) -> Result<Measured> {
        let start = Instant::now();
        let merged: Vec<D> = self.0.iter().map(|sent| D::merge(sent)).collect::<Result<_>>()?;
        let merge = start.elapsed();

        let start = Instant::now();
        let read: Vec<Contents> = merged.iter().map(D::read).collect::<Result<_>>()?;
        let time_read = start.elapsed();

        require_equal(&read.into_iter().flatten().collect(), records.contents(), records.count())?;
        let received = self.0.iter().flatten().map(D::received).sum();
        let kept = merged.iter().map(D::saved).sum::<Result<usize>>()?;
        Ok(Measured { merge, read: time_read, received, kept, durable: false })
    }
}

/// A figure of something that lost data is worth nothing.
pub(crate) fn require_equal(have: &Contents, want: Contents, count: usize) -> Result<()> {
    if want.len() != count || have.len() != count {
        return Err(format!("{} of {count} observations after the merge", have.len()).into());
    }
    match want.iter().find(|(id, value)| have.get(*id) != Some(value)) {
        Some((id, value)) => Err(format!("{id}: recorded {value}, merged {:?}", have.get(id)).into()),
        None => Ok(()),
    }
}
