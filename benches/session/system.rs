//! What the system says of this process. On Linux only, where `/proc` tells it.

use std::time::Duration;

use crate::Result;

/// Forgets the peak so far.
pub(crate) fn reset_peak_memory() -> Result<()> {
    Ok(fs_err::write("/proc/self/clear_refs", "5")?)
}

/// The most memory in use at a time, in MiB.
pub(crate) fn peak_memory() -> Result<f64> {
    let status = fs_err::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak memory")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kibibytes / 1024.0)
}

/// Of all threads.
pub(crate) fn processor_time() -> Result<Duration> {
    let stat = fs_err::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(") ").ok_or("no processor time")?.1;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<u64>).sum::<std::result::Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}
