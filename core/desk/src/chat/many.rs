//! Does one thing with many chats. Each is a command of its own: what cannot be done with one is done with
//! the others, and a repeated call does the rest.

use super::intent::{PerformInput, check_key, perform};
use crate::limits::{BULK_AT_ONCE, BULK_CHATS_MAX};
use crate::{CommandResult, Committed, Context, Desk, DeskError, Result, access};
use futures::{StreamExt, stream};
use switchboard_model::actor::OperatorActor;
use switchboard_model::intent::Intent;
use switchboard_model::{Actor, ChatFilter, ChatId, EventCursor};

/// Which chats, and what to do with them.
#[derive(Clone, Debug)]
pub struct BulkInput {
    /// These chats.
    pub chat_ids: Option<Vec<ChatId>>,
    /// In place of their ids: all visible chats that are like this now.
    pub filter: Option<ChatFilter>,
    /// What to do; none where not exactly one thing was said.
    pub act: Option<Intent>,
}

/// What became of one of the chats.
#[derive(Clone, Debug)]
pub struct BulkResult {
    /// The chat.
    pub chat_id: ChatId,
    /// Why it was not done; none when it was.
    pub error: Option<DeskError>,
}

/// Does it with each of the chats, and tells of each, in their order. With a key the chats stay those of
/// the first call, whatever is like the filter later, and none of them is done twice.
///
/// # Errors
/// `Denied` without the permission for it, `Invalid` for the input, for too many chats and for a reply without a
/// key, `KeyReused`, and whatever keeps the server from going on; what is done by then stays done.
pub async fn act_on_many(
    desk: &Desk,
    context: &Context,
    input: BulkInput,
) -> CommandResult<Vec<BulkResult>> {
    let Actor::Operator(operator) = &context.actor else { return Err(DeskError::NotAllowed) };
    access::visible_chats(operator)?;
    if let Some(permission) = input.act.and_then(Intent::permission) {
        access::require(&context.actor, permission)?;
    }
    let act = input.act.ok_or_else(|| DeskError::invalid("act", "say exactly one thing to do"))?;
    check_key(context, &[act])?;
    let ids = desk.frozen(context, find(desk, operator, input.chat_ids, input.filter)).await?;
    let work: Vec<_> = ids
        .into_iter()
        .map(|id| {
            let (desk, context, chat_id) = (desk.clone(), of_chat(context, ChatId(id)), ChatId(id));
            let input = PerformInput { chat_id, intent: act };
            async move { (chat_id, perform(&desk, &context, input).await) }
        })
        .collect();
    let mut running = stream::iter(work).buffered(BULK_AT_ONCE);
    let mut results = Vec::new();
    let mut last: Option<EventCursor> = None;
    while let Some((chat_id, done)) = running.next().await {
        let error = match done {
            // It was done by an earlier call, which has taken the chat from the caller.
            Ok(Committed { cursor, .. }) | Err(DeskError::NoLongerVisible { cursor }) => {
                last = last.max(Some(cursor));
                None
            }
            Err(error) if is_of_chat(&error) => Some(error),
            Err(error) => return Err(error),
        };
        results.push(BulkResult { chat_id, error });
    }
    let cursor = match last {
        Some(cursor) => cursor,
        None => desk.log_head().await?,
    };
    Ok(Committed { value: results, cursor })
}

/// The ids of the chats that are meant, each once.
async fn find(
    desk: &Desk,
    operator: &OperatorActor,
    chat_ids: Option<Vec<ChatId>>,
    filter: Option<ChatFilter>,
) -> Result<Vec<i64>> {
    let most = usize::try_from(BULK_CHATS_MAX).unwrap_or(usize::MAX);
    let (mut ids, field) = match (chat_ids, filter) {
        (Some(ids), None) => (ids, "chatIds"),
        (None, Some(filter)) => {
            let actor = Actor::Operator(operator.clone());
            let found = desk.read(actor, move |reader| {
                reader.check_filter(&filter)?;
                reader.chat_ids(&filter, None, BULK_CHATS_MAX.saturating_add(1))
            });
            (found.await?, "filter")
        }
        _ => return Err(DeskError::invalid("chatIds", "pass either these or a \"filter\"")),
    };
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > most {
        let reason = format!("means more than {most} chats: do it in several calls");
        return Err(DeskError::invalid(field, reason));
    }
    Ok(ids.into_iter().map(|id| id.0).collect())
}

fn of_chat(context: &Context, chat_id: ChatId) -> Context {
    let key = context.key.as_ref().map(|key| key.of_chat(chat_id));
    Context { key, ..context.clone() }
}

/// Is it about this chat alone, so that the others can be done.
fn is_of_chat(error: &DeskError) -> bool {
    let is_named = matches!(
        error,
        DeskError::NotFound
            | DeskError::Invalid { .. }
            | DeskError::Stale
            | DeskError::Gone
            | DeskError::Unsupported { .. }
    );
    is_named || error.is_conflict()
}
