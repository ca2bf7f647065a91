//! Hands what operators are told of to the push services of their browsers.

use crate::{
    limits,
    worker::{Worker, may_leave},
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use std::{sync::Arc, time::Duration};
use switchboard_desk::{Desk, DeskError, push};
use switchboard_model::push::{PushAnswer, PushPort};
use switchboard_store::alert;
use tracing::{debug, warn};

/// The worker.
pub(crate) struct Pusher {
    pub desk: Desk,
    pub port: Arc<dyn PushPort>,
}

#[async_trait]
impl Worker for Pusher {
    fn name(&self) -> &'static str {
        "pusher"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !may_leave(&self.desk, alert::next_attempt_at).await? {
            return Ok(0);
        }
        let jobs = push::claim(&self.desk, self.port.contact()).await?;
        let count = jobs.len();
        stream::iter(jobs)
            .for_each_concurrent(limits::PUSH_PARALLEL, |job| async move {
                let answer = self.hand_over(&job).await;
                debug!(?answer, "a push");
                if let Err(error) = push::settle(&self.desk, &job, answer).await {
                    warn!(%error, "a push could not be settled and is tried again");
                }
            })
            .await;
        Ok(count)
    }

    fn idle(&self) -> Duration {
        limits::PUSHER_IDLE
    }
}

impl Pusher {
    async fn hand_over(&self, job: &push::PushJob) -> PushAnswer {
        let sent = self.port.send(job.push.clone());
        tokio::time::timeout(limits::PUSH_WAIT, sent).await.unwrap_or(PushAnswer::Later(None))
    }
}
