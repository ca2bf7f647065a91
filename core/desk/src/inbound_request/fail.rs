//! Notes that an inbound request could not be parsed or ingested: tried again later, then put aside as dead.

use super::claimed_since;
use crate::change::changed;
use crate::limits::{
    ERROR_TEXT_MAX_CHARACTERS, INBOUND_REQUEST_ATTEMPTS_MAX, INBOUND_REQUEST_BACKOFF,
};
use crate::{Context, Desk, Result, text};
use switchboard_model::InboundRequestId;
use switchboard_model::event::EventKind;
use switchboard_model::inbound_request::InboundRequestState;
use switchboard_store::inbound_request::Failure;
use switchboard_store::{Lane, inbound_request};

/// What went wrong.
#[derive(Clone, Debug)]
pub struct FailInput {
    pub inbound_request_id: InboundRequestId,
    /// Who claimed it.
    pub worker_id: String,
    /// The plugin's version.
    pub plugin_version: Option<String>,
    /// What happened, in a sentence for an admin.
    pub error: String,
    /// No later try can help.
    pub is_final: bool,
}

/// Stores the failure; returns whether the request waits for another try or is dead.
///
/// # Errors
/// `Conflict` when another worker has claimed the request since.
pub async fn fail(desk: &Desk, input: FailInput) -> Result<InboundRequestState> {
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let (id, now) = (input.inbound_request_id, command.now());
        let row = inbound_request::get(command, id)?;
        let is_dead = input.is_final || row.attempt_count >= INBOUND_REQUEST_ATTEMPTS_MAX;
        let failure = Failure {
            error: text::start(&input.error, ERROR_TEXT_MAX_CHARACTERS),
            plugin_version: input.plugin_version.clone(),
            next_attempt_at: (!is_dead)
                .then(|| now.plus_ms(INBOUND_REQUEST_BACKOFF.wait_ms(row.attempt_count))),
        };
        if !inbound_request::fail(command, id, &input.worker_id, &failure, now)? {
            return Err(claimed_since());
        }
        if !is_dead {
            return Ok(InboundRequestState::Waiting);
        }
        let kind = EventKind::InboundRequestFailed;
        command.event(kind, (row.channel_id, id), changed(&["state"]))?;
        Ok(InboundRequestState::Dead)
    })
    .await
}
