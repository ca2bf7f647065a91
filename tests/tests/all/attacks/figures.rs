//! How bad the attack is: a part of it by default, in full with `SWITCHBOARD_ATTACKS=full`. The whole is
//! meant for a server of a release, which `SWITCHBOARD_BIN` names.

use std::time::Duration;
use switchboard_store::testing::is_full;

/// The figures of one run.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Those who attack.
    pub strangers: usize,
    /// Operators who work.
    pub operators: usize,
    /// Visitors who write with them.
    pub visitors: usize,
    /// How long it goes on.
    pub duration: Duration,
    /// Pause of a stranger between two attacks.
    pub stranger_pause: Duration,
    /// Pause of an operator or a visitor between two looks at their chats.
    pub work_pause: Duration,
    /// How long the server rests before its memory is looked at again.
    pub rest: Duration,
    /// How much more than before may be resident then, in KiB.
    pub kept_kib: u64,
}

/// Whether the environment asks for the whole.
pub fn is_whole() -> bool {
    is_full("SWITCHBOARD_ATTACKS")
}

impl Figures {
    /// As the environment says.
    pub fn chosen() -> Self {
        if is_whole() {
            return Self {
                strangers: 100,
                operators: 20,
                visitors: 200,
                duration: Duration::from_secs(60),
                stranger_pause: Duration::from_secs(1),
                work_pause: Duration::from_secs(3),
                rest: Duration::from_secs(60),
                kept_kib: 60 << 10,
            };
        }
        Self {
            strangers: 10,
            operators: 4,
            visitors: 20,
            duration: Duration::from_secs(12),
            stranger_pause: Duration::from_millis(1_500),
            work_pause: Duration::from_secs(3),
            rest: Duration::from_secs(8),
            kept_kib: 256 << 10,
        }
    }
}
