//! Exports: begun by a command, which answers a signed path; streamed by whoever follows it, with the rights
//! that the one who began it has while it runs.

mod archive;
pub mod begin;
mod cell;
mod chats;
mod contact;
mod line;
pub mod open;
mod pieces;
mod visits;

pub(crate) use chats::ChatsOrder;
pub(crate) use pieces::{Pieces, place, stream};

use crate::keys::{Keys, link_end};
use crate::transcript::TranscriptOrder;
use crate::{Command, CommandResult, Committed, Context, Desk, DeskError, Result, session};
use serde::{Deserialize, Serialize};
use switchboard_model::actor::Credential;
use switchboard_model::{Actor, ContactId, OperatorId, Timestamp};
use switchboard_store::Lane;

/// What a signed path to an export is for.
const PURPOSE: &str = "export";

/// Where an export is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLink {
    /// The path on this server. Whoever has it can read what the operator may read: it is for them alone.
    pub path: String,
    /// Until when it can be followed.
    pub expires_at: Timestamp,
}

/// What is exported, and as whom: all of it stands in the signed path, so that any server can answer it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ExportOrder {
    exporter: Exporter,
    exported: Exported,
    expires_at: Timestamp,
}

/// Who exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Exporter {
    /// An operator, by the session or token that they began it with.
    Operator(OperatorId, Credential),
    /// Whoever runs a command on the machine of the server.
    System,
}

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Exported {
    Chats(Box<ChatsOrder>),
    Transcript(TranscriptOrder),
    Contact(ContactId),
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

impl Exporter {
    fn of(actor: &Actor) -> Result<Self> {
        match actor {
            Actor::Operator(operator) => {
                Ok(Self::Operator(operator.operator_id, operator.credential))
            }
            Actor::System => Ok(Self::System),
            Actor::Visitor { .. } | Actor::Rule(_) => Err(DeskError::NotAllowed),
        }
    }

    /// The one who exports, with the rights of this moment.
    pub(crate) async fn acting(self, desk: &Desk) -> Result<Actor> {
        match self {
            Self::Operator(operator_id, credential) => {
                let found = session::acting(desk, operator_id, credential).await?;
                Ok(Actor::Operator(found.ok_or(DeskError::Gone)?))
            }
            Self::System => Ok(Actor::System),
        }
    }
}

/// Notes down who exports what, and signs the path, which can be followed for `life_ms` or a little longer.
/// Nothing changes: the line of the audit log is all that is left of it.
pub(crate) async fn link(
    desk: &Desk,
    context: &Context,
    exported: Exported,
    life_ms: i64,
    note_down: impl FnMut(&mut Command<'_>) -> Result<()> + Send + 'static,
) -> CommandResult<ExportLink> {
    let exporter = Exporter::of(&context.actor)?;
    let expires_at = link_end(desk.now(), life_ms);
    let order = ExportOrder { exporter, exported, expires_at };
    let done = desk.command(context, Lane::Any, note_down).await?;
    let path = format!("/exports/{}", order.sign(desk.keys())?);
    Ok(Committed { value: ExportLink { path, expires_at }, cursor: done.cursor })
}
