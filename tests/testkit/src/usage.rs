//! What a process has used, as the kernel counts it.

use anyhow::{Context, Result};
use std::time::Duration;

/// Length of a tick of the kernel's count of processor time: 100 a second on every Linux.
const TICK: Duration = Duration::from_millis(10);

/// Processor time of a process so far, all threads, to 10 ms.
pub fn processor_time(process: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold spaces: fields are counted after it.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u32 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|word| word.parse::<u32>().ok())
        .sum();
    Ok(TICK * ticks)
}

/// Memory of a process in KiB; pages that several share count in part. The server hides its memory: who
/// is not root learns how much of it is resident, and no more.
pub fn memory_kib(process: u32) -> Result<f64> {
    let (told, name) = match std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")) {
        Ok(rollup) => (rollup, "Pss:"),
        Err(_) => (std::fs::read_to_string(format!("/proc/{process}/status"))?, "VmRSS:"),
    };
    let line = told.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| rest.split_whitespace().next()).context("no memory is told")?;
    Ok(kib.parse()?)
}

/// Memory of a process that is resident now, in KiB.
pub fn resident_kib(process: u32) -> Result<u64> {
    told_kib(process, "VmRSS:")
}

/// The most that was ever resident, in KiB.
pub fn resident_peak_kib(process: u32) -> Result<u64> {
    told_kib(process, "VmHWM:")
}

/// What everybody may read, also of a process that hides its memory.
fn told_kib(process: u32, name: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|rest| rest.split_whitespace().next()).context("no memory is told")?;
    Ok(kib.parse()?)
}

/// The load average of the last minute.
pub fn load_average() -> Result<String> {
    let text = std::fs::read_to_string("/proc/loadavg")?;
    Ok(text.split_whitespace().next().unwrap_or_default().to_owned())
}
