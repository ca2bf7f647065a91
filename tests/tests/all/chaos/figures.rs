//! How bad the weather is: quick by default, in full with `SWITCHBOARD_CHAOS=full`. A run is repeated
//! by the seed that it printed, in `SWITCHBOARD_CHAOS_SEED`.

use std::{ops::Range, time::Duration};
use switchboard_store::testing::is_full;

/// The figures of one run.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Where all that is random begins.
    pub seed: u64,
    /// Live subscriptions.
    pub clients: usize,
    /// Visitors with a chat.
    pub visitors: usize,
    /// Lines that are cut.
    pub cuts: usize,
    /// Times that the server is killed.
    pub kills: u32,
    /// Longest absence of a client after it lost its line.
    pub absence_max: Duration,
    /// Roughly how long it takes.
    pub duration: Duration,
    /// Pause of a writer between two messages, in milliseconds.
    pub write_pause: Range<u64>,
}

impl Figures {
    /// As the environment says.
    pub fn chosen() -> Self {
        let seed = std::env::var("SWITCHBOARD_CHAOS_SEED").ok();
        let seed = seed.map_or_else(rand::random, |seed| seed.parse().expect("a number as seed"));
        let quick = Self {
            seed,
            clients: 120,
            // Five lines each, of the ten that a visitor may have.
            visitors: 12,
            cuts: 240,
            kills: 4,
            absence_max: Duration::from_secs(4),
            duration: Duration::from_secs(24),
            write_pause: 1_000..4_000,
        };
        if !is_full("SWITCHBOARD_CHAOS") {
            return quick;
        }
        Self {
            clients: 200,
            visitors: 20,
            cuts: 2_000,
            kills: 5,
            absence_max: Duration::from_secs(60),
            duration: Duration::from_secs(300),
            ..quick
        }
    }
}
