//! What some work took of this process, as Linux tells it.

use serde_json::{Value, json};

/// Does the work, and tells how far the peak of memory rose above what was in use, and the processor time; nothing
/// where `/proc` does not say.
pub(super) fn measured<T>(work: impl FnOnce() -> T) -> (T, Value) {
    // Forgets the peak so far.
    let _ = fs_err::write("/proc/self/clear_refs", "5");
    let before = (memory("VmRSS:"), processor_ms());
    let done = work();
    let took = match (before, memory("VmHWM:"), processor_ms()) {
        ((Some(used), Some(from)), Some(peak), Some(to)) => {
            json!({"extra_kib": peak.saturating_sub(used), "processor_ms": to - from})
        }
        _ => Value::Null,
    };
    (done, took)
}

fn memory(field: &str) -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix(field)?.trim().strip_suffix(" kB")?.parse().ok())
}

/// The time of all threads, in user space and in the kernel, which Linux tells in hundredths of a second.
fn processor_ms() -> Option<u64> {
    let stat = fs_err::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let ticks = fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().ok());
    Some(ticks.sum::<Option<u64>>()? * 10)
}
