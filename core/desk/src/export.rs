//! Exports of chats: begun by a command, which answers a signed path; streamed by whoever follows it, with
//! the rights that the operator who began it has while it runs.

pub mod begin;
mod cell;
mod line;
pub mod open;

use crate::keys::Keys;
use crate::{DeskError, Result};
use serde::{Deserialize, Serialize};
use switchboard_model::actor::Credential;
use switchboard_model::export::ExportFormat;
use switchboard_model::{ChatFilter, ChatId, OperatorId, Timestamp};

/// What a signed path to an export is for.
const PURPOSE: &str = "export";

/// What is exported, and as whom: all of it stands in the signed path, so that any server can answer it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ExportOrder {
    operator_id: OperatorId,
    credential: Credential,
    format: ExportFormat,
    includes_notes: bool,
    after_chat_id: Option<ChatId>,
    filter: ChatFilter,
    expires_at: Timestamp,
}

impl ExportOrder {
    fn sign(&self, keys: &Keys) -> Result<String> {
        let payload =
            serde_json::to_vec(self).map_err(|error| DeskError::Internal(error.to_string()))?;
        Ok(keys.sign(PURPOSE, &payload))
    }

    fn verify(keys: &Keys, token: &str, now: Timestamp) -> Result<Self> {
        let payload = keys.verify(PURPOSE, token).ok_or(DeskError::NotFound)?;
        let order: Self = serde_json::from_slice(&payload).map_err(|_| DeskError::NotFound)?;
        if order.expires_at <= now { Err(DeskError::Gone) } else { Ok(order) }
    }
}
