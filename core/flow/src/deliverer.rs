//! Takes deliveries to their platforms: claims with a lease, sends outside any transaction, settles
//! by the connector's class of error.

use crate::{
    limits, retry,
    worker::{Worker, may_leave},
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use std::time::Duration;
use switchboard_desk::{
    Context, Desk, DeskError,
    message::settle::{Outcome, SettleInput, settle},
    outbound::{ClaimInput, OutboundJob, claim, start_attempt},
};
use switchboard_model::{
    connector::{Attempt, Connector, ConnectorError, ConnectorResult, ErrorClass, Sent},
    delivery::DeliveryOperation,
};
use switchboard_store::delivery;
use tracing::{info, warn};

/// The deliverer.
pub(crate) struct Deliverer {
    pub desk: Desk,
    pub worker_id: String,
}

#[async_trait]
impl Worker for Deliverer {
    fn name(&self) -> &'static str {
        "deliverer"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !may_leave(&self.desk, delivery::next_attempt_at).await? {
            return Ok(0);
        }
        let input = ClaimInput {
            worker_id: self.worker_id.clone(),
            lease_ms: limits::OUTBOX_LEASE_MS,
            limit: limits::OUTBOX_CLAIM,
        };
        let jobs = claim(&self.desk, input).await?;
        let count = jobs.len();
        stream::iter(jobs)
            .for_each_concurrent(limits::OUTBOX_PARALLEL, |job| async move {
                if let Err(error) = self.deliver(job).await {
                    warn!(%error, "a delivery could not be settled and waits for its lease");
                }
            })
            .await;
        Ok(count)
    }
}

impl Deliverer {
    async fn deliver(&self, job: OutboundJob) -> Result<(), DeskError> {
        if !start_attempt(&self.desk, job.delivery.delivery_id, &self.worker_id).await? {
            return Ok(());
        }
        let outcome = match self.attempt(&job).await {
            Ok(sent) => Outcome::Sent(sent),
            Err(error) => {
                let wait_ms = retry::wait_ms(job.delivery.attempt_count, &error);
                let retry_at = self.desk.now().plus_ms(wait_ms);
                Outcome::Failed { error, retry_at }
            }
        };
        info!(
            delivery.id = %job.delivery.delivery_id,
            chat.id = %job.delivery.chat_id,
            attempt = job.delivery.attempt_count,
            failed = ?class_of(&outcome),
            "delivery"
        );
        let input = SettleInput {
            delivery_id: job.delivery.delivery_id,
            worker_id: self.worker_id.clone(),
            outcome,
        };
        settle(&self.desk, &Context::system(), input).await.map(|_| ())
    }

    async fn attempt(&self, job: &OutboundJob) -> ConnectorResult<Sent> {
        let connector = match self.desk.outward_connector(&job.channel).await {
            // Bytes may have left before, and nobody can be asked any more.
            Err(error) if job.is_interrupted && error.class == ErrorClass::Permanent => {
                return Err(ConnectorError { class: ErrorClass::MaybeSent, ..error });
            }
            found => found?,
        };
        if job.is_interrupted {
            return find(connector.as_ref(), job).await;
        }
        let limit = Duration::from_millis(limits::SEND_MS.unsigned_abs());
        match tokio::time::timeout(limit, self.send(connector.as_ref(), job)).await {
            Ok(result) => result,
            // The host ends its own calls earlier and knows whether bytes left; this is the last net.
            Err(_) => Err(ConnectorError::new(
                ErrorClass::MaybeSent,
                "send.timeout",
                "the connector did not answer in time: look on the platform before sending again",
            )),
        }
    }

    async fn send(&self, connector: &dyn Connector, job: &OutboundJob) -> ConnectorResult<Sent> {
        let now = self.desk.now();
        let attempt = Attempt {
            key: job.key.clone(),
            number: job.delivery.attempt_count.unsigned_abs(),
            deadline: now.plus_ms(limits::SEND_MS),
            done: job.references.clone(),
        };
        let gone = || {
            ConnectorError::new(
                ErrorClass::Permanent,
                "message.unknown",
                "the platform's name of this message is not known: it cannot be changed there",
            )
        };
        match job.delivery.operation {
            DeliveryOperation::Send => connector.send(&job.outbound, &attempt).await,
            DeliveryOperation::Edit => {
                let message = job.references.first().ok_or_else(gone)?;
                connector.edit(message, &job.outbound, &attempt).await
            }
            DeliveryOperation::Delete => {
                if job.references.is_empty() {
                    return Err(gone());
                }
                for message in &job.references {
                    connector.retract(message, &attempt).await?;
                }
                Ok(Sent { references: Vec::new(), at: now, echo: None })
            }
        }
    }
}

/// What became of an attempt that a crash cut off: the platform is asked, never told again blindly.
async fn find(connector: &dyn Connector, job: &OutboundJob) -> ConnectorResult<Sent> {
    match connector.find_sent(&job.key, &job.outbound).await {
        Ok(Some(sent)) => Ok(sent),
        Ok(None) => Err(ConnectorError::new(
            ErrorClass::Transient,
            "send.interrupted",
            "the server stopped while sending; the platform does not have the message",
        )),
        Err(error) if error.class == ErrorClass::Transient => Err(error),
        Err(_) => Err(ConnectorError::new(
            ErrorClass::MaybeSent,
            "send.interrupted",
            "the server stopped while sending and the platform cannot be asked: look there before \
             sending again",
        )),
    }
}

fn class_of(outcome: &Outcome) -> Option<ErrorClass> {
    match outcome {
        Outcome::Sent(_) => None,
        Outcome::Failed { error, .. } => Some(error.class),
    }
}
