//! One operation of a socket, in a task of its own.

use std::sync::Arc;

use async_graphql::{ServerError, parser::types::OperationType};
use axum::extract::ws::Utf8Bytes;
use futures::StreamExt;
use serde_json::Value;

use super::{message, outbox::Outbox, queue::Serial};
use crate::{
    execute::{self, Actor, Resolved},
    outcome::{Notes, Outcome},
    refusal::Refusal,
    request::GraphQlRequest,
    request_id::RequestId,
    shared::Shared,
};

/// What an operation needs of its socket.
pub(super) struct Operation {
    pub(super) shared: Arc<Shared>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) actor: Actor,
    pub(super) id: String,
    pub(super) serial: Serial,
    pub(super) request_id: RequestId,
}

impl Operation {
    /// Runs to the end, or until the outbox aborts it.
    pub(super) async fn run(self, payload: Value) {
        let admitted = GraphQlRequest::from_value(payload).and_then(|given| {
            execute::admit(&self.shared, &self.actor, &self.request_id, given, |_| Ok(()))
        });
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(refusal) => {
                self.refuse(&refusal).await;
                return;
            }
        };
        if admitted.kind == OperationType::Subscription {
            if self.outbox.is_stream(&self.id, self.serial).is_ok() {
                self.stream(admitted).await;
            }
            return;
        }
        let spent = Some((admitted.cost, admitted.budget));
        // On the heap, because a subscription would carry the room for it as long as it lives.
        let resolved = Box::pin(execute::run_once(&self.shared, admitted)).await;
        let notes = Notes { request_id: Some(&self.request_id), spent };
        if self.next(resolved, notes).await {
            self.finish(message::complete(&self.id)).await;
        }
    }

    async fn stream(&self, admitted: execute::Admitted) {
        let mut results = execute::run_stream(&self.shared, admitted);
        while let Some(resolved) = results.next().await {
            self.shared.metrics.events.inc();
            if !self.next(resolved, Notes::default()).await {
                return;
            }
        }
        self.finish(message::complete(&self.id)).await;
    }

    /// Sends a result. False if nothing may follow it.
    async fn next(&self, resolved: Resolved, notes: Notes<'_>) -> bool {
        if let Outcome::Refused(refusal) = &resolved.outcome {
            resolved.discard();
            self.refuse(refusal).await;
            return false;
        }
        if let Some(errors) = resolved.outcome.request_errors() {
            resolved.discard();
            self.error(&errors).await;
            return false;
        }
        let encoded = resolved.encode(notes, &message::before_result(&self.id), message::END);
        match Utf8Bytes::try_from(encoded) {
            Ok(text) => self.outbox.result(&self.id, self.serial, text).await.is_ok(),
            Err(error) => {
                tracing::error!(%error, "a result is no text");
                self.refuse(&Refusal::internal()).await;
                false
            }
        }
    }

    async fn refuse(&self, refusal: &Refusal) {
        self.shared.metrics.refused(refusal.reason);
        let mut error = refusal.to_error();
        error.extensions.get_or_insert_default().set("requestId", self.request_id.as_str());
        self.error(&[error]).await;
    }

    async fn error(&self, errors: &[ServerError]) {
        match serde_json::to_vec(errors) {
            Ok(encoded) => {
                self.finish(message::error(&self.id, &encoded)).await;
            }
            Err(error) => tracing::error!(%error, "errors could not be written as JSON"),
        }
    }

    /// If the client has left in the meantime there is nobody to tell.
    async fn finish(&self, text: String) {
        let _ = self.outbox.finish(&self.id, self.serial, text.into()).await;
    }
}
