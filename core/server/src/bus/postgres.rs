//! Signals over the database. Typing, who looks at a chat and visits that are written cross; previews and visits
//! that nobody agreed to have recorded do not, because what NOTIFY carries may lie on the database's disk.

use super::BusCounts;
use std::sync::Arc;
use switchboard_desk::{Desk, signals::Bus};
use switchboard_store::Notices;
use tokio_util::sync::CancellationToken;

pub(super) struct PostgresBus {
    notices: Notices,
    counts: BusCounts,
}

impl Bus for PostgresBus {
    fn pass(&self, notice: String) {
        self.counts.passed(self.notices.pass(notice));
    }
}

impl PostgresBus {
    pub(super) fn new(notices: Notices, counts: BusCounts) -> Self {
        Self { notices, counts }
    }

    /// Why nothing can be told now.
    pub(super) fn problem(&self) -> Option<String> {
        self.notices.problem().map(|error| {
            format!(
                "{error}: see the database; until then operators on other servers do not see who types"
            )
        })
    }

    /// Hears until `stop`.
    pub(super) async fn run(self: Arc<Self>, desk: Desk, stop: CancellationToken) {
        let mut heard = match self.notices.start() {
            Ok(heard) => heard,
            Err(error) => {
                tracing::error!(%error, "signals do not reach other nodes: no thread was given");
                return;
            }
        };
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                notice = heard.recv() => match notice {
                    Some(notice) => self.counts.hear(&desk, &notice),
                    None => break,
                },
            }
        }
        self.notices.close();
    }
}
