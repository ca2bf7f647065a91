//! What the server's process uses while something happens: the most memory, looked at all the time, and
//! what lies in its folder.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread::JoinHandle,
    time::Duration,
};
use switchboard_testkit::usage::{resident_kib, resident_peak_kib};

/// Pause between two looks at the memory.
const LOOK: Duration = Duration::from_millis(2);

/// A look at a process's memory that goes on until it is stopped.
pub struct Watch {
    process: u32,
    ever_before: u64,
    is_over: Arc<AtomicBool>,
    most: Arc<AtomicU64>,
    thread: JoinHandle<()>,
}

impl Watch {
    /// Begins.
    pub fn start(process: u32) -> Self {
        let (is_over, most) = (Arc::<AtomicBool>::default(), Arc::<AtomicU64>::default());
        let (over, seen) = (Arc::clone(&is_over), Arc::clone(&most));
        let thread = std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                seen.fetch_max(resident(process), Ordering::Relaxed);
                std::thread::sleep(LOOK);
            }
        });
        Self { process, ever_before: ever(process), is_over, most, thread }
    }

    /// Ends; gives the most that was resident meanwhile, in KiB.
    pub fn stop(self) -> u64 {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.join().expect("the watch goes on");
        let (ever, seen) = (ever(self.process), self.most.load(Ordering::Relaxed));
        // Between two looks there may have been more, which the kernel tells where it is a new record.
        if ever > self.ever_before { ever.max(seen) } else { seen }
    }
}

/// What is resident now, in KiB.
pub fn resident(process: u32) -> u64 {
    resident_kib(process).expect("the server runs")
}

fn ever(process: u32) -> u64 {
    resident_peak_kib(process).expect("the server runs")
}

/// Bytes of all files below a folder.
pub fn bytes_below(folder: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    // What goes while it is looked at weighs nothing.
    entries
        .filter_map(Result::ok)
        .map(|entry| match entry.metadata() {
            Ok(about) if about.is_dir() => bytes_below(&entry.path()),
            Ok(about) => about.len(),
            Err(_) => 0,
        })
        .sum()
}
