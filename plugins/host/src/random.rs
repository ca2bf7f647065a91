//! Where random bytes come from: the machine, or a seed where a call must come out the same twice.

use rand::RngCore;

/// Gives random bytes to plugins.
pub trait RandomPort: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl RandomPort for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}
