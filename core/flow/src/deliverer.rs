//! Takes deliveries to their platforms: claims with a lease, sends outside any transaction, settles
//! by the connector's class of error.

use crate::{
    connector::connector_of,
    limits, retry,
    worker::{Worker, is_due},
};
use async_trait::async_trait;
use futures::{StreamExt, stream};
use std::time::Duration;
use switchboard_desk::{
    Context, Desk, DeskError,
    message::settle::{Outcome, SettleInput, settle},
    outbound::{ClaimInput, Parcel, begin, claim},
};
use switchboard_model::{
    connector::{Attempt, Connector, ConnectorError, ErrorClass, Sent},
    delivery::DeliveryOperation,
};
use switchboard_store::delivery;
use tracing::{info, warn};

/// The deliverer.
pub(crate) struct Deliverer {
    pub desk: Desk,
    pub holder: String,
}

#[async_trait]
impl Worker for Deliverer {
    fn name(&self) -> &'static str {
        "deliverer"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !is_due(&self.desk, delivery::next_attempt_at).await? {
            return Ok(0);
        }
        let input = ClaimInput {
            holder: self.holder.clone(),
            lease_ms: limits::OUTBOX_LEASE_MS,
            limit: limits::OUTBOX_CLAIM,
        };
        let parcels = claim(&self.desk, input).await?;
        let count = parcels.len();
        stream::iter(parcels)
            .for_each_concurrent(limits::OUTBOX_PARALLEL, |parcel| async move {
                if let Err(error) = self.deliver(parcel).await {
                    warn!(%error, "a delivery could not be settled and waits for its lease");
                }
            })
            .await;
        Ok(count)
    }
}

impl Deliverer {
    async fn deliver(&self, parcel: Parcel) -> Result<(), DeskError> {
        if !begin(&self.desk, parcel.delivery.delivery_id, &self.holder).await? {
            return Ok(());
        }
        let result = self.attempt(&parcel).await;
        let outcome = self.outcome(&parcel, result);
        info!(
            delivery.id = %parcel.delivery.delivery_id,
            chat.id = %parcel.delivery.chat_id,
            attempt = parcel.delivery.attempt_count,
            outcome = name(&outcome),
            "delivery"
        );
        let input = SettleInput {
            delivery_id: parcel.delivery.delivery_id,
            holder: self.holder.clone(),
            outcome,
        };
        settle(&self.desk, &Context::system(), input).await.map(|_| ())
    }

    async fn attempt(&self, parcel: &Parcel) -> Result<Sent, ConnectorError> {
        let connector = connector_of(&self.desk, &parcel.channel).await?;
        if parcel.is_interrupted {
            return find(connector.as_ref(), parcel).await;
        }
        let limit = Duration::from_millis(limits::SEND_MS.unsigned_abs());
        match tokio::time::timeout(limit, self.send(connector.as_ref(), parcel)).await {
            Ok(result) => result,
            // The host ends its own calls earlier and knows whether bytes left; this is the last net.
            Err(_) => Err(ConnectorError::new(
                ErrorClass::MaybeSent,
                "send.timeout",
                "the connector did not answer in time: look on the platform before sending again",
            )),
        }
    }

    async fn send(
        &self,
        connector: &dyn Connector,
        parcel: &Parcel,
    ) -> Result<Sent, ConnectorError> {
        let now = self.desk.store().clock().now();
        let attempt = Attempt {
            key: parcel.key.clone(),
            number: parcel.delivery.attempt_count.unsigned_abs(),
            deadline: now.plus_ms(limits::SEND_MS),
            done: parcel.references.clone(),
        };
        let gone = || {
            ConnectorError::new(
                ErrorClass::Permanent,
                "message.unknown",
                "the platform's name of this message is not known: it cannot be changed there",
            )
        };
        match parcel.delivery.operation {
            DeliveryOperation::Send => connector.send(&parcel.outbound, &attempt).await,
            DeliveryOperation::Edit => {
                let message = parcel.references.first().ok_or_else(gone)?;
                connector.edit(message, &parcel.outbound, &attempt).await
            }
            DeliveryOperation::Retract => {
                if parcel.references.is_empty() {
                    return Err(gone());
                }
                for message in &parcel.references {
                    connector.retract(message, &attempt).await?;
                }
                Ok(Sent { references: Vec::new(), at: now, echo: None })
            }
        }
    }

    fn outcome(&self, parcel: &Parcel, result: Result<Sent, ConnectorError>) -> Outcome {
        let now = self.desk.store().clock().now();
        let error = match result {
            Ok(sent) => {
                return Outcome::Sent { references: sent.references, at: sent.at, echo: sent.echo };
            }
            Err(error) => error,
        };
        let attempt = parcel.delivery.attempt_count;
        match error.class {
            ErrorClass::Transient => {
                Outcome::Retry { at: now.plus_ms(retry::wait_ms(attempt, &error)), error }
            }
            ErrorClass::RateLimited => {
                Outcome::RateLimited { until: now.plus_ms(retry::wait_ms(attempt, &error)), error }
            }
            ErrorClass::Auth => Outcome::Auth(error),
            ErrorClass::Recipient => Outcome::Recipient(error),
            ErrorClass::MaybeSent => Outcome::MaybeSent(error),
            ErrorClass::Invalid
            | ErrorClass::Unsupported
            | ErrorClass::Denied
            | ErrorClass::Permanent => Outcome::Rejected(error),
        }
    }
}

/// What became of an attempt that a crash cut off: the platform is asked, never told again blindly.
async fn find(connector: &dyn Connector, parcel: &Parcel) -> Result<Sent, ConnectorError> {
    match connector.find_sent(&parcel.key, &parcel.outbound).await {
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

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Sent { .. } => "sent",
        Outcome::Retry { .. } => "retry",
        Outcome::RateLimited { .. } => "rate_limited",
        Outcome::Rejected(_) => "rejected",
        Outcome::Recipient(_) => "recipient",
        Outcome::Auth(_) => "auth",
        Outcome::MaybeSent(_) => "maybe_sent",
    }
}
