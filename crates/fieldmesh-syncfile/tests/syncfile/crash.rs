//! Power cuts, full and failing disks, and salts that never repeat.

use std::collections::HashSet;
use std::io;
use std::sync::{Arc, Mutex};

use fieldmesh_document::{Heads, PieceOutcome, Replica, ReplicaError, Shard};
use fieldmesh_syncfile::{Medium, MemoryMedium, State, SyncFile};

use crate::sample::*;

#[derive(Clone, Debug)]
enum Op {
    Append(Vec<u8>),
    Truncate(u64),
    Sync,
}

/// A disk that writes down what it is told to do, fails at the n-th write, and has so much room.
#[derive(Clone, Debug, Default)]
struct SimulatedMedium {
    memory: MemoryMedium,
    ops: Arc<Mutex<Vec<Op>>>,
    fail_at: Option<usize>,
    room: Option<u64>,
}

impl SimulatedMedium {
    fn of(bytes: &[u8]) -> Self {
        Self { memory: MemoryMedium::from(bytes.to_vec()), ..Self::default() }
    }

    fn log(&self, op: Op) -> io::Result<()> {
        let mut ops = self.ops.lock().unwrap();
        ops.push(op);
        if self.fail_at == Some(ops.len()) { Err(io::Error::other("pulled out")) } else { Ok(()) }
    }
}

impl Medium for SimulatedMedium {
    fn len(&mut self) -> io::Result<u64> {
        self.memory.len()
    }
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        // Short reads, as a disk may give.
        let n = buffer.len().min(5000);
        self.memory.read_at(offset, &mut buffer[..n])
    }
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.log(Op::Append(bytes.to_vec())) {
            self.memory.append(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.memory.append(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        self.log(Op::Sync)
    }
    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.log(Op::Truncate(len))?;
        self.memory.truncate(len)
    }
    fn publish(&mut self) -> io::Result<()> {
        Ok(())
    }
    fn free_space(&self) -> Option<u64> {
        self.room
    }
}

/// Every state the disk may be in when the power goes: all that was synced, and of the rest any prefix of the
/// operations, the last of them in part, with a sector lost in the middle.
fn after_power_cuts(start: &[u8], ops: &[Op]) -> Vec<(usize, Vec<u8>)> {
    let mut images = Vec::new();
    let mut image = start.to_vec();
    let mut synced = image.len();
    for (number, op) in ops.iter().enumerate() {
        images.push((number, image.clone()));
        match op {
            Op::Sync => synced = image.len(),
            Op::Truncate(len) => {
                image.truncate(*len as usize);
                synced = synced.min(image.len());
            }
            Op::Append(bytes) => {
                for part in (512..bytes.len()).step_by(512) {
                    images.push((number, [image.as_slice(), &bytes[..part]].concat()));
                }
                image.extend_from_slice(bytes);
                for lost in (synced..image.len()).step_by(512) {
                    let mut holed = image.clone();
                    let end = (lost + 512).min(holed.len());
                    holed[lost..end].fill(0);
                    images.push((number, holed));
                }
            }
        }
    }
    images.push((ops.len(), image));
    images
}

/// Heads that must be in the file.
fn assert_holds(file: &SyncFile, shards: &[(&Shard, Heads)]) {
    for (shard, heads) in shards {
        let held = file.load(&shard.id()).unwrap();
        assert!(held.contains_all(heads.as_slice()));
    }
}

#[test]
fn a_power_cut_at_any_sector_leaves_the_last_commit() {
    let first = shard(1, 3);
    let start = file_of(std::slice::from_ref(&first)).to_vec();
    // An update that did not finish stands at the end: it is cut first.
    let start = [start.as_slice(), &[9; 3000]].concat();
    let disk = SimulatedMedium::of(&start);
    let file = SyncFile::open(disk.clone(), &[(PROJECT, key())]).unwrap();
    let (second, after) = (shard(2, 3), edited(&first, 2, 1, "edited"));
    merge(&file, vec![snapshot(&second)]);
    file.commit().unwrap();
    let committed = disk.ops.lock().unwrap().len();
    merge(&file, vec![changes(&first, &after)]);
    file.commit().unwrap();

    let ops = disk.ops.lock().unwrap().clone();
    let (mut unfinished, mut recovered_some) = (0, 0);
    for (number, image) in after_power_cuts(&start, &ops) {
        let file = reopened(&image);
        assert_holds(&file, &[(&first, first.heads())]);
        if number >= committed {
            assert_holds(&file, &[(&second, second.heads())]);
        }
        if number == ops.len() {
            assert_holds(&file, &[(&first, after.heads())]);
            assert_eq!(file.state().unwrap(), State::Intact);
        }
        if let State::Unfinished { recovered, .. } = file.state().unwrap() {
            unfinished += 1;
            recovered_some += u32::from(recovered > 0);
        }
        // The next update succeeds from wherever the last one was cut.
        merge(&file, vec![snapshot(&shard(3, 1))]);
        file.commit().unwrap();
        assert_eq!(file.state().unwrap(), State::Intact);
        assert!(file.verify(&mut |_, _| (), &|| false).unwrap().is_intact());
    }
    assert!(unfinished > 20 && recovered_some > 5, "{unfinished} cuts, {recovered_some} with whole segments");
}

#[test]
fn a_failed_write_ends_writing_and_the_file_opens_again() {
    let first = shard(1, 3);
    let start = file_of(std::slice::from_ref(&first)).to_vec();
    let mut failed = 0;
    for fail_at in 1..=4 {
        let disk = SimulatedMedium { fail_at: Some(fail_at), ..SimulatedMedium::of(&start) };
        let file = SyncFile::open(disk.clone(), &[(PROJECT, key())]).unwrap();
        merge(&file, vec![snapshot(&shard(2, 3))]);
        assert!(matches!(file.commit(), Err(ReplicaError::Io { .. })));
        assert!(matches!(file.inventory(), Err(ReplicaError::Io { .. })), "nothing is said of what is not known");
        assert_holds(&reopened(&disk.memory.to_vec()), &[(&first, first.heads())]);
        failed += 1;
    }
    assert_eq!(failed, 4, "records, sync, commit, sync");
}

#[test]
fn a_full_disk_is_told_before_a_byte_is_written() {
    let start = file_of(&[shard(1, 3)]).to_vec();
    let disk = SimulatedMedium { room: Some(4000), ..SimulatedMedium::of(&start) };
    let file = SyncFile::open(disk.clone(), &[(PROJECT, key())]).unwrap();
    merge(&file, vec![snapshot(&shard(2, 3))]);
    assert!(matches!(file.commit(), Err(ReplicaError::Full { need: 4505, have: 4000 })));
    assert_eq!(disk.memory.to_vec(), start);
    assert!(file.inventory().is_ok());
}

#[test]
fn no_salt_repeats_however_often_a_tail_is_cut_and_written_anew() {
    let medium = file_of(&[shard(1, 3)]);
    let common = medium.to_vec();
    let salt = |bytes: &[u8], at: usize| <[u8; 32]>::try_from(&bytes[at..at + 32]).unwrap();
    let mut salts = HashSet::new();
    for cycle in 0..300 {
        let medium = MemoryMedium::from(common.clone());
        let file = open(medium.clone()).unwrap();
        file.visit(visitor(1), NOON).unwrap();
        // The same content each time: two keys that met the same nonce would show the same bytes.
        assert_eq!(file.write_piece(&want(b"abc", 0), 0, b"ab").unwrap(), PieceOutcome::Partial);
        file.finish_visit().unwrap();
        let bytes = medium.to_vec();
        assert_eq!(bytes.len(), common.len() + 2 * 4096);
        for at in [common.len(), common.len() + 4096] {
            assert!(salts.insert(salt(&bytes, at)), "cycle {cycle}");
        }
    }
    assert_eq!(salts.len(), 600);
}
