//! Interrupts a plugin's call: at its n-th use of the network or of plugin storage nothing more comes
//! back, as when the machine dies there.

use std::sync::atomic::{AtomicUsize, Ordering};

const NEVER: usize = usize::MAX;

/// Where a call is interrupted, and how far it came.
#[derive(Debug)]
pub(crate) struct Interrupt {
    at: AtomicUsize,
    uses: AtomicUsize,
}

impl Default for Interrupt {
    fn default() -> Self {
        Self { at: AtomicUsize::new(NEVER), uses: AtomicUsize::new(0) }
    }
}

impl Interrupt {
    /// Lets every call through, from now on.
    pub(crate) fn never(&self) {
        self.set(NEVER);
    }

    /// Interrupts the next call at a use, counted from 0.
    pub(crate) fn set(&self, at: usize) {
        self.at.store(at, Ordering::SeqCst);
        self.uses.store(0, Ordering::SeqCst);
    }

    /// Whether the call came as far as that.
    pub(crate) fn is_reached(&self) -> bool {
        self.uses.load(Ordering::SeqCst) > self.at.load(Ordering::SeqCst)
    }

    /// Counts a use; the one that is set never ends.
    pub(crate) async fn pass(&self) {
        if self.uses.fetch_add(1, Ordering::SeqCst) == self.at.load(Ordering::SeqCst) {
            std::future::pending::<()>().await;
        }
    }
}
