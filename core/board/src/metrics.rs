//! What the board has answered, and whether it was ever wrong.

use prometheus_client::metrics::{counter::Counter, gauge::Gauge};
use prometheus_client::registry::Registry;

/// The numbers of one board since it was opened. A clone counts into the same numbers.
#[derive(Clone, Debug, Default)]
pub struct BoardMetrics {
    /// Chats on it.
    pub chats: Gauge,
    /// Lists and counts found in memory.
    pub answers: Counter,
    /// Lists and counts left to the database: it was behind, or does not hold what was asked for.
    pub passed: Counter,
    /// Pages found by a walk in the list's order.
    pub walked: Counter,
    /// Pages selected from among all chats that are like what was asked for.
    pub selected: Counter,
    /// Chats looked at for pages.
    pub steps: Counter,
    /// Differences between what is kept and what is so. Each is a fault of this program, and was mended.
    pub drift: Counter,
}

impl BoardMetrics {
    /// Shows these numbers in a registry.
    pub fn register(&self, registry: &mut Registry) {
        let board = registry.sub_registry_with_prefix("board");
        let all = self.clone();
        board.register("chats", "Chats on the board", all.chats);
        board.register("answers", "Lists and counts found in memory", all.answers);
        board.register("passed", "Lists and counts left to the database", all.passed);
        board.register("walked_pages", "Pages found by a walk", all.walked);
        board.register("selected_pages", "Pages selected from among candidates", all.selected);
        board.register("page_steps", "Chats looked at for pages", all.steps);
        board.register("drift", "Differences that a look at the board has found", all.drift);
    }
}
