//! Removes what has served its time: old events, ingested inbound requests, keys, sessions, what was
//! discarded of drafts, visits, sign-ins that were used, notifications, what rules came to. In small writes, so that no command waits
//! long behind it.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{
    Desk, DeskError,
    limits::{
        INVITATION_KEPT_MS, NOTIFICATIONS_KEPT, NOTIFICATIONS_KEPT_MS, RULE_RUNS_KEPT_MS,
        RULE_RUNS_PRUNED, SIGN_IN_FAILURES_MS, SIGN_IN_LOCKED_MS,
    },
};
use switchboard_model::Timestamp;
use switchboard_store::{
    Lane, StoreError, Transaction, draft, inbound_key, inbound_request, invitation, log,
    mutation_key, notification, rule_run, session, sign_in_failure, used_sign_in, visit,
};

/// The retention.
pub(crate) struct Retention {
    pub desk: Desk,
}

#[async_trait]
impl Worker for Retention {
    fn name(&self) -> &'static str {
        "retention"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let rows = limits::PRUNE_ROWS;
        let mut removed =
            self.prune(limits::EVENTS_KEPT_MS, move |t, at| log::prune(t, at, rows)).await?;
        removed += self
            .prune(limits::INBOUND_REQUEST_KEPT_MS, |t, at| inbound_request::prune(t, at))
            .await?;
        removed +=
            self.prune(limits::INBOUND_KEYS_KEPT_MS, |t, at| inbound_key::prune(t, at)).await?;
        removed +=
            self.prune(limits::MUTATION_KEYS_KEPT_MS, |t, at| mutation_key::prune(t, at)).await?;
        removed += self.prune(0, move |t, at| session::prune(t, at, rows)).await?;
        removed += self
            .prune(limits::DISCARDED_DRAFTS_KEPT_MS, move |t, at| {
                draft::forget_discarded(t, at, rows)
            })
            .await?;
        removed += self.prune(INVITATION_KEPT_MS, |t, at| invitation::prune(t, at)).await?;
        removed += self
            .prune(SIGN_IN_FAILURES_MS + SIGN_IN_LOCKED_MS, |t, at| sign_in_failure::prune(t, at))
            .await?;
        removed += self.prune(0, |t, at| used_sign_in::prune(t, at)).await?;
        removed +=
            self.prune(limits::VISITS_KEPT_MS, move |t, at| visit::prune(t, at, rows)).await?;
        removed +=
            self.prune(RULE_RUNS_KEPT_MS, |t, at| rule_run::prune(t, at, RULE_RUNS_PRUNED)).await?;
        removed += self
            .prune(NOTIFICATIONS_KEPT_MS, move |t, at| notification::prune(t, at, rows))
            .await?;
        removed += self
            .prune(0, move |t, _| notification::prune_beyond(t, NOTIFICATIONS_KEPT, rows))
            .await?;
        Ok(removed)
    }

    fn idle(&self) -> Duration {
        limits::PRUNE_EVERY
    }
}

impl Retention {
    /// Removes one portion of what is older than `kept_ms`.
    async fn prune(
        &self,
        kept_ms: i64,
        prune: impl Fn(&mut Transaction<'_>, Timestamp) -> Result<usize, StoreError> + Send + 'static,
    ) -> Result<usize, DeskError> {
        let before = self.desk.now().plus_ms(-kept_ms);
        let write = move |transaction: &mut Transaction<'_>| prune(transaction, before);
        self.desk.store().write(Lane::Any, write).await.map_err(DeskError::from)
    }
}
