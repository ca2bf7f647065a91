//! What is done with many chats at once.

use crate::{
    mutation::call::{Returned, mutations},
    query::chat_filter::ChatFilter,
};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Result, SimpleObject};
use switchboard_desk::{DeskError, chat::many};
use switchboard_graphql::{
    choice::ChatPriority,
    errors::{UserError, user_error},
    input, payload,
    plain::Plain,
    scalars::{Id, Long},
};
use switchboard_model::{
    ChatId, CloseReasonId, LabelId, OperatorId, TeamId, TemplateId, intent::Intent,
};

input! {
    /// Which chats, at most 1000, and what to do with them.
    ChatsBulkInput into many::BulkInput {
        /// The chats. Pass these or a filter.
        chat_ids: Option<Vec<Id<ChatId>>>,
        /// All chats that you may read and that are like this now.
        filter: Option<ChatFilter>,
        /// What to do.
        act: IntentInput,
    }
}

/// What to do with a chat: exactly one of these.
#[derive(Clone, InputObject)]
pub struct IntentInput {
    /// Assign it.
    assign: Option<IntentAssignInput>,
    /// Put this label on it.
    label_id: Option<Id<LabelId>>,
    /// Take this label off it.
    unlabel_id: Option<Id<LabelId>>,
    /// Make it this urgent.
    priority: Option<ChatPriority>,
    /// Close it for this reason.
    close_reason_id: Option<Id<CloseReasonId>>,
    /// Put it away: true.
    is_archived: Option<bool>,
    /// Put it aside for this long from then on, in ms, or until the customer writes.
    snooze_for_ms: Option<Long>,
    /// Write to the customer what this template says.
    template_id: Option<Id<TemplateId>>,
    /// Mark it as read by you, or as unread.
    is_read: Option<bool>,
}

/// Whom to assign a chat to.
#[derive(Clone, InputObject)]
pub struct IntentAssignInput {
    /// The operator; null takes the assignment back, absent keeps it.
    operator_id: MaybeUndefined<Id<OperatorId>>,
    /// The team; null takes it from its team, absent keeps it.
    team_id: MaybeUndefined<Id<TeamId>>,
}

/// None where not exactly one thing is said.
impl Plain<Option<Intent>> for IntentInput {
    fn plain(self) -> Option<Intent> {
        let read = |is_read| if is_read { Intent::Read } else { Intent::Unread };
        let mut said = [
            self.assign.map(|to| Intent::Assign {
                operator_id: to.operator_id.plain(),
                team_id: to.team_id.plain(),
            }),
            self.label_id.map(|id| Intent::Label(id.0)),
            self.unlabel_id.map(|id| Intent::Unlabel(id.0)),
            self.priority.map(|priority| Intent::Prioritize(priority.0)),
            self.close_reason_id.map(|id| Intent::Close(id.0)),
            self.is_archived.filter(|is_archived| *is_archived).map(|_| Intent::Archive),
            self.snooze_for_ms.map(|for_ms| Intent::Snooze(for_ms.0)),
            self.template_id.map(|id| Intent::Reply(id.0)),
            self.is_read.map(read),
        ]
        .into_iter()
        .flatten();
        said.next().filter(|_| said.next().is_none())
    }
}

/// What became of one of many chats.
#[derive(Clone, SimpleObject)]
pub struct BulkResult {
    /// The chat; absent where there is none that you may know of.
    chat_id: Option<ID>,
    /// It was done, by this call or by an earlier one with the same `clientMutationId`.
    is_done: bool,
    /// What you can mend; absent when it was done.
    error: Option<UserError>,
}

impl BulkResult {
    fn of(result: many::BulkResult) -> Result<Self> {
        let is_known = !matches!(result.error, Some(DeskError::NotFound));
        Ok(Self {
            chat_id: is_known.then(|| result.chat_id.into()),
            is_done: result.error.is_none(),
            error: result.error.map(user_error).transpose()?.map(within_act),
        })
    }
}

/// What is done with each chat is told by a part of the input.
fn within_act(mut error: UserError) -> UserError {
    if let Some(path) = &mut error.path
        && let Some(field) = path.get(1)
    {
        let is_of_assign = ["operatorId", "teamId"].contains(&field.as_str());
        let way: &[&str] = if is_of_assign { &["act", "assign"] } else { &["act"] };
        drop(path.splice(1..1, way.iter().map(|part| (*part).to_owned())));
    }
    error
}

impl Returned<Vec<many::BulkResult>> for Vec<BulkResult> {
    async fn returned(_: &Context<'_>, results: Vec<many::BulkResult>) -> Result<Option<Self>> {
        results.into_iter().map(BulkResult::of).collect::<Result<Self>>().map(Some)
    }
}

payload!(ChatsBulkPayload, "The result of doing something with many chats.", results: Vec<BulkResult>, "What became of each chat, by the order of their ids; absent when the call was refused as a whole.");

mutations! {
    /// What is done with many chats at once.
    BulkMutation {
        /// Does one thing with many chats. Each is done by itself: what cannot be done with one is told,
        /// and done with the others. With a `clientMutationId` a repeated call is about the same chats and
        /// finishes the rest; a reply needs one.
        chats_bulk(ChatsBulkInput, "Which chats, and what to do.")
            -> ChatsBulkPayload { many::act_on_many }
    }
}
